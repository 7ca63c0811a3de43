//! The public check of a certificate.

use super::super::form::FormState;
use super::super::{Answer, Anyone, Error, Request, Sample, sample};
use super::{StateWords, fields};
use crate::access::{self, AccessError, Limit};
use crate::certificates::{self, Certificate, CertificateNumber, State};
use crate::kernel::{clock_time, date_in_words, london_date};
use crate::pages::View;
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct CheckPage {
    form: FormState,
    certificate: Option<Checked>,
    checked_on: String,
    checked_at: String,
}

#[derive(Serialize)]
struct Checked {
    number: String,
    name: String,
    title: String,
    edition: String,
    completed_on: String,
    changed_on: String,
    state: StateWords,
}

impl View for CheckPage {
    const TEMPLATE: &'static str = "certificates/show";
}

/// The public check. Malformed and unknown numbers get one answer, after one look in the database.
pub async fn show(_: Anyone, rq: Request) -> Answer {
    let typed = rq.part("number").to_owned();
    let number = CertificateNumber::parse(&typed);
    let sought = number.clone().unwrap_or_else(|| {
        CertificateNumber::from_chance(u64::from_le_bytes(rq.app.random.bytes()))
    });
    let (limit, now) = (Limit::Network(format!("check {}", rq.network())), rq.now());
    let counted = limit.clone();
    let (over, found) = rq
        .app
        .db
        .read(move |conn| {
            let over = access::over_limit(conn, &limit, now)?;
            Ok::<_, AccessError>((over, certificates::find_certificate(conn, &sought)?))
        })
        .await?;
    if over {
        return Err(Error::TooMany);
    }
    let found = found.filter(|_| number.is_some());
    if found.is_none() {
        rq.app.db.write(move |conn| access::try_counted(conn, &counted, now)).await?;
    }
    page(&rq, &typed, found)
}

pub fn page(rq: &Request, typed: &str, found: Option<Certificate>) -> Answer {
    let now = rq.now();
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let view = CheckPage {
        form: fields(if found.is_some() { "" } else { typed }),
        certificate: found.map(|certificate| Checked {
            number: certificate.number,
            name: certificate.printed_name,
            title: certificate.course_title,
            edition: certificate.edition,
            completed_on: date_in_words(certificate.completed_on),
            changed_on: certificate
                .state_changed_at
                .map(|at| date_in_words(london_date(at)))
                .unwrap_or_default(),
            state: certificate.state.into(),
        }),
        checked_on: date_in_words(london_date(now)),
        checked_at: clock_time(now),
    };
    rq.page(status, &view)
}

pub fn samples() -> Vec<Sample> {
    let check = |state: Option<State>| CheckPage {
        form: fields(""),
        certificate: state.map(|state| Checked {
            number: "DF-7K4M-92QX".into(),
            name: "Gwen Pryce".into(),
            title: "Digital Foundations".into(),
            edition: "2026".into(),
            completed_on: "20 November 2026".into(),
            changed_on: if state == State::Current { "" } else { "21 November 2026" }.into(),
            state: state.into(),
        }),
        checked_on: "23 November 2026".into(),
        checked_at: "14:20".into(),
    };
    vec![
        sample("valid", &check(Some(State::Current))),
        sample("replaced", &check(Some(State::Replaced))),
        sample("revoked", &check(Some(State::Revoked))),
        sample("erased", &check(Some(State::Erased))),
        sample("unknown", &check(None)),
    ]
}
