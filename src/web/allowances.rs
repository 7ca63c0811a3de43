//! Extra time and extra attempts: an administrator's page.

use super::form::FormState;
use super::{Administrator, Answer, Error, Request, Sample, sample};
use crate::courses::{self, Edition};
use crate::db::Conn;
use crate::kernel::{AllowanceId, EmailAddress, date_in_words, london_date};
use crate::learning::{self, AllowedPerson, LearningError};
use crate::pages::View;
use crate::people;
use crate::quizzes::NewAllowed;
use crate::quizzes::allowance::{Allowance, MOST_ATTEMPTS, MOST_TIME_PERCENT};
use actix_web::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;

/// How many the page lists.
const MOST: i64 = 200;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 200;

#[derive(Serialize)]
struct AllowancesPage {
    lines: Vec<Line>,
    scopes: Vec<Scope>,
    most_percent: u32,
    most_attempts: u32,
    form: FormState,
}

#[derive(Serialize)]
struct Line {
    id: String,
    name: String,
    scope: String,
    percent: i32,
    attempts: i32,
    reason: String,
    by: String,
    on: String,
    removal: String,
}

/// A course or one of its modules.
#[derive(Serialize)]
struct Scope {
    value: String,
    title: String,
    chosen: bool,
}

impl View for AllowancesPage {
    const TEMPLATE: &'static str = "allowances/index";
}

fn empty() -> FormState {
    FormState::empty(&["email", "scope", "percent", "attempts", "reason"])
}

/// Shows what is allowed now.
pub async fn index(_: Administrator, rq: Request) -> Answer {
    list(&rq, StatusCode::OK, empty(), "").await
}

async fn list(rq: &Request, status: StatusCode, form: FormState, chosen: &str) -> Answer {
    let shelf = rq.app.shelf.clone();
    let load = move |conn: &mut Conn| {
        let editions = courses::list_newest_editions(conn, &shelf)?;
        Ok::<_, LearningError>((editions, learning::list_allowed_people(conn, MOST)?))
    };
    let (editions, allowed) = rq.app.db.read(load).await?;
    let scopes = scopes(&editions, chosen);
    let view = AllowancesPage {
        lines: allowed.into_iter().map(|allowed| line(allowed, &scopes)).collect(),
        scopes,
        most_percent: MOST_TIME_PERCENT,
        most_attempts: MOST_ATTEMPTS,
        form,
    };
    rq.page(status, &view)
}

fn scopes(editions: &[Arc<Edition>], chosen: &str) -> Vec<Scope> {
    let mut all = Vec::new();
    for edition in editions {
        let scope = |value: String, title: String| Scope { chosen: value == chosen, value, title };
        all.push(scope(edition.course.clone(), edition.title.clone()));
        for module in edition.modules.iter().filter(|module| module.quiz.is_some()) {
            let value = format!("{}/{}", edition.course, module.id);
            all.push(scope(value, format!("{}: {}", edition.title, module.title)));
        }
    }
    all
}

fn line(found: AllowedPerson, scopes: &[Scope]) -> Line {
    let AllowedPerson { allowed, person, granted_by } = found;
    let value = match allowed.module.as_str() {
        "" => allowed.course.clone(),
        module => format!("{}/{module}", allowed.course),
    };
    let title = scopes.iter().find(|scope| scope.value == value).map(|scope| scope.title.clone());
    Line {
        id: allowed.id.to_string(),
        name: person.name,
        scope: title.unwrap_or(value),
        percent: allowed.extra_time_percent,
        attempts: allowed.extra_attempts,
        reason: allowed.reason,
        by: granted_by.name,
        on: date_in_words(london_date(allowed.granted_at)),
        removal: format!("/admin/allowances/{}/removal", allowed.id),
    }
}

