use super::BATCH;
use crate::db::Conn;
use crate::db::schema::{
    certificates, course_completions, credentials, invitations, letters, links, people,
};
use crate::kernel::{Instant, LetterId, PersonId};
use diesel::prelude::*;
use std::collections::HashSet;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = letters)]
pub struct LetterRow {
    pub id: LetterId,
    pub once_key: String,
    pub kind: String,
    pub to_address: String,
    pub facts: String,
    pub created_at: Instant,
    pub attempts: i32,
    pub lease: i32,
    pub leased_until: Option<Instant>,
    pub sent_at: Option<Instant>,
    pub reply: Option<String>,
    pub given_up_at: Option<Instant>,
    pub cancelled_at: Option<Instant>,
    pub last_error: Option<String>,
}

pub fn list_letters(conn: &mut Conn, after: i64) -> QueryResult<Vec<LetterRow>> {
    letters::table
        .filter(letters::id.gt(after))
        .order(letters::id)
        .limit(BATCH)
        .select(LetterRow::as_select())
        .load(conn)
}

/// Which of these keys have a letter, of which kind.
pub fn list_kinds_of_keys(conn: &mut Conn, keys: &[String]) -> QueryResult<Vec<(String, String)>> {
    letters::table
        .filter(letters::once_key.eq_any(keys))
        .select((letters::once_key, letters::kind))
        .load(conn)
}

/// Which of these ids a table that owes letters has.
pub fn list_ids_of(conn: &mut Conn, table: &str, ids: &[i64]) -> QueryResult<HashSet<i64>> {
    let found: Vec<i64> = match table {
        "certificates" => certificates::table
            .filter(certificates::id.eq_any(ids))
            .select(certificates::id)
            .load(conn)?,
        "course_completions" => course_completions::table
            .filter(course_completions::id.eq_any(ids))
            .select(course_completions::id)
            .load(conn)?,
        "invitations" => invitations::table
            .filter(invitations::id.eq_any(ids))
            .select(invitations::id)
            .load(conn)?,
        _ => links::table.filter(links::id.eq_any(ids)).select(links::id).load(conn)?,
    };
    Ok(found.into_iter().collect())
}

/// A certificate that owes letters: its id, its issue, and how it stands.
pub type Owing = (i64, i32, String);

pub fn list_certificates_owing(conn: &mut Conn, after: i64) -> QueryResult<Vec<Owing>> {
    certificates::table
        .filter(certificates::id.gt(after))
        .order(certificates::id)
        .limit(BATCH)
        .select((certificates::id, certificates::issue, certificates::state))
        .load(conn)
}

/// When a password was last set, and when its person was added: those whose first password came
/// with their account were owed no letter.
pub fn list_password_changes(
    conn: &mut Conn,
    after: i64,
) -> QueryResult<Vec<(PersonId, Instant, Instant)>> {
    credentials::table
        .inner_join(people::table)
        .filter(credentials::person_id.gt(after))
        .order(credentials::person_id)
        .limit(BATCH)
        .select((credentials::person_id, credentials::changed_at, people::created_at))
        .load(conn)
}
