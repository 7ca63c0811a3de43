//! A quiz: starting it, one question a page, checking the answers, handing in, the result.

mod question;
mod result;

pub use question::{answer, question};
pub use result::result;

use super::{Answer, Error, Refusal, Request, Sample, SignedIn, links, sample};
use crate::courses::edition::Module;
use crate::kernel::{AttemptId, clock_time, date_in_words, london_date};
use crate::learning::{self, AttemptView, LearningError};
use crate::pages::View;
use crate::quizzes::attempt::State;
use crate::quizzes::{self, marking};
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct QuizPage {
    module_title: String,
    module_address: String,
    questions: u32,
    needed: u32,
    limit: u32,
    unread: usize,
    start: String,
    /// The attempt that takes answers now; empty for none.
    open: String,
    open_answered: usize,
    past: Vec<PastLine>,
    passed: bool,
}

#[derive(Serialize)]
struct PastLine {
    number: i32,
    mark: String,
    of: usize,
    passed: bool,
    on: String,
    address: String,
}

impl View for QuizPage {
    const TEMPLATE: &'static str = "attempts/index";
}

#[derive(Serialize)]
struct AnswersPage {
    module_title: String,
    last_question: String,
    last_number: usize,
    unanswered: Vec<usize>,
    unanswered_count: usize,
    lines: Vec<AnswerLine>,
    submission: String,
}

#[derive(Serialize)]
struct AnswerLine {
    number: usize,
    question_html: String,
    given_html: Vec<String>,
    address: String,
}

impl View for AnswersPage {
    const TEMPLATE: &'static str = "attempts/answers";
}

/// Shows a quiz: its rules, the attempt that is open, the ones before.
pub async fn index(who: SignedIn, rq: Request) -> Answer {
    let shelf = rq.app.shelf.clone();
    let (person, course) = (who.person, rq.part("course").to_owned());
    let module_id = rq.part("module").to_owned();
    let sought = module_id.clone();
    let (place, attempts, open) = rq
        .app
        .db
        .read(move |conn| {
            let place = learning::get_place_of(conn, &shelf, person, &course)?;
            let attempts = quizzes::list_attempts(conn, place.enrolment.id, &sought)?;
            let open = attempts.iter().find(|a| a.state == State::InProgress).map(|a| a.id);
            let answers = open.map(|id| quizzes::answers(conn, id)).transpose()?;
            Ok::<_, LearningError>((place, attempts, open.zip(answers)))
        })
        .await?;
    let module = place.edition.module(&module_id).ok_or(Error::NotFound)?;
    let quiz = module.quiz.as_ref().ok_or(Error::NotFound)?;
    let address = links::quiz(&place.edition.course, &module.id);
    let read = learning::progress::lessons_read(module, &place.standing);
    let view = QuizPage {
        module_title: module.title.clone(),
        module_address: links::module(&place.edition.course, &module.id),
        questions: quiz.draw,
        needed: marking::needed(quiz.pass_mark, quiz.draw),
        limit: quiz.attempts.unwrap_or_default(),
        unread: module.lessons.len() - read,
        start: format!("{address}/attempts"),
        open: open.as_ref().map(|(id, _)| format!("/attempts/{id}")).unwrap_or_default(),
        open_answered: open.map_or(0, |(_, answers)| {
            answers.iter().filter(|answer| !answer.given.0.is_empty()).count()
        }),
        past: attempts.iter().filter_map(past_line).collect(),
        passed: place.standing.has_passed(&module.id),
    };
    rq.page(StatusCode::OK, &view)
}

fn past_line(attempt: &quizzes::Attempt) -> Option<PastLine> {
    let result = attempt.result()?;
    let of = attempt.draw.0.len();
    Some(PastLine {
        number: attempt.number,
        mark: result::marks_in_words(result.mark, of),
        of,
        passed: result.passed,
        on: attempt.submitted_at.map(|at| date_in_words(london_date(at))).unwrap_or_default(),
        address: links::result(attempt.id),
    })
}

