use super::{Award, Certificate};
use crate::kernel::Instant;
use crate::mail::Letter;
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

pub(super) fn certificate(certificate: &Certificate, award: &Award<'_>, now: Instant) -> Letter {
    let facts = CertificateFacts {
        number: certificate.number.clone(),
        name: certificate.printed_name.clone(),
        course_title: certificate.course_title.clone(),
        edition: certificate.edition.clone(),
        completed_on: certificate.completed_on,
    };
    Letter {
        once_key: format!("certificate:{}", certificate.id),
        kind: "certificate",
        person: Some(award.person),
        to_name: certificate.printed_name.clone(),
        to_address: award.address.to_owned(),
        facts: serde_json::to_value(facts).unwrap_or_default(),
        due_at: now,
        expires_at: None,
    }
}
