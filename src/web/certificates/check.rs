//! The public check of a certificate.

use super::super::form::FormState;
use super::super::{Answer, Anyone, Error, Request, Sample, sample};
use super::{StateWords, changed_on, fields};
use crate::access::{self, AccessError, Limit};
use crate::certificates::{self, Certificate, CertificateNumber, Standing};
use crate::kernel::{clock_time, date_in_words, london_date};
use crate::pages::View;
use actix_web::http::StatusCode;
use chrono::NaiveDate;
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
    /// Empty while it holds.
    changed_on: String,
    /// Its last day; empty for none.
    expires_on: String,
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
        certificate: found.map(|certificate| checked(certificate, london_date(now))),
        checked_on: date_in_words(london_date(now)),
        checked_at: clock_time(now),
    };
    rq.page(status, &view)
}

/// What anybody may know. Of somebody who asked to be forgotten that is neither name nor course.
fn checked(certificate: Certificate, today: NaiveDate) -> Checked {
    Checked {
        changed_on: changed_on(&certificate, today),
        expires_on: certificate.expires_on.map(date_in_words).unwrap_or_default(),
        state: certificate.standing(today).into(),
        number: certificate.number,
        name: certificate.printed_name,
        title: certificate.course_title,
        edition: certificate.edition,
        completed_on: date_in_words(certificate.completed_on),
    }
}

pub fn samples() -> Vec<Sample> {
    let check = |standing: Option<Standing>| CheckPage {
        form: fields(""),
        certificate: standing.map(|standing| Checked {
            number: "DF-7K4M-92QX".into(),
            name: "Gwen Pryce".into(),
            title: "Digital Foundations".into(),
            edition: "2026".into(),
            completed_on: "20 November 2026".into(),
            changed_on: if standing == Standing::Valid { "" } else { "21 November 2026" }.into(),
            expires_on: if standing == Standing::Expired { "21 November 2026" } else { "" }.into(),
            state: standing.into(),
        }),
        checked_on: "23 November 2026".into(),
        checked_at: "14:20".into(),
    };
    vec![
        sample("valid", &check(Some(Standing::Valid))),
        sample("expired", &check(Some(Standing::Expired))),
        sample("replaced", &check(Some(Standing::Replaced))),
        sample("revoked", &check(Some(Standing::Revoked))),
        sample("erased", &check(Some(Standing::Erased))),
        sample("unknown", &check(None)),
    ]
}
