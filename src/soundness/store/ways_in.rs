use super::BATCH;
use crate::db::Conn;
use crate::db::schema::{
    audit_entries, credentials, invitations, links, officer_grants, sessions, staff_grants,
    try_buckets,
};
use crate::kernel::{Instant, InvitationId, LinkId, PersonId, SessionId};
use diesel::prelude::*;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    pub id: SessionId,
    pub person_id: PersonId,
    pub token_hash: Vec<u8>,
    pub created_at: Instant,
    pub seen_at: Instant,
    pub expires_at: Instant,
    pub ended_at: Option<Instant>,
}

pub fn list_sessions(conn: &mut Conn, after: i64) -> QueryResult<Vec<SessionRow>> {
    sessions::table
        .filter(sessions::id.gt(after))
        .order(sessions::id)
        .limit(BATCH)
        .select(SessionRow::as_select())
        .load(conn)
}

/// Since when those are staff whose sessions stand after one up to another.
pub fn list_grants(
    conn: &mut Conn,
    after: i64,
    last: i64,
) -> QueryResult<Vec<(PersonId, Instant)>> {
    let theirs = || {
        sessions::table
            .filter(sessions::id.gt(after))
            .filter(sessions::id.le(last))
            .select(sessions::person_id)
    };
    let mut all: Vec<(PersonId, Instant)> = staff_grants::table
        .filter(staff_grants::person_id.eq_any(theirs()))
        .select((staff_grants::person_id, staff_grants::granted_at))
        .load(conn)?;
    let officers: Vec<(PersonId, Instant)> = officer_grants::table
        .filter(officer_grants::person_id.eq_any(theirs()))
        .select((officer_grants::person_id, officer_grants::granted_at))
        .load(conn)?;
    all.extend(officers);
    Ok(all)
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = invitations)]
pub struct InvitationRow {
    pub id: InvitationId,
    pub address: String,
    pub nonce: String,
    pub token_hash: Vec<u8>,
    pub created_at: Instant,
    pub expires_at: Instant,
    pub accepted_at: Option<Instant>,
}

pub fn list_invitations(conn: &mut Conn, after: i64) -> QueryResult<Vec<InvitationRow>> {
    invitations::table
        .filter(invitations::id.gt(after))
        .order(invitations::id)
        .limit(BATCH)
        .select(InvitationRow::as_select())
        .load(conn)
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = links)]
pub struct LinkRow {
    pub id: LinkId,
    pub person_id: PersonId,
    pub kind: String,
    pub nonce: String,
    pub token_hash: Vec<u8>,
    pub created_at: Instant,
    pub expires_at: Instant,
    pub used_at: Option<Instant>,
}

pub fn list_links(conn: &mut Conn, after: i64) -> QueryResult<Vec<LinkRow>> {
    links::table
        .filter(links::id.gt(after))
        .order(links::id)
        .limit(BATCH)
        .select(LinkRow::as_select())
        .load(conn)
}

/// People and the hashes of their passwords.
pub fn list_phcs(conn: &mut Conn, after: i64) -> QueryResult<Vec<(PersonId, String)>> {
    credentials::table
        .filter(credentials::person_id.gt(after))
        .order(credentials::person_id)
        .limit(BATCH)
        .select((credentials::person_id, credentials::phc))
        .load(conn)
}

pub fn list_bucket_keys(conn: &mut Conn, after: i64) -> QueryResult<Vec<(i64, String)>> {
    try_buckets::table
        .filter(try_buckets::id.gt(after))
        .order(try_buckets::id)
        .limit(BATCH)
        .select((try_buckets::id, try_buckets::key))
        .load(conn)
}

/// Audit entries and their facts.
pub fn list_entries(conn: &mut Conn, after: i64) -> QueryResult<Vec<(i64, String)>> {
    audit_entries::table
        .filter(audit_entries::id.gt(after))
        .order(audit_entries::id)
        .limit(BATCH)
        .select((audit_entries::id, audit_entries::facts))
        .load(conn)
}
