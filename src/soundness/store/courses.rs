use super::BATCH;
use crate::db::Conn;
use crate::db::schema::{
    answers, attempts, certificates, course_completions, enrolments, lesson_reads,
    module_completions, people, printed_names,
};
use crate::kernel::{
    AttemptId, CertificateId, CompletionId, EditionId, EnrolmentId, Instant, PersonId,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::HashSet;

/// An attempt as it stands in its table.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = attempts)]
pub struct AttemptRow {
    pub id: AttemptId,
    pub edition_id: EditionId,
    pub module: String,
    pub number: i32,
    pub state: String,
    pub seed: i64,
    pub draw: String,
    pub started_at: Instant,
    pub deadline_at: Option<Instant>,
    pub submitted_at: Option<Instant>,
    pub gained: Option<i64>,
    pub available: Option<i64>,
    pub passed: Option<bool>,
}

/// An attempt, the edition of its enrolment, and when its person was erased.
pub type AttemptOf = (AttemptRow, EditionId, Option<Instant>);

pub fn list_attempts(conn: &mut Conn, after: i64) -> QueryResult<Vec<AttemptOf>> {
    attempts::table
        .inner_join(enrolments::table.inner_join(people::table))
        .filter(attempts::id.gt(after))
        .order(attempts::id)
        .limit(BATCH)
        .select((AttemptRow::as_select(), enrolments::edition_id, people::erased_at))
        .load(conn)
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = answers)]
pub struct AnswerRow {
    pub id: i64,
    pub attempt_id: AttemptId,
    pub slot: i32,
    pub sequence: i64,
    pub given: String,
    pub saved_at: Instant,
}

/// The answers of the attempts after one up to another.
pub fn list_answers(conn: &mut Conn, after: i64, last: i64) -> QueryResult<Vec<AnswerRow>> {
    answers::table
        .filter(answers::attempt_id.gt(after))
        .filter(answers::attempt_id.le(last))
        .order((answers::attempt_id, answers::slot))
        .select(AnswerRow::as_select())
        .load(conn)
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = enrolments)]
pub struct EnrolmentRow {
    pub id: EnrolmentId,
    pub person_id: PersonId,
    pub course: String,
    pub edition_id: EditionId,
}

pub fn list_enrolments(conn: &mut Conn, after: i64) -> QueryResult<Vec<EnrolmentRow>> {
    enrolments::table
        .filter(enrolments::id.gt(after))
        .order(enrolments::id)
        .limit(BATCH)
        .select(EnrolmentRow::as_select())
        .load(conn)
}

/// An attempt in its series.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = attempts)]
pub struct TryRow {
    pub id: AttemptId,
    pub enrolment_id: EnrolmentId,
    pub module: String,
    pub number: i32,
    pub state: String,
    pub started_at: Instant,
    pub gained: Option<i64>,
    pub available: Option<i64>,
}

/// The attempts of the enrolments after one up to another, by enrolment, module and number.
pub fn list_tries(conn: &mut Conn, after: i64, last: i64) -> QueryResult<Vec<TryRow>> {
    attempts::table
        .filter(attempts::enrolment_id.gt(after))
        .filter(attempts::enrolment_id.le(last))
        .order((attempts::enrolment_id, attempts::module, attempts::number, attempts::id))
        .select(TryRow::as_select())
        .load(conn)
}

/// (enrolment, module, lesson)
pub fn list_reads(
    conn: &mut Conn,
    after: i64,
    last: i64,
) -> QueryResult<Vec<(EnrolmentId, String, String)>> {
    lesson_reads::table
        .filter(lesson_reads::enrolment_id.gt(after))
        .filter(lesson_reads::enrolment_id.le(last))
        .select((lesson_reads::enrolment_id, lesson_reads::module, lesson_reads::lesson))
        .load(conn)
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = module_completions)]
pub struct ModuleRow {
    pub id: i64,
    pub enrolment_id: EnrolmentId,
    pub module: String,
}

pub fn list_modules(conn: &mut Conn, after: i64, last: i64) -> QueryResult<Vec<ModuleRow>> {
    module_completions::table
        .filter(module_completions::enrolment_id.gt(after))
        .filter(module_completions::enrolment_id.le(last))
        .select(ModuleRow::as_select())
        .load(conn)
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = course_completions)]
pub struct CompletionRow {
    pub id: CompletionId,
    pub person_id: PersonId,
    pub enrolment_id: EnrolmentId,
    pub edition_id: EditionId,
    pub course: String,
    pub award: i32,
    pub completed_at: Instant,
}

pub fn list_completions(conn: &mut Conn, after: i64, last: i64) -> QueryResult<Vec<CompletionRow>> {
    course_completions::table
        .filter(course_completions::enrolment_id.gt(after))
        .filter(course_completions::enrolment_id.le(last))
        .select(CompletionRow::as_select())
        .load(conn)
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = certificates)]
pub struct CertificateRow {
    pub id: CertificateId,
    pub person_id: PersonId,
    pub completion_id: CompletionId,
    pub course: String,
    pub award: i32,
    pub issue: i32,
    pub number: String,
    pub state: String,
    pub state_changed_at: Option<Instant>,
    pub course_title: String,
    pub edition: String,
    pub completed_on: NaiveDate,
}

/// The certificates of completions of the enrolments after one up to another.
pub fn list_certificates_issued(
    conn: &mut Conn,
    after: i64,
    last: i64,
) -> QueryResult<Vec<CertificateRow>> {
    certificates::table
        .inner_join(course_completions::table)
        .filter(course_completions::enrolment_id.gt(after))
        .filter(course_completions::enrolment_id.le(last))
        .select(CertificateRow::as_select())
        .load(conn)
}

/// Who of the enrolments after one up to another has confirmed the name to print.
pub fn list_confirmed(conn: &mut Conn, after: i64, last: i64) -> QueryResult<HashSet<PersonId>> {
    let theirs = enrolments::table
        .filter(enrolments::id.gt(after))
        .filter(enrolments::id.le(last))
        .select(enrolments::person_id);
    let confirmed: Vec<PersonId> = printed_names::table
        .filter(printed_names::person_id.eq_any(theirs))
        .select(printed_names::person_id)
        .load(conn)?;
    Ok(confirmed.into_iter().collect())
}

/// The ids of people after one.
pub fn list_people(conn: &mut Conn, after: i64) -> QueryResult<Vec<PersonId>> {
    people::table
        .filter(people::id.gt(after))
        .order(people::id)
        .limit(BATCH)
        .select(people::id)
        .load(conn)
}

/// The certificates of the people after one up to another, by person, course, award and issue; and
/// whether each one's completion is there.
pub fn list_certificates_held(
    conn: &mut Conn,
    after: i64,
    last: i64,
) -> QueryResult<Vec<(CertificateRow, Option<CompletionId>)>> {
    certificates::table
        .left_join(course_completions::table)
        .filter(certificates::person_id.gt(after))
        .filter(certificates::person_id.le(last))
        .order((
            certificates::person_id,
            certificates::course,
            certificates::award,
            certificates::issue,
            certificates::id,
        ))
        .select((CertificateRow::as_select(), course_completions::id.nullable()))
        .load(conn)
}
