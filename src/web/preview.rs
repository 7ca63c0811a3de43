//! A course as its writer sees it: from its folder, without a database, read again for each page.
//!
//! The pages are those of learners, with what the checker has to say on top. Right answers are shown,
//! so this is never part of the service: it has a server and routes of its own.

mod desk;
mod overview;
mod quiz;
mod references;

pub use desk::{Desk, Draft, Finding, Notes};

use super::courses::{self, Open, Reader};
use super::error::{ErrorPage, WayOn};
use super::frame::{Frame, sample_of_preview};
use super::{Error, Sample, edge, links, sample, teaching};
use crate::courses::edition::{Lesson, Module};
use crate::learning::progress::Standing;
use crate::pages::View;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, ContentType, LOCATION};
use actix_web::web::{Data, Path, ServiceConfig, get, to};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::Context;
use std::net::TcpListener;

/// Serves a course until it is told to stop.
pub async fn preview(desk: Desk, listener: TcpListener) -> anyhow::Result<()> {
    let desk = Data::new(desk);
    let application = move || {
        App::new().app_data(desk.clone()).wrap(edge::headers_of_pages()).configure(configure)
    };
    let server = HttpServer::new(application).workers(1).shutdown_timeout(1);
    server.listen(listener).context("cannot listen")?.run().await.context("the server stopped")
}

/// The pages of a preview; tests call it too.
pub fn configure(config: &mut ServiceConfig) {
    config
        .route("/", get().to(index))
        .route("/digest", get().to(digest))
        .route("/teaching", get().to(home))
        .route("/help", get().to(home))
        .route("/references", get().to(glossary_and_sources))
        .route("/figures/{name}", get().to(figure))
        .route("/static/{name}", get().to(asset))
        .route("/courses/{course}", get().to(home))
        .route("/courses/{course}/download", get().to(download))
        .route("/courses/{course}/glossary", get().to(glossary))
        .route("/courses/{course}/{module}", get().to(module))
        .route("/courses/{course}/{module}/lessons", get().to(lessons))
        .route("/courses/{course}/{module}/reading-list", get().to(reading_list))
        .route("/courses/{course}/{module}/facilitator-notes", get().to(notes))
        .route("/courses/{course}/{module}/quiz", get().to(questions))
        .route("/courses/{course}/{module}/{lesson}", get().to(lesson))
        .route("/courses/{course}/{module}/{lesson}/card", get().to(card))
        .default_service(to(missing));
}

type Asked = Data<Desk>;

/// A page of the draft, with the findings about some of its files on top.
fn page<V: View>(desk: &Desk, draft: &Draft, files: &str, view: Result<V, Error>) -> HttpResponse {
    let notes = draft.notes(files);
    let shown = view.and_then(|view| Ok(Frame::of_preview(notes).html(desk.pages(), &view)?));
    match shown {
        Ok(html) => HttpResponse::Ok().content_type(ContentType::html()).body(html),
        Err(Error::NotFound) => nothing_here(desk, draft),
        Err(fault) => broken(&fault.to_string()),
    }
}

fn broken(what: &str) -> HttpResponse {
    HttpResponse::InternalServerError().content_type(ContentType::plaintext()).body(what.to_owned())
}

fn nothing_here(desk: &Desk, draft: &Draft) -> HttpResponse {
    let text = |key: &str| desk.pages().texts().text(key, &[]);
    let view = ErrorPage {
        title: text("preview-missing-title"),
        text: text("preview-missing-text"),
        not_found: false,
        reference: String::new(),
        way_on: WayOn { address: "/".to_owned(), label: text("preview-overview") },
    };
    match Frame::of_preview(draft.notes("")).html(desk.pages(), &view) {
        Ok(html) => {
            HttpResponse::build(StatusCode::NOT_FOUND).content_type(ContentType::html()).body(html)
        }
        Err(fault) => broken(&fault.to_string()),
    }
}

/// Answers with what `show` makes of the draft as it is now.
fn with_draft(desk: &Desk, show: impl FnOnce(&Draft) -> HttpResponse) -> HttpResponse {
    match desk.draft() {
        Ok(draft) => show(&draft),
        Err(fault) => broken(&fault.to_string()),
    }
}

async fn index(desk: Asked) -> HttpResponse {
    with_draft(&desk, |draft| page(&desk, draft, "", Ok(overview::Overview::new(draft))))
}

async fn digest(desk: Asked) -> HttpResponse {
    with_draft(&desk, |draft| {
        HttpResponse::Ok().content_type(ContentType::plaintext()).body(draft.digest.clone())
    })
}

