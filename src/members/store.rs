use crate::db::Conn;
use crate::db::schema::{councils, memberships};
use crate::kernel::{CouncilId, Nation, PersonId};
use chrono::NaiveDate;
use diesel::prelude::*;

/// A seat that a person holds now.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Seat {
    pub council: CouncilId,
    pub council_name: String,
    pub nation: Nation,
    pub began_on: NaiveDate,
}

pub fn list_open_seats_of(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<Seat>> {
    memberships::table
        .inner_join(councils::table)
        .filter(memberships::person_id.eq(person))
        .filter(memberships::ended_on.is_null())
        .order((memberships::began_on, memberships::id))
        .select((councils::id, councils::name, councils::nation, memberships::began_on))
        .load(conn)
}

pub fn has_open_seat(conn: &mut Conn, person: PersonId, council: CouncilId) -> QueryResult<bool> {
    let open = memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::council_id.eq(council))
        .filter(memberships::ended_on.is_null());
    diesel::select(diesel::dsl::exists(open)).get_result(conn)
}

pub fn add_seat(
    conn: &mut Conn,
    person: PersonId,
    council: CouncilId,
    began_on: NaiveDate,
) -> QueryResult<()> {
    diesel::insert_into(memberships::table)
        .values((
            memberships::person_id.eq(person),
            memberships::council_id.eq(council),
            memberships::began_on.eq(began_on),
        ))
        .execute(conn)
        .map(drop)
}

pub fn end_seats_of(conn: &mut Conn, person: PersonId, on: NaiveDate) -> QueryResult<()> {
    let open = memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::ended_on.is_null());
    diesel::update(open).set(memberships::ended_on.eq(on)).execute(conn).map(drop)
}
