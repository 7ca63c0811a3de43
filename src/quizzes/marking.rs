//! How an attempt is marked, in exact fractions.

use super::answer::Given;
use super::draw::{Draw, Slot};
use crate::courses::edition::{Kind, Question, Quiz};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// An exact mark: `gained` of `available` parts.
///
/// Each question is worth 1, which a partially marked one splits into as many parts as it has
/// right choices. All are written over their least common multiple `m`, which depends on the draw
/// alone: `available` is `m` times the number of questions, and is not reduced further. Exact while
/// no question has more than 30 right choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub gained: i64,
    pub available: i64,
}

/// How a question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotState {
    /// With exactly the right choices.
    Right,
    /// With some of them; only where partial marks are given.
    PartlyRight,
    /// For no mark.
    NotRight,
    /// Not, or the answer was cleared.
    NoAnswer,
}

/// The mark of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotMark {
    pub state: SlotState,
    /// Numerator and denominator of what it brought, between 0 and 1. The denominator is the
    /// question's, whatever the answer.
    pub gained: (i64, i64),
}

/// A marked attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    pub total: Mark,
    /// In the order of the draw.
    pub slots: Vec<SlotMark>,
}

/// Marks what was given, by slot from 0. Choices that the question does not have are ignored; a
/// question that the quiz does not have brings nothing.
pub fn mark(quiz: &Quiz, draw: &Draw, given: &BTreeMap<usize, Given>) -> Marked {
    let one = |(number, slot): (usize, &Slot)| match quiz.question(&slot.question) {
        Some(question) => mark_question(question, given.get(&number)),
        None => SlotMark { state: SlotState::NotRight, gained: (0, 1) },
    };
    let slots: Vec<SlotMark> = draw.0.iter().enumerate().map(one).collect();
    Marked { total: total(&slots), slots }
}

fn mark_question(question: &Question, given: Option<&Given>) -> SlotMark {
    let ids = |correct: bool| {
        let some = question.choices.iter().filter(move |choice| choice.correct == correct);
        some.map(|choice| choice.id.as_str()).collect::<BTreeSet<_>>()
    };
    let (right, wrong) = (ids(true), ids(false));
    let chosen: BTreeSet<&str> = given.iter().flat_map(|g| &g.0).map(String::as_str).collect();
    let right_chosen = count(right.intersection(&chosen));
    let wrong_chosen = count(wrong.intersection(&chosen));
    let (gained, parts) = if question.kind == Kind::MultiplePartial {
        ((right_chosen - wrong_chosen).max(0), count(right.iter()).max(1))
    } else {
        (i64::from(right_chosen == count(right.iter()) && wrong_chosen == 0), 1)
    };
    let (state, gained) = match gained {
        _ if right_chosen + wrong_chosen == 0 => (SlotState::NoAnswer, 0),
        0 => (SlotState::NotRight, 0),
        all if all == parts => (SlotState::Right, all),
        some => (SlotState::PartlyRight, some),
    };
    SlotMark { state, gained: (gained, parts) }
}

fn count<T>(items: impl Iterator<Item = T>) -> i64 {
    items.fold(0, |n, _| n + 1)
}

fn total(slots: &[SlotMark]) -> Mark {
    let common = slots.iter().map(|slot| slot.gained.1).fold(1, least_common_multiple);
    Mark {
        gained: slots.iter().map(|SlotMark { gained: (part, of), .. }| part * (common / of)).sum(),
        available: common.saturating_mul(count(slots.iter())),
    }
}

fn least_common_multiple(a: i64, b: i64) -> i64 {
    let (mut divisor, mut rest) = (a, b);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    (a / divisor).saturating_mul(b)
}

/// Whether a mark reaches a pass mark in percent; exactly on it passes. Nothing available passes
/// nobody.
pub fn passes(mark: Mark, pass_mark_percent: u32) -> bool {
    mark.available > 0
        && i128::from(mark.gained) * 100
            >= i128::from(pass_mark_percent) * i128::from(mark.available)
}

/// The fewest questions, all right and the others bringing nothing, that pass.
pub fn needed(pass_mark_percent: u32, questions: u32) -> u32 {
    let needed = (u64::from(pass_mark_percent) * u64::from(questions)).div_ceil(100);
    u32::try_from(needed).unwrap_or(u32::MAX)
}

