//! Sessions: who is signed in, on which device, until when.

use super::super::{AccessError, Device, SessionToken, Visitor, store};
use crate::db::Conn;
use crate::kernel::{Instant, PersonId, SessionId};
use chrono::TimeDelta;

/// The longest that a session lasts, and the longest that it may rest.
#[derive(Debug, Clone, Copy)]
struct Term {
    whole: TimeDelta,
    idle: TimeDelta,
}

/// After OWASP ASVS 5.0 §7.3: shorter for people who can see others' records.
const fn term(staff: bool) -> Term {
    if staff {
        Term { whole: TimeDelta::hours(12), idle: TimeDelta::minutes(60) }
    } else {
        Term { whole: TimeDelta::days(14), idle: TimeDelta::hours(12) }
    }
}

/// The longest that a session lasts.
pub const fn longest_session(staff: bool) -> TimeDelta {
    term(staff).whole
}

/// A session's last sign of life is kept this coarsely, so that reading a page rarely writes.
const COARSE: TimeDelta = TimeDelta::minutes(5);

/// Opens a session for a person whose password was right.
pub fn open_session(
    conn: &mut Conn,
    person: PersonId,
    token: &SessionToken,
    device: &Device,
    now: Instant,
) -> Result<SessionId, AccessError> {
    let staff = crate::people::grants_of(conn, person)?.is_staff();
    let id = store::add_session(conn, person, &token.hash(), device, now, now + term(staff).whole)?;
    Ok(id)
}

/// Who shows this token, if their session still runs; and whether [`store::set_seen`] is due.
pub fn visitor(
    conn: &mut Conn,
    token_hash: &[u8],
    now: Instant,
) -> Result<Option<(Visitor, bool)>, AccessError> {
    let Some(visitor) = store::find_visitor(conn, token_hash)? else { return Ok(None) };
    let idle = term(visitor.is_staff()).idle;
    let runs = visitor.ended_at.is_none()
        && visitor.erased_at.is_none()
        && now < visitor.expires_at
        && now < visitor.seen_at + idle;
    let rested = now >= visitor.seen_at + COARSE;
    Ok(runs.then_some((visitor, rested)))
}

/// Notes that a session was seen.
pub fn keep_alive(conn: &mut Conn, session: SessionId, now: Instant) -> Result<(), AccessError> {
    Ok(store::set_seen(conn, session, now)?)
}

/// The sessions of a person that still run, the newest first.
pub fn list_sessions_of(
    conn: &mut Conn,
    person: PersonId,
    now: Instant,
) -> Result<Vec<super::super::Session>, AccessError> {
    let staff = crate::people::grants_of(conn, person)?.is_staff();
    Ok(store::list_sessions_of(conn, person, now, now - term(staff).idle)?)
}

/// Ends a session of this person; again changes nothing.
///
/// # Errors
/// [`AccessError::NotFound`] when it is not theirs, as when there is none.
pub fn end_session(
    conn: &mut Conn,
    person: PersonId,
    session: SessionId,
    now: Instant,
) -> Result<(), AccessError> {
    if !store::has_session_of(conn, person, session)? {
        return Err(AccessError::NotFound);
    }
    Ok(store::end_session_of(conn, person, session, now)?)
}

/// Ends every session of a person but one.
pub fn end_all_sessions(
    conn: &mut Conn,
    person: PersonId,
    keep: Option<SessionId>,
    now: Instant,
) -> Result<(), AccessError> {
    Ok(store::end_sessions_of(conn, person, keep, now)?)
}