/// Gives somebody extra time and extra attempts.
pub async fn create(Administrator(who): Administrator, rq: Request) -> Answer {
    let field = |name| rq.field(name).map(|text| text.trim().to_owned());
    let (email, scope, reason) = (field("email")?, field("scope")?, field("reason")?);
    let (percent, attempts) = (field("percent")?, field("attempts")?);
    let mut form = empty()
        .with("email", &email)
        .with("percent", &percent)
        .with("attempts", &attempts)
        .with("reason", &reason);
    let texts = rq.app.pages.texts();
    let address = EmailAddress::parse(&email);
    if address.is_err() {
        form.fault(texts, "email", "fault-address");
    }
    if scope.is_empty() {
        form.fault(texts, "scope", "fault-scope");
    }
    let allowance = allowance(&rq, &mut form, &percent, &attempts);
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        let most = [("most", LONGEST_REASON.to_string())];
        form.fault_with(texts, "reason", "fault-reason", &most);
    }
    let (Ok(address), false) = (address, form.is_faulty()) else {
        return list(&rq, StatusCode::UNPROCESSABLE_ENTITY, form, &scope).await;
    };
    let (shelf, now, chosen) = (rq.app.shelf.clone(), rq.now(), scope.clone());
    let give = move |conn: &mut Conn| {
        let editions = courses::list_newest_editions(conn, &shelf)?;
        if !scopes(&editions, "").iter().any(|known| known.value == chosen) {
            return Err(LearningError::NotFound);
        }
        let Some(person) = people::find_person_by_address(conn, &address)? else {
            return Ok(false);
        };
        let (course, module) = chosen.split_once('/').unwrap_or((&chosen, ""));
        let (person, by, reason) = (person.id, who.person, reason.as_str());
        let new = NewAllowed { person, course, module, allowance, reason, by };
        learning::allow(conn, &shelf, &new, now)?;
        Ok(true)
    };
    if rq.app.db.write(give).await? {
        return Ok(rq.to("/admin/allowances?done=allowed"));
    }
    form.fault(texts, "email", "fault-nobody");
    list(&rq, StatusCode::UNPROCESSABLE_ENTITY, form, &scope).await
}

/// What the two numbers give; an empty one is nothing.
fn allowance(rq: &Request, form: &mut FormState, percent: &str, attempts: &str) -> Allowance {
    let texts = rq.app.pages.texts();
    let mut number = |name: &'static str, text: &str, most: u32, key: &str| {
        let number = if text.is_empty() { Ok(0) } else { text.parse::<u32>() };
        let number = number.ok().filter(|number| *number <= most);
        if number.is_none() {
            form.fault_with(texts, name, key, &[("most", most.to_string())]);
        }
        number
    };
    let extra_time_percent = number("percent", percent, MOST_TIME_PERCENT, "fault-percent");
    let extra_attempts = number("attempts", attempts, MOST_ATTEMPTS, "fault-attempts");
    let allowance = Allowance {
        extra_time_percent: extra_time_percent.unwrap_or_default(),
        extra_attempts: extra_attempts.unwrap_or_default(),
    };
    if extra_time_percent.is_some() && extra_attempts.is_some() && !allowance.is_fit() {
        form.fault(texts, "percent", "fault-nothing-given");
    }
    allowance
}

/// Ends what somebody was allowed.
pub async fn remove(Administrator(who): Administrator, rq: Request) -> Answer {
    let (allowance, now): (AllowanceId, _) = (rq.id("allowance")?, rq.now());
    let end = move |conn: &mut Conn| learning::end_allowance(conn, who.person, allowance, now);
    rq.app.db.write(end).await.map_err(Error::from)?;
    Ok(rq.to("/admin/allowances?done=allowance-ended"))
}

pub fn samples() -> Vec<Sample> {
    let page = |lines: Vec<Line>, form: FormState| AllowancesPage {
        lines,
        scopes: vec![Scope {
            value: "digital-foundations".into(),
            title: "Digital Foundations".into(),
            chosen: true,
        }],
        most_percent: MOST_TIME_PERCENT,
        most_attempts: MOST_ATTEMPTS,
        form,
    };
    let line = |id: &str, percent, attempts| Line {
        id: id.into(),
        name: "Gwen Pryce".into(),
        scope: "Digital Foundations: Data".into(),
        percent,
        attempts,
        reason: "Agreed with democratic services".into(),
        by: "Ada Byron".into(),
        on: "2 October 2026".into(),
        removal: "/".into(),
    };
    let mut faulty = empty();
    for field in ["email", "scope", "percent", "attempts", "reason"] {
        faulty.fields.entry(field).or_default().fault = "Enter it".into();
        let text = "Enter it".into();
        faulty.faults.push(super::form::Fault { field: field.into(), text });
    }
    vec![
        sample("none", &page(vec![], empty())),
        sample("some", &page(vec![line("1", 25, 0), line("2", 0, 1), line("3", 50, 2)], empty())),
        sample("faulty", &page(vec![], faulty)),
    ]
}
