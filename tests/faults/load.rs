//! Learners who go on whatever happens: what is turned away, or lost with its line, is asked again.

use crate::broken;
use crate::rig::people::Learner;
use crate::rig::runtime;
use crate::rig::wire::Wire;
use crate::taker::{Progress, Taker};
use anyhow::Context;
use foundations::kernel::AttemptId;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What the learners saw.
#[derive(Default)]
pub struct Seen {
    pub acknowledged: usize,
    pub turned_away: usize,
    /// The line was closed in place of an answer.
    pub cut_off: usize,
    pub last_acknowledged: Option<Instant>,
    pub last_turned_away: Option<Instant>,
    /// How far each learner had come, at their last acknowledgement.
    pub told: BTreeMap<AttemptId, Progress>,
    /// How long each acknowledgement took.
    pub waits: Vec<Duration>,
    /// An answer that nobody may get: what it was.
    wrong: Option<u16>,
}

/// Learners at work in a thread of their own.
pub struct Load {
    stop: Arc<AtomicBool>,
    seen: Arc<Mutex<Seen>>,
    thread: JoinHandle<anyhow::Result<Vec<Taker>>>,
}

impl Load {
    /// Lets so many clients take quiz after quiz.
    pub fn start(address: SocketAddr, learners: Vec<Learner>, clients: usize) -> Load {
        Load::with_pauses(address, learners, clients, Duration::ZERO)
    }

    /// As [`Load::start`], with a pause after each answer.
    pub fn with_pauses(
        address: SocketAddr,
        learners: Vec<Learner>,
        clients: usize,
        pause: Duration,
    ) -> Load {
        let (stop, seen) = (Arc::new(AtomicBool::new(false)), Arc::default());
        let (stopped, noted) = (stop.clone(), Arc::clone(&seen));
        let thread =
            std::thread::spawn(move || work(address, learners, (clients, pause), &stopped, &noted));
        Load { stop, seen, thread }
    }

    /// Looks at what was seen so far.
    pub fn look<T>(&self, at: impl FnOnce(&Seen) -> T) -> T {
        at(&self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until what was seen is so; false when that takes longer than `patience`.
    pub fn wait(&self, patience: Duration, until: impl Fn(&Seen) -> bool) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            if self.look(&until) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    }

    /// Ends it; gives back everybody who was at work, and what was seen.
    pub fn end(self) -> anyhow::Result<(Vec<Taker>, Seen)> {
        self.stop.store(true, Ordering::Relaxed);
        let takers = self.thread.join().ok().context("the clients panicked")??;
        let seen = std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(status) = seen.wrong {
            broken!("a client was answered {status}");
        }
        Ok((takers, seen))
    }
}

fn work(
    address: SocketAddr,
    learners: Vec<Learner>,
    (clients, pause): (usize, Duration),
    stop: &Arc<AtomicBool>,
    seen: &Arc<Mutex<Seen>>,
) -> anyhow::Result<Vec<Taker>> {
    let takers: Vec<Taker> = learners.into_iter().map(Taker::new).collect();
    let pool = Arc::new(Mutex::new(takers));
    runtime()?.block_on(async {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..clients {
            tasks.spawn(client(address, pool.clone(), pause, stop.clone(), seen.clone()));
        }
        let mut all = Vec::new();
        while let Some(ended) = tasks.join_next().await {
            all.extend(ended?);
        }
        Ok(all)
    })
}

async fn client(
    address: SocketAddr,
    pool: Arc<Mutex<Vec<Taker>>>,
    pause: Duration,
    stop: Arc<AtomicBool>,
    seen: Arc<Mutex<Seen>>,
) -> Vec<Taker> {
    let mut finished = Vec::new();
    let next = || pool.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let mut wire = None;
    let Some(mut taker) = next() else { return finished };
    while !stop.load(Ordering::Relaxed) {
        let begun = Instant::now();
        let status = ask(&mut wire, address, &taker).await.ok();
        {
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            match status {
                Some(303) => {
                    taker.noted();
                    seen.acknowledged += 1;
                    seen.told.insert(taker.learner.attempt, taker.progress());
                    seen.waits.push(now - begun);
                    seen.last_acknowledged = Some(now);
                }
                Some(503) => {
                    seen.turned_away += 1;
                    seen.last_turned_away = Some(now);
                }
                Some(other) => seen.wrong = Some(other),
                None => seen.cut_off += 1,
            }
        }
        if status != Some(303) {
            if status.is_none() {
                wire = None;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        } else if pause > Duration::ZERO {
            tokio::time::sleep(pause).await;
        }
        if taker.handed_in {
            let Some(other) = next() else { break };
            finished.push(std::mem::replace(&mut taker, other));
        }
    }
    finished.push(taker);
    finished
}

async fn ask(wire: &mut Option<Wire>, address: SocketAddr, taker: &Taker) -> anyhow::Result<u16> {
    let wire = match wire {
        Some(wire) => wire,
        None => wire.insert(Wire::connect(address).await?),
    };
    let request = taker.ask();
    let exchange = wire.exchange(&request);
    Ok(tokio::time::timeout(Duration::from_secs(30), exchange).await??.status)
}
