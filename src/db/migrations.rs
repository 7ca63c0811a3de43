//! The schema, brought up to date at start: forward only, one process at a time.

use super::workers::Mode;
use super::{Conn, Target};
use anyhow::{Context, bail};
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource, MigrationVersion};
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
#[cfg(feature = "postgres")]
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Any number that no other program locks.
#[cfg(feature = "postgres")]
const LOCK: &str = "SELECT pg_advisory_lock(4207849484)";
#[cfg(feature = "postgres")]
const UNLOCK: &str = "SELECT pg_advisory_unlock(4207849484)";

/// How the database's schema stands to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MigrationState {
    /// As this program needs it.
    Current,
    /// Migrations are still to run.
    Behind,
    /// A newer program has migrated it.
    Ahead,
}

/// What bringing it up to date did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// How many migrations ran.
    pub ran: usize,
}

pub(super) fn run(target: &Target) -> anyhow::Result<Step> {
    if let Target::Sqlite(path) = target {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            make_folder(folder)?;
        }
        make_file(path)?;
    }
    let mut conn = Conn::open(target, Mode::Write)
        .with_context(|| format!("cannot open the database {}", target.redacted()))?;
    if state(&mut conn).ok() == Some(MigrationState::Ahead) {
        bail!("the database was migrated by a newer version of this program: run that version");
    }
    let ran = match &mut conn {
        Conn::Sqlite(c) => run_sqlite(c),
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => {
            c.batch_execute("SET lock_timeout = 0; SET statement_timeout = 0")?;
            c.batch_execute(LOCK)?;
            let ran = c.run_pending_migrations(POSTGRES).map(|ran| ran.len());
            c.batch_execute(UNLOCK)?;
            ran
        }
    };
    let ran = ran.map_err(|e| anyhow::anyhow!("a migration failed: {e}"))?;
    Ok(Step { ran })
}

/// Two processes that start together: the loser of the write lock waits, then finds nothing to do.
fn run_sqlite(conn: &mut SqliteConnection) -> diesel::migration::Result<usize> {
    let mut tries = 0;
    loop {
        match conn.run_pending_migrations(SQLITE) {
            Ok(ran) => return Ok(ran.len()),
            Err(_) if tries < 3 => tries += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Makes every table in an empty `SQLite` database.
pub(super) fn make(conn: &mut SqliteConnection) -> diesel::migration::Result<()> {
    conn.run_pending_migrations(SQLITE).map(drop)
}

#[expect(clippy::disallowed_methods, reason = "the parent folders of a new database are made here")]
fn make_folder(folder: &std::path::Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// A new database is its owner's alone to read; `SQLite` would leave that to the umask.
fn make_file(path: &std::path::Path) -> anyhow::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).with_context(|| format!("cannot make {}", path.display()))
}

diesel::table! {
    __diesel_schema_migrations (version) {
        version -> Text,
        run_on -> Timestamp,
    }
}

pub(super) fn state(conn: &mut Conn) -> QueryResult<MigrationState> {
    let ran: Vec<String> =
        __diesel_schema_migrations::table.select(__diesel_schema_migrations::version).load(conn)?;
    let known = known(conn);
    Ok(if ran.iter().any(|version| !known.contains(version)) {
        MigrationState::Ahead
    } else if ran.len() < known.len() {
        MigrationState::Behind
    } else {
        MigrationState::Current
    })
}

/// The newest migration that the database has seen.
pub(super) fn version(conn: &mut Conn) -> QueryResult<String> {
    let newest: Option<String> = __diesel_schema_migrations::table
        .select(diesel::dsl::max(__diesel_schema_migrations::version))
        .first(conn)?;
    Ok(newest.unwrap_or_default())
}

/// The newest migration that this program knows.
pub(super) fn newest(conn: &Conn) -> String {
    known(conn).into_iter().max().unwrap_or_default()
}

fn known(conn: &Conn) -> Vec<String> {
    fn versions<DB: diesel::backend::Backend>(all: &[Box<dyn Migration<DB>>]) -> Vec<String> {
        all.iter().map(|m| MigrationVersion::as_owned(&m.name().version()).to_string()).collect()
    }
    match conn {
        Conn::Sqlite(_) => {
            MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE).map(|all| versions(&all))
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => {
            MigrationSource::<diesel::pg::Pg>::migrations(&POSTGRES).map(|all| versions(&all))
        }
    }
    .unwrap_or_default()
}
