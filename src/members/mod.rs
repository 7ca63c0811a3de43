//! Members: how people come to a council, and their seats from a first day to a last.
//!
//! Uses: kernel, db, people, access, councils.

mod store;

pub use store::Seat;

use crate::access::{self, AccessError, InvitationState, Inviting, Keys};
use crate::councils::{self, Council, CouncilError};
use crate::db::Conn;
use crate::kernel::{CouncilId, EmailAddress, Instant, InvitationId, PersonId, Random};
use crate::people::PersonName;
use chrono::NaiveDate;

/// What can stop a person here.
#[derive(Debug, thiserror::Error)]
pub enum MemberError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Council(#[from] CouncilError),
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
}

/// Invites somebody to a council. An open invitation to the same address is replaced by this one.
#[expect(clippy::too_many_arguments, reason = "facts, keys and chance are all arguments")]
pub fn invite(
    conn: &mut Conn,
    by: PersonId,
    council: &Council,
    name: &PersonName,
    address: &EmailAddress,
    keys: &Keys,
    random: &Random,
    now: Instant,
) -> Result<InvitationId, MemberError> {
    let council_name = council.name.as_str();
    let inviting = Inviting { by, council: council.id, council_name, name, address };
    Ok(access::invite(conn, &inviting, keys, random, now)?)
}

/// What an invitation's link says now, and of which council; none once it is used or replaced.
pub fn invitation_state(
    conn: &mut Conn,
    token: &str,
    now: Instant,
) -> Result<(InvitationState, Option<Council>), MemberError> {
    let state = access::invitation_state(conn, token, now)?;
    let council = match &state {
        InvitationState::Open { invitation, .. } | InvitationState::Expired { invitation } => {
            Some(councils::get_council(conn, invitation.council_id)?)
        }
        InvitationState::Used | InvitationState::Replaced => None,
    };
    Ok((state, council))
}

/// Sends a new invitation in place of one that expired. Done already, it changes nothing.
pub fn renew_invitation(
    conn: &mut Conn,
    token: &str,
    keys: &Keys,
    random: &Random,
    now: Instant,
) -> Result<(), MemberError> {
    if let (InvitationState::Expired { invitation }, Some(council)) =
        invitation_state(conn, token, now)?
    {
        access::renew(conn, &invitation, &council.name, keys, random, now)?;
    }
    Ok(())
}

/// Seats a person on a council from a day on, unless they already sit there.
pub fn join(
    conn: &mut Conn,
    person: PersonId,
    council: CouncilId,
    on: NaiveDate,
) -> diesel::QueryResult<()> {
    if store::has_open_seat(conn, person, council)? {
        return Ok(());
    }
    store::add_seat(conn, person, council, on)
}

/// The councils that a person sits on, the longest first.
pub fn list_seats_of(conn: &mut Conn, person: PersonId) -> diesel::QueryResult<Vec<Seat>> {
    store::list_open_seats_of(conn, person)
}

/// Ends every seat of a person who is erased; that somebody sat there stays, for counts.
pub fn forget(conn: &mut Conn, person: PersonId, on: NaiveDate) -> diesel::QueryResult<()> {
    store::end_seats_of(conn, person, on)
}
