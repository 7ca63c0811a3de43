//! Questions drawn, answered and marked.
//!
//! An attempt draws its questions when it starts, keeps each answer as it is given, and is marked
//! in the transaction that hands it in. Each operation runs inside one [`crate::db::Db::write`],
//! with an [`Attempt`] that was loaded there: that is what keeps an answer from slipping in behind
//! a submission.
//!
//! Uses: kernel, db, courses.

pub mod allowance;
pub mod answer;
pub mod attempt;
pub mod deadline;
pub mod draw;
pub mod grading;
pub mod marking;
pub mod review;
#[cfg(test)]
mod samples;
mod store;

pub use store::{
    Allowed, Answer, Attempt, NewAllowed, add_allowed, answers, find_allowed, find_attempt_of,
    find_open_attempt, get_allowance, get_attempt, list_allowed, list_allowed_of, list_attempts,
    list_marks, list_overdue, list_overdue_of, list_running_of, set_allowed_ended, set_deadline,
};

use crate::courses::edition::{Edition, Question, Quiz};
use crate::db::Conn;
use crate::kernel::{AttemptId, EditionId, EnrolmentId, Instant, PersonId};
use answer::{AnswerFault, Given};
use attempt::{Past, StartRefusal, State, may_start};
use diesel::prelude::*;
use draw::Slot;
use marking::{Mark, passes};
use review::Visible;
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
    /// The saved answers count; this one does not.
    #[error("the attempt's time was over at {ended_at} UTC")]
    TimeOver { ended_at: Instant },
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
    /// The moment that counts: its deadline, if that closed it.
    pub at: Instant,
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
    let allowance = store::get_allowance(conn, enrolment, module)?;
    let past = store::list_past(conn, enrolment, module)?;
    let now = not_before(past.iter().filter_map(|past| past.submitted_at), now);
    let number = match may_start(quiz, allowance, &past, now) {
        Ok(number) => number,
        Err(StartRefusal::AlreadyOpen(id)) => return Ok(id),
        Err(StartRefusal::NoAttemptsLeft) => return Err(QuizError::NoAttemptsLeft),
        Err(StartRefusal::WaitUntil(again_at)) => return Err(QuizError::Wait { again_at }),
    };
    let new = store::NewAttempt {
        enrolment,
        edition,
        module,
        number,
        seed,
        draw: &draw::draw(quiz, seed),
        started_at: now,
        deadline_at: allowance.minutes(quiz).map(|minutes| deadline::deadline(now, minutes)),
    };
    #[cfg(feature = "faults")]
    let new = if crate::db::is_broken("deadline-by-the-wall-clock") {
        let ahead = |at: Instant| crate::kernel::london(at).naive_local() - at;
        let by_wall = |at: Instant| at - (ahead(at) - ahead(now));
        store::NewAttempt { deadline_at: new.deadline_at.map(by_wall), ..new }
    } else {
        new
    };
    Ok(store::add_attempt(conn, &new)?)
}

/// Keeps an answer, or clears it when nothing is given. `sequence` is one more than the page was
/// rendered with ([`Answer::next_sequence`]). The same answer again is safe, however often.
///
/// # Errors
/// [`QuizError::StaleAnswer`] when the slot has another answer of the same or a higher sequence;
/// [`QuizError::TimeOver`], [`QuizError::AlreadySubmitted`], [`QuizError::Abandoned`],
/// [`QuizError::NoSuchSlot`], [`QuizError::AnswerFault`], [`QuizError::OtherQuiz`].
pub fn save_answer(
    conn: &mut Conn,
    attempt: &Attempt,
    quiz: &Quiz,
    slot: usize,
    given: &Given,
    sequence: i64,
    now: Instant,
) -> Result<Saved, QuizError> {
    takes_answers(attempt, now)?;
    let (question, shown) = question_in(attempt, quiz, slot)?;
    let given = answer::fit(question, shown, given)?;
    let slot = i32::try_from(slot).map_err(|_| QuizError::NoSuchSlot)?;
    let new = Answer { slot, sequence, given, saved_at: not_before([attempt.started_at], now) };
    if store::set_answer(conn, attempt.id, &new)? {
        return Ok(Saved { sequence, saved_at: new.saved_at });
    }
    let stored = store::get_answer(conn, attempt.id, slot)?;
    if stored.given == new.given {
        Ok(Saved { sequence: stored.sequence, saved_at: stored.saved_at })
    } else {
        Err(QuizError::StaleAnswer { stored })
    }
}

