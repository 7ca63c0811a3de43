//! Certificates that people can trust: issued once, drawn on demand, checked in public.
//!
//! A row keeps a snapshot of what is printed; a later rename changes nothing on it.
//!
//! Uses: kernel, db, paper, mail, audit.

mod acts;
pub mod document;
mod letters;
mod number;
mod standing;
mod store;

pub use acts::replace::{corrections_left, replace};
pub use acts::revoke::revoke;
pub use letters::CertificateFacts;
pub use number::CertificateNumber;
pub use standing::{Standing, State};
pub use store::Certificate;

use crate::db::Conn;
use crate::kernel::{CompletionId, Instant, PersonId, Random};
use crate::mail;
use chrono::NaiveDate;
use diesel::QueryResult;

/// What can go wrong with certificates.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// It was replaced or revoked, perhaps a moment ago.
    #[error("the certificate is not the one that holds")]
    NotCurrent,
    /// A holder corrects an award a few times; then an administrator must.
    #[error("the holder has corrected it as often as they may")]
    NoCorrectionsLeft,
    /// It prints that name already.
    #[error("the certificate has that name on it")]
    SameName,
    #[error(transparent)]
    Mail(#[from] mail::MailError),
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
}

/// What a certificate states, and of whom.
#[derive(Debug, Clone)]
pub struct Award<'a> {
    pub person: PersonId,
    pub completion: CompletionId,
    pub course: &'a str,
    /// Rises with each renewal, from 1.
    pub award: i32,
    pub printed_name: &'a str,
    pub course_title: &'a str,
    pub edition: &'a str,
    pub completed_on: NaiveDate,
    /// Where the letter with the certificate goes.
    pub address: &'a str,
}

/// Issues the certificate of a completion and owes its letter. Again it gives the one there is.
/// The letter that asked for the name has no reason any more.
pub fn issue(
    conn: &mut Conn,
    award: &Award<'_>,
    random: &Random,
    now: Instant,
) -> Result<Certificate, CertificateError> {
    if let Some(there) = store::find_issued(conn, award.person, award.course, award.award)? {
        return Ok(there);
    }
    let number = CertificateNumber::from_chance(u64::from_le_bytes(random.bytes()));
    let new = store::NewCertificate {
        person: award.person,
        completion: award.completion,
        course: award.course,
        award: award.award,
        issue: 1,
        number: &number,
        printed_name: award.printed_name,
        course_title: award.course_title,
        edition: award.edition,
        completed_on: award.completed_on,
        expires_on: None,
        issued_by: None,
    };
    let certificate = store::add_certificate(conn, &new, now)?;
    mail::cancel(conn, &letters::name_wanted_key(award.completion), now)?;
    mail::send(conn, &letters::certificate(&certificate, award.address, now), now)?;
    Ok(certificate)
}

/// Owes the letter that asks for the printed name, without which there is no certificate.
/// `award.printed_name` is what its reader is called until then.
pub fn ask_for_name(
    conn: &mut Conn,
    award: &Award<'_>,
    now: Instant,
) -> Result<(), CertificateError> {
    mail::send(conn, &letters::name_wanted(award, now), now)?;
    Ok(())
}

/// A certificate by its number, for whoever checks it.
pub fn find_certificate(
    conn: &mut Conn,
    number: &CertificateNumber,
) -> QueryResult<Option<Certificate>> {
    store::find_certificate(conn, number)
}

/// A certificate by its number, if it is this person's.
pub fn find_certificate_of(
    conn: &mut Conn,
    person: PersonId,
    number: &CertificateNumber,
) -> QueryResult<Option<Certificate>> {
    store::find_certificate_of(conn, person, number)
}

/// The newest certificate of a person's course, however it stands.
pub fn find_newest_of(
    conn: &mut Conn,
    person: PersonId,
    course: &str,
) -> QueryResult<Option<Certificate>> {
    store::find_newest_of(conn, person, course)
}

/// Every certificate of a person's course, the newest first.
pub fn list_history_of(
    conn: &mut Conn,
    person: PersonId,
    course: &str,
) -> QueryResult<Vec<Certificate>> {
    let mut all = store::list_certificates_of(conn, person)?;
    all.retain(|certificate| certificate.course == course);
    Ok(all)
}

/// The certificates of a person, the newest first.
pub fn list_certificates_of(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<Certificate>> {
    store::list_certificates_of(conn, person)
}

/// Takes a person's name off their certificates: whoever checks one reads that its holder was
/// erased.
pub fn forget(conn: &mut Conn, person: PersonId, now: Instant) -> QueryResult<()> {
    store::set_erased_of(conn, person, now)
}
