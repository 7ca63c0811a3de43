use chrono::{NaiveDateTime, SubsecRound, TimeDelta, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A moment in UTC, in whole milliseconds: both databases keep those exactly.
pub type Instant = NaiveDateTime;

/// The only source of the time.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    Real,
    /// The machine's clock, moved by so much: for trying out deadlines.
    Shifted(TimeDelta),
    /// Stands still at so many milliseconds after 1970 until a test moves it.
    Stopped(Arc<AtomicI64>),
}

impl Clock {
    /// The time now.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
    pub fn now(&self) -> Instant {
        match self {
            Clock::Real => Utc::now().naive_utc().trunc_subsecs(3),
            Clock::Shifted(by) => (Utc::now().naive_utc() + *by).trunc_subsecs(3),
            Clock::Stopped(at) => {
                chrono::DateTime::from_timestamp_millis(at.load(Ordering::SeqCst))
                    .unwrap_or_default()
                    .naive_utc()
            }
        }
    }
}
