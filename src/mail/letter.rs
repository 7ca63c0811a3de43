//! A letter before it is sent: to whom, why, and the facts that its words are made from.

use crate::kernel::{Instant, PersonId};
use crate::words;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// One e-mail to one recipient, as the room that writes it knows it.
#[derive(Debug, Clone)]
pub struct Letter {
    /// What makes this letter the only one of its cause: `certificate:42:issued`.
    pub once_key: String,
    /// The letter's name, which decides its words: `invitation`.
    pub kind: &'static str,
    /// The person it is about, when they have an account.
    pub person: Option<PersonId>,
    pub to_name: String,
    pub to_address: String,
    /// What its words are made from. Never a link, a token or a password: those are made anew
    /// when the letter is rendered, so that no backup holds one.
    pub facts: serde_json::Value,
    /// Not sent before this.
    pub due_at: Instant,
    /// Not sent from this moment on: a reset link must not arrive a day late.
    pub expires_at: Option<Instant>,
}

words!(
    /// Where a letter stands. What is true of it first, in this order, is its state.
    State {
        /// The relay took it.
        Sent = "sent",
        /// Refused, expired, unfit, or tried in vain.
        GivenUp = "given-up",
        /// Its reason went away.
        Cancelled = "cancelled",
        /// Somebody sends it now.
        Leased = "leased",
        /// To be sent as soon as somebody gets to it.
        Due = "due",
        /// To be sent later.
        Waiting = "waiting",
    }
);

/// The words of a letter, made just before it is sent.
#[derive(Debug, Clone)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
    pub attachment: Option<Attachment>,
}

/// A file that comes with a letter.
#[derive(Debug, Clone)]
pub struct Attachment {
    pub filename: String,
    pub bytes: Vec<u8>,
    /// `application/pdf`.
    pub media_type: String,
}

/// The first part of the Message-ID of the letter with this key: always the same, so that a letter
/// that arrives twice can be known for one. The sender puts its own host behind it.
pub fn message_id(once_key: &str) -> String {
    let digest = Sha256::digest(once_key.as_bytes());
    let (start, _) = digest.split_at(10);
    HEXLOWER.encode(start)
}

/// Fit for a header: lettre panics at a control character in a recipient's name (0.11.23).
pub fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_belongs_to_its_key() {
        let id = message_id("certificate:42:issued");
        assert_eq!(id, message_id("certificate:42:issued"));
        assert_eq!(id.len(), 20);
        assert!(id.bytes().all(|b| b.is_ascii_hexdigit()));
        assert_ne!(id, message_id("certificate:43:issued"));
    }
}
