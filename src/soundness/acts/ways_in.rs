use super::letters::owed;
use crate::access::{LinkKind, good_for, longest_session};
use crate::db::Conn;
use crate::kernel::Instant;
use crate::soundness::Look;
use crate::soundness::finding::{ASK, Findings, Invariant, SLACK};
use crate::soundness::outbox::{Cause, password_changed};
use crate::soundness::secret::{find_secret, is_hash, is_hash_of, is_nonce, is_phc};
use crate::soundness::store;
use chrono::TimeDelta;
use diesel::QueryResult;

const END: &str = "delete the row: the person signs in again";
const CLEAR: &str =
    "whoever can read the table can use it: delete the row, and find out who wrote it";

/// A row that works until a moment.
struct Way<'a> {
    at: (&'a str, i64),
    hash: &'a [u8],
    created_at: Instant,
    expires_at: Instant,
    longest: TimeDelta,
    /// When it last worked.
    worked_at: Option<Instant>,
}

/// I12 of a way in: its token is not there in clear, and it works no longer than it may.
fn check_way(way: &Way<'_>, found: &mut Findings) {
    let mut broken = |is, what, remedy| {
        found.fault_if(is, Invariant::Secrets, way.at, what, remedy);
    };
    broken(!is_hash(way.hash), "its token is not kept as a hash", CLEAR);
    let long = way.expires_at > way.created_at + way.longest;
    broken(long, "works for longer than it may", END);
    broken(way.expires_at <= way.created_at, "ends before it begins", END);
    let late = way.worked_at.is_some_and(|at| at > way.expires_at + SLACK);
    broken(late, "it worked after its end", ASK);
}

/// I12 for each session.
pub fn sessions(
    conn: &mut Conn,
    look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let rows = store::list_sessions(conn, after)?;
    let Some(last) = rows.last().map(|row| row.id.0) else { return Ok(None) };
    let mut grants = store::list_grants(conn, after, last)?;
    grants.sort_unstable();
    for row in &rows {
        let from = grants.partition_point(|(person, _)| *person < row.person_id);
        // The earliest of this person's, if there is one.
        let since = grants.get(from).filter(|(person, _)| *person == row.person_id);
        let is_staff = since.is_some_and(|(_, granted_at)| *granted_at <= row.created_at);
        let at = ("sessions", row.id.0);
        let way = Way {
            at,
            hash: &row.token_hash,
            created_at: row.created_at,
            expires_at: row.expires_at,
            longest: longest_session(is_staff),
            worked_at: Some(row.seen_at),
        };
        check_way(&way, found);
        let ahead = row.ended_at.is_none() && row.created_at > look.now + TimeDelta::minutes(2);
        let what = "begins in the future, and so lasts too long";
        found.fault_if(ahead, Invariant::Secrets, at, what, END);
    }
    found.count(Invariant::Secrets, rows.len());
    Ok(Some(last))
}

/// I5 and I12 for each invitation.
pub fn invitations(
    conn: &mut Conn,
    _look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let rows = store::list_invitations(conn, after)?;
    let Some(last) = rows.last().map(|row| row.id.0) else { return Ok(None) };
    let mut causes = Vec::new();
    for row in &rows {
        let id = row.id.0;
        let way = Way {
            at: ("invitations", id),
            hash: &row.token_hash,
            created_at: row.created_at,
            expires_at: row.expires_at,
            longest: good_for(LinkKind::Invitation),
            worked_at: row.accepted_at,
        };
        check_way(&way, found);
        // The nonce of somebody who was erased is gone with their address.
        if !row.address.is_empty() {
            check_nonce(way.at, &row.nonce, way.hash, found);
        }
        let once_key = format!("invitation:{id}");
        causes.push(Cause { table: "invitations", id, once_key, kind: "invitation" });
    }
    owed(conn, &causes, found)?;
    found.count(Invariant::Secrets, rows.len());
    Ok(Some(last))
}

