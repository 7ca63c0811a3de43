//! Administrators find a certificate, see its history, replace it or revoke it.

mod replacement;
mod revocation;

pub use replacement::{new_replacement, replace};
pub use revocation::{new_revocation, revoke};

use super::super::certificates::{StateWords, changed_on};
use super::super::form::FormState;
use super::super::{Administrator, Answer, Error, Request, Sample, sample};
use crate::certificates::{self, Certificate, CertificateNumber, Standing, State};
use crate::kernel::{date_in_words, london_date};
use crate::learning::LearningError;
use crate::pages::View;
use crate::people;
use actix_web::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;

/// As many people as a page shows; whoever is not among them needs more letters of their name.
const MOST: i64 = 20;

#[derive(Serialize)]
struct IndexPage {
    form: FormState,
    /// Whether something was sought.
    sought: bool,
    certificates: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    number: String,
    name: String,
    title: String,
    issued_on: String,
    address: String,
    state: StateWords,
    changed_on: String,
}

impl View for IndexPage {
    const TEMPLATE: &'static str = "admin/certificates/index";
}

#[derive(Serialize)]
struct ShowPage {
    number: String,
    name: String,
    /// By which the service greets the holder.
    holder: String,
    title: String,
    edition: String,
    completed_on: String,
    issued_on: String,
    state: StateWords,
    changed_on: String,
    /// Why it was revoked; empty if it was not.
    reason: String,
    history: Vec<Line>,
    /// Where to do it; empty where it cannot be done.
    replacement: String,
    revocation: String,
}

impl View for ShowPage {
    const TEMPLATE: &'static str = "admin/certificates/show";
}

/// The address of a certificate's page for administrators.
fn address(number: &str) -> String {
    format!("/admin/certificates/{number}")
}

fn line(certificate: Certificate, today: NaiveDate) -> Line {
    Line {
        changed_on: changed_on(&certificate, today),
        state: certificate.standing(today).into(),
        address: address(&certificate.number),
        issued_on: date_in_words(london_date(certificate.issued_at)),
        number: certificate.number,
        name: certificate.printed_name,
        title: certificate.course_title,
    }
}

/// Finds certificates by their number, or by their holder's name or address.
pub async fn index(_: Administrator, rq: Request) -> Answer {
    let typed = rq.asked("sought")?.trim().to_owned();
    let text = typed.clone();
    let found = rq
        .app
        .db
        .read(move |conn| {
            if text.is_empty() {
                return Ok(Vec::new());
            }
            let number = CertificateNumber::parse(&text);
            if let Some(number) = number
                && let Some(found) = certificates::find_certificate(conn, &number)?
            {
                return Ok(vec![found]);
            }
            let mut all = Vec::new();
            for person in people::list_people_like(conn, &text, MOST)? {
                all.extend(certificates::list_certificates_of(conn, person.id)?);
            }
            Ok::<_, LearningError>(all)
        })
        .await?;
    let today = london_date(rq.now());
    let view = IndexPage {
        sought: !typed.is_empty(),
        form: FormState::empty(&["sought"]).with("sought", &typed),
        certificates: found.into_iter().map(|certificate| line(certificate, today)).collect(),
    };
    rq.page(StatusCode::OK, &view)
}

/// Shows a certificate with its history.
pub async fn show(_: Administrator, rq: Request) -> Answer {
    let number = CertificateNumber::parse(rq.part("number")).ok_or(Error::NotFound)?;
    let (found, holder, history) = rq
        .app
        .db
        .read(move |conn| {
            let found = certificates::find_certificate(conn, &number)?;
            let found = found.ok_or(LearningError::NotFound)?;
            let holder = people::get_person(conn, found.person_id)?;
            let history = certificates::list_history_of(conn, found.person_id, &found.course)?;
            Ok::<_, LearningError>((found, holder, history))
        })
        .await?;
    let today = london_date(rq.now());
    let here = address(&found.number);
    let is_newest = history.first().is_some_and(|newest| newest.id == found.id);
    let replaceable = is_newest && matches!(found.state, State::Current | State::Revoked);
    let when = |can: bool, noun: &str| if can { format!("{here}/{noun}") } else { String::new() };
    let view = ShowPage {
        replacement: when(replaceable, "replacement"),
        revocation: when(found.state == State::Current, "revocation"),
        changed_on: changed_on(&found, today),
        state: found.standing(today).into(),
        issued_on: date_in_words(london_date(found.issued_at)),
        completed_on: date_in_words(found.completed_on),
        history: history.into_iter().map(|certificate| line(certificate, today)).collect(),
        number: found.number,
        name: found.printed_name,
        holder: holder.name,
        title: found.course_title,
        edition: found.edition,
        reason: found.state_reason.unwrap_or_default(),
    };
    rq.page(StatusCode::OK, &view)
}

/// The certificate that a form is about, if it still stands so that the form makes sense.
async fn load(rq: &Request, fit: &[State]) -> Result<Certificate, Error> {
    let number = CertificateNumber::parse(rq.part("number")).ok_or(Error::NotFound)?;
    let found = rq
        .app
        .db
        .read(move |conn| certificates::find_certificate(conn, &number))
        .await
        .map_err(Error::from)?
        .ok_or(Error::NotFound)?;
    if fit.contains(&found.state) {
        return Ok(found);
    }
    Err(certificates::CertificateError::NotCurrent.into())
}

pub fn samples() -> Vec<Sample> {
    let line = |standing: Standing| Line {
        number: format!("DF-7K4M-{standing:?}"),
        name: "Siân Hughes".into(),
        title: "Digital Foundations".into(),
        issued_on: "20 November 2026".into(),
        address: "/".into(),
        state: standing.into(),
        changed_on: "21 November 2026".into(),
    };
    let all = || Standing::ALL.into_iter().map(line).collect::<Vec<_>>();
    let index = |sought, certificates| IndexPage {
        form: FormState::empty(&["sought"]),
        sought,
        certificates,
    };
    let show = |standing: Standing| ShowPage {
        number: "DF-7K4M-92QX".into(),
        name: "Siân Hughes".into(),
        holder: "Sian Hughes".into(),
        title: "Digital Foundations".into(),
        edition: "2026".into(),
        completed_on: "20 November 2026".into(),
        issued_on: "20 November 2026".into(),
        changed_on: if standing == Standing::Valid { "" } else { "21 November 2026" }.into(),
        reason: if standing == Standing::Revoked { "Issued to a test account" } else { "" }.into(),
        history: all(),
        replacement: if standing == Standing::Replaced { "" } else { "/" }.into(),
        revocation: if standing == Standing::Valid { "/" } else { "" }.into(),
        state: standing.into(),
    };
    let mut samples = vec![
        sample("nothing sought", &index(false, vec![])),
        sample("nothing found", &index(true, vec![])),
        sample("found", &index(true, all())),
    ];
    samples.extend(Standing::ALL.into_iter().map(|s| sample("each standing", &show(s))));
    samples.extend(replacement::samples());
    samples.extend(revocation::samples());
    samples
}
