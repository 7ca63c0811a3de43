//! Members: a person's seat on a council, from a first day to a last.
//!
//! Uses: kernel, db.

mod store;

pub use store::Seat;

use crate::db::Conn;
use crate::kernel::{CouncilId, PersonId};
use chrono::NaiveDate;

/// Seats a person on a council from a day on, unless they already sit there.
pub fn join(
    conn: &mut Conn,
    person: PersonId,
    council: CouncilId,
    on: NaiveDate,
) -> diesel::QueryResult<()> {
    if store::has_open_seat(conn, person, council)? {
        return Ok(());
    }
    store::add_seat(conn, person, council, on)
}

/// The councils that a person sits on, the longest first.
pub fn list_seats_of(conn: &mut Conn, person: PersonId) -> diesel::QueryResult<Vec<Seat>> {
    store::list_open_seats_of(conn, person)
}
