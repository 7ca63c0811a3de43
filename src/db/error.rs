//! What a database can fail with, said alike for both.

use diesel::result::{DatabaseErrorKind as Kind, Error as Query};

/// The database cannot do this now; the caller may come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    #[error("too many requests wait for the database")]
    Overloaded,
    #[error("a piece of database work panicked")]
    Panicked,
    #[error("the database cannot be reached")]
    Unreachable,
    #[error("the database has no room, or may not be written")]
    Full,
}

impl From<Unavailable> for Query {
    fn from(why: Unavailable) -> Query {
        Query::QueryBuilderError(Box::new(why))
    }
}

/// Whether the fault is the database's state rather than the work's.
pub fn why_unavailable(error: &Query) -> Option<Unavailable> {
    match error {
        Query::QueryBuilderError(inner) => inner.downcast_ref::<Unavailable>().copied(),
        Query::DatabaseError(Kind::ClosedConnection | Kind::UnableToSendCommand, _)
        | Query::BrokenTransactionManager => Some(Unavailable::Unreachable),
        Query::DatabaseError(Kind::SerializationFailure, _) => Some(Unavailable::Overloaded),
        Query::DatabaseError(_, info) => from_message(info.message()),
        Query::RollbackErrorOnCommit { commit_error, .. } => {
            why_unavailable(commit_error).or(Some(Unavailable::Unreachable))
        }
        _ => None,
    }
}

fn from_message(message: &str) -> Option<Unavailable> {
    const FULL: [&str; 5] = [
        "database or disk is full",
        "disk I/O error",
        "readonly database",
        "No space left",
        "unable to open database file",
    ];
    const BUSY: [&str; 5] = [
        "database is locked",
        "deadlock detected",
        "statement timeout",
        "lock timeout",
        "too many clients",
    ];
    const GONE: [&str; 5] = [
        "terminating connection",
        "server closed the connection",
        "the database system is",
        "no connection to the server",
        "connection not open",
    ];
    let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if has(&FULL) {
        Some(Unavailable::Full)
    } else if has(&BUSY) {
        Some(Unavailable::Overloaded)
    } else if has(&GONE) {
        Some(Unavailable::Unreachable)
    } else {
        None
    }
}

/// The name of the uniqueness rule that a write would break, alike on both databases: PostgreSQL's
/// default name, `table_column_column_key`.
pub fn broken_rule(error: &Query) -> Option<String> {
    match error {
        Query::DatabaseError(Kind::UniqueViolation, info) => Some(
            info.constraint_name().map_or_else(|| rule_of_message(info.message()), str::to_owned),
        ),
        _ => None,
    }
}

/// `UNIQUE constraint failed: users.org, users.name` says `users_org_name_key`.
fn rule_of_message(message: &str) -> String {
    let columns = message.rsplit(": ").next().unwrap_or(message);
    let table = columns.split('.').next().unwrap_or_default();
    let names: Vec<&str> = columns.split(", ").filter_map(|c| c.split('.').nth(1)).collect();
    format!("{table}_{}_key", names.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_name_a_rule_alike() {
        let message = "UNIQUE constraint failed: attempts.enrolment_id, attempts.module";
        assert_eq!(rule_of_message(message), "attempts_enrolment_id_module_key");
    }
}
