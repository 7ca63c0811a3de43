use crate::db::Conn;
use crate::soundness::Look;
use crate::soundness::finding::{ASK, Findings, Invariant};
use crate::soundness::outbox::{Cause, cause_of, check_letter};
use crate::soundness::secret::find_secret;
use crate::soundness::store::{self, LetterRow};
use diesel::QueryResult;
use std::collections::{BTreeMap, HashMap};

const REWRITE: &str = "the letter's words are made from its facts: take this one out of them";

/// I6 and I12 for each letter, and I5 from the letter's side: what it names is there.
pub fn letters(
    conn: &mut Conn,
    look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let rows = store::list_letters(conn, after)?;
    let Some(last) = rows.last().map(|row| row.id.0) else { return Ok(None) };
    for row in &rows {
        check_letter(row, look.now, found);
        let at = ("letters", row.id.0);
        if let Some(name) = find_secret(&row.facts) {
            let what = format!("its fact {name:?} looks like a secret or a link");
            found.fault(Invariant::Secrets, at, what, REWRITE);
        }
        let begins = row.once_key.split_once(':').is_some_and(|(of, _)| of == key_of(&row.kind));
        let what = "its key is not one of its kind";
        found.fault_if(!begins, Invariant::Letters, at, what, ASK);
    }
    uncaused(conn, &rows, found)?;
    found.count(Invariant::Leases, rows.len());
    found.count(Invariant::Secrets, rows.len());
    Ok(Some(last))
}

/// How the keys of a kind begin. The letter of a certificate has one key, whether the certificate is
/// the first or replaces another.
fn key_of(kind: &str) -> &str {
    if kind == "certificate-replacement" { "certificate" } else { kind }
}

/// Letters whose cause is not there. Of somebody who was erased, the cause may be gone.
fn uncaused(conn: &mut Conn, rows: &[LetterRow], found: &mut Findings) -> QueryResult<()> {
    let mut by_table: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.to_address.is_empty()) {
        if let Some((table, id)) = cause_of(&row.once_key) {
            by_table.entry(table).or_default().push((id, row.id.0));
        }
    }
    for (table, named) in by_table {
        let ids: Vec<i64> = named.iter().map(|(id, _)| *id).collect();
        let there = store::list_ids_of(conn, table, &ids)?;
        for (id, letter) in named {
            if !there.contains(&id) {
                let what = format!("owed for row {id} of {table}, which is not there");
                found.fault(Invariant::Letters, ("letters", letter), what, ASK);
            }
        }
    }
    Ok(())
}

/// I5 from the causes' side: the letter of each is there.
pub fn owed(conn: &mut Conn, causes: &[Cause], found: &mut Findings) -> QueryResult<()> {
    let keys: Vec<String> = causes.iter().map(|cause| cause.once_key.clone()).collect();
    let there: HashMap<String, String> =
        store::list_kinds_of_keys(conn, &keys)?.into_iter().collect();
    for cause in causes {
        let at = (cause.table, cause.id);
        let kind = there.get(&cause.once_key);
        if kind.map(String::as_str) != Some(cause.kind) {
            let what = format!("owes a letter ({}), and there is none", cause.kind);
            found.fault(Invariant::Letters, at, what, "write to the person by hand");
        }
    }
    found.count(Invariant::Letters, causes.len());
    Ok(())
}

/// I5: the letters of every certificate are there: of its issue, and of its revocation.
pub fn certificates(
    conn: &mut Conn,
    _look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let rows = store::list_certificates_owing(conn, after)?;
    let mut causes = Vec::new();
    for (id, issue, state) in &rows {
        let mut owes = |kind, once_key| {
            causes.push(Cause { table: "certificates", id: *id, once_key, kind });
        };
        let kind = if *issue == 1 { "certificate" } else { "certificate-replacement" };
        owes(kind, format!("certificate:{id}"));
        if state == "revoked" {
            owes("certificate-revoked", format!("certificate-revoked:{id}"));
        }
    }
    owed(conn, &causes, found)?;
    Ok(rows.last().map(|(id, ..)| *id))
}
