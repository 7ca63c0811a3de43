//! One handle, two databases: threads that own their connections, one writer with group commit.
//!
//! [`Db::read`] shows one moment; [`Db::write`] is the only transaction in the program: two writes
//! never interleave, and a reply means that it is on disk.
//!
//! Uses: kernel, config.

mod conn;
mod copy;
mod error;
mod migrations;
mod portable;
mod promises;
pub mod schema;
mod workers;

#[cfg(feature = "faults")]
pub use crate::config::is_broken;
pub use crate::config::{Target, TargetFault};
pub use conn::Conn;
pub use copy::{Found, close, copy, look_through};
pub use error::{Unavailable, broken_rule, why_unavailable};
pub use migrations::{MigrationState, Step};
pub use portable::{OnEach, Portable};
pub use promises::{Promises, Reference, Unique, broken_promises, promises};

use crate::kernel::PersonId;
use conn::Scope;
use crossbeam_channel::Sender;
use diesel::result::Error as Query;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use workers::{Job, Mode};

/// The database. A cheap clone; the threads end when the last one is dropped.
#[derive(Clone)]
pub struct Db {
    target: Target,
    reads: Sender<Job>,
    writes: Sender<Job>,
    retries: Arc<AtomicU64>,
}

/// How many works may wait for a thread before callers are told to come back.
const QUEUE: usize = 1024;

impl Db {
    /// Connects to a database that is already migrated, and starts its threads.
    ///
    /// # Errors
    /// When no connection can be made; the text says why.
    pub fn open(target: Target) -> diesel::ConnectionResult<Db> {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let (read_threads, write_threads) = match target {
            Target::Sqlite(_) => (cores.max(2), 1),
            Target::Postgres(_) => (4 * cores, 4 * cores),
        };
        let reads = workers::spawn(&target, Mode::Read, read_threads, QUEUE)?;
        let writes = workers::spawn(&target, Mode::Write, write_threads, QUEUE)?;
        Ok(Db { target, reads, writes, retries: Arc::default() })
    }

    /// Where the data lives.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// How many writes wait for a thread.
    pub fn waiting_writes(&self) -> usize {
        self.writes.len()
    }

    /// How many tries of writes came to nothing, since this was asked last.
    pub fn take_retries(&self) -> u64 {
        self.retries.swap(0, Ordering::Relaxed)
    }

    /// Runs `work` in a read-only transaction, so that a page of several queries shows one moment.
    ///
    /// # Errors
    /// The work's own, or [`Unavailable`] inside a Diesel error.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Query> + Send + 'static,
    {
        workers::submit(&self.reads, |conn| conn.reading(work)).await
    }

    /// Runs `work` of a single query, which sees one moment by itself: without a transaction it
    /// takes one turn to the database instead of three.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn read_one<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Query> + Send + 'static,
    {
        workers::submit(&self.reads, work).await
    }

    /// Runs `work` in a transaction that no other write interleaves: `Ok` commits, `Err` rolls back.
    /// Resolves when the commit is on disk. PostgreSQL may run it more than once, so it touches
    /// nothing but the connection.
    ///
    /// # Errors
    /// The work's own, or [`Unavailable`] inside a Diesel error.
    pub async fn write<T, E>(
        &self,
        work: impl Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: std::error::Error + From<Query> + Send + 'static,
    {
        self.write_in(Scope::All, work).await
    }

    /// As [`Db::write`], for `work` that reads and changes what belongs to one person, and beside it
    /// only reads what never changes and adds rows that are that person's alone. On PostgreSQL it
    /// runs beside other people's.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_of<T, E>(
        &self,
        person: PersonId,
        work: impl Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: std::error::Error + From<Query> + Send + 'static,
    {
        self.write_in(Scope::Of(person), work).await
    }

    /// As [`Db::write`], for `work` of a single statement, which is whole by itself. On PostgreSQL
    /// it runs beside all but a [`Db::write`].
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_one<T, E>(
        &self,
        work: impl Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: std::error::Error + From<Query> + Send + 'static,
    {
        self.write_in(Scope::One, work).await
    }

    async fn write_in<T, E>(
        &self,
        scope: Scope,
        work: impl Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: std::error::Error + From<Query> + Send + 'static,
    {
        let retries = self.retries.clone();
        workers::submit(&self.writes, move |conn| conn.writing(scope, &work, &retries)).await
    }

    /// Whether the database answers and is at this program's schema.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn migration_state(&self) -> Result<MigrationState, Query> {
        let asked = self.read(migrations::state);
        tokio::time::timeout(Duration::from_secs(2), asked)
            .await
            .unwrap_or_else(|_| Err(Unavailable::Overloaded.into()))
    }

    /// The newest migration that the database has seen.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn schema_version(&self) -> Result<String, Query> {
        self.read(migrations::version).await
    }
}

/// Brings the database up to date, one process at a time.
///
/// # Errors
/// When it cannot be reached, or has a newer schema than this program knows.
pub fn migrate(target: &Target) -> anyhow::Result<Step> {
    migrations::run(target)
}
