//! An administrator replaces somebody's certificate.

use super::super::super::certificates::read_name;
use super::super::super::form::{Fault, FormState};
use super::super::super::{Administrator, Answer, Error, Request, Sample, sample};
use super::{address, load};
use crate::certificates::{Certificate, CertificateNumber, State};
use crate::learning;
use crate::pages::View;
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct ReplacementPage {
    form: FormState,
    number: String,
    name: String,
    /// Whether it was revoked, so that the new one puts that right.
    revoked: bool,
    back: String,
    action: String,
}

impl View for ReplacementPage {
    const TEMPLATE: &'static str = "admin/certificates/replacement";
}

fn page(rq: &Request, status: StatusCode, found: Certificate, form: FormState) -> Answer {
    let back = address(&found.number);
    let view = ReplacementPage {
        form,
        action: format!("{back}/replacement"),
        back,
        revoked: found.state == State::Revoked,
        number: found.number,
        name: found.printed_name,
    };
    rq.page(status, &view)
}

/// Shows what a replacement will do, and asks for the name on it.
pub async fn new_replacement(_: Administrator, rq: Request) -> Answer {
    let found = load(&rq, &[State::Current, State::Revoked]).await?;
    let form = FormState::empty(&["name"]).with("name", &found.printed_name);
    page(&rq, StatusCode::OK, found, form)
}

/// Issues a certificate in another's place.
pub async fn replace(Administrator(who): Administrator, rq: Request) -> Answer {
    let number = CertificateNumber::parse(rq.part("number")).ok_or(Error::NotFound)?;
    let (name, form) = read_name(&rq)?;
    let Some(name) = name else {
        let found = load(&rq, &[State::Current, State::Revoked]).await?;
        return page(&rq, StatusCode::UNPROCESSABLE_ENTITY, found, form);
    };
    let (random, now) = (rq.app.random.clone(), rq.now());
    let new = rq
        .app
        .db
        .write(move |conn| {
            learning::replace_certificate(conn, &random, who.person, &number, &name, now)
        })
        .await?;
    Ok(rq.to(&format!("{}?done=certificate-replaced", address(&new.number))))
}

pub fn samples() -> Vec<Sample> {
    let page = |revoked: bool, form: FormState| ReplacementPage {
        form: form.with("name", "Siân Hughes"),
        number: "DF-7K4M-92QX".into(),
        name: "Sian Hughes".into(),
        revoked,
        back: "/".into(),
        action: "/".into(),
    };
    let mut faulty = FormState::empty(&["name"]);
    faulty.faults.push(Fault { field: "name".into(), text: "Enter it".into() });
    vec![
        sample("of a valid one", &page(false, FormState::empty(&["name"]))),
        sample("of a revoked one, faulty", &page(true, faulty)),
    ]
}
