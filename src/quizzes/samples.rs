//! Quizzes for the tests of the rules.

use crate::courses::edition::{
    Choice, Kind, Marking, Matching, Numeric, Prompt, Question, Quiz, Reflection, ShortText,
};
use crate::kernel::Decimal;
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

/// Each letter is a prompt whose choice has the same letter.
pub fn matching(marking: Marking, prompts: &str) -> Kind {
    let prompt = |letter: char| Prompt {
        id: format!("to-{letter}"),
        text_html: String::new(),
        choice: letter.to_string(),
        feedback_html: String::new(),
    };
    Kind::Matching(Matching { marking, prompts: prompts.chars().map(prompt).collect() })
}

/// A number, and how far from it is near enough.
pub fn numeric(answer: &str, tolerance: &str) -> Kind {
    let number = |text: &str| Decimal::parse(text).unwrap_or_default();
    Kind::Numeric(Numeric {
        answer: number(answer),
        tolerance: number(tolerance),
        unit: "%".to_owned(),
        feedback_right_html: String::new(),
        feedback_wrong_html: String::new(),
        mistakes: Vec::new(),
    })
}

pub fn short_text(accepted: &[&str]) -> Kind {
    Kind::ShortText(ShortText {
        accepted: accepted.iter().map(|text| (*text).to_owned()).collect(),
        feedback_right_html: String::new(),
        feedback_wrong_html: String::new(),
    })
}

/// Something to think over.
pub fn reflection(id: &str) -> Question {
    let mut question = question(id, "one", "");
    question.kind = Kind::Reflection(Reflection { guidance_html: String::new() });
    question
}

/// A quiz of up to ten questions of every kind on up to four objectives, drawing from one to
/// twelve of them. One at least is marked, as the checker wants it.
pub fn any_quiz() -> impl Strategy<Value = Quiz> {
    let bank = prop::collection::vec(any_question(), 1..=10);
    (1..=12_u32, any_marked_question(), bank).prop_map(|(draw, first, mut questions)| {
        if let Some(question) = questions.first_mut() {
            *question = first;
        }
        for (number, question) in questions.iter_mut().enumerate() {
            question.id = format!("q{number}");
        }
        quiz(draw, questions)
    })
}

fn any_question() -> impl Strategy<Value = Question> {
    prop_oneof![9 => any_marked_question(), 1 => Just(reflection(""))]
}

fn any_marking() -> impl Strategy<Value = Marking> {
    prop_oneof![Just(Marking::Partial), Just(Marking::AllOrNothing)]
}

fn any_marked_question() -> impl Strategy<Value = Question> {
    let single = (0..4_usize).prop_map(|right| (Kind::Single, "abcd", vec![right]));
    let true_false = (0..2_usize).prop_map(|right| (Kind::TrueFalse, "tf", vec![right]));
    let several = || prop::sample::subsequence(vec![0, 1, 2, 3, 4, 5], 1..=5);
    let all_or_nothing = several().prop_map(|right| (Kind::MultipleAllOrNothing, "abcdef", right));
    let partial = several().prop_map(|right| (Kind::MultiplePartial, "abcdef", right));
    let ordering = (any_marking(), 3..=6_usize)
        .prop_map(|(marking, items)| (Kind::Ordering(marking), &"fbdace"[..items], vec![]));
    let pairs = (any_marking(), 2..=5_usize)
        .prop_map(|(marking, pairs)| (matching(marking, &"abcde"[..pairs]), "abcdef", vec![]));
    let number = (-50..50_i32, 0..3_u32).prop_map(|(answer, tolerance)| {
        (numeric(&answer.to_string(), &tolerance.to_string()), "", vec![])
    });
    let text = Just((short_text(&["Siân’s law", "law"]), "", vec![]));
    let kinds =
        prop_oneof![single, true_false, all_or_nothing, partial, ordering, pairs, number, text];
    (kinds, 0..4_u8, any::<bool>()).prop_map(|((kind, letters, right), objective, shuffle)| {
        let mut question = question("", &format!("objective-{objective}"), letters);
        question.kind = kind;
        question.shuffle = shuffle;
        for right in right {
            question.choices[right].correct = true;
        }
        question
    })
}
