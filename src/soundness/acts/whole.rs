use crate::db::{Conn, broken_promises};
use crate::soundness::Look;
use crate::soundness::finding::{Findings, Invariant, RESTORE};
use crate::soundness::store;
use diesel::QueryResult;

const MAKE: &str = "make it again as the migrations do, once no row breaks it";
const UNIQUE: &str = "see which of the rows is right, and take the other away";
const DANGLING: &str = "restore the row that it names from a backup";

/// I1: the file is whole, and its rules are there.
pub fn file(
    conn: &mut Conn,
    look: &Look,
    _after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    store::lift_time_limit(conn)?;
    for line in store::list_torn_pages(conn)? {
        found.fault(Invariant::Database, ("the file", 0), line, RESTORE);
    }
    let gone = broken_promises(conn, &look.promises)?;
    for unique in gone.uniques {
        let what = format!("the rule that ({}) is unique is gone", unique.columns.join(", "));
        found.fault(Invariant::Database, (&unique.table, 0), what, MAKE);
    }
    for reference in gone.references {
        let what = format!("the rule that {} names a row is gone", reference.column);
        found.fault(Invariant::Database, (&reference.table, 0), what, MAKE);
    }
    found.count(Invariant::Database, 1);
    Ok(None)
}

/// I1: every row keeps the rules, one rule at a time, whether or not the database still does.
pub fn promises(
    conn: &mut Conn,
    look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let next = after.max(0);
    let place = usize::try_from(next).unwrap_or(usize::MAX);
    let (uniques, references) = (&look.promises.uniques, &look.promises.references);
    store::lift_time_limit(conn)?;
    if let Some(unique) = uniques.get(place) {
        for id in store::list_shared(conn, unique)? {
            let what = format!("not the only row with its ({})", unique.columns.join(", "));
            found.fault(Invariant::Database, (&unique.table, id), what, UNIQUE);
        }
    } else if let Some(reference) = references.get(place.saturating_sub(uniques.len())) {
        for id in store::list_dangling(conn, reference)? {
            let what = format!("its {} names no row of {}", reference.column, reference.to_table);
            found.fault(Invariant::Database, (&reference.table, id), what, DANGLING);
        }
    } else {
        return Ok(None);
    }
    found.count(Invariant::Database, 1);
    Ok(Some(next + 1))
}
