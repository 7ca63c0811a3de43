//! Ways in: passwords, sessions, invitations, links sent by e-mail, and the limits on all of them.
//!
//! No operation says whether an address is known: the letter to its owner does.
//!
//! Uses: kernel, db, mail, audit, people.

mod acts;
mod device;
mod letters;
pub mod password;
mod store;
mod strength;
mod token;

pub use acts::invitations::{
    InvitationState, Inviting, accept_by, accept_new, invitation_state, invite,
    list_invitations_of, renew,
};
pub use acts::limits::{Limit, over_limit, tidy, try_again, try_counted};
pub use acts::links::{
    LinkState, add_address_by_link, address_link_state, ask_for_address, ask_for_reset, good_for,
    reset_link_state, reset_password,
};
pub use acts::sessions::{
    end_all_sessions, end_session, keep_alive, list_sessions_of, longest_session, open_session,
    visitor,
};
pub use device::Device;
pub use letters::{LinkFacts, link_of};
pub use store::{Invitation, Session, Visitor};
pub use strength::{PasswordFault, check_password};
pub use token::{Keys, LinkKind, SessionToken, TokenHash};

use crate::db::Conn;
use crate::kernel::{EmailAddress, Instant, PersonId};
use crate::people::{self, PeopleError};

/// What can stop a person here.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// The link or invitation is unknown.
    #[error("there is no such link")]
    NotFound,
    /// It was used, has expired or was replaced; its page says which.
    #[error("the link no longer works")]
    LinkSpent,
    /// The address has an account, which must sign in to go on.
    #[error("the address has an account")]
    HasAccount,
    #[error(transparent)]
    People(#[from] PeopleError),
    #[error(transparent)]
    Mail(#[from] crate::mail::MailError),
    #[error("the database failed")]
    Database(#[source] diesel::result::Error),
}

impl From<diesel::result::Error> for AccessError {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => AccessError::NotFound,
            error => AccessError::Database(error),
        }
    }
}

/// Who would sign in with an address, and the hash that their password must fit.
#[derive(Debug, Clone)]
pub struct Credential {
    pub person: PersonId,
    pub phc: String,
}

/// The credential behind an address, if there is one.
pub fn find_credential(
    conn: &mut Conn,
    address: &EmailAddress,
) -> Result<Option<Credential>, AccessError> {
    let Some(person) = people::find_person_by_address(conn, address)? else { return Ok(None) };
    Ok(find_credential_of(conn, person.id)?)
}

/// A person's credential, for changing it.
pub fn find_credential_of(
    conn: &mut Conn,
    person: PersonId,
) -> diesel::QueryResult<Option<Credential>> {
    let phc = store::find_phc(conn, person)?;
    Ok(phc.map(|phc| Credential { person, phc }))
}

/// Sets a password, ends every other session, and tells the person at the address that gets their
/// letters.
pub fn change_password(
    conn: &mut Conn,
    person: PersonId,
    phc: &str,
    keep: Option<crate::kernel::SessionId>,
    now: Instant,
) -> Result<(), AccessError> {
    store::set_phc(conn, person, phc, now)?;
    store::end_sessions_of(conn, person, keep, now)?;
    let told = people::get_person(conn, person)?;
    let address = people::letter_address(conn, person)?;
    crate::mail::send(conn, &letters::password_changed(person, &told.name, &address, now), now)?;
    Ok(())
}

/// Forgets a person's ways in, and invitations to them, to be found by the keys of their addresses.
/// Gives the keys of the letters in which those invitations went.
pub fn forget(
    conn: &mut Conn,
    person: PersonId,
    address_keys: &[String],
    now: Instant,
) -> Result<Vec<String>, AccessError> {
    store::remove_ways_in_of(conn, person)?;
    let invitations = store::empty_invitations_to(conn, person, address_keys, now)?;
    Ok(invitations.into_iter().map(letters::key_of_invitation).collect())
}

/// Sets a first password without a letter, for people made on the command line.
pub fn set_first_password(
    conn: &mut Conn,
    person: PersonId,
    phc: &str,
    now: Instant,
) -> Result<(), AccessError> {
    Ok(store::set_phc(conn, person, phc, now)?)
}
