use super::Attempt;
use crate::db::Conn;
use crate::db::schema::{allowances, attempts, enrolments};
use crate::kernel::{AllowanceId, AttemptId, EnrolmentId, Instant, PersonId};
use crate::quizzes::allowance::Allowance;
use crate::quizzes::attempt::State;
use diesel::prelude::*;

/// Extra time and extra attempts that somebody has.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = allowances)]
pub struct Allowed {
    pub id: AllowanceId,
    pub person_id: PersonId,
    pub course: String,
    /// Empty for every module of the course.
    pub module: String,
    pub extra_time_percent: i32,
    pub extra_attempts: i32,
    /// For staff.
    pub reason: String,
    pub granted_by_person_id: PersonId,
    pub granted_at: Instant,
}

impl Allowed {
    /// What it gives.
    pub fn allowance(&self) -> Allowance {
        allowance((self.extra_time_percent, self.extra_attempts))
    }
}

fn allowance((percent, attempts): (i32, i32)) -> Allowance {
    Allowance {
        extra_time_percent: u32::try_from(percent).unwrap_or_default(),
        extra_attempts: u32::try_from(attempts).unwrap_or_default(),
    }
}

/// What is allowed now, the newest first.
pub fn list_allowed(conn: &mut Conn, most: i64) -> QueryResult<Vec<Allowed>> {
    Allowed::query()
        .filter(allowances::ended_at.is_null())
        .order(allowances::id.desc())
        .limit(most)
        .load(conn)
}

/// What is allowed under that id, unless it has ended.
pub fn find_allowed(conn: &mut Conn, id: AllowanceId) -> QueryResult<Option<Allowed>> {
    Allowed::query()
        .filter(allowances::id.eq(id))
        .filter(allowances::ended_at.is_null())
        .first(conn)
        .optional()
}

/// What a person is allowed on a course.
pub fn list_allowed_of(
    conn: &mut Conn,
    person: PersonId,
    course: &str,
) -> QueryResult<Vec<Allowed>> {
    Allowed::query()
        .filter(allowances::person_id.eq(person))
        .filter(allowances::course.eq(course))
        .filter(allowances::ended_at.is_null())
        .order(allowances::id)
        .load(conn)
}

/// What the person of an enrolment has at a module's quiz.
pub fn get_allowance(
    conn: &mut Conn,
    enrolment: EnrolmentId,
    module: &str,
) -> QueryResult<Allowance> {
    let rows: Vec<(i32, i32)> = allowances::table
        .inner_join(
            enrolments::table.on(enrolments::person_id
                .eq(allowances::person_id)
                .and(enrolments::course.eq(allowances::course))),
        )
        .filter(enrolments::id.eq(enrolment))
        .filter(allowances::ended_at.is_null())
        .filter(allowances::module.eq("").or(allowances::module.eq(module)))
        .select((allowances::extra_time_percent, allowances::extra_attempts))
        .load(conn)?;
    Ok(Allowance::most_generous(rows.into_iter().map(allowance)))
}

/// Something that is about to be allowed.
pub struct NewAllowed<'a> {
    pub person: PersonId,
    pub course: &'a str,
    /// Empty for every module of the course.
    pub module: &'a str,
    pub allowance: Allowance,
    pub reason: &'a str,
    pub by: PersonId,
}

pub fn add_allowed(conn: &mut Conn, new: &NewAllowed<'_>, now: Instant) -> QueryResult<()> {
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    diesel::insert_into(allowances::table)
        .values((
            allowances::person_id.eq(new.person),
            allowances::course.eq(new.course),
            allowances::module.eq(new.module),
            allowances::extra_time_percent.eq(number(new.allowance.extra_time_percent)),
            allowances::extra_attempts.eq(number(new.allowance.extra_attempts)),
            allowances::reason.eq(new.reason),
            allowances::granted_by_person_id.eq(new.by),
            allowances::granted_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

/// Whether this call was the one that ended it.
pub fn set_allowed_ended(
    conn: &mut Conn,
    id: AllowanceId,
    by: PersonId,
    now: Instant,
) -> QueryResult<bool> {
    let changed = diesel::update(allowances::table)
        .filter(allowances::id.eq(id))
        .filter(allowances::ended_at.is_null())
        .set((allowances::ended_by_person_id.eq(by), allowances::ended_at.eq(now)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// A person's attempts on a course that take answers until a deadline.
pub fn list_running_of(
    conn: &mut Conn,
    person: PersonId,
    course: &str,
    now: Instant,
) -> QueryResult<Vec<Attempt>> {
    Attempt::query()
        .inner_join(enrolments::table)
        .filter(enrolments::person_id.eq(person))
        .filter(enrolments::course.eq(course))
        .filter(attempts::state.eq(State::InProgress))
        .filter(attempts::deadline_at.gt(now))
        .load(conn)
}

pub fn set_deadline(conn: &mut Conn, id: AttemptId, deadline: Instant) -> QueryResult<()> {
    diesel::update(attempts::table)
        .filter(attempts::id.eq(id))
        .filter(attempts::state.eq(State::InProgress))
        .set(attempts::deadline_at.eq(deadline))
        .execute(conn)
        .map(drop)
}

pub fn remove_allowed_of(conn: &mut Conn, person: PersonId) -> QueryResult<()> {
    diesel::delete(allowances::table.filter(allowances::person_id.eq(person)))
        .execute(conn)
        .map(drop)
}
