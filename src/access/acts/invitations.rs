//! Invitations: a council's word to somebody, good once and for seven days.

use super::super::{AccessError, Keys, LinkKind, letters, store, token};
use super::links::good_for;
use crate::audit;
use crate::db::Conn;
use crate::kernel::{CouncilId, EmailAddress, Instant, InvitationId, PersonId, Random};
use crate::mail;
use crate::people::{self, PersonName};

/// What an invitation's link says when it is opened. Opening never spends it.
#[derive(Debug, Clone)]
pub enum InvitationState {
    /// It can be accepted. `known` is the person whose address it went to, if they have an account.
    Open { invitation: store::Invitation, known: Option<PersonId> },
    /// It was accepted.
    Used,
    /// Its seven days are over; it offers a new one.
    Expired { invitation: store::Invitation },
    /// A newer one was sent.
    Replaced,
}

/// Who invites whom to what.
#[derive(Debug, Clone, Copy)]
pub struct Inviting<'a> {
    pub by: PersonId,
    pub council: CouncilId,
    /// As the letter names it.
    pub council_name: &'a str,
    pub name: &'a PersonName,
    pub address: &'a EmailAddress,
}

/// Invites somebody to a council. An open invitation to the same address is replaced by this one.
pub fn invite(
    conn: &mut Conn,
    inviting: &Inviting<'_>,
    keys: &Keys,
    random: &Random,
    now: Instant,
) -> Result<InvitationId, AccessError> {
    let Inviting { by, council, council_name, name, address } = *inviting;
    store::replace_invitations_to(conn, council, &address.key, now)?;
    let (nonce, hash) = keys.new_link(LinkKind::Invitation, random.bytes());
    let new = store::NewInvitation {
        council_id: council,
        invited_by_person_id: by,
        name: name.as_str(),
        address: &address.text,
        address_key: &address.key,
        nonce: &nonce,
        token_hash: &hash,
        created_at: now,
        expires_at: now + good_for(LinkKind::Invitation),
    };
    let id = store::add_invitation(conn, &new)?;
    mail::send(conn, &letters::invitation(id, &new, council_name), now)?;
    let entry = audit::Entry {
        actor: Some(by),
        act: "invitation-sent",
        about: None,
        council: Some(council),
        facts: serde_json::json!({ "invitation": id.0 }),
    };
    audit::record(conn, &entry, now)?;
    Ok(id)
}

/// What the link with this token says now.
pub fn invitation_state(
    conn: &mut Conn,
    token: &str,
    now: Instant,
) -> Result<InvitationState, AccessError> {
    let invitation = store::get_invitation(conn, &token::hash_token(token))?;
    if invitation.accepted_at.is_some() {
        return Ok(InvitationState::Used);
    }
    if invitation.replaced_at.is_some() {
        return Ok(InvitationState::Replaced);
    }
    if now >= invitation.expires_at {
        return Ok(InvitationState::Expired { invitation });
    }
    let known = people::find_person_by_address(conn, &invitation.email())?.map(|person| person.id);
    Ok(InvitationState::Open { invitation, known })
}

/// Sends a new invitation in place of one that expired, to the same address.
pub fn renew(
    conn: &mut Conn,
    old: &store::Invitation,
    council_name: &str,
    keys: &Keys,
    random: &Random,
    now: Instant,
) -> Result<(), AccessError> {
    if old.accepted_at.is_some() || old.replaced_at.is_some() || now < old.expires_at {
        return Err(AccessError::LinkSpent);
    }
    let name = PersonName::parse(&old.name).map_err(|_| AccessError::NotFound)?;
    let address = old.email();
    let inviting = Inviting {
        by: old.invited_by_person_id,
        council: old.council_id,
        council_name,
        name: &name,
        address: &address,
    };
    invite(conn, &inviting, keys, random, now)?;
    Ok(())
}

fn open(
    conn: &mut Conn,
    token: &str,
    now: Instant,
) -> Result<(store::Invitation, Option<PersonId>), AccessError> {
    match invitation_state(conn, token, now)? {
        InvitationState::Open { invitation, known } => Ok((invitation, known)),
        _ => Err(AccessError::LinkSpent),
    }
}

/// Accepts as a new person, who chose a name and a password; says who that is, and to which council
/// the invitation was.
pub fn accept_new(
    conn: &mut Conn,
    token: &str,
    name: &PersonName,
    phc: &str,
    now: Instant,
) -> Result<(PersonId, CouncilId), AccessError> {
    let (invitation, known) = open(conn, token, now)?;
    if known.is_some() {
        return Err(AccessError::HasAccount);
    }
    let person = people::add_person(conn, name, &invitation.email(), now)?;
    store::set_phc(conn, person, phc, now)?;
    accepted(conn, &invitation, person, now)?;
    Ok((person, invitation.council_id))
}

/// Accepts as somebody who is signed in: the council joins their account, and so does the address
/// that got the letter, unless it is another person's.
pub fn accept_by(
    conn: &mut Conn,
    token: &str,
    person: PersonId,
    now: Instant,
) -> Result<CouncilId, AccessError> {
    let (invitation, known) = open(conn, token, now)?;
    if known.is_some_and(|owner| owner != person) {
        return Err(AccessError::HasAccount);
    }
    people::add_address(conn, person, &invitation.email(), now)?;
    accepted(conn, &invitation, person, now)?;
    Ok(invitation.council_id)
}

fn accepted(
    conn: &mut Conn,
    invitation: &store::Invitation,
    person: PersonId,
    now: Instant,
) -> Result<(), AccessError> {
    store::set_accepted(conn, invitation.id, person, now)?;
    let entry = audit::Entry {
        actor: Some(person),
        act: "invitation-accepted",
        about: Some(person),
        council: Some(invitation.council_id),
        facts: serde_json::json!({ "invitation": invitation.id.0 }),
    };
    Ok(audit::record(conn, &entry, now)?)
}

/// The invitations of a council, the newest first, at most 100.
pub fn list_invitations_of(
    conn: &mut Conn,
    council: CouncilId,
) -> Result<Vec<store::Invitation>, AccessError> {
    Ok(store::list_invitations_of(conn, council, 100)?)
}
