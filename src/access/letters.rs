//! The letters about ways in. Their facts name a row; the sender makes the link from its nonce.

use super::store::{Link, NewInvitation};
use super::{Keys, LinkKind};
use crate::kernel::{EmailAddress, Instant, InvitationId, PersonId, day_in_words, london_date};
use crate::mail::Letter;
use chrono::TimeDelta;
use serde_json::json;

/// What a letter keeps of its link.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct LinkFacts {
    nonce: String,
}

/// The address of the link that a letter of this kind carries, below the service's own.
pub fn link_of(kind: &str, facts: &LinkFacts, keys: &Keys) -> Option<String> {
    let (kind, folder) = match kind {
        "invitation" => (LinkKind::Invitation, "invitations"),
        "password-reset" => (LinkKind::PasswordReset, "password-resets"),
        "address-confirmation" => (LinkKind::AddressConfirmation, "address-confirmations"),
        _ => return None,
    };
    Some(format!("/{folder}/{}", keys.link_token(kind, &facts.nonce)))
}

/// What makes an invitation's letter the only one.
pub(super) fn key_of_invitation(id: InvitationId) -> String {
    format!("invitation:{id}")
}

pub(super) fn invitation(id: InvitationId, new: &NewInvitation<'_>, council: &str) -> Letter {
    Letter {
        once_key: key_of_invitation(id),
        kind: "invitation",
        person: None,
        to_name: new.name.to_owned(),
        to_address: new.address.to_owned(),
        facts: json!({
            "nonce": new.nonce,
            "council": council,
            "until": day_in_words(london_date(new.expires_at)),
        }),
        due_at: new.created_at,
        expires_at: Some(new.expires_at),
    }
}

fn with_link(kind: &'static str, link: &Link, name: &str) -> Letter {
    Letter {
        once_key: format!("{kind}:{}", link.id),
        kind,
        person: Some(link.person_id),
        to_name: name.to_owned(),
        to_address: link.address.clone(),
        facts: json!({ "nonce": link.nonce }),
        due_at: link.created_at,
        expires_at: Some(link.expires_at),
    }
}

pub(super) fn password_reset(link: &Link, name: &str) -> Letter {
    with_link("password-reset", link, name)
}

pub(super) fn address_confirmation(link: &Link, name: &str) -> Letter {
    with_link("address-confirmation", link, name)
}

pub(super) fn password_changed(
    person: PersonId,
    name: &str,
    address: &str,
    now: Instant,
) -> Letter {
    Letter {
        once_key: format!("password-changed:{person}:{}", now.and_utc().timestamp_millis()),
        kind: "password-changed",
        person: Some(person),
        to_name: name.to_owned(),
        to_address: address.to_owned(),
        facts: json!({ "day": day_in_words(london_date(now)) }),
        due_at: now,
        expires_at: Some(now + TimeDelta::days(7)),
    }
}

pub(super) fn address_added(link: &Link, name: &str, old: &str, now: Instant) -> Letter {
    Letter {
        once_key: format!("address-added:{}", link.id),
        kind: "address-added",
        person: Some(link.person_id),
        to_name: name.to_owned(),
        to_address: old.to_owned(),
        facts: json!({ "address": link.address }),
        due_at: now,
        expires_at: Some(now + TimeDelta::days(7)),
    }
}

pub(super) fn address_in_use(
    owner: PersonId,
    name: &str,
    address: &EmailAddress,
    now: Instant,
) -> Letter {
    Letter {
        once_key: format!("address-in-use:{owner}:{}", london_date(now)),
        kind: "address-in-use",
        person: Some(owner),
        to_name: name.to_owned(),
        to_address: address.text.clone(),
        facts: json!({}),
        due_at: now,
        expires_at: Some(now + TimeDelta::days(2)),
    }
}
