//! Invitations: a council's word to somebody, good once and for seven days.

use super::{AccessError, Keys, LinkKind, letters, store, token};
use crate::audit;
use crate::councils::{self, Council};
use crate::db::Conn;
use crate::kernel::{CouncilId, EmailAddress, Instant, InvitationId, PersonId, Random};
use crate::mail;
use crate::people::{self, PersonName};
use chrono::TimeDelta;

const GOOD_FOR: TimeDelta = TimeDelta::days(7);

/// What an invitation's link says when it is opened. Opening never spends it.
#[derive(Debug, Clone)]
pub enum InvitationState {
    /// It can be accepted. `known` is the person whose address it went to, if they have an account.
    Open { invitation: store::Invitation, council: Council, known: Option<PersonId> },
    /// It was accepted.
    Used,
    /// Its seven days are over; it offers a new one.
    Expired { council: Council },
    /// A newer one was sent.
    Replaced,
}

/// Invites somebody to a council. An open invitation to the same address is replaced by this one.
#[expect(clippy::too_many_arguments, reason = "facts, keys and chance are all arguments")]
pub fn invite(
    conn: &mut Conn,
    by: PersonId,
    council: CouncilId,
    name: &PersonName,
    address: &EmailAddress,
    keys: &Keys,
    random: &Random,
    now: Instant,
) -> Result<InvitationId, AccessError> {
    let council = councils::get_council(conn, council)?;
    store::replace_invitations_to(conn, council.id, &address.key, now)?;
    let (nonce, hash) = keys.new_link(LinkKind::Invitation, random);
    let new = store::NewInvitation {
        council_id: council.id,
        invited_by_person_id: by,
        name: name.as_str(),
        address: &address.text,
        address_key: &address.key,
        nonce: &nonce,
        token_hash: &hash,
        created_at: now,
        expires_at: now + GOOD_FOR,
    };
    let id = store::add_invitation(conn, &new)?;
    mail::send(conn, &letters::invitation(id, &new, &council.name), now)?;
    let entry = audit::Entry {
        actor: Some(by),
        act: "invitation-sent",
        about: None,
        council: Some(council.id),
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
    let council = councils::get_council(conn, invitation.council_id)?;
    if now >= invitation.expires_at {
        return Ok(InvitationState::Expired { council });
    }
    let known = people::find_person_by_address(conn, &invitation.email())?.map(|person| person.id);
    Ok(InvitationState::Open { invitation, council, known })
}

/// Sends a new invitation in place of an expired one, to the same address.
pub fn renew(
    conn: &mut Conn,
    token: &str,
    keys: &Keys,
    random: &Random,
    now: Instant,
) -> Result<(), AccessError> {
    let old = store::get_invitation(conn, &token::hash_token(token))?;
    if old.accepted_at.is_some() || old.replaced_at.is_some() || now < old.expires_at {
        return Err(AccessError::LinkSpent);
    }
    let name = PersonName::parse(&old.name).map_err(|_| AccessError::NotFound)?;
    invite(conn, old.invited_by_person_id, old.council_id, &name, &old.email(), keys, random, now)?;
    Ok(())
}

/// Who accepted, and where they now belong.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub person: PersonId,
    pub council: Council,
}

fn open(
    conn: &mut Conn,
    token: &str,
    now: Instant,
) -> Result<(store::Invitation, Council, Option<PersonId>), AccessError> {
    match invitation_state(conn, token, now)? {
        InvitationState::Open { invitation, council, known } => Ok((invitation, council, known)),
        _ => Err(AccessError::LinkSpent),
    }
}

/// Accepts as a new person, who chose a name and a password.
pub fn accept_new(
    conn: &mut Conn,
    token: &str,
    name: &PersonName,
    phc: &str,
    now: Instant,
) -> Result<Acceptance, AccessError> {
    let (invitation, council, known) = open(conn, token, now)?;
    if known.is_some() {
        return Err(AccessError::HasAccount);
    }
    let person = people::add_person(conn, name, &invitation.email(), now)?;
    store::set_phc(conn, person, phc, now)?;
    accepted(conn, &invitation, person, now)?;
    Ok(Acceptance { person, council })
}

/// Accepts as somebody who is signed in: the council joins their account, and so does the address
/// that got the letter, unless it is another person's.
pub fn accept_by(
    conn: &mut Conn,
    token: &str,
    person: PersonId,
    now: Instant,
) -> Result<Acceptance, AccessError> {
    let (invitation, council, known) = open(conn, token, now)?;
    if known.is_some_and(|owner| owner != person) {
        return Err(AccessError::HasAccount);
    }
    people::add_address(conn, person, &invitation.email(), now)?;
    accepted(conn, &invitation, person, now)?;
    Ok(Acceptance { person, council })
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
