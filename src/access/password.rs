//! Password hashes: argon2id, in a fixed number of working memories.
//!
//! Neither memory nor processor time can grow with the number of people who sign in at once: who
//! finds no working memory free within the wait is asked to come back. OWASP's parameters.

use argon2::password_hash::phc::{PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// Hashes and verifies. A cheap clone.
#[derive(Clone)]
pub struct Hasher {
    permits: Arc<Semaphore>,
    memories: Arc<Mutex<Vec<Vec<Block>>>>,
    params: Params,
    nobody: Arc<str>,
}

/// Every working memory stayed taken, or the machine could not hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many people are signing in at once")]
pub struct Busy;

/// How long somebody waits for a working memory.
const WAIT: Duration = Duration::from_secs(10);

impl Hasher {
    /// With as many working memories as `at_once`; OWASP's floor of 19 MiB, two passes.
    pub fn new(at_once: usize) -> Hasher {
        Hasher::with(at_once, Params::DEFAULT)
    }

    /// With parameters that cost almost nothing, for tests.
    pub fn cheap() -> Hasher {
        Hasher::with(2, Params::new(8, 1, 1, None).unwrap_or(Params::DEFAULT))
    }

    fn with(at_once: usize, params: Params) -> Hasher {
        let nobody = encode(&params, &[0; 16], &[0; 32]);
        Hasher {
            permits: Arc::new(Semaphore::new(at_once.max(1))),
            memories: Arc::new(Mutex::new(vec![Vec::new(); at_once.max(1)])),
            params,
            nobody: nobody.into(),
        }
    }

    /// The hash to keep of a new password, in PHC form.
    pub async fn hash(&self, password: Zeroizing<String>, salt: [u8; 16]) -> Result<String, Busy> {
        let params = self.params.clone();
        self.work(move |memory| {
            let mut out = Zeroizing::new([0; 32]);
            run(&params, password.as_bytes(), &salt, out.as_mut_slice(), memory)?;
            Some(encode(&params, &salt, out.as_slice()))
        })
        .await
    }

    /// Whether the password fits the hash. Without a hash it takes as long and is wrong.
    pub async fn verify(
        &self,
        password: Zeroizing<String>,
        phc: Option<&str>,
    ) -> Result<bool, Busy> {
        let known = phc.is_some();
        let phc = phc.unwrap_or(&self.nobody).to_owned();
        let fits = self.work(move |memory| fits(password.as_bytes(), &phc, memory)).await?;
        Ok(fits && known)
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> Option<T> + Send + 'static,
    ) -> Result<T, Busy> {
        let permit = tokio::time::timeout(WAIT, self.permits.clone().acquire_owned())
            .await
            .map_err(|_| Busy)?
            .map_err(|_| Busy)?;
        let memories = self.memories.clone();
        // The permit moves with the work: a visitor who hangs up frees nothing early.
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let lock = || memories.lock().unwrap_or_else(PoisonError::into_inner);
            let mut memory = lock().pop().unwrap_or_default();
            let result = work(&mut memory);
            lock().push(memory);
            result
        });
        done.await.ok().flatten().ok_or(Busy)
    }
}

impl std::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hasher")
    }
}

fn run(
    params: &Params,
    password: &[u8],
    salt: &[u8],
    out: &mut [u8],
    memory: &mut Vec<Block>,
) -> Option<()> {
    memory.resize(params.block_count(), Block::default());
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password_into_with_memory(password, salt, out, memory)
        .ok()
}

fn fits(password: &[u8], phc: &str, memory: &mut Vec<Block>) -> Option<bool> {
    let hash = PasswordHash::new(phc).ok()?;
    let params = Params::try_from(&hash).ok()?;
    let (salt, want) = (hash.salt?, hash.hash?);
    let mut out = Zeroizing::new(vec![0; want.len()]);
    run(&params, password, salt.as_ref(), &mut out, memory)?;
    Some(subtle::ConstantTimeEq::ct_eq(out.as_slice(), want.as_bytes()).into())
}

fn encode(params: &Params, salt: &[u8; 16], hash: &[u8]) -> String {
    use data_encoding::BASE64_NOPAD;
    debug_assert!(Salt::new(salt).is_ok());
    format!(
        "$argon2id$v=19$m={},t={},p={}${}${}",
        params.m_cost(),
        params.t_cost(),
        params.p_cost(),
        BASE64_NOPAD.encode(salt),
        BASE64_NOPAD.encode(hash)
    )
}
