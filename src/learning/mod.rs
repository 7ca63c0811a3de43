//! What a learner does, all in one place: enrols, reads, answers, hands in, completes.
//!
//! Handing in the last quiz marks it, completes the module and the course, issues the certificate
//! and owes its letter, in one transaction.
//!
//! Uses: kernel, db, audit, people, access, members, courses, quizzes, certificates.

mod acts;
pub mod progress;
mod store;
pub mod transcript;

pub use acts::accept::{accept_invitation_as, accept_invitation_new};
pub use acts::allow::{AllowedPerson, allow, end_allowance, list_allowed_people};
pub use acts::attempt::{
    AttemptView, SavedAnswer, hand_in, save_answer, start_attempt, view_attempt,
};
pub use acts::certify::{
    Proof, Waiting, confirm_printed_name, list_waiting_of, name_if_passed, proof_of,
};
pub use acts::close::close_attempt;
pub use acts::correct::{replace_certificate, replace_certificate_of, revoke_certificate};
pub use acts::enrol::enrol;
pub use acts::read::read_lesson;
pub use store::Enrolment;

use crate::access::AccessError;
use crate::certificates::{self, CertificateError};
use crate::courses::{CourseError, Shelf, edition::Edition};
use crate::db::Conn;
use crate::kernel::{EditionId, PersonId};
use crate::people::PeopleError;
use crate::quizzes::{self, QuizError};
use progress::Standing;
use std::sync::Arc;
use transcript::{CertificateRecord, CourseRecord, Transcript};

/// What can stop a learner here.
#[derive(Debug, thiserror::Error)]
pub enum LearningError {
    /// The course, module, lesson or attempt does not exist, or not for this person.
    #[error("there is no such thing for this learner")]
    NotFound,
    /// Nothing is published under that course.
    #[error("the course has no published edition")]
    NoEdition,
    #[error(transparent)]
    Quiz(#[from] QuizError),
    #[error(transparent)]
    Course(#[from] CourseError),
    #[error(transparent)]
    People(#[from] PeopleError),
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
}

/// A learner's place on a course: their edition, and what they have done of it.
#[derive(Debug, Clone)]
pub struct Place {
    pub enrolment: Enrolment,
    pub edition: Arc<Edition>,
    pub standing: Standing,
}

/// The courses that a person is enrolled on, oldest first.
pub fn list_places_of(
    conn: &mut Conn,
    shelf: &Shelf,
    person: PersonId,
) -> Result<Vec<Place>, LearningError> {
    let enrolments = store::list_enrolments_of(conn, person)?;
    enrolments.into_iter().map(|enrolment| place(conn, shelf, enrolment)).collect()
}

/// A person's place on one course.
pub fn get_place_of(
    conn: &mut Conn,
    shelf: &Shelf,
    person: PersonId,
    course: &str,
) -> Result<Place, LearningError> {
    let enrolment =
        store::find_enrolment_of(conn, person, course)?.ok_or(LearningError::NotFound)?;
    place(conn, shelf, enrolment)
}

/// What a person has done on all their courses, and their certificates.
pub fn get_transcript_of(
    conn: &mut Conn,
    shelf: &Shelf,
    person: PersonId,
) -> Result<Transcript, LearningError> {
    let mut courses = Vec::new();
    for place in list_places_of(conn, shelf, person)? {
        let marks = quizzes::list_marks(conn, place.enrolment.id)?;
        let handed_in = |module: &str| {
            let of_module = marks.iter().filter(|(of, ..)| of == module);
            of_module.map(|(_, mark, at)| (*mark, *at)).collect()
        };
        courses.push(CourseRecord::new(&place.edition, &place.standing, handed_in));
    }
    let certificates = certificates::list_certificates_of(conn, person)?;
    let certificates = certificates
        .into_iter()
        .map(|certificate| CertificateRecord {
            number: certificate.number,
            course_title: certificate.course_title,
            edition: certificate.edition,
            completed_on: certificate.completed_on,
            state: certificate.state,
        })
        .collect();
    Ok(Transcript { courses, certificates })
}

/// A page of a course as its reader finds it.
#[derive(Debug, Clone)]
pub struct Page {
    pub edition_id: EditionId,
    pub edition: Arc<Edition>,
    /// Whether they have said that they read it.
    pub read: bool,
    /// Whether they teach it, and do not learn from it.
    pub taught: bool,
}

/// A lesson of the edition that a person learns from.
pub fn get_page_of(
    conn: &mut Conn,
    shelf: &Shelf,
    person: PersonId,
    course: &str,
    module: &str,
    lesson: &str,
) -> Result<Page, LearningError> {
    let enrolment =
        store::find_enrolment_of(conn, person, course)?.ok_or(LearningError::NotFound)?;
    let edition = edition(conn, shelf, enrolment.edition_id)?;
    let read = store::has_lesson_read(conn, enrolment.id, module, lesson)?;
    Ok(Page { edition_id: enrolment.edition_id, edition, read, taught: false })
}

/// A page of the edition on which learners begin now, for whoever teaches it.
pub fn get_page_to_teach(
    conn: &mut Conn,
    shelf: &Shelf,
    course: &str,
) -> Result<Page, LearningError> {
    let newest = crate::courses::newest_edition_id(conn, course)?;
    let edition_id = newest.ok_or(LearningError::NotFound)?;
    let edition = edition(conn, shelf, edition_id)?;
    Ok(Page { edition_id, edition, read: false, taught: true })
}

/// The edition of a course that a person learns from; for whoever only teaches, the newest.
pub fn get_edition_of(
    conn: &mut Conn,
    shelf: &Shelf,
    person: PersonId,
    course: &str,
    teaches: bool,
) -> Result<(EditionId, Arc<Edition>), LearningError> {
    let id = match store::find_enrolment_of(conn, person, course)? {
        Some(enrolment) => enrolment.edition_id,
        None if teaches => {
            crate::courses::newest_edition_id(conn, course)?.ok_or(LearningError::NotFound)?
        }
        None => return Err(LearningError::NotFound),
    };
    Ok((id, edition(conn, shelf, id)?))
}

/// The editions that a person learns from, by the order of their courses: the oldest first. For
/// whoever only teaches, the newest of the main course.
pub fn list_editions_of(
    conn: &mut Conn,
    shelf: &Shelf,
    person: PersonId,
    teaches: bool,
) -> Result<Vec<(EditionId, Arc<Edition>)>, LearningError> {
    let enrolments = store::list_enrolments_of(conn, person)?;
    let mut ids: Vec<EditionId> = enrolments.into_iter().map(|e| e.edition_id).collect();
    if ids.is_empty() && teaches {
        ids.extend(crate::courses::newest_edition_id(conn, crate::courses::MAIN_COURSE)?);
    }
    ids.into_iter().map(|id| Ok((id, edition(conn, shelf, id)?))).collect()
}

fn place(conn: &mut Conn, shelf: &Shelf, enrolment: Enrolment) -> Result<Place, LearningError> {
    let edition = edition(conn, shelf, enrolment.edition_id)?;
    let passed = quizzes::list_passed(conn, enrolment.id, &edition)?;
    let standing = store::get_standing(conn, &enrolment, passed)?;
    Ok(Place { enrolment, edition, standing })
}

/// An edition from memory; another process may have published it a moment ago.
fn edition(conn: &mut Conn, shelf: &Shelf, id: EditionId) -> Result<Arc<Edition>, LearningError> {
    if let Some(edition) = shelf.get(id) {
        return Ok(edition);
    }
    crate::courses::load_all(conn, shelf)?;
    shelf.get(id).ok_or(LearningError::NoEdition)
}
