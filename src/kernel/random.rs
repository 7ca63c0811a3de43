use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use std::sync::{Arc, Mutex, PoisonError};

/// The only source of chance, given to whoever needs it.
#[derive(Clone)]
pub enum Random {
    /// The operating system's.
    Os,
    /// The same bytes each time, for tests.
    Seeded(Arc<Mutex<ChaCha20Rng>>),
}

impl Random {
    /// Chance that repeats itself from `seed`.
    pub fn seeded(seed: u64) -> Random {
        Random::Seeded(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    /// `N` bytes that nobody can guess.
    ///
    /// # Panics
    /// When the operating system has no randomness: there is no safe way on.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Random::Os => {
                if let Err(error) = getrandom::fill(&mut bytes) {
                    panic!("the operating system gave no randomness: {error}");
                }
            }
            Random::Seeded(rng) => {
                rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
            }
        }
        bytes
    }

    /// A number that fits an `i64` column and is never negative.
    pub fn seed(&self) -> i64 {
        i64::from_le_bytes(self.bytes()) & i64::MAX
    }
}
