//! What a marked question says afterwards: what was given, what is right, and why.

use crate::courses::edition::{Choice, Kind, Matching, Numeric, Question, ShortText};
use crate::kernel::{number_with_unit, read_number};
use crate::quizzes::answer::{Given, in_words};
use crate::quizzes::marking::{has_right_place, is_right_number};
use serde::Serialize;

/// The review of one question; only what its kind has is filled.
#[derive(Serialize, Default)]
pub struct Review {
    chosen: Vec<ChoiceFeedback>,
    missed: Vec<ChoiceFeedback>,
    /// Items as they were put, and as they belong.
    order: Vec<PlacedItem>,
    right_order: Vec<ChoiceFeedback>,
    pairs: Vec<PairFeedback>,
    typed: Option<TypedFeedback>,
    reflection: Option<KeptReflection>,
}

#[derive(Serialize)]
struct ChoiceFeedback {
    text_html: String,
    feedback_html: String,
}

#[derive(Serialize)]
struct PlacedItem {
    place: usize,
    text_html: String,
    right: bool,
}

#[derive(Serialize)]
struct PairFeedback {
    prompt_html: String,
    /// What was chosen; empty for nothing.
    chosen_html: String,
    right: bool,
    answer_html: String,
    feedback_html: String,
    /// Of the choice, where it was wrong.
    chosen_feedback_html: String,
}

#[derive(Serialize)]
struct TypedFeedback {
    /// What was typed; empty for nothing.
    given: String,
    right: bool,
    answer: String,
    /// Other answers that count.
    also: Vec<String>,
    /// The smallest and the largest number that count; empty where there is only one.
    from: String,
    to: String,
    feedback_html: String,
}

#[derive(Serialize)]
struct KeptReflection {
    /// Empty for nothing.
    text: String,
    shared: bool,
    guidance_html: String,
}

impl Review {
    /// The review of a question with its answer.
    pub fn new(question: &Question, given: &Given) -> Review {
        let none = Review::default;
        match &question.kind {
            Kind::Single | Kind::TrueFalse | Kind::MultipleAllOrNothing | Kind::MultiplePartial => {
                let gave = |choice: &&Choice| given.choices().contains(&choice.id);
                let missed = |choice: &&Choice| choice.correct && !gave(choice);
                let choices = || question.choices.iter();
                Review {
                    chosen: choices().filter(gave).map(feedback).collect(),
                    missed: choices().filter(missed).map(feedback).collect(),
                    ..none()
                }
            }
            Kind::Ordering(_) => Review {
                order: order(question, given),
                right_order: question.choices.iter().map(feedback).collect(),
                ..none()
            },
            Kind::Matching(matching) => {
                Review { pairs: pairs(question, matching, given), ..none() }
            }
            Kind::Numeric(numeric) => {
                Review { typed: Some(number(question, numeric, given)), ..none() }
            }
            Kind::ShortText(short) => {
                Review { typed: Some(words(question, short, given)), ..none() }
            }
            Kind::Reflection(reflection) => {
                let kept = KeptReflection {
                    text: given.typed().to_owned(),
                    shared: given.is_shared(),
                    guidance_html: reflection.guidance_html.clone(),
                };
                Review { reflection: Some(kept), ..none() }
            }
        }
    }
}

fn feedback(choice: &Choice) -> ChoiceFeedback {
    ChoiceFeedback {
        text_html: choice.text_html.clone(),
        feedback_html: choice.feedback_html.clone(),
    }
}

fn order(question: &Question, given: &Given) -> Vec<PlacedItem> {
    let placed = (1..).zip(&question.choices).filter_map(|(right, item)| {
        Some(PlacedItem {
            place: given.place(&item.id)?,
            text_html: item.text_html.clone(),
            right: has_right_place(given, &item.id, right),
        })
    });
    let mut placed: Vec<PlacedItem> = placed.collect();
    placed.sort_by_key(|item| item.place);
    placed
}

fn pairs(question: &Question, matching: &Matching, given: &Given) -> Vec<PairFeedback> {
    let choice = |id: &str| question.choices.iter().find(|choice| choice.id == id);
    let text = |id: &str| choice(id).map(|choice| choice.text_html.clone()).unwrap_or_default();
    let pair = |prompt: &crate::courses::edition::Prompt| {
        let chosen = given.pair(&prompt.id).unwrap_or_default();
        let right = chosen == prompt.choice;
        let wrong = choice(chosen).filter(|_| !right);
        PairFeedback {
            prompt_html: prompt.text_html.clone(),
            chosen_html: text(chosen),
            right,
            answer_html: text(&prompt.choice),
            feedback_html: prompt.feedback_html.clone(),
            chosen_feedback_html: wrong.map(|c| c.feedback_html.clone()).unwrap_or_default(),
        }
    };
    matching.prompts.iter().map(pair).collect()
}

