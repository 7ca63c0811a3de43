//! A module's lessons on one page, and a whole course as one file to read without a connection.

use super::lesson::{Open, sample_term};
use super::sources::SourceLine;
use super::whole::{Setting, Whole, WholeLesson, WholeModule};
use crate::courses::edition::{Edition, Module, Term};
use crate::db::Conn;
use crate::kernel::{Nation, slug};
use crate::learning::{self, LearningError};
use crate::members;
use crate::pages::{Pages, View};
use crate::web::{Answer, Error, Request, Sample, SignedIn, links, sample};
use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, ContentType};
use actix_web::web::Bytes;
use serde::Serialize;

#[derive(Serialize)]
struct LessonsPage {
    course_title: String,
    module_address: String,
    title: String,
    summary: String,
    minutes: u32,
    objectives: Vec<String>,
    lessons: Vec<WholeLesson>,
    terms: Vec<Term>,
    sources: Vec<SourceLine>,
    quiz: String,
}

impl View for LessonsPage {
    const TEMPLATE: &'static str = "courses/lessons";
}

#[derive(Serialize)]
struct CourseFile<'a> {
    lang: &'a str,
    sheet: &'a str,
    title: String,
    edition: String,
    summary: String,
    course_address: String,
    modules: Vec<WholeModule>,
    terms: Vec<Term>,
    sources: Vec<SourceLine>,
}

impl View for CourseFile<'_> {
    const TEMPLATE: &'static str = "courses/download";
}

/// Shows all lessons of a module on one page.
pub async fn lessons(who: SignedIn, rq: Request) -> Answer {
    let shelf = rq.app.shelf.clone();
    let (person, course, teaches) = (who.person, rq.part("course").to_owned(), rq.teaches());
    let ((id, edition), seats) = rq
        .app
        .db
        .read(move |conn| {
            let edition = learning::get_edition_of(conn, &shelf, person, &course, teaches)?;
            let seats = members::list_seats_of(conn, person)?;
            Ok::<_, LearningError>((edition, seats))
        })
        .await?;
    let module = edition.module(rq.part("module")).ok_or(Error::NotFound)?;
    let nation = seats.first().map(|seat| seat.nation);
    // Everything that the page says comes from these.
    let key = format!("{id} {} {nation:?}", module.id);
    rq.remembered_page(&key, || lessons_page(&rq.app.pages, &edition, module, nation))
}

/// All lessons of a module, for a reader of this nation.
pub fn lessons_page(
    pages: &Pages,
    edition: &Edition,
    module: &Module,
    nation: Option<Nation>,
) -> Result<impl View + use<>, Error> {
    let setting = Setting { open: Open::Of(nation), level: 2, base: "", figures: false };
    let whole = Whole::new(pages, edition, &[module], setting)?;
    let bound = whole.modules.into_iter().next().ok_or(Error::NotFound)?;
    Ok(LessonsPage {
        course_title: edition.title.clone(),
        module_address: links::module(&edition.course, &module.id),
        title: bound.title,
        summary: bound.summary,
        minutes: bound.minutes,
        objectives: bound.objectives,
        lessons: bound.lessons,
        terms: whole.terms,
        sources: whole.sources,
        quiz: bound.quiz,
    })
}

/// Gives the course as one file, the same to all who learn from its edition.
pub async fn download(who: SignedIn, rq: Request) -> Answer {
    let shelf = rq.app.shelf.clone();
    let (person, course, teaches) = (who.person, rq.part("course").to_owned(), rq.teaches());
    let find =
        move |conn: &mut Conn| learning::get_edition_of(conn, &shelf, person, &course, teaches);
    let (id, edition) = rq.app.db.read(find).await?;
    let (pages, base) = (&rq.app.pages, &rq.app.base_url);
    let key = format!("{} {id}", CourseFile::TEMPLATE);
    let file = pages.remembered(&key, || file(pages, &edition, base))?;
    let name = format!("{}-{}.html", slug(&edition.course), slug(&edition.name));
    Ok(HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        // Opened where it is served from, it could still do nothing.
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox"))
        .body(Bytes::from_owner(file)))
}

/// A course as one file.
pub fn file(pages: &Pages, edition: &Edition, base: &str) -> Result<String, Error> {
    let setting = Setting { open: Open::All, level: 3, base, figures: true };
    let modules: Vec<&Module> = edition.modules.iter().collect();
    let whole = Whole::new(pages, edition, &modules, setting)?;
    let sheet = pages.assets().text("foundations.css").unwrap_or_default();
    Ok(pages.render(&CourseFile {
        lang: &edition.language,
        sheet: &sheet,
        title: edition.title.clone(),
        edition: edition.name.clone(),
        summary: edition.summary.clone(),
        course_address: format!("{base}{}", links::course(&edition.course)),
        modules: whole.modules,
        terms: whole.terms,
        sources: whole.sources,
    })?)
}

pub fn samples() -> Vec<Sample> {
    let lesson = || WholeLesson {
        id: "connectivity.landlines".into(),
        title: "When the landlines go".into(),
        lead: "The old network ends.".into(),
        body: "<p>Text.</p>".into(),
    };
    let page = |quiz: &str| LessonsPage {
        course_title: "Digital Foundations".into(),
        module_address: "/".into(),
        title: "Connectivity".into(),
        summary: "Who is connected.".into(),
        minutes: 20,
        objectives: vec!["ask who is not connected".into()],
        lessons: vec![lesson()],
        terms: vec![sample_term()],
        sources: vec![SourceLine::sample()],
        quiz: quiz.into(),
    };
    let module = WholeModule {
        id: "connectivity".into(),
        title: "Connectivity".into(),
        summary: "Who is connected.".into(),
        minutes: 20,
        objectives: vec!["ask who is not connected".into()],
        lessons: vec![lesson()],
        quiz: "https://training.example/courses/c/m/quiz".into(),
    };
    let file = CourseFile {
        lang: "en-GB",
        sheet: "p { margin: 0; }",
        title: "Digital Foundations".into(),
        edition: "2026".into(),
        summary: "Short lessons.".into(),
        course_address: "https://training.example/courses/c".into(),
        modules: vec![module],
        terms: vec![sample_term()],
        sources: vec![SourceLine::sample()],
    };
    vec![
        sample("with a quiz", &page("/")),
        sample("without a quiz", &page("")),
        sample("whole course", &file),
    ]
}
