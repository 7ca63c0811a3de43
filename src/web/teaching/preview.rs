//! A quiz as its learners are asked it, question by question, with the marking. It is worked out
//! from the address and the form alone: nothing is kept, so nothing can be counted or sent.

use crate::courses::edition::{Edition, Module, Question, Quiz};
use crate::pages::View;
use crate::quizzes::QuizError;
use crate::quizzes::answer::{self, AnswerFault, Given};
use crate::quizzes::draw::{Draw, Slot, draw};
use crate::quizzes::marking::{self, SlotState};
use crate::web::attempts::ask::{self, Ask};
use crate::web::attempts::given;
use crate::web::attempts::review::{self, Review};
use crate::web::form::Fault;
use crate::web::{Answer, Error, Request, Sample, Trainer, links, sample};
use actix_web::http::StatusCode;
use serde::Serialize;
use std::str::FromStr;
use std::sync::Arc;

#[derive(Serialize)]
struct PreviewPage {
    module_title: String,
    draw: i64,
    number: usize,
    of: usize,
    stones: Vec<&'static str>,
    action: String,
    /// The questions beside it; empty at the ends.
    previous: String,
    next: String,
    /// The first question of another draw.
    another: String,
    question_html: String,
    ask: Ask,
    marked: Option<MarkedPart>,
    faults: Vec<Fault>,
}

/// How the answer was marked. Exactly one of the states is set.
#[derive(Serialize)]
struct MarkedPart {
    right: bool,
    partly: bool,
    wrong: bool,
    none: bool,
    unmarked: bool,
    review: Review,
}

impl View for PreviewPage {
    const TEMPLATE: &'static str = "teaching/preview";
}

/// A question of a draw.
struct Place {
    edition: Arc<Edition>,
    module: String,
    seed: i64,
    draw: Draw,
    number: usize,
}

impl Place {
    async fn find(rq: &Request, seed: &str, number: &str) -> Result<Place, Error> {
        let course = rq.part("course");
        let mut editions = super::editions(rq).await?.into_iter();
        let edition = editions.find(|edition| edition.course == course).ok_or(Error::NotFound)?;
        let module = rq.part("module").to_owned();
        let (seed, number) = (or_first(seed)?, or_first(number)?);
        let quiz = edition.module(&module).and_then(|module| module.quiz.as_ref());
        let draw = draw(quiz.ok_or(Error::NotFound)?, seed);
        Ok(Place { edition, module, seed, draw, number })
    }

    fn parts(&self) -> Result<(&Module, &Quiz, &Slot, &Question), Error> {
        let module = self.edition.module(&self.module).ok_or(Error::NotFound)?;
        let quiz = module.quiz.as_ref().ok_or(Error::NotFound)?;
        let slot = self.number.checked_sub(1).and_then(|slot| self.draw.0.get(slot));
        let slot = slot.ok_or(Error::NotFound)?;
        let question = quiz.question(&slot.question).ok_or(Error::NotFound)?;
        Ok((module, quiz, slot, question))
    }

    fn address(&self, seed: i64, number: usize) -> String {
        links::preview(&self.edition.course, &self.module, seed, number)
    }
}

/// A number of the address; 1 where none is asked for.
fn or_first<T: FromStr>(text: &str) -> Result<T, Error> {
    let text = if text.is_empty() { "1" } else { text };
    text.parse().map_err(|_| Error::NotFound)
}

/// Shows a question of a draw.
pub async fn preview(_: Trainer, rq: Request) -> Answer {
    let place = Place::find(&rq, rq.asked("draw")?, rq.asked("question")?).await?;
    let page = page(&place, &Given::default(), None, vec![])?;
    rq.page(StatusCode::OK, &page)
}

