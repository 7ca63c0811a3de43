use super::{Award, Certificate};
use crate::db::Conn;
use crate::kernel::{CompletionId, Instant, date_in_words, london_date};
use crate::mail::{self, Letter, MailError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the certificate's letter prints and draws: the snapshot of its row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CertificateFacts {
    pub number: String,
    pub name: String,
    pub course_title: String,
    pub edition: String,
    pub completed_on: NaiveDate,
}

/// What makes the letter that asks for the printed name the only one of its completion.
pub(super) fn name_wanted_key(completion: CompletionId) -> String {
    format!("certificate-name:{completion}")
}

pub(super) fn name_wanted(award: &Award<'_>, now: Instant) -> Letter {
    Letter {
        once_key: name_wanted_key(award.completion),
        kind: "certificate-name",
        person: Some(award.person),
        to_name: award.printed_name.to_owned(),
        to_address: award.address.to_owned(),
        facts: serde_json::json!({
            "course_title": award.course_title,
            "completed_on": award.completed_on,
        }),
        due_at: now,
        expires_at: None,
    }
}

/// The letter with a new certificate.
pub(super) fn certificate(certificate: &Certificate, address: &str, now: Instant) -> Letter {
    let facts = serde_json::to_value(facts(certificate)).unwrap_or_default();
    letter(
        certificate,
        ("certificate", format!("certificate:{}", certificate.id)),
        address,
        facts,
        now,
    )
}

/// The letter with a certificate that takes another's place.
pub(super) fn replacement(
    certificate: &Certificate,
    old: &Certificate,
    address: &str,
    now: Instant,
) -> Letter {
    let mut facts = serde_json::to_value(facts(certificate)).unwrap_or_default();
    if let Some(fields) = facts.as_object_mut() {
        fields.insert("old_number".into(), old.number.clone().into());
    }
    let name = ("certificate-replacement", format!("certificate:{}", certificate.id));
    letter(certificate, name, address, facts, now)
}

/// The letter that says that a certificate holds no longer.
pub(super) fn revocation(certificate: &Certificate, address: &str, now: Instant) -> Letter {
    let facts = serde_json::json!({
        "old_number": certificate.number,
        "course_title": certificate.course_title,
        "revoked_on": date_in_words(london_date(now)),
    });
    let name = ("certificate-revoked", format!("certificate-revoked:{}", certificate.id));
    letter(certificate, name, address, facts, now)
}

/// A certificate that holds no longer is not sent any more.
pub(super) fn cancel_of(
    conn: &mut Conn,
    certificate: &Certificate,
    now: Instant,
) -> Result<(), MailError> {
    mail::cancel(conn, &format!("certificate:{}", certificate.id), now).map(drop)
}

fn facts(certificate: &Certificate) -> CertificateFacts {
    CertificateFacts {
        number: certificate.number.clone(),
        name: certificate.printed_name.clone(),
        course_title: certificate.course_title.clone(),
        edition: certificate.edition.clone(),
        completed_on: certificate.completed_on,
    }
}

fn letter(
    certificate: &Certificate,
    (kind, once_key): (&'static str, String),
    address: &str,
    facts: serde_json::Value,
    now: Instant,
) -> Letter {
    Letter {
        once_key,
        kind,
        person: Some(certificate.person_id),
        to_name: certificate.printed_name.clone(),
        to_address: address.to_owned(),
        facts,
        due_at: now,
        expires_at: None,
    }
}
