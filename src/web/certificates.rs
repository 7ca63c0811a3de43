//! Certificates: a learner's own, and the public check of any.

mod check;
mod document;
mod printed_name;
mod replacement;

pub use check::show;
pub use document::{document, download, host};
pub use printed_name::{confirm, edit, read_name};
pub use replacement::{new_replacement, replace};

use super::form::FormState;
use super::{Answer, Anyone, Request, Sample, links, sample};
use crate::certificates::{self, Certificate, CertificateNumber, Standing};
use crate::kernel::{date_in_words, london_date};
use crate::learning::{self, LearningError};
use crate::pages::View;
use actix_web::http::StatusCode;
use chrono::NaiveDate;
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
    replacement: String,
    changed_on: String,
    state: StateWords,
}

/// How a certificate stands; exactly one is set.
#[derive(Serialize)]
pub struct StateWords {
    current: bool,
    expired: bool,
    replaced: bool,
    revoked: bool,
    erased: bool,
}

impl From<Standing> for StateWords {
    fn from(standing: Standing) -> StateWords {
        StateWords {
            current: standing == Standing::Valid,
            expired: standing == Standing::Expired,
            replaced: standing == Standing::Replaced,
            revoked: standing == Standing::Revoked,
            erased: standing == Standing::Erased,
        }
    }
}

/// The day on which a certificate stopped being current, or its last day; empty while it holds.
pub fn changed_on(certificate: &Certificate, today: NaiveDate) -> String {
    match (certificate.standing(today), certificate.state_changed_at) {
        (Standing::Valid, _) => String::new(),
        (Standing::Expired, _) => certificate.expires_on.map(date_in_words).unwrap_or_default(),
        (_, at) => at.map(|at| date_in_words(london_date(at))).unwrap_or_default(),
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
    let today = london_date(rq.now());
    let view = IndexPage {
        form: fields(""),
        certificates: own.into_iter().map(|certificate| line(certificate, today)).collect(),
        waiting: waiting.into_iter().map(|course| course.edition.title.clone()).collect(),
    };
    rq.page(StatusCode::OK, &view)
}

fn line(certificate: Certificate, today: NaiveDate) -> Line {
    let check = links::certificate(&certificate.number);
    Line {
        changed_on: changed_on(&certificate, today),
        state: certificate.standing(today).into(),
        number: certificate.number,
        title: certificate.course_title,
        edition: certificate.edition,
        name: certificate.printed_name,
        completed_on: date_in_words(certificate.completed_on),
        document: format!("{check}/document"),
        replacement: format!("{check}/replacement"),
        check,
    }
}

pub fn samples() -> Vec<Sample> {
    let line = |standing: Standing| Line {
        number: format!("DF-7K4M-{standing:?}"),
        title: "Digital Foundations".into(),
        edition: "2026".into(),
        name: "Gwen Pryce".into(),
        completed_on: "20 November 2026".into(),
        check: "/".into(),
        document: "/".into(),
        replacement: "/".into(),
        changed_on: "21 November 2026".into(),
        state: standing.into(),
    };
    let page = |certificates, waiting| IndexPage { form: fields(""), certificates, waiting };
    let all = Standing::ALL.into_iter().map(line).collect();
    let mut samples = vec![
        sample("some", &page(all, vec![])),
        sample("none", &page(vec![], vec![])),
        sample("waiting for the name", &page(vec![], vec!["Digital Foundations".into()])),
    ];
    samples.extend(check::samples());
    samples.extend(printed_name::samples());
    samples.extend(replacement::samples());
    samples
}