/// Marks an answer and shows what its learner would see of it.
pub async fn mark(_: Trainer, rq: Request) -> Answer {
    let place = Place::find(&rq, rq.asked("draw")?, rq.asked("question")?).await?;
    let (_, quiz, slot, question) = place.parts()?;
    let sent = given::read(rq.fields()?)?;
    match answer::fit(question, slot, &sent) {
        Ok(given) => {
            let marked = marked(&place, quiz, question, &given);
            rq.page(StatusCode::OK, &page(&place, &given, marked, vec![])?)
        }
        Err(fault) => {
            let faults = vec![said(&rq, fault)?];
            rq.page(StatusCode::UNPROCESSABLE_ENTITY, &page(&place, &sent, None, faults)?)
        }
    }
}

fn said(rq: &Request, fault: AnswerFault) -> Result<Fault, Error> {
    Ok(ask::fault(rq.app.pages.texts(), fault).ok_or(QuizError::AnswerFault(fault))?)
}

fn marked(place: &Place, quiz: &Quiz, question: &Question, given: &Given) -> Option<MarkedPart> {
    let slot = place.number.checked_sub(1)?;
    let answers = [(slot, given.clone())].into();
    let state = marking::mark(quiz, &place.draw, &answers).slots.get(slot)?.state;
    // A reflection would be said to be kept, which it is not.
    let shown = if state == SlotState::Unmarked { &Given::default() } else { given };
    Some(MarkedPart::new(state, Review::new(question, shown)))
}

impl MarkedPart {
    fn new(state: SlotState, review: Review) -> MarkedPart {
        MarkedPart {
            right: state == SlotState::Right,
            partly: state == SlotState::PartlyRight,
            wrong: state == SlotState::NotRight,
            none: state == SlotState::NoAnswer,
            unmarked: state == SlotState::Unmarked,
            review,
        }
    }
}

fn page(
    place: &Place,
    given: &Given,
    marked: Option<MarkedPart>,
    faults: Vec<Fault>,
) -> Result<PreviewPage, Error> {
    let (module, _, slot, question) = place.parts()?;
    let (number, of) = (place.number, place.draw.0.len());
    let beside = |is_there: bool, number| {
        if is_there { place.address(place.seed, number) } else { String::new() }
    };
    let fault = faults.first().map(|fault| fault.text.as_str()).unwrap_or_default();
    Ok(PreviewPage {
        module_title: module.title.clone(),
        draw: place.seed,
        number,
        of,
        stones: (1..=of).map(|n| if n == number { "stone--now" } else { "" }).collect(),
        action: place.address(place.seed, number),
        previous: beside(number > 1, number.saturating_sub(1)),
        next: beside(number < of, number.saturating_add(1)),
        another: place.address(place.seed.wrapping_add(1), 1),
        question_html: question.text_html.clone(),
        ask: Ask::new(question, &slot.choices, given, fault),
        marked,
        faults,
    })
}

pub fn samples() -> Vec<Sample> {
    let page = |number, ask: Ask, marked| PreviewPage {
        module_title: "Data".into(),
        draw: 1,
        number,
        of: 9,
        stones: vec!["stone--now", ""],
        action: "/".into(),
        previous: if number == 1 { String::new() } else { "/".into() },
        next: if number == 9 { String::new() } else { "/".into() },
        another: "/".into(),
        question_html: "What do you ask first?".into(),
        ask,
        marked,
        faults: vec![],
    };
    let some = || ask::samples().into_iter().next().map(|(_, ask)| ask).unwrap_or_default();
    let fault = || Fault { field: "main".into(), text: "Type a number.".into() };
    let mut all: Vec<Sample> =
        ask::samples().into_iter().map(|(name, ask)| sample(name, &page(2, ask, None))).collect();
    let states = [
        SlotState::Right,
        SlotState::PartlyRight,
        SlotState::NotRight,
        SlotState::NoAnswer,
        SlotState::Unmarked,
    ];
    for state in states {
        for (name, review) in review::samples() {
            all.push(sample(name, &page(1, some(), Some(MarkedPart::new(state, review)))));
        }
    }
    all.push(sample("the last", &page(9, some(), None)));
    all.push(sample("refused", &PreviewPage { faults: vec![fault()], ..page(2, some(), None) }));
    all
}
