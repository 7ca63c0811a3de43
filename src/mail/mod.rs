//! The outbox, and the only voice that speaks SMTP.
//!
//! [`send`] inserts one row, in the transaction that is the letter's reason; a [`Sender`] delivers
//! it later. The promise is *at least once, duplicates only with an identical Message-ID*.
//!
//! Uses: kernel, db.

mod breaker;
mod letter;
mod relay;
mod schedule;
mod sender;
mod store;
mod transport;
mod verdict;

pub use letter::{Attachment, Letter, Rendered, State};
pub use relay::RelayFault;
pub use schedule::LEASE;
pub use sender::{Delivered, Sender};
pub use store::Outgoing;
pub use transport::{Limits, MailFrom, MailFromFault, Transport};

use crate::db::Conn;
use crate::kernel::{Instant, LetterId, PersonId};

/// What can go wrong with the outbox.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    // Not transparent: `Db::write` looks for the database's own error among the causes.
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
}

/// Puts a letter in the outbox, once: a key that is there already gives the id of its letter, and
/// that letter stays as it is.
pub fn send(conn: &mut Conn, letter: &Letter, now: Instant) -> Result<LetterId, MailError> {
    store::add_letter(conn, letter, now)?;
    Ok(store::get_id_of_key(conn, &letter.once_key)?)
}

/// Stops a letter that is not sent yet; says whether there was one. One that is being sent at
/// this moment may still go.
pub fn cancel(conn: &mut Conn, once_key: &str, now: Instant) -> Result<bool, MailError> {
    Ok(store::set_cancelled(conn, once_key, now)? > 0)
}

/// Stops all letters to a person that are not sent yet; says how many there were.
pub fn cancel_all_of(conn: &mut Conn, person: PersonId, now: Instant) -> Result<usize, MailError> {
    Ok(store::set_cancelled_of(conn, person, now)?)
}

/// Empties all letters to a person, and those with these keys: recipient, facts, and what was said
/// about them. Those not sent are cancelled; one that is being sent at this moment may still go.
pub fn forget(
    conn: &mut Conn,
    person: PersonId,
    once_keys: &[String],
    now: Instant,
) -> Result<(), MailError> {
    Ok(store::empty_letters_to(conn, person, once_keys, now)?)
}

/// How many letters are in each state; every state is there.
pub fn count_by_state(conn: &mut Conn, now: Instant) -> Result<Vec<(State, i64)>, MailError> {
    let count = |&state: &State| Ok((state, store::count_state(conn, state, now)?));
    State::ALL.iter().map(count).collect()
}

/// Since when the letter that is due longest has been due.
pub fn oldest_due(conn: &mut Conn, now: Instant) -> Result<Option<Instant>, MailError> {
    Ok(store::find_oldest_due(conn, now)?)
}

/// The newest letters, newest first.
pub fn list_newest(conn: &mut Conn, limit: i64) -> Result<Vec<Outgoing>, MailError> {
    Ok(store::list_newest(conn, limit)?)
}

/// One letter.
pub fn find_letter(conn: &mut Conn, id: LetterId) -> Result<Option<Outgoing>, MailError> {
    Ok(store::find_letter(conn, id)?)
}
