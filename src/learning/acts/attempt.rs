use super::close;
use crate::courses::Shelf;
use crate::courses::edition::{Edition, Quiz};
use crate::db::Conn;
use crate::kernel::{AttemptId, Instant, PersonId, Random};
use crate::learning::{LearningError, edition, get_place_of};
use crate::quizzes::answer::{self, Given, Standing};
use crate::quizzes::{self, Answer, Attempt, Saved, Submitted};
use std::sync::Arc;

/// An attempt with all that its pages show.
#[derive(Debug, Clone)]
pub struct AttemptView {
    pub attempt: Attempt,
    pub edition: Arc<Edition>,
    pub answers: Vec<Answer>,
}

impl AttemptView {
    /// The quiz that it draws from.
    pub fn quiz(&self) -> Option<&Quiz> {
        quiz_of(&self.edition, &self.attempt.module)
    }
}

fn quiz_of<'a>(edition: &'a Edition, module: &str) -> Option<&'a Quiz> {
    edition.module(module)?.quiz.as_ref()
}

/// Begins an attempt at a module's quiz, or finds the one that is open.
pub fn start_attempt(
    conn: &mut Conn,
    shelf: &Shelf,
    random: &Random,
    person: PersonId,
    (course, module): (&str, &str),
    now: Instant,
) -> Result<AttemptId, LearningError> {
    let place = get_place_of(conn, shelf, person, course)?;
    close::close_overdue_of(conn, shelf, random, place.enrolment.id, now)?;
    let quiz = quiz_of(&place.edition, module).ok_or(LearningError::NotFound)?;
    let (enrolment, edition) = (place.enrolment.id, place.enrolment.edition_id);
    Ok(quizzes::start(conn, enrolment, edition, module, quiz, random.seed(), now)?)
}

/// The learner's attempt with its answers.
pub fn view_attempt(
    conn: &mut Conn,
    shelf: &Shelf,
    person: PersonId,
    attempt: AttemptId,
) -> Result<AttemptView, LearningError> {
    let attempt = load(conn, person, attempt)?;
    let edition = edition(conn, shelf, attempt.edition_id)?;
    let answers = quizzes::answers(conn, attempt.id)?;
    Ok(AttemptView { attempt, edition, answers })
}

/// That an answer is safe, and how many questions its attempt has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SavedAnswer {
    pub saved: Saved,
    pub questions: usize,
    /// Whether it is an order or a match with something missing or twice.
    pub unfinished: bool,
}

/// Keeps an answer as given; the same again is safe.
#[expect(clippy::too_many_arguments, reason = "an answer is a slot, a choice and a sequence")]
pub fn save_answer(
    conn: &mut Conn,
    shelf: &Shelf,
    person: PersonId,
    attempt: AttemptId,
    slot: usize,
    given: &Given,
    sequence: i64,
    now: Instant,
) -> Result<SavedAnswer, LearningError> {
    let attempt = load(conn, person, attempt)?;
    let edition = edition(conn, shelf, attempt.edition_id)?;
    let quiz = quiz_of(&edition, &attempt.module).ok_or(LearningError::NotFound)?;
    let saved = quizzes::save_answer(conn, &attempt, quiz, slot, given, sequence, now)?;
    let question = attempt.draw.0.get(slot).and_then(|drawn| quiz.question(&drawn.question));
    let standing = question.map(|question| answer::standing(question, Some(given)));
    let unfinished = matches!(standing, Some(Standing::Unfinished { .. }));
    Ok(SavedAnswer { saved, questions: attempt.draw.0.len(), unfinished })
}

/// Hands an attempt in, or finds it handed in at its deadline; keeps what that completes. However often it is repeated,
/// there is one result, one completion, one certificate and one letter.
pub fn hand_in(
    conn: &mut Conn,
    shelf: &Shelf,
    random: &Random,
    person: PersonId,
    attempt: AttemptId,
    now: Instant,
) -> Result<Submitted, LearningError> {
    let enrolment = load(conn, person, attempt)?.enrolment_id;
    close::close_overdue_of(conn, shelf, random, enrolment, now)?;
    let attempt = load(conn, person, attempt)?;
    close::finish(conn, shelf, random, &attempt, now)
}

fn load(conn: &mut Conn, person: PersonId, id: AttemptId) -> Result<Attempt, LearningError> {
    quizzes::find_attempt_of(conn, person, id)?.ok_or(LearningError::NotFound)
}
