//! Certificates: a learner's own, and the public check of any.

use super::form::FormState;
use super::{Answer, Anyone, Error, Request, Sample, SignedIn, links, sample};
use crate::access::{self, AccessError, Limit};
use crate::certificates::document::{self, Printed};
use crate::certificates::{self, Certificate, CertificateNumber, State};
use crate::kernel::{clock_time, date_in_words, london_date};
use crate::pages::View;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY};
use serde::Serialize;

#[derive(Serialize)]
struct IndexPage {
    form: FormState,
    /// The learner's own; nobody's for who is not signed in.
    certificates: Vec<Line>,
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

fn fields(number: &str) -> FormState {
    FormState::empty(&["number"]).with("number", number)
}

/// Shows a learner's own certificates and the form that checks any; a number asked for is checked.
pub async fn index(Anyone(who): Anyone, rq: Request) -> Answer {
    let typed = rq.asked("number")?.trim().to_owned();
    if !typed.is_empty() {
        return match CertificateNumber::parse(&typed) {
            Some(number) => Ok(rq.to(&links::certificate(number.as_str()))),
            None => check(&rq, &typed, None),
        };
    }
    let own = match who {
        Some(who) => rq
            .app
            .db
            .read(move |conn| certificates::list_certificates_of(conn, who.person))
            .await
            .map_err(Error::from)?,
        None => Vec::new(),
    };
    let view = IndexPage { form: fields(""), certificates: own.into_iter().map(line).collect() };
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
    check(&rq, &typed, found)
}

fn check(rq: &Request, typed: &str, found: Option<Certificate>) -> Answer {
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

/// The PDF of a learner's own certificate.
pub async fn document(who: SignedIn, rq: Request) -> Answer {
    let number = CertificateNumber::parse(rq.part("number")).ok_or(Error::NotFound)?;
    let found = rq
        .app
        .db
        .read(move |conn| certificates::find_certificate_of(conn, who.person, &number))
        .await
        .map_err(Error::from)?
        .ok_or(Error::NotFound)?;
    let base = rq.app.base_url.clone();
    let number = found.number.clone();
    let drawn = tokio::task::spawn_blocking(move || {
        let check = format!("{base}{}", links::certificate(&found.number));
        document::draw(&Printed {
            name: &found.printed_name,
            course_title: &found.course_title,
            edition: &found.edition,
            completed_on: found.completed_on,
            number: &found.number,
            check_address: &check,
            service_address: base.split_once("://").map_or(base.as_str(), |(_, host)| host),
        })
    });
    let pdf =
        drawn.await.map_err(|e| Error::Fault(e.into()))?.map_err(|e| Error::Fault(e.into()))?;
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"digital-foundations-{number}.pdf\""),
        ))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox"))
        .body(pdf))
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
    let all = State::ALL.iter().map(|state| line(*state)).collect();
    vec![
        sample("some", &IndexPage { form: fields(""), certificates: all }),
        sample("none", &IndexPage { form: fields(""), certificates: vec![] }),
        sample("valid", &check(Some(State::Current))),
        sample("replaced", &check(Some(State::Replaced))),
        sample("revoked", &check(Some(State::Revoked))),
        sample("erased", &check(Some(State::Erased))),
        sample("unknown", &check(None)),
    ]
}
