//! A course, a module as a list of tasks, and lessons to read.

use super::{Answer, Error, Request, Sample, SignedIn, links, sample};
use crate::courses::edition::{Block, Edition, Lesson, Module, Source, Term};
use crate::kernel::{Nation, date_in_words, london_date};
use crate::learning::progress::{self, ModuleState, Next, Standing};
use crate::learning::{self, LearningError};
use crate::members;
use crate::pages::View;
use actix_web::http::StatusCode;
use serde::Serialize;

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
    quiz: Option<QuizLine>,
    next: String,
    begun: bool,
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

#[derive(Serialize)]
struct LessonPage {
    module_address: String,
    module_title: String,
    number: usize,
    of: usize,
    minutes: u32,
    title: String,
    lead: String,
    body: String,
    terms: Vec<Term>,
    sources: Vec<SourceLine>,
    read: bool,
    completion: String,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
}

/// A source as the list under a lesson prints it.
#[derive(Serialize)]
struct SourceLine {
    number: u32,
    publisher: String,
    title: String,
    address: String,
    date: String,
    accessed: String,
    cited_at: Vec<Citation>,
}

/// A place in the text that cites a source.
#[derive(Serialize)]
struct Citation {
    id: String,
    /// From 1 for each source.
    place: usize,
}

impl From<&Source> for SourceLine {
    fn from(source: &Source) -> SourceLine {
        SourceLine {
            number: source.number,
            publisher: source.publisher.clone(),
            title: source.title.clone(),
            address: source.address.clone().unwrap_or_default(),
            date: source.date.as_deref().map(published).unwrap_or_default(),
            accessed: date_in_words(source.accessed),
            cited_at: source
                .cited_at
                .iter()
                .enumerate()
                .map(|(at, id)| Citation { id: id.clone(), place: at + 1 })
                .collect(),
        }
    }
}

/// `2022`, `July 2022` or `19 July 2022`, from as much as is known.
fn published(date: &str) -> String {
    if let Ok(day) = date.parse() {
        return date_in_words(day);
    }
    let month = format!("{date}-01").parse().map(date_in_words);
    month
        .map_or_else(|_| date.to_owned(), |words: String| words.trim_start_matches("1 ").to_owned())
}

/// A page beside this one.
#[derive(Debug, Serialize)]
struct Neighbour {
    address: String,
    title: String,
    is_quiz: bool,
}

impl View for LessonPage {
    const TEMPLATE: &'static str = "courses/lesson";
}

/// Shows a course and its modules.
pub async fn show(who: SignedIn, rq: Request) -> Answer {
    let place = place(&rq, &who).await?;
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
    };
    rq.page(StatusCode::OK, &view)
}

/// Shows a module as a list of tasks.
pub async fn module(who: SignedIn, rq: Request) -> Answer {
    let place = place(&rq, &who).await?;
    let (edition, standing) = (&place.edition, &place.standing);
    let module = edition.module(rq.part("module")).ok_or(Error::NotFound)?;
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
    let view = ModulePage {
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
        quiz: module.quiz.as_ref().map(|quiz| QuizLine {
            address: links::quiz(course, &module.id),
            questions: quiz.draw,
            passed: standing.has_passed(&module.id),
            now: now == "quiz",
        }),
        next,
        begun: progress::module_state(module, standing) != ModuleState::NotStarted,
    };
    rq.page(StatusCode::OK, &view)
}

/// Shows a lesson, with the notes on the reader's own nation first and open.
pub async fn lesson(who: SignedIn, rq: Request) -> Answer {
    let shelf = rq.app.shelf.clone();
    let (person, course) = (who.person, rq.part("course").to_owned());
    let (module, lesson) = (rq.part("module").to_owned(), rq.part("lesson").to_owned());
    let (sought, part) = (module.clone(), lesson.clone());
    let (page, seats) = rq
        .app
        .db
        .read(move |conn| {
            let page = learning::get_page_of(conn, &shelf, person, &course, &sought, &part)?;
            let seats = members::list_seats_of(conn, person)?;
            Ok::<_, LearningError>((page, seats))
        })
        .await?;
    let edition = &page.edition;
    let module = edition.module(&module).ok_or(Error::NotFound)?;
    let lesson = module.lesson(&lesson).ok_or(Error::NotFound)?;
    let nation = seats.first().map(|seat| seat.nation);
    // Everything that the page says comes from these.
    let key = format!("{} {}/{} {nation:?} {}", page.edition_id, module.id, lesson.id, page.read);
    rq.remembered_page(&key, || lesson_page(edition, module, lesson, nation, page.read, &rq))
}

fn lesson_page(
    edition: &Edition,
    module: &Module,
    lesson: &Lesson,
    nation: Option<Nation>,
    read: bool,
    rq: &Request,
) -> Result<LessonPage, Error> {
    let number = module.lessons.iter().take_while(|l| l.id != lesson.id).count() + 1;
    let beside = |at: usize| {
        module.lessons.get(at).map(|beside| Neighbour {
            address: links::lesson(&edition.course, &module.id, &beside.id),
            title: beside.title.clone(),
            is_quiz: false,
        })
    };
    let quiz = module.quiz.as_ref().map(|_| Neighbour {
        address: links::quiz(&edition.course, &module.id),
        title: module.title.clone(),
        is_quiz: true,
    });
    let address = links::lesson(&edition.course, &module.id, &lesson.id);
    Ok(LessonPage {
        module_address: links::module(&edition.course, &module.id),
        module_title: module.title.clone(),
        number,
        of: module.lessons.len(),
        minutes: lesson.minutes,
        title: lesson.title.clone(),
        lead: lesson.lead.clone(),
        body: body(lesson, nation, rq)?,
        terms: lesson.terms.clone(),
        sources: lesson.sources.iter().map(SourceLine::from).collect(),
        read,
        completion: format!("{address}/completion"),
        previous: number.checked_sub(2).and_then(beside),
        next: beside(number).or(quiz),
    })
}