/// What was typed, in words.
fn given_words(question: &Question, given: &Given) -> String {
    in_words(question, given).into_iter().next().map(|line| line.typed).unwrap_or_default()
}

fn number(question: &Question, numeric: &Numeric, given: &Given) -> TypedFeedback {
    let typed = read_number(given.typed(), &numeric.unit).ok();
    let right = typed.is_some_and(|number| is_right_number(numeric, number));
    let mistake = numeric.mistakes.iter().find(|mistake| Some(mistake.answer) == typed);
    let said = |number| number_with_unit(number, &numeric.unit);
    let range = (!numeric.tolerance.is_zero()).then(|| {
        (
            said(numeric.answer.minus(numeric.tolerance)),
            said(numeric.answer.plus(numeric.tolerance)),
        )
    });
    let (from, to) = range.unwrap_or_default();
    TypedFeedback {
        given: given_words(question, given),
        right,
        answer: said(numeric.answer),
        also: Vec::new(),
        from,
        to,
        feedback_html: match mistake {
            _ if right || given.is_empty() => numeric.feedback_right_html.clone(),
            Some(mistake) => mistake.feedback_html.clone(),
            None => numeric.feedback_wrong_html.clone(),
        },
    }
}

fn words(question: &Question, short: &ShortText, given: &Given) -> TypedFeedback {
    let right = crate::quizzes::marking::is_accepted(short, given.typed());
    let feedback = if right || given.is_empty() {
        &short.feedback_right_html
    } else {
        &short.feedback_wrong_html
    };
    TypedFeedback {
        given: given_words(question, given),
        right,
        answer: short.accepted.first().cloned().unwrap_or_default(),
        also: short.accepted.iter().skip(1).cloned().collect(),
        from: String::new(),
        to: String::new(),
        feedback_html: feedback.clone(),
    }
}

/// One of each, for samples.
pub fn samples() -> Vec<(&'static str, Review)> {
    let said = || ChoiceFeedback { text_html: "The date".into(), feedback_html: "Because.".into() };
    let item = |place, right| PlacedItem { place, text_html: "Ask".into(), right };
    let pair = |chosen: &str, right| PairFeedback {
        prompt_html: "A complaint".into(),
        chosen_html: chosen.into(),
        right,
        answer_html: "The regulator".into(),
        feedback_html: "Because.".into(),
        chosen_feedback_html: if right { String::new() } else { "Not here.".into() },
    };
    let typed = |given: &str, right, (from, to): (&str, &str), also: Vec<String>| Review {
        typed: Some(TypedFeedback {
            given: given.into(),
            right,
            answer: "12%".into(),
            also,
            from: from.into(),
            to: to.into(),
            feedback_html: "Because.".into(),
        }),
        ..Review::default()
    };
    let kept = |text: &str, shared| Review {
        reflection: Some(KeptReflection {
            text: text.into(),
            shared,
            guidance_html: "Think of it again.".into(),
        }),
        ..Review::default()
    };
    let order = |order: Vec<PlacedItem>| Review {
        order,
        right_order: vec![said(), said()],
        ..Review::default()
    };
    vec![
        ("choices", Review { chosen: vec![said()], missed: vec![said()], ..Review::default() }),
        ("none chosen", Review { missed: vec![said()], ..Review::default() }),
        ("order", order(vec![item(1, true), item(3, false)])),
        ("no order", order(vec![])),
        (
            "pairs",
            Review {
                pairs: vec![pair("The regulator", true), pair("The clerk", false), pair("", false)],
                ..Review::default()
            },
        ),
        ("number", typed("13%", true, ("11%", "13%"), vec![])),
        ("wrong number", typed("20%", false, ("", ""), vec![])),
        ("wrong words", typed("Law", false, ("", ""), vec!["Act".into(), "Acts".into()])),
        ("no words", typed("", false, ("", ""), vec![])),
        ("reflection", kept("I shall ask.\nTwice.", false)),
        ("shared reflection", kept("I shall ask.", true)),
        ("no reflection", kept("", false)),
    ]
}