async fn glossary_and_sources(desk: Asked) -> HttpResponse {
    with_draft(&desk, |draft| {
        page(&desk, draft, "", references::References::new(desk.pages(), &draft.edition))
    })
}

async fn glossary(desk: Asked) -> HttpResponse {
    with_draft(&desk, |draft| page(&desk, draft, "", Ok(courses::glossary_page(&draft.edition))))
}

async fn home() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, "/")).finish()
}

async fn download(desk: Asked) -> HttpResponse {
    with_draft(&desk, |draft| match courses::file(desk.pages(), &draft.edition, desk.base()) {
        Ok(file) => HttpResponse::Ok()
            .content_type(ContentType::html())
            .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"preview.html\""))
            .body(file),
        Err(fault) => broken(&fault.to_string()),
    })
}

async fn module(desk: Asked, path: Path<(String, String)>) -> HttpResponse {
    of_module(&desk, &path.1, |draft, module| {
        let nothing_done = Standing::new([], [], [], None);
        Ok(courses::module_page(&draft.edition, module, &nothing_done))
    })
}

async fn lessons(desk: Asked, path: Path<(String, String)>) -> HttpResponse {
    of_module(&desk, &path.1, |draft, module| {
        courses::lessons_page(desk.pages(), &draft.edition, module, None)
    })
}

async fn reading_list(desk: Asked, path: Path<(String, String)>) -> HttpResponse {
    of_module(&desk, &path.1, |draft, module| {
        Ok(courses::reading_list_page(&draft.edition, module))
    })
}

async fn notes(desk: Asked, path: Path<(String, String)>) -> HttpResponse {
    of_module(&desk, &path.1, |draft, module| {
        teaching::notes_page(desk.pages(), &draft.edition, module)
    })
}

async fn questions(desk: Asked, path: Path<(String, String)>) -> HttpResponse {
    of_module(&desk, &path.1, |draft, module| {
        quiz::QuizPage::new(&draft.edition, module).ok_or(Error::NotFound)
    })
}

/// Whoever writes a lesson sees it as one who has read it, with every nation's note open.
const READER: Reader = Reader { open: Open::All, read: true, taught: false };

async fn lesson(desk: Asked, path: Path<(String, String, String)>) -> HttpResponse {
    with_draft(&desk, |draft| {
        let found = found(draft, &path.1, &path.2);
        let files = found.map_or_else(String::new, |(m, l)| draft.file_of(&m.id, &l.id));
        let view = found.ok_or(Error::NotFound).and_then(|(module, lesson)| {
            courses::lesson_page(desk.pages(), &draft.edition, module, lesson, READER)
        });
        page(&desk, draft, &files, view)
    })
}

async fn card(desk: Asked, path: Path<(String, String, String)>) -> HttpResponse {
    with_draft(&desk, |draft| {
        let found = found(draft, &path.1, &path.2);
        let files = found.map_or_else(String::new, |(m, l)| draft.file_of(&m.id, &l.id));
        let view = found.ok_or(Error::NotFound);
        let view =
            view.and_then(|(module, lesson)| courses::card_page(&draft.edition, module, lesson));
        page(&desk, draft, &files, view)
    })
}

fn found<'d>(draft: &'d Draft, module: &str, lesson: &str) -> Option<(&'d Module, &'d Lesson)> {
    let module = draft.edition.module(module)?;
    Some((module, module.lesson(lesson)?))
}

fn of_module<V: View>(
    desk: &Desk,
    id: &str,
    show: impl FnOnce(&Draft, &Module) -> Result<V, Error>,
) -> HttpResponse {
    with_draft(desk, |draft| {
        let view = draft.edition.module(id).ok_or(Error::NotFound);
        let view = view.and_then(|module| show(draft, module));
        page(desk, draft, &draft.folder_of(id), view)
    })
}

async fn figure(desk: Asked, name: Path<String>) -> HttpResponse {
    with_draft(&desk, |draft| match draft.edition.figures.get(name.as_str()) {
        Some(svg) => HttpResponse::Ok().content_type("image/svg+xml").body(svg.clone()),
        None => HttpResponse::NotFound().finish(),
    })
}

async fn asset(desk: Asked, name: Path<String>) -> HttpResponse {
    match desk.pages().assets().find(&name) {
        Some(asset) => HttpResponse::Ok().content_type(asset.mime).body(asset.body.to_vec()),
        None => HttpResponse::NotFound().finish(),
    }
}

async fn missing(desk: Asked) -> HttpResponse {
    with_draft(&desk, |draft| nothing_here(&desk, draft))
}

pub fn samples() -> Vec<Sample> {
    [overview::samples(), quiz::samples(), references::samples()].concat()
}
