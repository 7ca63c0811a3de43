//! Questions drawn, answered and marked.
//!
//! An attempt draws its questions when it starts, keeps each answer as it is given, and is marked
//! in the transaction that hands it in. Each operation runs inside one [`crate::db::Db::write`],
//! with an [`Attempt`] that was loaded there: that is what keeps an answer from slipping in behind
//! a submission.
//!
//! Uses: kernel, db, courses.

pub mod answer;
pub mod attempt;
pub mod draw;
pub mod marking;
#[cfg(test)]
mod samples;
mod store;

pub use store::{
    Answer, Attempt, answers, find_attempt_of, find_open_attempt, has_passed, list_attempts,
};

use crate::courses::edition::{Question, Quiz};
use crate::db::Conn;
use crate::kernel::{AttemptId, EditionId, EnrolmentId, Instant};
use answer::{AnswerFault, Given};
use attempt::{StartRefusal, State, may_start};
use diesel::prelude::*;
use draw::Slot;
use marking::{Mark, passes};
use std::collections::BTreeMap;

/// What can stop a learner at a quiz.
#[derive(Debug, thiserror::Error)]
pub enum QuizError {
    #[error("all attempts are used")]
    NoAttemptsLeft,
    #[error("the next attempt may start at {again_at} UTC")]
    Wait { again_at: Instant },
    #[error("the attempt has no such question")]
    NoSuchSlot,
    #[error("the answer does not fit its question: {0}")]
    AnswerFault(#[from] AnswerFault),
    /// Another tab was here in the meantime; its answer stands.
    #[error("a newer answer is already saved")]
    StaleAnswer { stored: Answer },
    #[error("the attempt is already handed in")]
    AlreadySubmitted,
    #[error("the attempt was abandoned")]
    Abandoned,
    /// The caller brought the quiz of another edition or module: nobody's answer is marked by it.
    #[error("the attempt draws a question that this quiz does not have")]
    OtherQuiz,
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
}

/// That an answer is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// What the next page is rendered with.
    pub sequence: i64,
    pub saved_at: Instant,
}

/// The result of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Submitted {
    pub mark: Mark,
    pub passed: bool,
    /// Whether this call handed it in, and so owes what follows from it.
    pub first: bool,
}

/// Begins an attempt, or finds the one that is open: two tabs and a double click land on the same.
///
/// # Errors
/// [`QuizError::NoAttemptsLeft`], [`QuizError::Wait`].
pub fn start(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    edition: EditionId,
    module: &str,
    quiz: &Quiz,
    seed: i64,
    now: Instant,
) -> Result<AttemptId, QuizError> {
    let number = match may_start(quiz, &store::list_past(conn, enrolment, module)?, now) {
        Ok(number) => number,
        Err(StartRefusal::AlreadyOpen(id)) => return Ok(id),
        Err(StartRefusal::NoAttemptsLeft) => return Err(QuizError::NoAttemptsLeft),
        Err(StartRefusal::WaitUntil(again_at)) => return Err(QuizError::Wait { again_at }),
    };
    let draw = draw::draw(quiz, seed);
    let started_at = now;
    let new =
        store::NewAttempt { enrolment, edition, module, number, seed, draw: &draw, started_at };
    Ok(store::add_attempt(conn, &new)?)
}

