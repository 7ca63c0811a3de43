//! What trainers have to teach with: the modules, and their quizzes as learners are asked them.

mod notes;
mod preview;

pub use notes::{notes, notes_page};
pub use preview::{mark as mark_preview, preview};

use super::{Answer, Error, Request, Sample, Trainer, links, sample};
use crate::courses::edition::{Module, Quiz};
use crate::courses::{self, Edition};
use crate::pages::View;
use actix_web::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct TeachingPage {
    courses: Vec<CourseTable>,
}

#[derive(Serialize)]
struct CourseTable {
    title: String,
    edition: String,
    modules: Vec<ModuleRow>,
    glossary: String,
    download: String,
}

#[derive(Serialize)]
struct ModuleRow {
    title: String,
    /// Its first lesson; empty without one.
    begin: String,
    minutes: u32,
    /// Questions in the bank.
    bank: usize,
    /// Questions that an attempt asks; 0 without a quiz.
    asks: u32,
    preview: String,
    /// The page of its notes for facilitators, if it has some.
    notes: String,
}

impl View for TeachingPage {
    const TEMPLATE: &'static str = "teaching/index";
}

/// Lists what there is to teach.
pub async fn index(_: Trainer, rq: Request) -> Answer {
    let courses = editions(&rq).await?.iter().map(|edition| table(edition)).collect();
    rq.page(StatusCode::OK, &TeachingPage { courses })
}

/// The editions that learners who enrol now begin on.
async fn editions(rq: &Request) -> Result<Vec<Arc<Edition>>, Error> {
    let shelf = rq.app.shelf.clone();
    Ok(rq.app.db.read(move |conn| courses::list_newest_editions(conn, &shelf)).await?)
}

fn table(edition: &Edition) -> CourseTable {
    let first = |module: &Module| {
        let lesson = module.lessons.first();
        lesson.map(|lesson| links::lesson(&edition.course, &module.id, &lesson.id))
    };
    let row = |module: &Module| ModuleRow {
        title: module.title.clone(),
        begin: first(module).unwrap_or_default(),
        minutes: module.minutes(),
        bank: module.quiz.as_ref().map_or(0, |quiz| quiz.questions.len()),
        asks: module.quiz.as_ref().map_or(0, Quiz::asks),
        preview: links::preview(&edition.course, &module.id, 1, 1),
        notes: match module.facilitator_notes {
            Some(_) => links::facilitator_notes(&edition.course, &module.id),
            None => String::new(),
        },
    };
    CourseTable {
        title: edition.title.clone(),
        edition: edition.name.clone(),
        modules: edition.modules.iter().map(row).collect(),
        glossary: links::glossary(&edition.course),
        download: links::download(&edition.course),
    }
}

pub fn samples() -> Vec<Sample> {
    let row = |title: &str, asks| ModuleRow {
        title: title.into(),
        begin: if asks == 0 { String::new() } else { "/".into() },
        minutes: 22,
        bank: 16,
        asks,
        preview: "/".into(),
        notes: if asks == 0 { String::new() } else { "/".into() },
    };
    let table = CourseTable {
        title: "Digital Foundations".into(),
        edition: "2026".into(),
        modules: vec![row("Data", 9), row("A module without a quiz", 0)],
        glossary: "/".into(),
        download: "/".into(),
    };
    let mut all = vec![
        sample("nothing published", &TeachingPage { courses: vec![] }),
        sample("a course", &TeachingPage { courses: vec![table] }),
    ];
    all.extend(notes::samples());
    all.extend(preview::samples());
    all
}
