//! The rule of each kind of question, and its key.

use crate::courses::edition::{Kind, Marking, Matching, Numeric, Question, ShortText};
use crate::kernel::{Decimal, answer_key, read_number};
use crate::quizzes::answer::Given;
use std::collections::{BTreeMap, BTreeSet};

/// What an answer is worth.
pub(super) struct Parts {
    /// Whether there is anything to mark.
    pub answered: bool,
    pub right: i64,
    /// The question's, whatever the answer; 0 when it brings no mark.
    pub of: i64,
}

pub(super) fn parts(question: &Question, given: &Given) -> Parts {
    match &question.kind {
        Kind::Single | Kind::TrueFalse | Kind::MultipleAllOrNothing | Kind::MultiplePartial => {
            choices(question, given)
        }
        // An item in its right place is a part. To count neighbours would be kinder to one slip
        // that moves all the rest, but there a correction can cost a part: this way a right place
        // more never lowers a mark, and people can be told the rule in one sentence.
        Kind::Ordering(marking) => {
            let placed = question.choices.iter().filter(|item| given.place(&item.id).is_some());
            let right = (1..).zip(&question.choices);
            let right = right.filter(|(at, item)| has_right_place(given, &item.id, *at));
            let parts = (count(right), count(question.choices.iter()));
            shared_out(*marking, count(placed) > 0, parts)
        }
        Kind::Matching(Matching { marking, prompts }) => {
            let known = |id: &str| question.choices.iter().any(|choice| choice.id == id);
            let paired = prompts.iter().filter(|prompt| given.pair(&prompt.id).is_some_and(known));
            let right = prompts.iter().filter(|p| given.pair(&p.id) == Some(p.choice.as_str()));
            shared_out(*marking, count(paired) > 0, (count(right), count(prompts.iter())))
        }
        Kind::Numeric(numeric) => {
            let number = read_number(given.typed(), &numeric.unit);
            whole(given, number.is_ok_and(|number| is_right_number(numeric, number)))
        }
        Kind::ShortText(short) => whole(given, is_accepted(short, given.typed())),
        Kind::Reflection(_) => Parts { answered: has_words(given), right: 0, of: 0 },
    }
}

fn choices(question: &Question, given: &Given) -> Parts {
    let ids = |correct: bool| {
        let some = question.choices.iter().filter(move |choice| choice.correct == correct);
        some.map(|choice| choice.id.as_str()).collect::<BTreeSet<_>>()
    };
    let (right, wrong) = (ids(true), ids(false));
    let chosen: BTreeSet<&str> = given.choices().iter().map(String::as_str).collect();
    let right_chosen = count(right.intersection(&chosen));
    let wrong_chosen = count(wrong.intersection(&chosen));
    let answered = right_chosen + wrong_chosen > 0;
    if question.kind == Kind::MultiplePartial {
        let right_parts = (right_chosen - wrong_chosen).max(0);
        return Parts { answered, right: right_parts, of: count(right.iter()).max(1) };
    }
    let exactly = right_chosen == count(right.iter()) && wrong_chosen == 0;
    Parts { answered, right: i64::from(exactly), of: 1 }
}

/// The mark of a question whose parts are alike.
fn shared_out(marking: Marking, answered: bool, (right, of): (i64, i64)) -> Parts {
    match marking {
        Marking::Partial => Parts { answered, right, of: of.max(1) },
        Marking::AllOrNothing => Parts { answered, right: i64::from(right == of), of: 1 },
    }
}

fn whole(given: &Given, right: bool) -> Parts {
    Parts { answered: has_words(given), right: i64::from(right), of: 1 }
}

fn has_words(given: &Given) -> bool {
    !given.typed().trim().is_empty()
}

fn count<T>(items: impl Iterator<Item = T>) -> i64 {
    items.fold(0, |n, _| n + 1)
}

/// Whether an item was put in this place, and no other item with it.
pub fn has_right_place(given: &Given, item: &str, place: usize) -> bool {
    let Given::Places { places } = given else { return false };
    places.get(item) == Some(&place) && places.values().filter(|p| **p == place).count() == 1
}

/// Whether a number is the answer, or as near as is allowed.
pub fn is_right_number(numeric: &Numeric, number: Decimal) -> bool {
    number.away_from(numeric.answer) <= numeric.tolerance
}

/// Whether a text is one of the answers, but for its dress.
pub fn is_accepted(short: &ShortText, text: &str) -> bool {
    let typed = answer_key(text);
    short.accepted.iter().any(|accepted| answer_key(accepted) == typed)
}

/// The right answer to a question; to a reflection, none is.
pub fn key(question: &Question) -> Given {
    match &question.kind {
        Kind::Single | Kind::TrueFalse | Kind::MultipleAllOrNothing | Kind::MultiplePartial => {
            let right = question.choices.iter().filter(|choice| choice.correct);
            Given::Choices(right.map(|choice| choice.id.clone()).collect())
        }
        Kind::Ordering(_) => {
            let items = question.choices.iter().map(|item| item.id.clone());
            Given::Places { places: items.zip(1..).collect() }
        }
        Kind::Matching(Matching { prompts, .. }) => {
            let pair = |prompt: &crate::courses::edition::Prompt| {
                (prompt.id.clone(), prompt.choice.clone())
            };
            Given::Pairs { pairs: prompts.iter().map(pair).collect::<BTreeMap<_, _>>() }
        }
        Kind::Numeric(numeric) => Given::text(&numeric.answer.to_string()),
        Kind::ShortText(short) => {
            Given::text(short.accepted.first().map(String::as_str).unwrap_or_default())
        }
        Kind::Reflection(_) => Given::default(),
    }
}
