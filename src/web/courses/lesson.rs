//! A lesson to read, and saying that it is read.

use super::sources::SourceLine;
use crate::courses::edition::{Block, Edition, Lesson, Module, Term};
use crate::kernel::Nation;
use crate::learning::{self, LearningError};
use crate::members;
use crate::pages::{Pages, View};
use crate::web::{Answer, Error, Request, Sample, SignedIn, links, sample};
use serde::Serialize;

#[derive(Serialize)]
struct LessonPage {
    /// Empty for whoever only teaches.
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
    /// The page of its card, if it has one.
    card: String,
    read: bool,
    /// Whether its reader teaches it, and nothing is noted.
    taught: bool,
    completion: String,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
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

/// Shows a lesson, with the notes on the reader's own nation first and open.
pub async fn lesson(who: SignedIn, rq: Request) -> Answer {
    let shelf = rq.app.shelf.clone();
    let (person, course) = (who.person, rq.part("course").to_owned());
    let (module, lesson) = (rq.part("module").to_owned(), rq.part("lesson").to_owned());
    let (sought, part, teaches) = (module.clone(), lesson.clone(), rq.teaches());
    let (page, seats) = rq
        .app
        .db
        .read(move |conn| {
            let page = learning::get_page_of(conn, &shelf, person, &course, &sought, &part);
            let page = match page {
                Err(LearningError::NotFound) if teaches => {
                    learning::get_page_to_teach(conn, &shelf, &course)?
                }
                page => page?,
            };
            let seats = members::list_seats_of(conn, person)?;
            Ok::<_, LearningError>((page, seats))
        })
        .await?;
    let module = page.edition.module(&module).ok_or(Error::NotFound)?;
    let lesson = module.lesson(&lesson).ok_or(Error::NotFound)?;
    let nation = seats.first().map(|seat| seat.nation);
    // Everything that the page says comes from these.
    let key = format!(
        "{} {}/{} {nation:?} {} {}",
        page.edition_id, module.id, lesson.id, page.read, page.taught
    );
    let reader = Reader { open: Open::Of(nation), read: page.read, taught: page.taught };
    rq.remembered_page(&key, || lesson_page(&rq.app.pages, &page.edition, module, lesson, reader))
}

/// Who reads a lesson, as far as its page differs for them.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    pub open: Open,
    pub read: bool,
    pub taught: bool,
}

/// Which notes on the nations are open.
#[derive(Debug, Clone, Copy)]
pub enum Open {
    /// Those on the reader's nation, which also come first.
    Of(Option<Nation>),
    All,
}

/// A lesson as a page.
pub fn lesson_page(
    pages: &Pages,
    edition: &Edition,
    module: &Module,
    lesson: &Lesson,
    Reader { open, read, taught }: Reader,
) -> Result<impl View + use<>, Error> {
    let number = module.lessons.iter().take_while(|l| l.id != lesson.id).count() + 1;
    let beside = |at: usize| {
        module.lessons.get(at).map(|beside| Neighbour {
            address: links::lesson(&edition.course, &module.id, &beside.id),
            title: beside.title.clone(),
            is_quiz: false,
        })
    };
    let quiz = module.quiz.as_ref().filter(|_| !taught).map(|_| Neighbour {
        address: links::quiz(&edition.course, &module.id),
        title: module.title.clone(),
        is_quiz: true,
    });
    let address = links::lesson(&edition.course, &module.id, &lesson.id);
    Ok(LessonPage {
        module_address: if taught {
            String::new()
        } else {
            links::module(&edition.course, &module.id)
        },
        module_title: module.title.clone(),
        number,
        of: module.lessons.len(),
        minutes: lesson.minutes,
        title: lesson.title.clone(),
        lead: lesson.lead.clone(),
        body: body(pages, &lesson.body, open)?,
        terms: lesson.terms.clone(),
        sources: lesson.sources.iter().map(SourceLine::from).collect(),
        card: if lesson.cards().is_empty() {
            String::new()
        } else {
            links::card(&edition.course, &module.id, &lesson.id)
        },
        read,
        taught,
        completion: format!("{address}/completion"),
        previous: number.checked_sub(2).and_then(beside),
        next: beside(number).or(quiz),
    })
}

/// A body for a reader: the blocks joined, nation notes in the reader's order.
pub fn body(pages: &Pages, blocks: &[Block], open: Open) -> Result<String, Error> {
    let is_readers = |nation| matches!(open, Open::Of(Some(own)) if own == nation);
    let mut html = String::new();
    for block in blocks {
        match block {
            Block::Html(text) => html.push_str(text),
            Block::Nations(notes) => {
                let mut notes: Vec<_> = notes.iter().collect();
                notes.sort_by_key(|note| !is_readers(note.nation));
                let notes: Vec<Note> = notes
                    .into_iter()
                    .map(|note| Note {
                        nation: note.nation.name(),
                        open: is_readers(note.nation) || matches!(open, Open::All),
                        html: note.html.clone(),
                    })
                    .collect();
                html.push_str(&pages.render_template("courses/_nations", &Notes { notes })?);
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

pub fn sample_term() -> Term {
    Term {
        id: "line".into(),
        term: "Analogue line".into(),
        forms: vec![],
        meaning_html: "A telephone line.".into(),
    }
}

pub fn samples() -> Vec<Sample> {
    let beside = |is_quiz: bool| Neighbour { address: "/".into(), title: "Next".into(), is_quiz };
    let lesson = |read: bool, previous: Option<Neighbour>, next: Option<Neighbour>| {
        let is_last = next.as_ref().is_none_or(|next| next.is_quiz);
        LessonPage {
            module_address: "/".into(),
            module_title: "Connectivity".into(),
            number: 1,
            of: 4,
            minutes: 5,
            title: "When the landlines go".into(),
            lead: "The old network ends.".into(),
            body: "<p>Text.</p>".into(),
            terms: vec![sample_term()],
            sources: vec![SourceLine::sample()],
            card: if is_last { "/".into() } else { String::new() },
            read,
            taught: false,
            completion: "/".into(),
            previous,
            next,
        }
    };
    let mut taught = lesson(false, None, Some(beside(false)));
    (taught.taught, taught.module_address) = (true, String::new());
    vec![
        sample("first, unread", &lesson(false, None, Some(beside(false)))),
        sample("last, read", &lesson(true, Some(beside(false)), Some(beside(true)))),
        sample("alone", &lesson(true, None, None)),
        sample("taught", &taught),
    ]
}
