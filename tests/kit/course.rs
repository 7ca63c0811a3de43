//! A small course: two modules of two lessons, with a quiz of every kind of question each.
//!
//! Its feedback says words that stand nowhere else ([`TELLTALE`]), so that a page which gives an
//! answer away is found out.

use foundations::courses::MAIN_COURSE;
use foundations::courses::edition::{
    Block, Choice, Edition, FacilitatorNotes, Kind, Lesson, Marking, Matching, Mistake, Module,
    NationNote, Numeric, Objective, Prompt, Question, Quiz, Reflection, ShortText, Source, Term,
};
use foundations::kernel::{Decimal, Nation};
use foundations::quizzes::answer::Given;
use foundations::quizzes::marking;
use std::collections::BTreeMap;

/// In every feedback and nowhere else.
pub const TELLTALE: &str = "telltale";

/// In every short text that is accepted, and nowhere else.
pub const SECRET: &str = "clandestine";

/// A card of questions, at the end of every lesson.
const CARD: &str = "<section class=\"question-card\" aria-labelledby=\"card-1\">\n\
    <h2 id=\"card-1\">For your meeting</h2>\n<ol><li>Who owns the <a class=\"term\" href=\"#term-dataset\">dataset</a>?</li></ol>\n</section>\n";

/// The name of its one figure.
pub const FIGURE: &str = "0123456789ab.svg";

/// The course with other right answers, and the same words everywhere else.
pub fn with_other_answers(mut edition: Edition) -> Edition {
    let quizzes = edition.modules.iter_mut().filter_map(|module| module.quiz.as_mut());
    for question in quizzes.flat_map(|quiz| &mut quiz.questions) {
        for choice in &mut question.choices {
            choice.correct = !choice.correct;
            choice.feedback_html.push_str(" Otherwise.");
        }
        let html = match &mut question.kind {
            Kind::Ordering(_) => {
                question.choices.swap(0, 1);
                continue;
            }
            Kind::Matching(Matching { prompts, .. }) => {
                let first = prompts[0].choice.clone();
                prompts[0].choice = std::mem::replace(&mut prompts[1].choice, first);
                continue;
            }
            Kind::Numeric(numeric) => {
                numeric.answer = Decimal::parse("77").unwrap();
                &mut numeric.feedback_wrong_html
            }
            Kind::ShortText(short) => {
                short.accepted = vec![format!("another {SECRET}")];
                &mut short.feedback_wrong_html
            }
            Kind::Reflection(reflection) => &mut reflection.guidance_html,
            _ => continue,
        };
        html.push_str(" Otherwise.");
    }
    edition
}

/// The course, with a question of every kind in each quiz. All are drawn, and all but two of the
/// eight marked ones pass; a reflection comes last.
pub fn every_kind() -> Edition {
    let mut edition = edition();
    for module in &mut edition.modules {
        let id = module.id.clone();
        let Some(quiz) = &mut module.quiz else { continue };
        quiz.questions.retain(|question| question.id != "two");
        quiz.questions.extend(later_kinds(&id));
        quiz.draw = 8;
    }
    edition
}

fn later_kinds(module: &str) -> Vec<Question> {
    let of = |id: &str, letters: &str, kind: Kind| question(module, id, kind, "weigh", letters);
    let told = |what: &str| format!("The {TELLTALE} for {what}.");
    let prompt = |id: &str, choice: &str| Prompt {
        id: id.into(),
        text_html: format!("Prompt {id}"),
        choice: choice.into(),
        feedback_html: told(id),
    };
    let prompts = vec![prompt("p", "a"), prompt("q", "b"), prompt("r", "c")];
    vec![
        of("order", "BDAC", Kind::Ordering(Marking::Partial)),
        of("match", "ABCd", Kind::Matching(Matching { marking: Marking::Partial, prompts })),
        of(
            "number",
            "",
            Kind::Numeric(Numeric {
                answer: Decimal::parse("1250.5").unwrap(),
                tolerance: Decimal::parse("0.5").unwrap(),
                unit: "£".into(),
                feedback_right_html: told("right"),
                feedback_wrong_html: told("wrong"),
                mistakes: vec![Mistake {
                    answer: Decimal::parse("12").unwrap(),
                    feedback_html: told("twelve"),
                }],
            }),
        ),
        of(
            "words",
            "",
            Kind::ShortText(ShortText {
                accepted: vec![format!("Siân’s {SECRET}"), format!("the {SECRET}")],
                feedback_right_html: told("right"),
                feedback_wrong_html: told("wrong"),
            }),
        ),
        of("thought", "", Kind::Reflection(Reflection { guidance_html: told("guidance") })),
    ]
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
        facilitator_notes: Some(FacilitatorNotes {
            words: 5,
            review_by: None,
            body: vec![Block::Html(format!("<h2 id=\"the-hour\">The hour of {title}</h2>"))],
            sources: vec![source(1)],
        }),
    }
}

/// A source, at its number in a list.
fn source(number: u32) -> Source {
    Source {
        id: "almanac".into(),
        number,
        title: "An almanac".into(),
        publisher: "A publisher".into(),
        address: None,
        date: Some("2022-07".into()),
        accessed: "2026-11-23".parse().unwrap(),
        cited_at: vec![],
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
            Block::Html(CARD.into()),
        ],
        terms: vec![Term {
            id: "dataset".into(),
            term: "Dataset".into(),
            forms: vec![],
            meaning_html: "Facts kept together.".into(),
        }],
        sources: vec![source(1)],
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
    let shuffle = kind != Kind::TrueFalse;
    Question {
        id: id.into(),
        kind,
        objective: objective.into(),
        lesson: if objective == "ask" { "first".into() } else { "second".into() },
        text_html: format!("What is {id} of {module}?"),
        shuffle,
        choices: letters.chars().map(choice).collect(),
    }
}

/// The question with these words.
pub fn asked<'a>(edition: &'a Edition, words: &str) -> &'a Question {
    let quizzes = edition.modules.iter().filter_map(|module| module.quiz.as_ref());
    let mut questions = quizzes.flat_map(|quiz| &quiz.questions);
    questions.find(|q| q.text_html == words).unwrap_or_else(|| panic!("{words:?} is not asked"))
}

/// The right answer to a question, or one for no mark. A reflection gets words.
pub fn answer_to(question: &Question, right: bool) -> Given {
    if let Kind::Reflection(_) = question.kind {
        return Given::text("I shall ask in my own ward.");
    }
    match marking::key(question) {
        key if right => key,
        Given::Choices(_) => {
            let wrong = question.choices.iter().find(|choice| !choice.correct).unwrap();
            Given::Choices(vec![wrong.id.clone()])
        }
        Given::Places { places } => {
            let of = places.len();
            Given::Places { places: places.into_iter().map(|(id, at)| (id, at % of + 1)).collect() }
        }
        Given::Pairs { mut pairs } => {
            let mut choices: Vec<String> = pairs.values().cloned().collect();
            choices.rotate_left(1);
            pairs.values_mut().zip(choices).for_each(|(pair, choice)| *pair = choice);
            Given::Pairs { pairs }
        }
        Given::Text { .. } => Given::text("12"),
    }
}
