//! The name that certificates print: confirmed before the first, changed whenever one likes.

use super::super::account::name_text;
use super::super::form::FormState;
use super::super::invitations::fault_for_glyphs;
use super::super::{Answer, Request, Sample, SignedIn, sample};
use crate::learning::{self, LearningError};
use crate::pages::View;
use crate::people::{self, PersonName};
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct PrintedNamePage {
    form: FormState,
    /// The course whose certificate waits for the name; empty for none.
    course: String,
}

impl View for PrintedNamePage {
    const TEMPLATE: &'static str = "certificates/printed-name";
}

/// Shows the printed name, or the one that would be printed if nobody changed it.
pub async fn edit(who: SignedIn, rq: Request) -> Answer {
    page(&rq, &who, StatusCode::OK, None).await
}

async fn page(
    rq: &Request,
    who: &SignedIn,
    status: StatusCode,
    typed: Option<FormState>,
) -> Answer {
    let (person, shelf) = (who.person, rq.app.shelf.clone());
    let (printed, waiting) = rq
        .app
        .db
        .read(move |conn| {
            let printed = people::find_printed_name(conn, person)?;
            Ok::<_, LearningError>((printed, learning::list_waiting_of(conn, &shelf, person)?))
        })
        .await?;
    let known = printed.unwrap_or_else(|| who.name.clone());
    let view = PrintedNamePage {
        form: typed.unwrap_or_else(|| FormState::empty(&["name"]).with("name", &known)),
        course: waiting.first().map(|course| course.edition.title.clone()).unwrap_or_default(),
    };
    rq.page(status, &view)
}

/// Confirms the name; certificates that waited for it are issued.
pub async fn confirm(who: SignedIn, rq: Request) -> Answer {
    let (name, form) = read_name(&rq)?;
    let Some(name) = name else {
        return page(&rq, &who, StatusCode::UNPROCESSABLE_ENTITY, Some(form)).await;
    };
    let (shelf, random, now) = (rq.app.shelf.clone(), rq.app.random.clone(), rq.now());
    rq.app
        .db
        .write(move |conn| {
            learning::confirm_printed_name(conn, &shelf, &random, who.person, &name, now)
        })
        .await?;
    Ok(rq.to("/certificates?done=printed-name"))
}

/// The name in a form, if it can be printed; and the form, with what is wrong with it.
pub fn read_name(rq: &Request) -> Result<(Option<PersonName>, FormState), super::super::Error> {
    let typed = rq.field("name")?;
    let mut form = FormState::empty(&["name"]).with("name", typed);
    let name = PersonName::parse(typed);
    match &name {
        Err(fault) => form.fault(rq.app.pages.texts(), "name", name_text(*fault)),
        Ok(name) => fault_for_glyphs(rq, &mut form, name),
    }
    Ok((name.ok().filter(|_| !form.is_faulty()), form))
}

pub fn samples() -> Vec<Sample> {
    let page = |form: FormState, course: &str| PrintedNamePage { form, course: course.into() };
    let form = || FormState::empty(&["name"]).with("name", "Siân Hughes");
    let mut faulty = form();
    faulty.faults.push(super::super::form::Fault { field: "name".into(), text: "Enter it".into() });
    vec![
        sample("wanted", &page(form(), "Digital Foundations")),
        sample("known", &page(form(), "")),
        sample("faulty", &page(faulty, "")),
    ]
}
