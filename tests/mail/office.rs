//! What the tests of the outbox stand on.

use crate::kit::database::{Scratch, scratch};
use chrono::TimeDelta;
use foundations::db::Db;
use foundations::kernel::{Clock, Instant, LetterId, Random};
use foundations::mail::{
    self, Delivered, Letter, Limits, Outgoing, Rendered, Sender, State, Transport,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

pub const HOST: &str = "foundations.example";

/// A stopped clock, an outbox, and what renders its letters.
pub struct Office {
    pub scratch: Scratch,
    pub clock: Clock,
    pub time: Arc<AtomicI64>,
}

impl Office {
    pub async fn open() -> Office {
        let time = Arc::new(AtomicI64::new(1_800_000_000_000));
        Office { scratch: scratch().await, clock: Clock::Stopped(time.clone()), time }
    }

    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    pub fn wait(&self, by: TimeDelta) {
        self.time.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }

    pub fn letter(&self, local: &str) -> Letter {
        Letter {
            once_key: format!("test:{local}"),
            kind: "test",
            person: None,
            to_name: "Gwen Pryce".into(),
            to_address: format!("{local}@example.gov.uk"),
            facts: serde_json::json!({ "course": "Digital Foundations" }),
            due_at: self.now(),
            expires_at: None,
        }
    }

    pub async fn post(&self, letter: Letter) -> LetterId {
        let now = self.now();
        self.scratch.db.write(move |c| mail::send(c, &letter, now)).await.unwrap()
    }

    pub async fn find(&self, id: LetterId) -> Outgoing {
        self.scratch.db.read(move |c| mail::find_letter(c, id)).await.unwrap().unwrap()
    }

    pub async fn state(&self, id: LetterId) -> State {
        self.find(id).await.state(self.now())
    }

    /// The letters in each state, as the database counts them and as each letter says itself.
    pub async fn counts(&self) -> Vec<(State, i64)> {
        let now = self.now();
        let counts = self.scratch.db.read(move |c| mail::count_by_state(c, now)).await.unwrap();
        let all = self.scratch.db.read(|c| mail::list_newest(c, 100)).await.unwrap();
        let states: Vec<State> = all.iter().map(|letter| letter.state(now)).collect();
        for &(state, count) in &counts {
            let own = states.iter().filter(|own| **own == state).count();
            assert_eq!(usize::try_from(count).unwrap(), own, "{state:?}");
        }
        counts
    }

    pub fn sender(&self, url: &str) -> Sender {
        sender(self.scratch.db.clone(), url)
    }

    pub async fn deliver(&self, sender: &Sender) -> Delivered {
        sender.deliver_due(&self.clock, &render, &|| false).await.unwrap()
    }
}

pub fn sender(db: Db, url: &str) -> Sender {
    let millis = Duration::from_millis;
    let limits = Limits { connect: millis(500), opening: millis(500), whole: millis(1500) };
    let transport = Transport::parse(url).unwrap().with_limits(limits);
    let from = "Digital Foundations <training@foundations.example>".parse().unwrap();
    Sender::new(db, transport, from, Random::seeded(7))
}

#[expect(clippy::unnecessary_wraps, reason = "the sender asks for it")]
pub fn render(letter: &Outgoing) -> Result<Rendered, String> {
    assert!(!letter.to_address.starts_with("panic@"), "a template went wrong");
    Ok(Rendered {
        subject: "Croeso, Siân".into(),
        text: "Hello,\n.a line that begins with a dot\n".into(),
        html: "<p>Hello</p>".into(),
        attachment: None,
    })
}

pub fn done(sent: usize, later: usize, dead: usize, held: usize) -> Delivered {
    Delivered { sent, later, dead, held }
}
