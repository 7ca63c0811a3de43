//! The states of an attempt, and when the next may start.

use super::allowance::Allowance;
use crate::courses::edition::Quiz;
use crate::kernel::{AttemptId, Instant};
use crate::words;
use chrono::TimeDelta;

words!(
    /// Where an attempt stands. Only the first can change.
    State {
        /// It takes answers.
        InProgress = "in-progress",
        /// Marked in the transaction that handed it in.
        Submitted = "submitted",
        /// Never marked; counts neither for nor against anybody.
        Abandoned = "abandoned",
    }
);

/// What matters of an earlier attempt at the same quiz.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    pub id: AttemptId,
    /// From 1.
    pub number: i32,
    pub state: State,
    pub submitted_at: Option<Instant>,
}

/// Why no attempt starts now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartRefusal {
    /// All that the quiz and the allowance give were handed in.
    NoAttemptsLeft,
    /// The quiz wants a pause; at this moment it is over.
    WaitUntil(Instant),
    /// This one is to be finished first.
    AlreadyOpen(AttemptId),
}

/// The number of the attempt that may start now. Abandoned attempts keep their number, and count
/// neither towards the limit nor for the wait.
///
/// # Errors
/// [`StartRefusal`] says why none may.
pub fn may_start(
    quiz: &Quiz,
    allowance: Allowance,
    previous: &[Past],
    now: Instant,
) -> Result<i32, StartRefusal> {
    if let Some(open) = previous.iter().find(|past| past.state == State::InProgress) {
        return Err(StartRefusal::AlreadyOpen(open.id));
    }
    let submitted = || previous.iter().filter(|past| past.state == State::Submitted);
    if allowance.attempts(quiz).is_some_and(|limit| submitted().count() >= limit as usize) {
        return Err(StartRefusal::NoAttemptsLeft);
    }
    let last = submitted().filter_map(|past| past.submitted_at).max();
    if let Some(over_at) = last.zip(quiz.wait_hours).map(|(last, hours)| after(last, hours))
        && now < over_at
    {
        return Err(StartRefusal::WaitUntil(over_at));
    }
    Ok(previous.iter().map(|past| past.number).max().unwrap_or(0).saturating_add(1))
}

fn after(at: Instant, hours: u32) -> Instant {
    at.checked_add_signed(TimeDelta::hours(hours.into())).unwrap_or(Instant::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quizzes::samples::quiz;
    use State::{Abandoned, InProgress, Submitted};

    const NONE: Allowance = Allowance { extra_time_percent: 0, extra_attempts: 0 };

    fn at(minutes: i64) -> Instant {
        chrono::DateTime::from_timestamp(1_800_000_000 + minutes * 60, 0).unwrap().naive_utc()
    }

    fn past(states: &[State]) -> Vec<Past> {
        let one = |(number, state): (i32, &State)| Past {
            id: AttemptId(number.into()),
            number,
            state: *state,
            submitted_at: (*state == Submitted).then(|| at(number.into())),
        };
        (1..).zip(states).map(one).collect()
    }

    #[test]
    fn a_quiz_without_limits_can_be_tried_for_ever() {
        let quiz = quiz(1, vec![]);
        assert_eq!(may_start(&quiz, NONE, &[], at(0)), Ok(1));
        assert_eq!(may_start(&quiz, NONE, &past(&[Submitted; 40]), at(40)), Ok(41));
    }

    #[test]
    fn an_open_attempt_comes_before_every_other_reason() {
        let mut quiz = quiz(1, vec![]);
        (quiz.attempts, quiz.wait_hours) = (Some(1), Some(24));
        let open = may_start(&quiz, NONE, &past(&[Submitted, InProgress]), at(2));
        assert_eq!(open, Err(StartRefusal::AlreadyOpen(AttemptId(2))));
    }

    #[test]
    fn the_limit_is_the_last_attempt_that_starts() {
        let mut quiz = quiz(1, vec![]);
        quiz.attempts = Some(3);
        for (states, expected) in [
            (&[Submitted, Submitted][..], Ok(3)),
            (&[Submitted, Submitted, Submitted], Err(StartRefusal::NoAttemptsLeft)),
            (&[Submitted, Abandoned, Submitted], Ok(4)),
            (&[Submitted, Abandoned, Submitted, Submitted], Err(StartRefusal::NoAttemptsLeft)),
        ] {
            assert_eq!(may_start(&quiz, NONE, &past(states), at(100)), expected, "{states:?}");
        }
    }

    #[test]
    fn an_extra_attempt_is_one_more_and_not_two() {
        let mut quiz = quiz(1, vec![]);
        quiz.attempts = Some(1);
        let extra = Allowance { extra_attempts: 1, ..NONE };
        let none_left = Err(StartRefusal::NoAttemptsLeft);
        assert_eq!(may_start(&quiz, extra, &past(&[Submitted]), at(100)), Ok(2));
        assert_eq!(may_start(&quiz, extra, &past(&[Submitted, Submitted]), at(100)), none_left);
    }

    #[test]
    fn the_wait_ends_at_its_last_moment() {
        let mut quiz = quiz(1, vec![]);
        quiz.wait_hours = Some(2);
        let previous = past(&[Submitted, Submitted, Abandoned]);
        let over_at = at(2 + 120);
        let just_before = over_at - TimeDelta::milliseconds(1);
        assert_eq!(
            may_start(&quiz, NONE, &previous, just_before),
            Err(StartRefusal::WaitUntil(over_at))
        );
        assert_eq!(may_start(&quiz, NONE, &previous, over_at), Ok(4));
        quiz.wait_hours = Some(u32::MAX);
        assert!(matches!(
            may_start(&quiz, NONE, &previous, over_at),
            Err(StartRefusal::WaitUntil(_))
        ));
    }
}