/// A lesson's body for a reader: the blocks joined, nation notes in the reader's order.
fn body(lesson: &Lesson, nation: Option<Nation>, rq: &Request) -> Result<String, Error> {
    let mut html = String::new();
    for block in &lesson.body {
        match block {
            Block::Html(text) => html.push_str(text),
            Block::Nations(notes) => {
                let mut notes: Vec<_> = notes.iter().collect();
                notes.sort_by_key(|note| Some(note.nation) != nation);
                let notes: Vec<Note> = notes
                    .into_iter()
                    .map(|note| Note {
                        nation: note.nation.name(),
                        open: Some(note.nation) == nation,
                        html: note.html.clone(),
                    })
                    .collect();
                html.push_str(&rq.app.pages.render_template("courses/_nations", &Notes { notes })?);
            }
        }
    }
    Ok(html)
}

#[derive(Serialize)]
struct Notes {
    notes: Vec<Note>,
}

#[derive(Serialize)]
struct Note {
    nation: &'static str,
    open: bool,
    html: String,
}

/// Notes that a lesson is read, and goes on to the next thing of the module.
pub async fn read(who: SignedIn, rq: Request) -> Answer {
    let (shelf, random, now, person) =
        (rq.app.shelf.clone(), rq.app.random.clone(), rq.now(), who.person);
    let [course, module, lesson] =
        ["course", "module", "lesson"].map(|name| rq.part(name).to_owned());
    let key = (course.clone(), module.clone(), lesson.clone());
    let place = rq
        .app
        .db
        .write(move |conn| {
            let (course, module, lesson) = (&key.0, &key.1, &key.2);
            learning::read_lesson(conn, &shelf, &random, person, course, module, lesson, now)
        })
        .await?;
    let of = place.edition.module(&module).ok_or(Error::NotFound)?;
    let mut after = of.lessons.iter().skip_while(|l| l.id != lesson).skip(1);
    let address = match (after.next(), &of.quiz) {
        (Some(next), _) => links::lesson(&course, &module, &next.id),
        (None, Some(_)) if !place.standing.has_passed(&module) => links::quiz(&course, &module),
        _ => links::module(&course, &module),
    };
    Ok(rq.to(&address))
}

async fn place(rq: &Request, who: &SignedIn) -> Result<learning::Place, Error> {
    let shelf = rq.app.shelf.clone();
    let (person, course) = (who.person, rq.part("course").to_owned());
    let place =
        rq.app.db.read(move |conn| learning::get_place_of(conn, &shelf, person, &course)).await?;
    Ok(place)
}

pub fn samples() -> Vec<Sample> {
    let mut all = lesson_samples();
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
        quiz: Some(QuizLine { address: "/".into(), questions: 8, passed, now: begun }),
        next: if passed { String::new() } else { "/".into() },
        begun,
    };
    vec![
        sample("course", &course),
        sample("not begun", &module("", false, false)),
        sample("begun", &module("", false, true)),
        sample("done", &module("2 October 2026", true, true)),
    ]
}

fn lesson_samples() -> Vec<Sample> {
    let beside = |is_quiz: bool| Neighbour { address: "/".into(), title: "Next".into(), is_quiz };
    let lesson = |read: bool, previous: Option<Neighbour>, next: Option<Neighbour>| LessonPage {
        module_address: "/".into(),
        module_title: "Connectivity".into(),
        number: 1,
        of: 4,
        minutes: 5,
        title: "When the landlines go".into(),
        lead: "The old network ends.".into(),
        body: "<p>Text.</p>".into(),
        terms: vec![Term {
            id: "line".into(),
            term: "Analogue line".into(),
            meaning_html: "A telephone line.".into(),
        }],
        sources: vec![SourceLine {
            number: 1,
            title: "Guidance".into(),
            publisher: "A publisher".into(),
            address: "https://example.gov.uk/".into(),
            date: "July 2022".into(),
            accessed: "23 November 2026".into(),
            cited_at: vec![Citation { id: "cite-1-1".into(), place: 1 }],
        }],
        read,
        completion: "/".into(),
        previous,
        next,
    };
    vec![
        sample("first, unread", &lesson(false, None, Some(beside(false)))),
        sample("last, read", &lesson(true, Some(beside(false)), Some(beside(true)))),
        sample("alone", &lesson(true, None, None)),
    ]
}

#[cfg(test)]
mod tests {
    use super::published;

    #[test]
    fn a_source_is_dated_as_well_as_it_is_known() {
        assert_eq!(published("2022-07-01"), "1 July 2022");
        assert_eq!(published("2022-07"), "July 2022");
        assert_eq!(published("2022"), "2022");
    }
}
