//! How a certificate stands on a day.

use crate::words;
use chrono::NaiveDate;

words!(
    /// How a certificate is kept.
    State {
        Current = "current",
        Replaced = "replaced",
        Revoked = "revoked",
        /// Its holder asked to be forgotten.
        Erased = "erased",
    }
);

/// How a certificate stands for whoever looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Valid,
    /// Its last day is over.
    Expired,
    Replaced,
    Revoked,
    Erased,
}

impl Standing {
    /// Each of them once.
    pub const ALL: [Standing; 5] = [
        Standing::Valid,
        Standing::Expired,
        Standing::Replaced,
        Standing::Revoked,
        Standing::Erased,
    ];

    /// The standing on a day; it is valid on its last day still.
    pub fn of(state: State, expires_on: Option<NaiveDate>, today: NaiveDate) -> Standing {
        match state {
            State::Current if expires_on.is_some_and(|last| last < today) => Standing::Expired,
            State::Current => Standing::Valid,
            State::Replaced => Standing::Replaced,
            State::Revoked => Standing::Revoked,
            State::Erased => Standing::Erased,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_valid_on_its_last_day_and_not_on_the_next() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        let last = Some(day(23));
        assert_eq!(Standing::of(State::Current, last, day(23)), Standing::Valid);
        assert_eq!(Standing::of(State::Current, last, day(24)), Standing::Expired);
        assert_eq!(Standing::of(State::Current, None, day(24)), Standing::Valid);
        // Whatever was done to it matters more than its age.
        assert_eq!(Standing::of(State::Revoked, last, day(24)), Standing::Revoked);
    }
}
