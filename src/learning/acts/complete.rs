use super::certify::certify;
use crate::db::Conn;
use crate::kernel::{Instant, Random};
use crate::learning::{LearningError, Place, progress, store};

/// The first award; renewals come later and rise from here.
const FIRST_AWARD: i32 = 1;

/// Keeps what a learner's act completed: modules, then the course with its certificate and letter.
/// Whatever is complete already stays as it is.
pub fn settle(
    conn: &mut Conn,
    place: &mut Place,
    random: &Random,
    now: Instant,
) -> Result<(), LearningError> {
    #[cfg(feature = "faults")]
    if crate::db::is_broken("submit-twice") {
        place.standing.forget_completions();
    }
    for module in &place.edition.modules {
        if !place.standing.has_completed(&module.id)
            && progress::is_complete(module, &place.standing)
        {
            store::add_module_completion(conn, place.enrolment.id, &module.id, now)?;
            place.standing.note_completed(&module.id, now);
        }
    }
    if place.standing.course_completed_at.is_some()
        || !progress::is_course_complete(&place.edition, &place.standing)
    {
        return Ok(());
    }
    let completion = store::add_course_completion(conn, &place.enrolment, FIRST_AWARD, now)?;
    place.standing.course_completed_at = Some(now);
    certify(conn, &completion, &place.edition, random, now)
}
