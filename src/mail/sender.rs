//! Takes due letters out of the outbox and sends them.
//!
//! Claim and commit the lease; speak SMTP outside any transaction; then mark, under our lease only.

use super::MailError;
use super::breaker::{Breaker, Pass};
use super::letter::Rendered;
use super::schedule::{self, Jitter, MOST_TRIES, Next, Tried};
use super::store::{self, Outgoing, Seen};
use super::transport::{self, MailFrom, Transport};
use super::verdict::{Outcome, Verdict, kept_text};
use crate::db::Db;
use crate::kernel::{Clock, Instant, Random};
use futures_util::future::join_all;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many letters are looked up at a time, and how many go at once.
const BATCH: i64 = 20;
const AT_ONCE: usize = 4;

/// How often the mark of a letter is tried, a second apart: a letter that went and is not marked
/// goes again. Together with the longest send it fits into a lease.
const MARK_TRIES: u32 = 6;

/// Makes the words of a letter; the text of its error is for staff.
pub type Render<'a> = &'a (dyn Fn(&Outgoing) -> Result<Rendered, String> + Send + Sync);
/// Says whether to begin no further letter.
pub type Stop<'a> = &'a (dyn Fn() -> bool + Send + Sync);

/// Sends letters. One per process, for it remembers whether the relay works.
pub struct Sender {
    db: Db,
    transport: Transport,
    from: MailFrom,
    random: Random,
    breaker: Mutex<Breaker>,
}

/// What a round of deliveries did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Taken by the relay.
    pub sent: usize,
    /// Failed for now; to be tried again.
    pub later: usize,
    /// Given up: refused, unfit, expired or tried in vain.
    pub dead: usize,
    /// Put back uncounted, for the relay was at fault.
    pub held: usize,
}

/// What a round of deliveries works with.
#[derive(Clone, Copy)]
struct Round<'a> {
    clock: &'a Clock,
    render: Render<'a>,
    stop: Stop<'a>,
}

impl Sender {
    /// A sender that thinks well of its relay.
    pub fn new(db: Db, transport: Transport, from: MailFrom, random: Random) -> Sender {
        Sender { db, transport, from, random, breaker: Mutex::new(Breaker::Closed) }
    }

    /// Whether letters are held back because the relay failed: for metrics and the health page.
    pub fn is_relay_down(&self) -> bool {
        self.breaker().is_open()
    }

    /// Sends what is due until nothing is, the relay fails, or `stop` says so; letters under way
    /// are finished. A letter that cannot be rendered is given up and delays nobody.
    ///
    /// # Errors
    /// The database's. Letters under way then keep their lease, and go again when it ends.
    pub async fn deliver_due(
        &self,
        now: &Clock,
        render: Render<'_>,
        stop: Stop<'_>,
    ) -> Result<Delivered, MailError> {
        let round = Round { clock: now, render, stop };
        let mut done = Delivered::default();
        if matches!(self.transport, Transport::None) {
            return Ok(done);
        }
        while !stop() {
            let at = now.now();
            done.dead += self.give_up_expired(at).await?;
            let due = self.db.read(move |c| store::list_due(c, at, BATCH)).await?;
            let pass = if due.is_empty() { Pass::Nobody } else { self.breaker().ask(at) };
            if pass == Pass::Nobody {
                break;
            }
            done += self.deliver_batch(due, pass, round).await?;
        }
        Ok(done)
    }

    async fn give_up_expired(&self, now: Instant) -> Result<usize, MailError> {
        if !self.db.read(move |c| store::has_expired(c, now)).await? {
            return Ok(0);
        }
        let given_up = self.db.write_one(move |c| store::set_expired_given_up(c, now)).await?;
        tracing::warn!(letters = given_up, "letters expired before they could be sent");
        Ok(given_up)
    }

    /// Several at once; a slow one holds up only its own lane.
    async fn deliver_batch(
        &self,
        due: Vec<Seen>,
        pass: Pass,
        round: Round<'_>,
    ) -> Result<Delivered, MailError> {
        let queue = Mutex::new(VecDeque::from(due));
        let lanes = if pass == Pass::Probe { 1 } else { AT_ONCE };
        let lanes = (0..lanes).map(|_| self.lane(&queue, pass, round));
        join_all(lanes).await.into_iter().sum()
    }

    async fn lane(
        &self,
        queue: &Mutex<VecDeque<Seen>>,
        pass: Pass,
        round: Round<'_>,
    ) -> Result<Delivered, MailError> {
        let mut done = Delivered::default();
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        while let Some(seen) = next() {
            if (round.stop)() || (pass == Pass::All && self.is_relay_down()) {
                break;
            }
            let one = self.deliver(seen, round).await?;
            let tried = one != Delivered::default();
            done += one;
            if tried && pass == Pass::Probe {
                break;
            }
        }
        Ok(done)
    }

