//! How an attempt is marked, in exact fractions.

mod kinds;
#[cfg(test)]
mod tests;

pub use kinds::{has_right_place, is_accepted, is_right_number, key};

use super::answer::Given;
use super::draw::{Draw, Slot};
use crate::courses::edition::{Question, Quiz};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// An exact mark: `gained` of `available` parts.
///
/// Each question is worth 1, which a partially marked one splits into as many parts as it has
/// right choices, items or prompts; a reflection is worth nothing. All are written over their least common multiple `m`, which depends on the draw
/// alone: `available` is `m` times the number of marked questions, and is not reduced further. Exact
/// while no question has more than 30 parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub gained: i64,
    pub available: i64,
}

/// How a question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotState {
    /// In every part.
    Right,
    /// In some; only where partial marks are given.
    PartlyRight,
    /// For no mark.
    NotRight,
    /// Not, or the answer was cleared.
    NoAnswer,
    /// With words that nobody marks.
    Unmarked,
}

/// The mark of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotMark {
    pub state: SlotState,
    /// Numerator and denominator of what it brought, between 0 and 1. The denominator is the
    /// question's, whatever the answer; a reflection brings 0 of 0.
    pub gained: (i64, i64),
}

/// A marked attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    pub total: Mark,
    /// In the order of the draw.
    pub slots: Vec<SlotMark>,
}

/// Marks what was given, by slot from 0. Whatever the question does not have is ignored; a question
/// that the quiz does not have brings nothing.
pub fn mark(quiz: &Quiz, draw: &Draw, given: &BTreeMap<usize, Given>) -> Marked {
    let one = |(number, slot): (usize, &Slot)| match quiz.question(&slot.question) {
        Some(question) => mark_question(question, given.get(&number)),
        None => SlotMark { state: SlotState::NotRight, gained: (0, 1) },
    };
    let slots: Vec<SlotMark> = draw.0.iter().enumerate().map(one).collect();
    Marked { total: total(&slots), slots }
}

/// How many questions of a draw bring marks: the number that marks are said to be out of.
pub fn marked_questions(quiz: &Quiz, draw: &Draw) -> usize {
    let is_marked = |slot: &&Slot| quiz.question(&slot.question).is_none_or(|q| q.kind.is_marked());
    draw.0.iter().filter(is_marked).count()
}

fn mark_question(question: &Question, given: Option<&Given>) -> SlotMark {
    let nothing = Given::default();
    let parts = kinds::parts(question, given.unwrap_or(&nothing));
    let (state, gained) = match parts.right {
        _ if !parts.answered => (SlotState::NoAnswer, 0),
        _ if parts.of == 0 => (SlotState::Unmarked, 0),
        0 => (SlotState::NotRight, 0),
        all if all == parts.of => (SlotState::Right, all),
        some => (SlotState::PartlyRight, some),
    };
    SlotMark { state, gained: (gained, parts.of) }
}

/// Reflections stand outside the sum.
fn total(slots: &[SlotMark]) -> Mark {
    let marked = || slots.iter().map(|slot| slot.gained).filter(|(_, of)| *of > 0);
    let common = marked().map(|(_, of)| of).fold(1, least_common_multiple);
    Mark {
        gained: marked().map(|(part, of)| part * (common / of)).sum(),
        available: common.saturating_mul(count(marked())),
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> i64 {
    items.fold(0, |n, _| n + 1)
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
