//! A small course: two modules of two lessons, with a quiz of every kind of question each.
//!
//! Its feedback says words that stand nowhere else ([`TELLTALE`]), so that a page which gives an
//! answer away is found out.

use foundations::courses::MAIN_COURSE;
use foundations::courses::edition::{
    Block, Choice, Edition, Kind, Lesson, Module, NationNote, Objective, Question, Quiz,
};
use foundations::kernel::Nation;
use std::collections::BTreeMap;

/// In every feedback and nowhere else.
pub const TELLTALE: &str = "telltale";

/// The name of its one figure.
pub const FIGURE: &str = "0123456789ab.svg";

/// The course with other right answers, and the same words everywhere else.
pub fn with_other_answers(mut edition: Edition) -> Edition {
    let quizzes = edition.modules.iter_mut().filter_map(|module| module.quiz.as_mut());
    for choice in quizzes.flat_map(|quiz| &mut quiz.questions).flat_map(|q| &mut q.choices) {
        choice.correct = !choice.correct;
        choice.feedback_html.push_str(" Otherwise.");
    }
    edition
}

pub fn edition() -> Edition {
    Edition {
        course: MAIN_COURSE.into(),
        title: "Digital Foundations".into(),
        name: "2026".into(),
        summary: "Short lessons.".into(),
        language: "en-GB".into(),
        modules: vec![module("connectivity", "Connectivity"), module("data", "Data")],
        figures: BTreeMap::from([(FIGURE.to_owned(), "<svg/>".to_owned())]),
    }
}

fn module(id: &str, title: &str) -> Module {
    Module {
        id: id.into(),
        title: title.into(),
        summary: format!("What {title} is about."),
        required: true,
        objectives: vec![
            Objective { id: "ask".into(), text: "ask about it".into() },
            Objective { id: "weigh".into(), text: "weigh it".into() },
        ],
        lessons: vec![
            lesson("first", &format!("{title}, a beginning"), "ask"),
            lesson("second", &format!("{title}, an end"), "weigh"),
        ],
        quiz: Some(quiz(id)),
    }
}

fn lesson(id: &str, title: &str, objective: &str) -> Lesson {
    let note = |nation, html: &str| NationNote { nation, html: html.into() };
    Lesson {
        id: id.into(),
        title: title.into(),
        lead: "A lead.".into(),
        words: 500,
        minutes: 5,
        review_by: None,
        objectives: vec![objective.into()],
        body: vec![
            Block::Html(format!("<p>All about {title}.</p>")),
            Block::Nations(vec![
                note(Nation::England, "<p>The law in England.</p>"),
                note(Nation::Wales, "<p>The law in Wales.</p>"),
            ]),
        ],
        terms: vec![],
        sources: vec![],
    }
}

/// Four questions of five, passed with three.
fn quiz(module: &str) -> Quiz {
    let questions = vec![
        question(module, "one", Kind::Single, "ask", "Abcd"),
        question(module, "two", Kind::Single, "weigh", "aBcd"),
        question(module, "three", Kind::TrueFalse, "ask", "tF"),
        question(module, "four", Kind::MultipleAllOrNothing, "weigh", "AbC"),
        question(module, "five", Kind::MultiplePartial, "ask", "ABcd"),
    ];
    Quiz::new(4, 75, questions)
}

/// Each letter is a choice; a capital one is right.
fn question(module: &str, id: &str, kind: Kind, objective: &str, letters: &str) -> Question {
    let choice = |letter: char| {
        let name = letter.to_ascii_lowercase();
        let id = match name {
            't' => "true".to_owned(),
            'f' => "false".to_owned(),
            _ => name.to_string(),
        };
        Choice {
            text_html: format!("{module} {} {id}", letters.len()),
            feedback_html: format!("The {TELLTALE} for {name}."),
            correct: letter.is_ascii_uppercase(),
            id,
        }
    };
    Question {
        id: id.into(),
        kind,
        objective: objective.into(),
        lesson: if objective == "ask" { "first".into() } else { "second".into() },
        text_html: format!("What is {id} of {module}?"),
        shuffle: kind != Kind::TrueFalse,
        choices: letters.chars().map(choice).collect(),
    }
}

/// The question with these words.
pub fn asked<'a>(edition: &'a Edition, words: &str) -> &'a Question {
    let quizzes = edition.modules.iter().filter_map(|module| module.quiz.as_ref());
    let mut questions = quizzes.flat_map(|quiz| &quiz.questions);
    questions.find(|q| q.text_html == words).unwrap_or_else(|| panic!("{words:?} is not asked"))
}

/// The words of the choices that are right; or, of one that is not.
pub fn choices_of(question: &Question, right: bool) -> Vec<&str> {
    let fits = question.choices.iter().filter(|choice| choice.correct == right);
    let most = if right { usize::MAX } else { 1 };
    fits.take(most).map(|choice| choice.text_html.as_str()).collect()
}
