//! A connection to whichever database this process was pointed at, and how it runs works.

use super::Target;
use super::workers::Mode;
use crate::kernel::PersonId;
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind as Kind, Error as Query};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A connection. What it cannot say for both databases goes through [`super::Portable`] or
/// [`crate::either!`].
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// Embedded.
    Sqlite(SqliteConnection),
    /// A server.
    #[cfg(feature = "postgres")]
    Postgres(PgConnection),
}

/// Runs one expression against the real connection: for batch inserts and other statements that
/// have no common form.
#[macro_export]
#[cfg(feature = "postgres")]
macro_rules! either {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite($c) => $body,
            $crate::db::Conn::Postgres($c) => $body,
        }
    };
}
/// Runs one expression against the real connection.
#[macro_export]
#[cfg(not(feature = "postgres"))]
macro_rules! either {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite($c) => $body,
        }
    };
}

// `busy_timeout` first: switching to WAL may already have to wait.
const SQLITE: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; \
    PRAGMA journal_size_limit = 67108864; PRAGMA mmap_size = 268435456;";

#[cfg(feature = "postgres")]
const POSTGRES: &str = "SET synchronous_commit = on; SET statement_timeout = '15s'; \
    SET idle_in_transaction_session_timeout = '10s'; SET lock_timeout = '5s'; SET timezone = 'UTC';";

/// How often a write on PostgreSQL is tried. Ours wait for one another and lose no race; whoever
/// writes there by hand takes no such care.
const TRIES: u32 = 4;

/// What a write may touch, and so which others may run beside it on PostgreSQL
/// (docs/decisions/0017).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Everything: it runs alone.
    All,
    /// What belongs to one person, and rows that never change.
    Of(PersonId),
    /// One statement, which is whole by itself.
    One,
}

impl Conn {
    pub(super) fn open(target: &Target, mode: Mode) -> ConnectionResult<Conn> {
        match target {
            Target::Sqlite(path) => {
                let mut conn = SqliteConnection::establish(&path.to_string_lossy())?;
                let set = |conn: &mut SqliteConnection, sql: &str| {
                    conn.batch_execute(sql)
                        .map_err(|e| ConnectionError::BadConnection(e.to_string()))
                };
                set(&mut conn, SQLITE)?;
                #[cfg(feature = "faults")]
                if super::is_broken("synchronous-normal") {
                    set(&mut conn, "PRAGMA synchronous = NORMAL")?;
                }
                if mode == Mode::Read {
                    set(&mut conn, "PRAGMA query_only = ON")?;
                }
                Ok(Conn::Sqlite(conn))
            }
            #[cfg(feature = "postgres")]
            Target::Postgres(url) => {
                let mut conn = PgConnection::establish(url)?;
                conn.set_instrumentation(notice_loss);
                LOST.set(false);
                let guard = match mode {
                    Mode::Read => "SET default_transaction_read_only = on",
                    Mode::Write => "",
                };
                conn.batch_execute(&format!("{POSTGRES} {guard}"))
                    .map_err(|e| ConnectionError::BadConnection(e.to_string()))?;
                #[cfg(feature = "faults")]
                if super::is_broken("commit-not-awaited") {
                    conn.batch_execute("SET synchronous_commit = off")
                        .map_err(|e| ConnectionError::BadConnection(e.to_string()))?;
                }
                Ok(Conn::Postgres(conn))
            }
            #[cfg(not(feature = "postgres"))]
            Target::Postgres(_) => {
                Err(ConnectionError::BadConnection(super::TargetFault::NoPostgres.to_string()))
            }
        }
    }

    /// Runs `work` against one moment of the database.
    pub(super) fn reading<T, E: From<Query>>(
        &mut self,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.begin("BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        let result = work(self);
        // Nothing was written, so there is nothing to keep; a lost connection shows in the result.
        let ended = Conn::rollback_transaction(self);
        result.and_then(|value| ended.map(|()| value).map_err(E::from))
    }

    /// Runs `work` in a transaction of its own, or in a savepoint of the batch that is open.
    pub(super) fn writing<T, E: std::error::Error + From<Query> + 'static>(
        &mut self,
        scope: Scope,
        work: &impl Fn(&mut Conn) -> Result<T, E>,
        retries: &AtomicU64,
    ) -> Result<T, E> {
        if self.is_sqlite() {
            return self.transaction(work);
        }
        let mut tries = 1;
        loop {
            match self.apart(scope, work) {
                Err(error) if tries < TRIES && lost_the_race(&error) => {
                    retries.fetch_add(1, Ordering::Relaxed);
                    std::thread::sleep(jitter(tries));
                    tries += 1;
                }
                result => return result,
            }
        }
    }

