use super::close::close_overdue_of;
use super::complete;
use crate::courses::Shelf;
use crate::db::Conn;
use crate::kernel::{Instant, PersonId, Random};
use crate::learning::{LearningError, Place, place, store};

/// Notes that a learner says they have read a lesson. Saying it again changes nothing.
#[expect(clippy::too_many_arguments, reason = "a lesson is named by three words")]
pub fn read_lesson(
    conn: &mut Conn,
    shelf: &Shelf,
    random: &Random,
    person: PersonId,
    course: &str,
    module: &str,
    lesson: &str,
    now: Instant,
) -> Result<Place, LearningError> {
    let enrolment =
        store::find_enrolment_of(conn, person, course)?.ok_or(LearningError::NotFound)?;
    close_overdue_of(conn, shelf, random, enrolment.id, now)?;
    let mut place = place(conn, shelf, enrolment)?;
    let known = place.edition.module(module).and_then(|m| m.lesson(lesson)).is_some();
    if !known {
        return Err(LearningError::NotFound);
    }
    if !place.standing.has_read(module, lesson) {
        store::add_lesson_read(conn, place.enrolment.id, module, lesson, now)?;
        place.standing.note_read(module, lesson);
    }
    complete::settle(conn, &mut place, random, now)?;
    Ok(place)
}
