use crate::db::Conn;
use crate::soundness::Look;
use crate::soundness::finding::{Findings, Invariant};
use crate::soundness::store;
use diesel::QueryResult;

const AGAIN: &str = "erase the person again: foundations people erase --id";

/// I11: of whoever was erased nothing is left that says who they were.
pub fn people(
    conn: &mut Conn,
    _look: &Look,
    _after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    store::lift_time_limit(conn)?;
    for (table, id, what) in store::list_left(conn)? {
        let what = format!("of a person who was erased: {what}");
        found.fault(Invariant::Erasure, (table, id), what, AGAIN);
    }
    let erased = usize::try_from(store::count_erased(conn)?).unwrap_or(0);
    found.count(Invariant::Erasure, erased);
    Ok(None)
}
