use super::enrol::enrol;
use crate::access::{self, Acceptance};
use crate::db::Conn;
use crate::kernel::{Instant, PersonId, london_date};
use crate::learning::LearningError;
use crate::members;
use crate::people::PersonName;

/// Accepts an invitation as a new person: an account, a seat on the council, a place on the course.
pub fn accept_invitation_new(
    conn: &mut Conn,
    token: &str,
    name: &PersonName,
    phc: &str,
    course: &str,
    now: Instant,
) -> Result<Acceptance, LearningError> {
    let acceptance = access::accept_new(conn, token, name, phc, now)?;
    settle(conn, &acceptance, course, now)?;
    Ok(acceptance)
}

/// Accepts an invitation as somebody who has an account and is signed in.
pub fn accept_invitation_as(
    conn: &mut Conn,
    token: &str,
    person: PersonId,
    course: &str,
    now: Instant,
) -> Result<Acceptance, LearningError> {
    let acceptance = access::accept_by(conn, token, person, now)?;
    settle(conn, &acceptance, course, now)?;
    Ok(acceptance)
}

fn settle(
    conn: &mut Conn,
    acceptance: &Acceptance,
    course: &str,
    now: Instant,
) -> Result<(), LearningError> {
    members::join(conn, acceptance.person, acceptance.council.id, london_date(now))?;
    enrol(conn, acceptance.person, course, now)?;
    Ok(())
}
