//! Certificates: a learner's own, and the public check of any.

mod check;
mod document;
mod printed_name;

pub use check::show;
pub use document::document;
pub use printed_name::{confirm, edit};

use super::form::FormState;
use super::{Answer, Anyone, Request, Sample, links, sample};
use crate::certificates::{self, Certificate, CertificateNumber, State};
use crate::kernel::date_in_words;
use crate::learning::{self, LearningError};
use crate::pages::View;
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct IndexPage {
    form: FormState,
    /// The learner's own; nobody's for who is not signed in.
    certificates: Vec<Line>,
    /// The titles of completed courses whose certificates wait for the name.
    waiting: Vec<String>,
}

#[derive(Serialize)]
struct Line {
    number: String,
    title: String,
    edition: String,
    name: String,
    completed_on: String,
    check: String,
    document: String,
    state: StateWords,
}

/// How a certificate stands; exactly one is set.
#[derive(Serialize)]
struct StateWords {
    current: bool,
    replaced: bool,
    revoked: bool,
    erased: bool,
}

impl From<State> for StateWords {
    fn from(state: State) -> StateWords {
        StateWords {
            current: state == State::Current,
            replaced: state == State::Replaced,
            revoked: state == State::Revoked,
            erased: state == State::Erased,
        }
    }
}

impl View for IndexPage {
    const TEMPLATE: &'static str = "certificates/index";
}

fn fields(number: &str) -> FormState {
    FormState::empty(&["number"]).with("number", number)
}

/// Shows a learner's own certificates and the form that checks any; a number asked for is checked.
pub async fn index(Anyone(who): Anyone, rq: Request) -> Answer {
    let typed = rq.asked("number")?.trim().to_owned();
    if !typed.is_empty() {
        return match CertificateNumber::parse(&typed) {
            Some(number) => Ok(rq.to(&links::certificate(number.as_str()))),
            None => check::page(&rq, &typed, None),
        };
    }
    let (own, waiting) = match who {
        Some(who) => {
            let (person, shelf) = (who.person, rq.app.shelf.clone());
            rq.app
                .db
                .read(move |conn| {
                    let own = certificates::list_certificates_of(conn, person)?;
                    let waiting = learning::list_waiting_of(conn, &shelf, person)?;
                    Ok::<_, LearningError>((own, waiting))
                })
                .await?
        }
        None => (Vec::new(), Vec::new()),
    };
    let view = IndexPage {
        form: fields(""),
        certificates: own.into_iter().map(line).collect(),
        waiting: waiting.into_iter().map(|course| course.edition.title.clone()).collect(),
    };
    rq.page(StatusCode::OK, &view)
}

fn line(certificate: Certificate) -> Line {
    let check = links::certificate(&certificate.number);
    Line {
        title: certificate.course_title,
        edition: certificate.edition,
        name: certificate.printed_name,
        completed_on: date_in_words(certificate.completed_on),
        document: format!("{check}/document"),
        check,
        number: certificate.number,
        state: certificate.state.into(),
    }
}

pub fn samples() -> Vec<Sample> {
    let line = |state: State| Line {
        number: format!("DF-7K4M-{}", state.word()),
        title: "Digital Foundations".into(),
        edition: "2026".into(),
        name: "Gwen Pryce".into(),
        completed_on: "20 November 2026".into(),
        check: "/".into(),
        document: "/".into(),
        state: state.into(),
    };
    let page = |certificates, waiting| IndexPage { form: fields(""), certificates, waiting };
    let all = State::ALL.iter().map(|state| line(*state)).collect();
    let mut samples = vec![
        sample("some", &page(all, vec![])),
        sample("none", &page(vec![], vec![])),
        sample("waiting for the name", &page(vec![], vec!["Digital Foundations".into()])),
    ];
    samples.extend(check::samples());
    samples.extend(printed_name::samples());
    samples
}
