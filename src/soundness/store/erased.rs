use super::FEW;
use crate::db::Conn;
use crate::db::schema::{
    allowances, answers, attempts, certificates, credentials, enrolments, invitations, letters,
    links, memberships, officer_grants, people, person_addresses, printed_names, sessions,
    staff_grants,
};
use diesel::prelude::*;

pub fn count_erased(conn: &mut Conn) -> QueryResult<i64> {
    people::table.filter(people::erased_at.is_not_null()).count().get_result(conn)
}

/// A row that still says something of somebody who was erased: its table, its id, and what it says.
pub type Left = (&'static str, i64, &'static str);

/// The rows of a table with a person whose person was erased, as far as they meet a condition.
macro_rules! of_erased {
    ($conn:expr, $left:expr, $table:ident, $key:ident, $what:literal, $condition:expr) => {{
        let ids: Vec<i64> = $table::table
            .inner_join(people::table)
            .filter(people::erased_at.is_not_null())
            .filter($condition)
            .order($table::$key)
            .limit(FEW)
            .select($table::$key)
            .load($conn)?;
        $left.extend(ids.into_iter().map(|id| (stringify!($table), id, $what)));
    }};
}

/// Rows that should be gone, or empty.
pub fn list_left(conn: &mut Conn) -> QueryResult<Vec<Left>> {
    let mut left = list_named(conn)?;
    of_erased!(conn, left, printed_names, person_id, "a name is left", people::id.gt(0));
    of_erased!(conn, left, person_addresses, id, "an address is left", people::id.gt(0));
    of_erased!(conn, left, credentials, person_id, "a password is left", people::id.gt(0));
    of_erased!(conn, left, sessions, id, "a session is left", people::id.gt(0));
    of_erased!(conn, left, links, id, "a link is left", people::id.gt(0));
    of_erased!(conn, left, staff_grants, id, "a right is left", people::id.gt(0));
    of_erased!(conn, left, officer_grants, id, "a right is left", people::id.gt(0));
    let sits = memberships::ended_on.is_null();
    of_erased!(conn, left, memberships, id, "still sits on the council", sits);
    let says = letters::to_name.ne("").or(letters::to_address.ne("")).or(letters::facts.ne("{}"));
    of_erased!(conn, left, letters, id, "still says to whom, or what", says);
    let open = letters::sent_at
        .is_null()
        .and(letters::given_up_at.is_null())
        .and(letters::cancelled_at.is_null());
    of_erased!(conn, left, letters, id, "still to be sent", open);
    left.extend(list_certificates_left(conn)?);
    left.extend(list_invitations_left(conn)?);
    left.extend(list_allowances_left(conn)?);
    left.extend(list_attempts_open(conn)?);
    left.extend(list_texts_left(conn)?);
    Ok(left)
}

fn list_named(conn: &mut Conn) -> QueryResult<Vec<Left>> {
    let named = people::name.ne("").or(people::sort_key.ne("")).or(people::search_key.ne(""));
    let ids: Vec<i64> = people::table
        .filter(people::erased_at.is_not_null())
        .filter(named)
        .order(people::id)
        .limit(FEW)
        .select(people::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| ("people", id, "a name is left")).collect())
}

fn list_certificates_left(conn: &mut Conn) -> QueryResult<Vec<Left>> {
    let says = certificates::state
        .ne("erased")
        .or(certificates::printed_name.ne(""))
        .or(certificates::state_reason.is_not_null());
    let ids: Vec<i64> = certificates::table
        .inner_join(people::table.on(certificates::person_id.eq(people::id)))
        .filter(people::erased_at.is_not_null())
        .filter(says)
        .order(certificates::id)
        .limit(FEW)
        .select(certificates::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| ("certificates", id, "still says whose it is")).collect())
}

fn list_invitations_left(conn: &mut Conn) -> QueryResult<Vec<Left>> {
    let says = invitations::name
        .ne("")
        .or(invitations::address.ne(""))
        .or(invitations::address_key.ne(""));
    let erased =
        people::table.filter(people::erased_at.is_not_null()).select(people::id.nullable());
    let ids: Vec<i64> = invitations::table
        .filter(invitations::accepted_by_person_id.eq_any(erased))
        .filter(says)
        .order(invitations::id)
        .limit(FEW)
        .select(invitations::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| ("invitations", id, "still says whom it invited")).collect())
}

fn list_attempts_open(conn: &mut Conn) -> QueryResult<Vec<Left>> {
    let ids: Vec<i64> = attempts::table
        .inner_join(enrolments::table.inner_join(people::table))
        .filter(people::erased_at.is_not_null())
        .filter(attempts::state.eq("in-progress"))
        .order(attempts::id)
        .limit(FEW)
        .select(attempts::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| ("attempts", id, "still open")).collect())
}

fn list_texts_left(conn: &mut Conn) -> QueryResult<Vec<Left>> {
    let ids: Vec<i64> = answers::table
        .inner_join(attempts::table.inner_join(enrolments::table.inner_join(people::table)))
        .filter(people::erased_at.is_not_null())
        .filter(answers::given.like("{\"text\"%"))
        .order(answers::id)
        .limit(FEW)
        .select(answers::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| ("answers", id, "a text is left")).collect())
}

fn list_allowances_left(conn: &mut Conn) -> QueryResult<Vec<Left>> {
    let erased = people::table.filter(people::erased_at.is_not_null()).select(people::id);
    let ids: Vec<i64> = allowances::table
        .filter(allowances::person_id.eq_any(erased))
        .order(allowances::id)
        .limit(FEW)
        .select(allowances::id)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| ("allowances", id, "an allowance is left")).collect())
}