/// Starts an attempt, or goes on with the open one.
pub async fn create(who: SignedIn, rq: Request) -> Answer {
    let (shelf, random, now) = (rq.app.shelf.clone(), rq.app.random.clone(), rq.now());
    let (course, module) = (rq.part("course").to_owned(), rq.part("module").to_owned());
    let person = who.person;
    let attempt = rq
        .app
        .db
        .write(move |conn| {
            learning::start_attempt(conn, &shelf, &random, person, (&course, &module), now)
        })
        .await?;
    Ok(rq.to(&format!("/attempts/{attempt}")))
}

/// Goes to where an attempt stands: its first unanswered question, the check, or the result.
pub async fn show(who: SignedIn, rq: Request) -> Answer {
    let view = load(&rq, &who).await?;
    let id = view.attempt.id;
    if view.attempt.state != State::InProgress {
        return Ok(rq.to(&links::result(id)));
    }
    Ok(match unanswered(&view).first() {
        Some(number) => rq.to(&links::question(id, *number)),
        None => rq.to(&links::answers(id)),
    })
}

/// The learner's attempt that the path names.
async fn load(rq: &Request, who: &SignedIn) -> Result<AttemptView, Error> {
    let (shelf, person) = (rq.app.shelf.clone(), who.person);
    let attempt: AttemptId = rq.id("attempt")?;
    let view =
        rq.app.db.read(move |conn| learning::view_attempt(conn, &shelf, person, attempt)).await?;
    Ok(view)
}

fn module(view: &AttemptView) -> Result<&Module, Error> {
    view.edition.module(&view.attempt.module).ok_or(Error::NotFound)
}

/// The numbers, from 1, of questions without an answer.
fn unanswered(view: &AttemptView) -> Vec<usize> {
    let answered = |slot: usize| {
        let found = view.answers.iter().find(|a| usize::try_from(a.slot) == Ok(slot));
        found.is_some_and(|answer| !answer.given.0.is_empty())
    };
    (0..view.attempt.draw.0.len()).filter(|slot| !answered(*slot)).map(|slot| slot + 1).collect()
}

/// Shows all answers before they are handed in.
pub async fn answers(who: SignedIn, rq: Request) -> Answer {
    let view = load(&rq, &who).await?;
    let id = view.attempt.id;
    if view.attempt.state != State::InProgress {
        return Ok(rq.to(&links::result(id)));
    }
    let quiz = view.quiz().ok_or(Error::NotFound)?;
    let given = quizzes::given_by_slot(view.answers.clone());
    let line = |(slot, drawn): (usize, &quizzes::draw::Slot)| {
        let question = quiz.question(&drawn.question)?;
        let chosen = given.get(&slot).map(|given| given.0.as_slice()).unwrap_or_default();
        let texts = question.choices.iter().filter(|choice| chosen.contains(&choice.id));
        Some(AnswerLine {
            number: slot + 1,
            question_html: question.text_html.clone(),
            given_html: texts.map(|choice| choice.text_html.clone()).collect(),
            address: links::question(id, slot + 1),
        })
    };
    let draw = &view.attempt.draw.0;
    let unanswered = unanswered(&view);
    let page = AnswersPage {
        module_title: module(&view)?.title.clone(),
        last_question: links::question(id, draw.len()),
        last_number: draw.len(),
        unanswered_count: unanswered.len(),
        unanswered,
        lines: draw.iter().enumerate().filter_map(line).collect(),
        submission: format!("/attempts/{id}/submission"),
    };
    rq.page(StatusCode::OK, &page)
}

/// Hands an attempt in. The same again leads to the same result.
pub async fn submit(who: SignedIn, rq: Request) -> Answer {
    let (shelf, random, now) = (rq.app.shelf.clone(), rq.app.random.clone(), rq.now());
    let (attempt, person): (AttemptId, _) = (rq.id("attempt")?, who.person);
    rq.app
        .db
        .write(move |conn| learning::hand_in(conn, &shelf, &random, person, attempt, now))
        .await?;
    Ok(rq.to(&links::result(attempt)))
}

