use crate::audit;
use crate::certificates::{Certificate, CertificateError, State};
use crate::certificates::{letters, store};
use crate::db::Conn;
use crate::kernel::{Instant, PersonId};
use crate::mail;

/// Revokes a certificate, and owes its holder a letter that says so. The reason stays with staff.
/// Revoked already, it stays as it is.
///
/// # Errors
/// [`CertificateError::NotCurrent`] when another has taken its place.
pub fn revoke(
    conn: &mut Conn,
    certificate: &Certificate,
    reason: &str,
    address: &str,
    administrator: PersonId,
    now: Instant,
) -> Result<(), CertificateError> {
    match certificate.state {
        State::Revoked => return Ok(()),
        State::Replaced | State::Erased => return Err(CertificateError::NotCurrent),
        State::Current => {}
    }
    if !store::set_ended(conn, certificate.id, State::Revoked, Some(reason), now)? {
        return Err(CertificateError::NotCurrent);
    }
    letters::cancel_of(conn, certificate, now)?;
    mail::send(conn, &letters::revocation(certificate, address, now), now)?;
    let entry = audit::Entry {
        actor: Some(administrator),
        act: "certificate-revoked",
        about: Some(certificate.person_id),
        council: None,
        facts: serde_json::json!({ "number": certificate.number }),
    };
    audit::record(conn, &entry, now)?;
    Ok(())
}
