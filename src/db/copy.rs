//! Copies of an `SQLite` database: made while others write, looked at before they are trusted.

use super::Conn;
use super::migrations::{self, MigrationState};
use anyhow::Context;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a database may be held by connections that are about to close.
const CLOSING: Duration = Duration::from_secs(5);

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// What a file that should be a database turned out to be.
#[derive(Debug, Clone)]
pub struct Found {
    /// What is wrong with it; nothing, when it is whole.
    pub faults: Vec<String>,
    pub state: MigrationState,
    /// The newest migration that it has seen.
    pub schema: String,
    /// The newest that this program knows.
    pub known: String,
    /// How many people it knows.
    pub people: i64,
}

fn open(path: &Path) -> anyhow::Result<SqliteConnection> {
    let within = || format!("cannot open {}", path.display());
    let mut conn = SqliteConnection::establish(&path.to_string_lossy()).with_context(within)?;
    conn.batch_execute("PRAGMA busy_timeout = 1000").with_context(within)?;
    Ok(conn)
}

/// Copies a database into an empty file, as it is at one moment; others may write meanwhile.
///
/// # Errors
/// When it cannot be read, or the copy not be written.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let mut conn = open(from)?;
    let statement =
        diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(to.to_string_lossy().into_owned());
    statement.execute(&mut conn).map(drop).context("the database could not be copied")
}

/// Looks through a whole file that nobody else has open.
///
/// # Errors
/// When it is no database of ours.
pub fn look_through(path: &Path) -> anyhow::Result<Found> {
    let mut conn = open(path)?;
    conn.batch_execute("PRAGMA query_only = ON").context("it is not a database")?;
    let torn = "SELECT integrity_check AS line FROM pragma_integrity_check \
                WHERE integrity_check <> 'ok' LIMIT 20";
    let dangling = "SELECT 'a row of ' || \"table\" || ' names a row of ' || parent || \
                    ' that is not there' AS line FROM pragma_foreign_key_check LIMIT 20";
    let mut faults = Vec::new();
    for sql in [torn, dangling] {
        let lines: Vec<Line> =
            diesel::sql_query(sql).load(&mut conn).context("it is not a whole database")?;
        faults.extend(lines.into_iter().map(|line| line.line));
    }
    let people: Count = diesel::sql_query("SELECT count(*) AS count FROM people")
        .get_result(&mut conn)
        .context("it is a database, but not of this program")?;
    let mut conn = Conn::Sqlite(conn);
    Ok(Found {
        faults,
        state: migrations::state(&mut conn)?,
        schema: migrations::version(&mut conn)?,
        known: migrations::newest(&conn),
        people: people.count,
    })
}

/// Makes a database one single file, which works only when nobody else has it open: says whether
/// nobody had.
///
/// # Errors
/// When it cannot be read.
pub fn close(path: &Path) -> anyhow::Result<bool> {
    let mut conn = open(path)?;
    let begun = Instant::now();
    loop {
        match conn.batch_execute("PRAGMA journal_mode = DELETE") {
            Ok(()) => return Ok(true),
            Err(error) if error.to_string().contains("locked") => {
                if begun.elapsed() > CLOSING {
                    return Ok(false);
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        }
    }
}
