//! How a question asks: one way of answering for each kind. What is right is not among its words.

use super::given::{CHOICE, PAIR, PLACE, TYPED};
use crate::courses::edition::{Choice, Kind, Marking, Matching, Question};
use crate::kernel::NumberFault;
use crate::pages::Texts;
use crate::quizzes::answer::{AnswerFault, Given};
use crate::web::form::Fault;
use serde::Serialize;

/// Exactly one way is there.
#[derive(Serialize, Default)]
pub struct Ask {
    choosing: Option<Choosing>,
    ordering: Option<Lists>,
    matching: Option<Lists>,
    number: Option<Typing>,
    words: Option<Typing>,
    reflection: Option<Typing>,
}

#[derive(Serialize)]
struct Choosing {
    multiple: bool,
    partial: bool,
    lines: Vec<ChoiceLine>,
}

#[derive(Serialize)]
struct ChoiceLine {
    id: String,
    name: &'static str,
    text_html: String,
    chosen: bool,
}

/// One list to pick from for each item or prompt.
#[derive(Serialize)]
struct Lists {
    partial: bool,
    lines: Vec<List>,
}

#[derive(Serialize)]
struct List {
    /// The name of the control, and its id.
    name: String,
    text_html: String,
    options: Vec<ListOption>,
}

#[derive(Serialize)]
struct ListOption {
    value: String,
    text_html: String,
    chosen: bool,
}

#[derive(Serialize)]
struct Typing {
    name: &'static str,
    value: String,
    fault: String,
    /// The unit, before or after the field.
    before: String,
    after: String,
    shared: bool,
}

impl Ask {
    /// The question with what is given, its choices in the order that the attempt shows.
    pub fn new(question: &Question, order: &[String], given: &Given, fault: &str) -> Ask {
        let shown = || order.iter().filter_map(|id| question.choices.iter().find(|c| c.id == *id));
        let typing = |unit: &str| {
            let is_before = ["£", "$", "€"].contains(&unit);
            let (before, after) = if is_before { (unit, "") } else { ("", unit) };
            Some(Typing {
                name: TYPED,
                value: given.typed().to_owned(),
                fault: fault.to_owned(),
                before: before.to_owned(),
                after: after.to_owned(),
                shared: given.is_shared(),
            })
        };
        match &question.kind {
            Kind::Single | Kind::TrueFalse | Kind::MultipleAllOrNothing | Kind::MultiplePartial => {
                let lines = shown().map(|choice| choice_line(choice, given)).collect();
                let multiple = question.kind.is_multiple();
                let partial = question.kind == Kind::MultiplePartial;
                Ask { choosing: Some(Choosing { multiple, partial, lines }), ..Ask::default() }
            }
            Kind::Ordering(marking) => {
                let lines = shown().map(|item| place_list(item, order.len(), given)).collect();
                let partial = *marking == Marking::Partial;
                Ask { ordering: Some(Lists { partial, lines }), ..Ask::default() }
            }
            Kind::Matching(Matching { marking, prompts }) => {
                let line = |prompt: &crate::courses::edition::Prompt| List {
                    name: format!("{PAIR}{}", prompt.id),
                    text_html: prompt.text_html.clone(),
                    options: shown().map(|c| option(c, given.pair(&prompt.id))).collect(),
                };
                let lines = prompts.iter().map(line).collect();
                let partial = *marking == Marking::Partial;
                Ask { matching: Some(Lists { partial, lines }), ..Ask::default() }
            }
            Kind::Numeric(numeric) => Ask { number: typing(&numeric.unit), ..Ask::default() },
            Kind::ShortText(_) => Ask { words: typing(""), ..Ask::default() },
            Kind::Reflection(_) => Ask { reflection: typing(""), ..Ask::default() },
        }
    }
}

fn choice_line(choice: &Choice, given: &Given) -> ChoiceLine {
    ChoiceLine {
        id: choice.id.clone(),
        name: CHOICE,
        text_html: choice.text_html.clone(),
        chosen: given.choices().contains(&choice.id),
    }
}

