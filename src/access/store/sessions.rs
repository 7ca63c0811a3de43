use super::super::Device;
use crate::db::schema::{credentials, links, officer_grants, people, sessions, staff_grants};
use crate::db::{Conn, Portable};
use crate::kernel::{Instant, PersonId, SessionId};
use diesel::dsl::exists;
use diesel::prelude::*;

pub fn find_phc(conn: &mut Conn, person: PersonId) -> QueryResult<Option<String>> {
    credentials::table
        .filter(credentials::person_id.eq(person))
        .select(credentials::phc)
        .first(conn)
        .optional()
}

pub fn set_phc(conn: &mut Conn, person: PersonId, phc: &str, now: Instant) -> QueryResult<()> {
    diesel::insert_into(credentials::table)
        .values((
            credentials::person_id.eq(person),
            credentials::phc.eq(phc),
            credentials::changed_at.eq(now),
        ))
        .on_conflict(credentials::person_id)
        .do_update()
        .set((credentials::phc.eq(phc), credentials::changed_at.eq(now)))
        .on_each()
        .execute(conn)
        .map(drop)
}

/// The person behind a session's cookie, with what guards ask.
#[derive(Debug, Clone, Queryable)]
pub struct Visitor {
    pub session: SessionId,
    pub person: PersonId,
    pub name: String,
    pub seen_at: Instant,
    pub expires_at: Instant,
    pub ended_at: Option<Instant>,
    pub erased_at: Option<Instant>,
    pub is_administrator: bool,
    pub is_trainer: bool,
    pub is_officer: bool,
}

impl Visitor {
    /// Whether what is for trainers is for them.
    pub const fn may_teach(&self) -> bool {
        self.is_administrator || self.is_trainer
    }

    /// Whether shorter sessions apply.
    pub const fn is_staff(&self) -> bool {
        self.is_administrator || self.is_trainer || self.is_officer
    }
}

pub fn find_visitor(conn: &mut Conn, token_hash: &[u8]) -> QueryResult<Option<Visitor>> {
    use crate::people::StaffRole;
    let has_role = |role: StaffRole| {
        exists(
            staff_grants::table
                .filter(staff_grants::person_id.eq(people::id))
                .filter(staff_grants::role.eq(role)),
        )
    };
    sessions::table
        .inner_join(people::table)
        .filter(sessions::token_hash.eq(token_hash))
        .select((
            sessions::id,
            people::id,
            people::name,
            sessions::seen_at,
            sessions::expires_at,
            sessions::ended_at,
            people::erased_at,
            has_role(StaffRole::Administrator),
            has_role(StaffRole::Trainer),
            exists(officer_grants::table.filter(officer_grants::person_id.eq(people::id))),
        ))
        .first(conn)
        .optional()
}

/// A device on which somebody is signed in.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = sessions)]
pub struct Session {
    pub id: SessionId,
    pub device: String,
    pub created_at: Instant,
    pub seen_at: Instant,
}

pub fn list_sessions_of(
    conn: &mut Conn,
    person: PersonId,
    now: Instant,
    seen_after: Instant,
) -> QueryResult<Vec<Session>> {
    Session::query()
        .filter(sessions::person_id.eq(person))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::seen_at.gt(seen_after))
        .order(sessions::id.desc())
        .load(conn)
}

pub fn add_session(
    conn: &mut Conn,
    person: PersonId,
    token_hash: &[u8],
    device: &Device,
    now: Instant,
    expires_at: Instant,
) -> QueryResult<SessionId> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::person_id.eq(person),
            sessions::token_hash.eq(token_hash),
            sessions::device.eq(&device.0),
            sessions::created_at.eq(now),
            sessions::seen_at.eq(now),
            sessions::expires_at.eq(expires_at),
        ))
        .returning(sessions::id)
        .get_result(conn)
}

pub fn set_seen(conn: &mut Conn, session: SessionId, now: Instant) -> QueryResult<()> {
    diesel::update(sessions::table.filter(sessions::id.eq(session)))
        .set(sessions::seen_at.eq(now))
        .execute(conn)
        .map(drop)
}

/// Whether a session is this person's, ended or not.
pub fn has_session_of(conn: &mut Conn, person: PersonId, session: SessionId) -> QueryResult<bool> {
    let theirs =
        sessions::table.filter(sessions::person_id.eq(person)).filter(sessions::id.eq(session));
    diesel::select(exists(theirs)).get_result(conn)
}

pub fn end_session_of(
    conn: &mut Conn,
    person: PersonId,
    session: SessionId,
    now: Instant,
) -> QueryResult<()> {
    let theirs = sessions::table
        .filter(sessions::person_id.eq(person))
        .filter(sessions::id.eq(session))
        .filter(sessions::ended_at.is_null());
    diesel::update(theirs).set(sessions::ended_at.eq(now)).execute(conn).map(drop)
}

pub fn end_sessions_of(
    conn: &mut Conn,
    person: PersonId,
    keep: Option<SessionId>,
    now: Instant,
) -> QueryResult<()> {
    let theirs = sessions::table
        .filter(sessions::person_id.eq(person))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::id.ne(keep.unwrap_or(SessionId(0))));
    diesel::update(theirs).set(sessions::ended_at.eq(now)).execute(conn).map(drop)
}

pub fn remove_sessions_before(conn: &mut Conn, moment: Instant) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::expires_at.lt(moment))).execute(conn)
}

/// Password, sessions and links.
pub fn remove_ways_in_of(conn: &mut Conn, person: PersonId) -> QueryResult<()> {
    diesel::delete(credentials::table.filter(credentials::person_id.eq(person))).execute(conn)?;
    diesel::delete(sessions::table.filter(sessions::person_id.eq(person))).execute(conn)?;
    diesel::delete(links::table.filter(links::person_id.eq(person))).execute(conn).map(drop)
}
