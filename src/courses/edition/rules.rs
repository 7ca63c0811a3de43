use serde::{Deserialize, Serialize};

/// Which mark counts of several attempts. Only those handed in count; a pass stays a pass.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grading {
    /// The largest.
    #[default]
    Best,
    /// The newest.
    Last,
    /// The first; what follows is practice.
    First,
    /// The mean of all.
    Mean,
}

impl Grading {
    /// The words that `quiz.toml` writes.
    pub const WORDS: [(&'static str, Grading); 4] = [
        ("best", Grading::Best),
        ("last", Grading::Last),
        ("first", Grading::First),
        ("mean", Grading::Mean),
    ];

    /// Whether it is what a quiz has that does not say.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    pub(super) fn is_usual(&self) -> bool {
        *self == Grading::default()
    }
}

/// What learners may see of an attempt that is marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Review {
    /// Everything, at once.
    #[default]
    Full,
    /// Right answers only once the quiz is passed or no attempt is left.
    AfterLastAttempt,
    /// The mark, and nothing of single answers.
    MarksOnly,
}

impl Review {
    /// The words that `quiz.toml` writes.
    pub const WORDS: [(&'static str, Review); 3] = [
        ("full", Review::Full),
        ("after-last-attempt", Review::AfterLastAttempt),
        ("marks-only", Review::MarksOnly),
    ];

    /// Whether it is what a quiz has that does not say.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    pub(super) fn is_usual(&self) -> bool {
        *self == Review::default()
    }
}
