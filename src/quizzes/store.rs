//! What the database keeps of attempts and answers.

mod allowances;

pub use allowances::{
    Allowed, NewAllowed, add_allowed, find_allowed, get_allowance, list_allowed, list_allowed_of,
    list_running_of, remove_allowed_of, set_allowed_ended, set_deadline,
};

use super::answer::Given;
use super::attempt::{Past, State};
use super::draw::Draw;
use super::marking::Mark;
use crate::db::schema::{answers, attempts, enrolments};
use crate::db::{Conn, Portable};
use crate::kernel::{AttemptId, EditionId, EnrolmentId, Instant, PersonId};
use diesel::backend::Backend;
use diesel::deserialize::{FromSql, FromSqlRow};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::upsert::excluded;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value kept as JSON in a text column.
#[derive(Debug, FromSqlRow)]
pub struct Json<T>(T);

impl<T: DeserializeOwned, DB: Backend> FromSql<Text, DB> for Json<T>
where
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        Ok(Json(serde_json::from_str(&String::from_sql(bytes)?)?))
    }
}

impl From<Json<Draw>> for Draw {
    fn from(Json(draw): Json<Draw>) -> Draw {
        draw
    }
}

impl From<Json<Given>> for Given {
    fn from(Json(given): Json<Given>) -> Given {
        given
    }
}

fn json(value: &impl Serialize) -> QueryResult<String> {
    serde_json::to_string(value).map_err(|e| diesel::result::Error::SerializationError(e.into()))
}

/// One try at a quiz.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = attempts)]
pub struct Attempt {
    pub id: AttemptId,
    pub enrolment_id: EnrolmentId,
    /// The edition whose quiz it is, and is marked by.
    pub edition_id: EditionId,
    pub module: String,
    /// From 1, without gaps within an enrolment and module.
    pub number: i32,
    pub state: State,
    pub seed: i64,
    #[diesel(deserialize_as = Json<Draw>)]
    pub draw: Draw,
    pub started_at: Instant,
    /// None when its quiz has no time limit.
    pub deadline_at: Option<Instant>,
    pub submitted_at: Option<Instant>,
    pub gained: Option<i64>,
    pub available: Option<i64>,
    pub passed: Option<bool>,
}

/// The attempt, if it is that person's.
pub fn find_attempt_of(
    conn: &mut Conn,
    person: PersonId,
    id: AttemptId,
) -> QueryResult<Option<Attempt>> {
    Attempt::query()
        .inner_join(enrolments::table)
        .filter(attempts::id.eq(id))
        .filter(enrolments::person_id.eq(person))
        .first(conn)
        .optional()
}

/// The attempt, whoever's it is.
pub fn get_attempt(conn: &mut Conn, id: AttemptId) -> QueryResult<Attempt> {
    Attempt::query().filter(attempts::id.eq(id)).first(conn)
}

/// The attempt that takes answers now.
pub fn find_open_attempt(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    module: &str,
) -> QueryResult<Option<Attempt>> {
    Attempt::query()
        .filter(attempts::enrolment_id.eq(enrolment))
        .filter(attempts::module.eq(module))
        .filter(attempts::state.eq(State::InProgress))
        .first(conn)
        .optional()
}

/// All attempts at a module's quiz, the first one first.
pub fn list_attempts(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    module: &str,
) -> QueryResult<Vec<Attempt>> {
    Attempt::query()
        .filter(attempts::enrolment_id.eq(enrolment))
        .filter(attempts::module.eq(module))
        .order(attempts::number)
        .load(conn)
}

pub(super) fn list_past(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    module: &str,
) -> QueryResult<Vec<Past>> {
    let rows: Vec<(AttemptId, i32, State, Option<Instant>)> = attempts::table
        .filter(attempts::enrolment_id.eq(enrolment))
        .filter(attempts::module.eq(module))
        .select((attempts::id, attempts::number, attempts::state, attempts::submitted_at))
        .load(conn)?;
    let past = |(id, number, state, submitted_at)| Past { id, number, state, submitted_at };
    Ok(rows.into_iter().map(past).collect())
}

/// The marks of all attempts that were handed in, and when, by module, the first one first.
pub fn list_marks(
    conn: &mut Conn,
    enrolment: EnrolmentId,
) -> QueryResult<Vec<(String, Mark, Instant)>> {
    let rows: Vec<(String, i64, i64, Instant)> = attempts::table
        .filter(attempts::enrolment_id.eq(enrolment))
        .filter(attempts::state.eq(State::Submitted))
        .filter(attempts::gained.is_not_null())
        .filter(attempts::available.is_not_null())
        .filter(attempts::submitted_at.is_not_null())
        .order((attempts::module, attempts::number))
        .select((
            attempts::module,
            attempts::gained.assume_not_null(),
            attempts::available.assume_not_null(),
            attempts::submitted_at.assume_not_null(),
        ))
        .load(conn)?;
    let mark = |(module, gained, available, at)| (module, Mark { gained, available }, at);
    Ok(rows.into_iter().map(mark).collect())
}

