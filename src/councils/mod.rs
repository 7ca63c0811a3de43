//! Councils, by name and nation.
//!
//! Uses: kernel, db, audit.

mod store;

pub use store::Council;

use crate::audit;
use crate::db::{Conn, broken_rule};
use crate::kernel::{CouncilId, Instant, Nation, PersonId, slug};

/// What can stop a person here.
#[derive(Debug, thiserror::Error)]
pub enum CouncilError {
    /// There is a council whose name makes the same address.
    #[error("there is a council of that name")]
    NameTaken,
    /// The name has no letter or digit in it, or is too long.
    #[error("that is no name for a council")]
    NameUnfit,
    #[error("there is no such council")]
    NotFound,
    #[error("the database failed")]
    Database(#[source] diesel::result::Error),
}

impl From<diesel::result::Error> for CouncilError {
    fn from(error: diesel::result::Error) -> Self {
        match broken_rule(&error).as_deref() {
            Some("councils_slug_key") => CouncilError::NameTaken,
            _ if error == diesel::result::Error::NotFound => CouncilError::NotFound,
            _ => CouncilError::Database(error),
        }
    }
}

/// Adds a council, on the word of an administrator or, without one, of the command line. Its
/// address on the site is made from its name.
pub fn add_council(
    conn: &mut Conn,
    by: Option<PersonId>,
    name: &str,
    nation: Nation,
    now: Instant,
) -> Result<CouncilId, CouncilError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let slug = slug(&name);
    if slug.is_empty() || name.chars().count() > 120 {
        return Err(CouncilError::NameUnfit);
    }
    if store::find_council_by_slug(conn, &slug)?.is_some() {
        return Err(CouncilError::NameTaken);
    }
    let council = store::add_council(conn, &slug, &name, nation, now)?;
    let entry = audit::Entry {
        actor: by,
        act: "council-added",
        about: None,
        council: Some(council),
        facts: serde_json::json!({}),
    };
    audit::record(conn, &entry, now)?;
    Ok(council)
}

/// A council by its address on the site.
pub fn get_council_by_slug(conn: &mut Conn, slug: &str) -> Result<Council, CouncilError> {
    store::find_council_by_slug(conn, slug)?.ok_or(CouncilError::NotFound)
}

/// A council by id.
pub fn get_council(conn: &mut Conn, council: CouncilId) -> Result<Council, CouncilError> {
    Ok(store::get_council(conn, council)?)
}

/// All councils, by name.
pub fn list_councils(conn: &mut Conn) -> Result<Vec<Council>, CouncilError> {
    Ok(store::list_councils(conn)?)
}
