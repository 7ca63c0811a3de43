//! I3: nobody has two of one certificate, and each that is no longer current says since when.

use super::finding::{ASK, Findings, Invariant};
use super::store::CertificateRow;
use crate::certificates::CertificateNumber;

const REVOKE: &str = "keep the one whose letter was sent, and ask whoever maintains the program";

/// I3, for all certificates of one person on one course, by award and issue.
pub fn check_certificates(all: &[&CertificateRow], found: &mut Findings) {
    let mut broken = |id: i64, what: &str, remedy| {
        found.fault(Invariant::OneCertificate, ("certificates", id), what, remedy);
    };
    if let Some(second) = all.iter().filter(|c| c.state == "current").nth(1) {
        broken(second.id.0, "a second current certificate of one person and course", REVOKE);
    }
    for pair in all.windows(2) {
        let [before, after] = pair else { continue };
        if (before.award, before.issue) == (after.award, after.issue) {
            broken(after.id.0, "a second certificate of one award and issue", REVOKE);
        } else if before.award == after.award && before.state == "current" {
            broken(before.id.0, "current, although a later issue replaced it", ASK);
        }
    }
    for (place, one) in all.iter().enumerate() {
        let first = place
            .checked_sub(1)
            .and_then(|p| all.get(p))
            .is_none_or(|before| before.award != one.award);
        if first && one.issue != 1 {
            broken(one.id.0, "the first of its award, but not its first issue", ASK);
        }
        let last = all.get(place + 1).is_none_or(|next| next.award != one.award);
        if last && one.state == "replaced" {
            broken(one.id.0, "replaced, but by nothing", ASK);
        }
        if (one.state == "current") != one.state_changed_at.is_none() {
            broken(one.id.0, "its state and the time of its change do not agree", ASK);
        }
        let number = CertificateNumber::parse(&one.number);
        if number.is_none_or(|number| number.as_str() != one.number) {
            broken(one.id.0, "its number is none that we draw", ASK);
        }
    }
}
