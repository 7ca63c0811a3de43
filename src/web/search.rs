//! Looking for something in one's courses.

use super::{Answer, Request, Sample, SignedIn, links, sample};
use crate::courses::Edition;
use crate::db::Conn;
use crate::learning;
use crate::pages::View;
use crate::search::{self, Found, LONGEST, Query};
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct SearchPage {
    title: String,
    sought: String,
    longest: usize,
    asked: bool,
    shortened: bool,
    has_course: bool,
    /// Whether results of several courses need their names.
    several: bool,
    results: Vec<Results>,
}

/// What was found in one course.
#[derive(Serialize)]
struct Results {
    title: String,
    address: String,
    found: bool,
    both: bool,
    lessons: Vec<LessonLine>,
    lessons_in_all: usize,
    lessons_left: bool,
    terms: Vec<TermLine>,
    terms_in_all: usize,
    terms_left: bool,
    mended: Vec<Mended>,
    unknown: Vec<String>,
    partly: bool,
}

#[derive(Serialize)]
struct LessonLine {
    address: String,
    module: String,
    lesson: Vec<Part>,
    excerpts: Vec<Excerpt>,
}

#[derive(Serialize)]
struct TermLine {
    address: String,
    term: Vec<Part>,
    meaning: Vec<Part>,
}

#[derive(Serialize)]
struct Excerpt {
    nation: &'static str,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    text: String,
    marked: bool,
}

#[derive(Serialize)]
struct Mended {
    typed: String,
    word: String,
}

impl View for SearchPage {
    const TEMPLATE: &'static str = "search/index";
}

/// Shows what was found in the editions that the person learns from or teaches, and nothing of others.
pub async fn index(who: SignedIn, rq: Request) -> Answer {
    let typed = rq.asked("q")?.trim();
    let query = Query::read(typed);
    let (shelf, person, teaches) = (rq.app.shelf.clone(), who.person, rq.teaches());
    let list = move |conn: &mut Conn| learning::list_editions_of(conn, &shelf, person, teaches);
    let editions = rq.app.db.read(list).await?;
    let asked = !typed.is_empty();
    let find = |(id, edition): &(_, std::sync::Arc<Edition>)| {
        let found = rq.app.indexes.of(*id, edition).find(&query);
        results(edition, found)
    };
    let view = SearchPage {
        title: title(&rq, typed),
        sought: typed.chars().take(LONGEST).collect(),
        longest: LONGEST,
        asked: asked && !editions.is_empty(),
        shortened: query.shortened,
        has_course: !editions.is_empty(),
        several: editions.len() > 1,
        results: if asked { editions.iter().map(find).collect() } else { Vec::new() },
    };
    rq.page(StatusCode::OK, &view)
}

fn title(rq: &Request, typed: &str) -> String {
    let texts = rq.app.pages.texts();
    match typed {
        "" => texts.text("search-title", &[]),
        typed => {
            let sought = typed.chars().take(LONGEST).collect();
            texts.text("search-title-for", &[("sought", sought)])
        }
    }
}

fn results(edition: &Edition, found: Found) -> Results {
    let course = &edition.course;
    let lesson = |lesson: search::Lesson| LessonLine {
        address: within(&links::lesson(course, &lesson.module, &lesson.lesson), &lesson.anchor),
        module: lesson.module_title,
        lesson: parts(lesson.title),
        excerpts: lesson.excerpts.into_iter().map(Excerpt::from).collect(),
    };
    let term = |term: search::Term| TermLine {
        address: within(
            &links::lesson(course, &term.module, &term.lesson),
            &format!("term-{}", term.id),
        ),
        term: parts(term.term),
        meaning: parts(term.meaning),
    };
    let mended = |(typed, word)| Mended { typed, word };
    Results {
        title: edition.title.clone(),
        address: links::course(course),
        found: found.lessons_in_all + found.terms_in_all > 0,
        both: found.lessons_in_all > 0 && found.terms_in_all > 0,
        lessons_left: found.lessons_in_all > found.lessons.len(),
        terms_left: found.terms_in_all > found.terms.len(),
        lessons: found.lessons.into_iter().map(lesson).collect(),
        lessons_in_all: found.lessons_in_all,
        terms: found.terms.into_iter().map(term).collect(),
        terms_in_all: found.terms_in_all,
        mended: found.mended.into_iter().map(mended).collect(),
        unknown: found.unknown,
        partly: found.partly,
    }
}

/// A place in a page; its beginning if there is no anchor.
fn within(address: &str, anchor: &str) -> String {
    if anchor.is_empty() { address.to_owned() } else { format!("{address}#{anchor}") }
}

fn parts(parts: Vec<search::Part>) -> Vec<Part> {
    parts.into_iter().map(|part| Part { text: part.text, marked: part.marked }).collect()
}

impl From<search::Excerpt> for Excerpt {
    fn from(excerpt: search::Excerpt) -> Excerpt {
        let nation = excerpt.nation.map_or("", |nation| nation.name());
        Excerpt { nation, parts: parts(excerpt.parts) }
    }
}

pub fn samples() -> Vec<Sample> {
    let part = |text: &str, marked: bool| Part { text: text.into(), marked };
    let lesson = || LessonLine {
        address: "/".into(),
        module: "Data".into(),
        lesson: vec![part("The law", false)],
        excerpts: vec![Excerpt {
            nation: "Wales",
            parts: vec![part("About ", false), part("data", true)],
        }],
    };
    let term = || TermLine {
        address: "/".into(),
        term: vec![part("Dataset", true)],
        meaning: vec![part("Facts.", false)],
    };
    let results = |lessons: Vec<LessonLine>, terms: Vec<TermLine>, of: usize| Results {
        title: "Digital Foundations".into(),
        address: "/".into(),
        found: !lessons.is_empty() || !terms.is_empty(),
        both: !lessons.is_empty() && !terms.is_empty(),
        lessons_in_all: lessons.len() * of,
        lessons_left: of > 1,
        lessons,
        terms_in_all: terms.len() * of,
        terms_left: of > 1,
        terms,
        mended: vec![Mended { typed: "dta".into(), word: "data".into() }],
        unknown: vec!["zebra".into()],
        partly: of > 1,
    };
    let page = |sought: &str, results: Vec<Results>, has_course: bool| SearchPage {
        title: "Search".into(),
        sought: sought.into(),
        longest: LONGEST,
        asked: !sought.is_empty(),
        shortened: results.len() > 1,
        has_course,
        several: results.len() > 1,
        results,
    };
    let full = |of| results(vec![lesson()], vec![term()], of);
    vec![
        sample("nothing asked", &page("", vec![], true)),
        sample("no course", &page("", vec![], false)),
        sample("found", &page("dta", vec![full(1)], true)),
        sample("in several courses", &page("dta", vec![full(3), full(1)], true)),
        sample("nothing found", &page("zebra", vec![results(vec![], vec![], 1)], true)),
    ]
}
