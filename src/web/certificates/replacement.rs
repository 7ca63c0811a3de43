//! A learner puts the name on their certificate right: a new one takes its place.

use super::super::form::FormState;
use super::super::{Answer, Error, Request, Sample, SignedIn, links, sample};
use super::read_name;
use crate::certificates::{self, Certificate, CertificateError, CertificateNumber, State};
use crate::learning::{self, LearningError};
use crate::pages::View;
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct ReplacementPage {
    form: FormState,
    number: String,
    name: String,
    title: String,
    action: String,
    /// How often its holder may still do this; at least once.
    left: i64,
}

impl View for ReplacementPage {
    const TEMPLATE: &'static str = "certificates/replacement";
}

/// Shows what replacing a certificate will do, and asks for the right name.
pub async fn new_replacement(who: SignedIn, rq: Request) -> Answer {
    let (certificate, left) = load(&rq, &who).await?;
    let form = FormState::empty(&["name"]).with("name", &certificate.printed_name);
    page(&rq, StatusCode::OK, certificate, left, form)
}

/// The learner's own certificate, and how often they may still correct it.
async fn load(rq: &Request, who: &SignedIn) -> Result<(Certificate, i64), Error> {
    let number = CertificateNumber::parse(rq.part("number")).ok_or(Error::NotFound)?;
    let person = who.person;
    let found = rq
        .app
        .db
        .read(move |conn| {
            let found = certificates::find_certificate_of(conn, person, &number)?;
            let found = found.ok_or(LearningError::NotFound)?;
            let left = certificates::corrections_left(conn, &found)?;
            Ok::<_, LearningError>((found, left))
        })
        .await?;
    Ok(found)
}

fn page(
    rq: &Request,
    status: StatusCode,
    certificate: Certificate,
    left: i64,
    form: FormState,
) -> Answer {
    if certificate.state != State::Current {
        return Err(CertificateError::NotCurrent.into());
    }
    if left == 0 {
        return Err(CertificateError::NoCorrectionsLeft.into());
    }
    let view = ReplacementPage {
        form,
        action: format!("{}/replacement", links::certificate(&certificate.number)),
        number: certificate.number,
        name: certificate.printed_name,
        title: certificate.course_title,
        left,
    };
    rq.page(status, &view)
}

/// Replaces the certificate by one with the right name.
pub async fn replace(who: SignedIn, rq: Request) -> Answer {
    let (certificate, left) = load(&rq, &who).await?;
    let (name, mut form) = read_name(&rq)?;
    if let Some(name) = name {
        match correct(&rq, &who, name).await {
            Err(LearningError::Certificate(CertificateError::SameName)) => {
                form.fault(rq.app.pages.texts(), "name", "fault-name-same");
            }
            other => {
                other?;
                return Ok(rq.to("/certificates?done=certificate-replaced"));
            }
        }
    }
    page(&rq, StatusCode::UNPROCESSABLE_ENTITY, certificate, left, form)
}

async fn correct(
    rq: &Request,
    who: &SignedIn,
    name: crate::people::PersonName,
) -> Result<Certificate, LearningError> {
    let number = CertificateNumber::parse(rq.part("number")).ok_or(LearningError::NotFound)?;
    let (person, random, now) = (who.person, rq.app.random.clone(), rq.now());
    let replace = move |conn: &mut crate::db::Conn| {
        learning::replace_certificate_of(conn, &random, person, &number, &name, now)
    };
    rq.app.db.write(replace).await
}

pub fn samples() -> Vec<Sample> {
    let page = |left: i64, form: FormState| ReplacementPage {
        form: form.with("name", "Siân Hughes"),
        number: "DF-7K4M-92QX".into(),
        name: "Sian Hughes".into(),
        title: "Digital Foundations".into(),
        action: "/".into(),
        left,
    };
    let mut faulty = FormState::empty(&["name"]);
    faulty.faults.push(super::super::form::Fault { field: "name".into(), text: "Enter it".into() });
    vec![
        sample("plain", &page(3, FormState::empty(&["name"]))),
        sample("faulty, for the last time", &page(1, faulty)),
    ]
}