/// Attempts that take answers no more, since their time is over, and whose they are: up to `most`
/// with larger ids than `after`, in their order.
pub fn list_overdue(
    conn: &mut Conn,
    now: Instant,
    after: AttemptId,
    most: i64,
) -> QueryResult<Vec<(AttemptId, PersonId)>> {
    attempts::table
        .inner_join(enrolments::table)
        .filter(attempts::state.eq(State::InProgress))
        .filter(attempts::deadline_at.le(now))
        .filter(attempts::id.gt(after))
        .order(attempts::id)
        .limit(most)
        .select((attempts::id, enrolments::person_id))
        .load(conn)
}

/// A learner's attempts whose time is over, in the order in which it ended.
pub fn list_overdue_of(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    now: Instant,
) -> QueryResult<Vec<Attempt>> {
    Attempt::query()
        .filter(attempts::enrolment_id.eq(enrolment))
        .filter(attempts::state.eq(State::InProgress))
        .filter(attempts::deadline_at.le(now))
        .order(attempts::deadline_at)
        .load(conn)
}

/// An attempt that is about to begin.
pub(super) struct NewAttempt<'a> {
    pub enrolment: EnrolmentId,
    pub edition: EditionId,
    pub module: &'a str,
    pub number: i32,
    pub seed: i64,
    pub draw: &'a Draw,
    pub started_at: Instant,
    pub deadline_at: Option<Instant>,
}

pub(super) fn add_attempt(conn: &mut Conn, new: &NewAttempt) -> QueryResult<AttemptId> {
    diesel::insert_into(attempts::table)
        .values((
            attempts::enrolment_id.eq(new.enrolment),
            attempts::edition_id.eq(new.edition),
            attempts::module.eq(new.module),
            attempts::number.eq(new.number),
            attempts::state.eq(State::InProgress),
            attempts::seed.eq(new.seed),
            attempts::draw.eq(json(new.draw)?),
            attempts::started_at.eq(new.started_at),
            attempts::deadline_at.eq(new.deadline_at),
        ))
        .returning(attempts::id)
        .get_result(conn)
}

/// Whether this call was the one that handed it in.
pub(super) fn set_submitted(
    conn: &mut Conn,
    id: AttemptId,
    mark: Mark,
    passed: bool,
    now: Instant,
) -> QueryResult<bool> {
    let changed = diesel::update(attempts::table)
        .filter(attempts::id.eq(id))
        .filter(attempts::state.eq(State::InProgress))
        .set((
            attempts::state.eq(State::Submitted),
            attempts::submitted_at.eq(now),
            attempts::gained.eq(mark.gained),
            attempts::available.eq(mark.available),
            attempts::passed.eq(passed),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// The newest answer in a slot.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = answers)]
pub struct Answer {
    /// From 0.
    pub slot: i32,
    /// Rises with each change; a page carries the one that it was rendered with.
    pub sequence: i64,
    #[diesel(deserialize_as = Json<Given>)]
    pub given: Given,
    pub saved_at: Instant,
}

/// The answers of an attempt, by slot. A slot never answered has none; one that was cleared has an
/// empty one.
pub fn answers(conn: &mut Conn, attempt: AttemptId) -> QueryResult<Vec<Answer>> {
    Answer::query().filter(answers::attempt_id.eq(attempt)).order(answers::slot).load(conn)
}

pub(super) fn get_answer(conn: &mut Conn, attempt: AttemptId, slot: i32) -> QueryResult<Answer> {
    Answer::query()
        .filter(answers::attempt_id.eq(attempt))
        .filter(answers::slot.eq(slot))
        .first(conn)
}

/// Keeps an answer, unless the slot has one of the same or a higher sequence. Whether it was kept.
pub(super) fn set_answer(
    conn: &mut Conn,
    attempt: AttemptId,
    answer: &Answer,
) -> QueryResult<bool> {
    let changed = diesel::insert_into(answers::table)
        .values((
            answers::attempt_id.eq(attempt),
            answers::slot.eq(answer.slot),
            answers::sequence.eq(answer.sequence),
            answers::given.eq(json(&answer.given)?),
            answers::saved_at.eq(answer.saved_at),
        ))
        .on_conflict((answers::attempt_id, answers::slot))
        .do_update()
        .set((
            answers::sequence.eq(excluded(answers::sequence)),
            answers::given.eq(excluded(answers::given)),
            answers::saved_at.eq(excluded(answers::saved_at)),
        ))
        .only_if(excluded(answers::sequence).gt(answers::sequence))
        .on_each()
        .execute(conn)?;
    Ok(changed == 1)
}

pub(super) fn abandon_attempts_of(conn: &mut Conn, person: PersonId) -> QueryResult<()> {
    let theirs = enrolments::table.filter(enrolments::person_id.eq(person)).select(enrolments::id);
    diesel::update(attempts::table.filter(attempts::enrolment_id.eq_any(theirs)))
        .filter(attempts::state.eq(State::InProgress))
        .set(attempts::state.eq(State::Abandoned))
        .execute(conn)
        .map(drop)
}

/// An answer that holds a text is an object that begins with it; an empty list is one that was
/// cleared.
pub(super) fn empty_texts_of(conn: &mut Conn, person: PersonId) -> QueryResult<()> {
    let theirs = attempts::table
        .inner_join(enrolments::table)
        .filter(enrolments::person_id.eq(person))
        .select(attempts::id);
    diesel::update(answers::table.filter(answers::attempt_id.eq_any(theirs)))
        .filter(answers::given.like("{\"text\"%"))
        .set(answers::given.eq("[]"))
        .execute(conn)
        .map(drop)
}
