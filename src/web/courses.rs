//! A course, a module as a list of tasks, and lessons to read.

mod card;
mod download;
mod glossary;
mod lesson;
mod sources;
mod whole;

pub use card::{card, card_page};
pub use download::{download, file, lessons, lessons_page};
pub use glossary::{glossary, glossary_page};
pub use lesson::{Open, Reader, body, lesson, lesson_page, read, sample_term};
pub use sources::{SourceLine, reading_list, reading_list_page};
pub use whole::{Setting, Whole};

use super::{Answer, Error, Request, Sample, SignedIn, links, sample};
use crate::courses::edition::{Edition, Lesson, Module};
use crate::db::Conn;
use crate::kernel::{date_in_words, london_date};
use crate::learning;
use crate::learning::progress::{self, ModuleState, Next, Standing};
use crate::pages::View;
use actix_web::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;

/// A module in a list of tasks. Exactly one of the states is set.
#[derive(Debug, Serialize)]
pub struct ModuleLine {
    id: String,
    title: String,
    summary: String,
    address: String,
    minutes: u32,
    optional: bool,
    now: bool,
    done_on: String,
    quiz_left: bool,
    in_progress: bool,
    read: usize,
    of: usize,
}

impl ModuleLine {
    pub fn new(course: &str, module: &Module, standing: &Standing, now: bool) -> ModuleLine {
        let mut line = ModuleLine {
            id: module.id.clone(),
            title: module.title.clone(),
            summary: module.summary.clone(),
            address: links::module(course, &module.id),
            minutes: module.minutes(),
            optional: !module.required,
            now,
            done_on: String::new(),
            quiz_left: false,
            in_progress: false,
            read: 0,
            of: module.lessons.len(),
        };
        match progress::module_state(module, standing) {
            ModuleState::NotStarted => {}
            ModuleState::InProgress { read, .. } => {
                line.in_progress = true;
                line.read = read;
            }
            ModuleState::QuizLeft => line.quiz_left = true,
            ModuleState::Done { at } => line.done_on = date_in_words(london_date(at)),
        }
        line
    }

    /// The kind of its stone in the row that shows progress.
    pub fn stone(&self) -> &'static str {
        if !self.done_on.is_empty() {
            "stone--done"
        } else if self.now || self.in_progress || self.quiz_left {
            "stone--now"
        } else {
            ""
        }
    }

    pub fn samples() -> Vec<ModuleLine> {
        let line = |id: &str, done_on: &str, quiz_left: bool, in_progress: bool| ModuleLine {
            id: id.into(),
            title: id.into(),
            summary: "What it is about.".into(),
            address: "/".into(),
            minutes: 20,
            optional: id == "value",
            now: in_progress,
            done_on: done_on.into(),
            quiz_left,
            in_progress,
            read: 2,
            of: 4,
        };
        vec![
            line("data", "2 October 2026", false, false),
            line("services", "", true, false),
            line("connectivity", "", false, true),
            line("value", "", false, false),
        ]
    }
}

#[derive(Serialize)]
struct CoursePage {
    title: String,
    summary: String,
    edition: String,
    done: usize,
    of: usize,
    stones: Vec<&'static str>,
    modules: Vec<ModuleLine>,
    glossary: String,
    download: String,
}

impl View for CoursePage {
    const TEMPLATE: &'static str = "courses/show";
}

#[derive(Serialize)]
struct ModulePage {
    course_address: String,
    course_title: String,
    title: String,
    summary: String,
    minutes: u32,
    done_on: String,
    objectives: Vec<String>,
    lessons: Vec<LessonLine>,
    lessons_address: String,
    quiz: Option<QuizLine>,
    next: String,
    begun: bool,
    reading_list: String,
    glossary: String,
    /// The page of its notes for facilitators, if it has some.
    notes: String,
}

#[derive(Serialize)]
struct LessonLine {
    id: String,
    title: String,
    address: String,
    minutes: u32,
    read: bool,
    now: bool,
}

#[derive(Serialize)]
struct QuizLine {
    address: String,
    questions: u32,
    passed: bool,
    now: bool,
}

impl View for ModulePage {
    const TEMPLATE: &'static str = "courses/module";
}

/// Shows a course and its modules; leads who only teaches to what they teach with.
pub async fn show(who: SignedIn, rq: Request) -> Answer {
    let place = match place(&rq, &who).await {
        Err(Error::NotFound) if rq.teaches() => return Ok(rq.to(links::TEACHING)),
        place => place?,
    };
    let (edition, standing) = (&place.edition, &place.standing);
    let here = match progress::next(edition, standing) {
        Next::Lesson { module, .. } | Next::Quiz { module } => module.id.clone(),
        Next::Nothing => String::new(),
    };
    let modules: Vec<ModuleLine> = edition
        .modules
        .iter()
        .map(|module| ModuleLine::new(&edition.course, module, standing, module.id == here))
        .collect();
    let view = CoursePage {
        title: edition.title.clone(),
        summary: edition.summary.clone(),
        edition: edition.name.clone(),
        done: progress::modules_completed(edition, standing),
        of: modules.len(),
        stones: modules.iter().map(ModuleLine::stone).collect(),
        modules,
        glossary: links::glossary(&edition.course),
        download: links::download(&edition.course),
    };
    rq.page(StatusCode::OK, &view)
}

