use crate::certificates::{self, Award, State};
use crate::courses::Shelf;
use crate::courses::edition::Edition;
use crate::db::Conn;
use crate::kernel::{Instant, PersonId, Random, london_date};
use crate::learning::{LearningError, edition, get_place_of, progress, store, store::Completion};
use crate::people::{self, PersonName};
use std::sync::Arc;

/// What a completed course has brought its learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The certificate waits for the name to print.
    NameWanted,
    Issued,
    /// The newest certificate was revoked.
    Revoked,
}

/// What a course that a person has completed has brought them.
pub fn proof_of(conn: &mut Conn, person: PersonId, course: &str) -> Result<Proof, LearningError> {
    let newest = certificates::find_newest_of(conn, person, course)?;
    Ok(match newest.map(|certificate| certificate.state) {
        None => Proof::NameWanted,
        Some(State::Revoked) => Proof::Revoked,
        Some(State::Current | State::Replaced | State::Erased) => Proof::Issued,
    })
}

/// The name on the certificate that passing this quiz would bring a person. None when it would bring
/// none; empty while they have confirmed no name.
pub fn name_if_passed(
    conn: &mut Conn,
    shelf: &Shelf,
    person: PersonId,
    course: &str,
    module: &str,
) -> Result<Option<String>, LearningError> {
    let place = get_place_of(conn, shelf, person, course)?;
    let module = place.edition.module(module).ok_or(LearningError::NotFound)?;
    if !progress::is_last_step(&place.edition, module, &place.standing) {
        return Ok(None);
    }
    Ok(Some(people::find_printed_name(conn, person)?.unwrap_or_default()))
}

/// A completed course whose certificate waits for the name to print.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub edition: Arc<Edition>,
    pub completed_at: Instant,
}

/// Issues the certificate of a completion; or, while its holder has confirmed no name to print,
/// asks for that by letter.
pub(super) fn certify(
    conn: &mut Conn,
    completion: &Completion,
    edition: &Edition,
    random: &Random,
    now: Instant,
) -> Result<(), LearningError> {
    let person = people::get_person(conn, completion.person_id)?;
    let address = people::letter_address(conn, person.id)?;
    let printed_name = people::find_printed_name(conn, person.id)?;
    let award = Award {
        person: person.id,
        completion: completion.id,
        course: &completion.course,
        award: completion.award,
        printed_name: printed_name.as_deref().unwrap_or(&person.name),
        course_title: &edition.title,
        edition: &edition.name,
        completed_on: london_date(completion.completed_at),
        address: &address,
    };
    match printed_name {
        Some(_) => certificates::issue(conn, &award, random, now).map(drop)?,
        None => certificates::ask_for_name(conn, &award, now)?,
    }
    Ok(())
}

/// Confirms the name that certificates print, and issues those that waited for it. Again it issues
/// nothing more.
pub fn confirm_printed_name(
    conn: &mut Conn,
    shelf: &Shelf,
    random: &Random,
    person: PersonId,
    name: &PersonName,
    now: Instant,
) -> Result<(), LearningError> {
    people::confirm_printed_name(conn, person, name, now)?;
    for completion in store::list_completions_without_certificate_of(conn, person)? {
        let edition = edition(conn, shelf, completion.edition_id)?;
        certify(conn, &completion, &edition, random, now)?;
    }
    Ok(())
}

/// The completed courses of a person whose certificates wait for the name, the oldest first.
pub fn list_waiting_of(
    conn: &mut Conn,
    shelf: &Shelf,
    person: PersonId,
) -> Result<Vec<Waiting>, LearningError> {
    let completions = store::list_completions_without_certificate_of(conn, person)?;
    let waiting = completions.into_iter().map(|completion| {
        let edition = edition(conn, shelf, completion.edition_id)?;
        Ok(Waiting { edition, completed_at: completion.completed_at })
    });
    waiting.collect()
}
