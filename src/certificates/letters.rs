use super::{Award, Certificate};
use crate::kernel::{CompletionId, Instant};
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
