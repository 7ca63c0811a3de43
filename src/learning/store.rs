use super::progress::Standing;
use crate::db::Conn;
use crate::db::schema::{
    certificates, course_completions, enrolments, lesson_reads, module_completions,
};
use crate::kernel::{CompletionId, EditionId, EnrolmentId, Instant, PersonId};
use diesel::prelude::*;

/// A person on a course.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = enrolments)]
pub struct Enrolment {
    pub id: EnrolmentId,
    pub person_id: PersonId,
    pub course: String,
    /// The edition that they began on and finish on.
    pub edition_id: EditionId,
    pub enrolled_at: Instant,
}

pub fn get_enrolment(conn: &mut Conn, enrolment: EnrolmentId) -> QueryResult<Enrolment> {
    Enrolment::query().filter(enrolments::id.eq(enrolment)).first(conn)
}

pub fn find_enrolment_of(
    conn: &mut Conn,
    person: PersonId,
    course: &str,
) -> QueryResult<Option<Enrolment>> {
    Enrolment::query()
        .filter(enrolments::person_id.eq(person))
        .filter(enrolments::course.eq(course))
        .first(conn)
        .optional()
}

pub fn list_enrolments_of(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<Enrolment>> {
    Enrolment::query().filter(enrolments::person_id.eq(person)).order(enrolments::id).load(conn)
}

pub fn add_enrolment(
    conn: &mut Conn,
    person: PersonId,
    course: &str,
    edition: EditionId,
    now: Instant,
) -> QueryResult<Enrolment> {
    let id: EnrolmentId = diesel::insert_into(enrolments::table)
        .values((
            enrolments::person_id.eq(person),
            enrolments::course.eq(course),
            enrolments::edition_id.eq(edition),
            enrolments::enrolled_at.eq(now),
        ))
        .returning(enrolments::id)
        .get_result(conn)?;
    get_enrolment(conn, id)
}

/// What a learner has done, with the quizzes that they passed.
pub fn get_standing(
    conn: &mut Conn,
    enrolment: &Enrolment,
    passed: Vec<String>,
) -> QueryResult<Standing> {
    let read: Vec<(String, String)> = lesson_reads::table
        .filter(lesson_reads::enrolment_id.eq(enrolment.id))
        .select((lesson_reads::module, lesson_reads::lesson))
        .load(conn)?;
    let completed: Vec<(String, Instant)> = module_completions::table
        .filter(module_completions::enrolment_id.eq(enrolment.id))
        .select((module_completions::module, module_completions::completed_at))
        .load(conn)?;
    let course_completed_at = course_completions::table
        .filter(course_completions::person_id.eq(enrolment.person_id))
        .filter(course_completions::course.eq(&enrolment.course))
        .order(course_completions::award.desc())
        .select(course_completions::completed_at)
        .first(conn)
        .optional()?;
    Ok(Standing::new(read, passed, completed, course_completed_at))
}

pub fn has_lesson_read(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    module: &str,
    lesson: &str,
) -> QueryResult<bool> {
    let reads = lesson_reads::table
        .filter(lesson_reads::enrolment_id.eq(enrolment))
        .filter(lesson_reads::module.eq(module))
        .filter(lesson_reads::lesson.eq(lesson));
    diesel::select(diesel::dsl::exists(reads)).get_result(conn)
}

pub fn add_lesson_read(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    module: &str,
    lesson: &str,
    now: Instant,
) -> QueryResult<()> {
    diesel::insert_into(lesson_reads::table)
        .values((
            lesson_reads::enrolment_id.eq(enrolment),
            lesson_reads::module.eq(module),
            lesson_reads::lesson.eq(lesson),
            lesson_reads::read_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

pub fn add_module_completion(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    module: &str,
    now: Instant,
) -> QueryResult<()> {
    diesel::insert_into(module_completions::table)
        .values((
            module_completions::enrolment_id.eq(enrolment),
            module_completions::module.eq(module),
            module_completions::completed_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

/// The fact that a person completed a course.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = course_completions)]
pub struct Completion {
    pub id: CompletionId,
    pub person_id: PersonId,
    pub edition_id: EditionId,
    pub course: String,
    /// Rises with each renewal, from 1.
    pub award: i32,
    pub completed_at: Instant,
}

/// The completions of a person that no certificate states, the oldest first.
pub fn list_completions_without_certificate_of(
    conn: &mut Conn,
    person: PersonId,
) -> QueryResult<Vec<Completion>> {
    let stated = certificates::table
        .filter(certificates::person_id.eq(person))
        .select(certificates::completion_id);
    Completion::query()
        .filter(course_completions::person_id.eq(person))
        .filter(course_completions::id.ne_all(stated))
        .order(course_completions::id)
        .load(conn)
}

pub fn add_course_completion(
    conn: &mut Conn,
    enrolment: &Enrolment,
    award: i32,
    now: Instant,
) -> QueryResult<Completion> {
    let id: CompletionId = diesel::insert_into(course_completions::table)
        .values((
            course_completions::person_id.eq(enrolment.person_id),
            course_completions::enrolment_id.eq(enrolment.id),
            course_completions::edition_id.eq(enrolment.edition_id),
            course_completions::course.eq(&enrolment.course),
            course_completions::award.eq(award),
            course_completions::completed_at.eq(now),
        ))
        .returning(course_completions::id)
        .get_result(conn)?;
    Completion::query().filter(course_completions::id.eq(id)).first(conn)
}
