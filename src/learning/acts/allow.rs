use crate::audit::{self, Entry};
use crate::courses::Shelf;
use crate::db::Conn;
use crate::kernel::{AllowanceId, Instant, PersonId};
use crate::learning::{LearningError, edition};
use crate::people::{self, Person};
use crate::quizzes::deadline::deadline;
use crate::quizzes::{self, Allowed, NewAllowed};
use serde_json::json;

/// What somebody is allowed, with whom it is about.
#[derive(Debug, Clone)]
pub struct AllowedPerson {
    pub allowed: Allowed,
    pub person: Person,
    pub granted_by: Person,
}

/// What is allowed now, the newest first.
pub fn list_allowed_people(
    conn: &mut Conn,
    most: i64,
) -> Result<Vec<AllowedPerson>, LearningError> {
    let all = quizzes::list_allowed(conn, most)?;
    let whom = |allowed: Allowed| {
        let person = people::get_person(conn, allowed.person_id)?;
        let granted_by = people::get_person(conn, allowed.granted_by_person_id)?;
        Ok(AllowedPerson { allowed, person, granted_by })
    };
    all.into_iter().map(whom).collect()
}

/// Gives somebody extra time and extra attempts, in place of what they had for the same module or
/// course. An attempt under way ends later, if that makes it later; it never ends sooner. The same
/// again changes nothing.
pub fn allow(
    conn: &mut Conn,
    shelf: &Shelf,
    new: &NewAllowed<'_>,
    now: Instant,
) -> Result<(), LearningError> {
    let all = quizzes::list_allowed_of(conn, new.person, new.course)?;
    if let Some(old) = all.iter().find(|old| old.module == new.module) {
        if old.allowance() == new.allowance && old.reason == new.reason {
            return Ok(());
        }
        quizzes::set_allowed_ended(conn, old.id, new.by, now)?;
    }
    quizzes::add_allowed(conn, new, now)?;
    let facts = json!({
        "course": new.course,
        "module": new.module,
        "extra_time_percent": new.allowance.extra_time_percent,
        "extra_attempts": new.allowance.extra_attempts,
    });
    record(conn, "allowance-granted", (new.by, new.person), facts, now)?;
    extend(conn, shelf, new, now)
}

/// Deadlines of attempts under way, as they would be if they began now.
fn extend(
    conn: &mut Conn,
    shelf: &Shelf,
    new: &NewAllowed<'_>,
    now: Instant,
) -> Result<(), LearningError> {
    for attempt in quizzes::list_running_of(conn, new.person, new.course, now)? {
        let edition = edition(conn, shelf, attempt.edition_id)?;
        let Some(quiz) = edition.module(&attempt.module).and_then(|m| m.quiz.as_ref()) else {
            continue;
        };
        let allowance = quizzes::get_allowance(conn, attempt.enrolment_id, &attempt.module)?;
        let Some(minutes) = allowance.minutes(quiz) else { continue };
        let later = deadline(attempt.started_at, minutes);
        if attempt.deadline_at.is_some_and(|promised| promised < later) {
            quizzes::set_deadline(conn, attempt.id, later)?;
        }
    }
    Ok(())
}

/// Ends what somebody was allowed; again changes nothing. An attempt under way keeps its deadline.
pub fn end_allowance(
    conn: &mut Conn,
    by: PersonId,
    id: AllowanceId,
    now: Instant,
) -> Result<(), LearningError> {
    let Some(allowed) = quizzes::find_allowed(conn, id)? else { return Ok(()) };
    quizzes::set_allowed_ended(conn, id, by, now)?;
    let facts = json!({ "course": allowed.course, "module": allowed.module });
    record(conn, "allowance-ended", (by, allowed.person_id), facts, now)
}

fn record(
    conn: &mut Conn,
    act: &'static str,
    (by, about): (PersonId, PersonId),
    facts: serde_json::Value,
    now: Instant,
) -> Result<(), LearningError> {
    let entry = Entry { actor: Some(by), act, about: Some(about), council: None, facts };
    Ok(audit::record(conn, &entry, now)?)
}