fn place_list(item: &Choice, places: usize, given: &Given) -> List {
    let place = |place: usize| ListOption {
        value: place.to_string(),
        text_html: place.to_string(),
        chosen: given.place(&item.id) == Some(place),
    };
    List {
        name: format!("{PLACE}{}", item.id),
        text_html: item.text_html.clone(),
        options: (1..=places).map(place).collect(),
    }
}

fn option(choice: &Choice, chosen: Option<&str>) -> ListOption {
    ListOption {
        value: choice.id.clone(),
        text_html: choice.text_html.clone(),
        chosen: chosen == Some(&choice.id),
    }
}

/// What to say beside the field of an answer that does not fit; none when no page of ours could
/// have sent it.
pub fn fault(texts: &Texts, fault: AnswerFault) -> Option<Fault> {
    let text = match fault {
        AnswerFault::NotANumber(NumberFault::NotANumber) => texts.text("fault-number", &[]),
        AnswerFault::NotANumber(NumberFault::Comma) => texts.text("fault-number-comma", &[]),
        AnswerFault::NotANumber(NumberFault::TooLong) => texts.text("fault-number-long", &[]),
        AnswerFault::TooLong { most } => {
            texts.text("fault-answer-long", &[("most", most.to_string())])
        }
        AnswerFault::TooMany | AnswerFault::UnknownChoice | AnswerFault::OtherKind => return None,
    };
    Some(Fault { field: TYPED.to_owned(), text })
}

/// One of each, for samples.
pub fn samples() -> Vec<(&'static str, Ask)> {
    let choosing = |multiple, partial, chosen| Ask {
        choosing: Some(Choosing {
            multiple,
            partial,
            lines: vec![ChoiceLine {
                id: "a".into(),
                name: CHOICE,
                text_html: "The date".into(),
                chosen,
            }],
        }),
        ..Ask::default()
    };
    let lists = |beginning: &str, partial| {
        let option = |value: &str, chosen| ListOption {
            value: value.into(),
            text_html: value.into(),
            chosen,
        };
        let list = |id: &str| List {
            name: format!("{beginning}{id}"),
            text_html: "Ask how old it is".into(),
            options: vec![option("1", id == "a"), option("2", false)],
        };
        Some(Lists { partial, lines: vec![list("a"), list("b")] })
    };
    let typing = |value: &str, fault: &str, (before, after): (&str, &str), shared| {
        Some(Typing {
            name: TYPED,
            value: value.into(),
            fault: fault.into(),
            before: before.into(),
            after: after.into(),
            shared,
        })
    };
    let none = ("", "");
    vec![
        ("single", choosing(false, false, false)),
        ("single, chosen", choosing(false, false, true)),
        ("all or nothing", choosing(true, false, true)),
        ("partial", choosing(true, true, true)),
        ("ordering", Ask { ordering: lists(PLACE, false), ..Ask::default() }),
        ("ordering in part", Ask { ordering: lists(PLACE, true), ..Ask::default() }),
        ("matching", Ask { matching: lists(PAIR, false), ..Ask::default() }),
        ("matching in part", Ask { matching: lists(PAIR, true), ..Ask::default() }),
        ("number", Ask { number: typing("", "", none, false), ..Ask::default() }),
        ("pounds", Ask { number: typing("12", "", ("£", ""), false), ..Ask::default() }),
        (
            "days",
            Ask { number: typing("ten", "Type a number.", ("", "days"), false), ..Ask::default() },
        ),
        ("words", Ask { words: typing("", "", none, false), ..Ask::default() }),
        ("words too long", Ask { words: typing("a", "Too long.", none, false), ..Ask::default() }),
        ("reflection", Ask { reflection: typing("", "", none, false), ..Ask::default() }),
        (
            "reflection, shared",
            Ask { reflection: typing("I\nask", "Too long.", none, true), ..Ask::default() },
        ),
    ]
}