    /// Runs `work` once on PostgreSQL, apart from every write that could touch the same.
    fn apart<T, E: From<Query>>(
        &mut self,
        scope: Scope,
        work: &impl Fn(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        // Each statement sees what was committed before it: all that the locks waited for.
        let begin = "BEGIN ISOLATION LEVEL READ COMMITTED";
        #[cfg(feature = "faults")]
        let begin =
            if super::is_broken("no-locks") { "BEGIN ISOLATION LEVEL SERIALIZABLE" } else { begin };
        self.begin("BEGIN IMMEDIATE", begin)?;
        match self.wait_for(scope).map_err(E::from).and_then(|()| work(self)) {
            Ok(value) => Conn::commit_transaction(self).map(|()| value).map_err(E::from),
            Err(error) => {
                // The work's error says more than that the connection went away with it.
                let _ = Conn::rollback_transaction(self);
                Err(error)
            }
        }
    }

    /// Waits until nobody else can touch what this write may touch.
    fn wait_for(&mut self, scope: Scope) -> QueryResult<()> {
        #[cfg(feature = "faults")]
        if super::is_broken("no-locks") {
            return Ok(());
        }
        // Advisory locks: a row's would make each repetition a write of its own. The number of a
        // table stands for the database, or for a schema of the suite's; its second use, beside a
        // person's number, is a space of its own.
        let house = |lock: &str| format!("SELECT {lock}('people'::regclass::oid::bigint)");
        let beside = house("pg_advisory_xact_lock_shared");
        self.batch_execute(&match scope {
            Scope::All => house("pg_advisory_xact_lock"),
            Scope::One => beside,
            // The house first, always: two who wait for each other would wait for ever. Where
            // numbers are longer than a key, two people may share one, and wait in vain.
            Scope::Of(person) => format!(
                "{beside}; SELECT pg_advisory_xact_lock('people'::regclass::oid::integer, {})",
                person.0 & i64::from(i32::MAX)
            ),
        })
    }

    /// Begins with the statement that fits the database.
    #[cfg_attr(not(feature = "postgres"), expect(unused_variables))]
    pub(super) fn begin(&mut self, sqlite: &str, postgres: &str) -> QueryResult<()> {
        match self {
            Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, sqlite),
            #[cfg(feature = "postgres")]
            Conn::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, postgres),
        }
    }

    pub(super) fn depth(&mut self) -> u32 {
        Conn::transaction_manager_status_mut(self)
            .transaction_depth()
            .ok()
            .flatten()
            .map_or(0, std::num::NonZero::get)
    }

    pub(super) fn is_broken(&mut self) -> bool {
        Conn::is_broken_transaction_manager(self)
    }

    /// Whether this thread's connection was seen to be closed by the server.
    pub(super) fn was_lost() -> bool {
        #[cfg(feature = "postgres")]
        return LOST.get();
        #[cfg(not(feature = "postgres"))]
        return false;
    }

    pub(super) fn is_alive(&mut self) -> bool {
        self.batch_execute("SELECT 1").is_ok()
    }

    pub(super) fn is_sqlite(&self) -> bool {
        matches!(self, Conn::Sqlite(_))
    }
}

#[cfg(feature = "postgres")]
thread_local! {
    /// Set when the server closed this thread's connection (a thread owns exactly one).
    static LOST: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

#[cfg(feature = "postgres")]
#[expect(clippy::needless_pass_by_value, reason = "Diesel's trait hands it over")]
fn notice_loss(event: diesel::connection::InstrumentationEvent<'_>) {
    use diesel::connection::InstrumentationEvent::FinishQuery;
    if let FinishQuery { error: Some(error), .. } = event
        && super::why_unavailable(error) == Some(super::Unavailable::Unreachable)
    {
        LOST.set(true);
    }
}

fn lost_the_race(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |e| e.source()).any(|e| match e.downcast_ref::<Query>() {
        Some(Query::DatabaseError(Kind::SerializationFailure, _)) => true,
        Some(Query::DatabaseError(_, info)) => info.message().contains("deadlock detected"),
        Some(Query::RollbackErrorOnCommit { commit_error, .. }) => {
            matches!(**commit_error, Query::DatabaseError(Kind::SerializationFailure, _))
        }
        _ => false,
    })
}

/// A few milliseconds, by chance up to a limit that grows, so that two who met do not meet again.
fn jitter(tries: u32) -> Duration {
    use std::hash::{BuildHasher, RandomState};
    let chance = RandomState::new().hash_one(tries);
    Duration::from_micros(500 + chance % (2_000 << tries.min(6)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_is_compiled_as_the_settings_of_cargo_say() {
        #[derive(QueryableByName)]
        struct Line {
            #[diesel(sql_type = diesel::sql_types::Text)]
            compile_options: String,
        }
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        let lines: Vec<Line> = diesel::sql_query("PRAGMA compile_options").load(&mut conn).unwrap();
        let has = |option: &str| lines.iter().any(|line| line.compile_options == option);
        // Not met? Cargo reads `.cargo/config.toml` from the folder that it is called in.
        assert!(has("ENABLE_QPSG"));
        assert!(has("THREADSAFE=2"));
        assert!(!has("ENABLE_MEMORY_MANAGEMENT"));
    }
}