impl From<LearningError> for Error {
    fn from(error: LearningError) -> Error {
        match error {
            LearningError::NotFound => Error::NotFound,
            LearningError::NoEdition => Error::Refused(Refusal {
                status: StatusCode::CONFLICT,
                words: ("error-no-edition-title", "error-no-edition-text"),
                way_on: ("/", "go-home"),
            }),
            LearningError::Quiz(error) => error.into(),
            LearningError::Course(error) => error.into(),
            LearningError::People(error) => error.into(),
            LearningError::Access(error) => error.into(),
            LearningError::Certificate(error) => error.into(),
            LearningError::Database(error) => error.into(),
        }
    }
}

impl From<quizzes::QuizError> for Error {
    fn from(error: quizzes::QuizError) -> Error {
        use quizzes::QuizError;
        let refused = |title, text| {
            let (status, words) = (StatusCode::CONFLICT, (title, text));
            Error::Refused(Refusal { status, words, way_on: ("/", "go-home") })
        };
        match error {
            QuizError::NoAttemptsLeft => {
                refused("error-no-attempts-left-title", "error-no-attempts-left-text")
            }
            QuizError::Wait { .. } => refused("error-wait-title", "error-wait-text"),
            QuizError::NoSuchSlot => Error::NotFound,
            QuizError::AnswerFault(_) => Error::BadBody(super::fields::BadBody::NotText),
            QuizError::StaleAnswer { .. } => {
                refused("error-stale-answer-title", "error-stale-answer-text")
            }
            QuizError::AlreadySubmitted => refused("error-submitted-title", "error-submitted-text"),
            QuizError::Abandoned => refused("error-abandoned-title", "error-abandoned-text"),
            QuizError::OtherQuiz => Error::Fault(error.into()),
            QuizError::Database(error) => error.into(),
        }
    }
}

/// `14:03`, with the moment for machines.
#[derive(Debug, Clone, Serialize)]
struct SavedAt {
    time: String,
    iso: String,
}

impl SavedAt {
    fn new(at: crate::kernel::Instant) -> SavedAt {
        SavedAt { time: clock_time(at), iso: crate::kernel::iso_instant(at) }
    }
}

pub fn samples() -> Vec<Sample> {
    let quiz = |open: &str, past: Vec<PastLine>, passed, unread, limit| QuizPage {
        module_title: "Data".into(),
        module_address: "/".into(),
        questions: 8,
        needed: 6,
        limit,
        unread,
        start: "/".into(),
        open: open.into(),
        open_answered: 3,
        past,
        passed,
    };
    let past = |number, passed| PastLine {
        number,
        mark: "5".into(),
        of: 8,
        passed,
        on: "2 October 2026".into(),
        address: "/".into(),
    };
    let answers = |unanswered: Vec<usize>| AnswersPage {
        module_title: "Data".into(),
        last_question: "/".into(),
        last_number: 8,
        unanswered_count: unanswered.len(),
        lines: vec![AnswerLine {
            number: 1,
            question_html: "Why?".into(),
            given_html: if unanswered.is_empty() { vec!["Because".into()] } else { vec![] },
            address: "/".into(),
        }],
        unanswered,
        submission: "/".into(),
    };
    let mut all = vec![
        sample("first time", &quiz("", vec![], false, 2, 0)),
        sample("open", &quiz("/attempts/1", vec![], false, 0, 3)),
        sample("passed", &quiz("", vec![past(1, false), past(2, true)], true, 0, 0)),
        sample("all answered", &answers(vec![])),
        sample("one left", &answers(vec![1])),
        sample("two left", &answers(vec![1, 2])),
    ];
    all.extend(question::samples());
    all.extend(result::samples());
    all
}
