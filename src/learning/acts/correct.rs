use crate::certificates::{self, Certificate, CertificateNumber};
use crate::db::Conn;
use crate::kernel::{Instant, PersonId, Random};
use crate::learning::LearningError;
use crate::people::{self, PersonName};

/// Replaces a person's own certificate by one with another name, which certificates print from now on.
pub fn replace_certificate_of(
    conn: &mut Conn,
    random: &Random,
    person: PersonId,
    number: &CertificateNumber,
    name: &PersonName,
    now: Instant,
) -> Result<Certificate, LearningError> {
    let old = certificates::find_certificate_of(conn, person, number)?;
    replace(conn, &old.ok_or(LearningError::NotFound)?, name, None, random, now)
}

/// Replaces anybody's certificate, as an administrator: also one that was revoked by mistake.
pub fn replace_certificate(
    conn: &mut Conn,
    random: &Random,
    administrator: PersonId,
    number: &CertificateNumber,
    name: &PersonName,
    now: Instant,
) -> Result<Certificate, LearningError> {
    let old = certificates::find_certificate(conn, number)?;
    let by = Some(administrator);
    replace(conn, &old.ok_or(LearningError::NotFound)?, name, by, random, now)
}

fn replace(
    conn: &mut Conn,
    old: &Certificate,
    name: &PersonName,
    by: Option<PersonId>,
    random: &Random,
    now: Instant,
) -> Result<Certificate, LearningError> {
    let address = people::letter_address(conn, old.person_id)?;
    let words = (name.as_str(), address.as_str());
    let new = certificates::replace(conn, old, words, by, random, now)?;
    if people::find_printed_name(conn, old.person_id)?.as_deref() != Some(name.as_str()) {
        people::confirm_printed_name(conn, old.person_id, name, now)?;
    }
    Ok(new)
}

/// Revokes anybody's certificate, as an administrator with a reason.
pub fn revoke_certificate(
    conn: &mut Conn,
    administrator: PersonId,
    number: &CertificateNumber,
    reason: &str,
    now: Instant,
) -> Result<(), LearningError> {
    let found = certificates::find_certificate(conn, number)?.ok_or(LearningError::NotFound)?;
    let address = people::letter_address(conn, found.person_id)?;
    Ok(certificates::revoke(conn, &found, reason, &address, administrator, now)?)
}