fn check_nonce(at: (&str, i64), nonce: &str, hash: &[u8], found: &mut Findings) {
    let what = "its nonce is not 16 bytes of chance";
    found.fault_if(!is_nonce(nonce), Invariant::Secrets, at, what, CLEAR);
    let what = "its nonce is the token itself";
    found.fault_if(is_hash_of(hash, nonce), Invariant::Secrets, at, what, CLEAR);
}

/// I5 and I12 for each link.
pub fn links(
    conn: &mut Conn,
    _look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let rows = store::list_links(conn, after)?;
    let Some(last) = rows.last().map(|row| row.id.0) else { return Ok(None) };
    let mut causes = Vec::new();
    for row in &rows {
        let id = row.id.0;
        let resets = row.kind == "password-reset";
        let (kind, word) = if resets {
            (LinkKind::PasswordReset, "password-reset")
        } else {
            (LinkKind::AddressConfirmation, "address-confirmation")
        };
        let way = Way {
            at: ("links", id),
            hash: &row.token_hash,
            created_at: row.created_at,
            expires_at: row.expires_at,
            longest: good_for(kind),
            worked_at: row.used_at,
        };
        check_way(&way, found);
        check_nonce(way.at, &row.nonce, way.hash, found);
        let mut owes = |once_key: String, kind: &'static str| {
            causes.push(Cause { table: "links", id, once_key, kind });
        };
        owes(format!("{word}:{id}"), word);
        match row.used_at {
            Some(at) if resets => owes(password_changed(row.person_id.0, at), "password-changed"),
            Some(_) => owes(format!("address-added:{id}"), "address-added"),
            None => {}
        }
    }
    owed(conn, &causes, found)?;
    found.count(Invariant::Secrets, rows.len());
    Ok(Some(last))
}

/// I12 for each password, and I5 for those that were changed.
pub fn credentials(
    conn: &mut Conn,
    _look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let phcs = store::list_phcs(conn, after)?;
    let Some((last, _)) = phcs.last() else { return Ok(None) };
    for (person, phc) in &phcs {
        let at = ("credentials", person.0);
        let what = "the password is not kept as an Argon2id hash";
        found.fault_if(!is_phc(phc), Invariant::Secrets, at, what, CLEAR);
    }
    let changes = store::list_password_changes(conn, after)?;
    let owing = changes.into_iter().filter(|(_, changed_at, added_at)| changed_at != added_at);
    let causes: Vec<Cause> = owing
        .map(|(person, changed_at, _)| Cause {
            table: "credentials",
            id: person.0,
            once_key: password_changed(person.0, changed_at),
            kind: "password-changed",
        })
        .collect();
    owed(conn, &causes, found)?;
    found.count(Invariant::Secrets, phcs.len());
    Ok(Some(last.0))
}

/// I11 and I12 for each audit entry, and I12 for what counts tries.
pub fn audit(
    conn: &mut Conn,
    _look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let entries = store::list_entries(conn, after)?;
    for (id, facts) in &entries {
        let at = ("audit_entries", *id);
        if let Some(name) = find_secret(facts) {
            let what = format!("its fact {name:?} looks like a secret or a link");
            found.fault(Invariant::Secrets, at, what, CLEAR);
        }
        let what = "names an address: who is erased would stay known by it";
        found.fault_if(facts.contains('@'), Invariant::Erasure, at, what, ASK);
    }
    let last = entries.last().map(|(id, _)| *id);
    if last.is_none() {
        buckets(conn, found)?;
    }
    found.count(Invariant::Secrets, entries.len());
    Ok(last)
}

/// What counts tries names nobody. Five minutes of a busy service are some thousands at the most.
fn buckets(conn: &mut Conn, found: &mut Findings) -> QueryResult<()> {
    let mut after = i64::MIN;
    loop {
        let rows = store::list_bucket_keys(conn, after)?;
        for (id, key) in &rows {
            let hash = key.split_once(':').map_or("", |(_, hash)| hash);
            let fits = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            let at = ("try_buckets", *id);
            found.fault_if(!fits, Invariant::Secrets, at, "its key is not a hash", END);
        }
        found.count(Invariant::Secrets, rows.len());
        match rows.last() {
            Some((id, _)) => after = *id,
            None => return Ok(()),
        }
    }
}