/// Whether an attempt takes answers at that moment.
///
/// # Errors
/// [`QuizError::TimeOver`], also when the attempt was closed for it already;
/// [`QuizError::AlreadySubmitted`], [`QuizError::Abandoned`].
pub fn takes_answers(attempt: &Attempt, now: Instant) -> Result<(), QuizError> {
    match (attempt.state, attempt.over_at(now)) {
        (State::Abandoned, _) => Err(QuizError::Abandoned),
        (_, Some(ended_at)) => Err(QuizError::TimeOver { ended_at }),
        (State::Submitted, None) => Err(QuizError::AlreadySubmitted),
        (State::InProgress, None) => Ok(()),
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

/// Hands an attempt in and marks its saved answers, at its deadline if that is behind us. Again and
/// again it gives the same result.
///
/// # Errors
/// [`QuizError::Abandoned`], [`QuizError::OtherQuiz`].
pub fn submit(
    conn: &mut Conn,
    attempt: &Attempt,
    quiz: &Quiz,
    now: Instant,
) -> Result<Submitted, QuizError> {
    let stored = attempt.result();
    #[cfg(feature = "faults")]
    let stored = stored.filter(|_| !crate::db::is_broken("submit-twice"));
    if let Some(result) = stored {
        return Ok(result);
    }
    if attempt.draw.0.iter().any(|slot| quiz.question(&slot.question).is_none()) {
        return Err(QuizError::OtherQuiz);
    }
    let answers = store::answers(conn, attempt.id)?;
    let saved = answers.iter().map(|answer| answer.saved_at).chain([attempt.started_at]);
    let now = not_before(saved, now);
    let given = given_by_slot(answers);
    let mark = marking::mark(quiz, &attempt.draw, &given).total;
    let passed = passes(mark, quiz.pass_mark);
    let at = attempt.over_at(now).unwrap_or(now);
    let first = store::set_submitted(conn, attempt.id, mark, passed, at)?;
    #[cfg(feature = "faults")]
    let first = first || crate::db::is_broken("submit-twice");
    if first {
        return Ok(Submitted { mark, passed, at, first: true });
    }
    store::get_attempt(conn, attempt.id)?.result().ok_or(QuizError::Abandoned)
}

/// The time now, or the latest of what went before: when the machine's clock is set back, a learner's
/// time stands still until it has caught up.
fn not_before(before: impl IntoIterator<Item = Instant>, now: Instant) -> Instant {
    #[cfg(feature = "faults")]
    if crate::db::is_broken("time-runs-back") {
        return now;
    }
    before.into_iter().fold(now, Instant::max)
}

/// What may be shown of an attempt to a learner who has passed its quiz or not.
pub fn visible_of(
    conn: &mut Conn,
    attempt: &Attempt,
    quiz: &Quiz,
    passed: bool,
    now: Instant,
) -> QueryResult<Visible> {
    let allowance = store::get_allowance(conn, attempt.enrolment_id, &attempt.module)?;
    let past = store::list_past(conn, attempt.enrolment_id, &attempt.module)?;
    let next = may_start(quiz, allowance, &past, now);
    let none_left = next == Err(StartRefusal::NoAttemptsLeft);
    Ok(review::visible(quiz.review, review::phase(attempt.state, passed, none_left)))
}

/// The answers as [`marking::mark`] takes them.
pub fn given_by_slot(answers: Vec<Answer>) -> BTreeMap<usize, Given> {
    let known = |answer: Answer| Some((usize::try_from(answer.slot).ok()?, answer.given));
    answers.into_iter().filter_map(known).collect()
}

/// The modules of an edition whose quiz is passed, as its grading says.
pub fn list_passed(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    edition: &Edition,
) -> QueryResult<Vec<String>> {
    let mut marks: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    for (module, mark, _) in store::list_marks(conn, enrolment)? {
        marks.entry(module).or_default().push(mark);
    }
    let is_passed = |(module, marks): &(String, Vec<Mark>)| {
        let quiz = edition.module(module).and_then(|module| module.quiz.as_ref());
        quiz.is_some_and(|quiz| grading::is_passed(quiz, marks))
    };
    Ok(marks.into_iter().filter(is_passed).map(|(module, _)| module).collect())
}

/// The mark that counts of a module's attempts, the first one first.
pub fn counting_mark(quiz: &Quiz, attempts: &[Attempt]) -> Option<Mark> {
    let marks: Vec<Mark> =
        attempts.iter().filter_map(Attempt::result).map(|result| result.mark).collect();
    grading::counting(quiz.grading, &marks)
}

/// Forgets what a person typed; what they chose, and their marks, stay for statistics. An open
/// attempt is abandoned, and what they were allowed goes, with the reasons.
pub fn forget(conn: &mut Conn, person: PersonId) -> QueryResult<()> {
    store::abandon_attempts_of(conn, person)?;
    store::remove_allowed_of(conn, person)?;
    store::empty_texts_of(conn, person)
}

impl Attempt {
    /// The moment at which its time ended, if it is over: by then it was handed in, or that is its
    /// hand-in. None for one that was handed in before.
    pub fn over_at(&self, now: Instant) -> Option<Instant> {
        deadline::over(self.deadline_at, self.submitted_at.unwrap_or(now))
    }

    /// The deadline, if that is what closed it.
    pub fn closed_at_deadline(&self) -> Option<Instant> {
        self.submitted_at.filter(|at| Some(*at) == self.deadline_at)
    }

    /// What matters of it to the next one.
    pub fn past(&self) -> Past {
        let Attempt { id, number, state, submitted_at, .. } = *self;
        Past { id, number, state, submitted_at }
    }

    /// Its result, once it is handed in.
    pub fn result(&self) -> Option<Submitted> {
        let mark = Mark { gained: self.gained?, available: self.available? };
        Some(Submitted { mark, passed: self.passed?, at: self.submitted_at?, first: false })
    }
}

impl Answer {
    /// What a save must carry that replaces this answer; a slot without one wants 1.
    pub fn next_sequence(&self) -> i64 {
        self.sequence.saturating_add(1)
    }
}