    /// Tries one letter, if it is still to be had.
    async fn deliver(&self, seen: Seen, round: Round<'_>) -> Result<Delivered, MailError> {
        let now = round.clock.now();
        let claimed = self.db.write_one(move |c| store::claim(c, seen, now)).await?;
        let Some(letter) = claimed else {
            return Ok(Delivered::default());
        };
        #[cfg(feature = "faults")]
        let letter = if crate::db::is_broken("message-id-anew") {
            Outgoing { message_id: format!("{}-{}", letter.id, letter.lease), ..letter }
        } else {
            letter
        };
        let ours = Seen { id: letter.id, lease: letter.lease };
        if (round.stop)() {
            self.db.write_one(move |c| store::remove_lease(c, ours)).await?;
            return Ok(Delivered::default());
        }
        #[cfg(feature = "faults")]
        if crate::db::is_broken("mark-sent-first") {
            self.mark(ours, Next::Sent, String::new(), now).await?;
        }
        let outcome = self.try_letter(&letter, round).await;
        let now = round.clock.now();
        self.breaker().learn(outcome.verdict, now);
        let tried = Tried {
            tries: letter.attempts,
            created_at: letter.created_at,
            expires_at: letter.expires_at,
        };
        let [byte] = self.random.bytes();
        let next = schedule::next(outcome.verdict, tried, now, Jitter::of(byte));
        let text = kept_text(&outcome.text, &letter.to_address);
        report(&letter, &outcome, next, &text);
        // The machine's clock may have been set back since the letter was owed.
        self.mark(ours, next, text, now.max(letter.created_at)).await?;
        Ok(Delivered::of(next))
    }

    async fn try_letter(&self, letter: &Outgoing, round: Round<'_>) -> Outcome {
        if letter.attempts > MOST_TRIES {
            return Outcome::new(Verdict::Unfit, "tried in vain, without an answer");
        }
        let compose = || {
            let rendered = (round.render)(letter)?;
            transport::compose(&self.from, letter, rendered, round.clock.now())
        };
        // A panic takes one letter and not the queue.
        match catch_unwind(AssertUnwindSafe(compose)) {
            Ok(Ok(composed)) => self.transport.send(composed).await,
            #[cfg(feature = "faults")]
            Ok(Err(why)) if crate::db::is_broken("poison-blocks") => {
                Outcome::new(Verdict::Relay, why)
            }
            Ok(Err(why)) => Outcome::new(Verdict::Unfit, format!("cannot be written: {why}")),
            Err(_) => Outcome::new(Verdict::Unfit, "cannot be written: its template panicked"),
        }
    }

    async fn mark(
        &self,
        ours: Seen,
        next: Next,
        text: String,
        now: Instant,
    ) -> Result<(), MailError> {
        let mut tries = 1;
        loop {
            let text = text.clone();
            let marked = self.db.write_one(move |c| match next {
                Next::Sent => store::set_sent(c, ours, &text, now),
                Next::Again(at) => store::set_due_again(c, ours, &text, at),
                Next::Hold(at) => store::set_held(c, ours, &text, at),
                Next::GiveUp => store::set_given_up(c, ours, &text, now),
            });
            match marked.await {
                Ok(0) => tracing::warn!(letter = ours.id.0, "the lease ended before the send did"),
                Ok(_) => {}
                Err(_) if tries < MARK_TRIES => {
                    tries += 1;
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    continue;
                }
                Err(error) => return Err(error.into()),
            }
            return Ok(());
        }
    }

    fn breaker(&self) -> MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn report(letter: &Outgoing, outcome: &Outcome, next: Next, text: &str) {
    let (letter, kind, tries) = (letter.id.0, letter.kind.as_str(), letter.attempts);
    match next {
        Next::Sent => tracing::info!(letter, kind, tries, "letter sent"),
        Next::Again(at) => {
            tracing::info!(letter, kind, tries, verdict = ?outcome.verdict, %at, text, "letter delayed");
        }
        Next::Hold(at) => tracing::error!(letter, kind, %at, text, "the mail relay failed"),
        Next::GiveUp => {
            tracing::warn!(letter, kind, tries, verdict = ?outcome.verdict, text, "letter given up");
        }
    }
}

impl Delivered {
    fn of(next: Next) -> Delivered {
        let mut done = Delivered::default();
        match next {
            Next::Sent => done.sent = 1,
            Next::Again(_) => done.later = 1,
            Next::Hold(_) => done.held = 1,
            Next::GiveUp => done.dead = 1,
        }
        done
    }
}

impl std::ops::AddAssign for Delivered {
    fn add_assign(&mut self, other: Delivered) {
        self.sent += other.sent;
        self.later += other.later;
        self.dead += other.dead;
        self.held += other.held;
    }
}

impl std::iter::Sum for Delivered {
    fn sum<I: Iterator<Item = Delivered>>(all: I) -> Delivered {
        all.fold(Delivered::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}
