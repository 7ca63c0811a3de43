//! An administrator revokes somebody's certificate, with a reason.

use super::super::super::form::{Fault, FormState};
use super::super::super::{Administrator, Answer, Error, Request, Sample, sample};
use super::{address, load};
use crate::certificates::{Certificate, CertificateNumber, State};
use crate::learning;
use crate::pages::View;
use actix_web::http::StatusCode;
use serde::Serialize;

/// The longest reason, in characters.
const LONGEST: usize = 500;

#[derive(Serialize)]
struct RevocationPage {
    form: FormState,
    number: String,
    name: String,
    back: String,
    action: String,
}

impl View for RevocationPage {
    const TEMPLATE: &'static str = "admin/certificates/revocation";
}

fn page(rq: &Request, status: StatusCode, found: Certificate, form: FormState) -> Answer {
    let back = address(&found.number);
    let view = RevocationPage {
        form,
        action: format!("{back}/revocation"),
        back,
        number: found.number,
        name: found.printed_name,
    };
    rq.page(status, &view)
}

/// Shows what revoking will do, and asks for the reason.
pub async fn new_revocation(_: Administrator, rq: Request) -> Answer {
    let found = load(&rq, &[State::Current]).await?;
    page(&rq, StatusCode::OK, found, FormState::empty(&["reason"]))
}

/// Revokes the certificate.
pub async fn revoke(Administrator(who): Administrator, rq: Request) -> Answer {
    let number = CertificateNumber::parse(rq.part("number")).ok_or(Error::NotFound)?;
    let reason = rq.field("reason")?.trim().to_owned();
    let mut form = FormState::empty(&["reason"]).with("reason", &reason);
    let texts = rq.app.pages.texts();
    if reason.is_empty() {
        form.fault(texts, "reason", "fault-reason-missing");
    } else if reason.chars().count() > LONGEST {
        form.fault(texts, "reason", "fault-reason-long");
    }
    if form.is_faulty() {
        let found = load(&rq, &[State::Current]).await?;
        return page(&rq, StatusCode::UNPROCESSABLE_ENTITY, found, form);
    }
    let (back, now) = (address(number.as_str()), rq.now());
    rq.app
        .db
        .write(move |conn| learning::revoke_certificate(conn, who.person, &number, &reason, now))
        .await?;
    Ok(rq.to(&format!("{back}?done=certificate-revoked")))
}

pub fn samples() -> Vec<Sample> {
    let page = |form: FormState| RevocationPage {
        form,
        number: "DF-7K4M-92QX".into(),
        name: "Sian Hughes".into(),
        back: "/".into(),
        action: "/".into(),
    };
    let mut faulty = FormState::empty(&["reason"]).with("reason", "");
    faulty.faults.push(Fault { field: "reason".into(), text: "Enter it".into() });
    vec![sample("plain", &page(FormState::empty(&["reason"]))), sample("faulty", &page(faulty))]
}
