//! When a letter is tried again, and when it is given up.

use super::verdict::Verdict;
use crate::kernel::Instant;
use chrono::TimeDelta;

/// How long a letter belongs to the sender that claimed it. Longer than the longest send.
pub const LEASE: TimeDelta = TimeDelta::seconds(120);

/// How long a broken relay is left alone.
pub const PAUSE: TimeDelta = TimeDelta::seconds(30);

/// After so many counted tries a letter is given up.
pub const MOST_TRIES: i32 = 12;

const FIRST_DELAY: TimeDelta = TimeDelta::seconds(30);
const LONGEST_DELAY: TimeDelta = TimeDelta::hours(1);

/// A letter of this age is given up ...
const PATIENCE: TimeDelta = TimeDelta::hours(72);
/// ... but not before so many tries (a quarter of an hour): it may have been written long before
/// it was due, or held while the relay was down, and must still get past greylisting.
const FEWEST_TRIES: i32 = 6;

/// By how much a delay is stretched, in thousandths: 800 to 1200, so that letters that failed
/// together part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jitter(i32);

impl Jitter {
    /// Of a random byte.
    pub fn of(byte: u8) -> Jitter {
        Jitter(800 + i32::from(byte) * 400 / 255)
    }
}

/// What is known of a letter that was just tried.
#[derive(Debug, Clone, Copy)]
pub struct Tried {
    /// Counted tries, this one included.
    pub tries: i32,
    pub created_at: Instant,
    pub expires_at: Option<Instant>,
}

/// What to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is done.
    Sent,
    /// Try again then; the try counts.
    Again(Instant),
    /// Try again then; the try does not count, for the relay was at fault.
    Hold(Instant),
    /// Nothing more is done.
    GiveUp,
}

/// How long to wait after the `tries`th counted try: min(1 h, 30 s * 2^(tries - 1)), jittered.
pub fn delay(tries: i32, jitter: Jitter) -> TimeDelta {
    let doublings = tries.saturating_sub(1).clamp(0, 10);
    let plain = (FIRST_DELAY * (1 << doublings)).min(LONGEST_DELAY);
    plain * jitter.0 / 1000
}

/// What follows from a try's verdict.
pub fn next(verdict: Verdict, letter: Tried, now: Instant, jitter: Jitter) -> Next {
    match verdict {
        Verdict::Sent => Next::Sent,
        Verdict::Relay => Next::Hold(now + PAUSE),
        Verdict::Refused | Verdict::Unfit => Next::GiveUp,
        Verdict::Later | Verdict::Unknown => {
            let again_at = now + delay(letter.tries, jitter);
            let too_old = now - letter.created_at >= PATIENCE && letter.tries >= FEWEST_TRIES;
            let too_late = letter.expires_at.is_some_and(|expires| again_at >= expires);
            if letter.tries >= MOST_TRIES || too_old || too_late {
                Next::GiveUp
            } else {
                Next::Again(again_at)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EVEN: Jitter = Jitter(1000);

    fn at(hours: i64) -> Instant {
        chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc()
            + TimeDelta::hours(hours)
    }

    fn tried(tries: i32) -> Tried {
        Tried { tries, created_at: at(0), expires_at: None }
    }

    #[test]
    fn delays_double_from_half_a_minute_to_an_hour() {
        let seconds: Vec<i64> = (1..=9).map(|n| delay(n, EVEN).num_seconds()).collect();
        assert_eq!(seconds, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
    }

    #[test]
    fn each_verdict_has_its_consequence() {
        for (verdict, then) in [
            (Verdict::Sent, Next::Sent),
            (Verdict::Later, Next::Again(at(1) + TimeDelta::seconds(30))),
            (Verdict::Unknown, Next::Again(at(1) + TimeDelta::seconds(30))),
            (Verdict::Refused, Next::GiveUp),
            (Verdict::Unfit, Next::GiveUp),
            (Verdict::Relay, Next::Hold(at(1) + PAUSE)),
        ] {
            assert_eq!(next(verdict, tried(1), at(1), EVEN), then, "{verdict:?}");
        }
    }

    #[test]
    fn twelve_tries_are_the_last() {
        let later = |tries| next(Verdict::Later, tried(tries), at(1), EVEN);
        assert!(matches!(later(11), Next::Again(_)));
        assert_eq!(later(12), Next::GiveUp);
    }

    #[test]
    fn three_days_are_the_limit_once_it_was_tried_in_earnest() {
        let later = |tries, hours| next(Verdict::Unknown, tried(tries), at(hours), EVEN);
        assert!(matches!(later(6, 71), Next::Again(_)));
        assert_eq!(later(6, 72), Next::GiveUp);
        assert!(matches!(later(5, 72), Next::Again(_)));
    }

    #[test]
    fn a_letter_that_would_expire_before_its_next_try_is_given_up() {
        let expires =
            |seconds| Tried { expires_at: Some(at(1) + TimeDelta::seconds(seconds)), ..tried(1) };
        assert_eq!(next(Verdict::Later, expires(30), at(1), EVEN), Next::GiveUp);
        assert!(matches!(next(Verdict::Later, expires(31), at(1), EVEN), Next::Again(_)));
    }

    proptest! {
        #[test]
        fn delays_stay_within_their_bounds(tries in i32::MIN..i32::MAX, byte: u8) {
            let delay = delay(tries, Jitter::of(byte));
            prop_assert!(delay >= TimeDelta::seconds(24), "{delay}");
            prop_assert!(delay <= TimeDelta::minutes(72), "{delay}");
        }

        #[test]
        fn only_a_broken_relay_leaves_a_try_uncounted(tries in 1..40, hours in 0_i64..200, byte: u8) {
            for verdict in [Verdict::Sent, Verdict::Later, Verdict::Refused, Verdict::Unknown,
                            Verdict::Relay, Verdict::Unfit] {
                let next = next(verdict, tried(tries), at(hours), Jitter::of(byte));
                prop_assert_eq!(matches!(next, Next::Hold(_)), verdict == Verdict::Relay);
            }
        }
    }
}
