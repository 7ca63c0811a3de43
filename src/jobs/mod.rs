//! What happens by itself: attempts whose time is over are closed, letters leave, old counts are
//! tidied away.
//!
//! Runs inside `serve`, or alone as `deliver`; both call [`tick`], and so do tests.
//!
//! Uses: kernel, db, pages, mail, access, courses, quizzes, certificates, learning.

mod deadlines;
mod letters;

pub use letters::Letters;

use crate::access;
use crate::courses::Shelf;
use crate::db::Db;
use crate::kernel::{Clock, Random};
use crate::mail::{Delivered, Sender};
use std::sync::atomic::{AtomicBool, Ordering};

/// What jobs work with.
pub struct Work {
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub shelf: Shelf,
    pub sender: Sender,
    pub letters: Letters,
    /// Set when the process is told to stop: letters under way are finished, no more are begun.
    pub stopping: AtomicBool,
}

/// What can go wrong in a round.
#[derive(Debug, thiserror::Error)]
pub enum JobFault {
    #[error("letters could not be looked up")]
    Mail(#[from] crate::mail::MailError),
    #[error("old counts could not be tidied away")]
    Access(#[from] access::AccessError),
}

/// One round of all that is due. Attempts come first: closing one may owe a letter.
pub async fn tick(work: &Work) -> Result<Delivered, JobFault> {
    deadlines::close_overdue(work).await;
    let render = |letter: &crate::mail::Outgoing| work.letters.render(letter);
    let stop = || work.stopping.load(Ordering::Relaxed);
    let delivered = work.sender.deliver_due(&work.clock, &render, &stop).await?;
    Ok(delivered)
}

/// Tidies what no longer counts; once an hour is enough.
pub async fn tidy(work: &Work) -> Result<usize, JobFault> {
    let now = work.clock.now();
    Ok(work.db.write(move |conn| access::tidy(conn, now)).await?)
}
