use crate::courses;
use crate::db::Conn;
use crate::kernel::{Instant, PersonId};
use crate::learning::{Enrolment, LearningError, store};

/// Enrols a person on the newest edition of a course. Again it gives the enrolment there is, with
/// the edition that it began on.
pub fn enrol(
    conn: &mut Conn,
    person: PersonId,
    course: &str,
    now: Instant,
) -> Result<Enrolment, LearningError> {
    if let Some(there) = store::find_enrolment_of(conn, person, course)? {
        return Ok(there);
    }
    let edition = courses::newest_edition_id(conn, course)?.ok_or(LearningError::NoEdition)?;
    Ok(store::add_enrolment(conn, person, course, edition, now)?)
}
