//! What of an attempt its learner may see, and when: one table, phase by field.
//!
//! Everything that shows an attempt asks it and is given no more: pages now, and whatever letter or
//! export may come to speak of answers.

use super::attempt::State;
use crate::courses::edition::Review;

/// Where a learner stands with a quiz, seen from one of their attempts. A quiz has no day on which it
/// closes: it is over for a learner who has passed it or has no attempt left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The attempt takes answers.
    During,
    /// It is marked, and the learner may want to try again.
    Between,
    /// It is marked, and another could change nothing.
    Over,
}

/// What may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visible {
    /// The questions, and what was given.
    pub given: bool,
    /// The mark of the attempt, and whether it passes.
    pub mark: bool,
    /// Whether each answer was right, and the lesson to read again.
    pub right_or_wrong: bool,
    /// What is said to each answer, and what would have been right: authors write them together.
    pub feedback: bool,
}

const GIVEN: Visible = Visible { given: true, mark: false, right_or_wrong: false, feedback: false };
const MARK: Visible = Visible { mark: true, ..GIVEN };
const RIGHT_OR_WRONG: Visible = Visible { right_or_wrong: true, ..MARK };
const ALL: Visible = Visible { feedback: true, ..RIGHT_OR_WRONG };

/// The table.
pub const fn visible(review: Review, phase: Phase) -> Visible {
    match (review, phase) {
        (_, Phase::During) => GIVEN,
        (Review::Full, _) | (Review::AfterLastAttempt, Phase::Over) => ALL,
        (Review::AfterLastAttempt, Phase::Between) => RIGHT_OR_WRONG,
        (Review::MarksOnly, _) => MARK,
    }
}

/// The phase of an attempt.
pub const fn phase(state: State, passed: bool, none_left: bool) -> Phase {
    match state {
        State::InProgress => Phase::During,
        _ if passed || none_left => Phase::Over,
        _ => Phase::Between,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REVIEWS: [Review; 3] = [Review::Full, Review::AfterLastAttempt, Review::MarksOnly];

    #[test]
    fn nothing_is_said_of_an_answer_during_an_attempt() {
        for review in REVIEWS {
            assert_eq!(visible(review, phase(State::InProgress, true, true)), GIVEN);
        }
    }

    #[test]
    fn right_answers_come_when_the_policy_says() {
        for (review, between, over) in [
            (Review::Full, true, true),
            (Review::AfterLastAttempt, false, true),
            (Review::MarksOnly, false, false),
        ] {
            assert_eq!(visible(review, Phase::Between).feedback, between, "{review:?}");
            assert_eq!(visible(review, Phase::Over).feedback, over, "{review:?}");
        }
    }

    #[test]
    fn a_quiz_is_over_when_it_is_passed_or_no_attempt_is_left() {
        for (passed, none_left, expected) in
            [(false, false, Phase::Between), (true, false, Phase::Over), (false, true, Phase::Over)]
        {
            assert_eq!(phase(State::Submitted, passed, none_left), expected);
        }
    }

    #[test]
    fn later_shows_no_less_and_more_only_upon_less() {
        for review in REVIEWS {
            let fields = |phase| {
                let visible = visible(review, phase);
                [visible.given, visible.mark, visible.right_or_wrong, visible.feedback]
            };
            let [during, between, over] = [Phase::During, Phase::Between, Phase::Over].map(fields);
            // False is less than true.
            assert!(during <= between && between <= over, "{review:?}");
            for mut shown in [during, between, over] {
                let as_is = shown;
                shown.sort_unstable_by(|a, b| b.cmp(a));
                assert_eq!(as_is, shown, "{review:?}");
            }
        }
    }
}
