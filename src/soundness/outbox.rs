//! I5 and I6: what is owed is in the outbox, and the outbox says truly what became of it.

use super::finding::{ASK, Findings, Invariant, SLACK};
use super::store::LetterRow;
use crate::kernel::Instant;
use crate::mail::LEASE;
use chrono::TimeDelta;

/// A clock that another process reads may be ahead of ours.
const AHEAD: TimeDelta = TimeDelta::minutes(2);

const FREE: &str = "if the machine's clock was set back, wait; else set leased_until to NULL, and \
                    the letter goes out";

/// I6, for one letter.
pub fn check_letter(row: &LetterRow, now: Instant, found: &mut Findings) {
    let at = ("letters", row.id.0);
    let mut broken = |is, what, remedy| found.fault_if(is, Invariant::Leases, at, what, remedy);
    let open = row.sent_at.is_none() && row.given_up_at.is_none() && row.cancelled_at.is_none();
    let long = row.leased_until.is_some_and(|until| until > now + LEASE + AHEAD);
    broken(open && long, "leased for longer than a lease lasts", FREE);
    let said = row.reply.as_deref().is_some_and(|reply| !reply.trim().is_empty());
    let what = "sent, but without what the relay said: nobody knows that it took it";
    broken(row.sent_at.is_some() && !said, what, "ask the recipient, and send it again by hand");
    broken(row.sent_at.is_none() && row.reply.is_some(), "not sent, but with a reply", ASK);
    let untried = row.attempts < 1 || row.lease < 1;
    broken(row.sent_at.is_some() && untried, "sent, but never tried", ASK);
    let early = row.sent_at.is_some_and(|sent| sent + SLACK < row.created_at);
    broken(early, "sent before it was owed", ASK);
    let silent = row.given_up_at.is_some() && row.last_error.is_none();
    broken(silent, "given up, but not why", ASK);
    let counts = row.attempts >= 0 && row.attempts <= row.lease;
    broken(!counts, "it counts more tries than claims", ASK);
}

/// A row whose letter must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    pub table: &'static str,
    pub id: i64,
    pub once_key: String,
    pub kind: &'static str,
}

/// The key of the letter that a change of password owes.
pub fn password_changed(person: i64, at: Instant) -> String {
    format!("password-changed:{person}:{}", at.and_utc().timestamp_millis())
}

/// The row that a letter's key names: its table and its id.
pub fn cause_of(once_key: &str) -> Option<(&'static str, i64)> {
    let (kind, id) = once_key.split_once(':')?;
    let table = match kind {
        "certificate" | "certificate-revoked" => "certificates",
        "certificate-name" => "course_completions",
        "invitation" => "invitations",
        "password-reset" | "address-confirmation" | "address-added" => "links",
        _ => return None,
    };
    Some((table, id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_its_row() {
        assert_eq!(cause_of("certificate:42"), Some(("certificates", 42)));
        assert_eq!(cause_of("address-added:7"), Some(("links", 7)));
        assert_eq!(cause_of("password-changed:7:1"), None);
        assert_eq!(cause_of("certificate:x"), None);
    }
}