/// Keeps an answer, or clears it when nothing is given. `sequence` is one more than the page was
/// rendered with ([`Answer::next_sequence`]). The same answer again is safe, however often.
///
/// # Errors
/// [`QuizError::StaleAnswer`] when the slot has another answer of the same or a higher sequence;
/// [`QuizError::AlreadySubmitted`], [`QuizError::Abandoned`], [`QuizError::NoSuchSlot`],
/// [`QuizError::AnswerFault`], [`QuizError::OtherQuiz`].
pub fn save_answer(
    conn: &mut Conn,
    attempt: &Attempt,
    quiz: &Quiz,
    slot: usize,
    given: &Given,
    sequence: i64,
    now: Instant,
) -> Result<Saved, QuizError> {
    match attempt.state {
        State::InProgress => {}
        State::Submitted => return Err(QuizError::AlreadySubmitted),
        State::Abandoned => return Err(QuizError::Abandoned),
    }
    let (question, shown) = question_in(attempt, quiz, slot)?;
    let given = answer::fit(question, shown, given)?;
    let slot = i32::try_from(slot).map_err(|_| QuizError::NoSuchSlot)?;
    let new = Answer { slot, sequence, given, saved_at: now };
    if store::set_answer(conn, attempt.id, &new)? {
        return Ok(Saved { sequence, saved_at: now });
    }
    let stored = store::get_answer(conn, attempt.id, slot)?;
    if stored.given == new.given {
        Ok(Saved { sequence: stored.sequence, saved_at: stored.saved_at })
    } else {
        Err(QuizError::StaleAnswer { stored })
    }
}

fn question_in<'a>(
    attempt: &'a Attempt,
    quiz: &'a Quiz,
    slot: usize,
) -> Result<(&'a Question, &'a Slot), QuizError> {
    let shown = attempt.draw.0.get(slot).ok_or(QuizError::NoSuchSlot)?;
    let question = quiz.question(&shown.question).ok_or(QuizError::OtherQuiz)?;
    Ok((question, shown))
}

/// Hands an attempt in and marks its saved answers. Again and again it gives the same result.
///
/// # Errors
/// [`QuizError::Abandoned`], [`QuizError::OtherQuiz`].
pub fn submit(
    conn: &mut Conn,
    attempt: &Attempt,
    quiz: &Quiz,
    now: Instant,
) -> Result<Submitted, QuizError> {
    if let Some(result) = attempt.result() {
        return Ok(result);
    }
    if attempt.draw.0.iter().any(|slot| quiz.question(&slot.question).is_none()) {
        return Err(QuizError::OtherQuiz);
    }
    let given = given_by_slot(store::answers(conn, attempt.id)?);
    let mark = marking::mark(quiz, &attempt.draw, &given).total;
    let passed = passes(mark, quiz.pass_mark);
    if store::set_submitted(conn, attempt.id, mark, passed, now)? {
        return Ok(Submitted { mark, passed, first: true });
    }
    store::get_attempt(conn, attempt.id)?.result().ok_or(QuizError::Abandoned)
}

/// The answers as [`marking::mark`] takes them.
pub fn given_by_slot(answers: Vec<Answer>) -> BTreeMap<usize, Given> {
    let known = |answer: Answer| Some((usize::try_from(answer.slot).ok()?, answer.given));
    answers.into_iter().filter_map(known).collect()
}

/// The attempt whose result counts: a passed one before others, then the largest mark, then the
/// earliest.
pub fn best_attempt(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    module: &str,
) -> QueryResult<Option<Attempt>> {
    let attempts = store::list_attempts(conn, enrolment, module)?;
    let results = attempts.into_iter().filter_map(|a| a.result().map(|result| (result, a)));
    let best = results.reduce(|best, next| if next.0.beats(best.0) { next } else { best });
    Ok(best.map(|(_, attempt)| attempt))
}

impl Submitted {
    fn beats(self, other: Submitted) -> bool {
        self.passed.cmp(&other.passed).then(self.mark.compare(other.mark)).is_gt()
    }
}

impl Attempt {
    /// Its result, once it is handed in.
    pub fn result(&self) -> Option<Submitted> {
        let mark = Mark { gained: self.gained?, available: self.available? };
        Some(Submitted { mark, passed: self.passed?, first: false })
    }
}

impl Answer {
    /// What a save must carry that replaces this answer; a slot without one wants 1.
    pub fn next_sequence(&self) -> i64 {
        self.sequence.saturating_add(1)
    }
}
