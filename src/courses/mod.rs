//! Courses as files, and their frozen editions.
//!
//! Files are checked and compiled ([`check`]) to an [`Edition`], which is published once
//! ([`publish`]) and read from the [`Shelf`] ever after. The format is described for writers in
//! `docs/course-format.md`.
//!
//! Uses: kernel, db.

mod check;
mod compile;
mod digest;
pub mod edition;
mod fault;
mod files;
pub mod library;
pub mod markup;
mod reading;
mod shelf;
mod store;
mod survey;

pub use check::{check, compile, draft};
pub use edition::Edition;
pub use fault::{Fault, Report};
pub use files::Files;
pub use reading::Reading;
pub use shelf::Shelf;
pub use store::EditionEntry;
pub use survey::{LessonSurvey, ModuleSurvey, Survey};

use crate::db::Conn;
use crate::kernel::{EditionId, Instant};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The course that an invitation enrols on.
pub const MAIN_COURSE: &str = "digital-foundations";

/// What can go wrong with published editions.
#[derive(Debug, thiserror::Error)]
pub enum CourseError {
    /// There is none with this id.
    #[error("there is no edition {0}")]
    NoSuchEdition(EditionId),
    /// Its content is not what was published, or this program cannot read it.
    #[error("edition {id} cannot be read: {reason}")]
    Unreadable { id: EditionId, reason: String },
    #[error("the edition cannot be written: {0}")]
    Unwritable(#[from] serde_json::Error),
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
}

/// How a publication went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub id: EditionId,
    /// How often an edition of this name had been published, from 1.
    pub revision: i32,
    /// Whether anything was written: the same content is published once.
    pub is_new: bool,
}

/// Freezes an edition. The same content again changes nothing; other content under the same name
/// becomes its next revision.
pub fn publish(conn: &mut Conn, edition: &Edition, now: Instant) -> Result<Published, CourseError> {
    if let Some(known) = find_publication(conn, edition)? {
        return Ok(known);
    }
    let content = serde_json::to_string(edition)?;
    let digest = digest::digest(&content);
    let revision = store::get_last_revision(conn, &edition.course, &edition.name)? + 1;
    let new = store::NewEdition {
        course: &edition.course,
        name: &edition.name,
        revision,
        digest: &digest,
        content: &content,
        published_at: now,
    };
    let id = store::add_edition(conn, &new)?;
    Ok(Published { id, revision, is_new: true })
}

/// The publication of exactly this content, if there was one.
pub fn find_publication(
    conn: &mut Conn,
    edition: &Edition,
) -> Result<Option<Published>, CourseError> {
    let digest = digest::digest(&serde_json::to_string(edition)?);
    let known = store::find_edition_by_digest(conn, &digest)?;
    Ok(known.map(|known| Published { id: known.id, revision: known.revision, is_new: false }))
}

/// The edition that a learner who begins now is given; none when the course was never published.
pub fn newest_edition_id(conn: &mut Conn, course: &str) -> Result<Option<EditionId>, CourseError> {
    Ok(store::find_newest_edition(conn, course)?)
}

/// Every published edition, in the order of publication, without content.
pub fn list_editions(conn: &mut Conn) -> Result<Vec<EditionEntry>, CourseError> {
    Ok(store::list_editions(conn)?)
}

/// A published edition, read from the database. Pages take it from the [`Shelf`].
pub fn get_edition(conn: &mut Conn, id: EditionId) -> Result<Edition, CourseError> {
    let found = store::find_content(conn, id)?.ok_or(CourseError::NoSuchEdition(id))?;
    let (named, content) = found;
    if digest::digest(&content) != named {
        let reason = "its content was changed after it was published".to_owned();
        return Err(CourseError::Unreadable { id, reason });
    }
    serde_json::from_str(&content)
        .map_err(|error| CourseError::Unreadable { id, reason: error.to_string() })
}

/// Puts every published edition on the shelf that is not there yet; says how many that were.
pub fn load_all(conn: &mut Conn, shelf: &Shelf) -> Result<usize, CourseError> {
    let mut loaded = 0;
    for entry in store::list_editions(conn)? {
        if shelf.get(entry.id).is_none() {
            shelf.put(entry.id, get_edition(conn, entry.id)?);
            loaded += 1;
        }
    }
    Ok(loaded)
}

/// The edition of each course that learners who enrol now begin on, by the course's id.
pub fn list_newest_editions(
    conn: &mut Conn,
    shelf: &Shelf,
) -> Result<Vec<Arc<Edition>>, CourseError> {
    load_all(conn, shelf)?;
    let entries = store::list_editions(conn)?.into_iter();
    let newest: BTreeMap<_, _> = entries.map(|entry| (entry.course, entry.id)).collect();
    Ok(newest.into_values().filter_map(|id| shelf.get(id)).collect())
}

#[cfg(test)]
mod tests;