/// Shows a module as a list of tasks; leads who only teaches to what they teach with.
pub async fn module(who: SignedIn, rq: Request) -> Answer {
    let place = match place(&rq, &who).await {
        Err(Error::NotFound) if rq.teaches() => return Ok(rq.to(links::TEACHING)),
        place => place?,
    };
    let (edition, standing) = (&place.edition, &place.standing);
    let module = edition.module(rq.part("module")).ok_or(Error::NotFound)?;
    rq.page(StatusCode::OK, &module_page(edition, module, standing))
}

/// A module, for somebody who has done so much of it.
pub fn module_page(edition: &Edition, module: &Module, standing: &Standing) -> impl View + use<> {
    let course = &edition.course;
    let (now, next) = match progress::next_in(module, standing) {
        Next::Lesson { lesson, .. } => {
            (lesson.id.as_str(), links::lesson(course, &module.id, &lesson.id))
        }
        Next::Quiz { .. } => ("quiz", links::quiz(course, &module.id)),
        Next::Nothing => ("", String::new()),
    };
    let lesson_line = |lesson: &Lesson| LessonLine {
        id: lesson.id.clone(),
        title: lesson.title.clone(),
        address: links::lesson(course, &module.id, &lesson.id),
        minutes: lesson.minutes,
        read: standing.has_read(&module.id, &lesson.id),
        now: lesson.id == now,
    };
    ModulePage {
        course_address: links::course(course),
        course_title: edition.title.clone(),
        title: module.title.clone(),
        summary: module.summary.clone(),
        minutes: module.minutes(),
        done_on: standing
            .completed_at(&module.id)
            .map(|at| date_in_words(london_date(at)))
            .unwrap_or_default(),
        objectives: module.objectives.iter().map(|o| o.text.clone()).collect(),
        lessons: module.lessons.iter().map(lesson_line).collect(),
        lessons_address: links::lessons(course, &module.id),
        quiz: module.quiz.as_ref().map(|quiz| QuizLine {
            address: links::quiz(course, &module.id),
            questions: quiz.asks(),
            passed: standing.has_passed(&module.id),
            now: now == "quiz",
        }),
        next,
        begun: progress::module_state(module, standing) != ModuleState::NotStarted,
        reading_list: links::reading_list(course, &module.id),
        glossary: links::glossary(course),
        notes: match module.facilitator_notes {
            Some(_) => links::facilitator_notes(course, &module.id),
            None => String::new(),
        },
    }
}

async fn place(rq: &Request, who: &SignedIn) -> Result<learning::Place, Error> {
    let shelf = rq.app.shelf.clone();
    let (person, course) = (who.person, rq.part("course").to_owned());
    let place =
        rq.app.db.read(move |conn| learning::get_place_of(conn, &shelf, person, &course)).await?;
    Ok(place)
}

/// The edition that somebody learns from; for whoever only teaches, the one that learners begin on now.
async fn edition(rq: &Request, who: &SignedIn) -> Result<Arc<Edition>, Error> {
    match place(rq, who).await {
        Err(Error::NotFound) if rq.teaches() => {
            let (shelf, course) = (rq.app.shelf.clone(), rq.part("course").to_owned());
            let page = move |conn: &mut Conn| learning::get_page_to_teach(conn, &shelf, &course);
            Ok(rq.app.db.read(page).await?.edition)
        }
        place => Ok(place?.edition),
    }
}

pub fn samples() -> Vec<Sample> {
    let mut all = lesson::samples();
    all.extend(card::samples());
    all.extend(download::samples());
    all.extend(glossary::samples());
    all.extend(sources::samples());
    all.extend(module_samples());
    all
}

fn module_samples() -> Vec<Sample> {
    let course = CoursePage {
        title: "Digital Foundations".into(),
        summary: "Short lessons.".into(),
        edition: "2026".into(),
        done: 1,
        of: 4,
        stones: vec!["stone--done", "stone--now", ""],
        modules: ModuleLine::samples(),
        glossary: "/".into(),
        download: "/".into(),
    };
    let lessons = |read: bool| {
        vec![LessonLine {
            id: "a".into(),
            title: "When the landlines go".into(),
            address: "/".into(),
            minutes: 5,
            read,
            now: !read,
        }]
    };
    let module = |done_on: &str, passed: bool, begun: bool| ModulePage {
        course_address: "/".into(),
        course_title: "Digital Foundations".into(),
        title: "Connectivity".into(),
        summary: "Who is connected.".into(),
        minutes: 20,
        done_on: done_on.into(),
        objectives: vec!["ask who is not connected".into()],
        lessons: lessons(begun),
        lessons_address: "/".into(),
        quiz: Some(QuizLine { address: "/".into(), questions: 8, passed, now: begun }),
        next: if passed { String::new() } else { "/".into() },
        begun,
        reading_list: "/".into(),
        glossary: "/".into(),
        notes: if begun { "/".into() } else { String::new() },
    };
    vec![
        sample("course", &course),
        sample("not begun", &module("", false, false)),
        sample("begun", &module("", false, true)),
        sample("done", &module("2 October 2026", true, true)),
    ]
}
