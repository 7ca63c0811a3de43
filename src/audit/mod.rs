//! Who did what to whom, and when: append-only, without secrets or message bodies.
//!
//! Rows are added plainly, so that two writes never wait for each other. The column `seal` waits for
//! the job that will chain them.
//!
//! Uses: kernel, db.

mod store;

use crate::db::Conn;
use crate::kernel::{CouncilId, Instant, PersonId};

/// Something that was done and may have to be answered for.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Who did it; none for the command line.
    pub actor: Option<PersonId>,
    /// What, as a word and an object: `invitation-sent`.
    pub act: &'static str,
    /// To whom.
    pub about: Option<PersonId>,
    /// On behalf of which council.
    pub council: Option<CouncilId>,
    /// What else a reader needs; never a secret, never a message.
    pub facts: serde_json::Value,
}

/// Keeps an entry.
pub fn record(conn: &mut Conn, entry: &Entry, now: Instant) -> diesel::QueryResult<()> {
    store::add_entry(conn, entry, now)
}
