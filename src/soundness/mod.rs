//! Whether what is kept is as it must be: the invariants of the product, proved on a live database.
//!
//! It only reads, a few hundred rows in each read, and each read shows one moment: a write under
//! way is seen whole or not at all, so that a service at work gives no false alarm. Its memory does
//! not grow with the database, apart from the editions in use.
//!
//! Uses: kernel, db, mail, access, courses, quizzes, certificates, learning.

mod acts;
mod attempt;
mod certificate;
mod course;
mod finding;
mod outbox;
mod secret;
mod store;

pub use finding::{Fault, Invariant};

use crate::courses::Shelf;
use crate::db::{self, Db, Promises};
use crate::kernel::{Clock, Instant};
use acts::{STEPS, Step};
use diesel::result::Error as Query;
use finding::{Findings, RESTORE};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Faults that are kept of one invariant; the others are counted.
const MOST: usize = 100;

/// What each look knows beforehand.
#[derive(Debug, Clone)]
pub struct Look {
    shelf: Shelf,
    promises: Arc<Promises>,
    now: Instant,
}

/// What was found of one invariant.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// How many rows were looked at.
    pub checked: u64,
    /// The first of the faults.
    pub faults: Vec<Fault>,
    /// How many there were besides.
    pub more: u64,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Report(BTreeMap<Invariant, Outcome>);

impl Report {
    fn new() -> Report {
        Report(Invariant::ALL.iter().map(|one| (*one, Outcome::default())).collect())
    }

    /// What was found of each invariant, in the order of their numbers.
    pub fn outcomes(&self) -> impl Iterator<Item = (Invariant, &Outcome)> {
        self.0.iter().map(|(invariant, outcome)| (*invariant, outcome))
    }

    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.0.values().all(|outcome| outcome.faults.is_empty())
    }

    fn add(&mut self, findings: Findings) {
        for (invariant, checked) in findings.checked {
            let outcome = self.0.entry(invariant).or_default();
            outcome.checked = outcome.checked.saturating_add(checked);
        }
        for fault in findings.faults {
            let outcome = self.0.entry(fault.invariant).or_default();
            if outcome.faults.len() < MOST {
                outcome.faults.push(fault);
            } else {
                outcome.more += 1;
            }
        }
    }
}

/// Checks everything. `tell` hears of each batch: what is looked at, and how many batches that were.
///
/// # Errors
/// When the database cannot be read: that says nothing of its soundness.
pub async fn check(
    db: &Db,
    clock: &Clock,
    mut tell: impl FnMut(&str, u64),
) -> Result<Report, Query> {
    let (shelf, promises) = (Shelf::default(), Arc::new(db::promises()?));
    let mut report = Report::new();
    for (name, step) in STEPS {
        let mut after = Some(i64::MIN);
        let mut batches = 0;
        while let Some(from) = after {
            let (shelf, promises) = (shelf.clone(), promises.clone());
            // Asked anew for each: a check may last longer than a lease.
            let look = Look { shelf, promises, now: clock.now() };
            let (last, findings) = look_at(db, look, step, name, from).await?;
            report.add(findings);
            after = last;
            batches += 1;
            tell(name, batches);
        }
    }
    Ok(report)
}

async fn look_at(
    db: &Db,
    look: Look,
    step: Step,
    name: &str,
    after: i64,
) -> Result<(Option<i64>, Findings), Query> {
    let read = move |conn: &mut db::Conn| {
        let mut findings = Findings::default();
        let last = step(conn, &look, after, &mut findings)?;
        Ok::<_, Query>((last, findings))
    };
    match db.read(read).await {
        // Nothing else is known of the rows behind it.
        Err(error) if is_unreadable(&error) => {
            let mut findings = Findings::default();
            let what = format!("a row after this one cannot be read: {error}");
            findings.fault(Invariant::Database, (name, after.max(0)), what, RESTORE);
            Ok((None, findings))
        }
        result => result,
    }
}

/// Whether it is the rows that are at fault, and not the way to them.
fn is_unreadable(error: &Query) -> bool {
    match error {
        Query::DeserializationError(_) => true,
        Query::DatabaseError(_, info) => info.message().contains("malformed"),
        _ => false,
    }
}
