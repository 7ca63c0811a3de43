//! Quizzes for the tests of the rules.

use crate::courses::edition::{Choice, Kind, Question, Quiz};
use proptest::prelude::*;

/// A single-choice question; each letter is a choice, and a capital letter is a right one.
/// Their ids are the small letters.
pub fn question(id: &str, objective: &str, choices: &str) -> Question {
    Question {
        id: id.to_owned(),
        kind: Kind::Single,
        objective: objective.to_owned(),
        lesson: "lesson".to_owned(),
        text_html: String::new(),
        shuffle: true,
        choices: choices.chars().map(choice).collect(),
    }
}

fn choice(letter: char) -> Choice {
    Choice {
        id: letter.to_lowercase().to_string(),
        text_html: String::new(),
        correct: letter.is_uppercase(),
        feedback_html: String::new(),
    }
}

/// A quiz without limits, passed at 70 %.
pub fn quiz(draw: u32, questions: Vec<Question>) -> Quiz {
    Quiz::new(draw, 70, questions)
}

/// A quiz of up to ten questions of every kind on up to four objectives, drawing from one to
/// twelve of them.
pub fn any_quiz() -> impl Strategy<Value = Quiz> {
    (1..=12_u32, prop::collection::vec(any_question(), 1..=10)).prop_map(|(draw, mut questions)| {
        for (number, question) in questions.iter_mut().enumerate() {
            question.id = format!("q{number}");
        }
        quiz(draw, questions)
    })
}

fn any_question() -> impl Strategy<Value = Question> {
    let single = (0..4_usize).prop_map(|right| (Kind::Single, vec![right]));
    let true_false = (0..2_usize).prop_map(|right| (Kind::TrueFalse, vec![right]));
    let several = || prop::sample::subsequence(vec![0, 1, 2, 3, 4, 5], 1..=5);
    let all_or_nothing = several().prop_map(|right| (Kind::MultipleAllOrNothing, right));
    let partial = several().prop_map(|right| (Kind::MultiplePartial, right));
    let kinds = prop_oneof![single, true_false, all_or_nothing, partial];
    (kinds, 0..4_u8, any::<bool>()).prop_map(|((kind, right), objective, shuffle)| {
        let letters = match kind {
            Kind::Single => "abcd",
            Kind::TrueFalse => "tf",
            _ => "abcdef",
        };
        let mut question = question("", &format!("objective-{objective}"), letters);
        question.kind = kind;
        question.shuffle = shuffle;
        for right in right {
            question.choices[right].correct = true;
        }
        question
    })
}
