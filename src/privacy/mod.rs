//! Forgetting a person: each room forgets what it holds, and this one asks them all.
//!
//! The row of the person stays, empty, with the time at which they were erased: that is what a
//! restored backup is told by, so that whoever was erased stays erased.
//!
//! Uses: kernel, db, mail, audit, people, access, members, quizzes, certificates.

mod rules;

pub use rules::{LEDGERS, RULES, Rule};

use crate::access::{self, AccessError};
use crate::audit;
use crate::certificates;
use crate::db::Conn;
use crate::kernel::{Instant, PersonId, london_date};
use crate::mail::{self, MailError};
use crate::members;
use crate::people::{self, Erased, PeopleError};
use crate::quizzes;

/// What can stop an erasure.
#[derive(Debug, thiserror::Error)]
pub enum PrivacyError {
    #[error(transparent)]
    People(#[from] PeopleError),
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
}

/// Erases a person, by the rules of [`RULES`]. Again it erases whatever has come to be known since.
pub fn erase(
    conn: &mut Conn,
    person: PersonId,
    by: Option<PersonId>,
    now: Instant,
) -> Result<(), PrivacyError> {
    let keys = people::list_address_keys_of(conn, person)?;
    let letters = access::forget(conn, person, &keys, now)?;
    mail::forget(conn, person, &letters, now)?;
    members::forget(conn, person, london_date(now))?;
    quizzes::forget(conn, person)?;
    certificates::forget(conn, person, now)?;
    people::forget(conn, person, now)?;
    let entry = audit::Entry {
        actor: by,
        act: "person-erased",
        about: Some(person),
        council: None,
        facts: serde_json::json!({}),
    };
    Ok(audit::record(conn, &entry, now)?)
}

/// Everybody who was erased.
pub fn list_erased(conn: &mut Conn) -> Result<Vec<Erased>, PrivacyError> {
    Ok(people::list_erased(conn)?)
}

/// Erases again those of `erased` who are still known here, and says how many that were. A number
/// alone is not enough: an older database gives the same number to somebody else.
pub fn replay(conn: &mut Conn, erased: &[Erased], now: Instant) -> Result<usize, PrivacyError> {
    let mut again = 0;
    for one in erased {
        if people::is_known(conn, one)? {
            erase(conn, one.person, None, now)?;
            again += 1;
        }
    }
    Ok(again)
}
