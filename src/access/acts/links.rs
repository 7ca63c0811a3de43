//! Links sent to people we know: to choose a new password, to confirm another address.

use super::super::{AccessError, Keys, LinkKind, letters, store, token};
use crate::db::Conn;
use crate::kernel::{EmailAddress, Instant, PersonId, Random};
use crate::mail;
use crate::people;
use chrono::TimeDelta;

/// How long a link works.
pub const fn good_for(kind: LinkKind) -> TimeDelta {
    match kind {
        LinkKind::PasswordReset => TimeDelta::hours(2),
        LinkKind::AddressConfirmation => TimeDelta::days(2),
        LinkKind::Invitation => TimeDelta::days(7),
    }
}

/// What a link says when it is opened. Opening never spends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// It works. Holds the address that it is about.
    Open {
        person: PersonId,
        address: String,
    },
    Used,
    Expired,
    Replaced,
}

fn state(
    conn: &mut Conn,
    kind: LinkKind,
    token: &str,
    now: Instant,
) -> Result<(store::Link, LinkState), AccessError> {
    let link = store::get_link(conn, store::kind_word(kind), &token::hash_token(token))?;
    let state = if link.used_at.is_some() {
        LinkState::Used
    } else if link.replaced_at.is_some() {
        LinkState::Replaced
    } else if now >= link.expires_at {
        LinkState::Expired
    } else {
        LinkState::Open { person: link.person_id, address: link.address.clone() }
    };
    Ok((link, state))
}

/// Sends a letter with a link to choose a new password, if the address is somebody's. Says nothing.
pub fn ask_for_reset(
    conn: &mut Conn,
    address: &EmailAddress,
    keys: &Keys,
    random: &Random,
    now: Instant,
) -> Result<(), AccessError> {
    let Some(person) = people::find_person_by_address(conn, address)? else { return Ok(()) };
    let link = add_link(conn, LinkKind::PasswordReset, person.id, address, keys, random, now)?;
    mail::send(conn, &letters::password_reset(&link, &person.name), now)?;
    Ok(())
}

/// What a link to choose a new password says now.
pub fn reset_link_state(
    conn: &mut Conn,
    token: &str,
    now: Instant,
) -> Result<LinkState, AccessError> {
    Ok(state(conn, LinkKind::PasswordReset, token, now)?.1)
}

/// Sets the password that was chosen through a link, which is spent by it.
pub fn reset_password(
    conn: &mut Conn,
    token: &str,
    phc: &str,
    now: Instant,
) -> Result<PersonId, AccessError> {
    let (link, LinkState::Open { person, .. }) = state(conn, LinkKind::PasswordReset, token, now)?
    else {
        return Err(AccessError::LinkSpent);
    };
    store::set_link_used(conn, link.id, now)?;
    crate::access::change_password(conn, person, phc, None, now)?;
    Ok(person)
}

/// Sends a link to an address that a person wants to add. If the address is another person's, its
/// owner is told instead, and who asked learns nothing.
pub fn ask_for_address(
    conn: &mut Conn,
    person: PersonId,
    address: &EmailAddress,
    keys: &Keys,
    random: &Random,
    now: Instant,
) -> Result<(), AccessError> {
    let asking = people::get_person(conn, person)?;
    match people::find_person_by_address(conn, address)? {
        Some(owner) if owner.id == person => Ok(()),
        Some(owner) => {
            mail::send(conn, &letters::address_in_use(owner.id, &owner.name, address, now), now)?;
            Ok(())
        }
        None => {
            let link =
                add_link(conn, LinkKind::AddressConfirmation, person, address, keys, random, now)?;
            mail::send(conn, &letters::address_confirmation(&link, &asking.name), now)?;
            Ok(())
        }
    }
}

/// What a link to confirm an address says now.
pub fn address_link_state(
    conn: &mut Conn,
    token: &str,
    now: Instant,
) -> Result<LinkState, AccessError> {
    Ok(state(conn, LinkKind::AddressConfirmation, token, now)?.1)
}

/// Adds the address that a link confirms, and tells the address that gets the person's letters.
pub fn add_address_by_link(
    conn: &mut Conn,
    token: &str,
    now: Instant,
) -> Result<String, AccessError> {
    let (link, LinkState::Open { person, address }) =
        state(conn, LinkKind::AddressConfirmation, token, now)?
    else {
        return Err(AccessError::LinkSpent);
    };
    let email = EmailAddress { text: address.clone(), key: link.address_key.clone() };
    people::add_address(conn, person, &email, now)?;
    store::set_link_used(conn, link.id, now)?;
    let told = people::get_person(conn, person)?;
    let old = people::letter_address(conn, person)?;
    mail::send(conn, &letters::address_added(&link, &told.name, &old, now), now)?;
    Ok(address)
}

fn add_link(
    conn: &mut Conn,
    kind: LinkKind,
    person: PersonId,
    address: &EmailAddress,
    keys: &Keys,
    random: &Random,
    now: Instant,
) -> Result<store::Link, AccessError> {
    let word = store::kind_word(kind);
    store::replace_links(conn, person, word, &address.key, now)?;
    let (nonce, token_hash) = keys.new_link(kind, random.bytes());
    let new = store::NewLink {
        person_id: person,
        kind: word,
        address: &address.text,
        address_key: &address.key,
        nonce: &nonce,
        token_hash: &token_hash,
        created_at: now,
        expires_at: now + good_for(kind),
    };
    Ok(store::add_link(conn, &new)?)
}
