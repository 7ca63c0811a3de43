//! The questions of a quiz, kind by kind.

use crate::kernel::Decimal;
use serde::{Deserialize, Serialize};

/// A question of the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub id: String,
    pub kind: Kind,
    /// The objective that it tests.
    pub objective: String,
    /// The lesson to revisit.
    pub lesson: String,
    pub text_html: String,
    /// Whether choices are shown in an order of the attempt's own.
    pub shuffle: bool,
    /// What can be chosen; of an ordering, its items in their right order. Empty where the answer
    /// is typed.
    pub choices: Vec<Choice>,
}

/// How a question is answered and marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One right choice.
    Single,
    /// The choices are `true` and `false`.
    TrueFalse,
    /// Several choices; a mark only for exactly the right ones.
    MultipleAllOrNothing,
    /// Several choices; (right ones chosen - wrong ones chosen) / right ones, never below nothing.
    MultiplePartial,
    /// Choices to be put in the order in which the edition has them.
    Ordering(Marking),
    /// Each prompt is to be given its choice.
    Matching(Matching),
    /// A number.
    Numeric(Numeric),
    /// A few words.
    ShortText(ShortText),
    /// Words that nobody marks: kept for the learner.
    Reflection(Reflection),
}

/// Whether a part of a right answer brings a part of the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marking {
    AllOrNothing,
    Partial,
}

/// What to match with the choices; a choice may serve several prompts, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    pub marking: Marking,
    /// In the order shown.
    pub prompts: Vec<Prompt>,
}

/// One thing to find the choice for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    pub id: String,
    pub text_html: String,
    /// The id of its choice.
    pub choice: String,
    pub feedback_html: String,
}

/// A number to be worked out or known. Every number is exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numeric {
    pub answer: Decimal,
    /// How far from the answer still counts as right.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub tolerance: Decimal,
    /// What stands beside the field: `£`, `%`, `days`. Empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    pub feedback_right_html: String,
    pub feedback_wrong_html: String,
    /// Wrong answers that deserve feedback of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<Mistake>,
}

/// A wrong number that people are known to give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    pub answer: Decimal,
    pub feedback_html: String,
}

/// A few words to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortText {
    /// As written; the first is the one to show. Compared by [`crate::kernel::answer_key`].
    pub accepted: Vec<String>,
    pub feedback_right_html: String,
    pub feedback_wrong_html: String,
}

/// Something to think over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reflection {
    /// What to say to it once the attempt is handed in.
    pub guidance_html: String,
}

impl Kind {
    /// Whether more than one choice may be given.
    pub const fn is_multiple(&self) -> bool {
        matches!(self, Kind::MultipleAllOrNothing | Kind::MultiplePartial)
    }

    /// As `quiz.toml` writes it.
    pub const fn word(&self) -> &'static str {
        match self {
            Kind::Single => "single",
            Kind::TrueFalse => "true-false",
            Kind::MultipleAllOrNothing | Kind::MultiplePartial => "multiple",
            Kind::Ordering(_) => "ordering",
            Kind::Matching(_) => "matching",
            Kind::Numeric(_) => "numeric",
            Kind::ShortText(_) => "short-text",
            Kind::Reflection(_) => "reflection",
        }
    }

    /// Whether it brings a mark: all but reflections do.
    pub const fn is_marked(&self) -> bool {
        !matches!(self, Kind::Reflection(_))
    }
}

/// A choice of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub id: String,
    pub text_html: String,
    pub correct: bool,
    /// What to say to somebody who chose it, and to somebody who should have. Of a choice to match,
    /// what to say where it was chosen wrongly; may be empty there.
    pub feedback_html: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written_and_read(json: &str) -> Question {
        let question: Question = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&question).unwrap(), json);
        question
    }

    /// Editions are named by the digest of their JSON: that of the first kinds may never change.
    #[test]
    fn questions_of_the_first_kinds_are_written_as_they_always_were() {
        for (word, kind) in [
            ("single", Kind::Single),
            ("true-false", Kind::TrueFalse),
            ("multiple-all-or-nothing", Kind::MultipleAllOrNothing),
            ("multiple-partial", Kind::MultiplePartial),
        ] {
            let json = format!(
                r#"{{"id":"q","kind":"{word}","objective":"o","lesson":"l","text_html":"Who?","shuffle":true,"choices":[{{"id":"a","text_html":"One","correct":true,"feedback_html":"Yes."}}]}}"#
            );
            assert_eq!(written_and_read(&json).kind, kind);
        }
    }

    #[test]
    fn each_later_kind_is_read_as_it_was_written() {
        for kind in [
            r#"{"ordering":"partial"}"#,
            r#"{"matching":{"marking":"all-or-nothing","prompts":[{"id":"p","text_html":"P","choice":"a","feedback_html":"F"}]}}"#,
            r#"{"numeric":{"answer":"12.5","feedback_right_html":"R","feedback_wrong_html":"W"}}"#,
            r#"{"numeric":{"answer":"12.5","tolerance":"0.5","unit":"%","feedback_right_html":"R","feedback_wrong_html":"W","mistakes":[{"answer":"125","feedback_html":"F"}]}}"#,
            r#"{"short-text":{"accepted":["a"],"feedback_right_html":"R","feedback_wrong_html":"W"}}"#,
            r#"{"reflection":{"guidance_html":"G"}}"#,
        ] {
            written_and_read(&format!(
                r#"{{"id":"q","kind":{kind},"objective":"o","lesson":"l","text_html":"Who?","shuffle":false,"choices":[]}}"#
            ));
        }
    }
}