impl Mark {
    /// Which is the larger fraction, whatever the two draws were worth.
    pub fn compare(self, other: Mark) -> Ordering {
        let (mine, theirs) = (i128::from(self.gained), i128::from(other.gained));
        (mine * i128::from(other.available)).cmp(&(theirs * i128::from(self.available)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quizzes::draw::draw;
    use crate::quizzes::samples::{any_quiz, question, quiz};
    use proptest::prelude::*;

    fn given(letters: &str) -> Given {
        Given(letters.chars().map(String::from).collect())
    }

    fn mark_one(kind: Kind, choices: &str, letters: &str) -> SlotMark {
        let mut question = question("q", "one", choices);
        question.kind = kind;
        mark_question(&question, Some(&given(letters)))
    }

    #[test]
    fn each_kind_has_its_rule() {
        use Kind::{MultipleAllOrNothing as All, MultiplePartial as Partial, Single, TrueFalse};
        use SlotState::{NoAnswer, NotRight, PartlyRight, Right};
        for (kind, choices, letters, state, gained) in [
            (Single, "aBc", "b", Right, (1, 1)),
            (Single, "aBc", "a", NotRight, (0, 1)),
            (Single, "aBc", "", NoAnswer, (0, 1)),
            (Single, "aBc", "ab", NotRight, (0, 1)),
            (TrueFalse, "Tf", "t", Right, (1, 1)),
            (TrueFalse, "Tf", "f", NotRight, (0, 1)),
            (All, "ABc", "ab", Right, (1, 1)),
            (All, "ABc", "ba", Right, (1, 1)),
            (All, "ABc", "a", NotRight, (0, 1)),
            (All, "ABc", "abc", NotRight, (0, 1)),
            (All, "ABc", "", NoAnswer, (0, 1)),
            (Partial, "ABCd", "abc", Right, (3, 3)),
            (Partial, "ABCd", "aab", PartlyRight, (2, 3)),
            (Partial, "ABCd", "abd", PartlyRight, (1, 3)),
            (Partial, "ABCd", "ad", NotRight, (0, 3)),
            (Partial, "ABcd", "acd", NotRight, (0, 2)),
            (Partial, "ABCd", "", NoAnswer, (0, 3)),
            (Partial, "ABCd", "abcx", Right, (3, 3)),
            (Single, "aBc", "bx", Right, (1, 1)),
            (Single, "aBc", "x", NoAnswer, (0, 1)),
        ] {
            let marked = mark_one(kind, choices, letters);
            assert_eq!(marked, SlotMark { state, gained }, "{kind:?} {choices} {letters}");
        }
    }

    #[test]
    fn marks_add_up_over_a_common_denominator() {
        let mut thirds = question("thirds", "one", "ABCd");
        thirds.kind = Kind::MultiplePartial;
        let mut halves = question("halves", "one", "ABcd");
        halves.kind = Kind::MultiplePartial;
        let quiz = quiz(3, vec![thirds, halves, question("whole", "one", "Ab")]);
        let slots =
            ["thirds", "halves", "whole"].map(|q| Slot { question: q.into(), choices: vec![] });
        let answers = BTreeMap::from([(0, given("ab")), (1, given("a")), (2, given("a"))]);
        // 2/3 + 1/2 + 1 of 3.
        let marked = mark(&quiz, &Draw(slots.to_vec()), &answers);
        assert_eq!(marked.total, Mark { gained: 13, available: 18 });
    }

    #[test]
    fn a_mark_exactly_on_the_pass_mark_passes() {
        for (gained, available, percent, passed) in [
            (7, 10, 70, true),
            (6, 10, 70, false),
            (2, 3, 66, true),
            (2, 3, 67, false),
            (70_000_001, 100_000_000, 70, true),
            (70_000_000, 100_000_000, 70, true),
            (69_999_999, 100_000_000, 70, false),
            (i64::MAX, i64::MAX, 100, true),
            (i64::MAX - 1, i64::MAX, 100, false),
            (0, 5, 0, true),
            (0, 0, 0, false),
        ] {
            let mark = Mark { gained, available };
            assert_eq!(passes(mark, percent), passed, "{mark:?} at {percent} %");
        }
    }

    #[test]
    fn marks_of_different_draws_compare_as_fractions() {
        let mark = |gained, available| Mark { gained, available };
        assert_eq!(mark(2, 3).compare(mark(4, 6)), Ordering::Equal);
        assert_eq!(mark(13, 18).compare(mark(5, 7)), Ordering::Greater);
        assert_eq!(mark(5, 7).compare(mark(13, 18)), Ordering::Less);
    }

    /// A quiz, its draw, and any choices of each question: bit `i` of a slot's number says whether
    /// its choice `i` is given.
    fn any_attempt() -> impl Strategy<Value = (Quiz, Draw, BTreeMap<usize, Given>)> {
        (any_quiz(), any::<i64>(), prop::collection::vec(any::<u8>(), 12)).prop_map(
            |(quiz, seed, bits)| {
                let draw = draw(&quiz, seed);
                let answers = draw.0.iter().enumerate().map(|(number, slot)| {
                    let chosen = slot.choices.iter().enumerate();
                    let chosen = chosen.filter(|(i, _)| bits[number] >> i & 1 == 1);
                    (number, Given(chosen.map(|(_, id)| id.clone()).collect()))
                });
                let answers = answers.collect();
                (quiz, draw, answers)
            },
        )
    }

    proptest! {
        #[test]
        fn the_order_of_choices_never_matters((quiz, draw, answers) in any_attempt()) {
            let reversed = answers.iter().map(|(slot, Given(ids))| {
                (*slot, Given(ids.iter().rev().cloned().collect()))
            });
            let mut shown_otherwise = draw.clone();
            for slot in &mut shown_otherwise.0 {
                slot.choices.reverse();
            }
            prop_assert_eq!(
                mark(&quiz, &draw, &answers),
                mark(&quiz, &shown_otherwise, &reversed.collect())
            );
        }

        #[test]
        fn another_right_choice_never_lowers_a_partial_mark(
            (quiz, draw, answers) in any_attempt(),
        ) {
            let before = mark(&quiz, &draw, &answers);
            for (number, slot) in draw.0.iter().enumerate() {
                let question = quiz.question(&slot.question).unwrap();
                if question.kind != Kind::MultiplePartial {
                    continue;
                }
                for right in question.choices.iter().filter(|choice| choice.correct) {
                    let mut more = answers.clone();
                    more.entry(number).or_insert_with(|| given("")).0.push(right.id.clone());
                    let after = mark(&quiz, &draw, &more);
                    prop_assert!(after.total.gained >= before.total.gained);
                    prop_assert!(after.slots[number].gained.0 >= before.slots[number].gained.0);
                }
            }
        }

        #[test]
        fn a_mark_lies_between_nothing_and_everything((quiz, draw, answers) in any_attempt()) {
            let marked = mark(&quiz, &draw, &answers);
            prop_assert!((0..=marked.total.available).contains(&marked.total.gained));
            prop_assert_eq!(marked.slots.len(), draw.0.len());
            for SlotMark { gained: (part, of), .. } in marked.slots {
                prop_assert!((0..=of).contains(&part));
            }
        }

        #[test]
        fn every_right_choice_and_no_other_gains_everything((quiz, draw, _) in any_attempt()) {
            let right = draw.0.iter().enumerate().map(|(number, slot)| {
                let choices = &quiz.question(&slot.question).unwrap().choices;
                let right = choices.iter().filter(|c| c.correct).map(|c| c.id.clone());
                (number, Given(right.collect()))
            });
            let marked = mark(&quiz, &draw, &right.collect());
            prop_assert_eq!(marked.total.gained, marked.total.available);
            prop_assert!(marked.slots.iter().all(|slot| slot.state == SlotState::Right));
        }

        #[test]
        fn what_is_available_depends_on_the_draw_alone((quiz, draw, answers) in any_attempt()) {
            let nothing = mark(&quiz, &draw, &BTreeMap::new()).total;
            prop_assert_eq!(mark(&quiz, &draw, &answers).total.available, nothing.available);
            let parts = |slot: &Slot| match quiz.question(&slot.question).unwrap() {
                q if q.kind == Kind::MultiplePartial => {
                    count(q.choices.iter().filter(|c| c.correct))
                }
                _ => 1,
            };
            let questions = count(draw.0.iter());
            let common = nothing.available / questions;
            prop_assert_eq!(common * questions, nothing.available);
            prop_assert!(draw.0.iter().all(|slot| common % parts(slot) == 0));
            let smaller = (1..common).find(|m| draw.0.iter().all(|slot| m % parts(slot) == 0));
            prop_assert_eq!(smaller, None);
        }

        #[test]
        fn the_questions_needed_pass_and_one_fewer_do_not(percent in 1..=100_u32, questions in 1..=60_u32) {
            let of = |right: u32| Mark { gained: right.into(), available: questions.into() };
            let needed = needed(percent, questions);
            prop_assert!(passes(of(needed), percent));
            prop_assert!(!passes(of(needed - 1), percent));
        }
    }
}
