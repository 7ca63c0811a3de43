//! What a person is given beyond a quiz's rules: extra time and extra attempts.

use crate::courses::edition::Quiz;

/// The most extra time that can be given, in percent.
pub const MOST_TIME_PERCENT: u32 = 300;
/// The most extra attempts that can be given.
pub const MOST_ATTEMPTS: u32 = 20;

/// Extra time and extra attempts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Allowance {
    pub extra_time_percent: u32,
    pub extra_attempts: u32,
}

impl Allowance {
    /// Of several, the most generous value of each kind: they are not added up.
    pub fn most_generous(all: impl IntoIterator<Item = Allowance>) -> Allowance {
        all.into_iter().fold(Allowance::default(), |most, one| Allowance {
            extra_time_percent: most.extra_time_percent.max(one.extra_time_percent),
            extra_attempts: most.extra_attempts.max(one.extra_attempts),
        })
    }

    /// Whether it gives anything, and no more than can be given.
    pub fn is_fit(self) -> bool {
        self != Allowance::default()
            && self.extra_time_percent <= MOST_TIME_PERCENT
            && self.extra_attempts <= MOST_ATTEMPTS
    }

    /// How many attempts the person has; none for as many as they like.
    pub fn attempts(self, quiz: &Quiz) -> Option<u32> {
        quiz.attempts.map(|limit| limit.saturating_add(self.extra_attempts))
    }

    /// How many minutes the person has, rounded up; none for as long as they like.
    pub fn minutes(self, quiz: &Quiz) -> Option<u32> {
        let whole = 100 + u64::from(self.extra_time_percent);
        let longer = |limit: u32| (u64::from(limit) * whole).div_ceil(100);
        quiz.time_limit_minutes.map(|limit| u32::try_from(longer(limit)).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quiz(attempts: Option<u32>, time_limit_minutes: Option<u32>) -> Quiz {
        Quiz { attempts, time_limit_minutes, ..Quiz::new(1, 75, vec![]) }
    }

    fn allowance(extra_time_percent: u32, extra_attempts: u32) -> Allowance {
        Allowance { extra_time_percent, extra_attempts }
    }

    #[test]
    fn what_has_no_limit_needs_no_allowance() {
        let quiz = quiz(None, None);
        assert_eq!(allowance(50, 2).attempts(&quiz), None);
        assert_eq!(allowance(50, 2).minutes(&quiz), None);
    }

    #[test]
    fn minutes_are_rounded_in_favour_of_the_person() {
        for (limit, percent, minutes) in
            [(30, 0, 30), (30, 25, 38), (30, 50, 45), (1, 1, 2), (60, 300, 240)]
        {
            let quiz = quiz(Some(2), Some(limit));
            assert_eq!(allowance(percent, 1).minutes(&quiz), Some(minutes), "{limit} {percent}");
            assert_eq!(allowance(percent, 1).attempts(&quiz), Some(3));
        }
    }

    #[test]
    fn several_give_the_most_of_each_and_no_sum() {
        let several = [allowance(25, 0), allowance(50, 1), allowance(0, 3)];
        assert_eq!(Allowance::most_generous(several), allowance(50, 3));
        assert_eq!(Allowance::most_generous([]), Allowance::default());
    }

    #[test]
    fn nothing_and_too_much_are_not_given() {
        for (percent, attempts, fit) in [
            (0, 0, false),
            (1, 0, true),
            (0, 1, true),
            (300, 20, true),
            (301, 0, false),
            (0, 21, false),
        ] {
            assert_eq!(allowance(percent, attempts).is_fit(), fit, "{percent} {attempts}");
        }
    }

    proptest! {
        #[test]
        fn an_allowance_never_takes_anything(
            limit in 1..=100_u32, minutes in 1..=1440_u32, percent in 0..=300_u32, extra in 0..=20_u32,
        ) {
            let quiz = quiz(Some(limit), Some(minutes));
            prop_assert!(allowance(percent, extra).attempts(&quiz) >= Some(limit));
            prop_assert!(allowance(percent, extra).minutes(&quiz) >= Some(minutes));
        }
    }
}
