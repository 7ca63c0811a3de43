//! What a learner gives as an answer, and whether it fits its question.

mod words;

pub use words::{Line, in_words};

use super::draw::{Draw, Slot};
use crate::courses::edition::{Kind, Matching, Question, Quiz};
use crate::kernel::{NumberFault, read_number};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The longest short text or number, in characters.
pub const SHORT: usize = 200;
/// The longest reflection, in characters.
pub const LONG: usize = 5000;

/// An answer. Kept as JSON: a list of ids, or an object that says what it holds. An empty list is an
/// answer that was cleared, of whatever kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Given {
    /// The ids of choices.
    Choices(Vec<String>),
    /// Items by id, each with its place from 1.
    Places { places: BTreeMap<String, usize> },
    /// Prompts by id, each with the id of its choice.
    Pairs { pairs: BTreeMap<String, String> },
    /// A number, a few words or a reflection, as typed.
    Text {
        text: String,
        /// Whether the trainer may read it; reflections only.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        shared: bool,
    },
}

impl Default for Given {
    fn default() -> Given {
        Given::Choices(Vec::new())
    }
}

impl Given {
    /// A text that nobody else reads.
    pub fn text(text: &str) -> Given {
        Given::Text { text: text.to_owned(), shared: false }
    }

    /// Whether nothing is given.
    pub fn is_empty(&self) -> bool {
        match self {
            Given::Choices(ids) => ids.is_empty(),
            Given::Places { places } => places.is_empty(),
            Given::Pairs { pairs } => pairs.is_empty(),
            Given::Text { text, .. } => text.trim().is_empty(),
        }
    }

    /// The ids of the choices; none of another kind of answer.
    pub fn choices(&self) -> &[String] {
        match self {
            Given::Choices(ids) => ids,
            _ => &[],
        }
    }

    /// What was typed; empty for another kind of answer.
    pub fn typed(&self) -> &str {
        match self {
            Given::Text { text, .. } => text,
            _ => "",
        }
    }

    /// The place of an item.
    pub fn place(&self, item: &str) -> Option<usize> {
        match self {
            Given::Places { places } => places.get(item).copied(),
            _ => None,
        }
    }

    /// The choice that a prompt was given.
    pub fn pair(&self, prompt: &str) -> Option<&str> {
        match self {
            Given::Pairs { pairs } => pairs.get(prompt).map(String::as_str),
            _ => None,
        }
    }

    /// Whether the trainer may read it.
    pub const fn is_shared(&self) -> bool {
        matches!(self, Given::Text { shared: true, .. })
    }
}

/// Why an answer does not fit its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    #[error("the question takes one choice")]
    TooMany,
    #[error("the question has no such choice")]
    UnknownChoice,
    #[error("the question is answered otherwise")]
    OtherKind,
    #[error("that is not a number")]
    NotANumber(NumberFault),
    #[error("an answer has {most} characters at the most")]
    TooLong { most: usize },
}

/// The answer as it is kept, so that the same answer is always written alike: each choice once, in
/// the order shown; a text without spaces around it.
///
/// # Errors
/// [`AnswerFault`] when it does not fit; nothing of it is to be kept.
pub fn fit(question: &Question, slot: &Slot, given: &Given) -> Result<Given, AnswerFault> {
    if given.is_empty() {
        return Ok(Given::default());
    }
    match (&question.kind, given) {
        (
            Kind::Single | Kind::TrueFalse | Kind::MultipleAllOrNothing | Kind::MultiplePartial,
            Given::Choices(ids),
        ) => fit_choices(question, slot, ids),
        (Kind::Ordering(_), Given::Places { places }) => {
            let fits = |(id, place): (&String, &usize)| {
                slot.choices.contains(id) && (1..=slot.choices.len()).contains(place)
            };
            if places.iter().all(fits) {
                Ok(given.clone())
            } else {
                Err(AnswerFault::UnknownChoice)
            }
        }
        (Kind::Matching(Matching { prompts, .. }), Given::Pairs { pairs }) => {
            let fits = |(id, choice): (&String, &String)| {
                prompts.iter().any(|prompt| prompt.id == *id) && slot.choices.contains(choice)
            };
            if pairs.iter().all(fits) { Ok(given.clone()) } else { Err(AnswerFault::UnknownChoice) }
        }
        (Kind::Numeric(numeric), Given::Text { text, .. }) => {
            let text = fit_text(text, SHORT)?;
            read_number(&text, &numeric.unit).map_err(AnswerFault::NotANumber)?;
            Ok(Given::text(&text))
        }
        (Kind::ShortText(_), Given::Text { text, .. }) => Ok(Given::text(&fit_text(text, SHORT)?)),
        (Kind::Reflection(_), Given::Text { text, shared }) => {
            Ok(Given::Text { text: fit_text(text, LONG)?, shared: *shared })
        }
        _ => Err(AnswerFault::OtherKind),
    }
}

fn fit_choices(question: &Question, slot: &Slot, ids: &[String]) -> Result<Given, AnswerFault> {
    if ids.iter().any(|id| !slot.choices.contains(id)) {
        return Err(AnswerFault::UnknownChoice);
    }
    let chosen: Vec<String> = slot.choices.iter().filter(|id| ids.contains(id)).cloned().collect();
    if chosen.len() > 1 && !question.kind.is_multiple() {
        return Err(AnswerFault::TooMany);
    }
    Ok(Given::Choices(chosen))
}

/// Browsers end the lines of a text in two ways; we keep one.
fn fit_text(text: &str, most: usize) -> Result<String, AnswerFault> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.chars().count() > most { Err(AnswerFault::TooLong { most }) } else { Ok(text) }
}

/// How far an answer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Unanswered,
    /// An order or a match with something missing or twice. It is kept, and marked as it is.
    Unfinished {
        /// Items or prompts that have nothing yet.
        missing: usize,
        /// Items whose place another one has, too.
        shared: usize,
    },
    Answered,
}

/// How far the answer to a question goes.
pub fn standing(question: &Question, given: Option<&Given>) -> Standing {
    let Some(given) = given.filter(|given| !given.is_empty()) else { return Standing::Unanswered };
    let (missing, shared) = match &question.kind {
        Kind::Ordering(_) => {
            let items = question.choices.iter();
            let placed: Vec<usize> = items.filter_map(|item| given.place(&item.id)).collect();
            let is_shared =
                |place: &&usize| placed.iter().filter(|other| other == place).count() > 1;
            (question.choices.len() - placed.len(), placed.iter().filter(is_shared).count())
        }
        Kind::Matching(Matching { prompts, .. }) => {
            let open = prompts.iter().filter(|prompt| given.pair(&prompt.id).is_none());
            (open.count(), 0)
        }
        _ => (0, 0),
    };
    if missing + shared == 0 {
        Standing::Answered
    } else {
        Standing::Unfinished { missing, shared }
    }
}

/// The slots, from 0, whose question has no answer, or an unfinished one.
pub fn unanswered(quiz: &Quiz, draw: &Draw, given: &BTreeMap<usize, Given>) -> Vec<usize> {
    let answered = |(number, slot): &(usize, &Slot)| {
        let question = quiz.question(&slot.question);
        question.is_some_and(|q| standing(q, given.get(number)) == Standing::Answered)
    };
    let open = draw.0.iter().enumerate().filter(|slot| !answered(slot));
    open.map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests;
