//! Closes attempts whose time is over while nobody looks.

use super::Work;
use crate::kernel::{AttemptId, PersonId};
use crate::learning::{self, LearningError};
use crate::quizzes;
use std::sync::atomic::Ordering;

/// How many are looked up at once.
const BATCH: i64 = 20;

/// Closes every attempt that is overdue, each in a write of its own. One that cannot be closed is
/// passed over, for the next round to try again.
pub(super) async fn close_overdue(work: &Work) {
    let now = work.clock.now();
    let mut after = AttemptId(0);
    loop {
        let found = work.db.read(move |conn| quizzes::list_overdue(conn, now, after, BATCH)).await;
        let batch = match found {
            Ok(batch) => batch,
            Err(error) => {
                tracing::warn!(%error, "overdue attempts could not be looked up");
                return;
            }
        };
        let Some((last, _)) = batch.last() else { return };
        after = *last;
        for (attempt, person) in batch {
            if work.stopping.load(Ordering::Relaxed) {
                return;
            }
            if let Err(error) = close(work, person, attempt).await {
                tracing::warn!(%error, %attempt, "an overdue attempt could not be closed");
            }
        }
    }
}

async fn close(work: &Work, person: PersonId, attempt: AttemptId) -> Result<(), LearningError> {
    let (shelf, random, now) = (work.shelf.clone(), work.random.clone(), work.clock.now());
    let close = move |conn: &mut crate::db::Conn| {
        learning::close_attempt(conn, &shelf, &random, attempt, now)
    };
    work.db.write_of(person, close).await
}
