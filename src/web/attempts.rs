//! A quiz: its rules, starting it, one question a page, checking the answers, handing in, the result.

pub mod ask;
mod check;
mod ends;
pub mod given;
mod question;
mod quiz;
mod result;
pub mod review;
mod turn;

pub use check::answers;
use ends::Ends;
pub use question::{answer, question, sent_answer, unsaved_answer};
pub use quiz::index;
pub use result::{marks_in_words, result};

use super::{Answer, Error, Refusal, Request, Sample, SignedIn, links};
use crate::courses::edition::Module;
use crate::db::Conn;
use crate::kernel::{AttemptId, PersonId, clock_time};
use crate::learning::{self, AttemptView, LearningError};
use crate::quizzes;
use crate::quizzes::attempt::State;
use actix_web::http::StatusCode;
use serde::Serialize;

/// Starts an attempt, or goes on with the open one.
pub async fn create(who: SignedIn, rq: Request) -> Answer {
    let (shelf, random, now) = (rq.app.shelf.clone(), rq.app.random.clone(), rq.now());
    let (course, module) = (rq.part("course").to_owned(), rq.part("module").to_owned());
    let person = who.person;
    let attempt = rq
        .app
        .db
        .write_of(person, move |conn| {
            learning::start_attempt(conn, &shelf, &random, person, (&course, &module), now)
        })
        .await?;
    Ok(rq.to(&format!("/attempts/{attempt}")))
}

/// Goes to where an attempt stands: its first unanswered question, the check, or the result.
pub async fn show(who: SignedIn, rq: Request) -> Answer {
    let view = load(&rq, &who, rq.id("attempt")?).await?;
    let id = view.attempt.id;
    if view.attempt.state != State::InProgress {
        return Ok(rq.to(&links::result(id)));
    }
    Ok(match unanswered(&view)?.first() {
        Some(number) => rq.to(&links::question(id, *number)),
        None => rq.to(&links::answers(id)),
    })
}

/// A learner's attempt; one whose time is over is closed first.
async fn load(rq: &Request, who: &SignedIn, attempt: AttemptId) -> Result<AttemptView, Error> {
    let (shelf, person) = (rq.app.shelf.clone(), who.person);
    let view = move |conn: &mut Conn| learning::view_attempt(conn, &shelf, person, attempt);
    let found = rq.app.db.read(view.clone()).await?;
    if found.attempt.state != State::InProgress || found.attempt.over_at(rq.now()).is_none() {
        return Ok(found);
    }
    close(rq, person, attempt).await?;
    Ok(rq.app.db.read(view).await?)
}

/// Closes a learner's attempt whose time is over.
async fn close(rq: &Request, person: PersonId, attempt: AttemptId) -> Result<(), Error> {
    let (shelf, random, now) = (rq.app.shelf.clone(), rq.app.random.clone(), rq.now());
    let close = move |conn: &mut Conn| learning::close_attempt(conn, &shelf, &random, attempt, now);
    Ok(rq.app.db.write_of(person, close).await?)
}

fn module(view: &AttemptView) -> Result<&Module, Error> {
    view.edition.module(&view.attempt.module).ok_or(Error::NotFound)
}

/// The numbers, from 1, of questions without an answer, or with an unfinished one.
fn unanswered(view: &AttemptView) -> Result<Vec<usize>, Error> {
    let quiz = view.quiz().ok_or(Error::NotFound)?;
    let given = quizzes::given_by_slot(view.answers.clone());
    let open = quizzes::answer::unanswered(quiz, &view.attempt.draw, &given);
    Ok(open.into_iter().map(|slot| slot + 1).collect())
}

/// Hands an attempt in. The same again leads to the same result.
pub async fn submit(who: SignedIn, rq: Request) -> Answer {
    let (shelf, random, now) = (rq.app.shelf.clone(), rq.app.random.clone(), rq.now());
    let (attempt, person): (AttemptId, _) = (rq.id("attempt")?, who.person);
    rq.app
        .db
        .write_of(person, move |conn| {
            learning::hand_in(conn, &shelf, &random, person, attempt, now)
        })
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
            QuizError::TimeOver { .. } => refused("error-time-over-title", "error-time-over-text"),
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
    let mut all = check::samples();
    all.extend(quiz::samples());
    all.extend(question::samples());
    all.extend(result::samples());
    all
}
