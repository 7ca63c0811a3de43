//! When an attempt at a quiz with a time limit ends.
//!
//! The server's clock alone decides, and there is no leniency behind it: the deadline is a whole
//! minute, so that the clock time on the page is the very moment. What is saved before it counts,
//! whatever happens later; what arrives at that moment or after it does not.

use crate::kernel::Instant;
use chrono::{DurationRound, TimeDelta};

const MINUTE: i64 = 60_000;

/// The deadline of an attempt: its start and the limit, up to the next whole minute.
pub fn deadline(started_at: Instant, limit_minutes: u32) -> Instant {
    let limit = TimeDelta::milliseconds(i64::from(limit_minutes) * MINUTE);
    let end = started_at.checked_add_signed(limit).unwrap_or(Instant::MAX);
    end.duration_round_up(TimeDelta::milliseconds(MINUTE)).unwrap_or(end)
}

/// The moment at which an attempt ended, if its time is over.
pub fn over(deadline: Option<Instant>, now: Instant) -> Option<Instant> {
    deadline.filter(|deadline| now >= *deadline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(milliseconds: i64) -> Instant {
        chrono::DateTime::from_timestamp_millis(milliseconds).unwrap().naive_utc()
    }

    #[test]
    fn a_deadline_is_a_whole_minute() {
        for (started, limit, ends) in [
            (0, 30, 30 * MINUTE),
            (1, 30, 31 * MINUTE),
            (MINUTE - 1, 30, 31 * MINUTE),
            (MINUTE, 1, 2 * MINUTE),
        ] {
            assert_eq!(deadline(at(started), limit), at(ends), "{started} {limit}");
        }
    }

    #[test]
    fn the_deadline_itself_is_too_late() {
        let ends = at(30 * MINUTE);
        let just_before = ends - TimeDelta::milliseconds(1);
        assert_eq!(over(Some(ends), just_before), None);
        assert_eq!(over(Some(ends), ends), Some(ends));
        assert_eq!(over(Some(ends), at(90 * MINUTE)), Some(ends));
        assert_eq!(over(None, at(i64::from(u32::MAX))), None);
    }

    proptest! {
        #[test]
        fn nobody_gets_less_than_the_limit_nor_a_minute_more(
            started in 0..4_000_000_000_000_i64,
            limit in 1..=1440_u32,
        ) {
            let given = (deadline(at(started), limit) - at(started)).num_milliseconds();
            let limit = i64::from(limit) * MINUTE;
            prop_assert!((limit..limit + MINUTE).contains(&given), "{given}");
        }

        #[test]
        fn time_once_over_stays_over(ends in 0..1_000_000_i64, now in 0..1_000_000_i64, later in 0..1_000_000_i64) {
            if let Some(ended) = over(Some(at(ends)), at(now)) {
                prop_assert_eq!(over(Some(at(ends)), at(now + later)), Some(ended));
                prop_assert!(ended <= at(now));
            }
        }
    }
}
