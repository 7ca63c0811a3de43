//! The table `editions`.

use crate::db::{Conn, schema::editions};
use crate::kernel::{EditionId, Instant};
use diesel::prelude::*;

/// A published edition, without its content.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = editions)]
pub struct EditionEntry {
    pub id: EditionId,
    /// The course's id.
    pub course: String,
    /// The edition's name.
    pub name: String,
    /// How often an edition of this name had been published, from 1.
    pub revision: i32,
    /// SHA-256 of its content, in hexadecimal.
    pub digest: String,
    pub published_at: Instant,
}

/// In the order in which they were published.
pub(super) fn list_editions(conn: &mut Conn) -> QueryResult<Vec<EditionEntry>> {
    EditionEntry::query().order(editions::id).load(conn)
}

pub(super) fn find_edition_by_digest(
    conn: &mut Conn,
    digest: &str,
) -> QueryResult<Option<EditionEntry>> {
    EditionEntry::query().filter(editions::digest.eq(digest)).first(conn).optional()
}

pub(super) fn find_newest_edition(conn: &mut Conn, course: &str) -> QueryResult<Option<EditionId>> {
    editions::table
        .filter(editions::course.eq(course))
        .order(editions::id.desc())
        .select(editions::id)
        .first(conn)
        .optional()
}

/// The latest revision of an edition's name; none has 0.
pub(super) fn get_last_revision(conn: &mut Conn, course: &str, name: &str) -> QueryResult<i32> {
    let last: Option<i32> = editions::table
        .filter(editions::course.eq(course).and(editions::name.eq(name)))
        .select(diesel::dsl::max(editions::revision))
        .first(conn)?;
    Ok(last.unwrap_or(0))
}

/// An edition's digest and content.
pub(super) fn find_content(
    conn: &mut Conn,
    id: EditionId,
) -> QueryResult<Option<(String, String)>> {
    editions::table.find(id).select((editions::digest, editions::content)).first(conn).optional()
}

#[derive(Debug, Insertable)]
#[diesel(table_name = editions)]
pub(super) struct NewEdition<'a> {
    pub course: &'a str,
    pub name: &'a str,
    pub revision: i32,
    pub digest: &'a str,
    pub content: &'a str,
    pub published_at: Instant,
}

pub(super) fn add_edition(conn: &mut Conn, edition: &NewEdition<'_>) -> QueryResult<EditionId> {
    diesel::insert_into(editions::table).values(edition).returning(editions::id).get_result(conn)
}

#[cfg(test)]
mod tests;
