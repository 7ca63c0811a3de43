use crate::audit;
use crate::certificates::{Certificate, CertificateError, CertificateNumber, State};
use crate::certificates::{letters, store};
use crate::db::Conn;
use crate::kernel::{Instant, PersonId, Random};
use crate::mail;
use diesel::QueryResult;

/// How often a holder may correct an award by themselves. A slip of the pen needs one; whoever needs
/// a fourth should talk to somebody.
const CORRECTIONS: i64 = 3;

/// How often the holder may still correct this certificate's award.
pub fn corrections_left(conn: &mut Conn, certificate: &Certificate) -> QueryResult<i64> {
    let Certificate { person_id, course, award, .. } = certificate;
    let made = store::count_corrections(conn, *person_id, course, *award)?;
    Ok((CORRECTIONS - made).max(0))
}

/// Issues a certificate with another name in place of `old`, and owes its letter. `by` is an
/// administrator, who may also replace one that was revoked; none is the holder. The same again gives
/// the one there is.
///
/// # Errors
/// [`CertificateError::NotCurrent`], [`CertificateError::SameName`],
/// [`CertificateError::NoCorrectionsLeft`].
pub fn replace(
    conn: &mut Conn,
    old: &Certificate,
    (printed_name, address): (&str, &str),
    by: Option<PersonId>,
    random: &Random,
    now: Instant,
) -> Result<Certificate, CertificateError> {
    let newest = store::find_issued(conn, old.person_id, &old.course, old.award)?;
    if let Some(newest) = newest.filter(|newest| newest.id != old.id) {
        let same = newest.issue == old.issue + 1 && newest.printed_name == printed_name;
        return if same { Ok(newest) } else { Err(CertificateError::NotCurrent) };
    }
    match (old.state, by) {
        (State::Current, None) if old.printed_name == printed_name => {
            return Err(CertificateError::SameName);
        }
        (State::Current, None) if corrections_left(conn, old)? == 0 => {
            return Err(CertificateError::NoCorrectionsLeft);
        }
        (State::Current, _) => {
            if !store::set_ended(conn, old.id, State::Replaced, None, now)? {
                return Err(CertificateError::NotCurrent);
            }
        }
        (State::Revoked, Some(_)) => {}
        (State::Revoked, None) | (State::Replaced | State::Erased, _) => {
            return Err(CertificateError::NotCurrent);
        }
    }
    let number = CertificateNumber::from_chance(u64::from_le_bytes(random.bytes()));
    let new = store::NewCertificate {
        person: old.person_id,
        completion: old.completion_id,
        course: &old.course,
        award: old.award,
        issue: old.issue + 1,
        number: &number,
        printed_name,
        course_title: &old.course_title,
        edition: &old.edition,
        completed_on: old.completed_on,
        expires_on: old.expires_on,
        issued_by: by,
    };
    let certificate = store::add_certificate(conn, &new, now)?;
    letters::cancel_of(conn, old, now)?;
    mail::send(conn, &letters::replacement(&certificate, old, address, now), now)?;
    let entry = audit::Entry {
        actor: Some(by.unwrap_or(old.person_id)),
        act: "certificate-replaced",
        about: Some(old.person_id),
        council: None,
        facts: serde_json::json!({ "old": old.number, "new": certificate.number }),
    };
    audit::record(conn, &entry, now)?;
    Ok(certificate)
}
