//! A hand in the database: it changes rows behind the program's back, and puts them back again.

use crate::kit::app::TestApp;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use foundations::db::Target;
use foundations::soundness::{self, Fault, Invariant, Report};

/// A connection that no rule holds back.
pub enum Hand {
    Sqlite(SqliteConnection),
    #[cfg(feature = "postgres")]
    Postgres(PgConnection),
}

impl Hand {
    pub fn on(target: &Target) -> Hand {
        match target {
            Target::Sqlite(path) => {
                let mut conn = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
                conn.batch_execute("PRAGMA foreign_keys = OFF; PRAGMA busy_timeout = 5000")
                    .unwrap();
                Hand::Sqlite(conn)
            }
            #[cfg(feature = "postgres")]
            Target::Postgres(url) => {
                let mut conn = PgConnection::establish(url).unwrap();
                conn.batch_execute("SET session_replication_role = replica").unwrap();
                Hand::Postgres(conn)
            }
            #[cfg(not(feature = "postgres"))]
            Target::Postgres(_) => unreachable!(),
        }
    }

    /// `BYTES('…')` is written as each database writes it.
    pub fn run(&mut self, sql: &str) {
        // PostgreSQL refuses to do nothing.
        if sql.is_empty() {
            return;
        }
        let bytes = |ending: &str| {
            let mut parts = sql.split("BYTES(");
            let first = parts.next().unwrap().to_owned();
            parts.fold(first, |all, part| format!("{all}CAST({}", part.replacen(')', ending, 1)))
        };
        match self {
            Hand::Sqlite(conn) => conn.batch_execute(&bytes(" AS BLOB)")),
            #[cfg(feature = "postgres")]
            Hand::Postgres(conn) => conn.batch_execute(&bytes(" AS BYTEA)")),
        }
        .unwrap_or_else(|e| panic!("{sql}: {e}"));
    }
}

pub async fn check(t: &TestApp) -> Report {
    soundness::check(&t.app.db, &t.app.clock, |_, _| {}).await.unwrap()
}

pub fn faults(report: &Report) -> Vec<Fault> {
    report.outcomes().flat_map(|(_, outcome)| outcome.faults.clone()).collect()
}

/// What a change must bring to light: the invariant, the table, and a part of what is said.
pub type Found = (Invariant, &'static str, &'static str);

/// Makes a change to the database, sees what a check says of it, and takes it back.
pub async fn breaks(t: &TestApp, sql: &str, back: &str, expected: &[Found]) {
    let mut hand = Hand::on(t.app.db.target());
    let tables: Vec<&str> = TABLES.into_iter().filter(|table| sql.contains(table)).collect();
    for table in &tables {
        hand.run(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"));
    }
    hand.run(sql);
    let report = check(t).await;
    for table in &tables {
        hand.run(&format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}"));
        hand.run(&format!("DROP TABLE kept_{table}"));
    }
    hand.run(back);
    let found = faults(&report);
    for (invariant, table, what) in expected {
        let is_it = |fault: &Fault| {
            fault.invariant == *invariant && fault.table == *table && fault.what.contains(what)
        };
        assert!(found.iter().any(is_it), "{sql}\n{invariant:?} {table} {what}\n{found:#?}");
    }
    assert!(!report.is_sound());
    let again = faults(&check(t).await);
    assert!(again.is_empty(), "not taken back: {sql}\n{again:#?}");
}

const TABLES: [&str; 15] = [
    "answers",
    "attempts",
    "audit_entries",
    "certificates",
    "course_completions",
    "credentials",
    "editions",
    "invitations",
    "lesson_reads",
    "letters",
    "links",
    "module_completions",
    "people",
    "sessions",
    "try_buckets",
];
