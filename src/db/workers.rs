//! Threads that own their connections. The channel in front of them is the queue and the
//! back-pressure. On SQLite one writer folds the works that wait into one durable commit.

use super::{Conn, Target, Unavailable};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use diesel::connection::TransactionManager;
use diesel::result::Error as Query;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// What a job hands back: told how its commit went, it answers its caller.
pub(super) type Ack = Box<dyn FnOnce(Option<Unavailable>) + Send>;
/// Work that waits for a connection, or for the news that there is none.
pub(super) type Job = Box<dyn FnOnce(Result<&mut Conn, Unavailable>) -> Ack + Send>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Read,
    Write,
}

/// The most works in one commit, and the longest that they are gathered.
const BATCH: usize = 64;
const GATHER: Duration = Duration::from_millis(4);

/// How long a connection may rest before it is asked whether it still stands.
const REST: Duration = Duration::from_secs(5);

/// Gives `work` to a thread and waits for its answer.
pub(super) async fn submit<T, E, F>(queue: &Sender<Job>, work: F) -> Result<T, E>
where
    F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Query> + Send + 'static,
{
    let (tell, answer) = oneshot::channel();
    let job: Job = Box::new(move |conn| {
        let result = match conn {
            Ok(conn) => work(conn),
            Err(why) => Err(Query::from(why).into()),
        };
        Box::new(move |failed| {
            let result = match failed {
                Some(why) => result.and_then(|_| Err(Query::from(why).into())),
                None => result,
            };
            // The caller may have gone; the work stands all the same.
            let _ = tell.send(result);
        })
    });
    queue.try_send(job).map_err(|_| Query::from(Unavailable::Overloaded))?;
    answer.await.unwrap_or_else(|_| Err(Query::from(Unavailable::Panicked).into()))
}

/// Starts `threads` threads, each with its own connection.
pub(super) fn spawn(
    target: &Target,
    mode: Mode,
    threads: usize,
    queue: usize,
) -> diesel::ConnectionResult<Sender<Job>> {
    let (sender, jobs) = bounded(queue);
    for number in 0..threads {
        let worker = Worker {
            conn: Some(Conn::open(target, mode)?),
            target: target.clone(),
            mode,
            jobs: jobs.clone(),
        };
        std::thread::Builder::new()
            .name(format!("db-{mode:?}-{number}").to_lowercase())
            .spawn(move || worker.run())
            .map_err(|e| diesel::ConnectionError::BadConnection(e.to_string()))?;
    }
    Ok(sender)
}

struct Worker {
    conn: Option<Conn>,
    target: Target,
    mode: Mode,
    jobs: Receiver<Job>,
}

impl Worker {
    /// Works until the last [`super::Db`] is dropped.
    fn run(mut self) {
        loop {
            match self.jobs.recv_timeout(REST) {
                Ok(first) => self.serve(first),
                Err(RecvTimeoutError::Timeout) => self.look_after(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn serve(&mut self, first: Job) {
        if self.conn.is_none() {
            self.conn = Conn::open(&self.target, self.mode).ok();
        }
        let Some(conn) = self.conn.as_mut() else {
            first(Err(Unavailable::Unreachable))(None);
            return;
        };
        let healthy = if self.mode == Mode::Write && conn.is_sqlite() {
            group(conn, first, &self.jobs)
        } else {
            if let Some(ack) = run(conn, first, 0) {
                ack(None);
            }
            !Conn::was_lost()
        };
        if !healthy || conn.is_broken() {
            self.conn = None;
        }
    }

    /// A resting connection to a server that restarted is made anew before anybody needs it.
    fn look_after(&mut self) {
        let stands = self.conn.as_mut().is_some_and(|c| c.is_sqlite() || c.is_alive());
        if !stands {
            self.conn = Conn::open(&self.target, self.mode).ok();
        }
    }
}

/// Group commit: each waiting work gets a savepoint, all share one transaction, and nobody is
/// answered before its commit. Returns whether the connection can still be trusted.
fn group(conn: &mut Conn, first: Job, jobs: &Receiver<Job>) -> bool {
    let begun = Instant::now();
    if let Err(error) = conn.begin("BEGIN IMMEDIATE", "BEGIN") {
        let why = super::why_unavailable(&error).unwrap_or(Unavailable::Unreachable);
        first(Err(why))(None);
        return false;
    }
    let most = BATCH;
    #[cfg(feature = "faults")]
    let most = if super::is_broken("commit-alone") { 1 } else { most };
    let mut acks = Vec::new();
    let mut next = Some(first);
    let mut taken = 0;
    while let Some(job) = next.take() {
        acks.extend(run(conn, job, 1));
        taken += 1;
        if taken < most && begun.elapsed() < GATHER {
            next = jobs.try_recv().ok();
        }
    }
    #[cfg(feature = "faults")]
    if super::is_broken("reply-before-commit") {
        acks.drain(..).for_each(|ack: Ack| ack(None));
        std::thread::sleep(GATHER);
    }
    let failed = Conn::commit_transaction(conn)
        .err()
        .map(|error| super::why_unavailable(&error).unwrap_or(Unavailable::Unreachable));
    #[cfg(feature = "faults")]
    let failed = failed.filter(|_| !super::is_broken("swallow-full-disk"));
    for ack in acks {
        ack(failed);
    }
    failed.is_none()
}

/// Runs one job; a panic takes neither the thread nor the batch, and leaves no transaction open.
fn run(conn: &mut Conn, job: Job, depth: u32) -> Option<Ack> {
    let ack = catch_unwind(AssertUnwindSafe(|| job(Ok(conn)))).ok();
    while conn.depth() > depth && Conn::rollback_transaction(conn).is_ok() {}
    ack
}
