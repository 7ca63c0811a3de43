//! How to lead a module live: its notes for facilitators.

use super::editions;
use crate::courses::edition::{Edition, FacilitatorNotes, Module};
use crate::kernel::date_in_words;
use crate::pages::{Pages, View};
use crate::web::courses::{Open, SourceLine, body};
use crate::web::{Answer, Error, Request, Sample, Trainer, sample};
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct NotesPage {
    course_title: String,
    edition: String,
    module_title: String,
    review_by: String,
    body_html: String,
    sources: Vec<SourceLine>,
}

impl View for NotesPage {
    const TEMPLATE: &'static str = "teaching/notes";
}

/// Shows the notes of a module that has some, in the edition that learners begin on now.
pub async fn notes(_: Trainer, rq: Request) -> Answer {
    let editions = editions(&rq).await?;
    let edition = editions.iter().find(|edition| edition.course == rq.part("course"));
    let edition = edition.ok_or(Error::NotFound)?;
    let module = edition.module(rq.part("module")).ok_or(Error::NotFound)?;
    rq.page(StatusCode::OK, &notes_page(&rq.app.pages, edition, module)?)
}

/// The notes of a module.
///
/// # Errors
/// [`Error::NotFound`] when it has none.
pub fn notes_page(
    pages: &Pages,
    edition: &Edition,
    module: &Module,
) -> Result<impl View + use<>, Error> {
    let notes: &FacilitatorNotes = module.facilitator_notes.as_ref().ok_or(Error::NotFound)?;
    Ok(NotesPage {
        course_title: edition.title.clone(),
        edition: edition.name.clone(),
        module_title: module.title.clone(),
        review_by: notes.review_by.map(date_in_words).unwrap_or_default(),
        body_html: body(pages, &notes.body, Open::Of(None))?,
        sources: notes.sources.iter().map(SourceLine::from).collect(),
    })
}

pub fn samples() -> Vec<Sample> {
    let page = |review_by: &str, sources| NotesPage {
        course_title: "Digital Foundations".into(),
        edition: "2026".into(),
        module_title: "Data".into(),
        review_by: review_by.into(),
        body_html: "<h2 id=\"the-hour\">The hour</h2><p>Begin.</p>".into(),
        sources,
    };
    vec![
        sample("with sources", &page("30 November 2027", vec![SourceLine::sample()])),
        sample("without", &page("", vec![])),
    ]
}
