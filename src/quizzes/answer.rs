//! What a learner gives as an answer, and whether it fits its question.

use super::draw::Slot;
use crate::courses::edition::Question;
use serde::{Deserialize, Serialize};

/// The ids of the choices given; none when the answer was cleared. Kept as a JSON list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Given(pub Vec<String>);

/// Why an answer does not fit its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    #[error("the question takes one choice")]
    TooMany,
    #[error("the question has no such choice")]
    UnknownChoice,
}

/// The answer as it is kept: each choice once, in the order shown, so that the same choices are
/// always the same answer.
///
/// # Errors
/// [`AnswerFault`] when it does not fit; nothing of it is to be kept.
pub fn fit(question: &Question, slot: &Slot, given: &Given) -> Result<Given, AnswerFault> {
    if given.0.iter().any(|id| !slot.choices.contains(id)) {
        return Err(AnswerFault::UnknownChoice);
    }
    let chosen = slot.choices.iter().filter(|id| given.0.contains(id));
    let chosen = Given(chosen.cloned().collect());
    if chosen.0.len() > 1 && !question.kind.is_multiple() {
        return Err(AnswerFault::TooMany);
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courses::edition::Kind;
    use crate::quizzes::samples::question;

    #[test]
    fn an_answer_fits_its_question() {
        use AnswerFault::{TooMany, UnknownChoice};
        use Kind::{MultipleAllOrNothing as All, MultiplePartial as Partial, Single, TrueFalse};
        for (kind, letters, kept) in [
            (Single, "", Ok("")),
            (Single, "a", Ok("a")),
            (Single, "aa", Ok("a")),
            (Single, "ab", Err(TooMany)),
            (Single, "x", Err(UnknownChoice)),
            (Single, "ax", Err(UnknownChoice)),
            (TrueFalse, "ab", Err(TooMany)),
            (All, "", Ok("")),
            (All, "abc", Ok("cba")),
            (All, "bcb", Ok("cb")),
            (Partial, "ac", Ok("ca")),
            (Partial, "axc", Err(UnknownChoice)),
        ] {
            let letter_ids = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
            let mut question = question("q", "one", "aBc");
            question.kind = kind;
            let slot = Slot { question: "q".to_owned(), choices: letter_ids("cba") };
            let result = fit(&question, &slot, &Given(letter_ids(letters)));
            assert_eq!(result, kept.map(|k| Given(letter_ids(k))), "{kind:?} {letters}");
        }
    }
}
