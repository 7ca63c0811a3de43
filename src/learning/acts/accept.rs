use super::enrol::enrol;
use crate::access;
use crate::db::Conn;
use crate::kernel::{CouncilId, Instant, PersonId, london_date};
use crate::learning::LearningError;
use crate::members;
use crate::people::{self, PersonName};

/// Accepts an invitation as a new person: an account, a seat on the council, a place on the course.
/// The name is the one that certificates print, as the form says. Gives the new person.
pub fn accept_invitation_new(
    conn: &mut Conn,
    token: &str,
    name: &PersonName,
    phc: &str,
    course: &str,
    now: Instant,
) -> Result<PersonId, LearningError> {
    let (person, council) = access::accept_new(conn, token, name, phc, now)?;
    people::confirm_printed_name(conn, person, name, now)?;
    settle(conn, person, council, course, now)?;
    Ok(person)
}

/// Accepts an invitation as somebody who has an account and is signed in.
pub fn accept_invitation_as(
    conn: &mut Conn,
    token: &str,
    person: PersonId,
    course: &str,
    now: Instant,
) -> Result<(), LearningError> {
    let council = access::accept_by(conn, token, person, now)?;
    settle(conn, person, council, course, now)
}

fn settle(
    conn: &mut Conn,
    person: PersonId,
    council: CouncilId,
    course: &str,
    now: Instant,
) -> Result<(), LearningError> {
    members::join(conn, person, council, london_date(now))?;
    enrol(conn, person, course, now)?;
    Ok(())
}
