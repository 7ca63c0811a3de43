use super::complete;
use crate::courses::Shelf;
use crate::db::Conn;
use crate::kernel::{AttemptId, EnrolmentId, Instant, Random};
use crate::learning::{LearningError, edition, store};
use crate::quizzes::{self, Attempt, Submitted};

/// Closes an attempt whose time is over: its saved answers are marked, and what that completes is
/// complete from the deadline on. Any other attempt stays as it is, so this may be done by several
/// processes, and again.
pub fn close_attempt(
    conn: &mut Conn,
    shelf: &Shelf,
    random: &Random,
    attempt: AttemptId,
    now: Instant,
) -> Result<(), LearningError> {
    let attempt = quizzes::get_attempt(conn, attempt)?;
    close_overdue_of(conn, shelf, random, attempt.enrolment_id, now)
}

/// Closes a learner's attempts whose time is over. Every other act of theirs on the course begins
/// with it, so that what they did is kept in the order in which they did it.
pub fn close_overdue_of(
    conn: &mut Conn,
    shelf: &Shelf,
    random: &Random,
    enrolment: EnrolmentId,
    now: Instant,
) -> Result<(), LearningError> {
    for attempt in quizzes::list_overdue_of(conn, enrolment, now)? {
        finish(conn, shelf, random, &attempt, now)?;
    }
    Ok(())
}

/// Marks an attempt and keeps what that completes.
pub fn finish(
    conn: &mut Conn,
    shelf: &Shelf,
    random: &Random,
    attempt: &Attempt,
    now: Instant,
) -> Result<Submitted, LearningError> {
    let edition = edition(conn, shelf, attempt.edition_id)?;
    let module = edition.module(&attempt.module).ok_or(LearningError::NotFound)?;
    let quiz = module.quiz.as_ref().ok_or(LearningError::NotFound)?;
    let submitted = quizzes::submit(conn, attempt, quiz, now)?;
    // No grading passes a quiz by an attempt that fails.
    if submitted.first && submitted.passed {
        let enrolment = store::get_enrolment(conn, attempt.enrolment_id)?;
        let mut place = crate::learning::place(conn, shelf, enrolment)?;
        complete::settle(conn, &mut place, random, submitted.at)?;
    }
    Ok(submitted)
}
