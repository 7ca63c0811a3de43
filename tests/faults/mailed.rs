//! Letters: a relay that is away loses none, a reply that is lost makes none arrive twice under two
//! names, and letters that cannot go keep no other waiting.

use crate::broken;
use crate::ground::{Ground, Setting};
use crate::proof::Size;
use crate::rig::program::free_address;
use crate::rig::runtime;
use crate::taker::{Taker, answer_all, hand_in_all};
use anyhow::{Context, bail};
use diesel::prelude::*;
use foundations::db::schema::letters;
use foundations::kernel::Clock;
use foundations::mail::{self, Letter};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// `tests/mail/smtp_server.py`, as somebody's relay.
struct Relay {
    child: Child,
    events: PathBuf,
}

impl Relay {
    fn start(setting: &Setting, folder: &Path, port: u16) -> anyhow::Result<Relay> {
        let events = folder.join("relay");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/smtp_server.py");
        let child = Command::new(&setting.python)
            .args([script, "--port", &port.to_string()])
            .stdout(File::create(&events)?)
            .spawn()
            .context("cannot start the relay: is Python there, with aiosmtpd?")?;
        let relay = Relay { child, events };
        let begun = Instant::now();
        while relay.text()?.is_empty() {
            if begun.elapsed() > Duration::from_secs(20) {
                bail!("the relay does not listen: has this Python aiosmtpd?");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(relay)
    }

    #[expect(clippy::disallowed_methods, reason = "what the relay noted")]
    fn text(&self) -> anyhow::Result<String> {
        Ok(std::fs::read_to_string(&self.events)?)
    }

    /// The Message-IDs that arrived, by recipient; once for each time.
    fn received(&self) -> anyhow::Result<BTreeMap<String, Vec<String>>> {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let text = self.text()?;
        // The last line may be half there.
        let whole = text.rfind('\n').and_then(|end| text.get(..end)).unwrap_or_default();
        for line in whole.lines() {
            let event: serde_json::Value = serde_json::from_str(line)?;
            let word = |place: &str| {
                let found = event.pointer(place).and_then(serde_json::Value::as_str);
                found.unwrap_or_default().to_owned()
            };
            if word("/event") == "received" {
                all.entry(word("/to/0")).or_default().push(word("/message_id"));
            }
        }
        Ok(all)
    }

    /// Waits until so many recipients have their letter; says how long it took.
    fn wait_for(&self, people: usize, patience: Duration) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        loop {
            let arrived = self.received()?.len();
            if arrived >= people {
                return Ok(begun.elapsed());
            }
            if begun.elapsed() > patience {
                broken!("{arrived} of {people} letters are there after {patience:?}");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Everybody's course is completed while nobody listens where the relay was.
pub fn away(setting: &Setting) -> anyhow::Result<String> {
    let (count, lost, gone, patience) = match setting.size {
        Size::Small => (20, 4, 5, Duration::from_secs(45)),
        Size::Usual => (475, 25, 60, Duration::from_mins(2)),
        Size::Long => (4_500, 500, 1_800, Duration::from_mins(2)),
    };
    let ground = Ground::sqlite(setting, "mail-away")?;
    let mut learners = ground.enter("learner", count)?;
    // The relay takes each of these, and the line is lost before it can say so.
    learners.extend(ground.enter("drop", lost)?);
    let takers: Vec<Taker> = learners.into_iter().map(Taker::new).collect();
    let address = free_address()?;
    let url = format!("smtp://{address}");
    let program = ground.serve(&[("SMTP_URL", &url)])?;
    let begun = Instant::now();
    let takers = runtime()?.block_on(async {
        let takers = answer_all(program.address, takers, 16).await?;
        hand_in_all(program.address, takers, 16).await
    })?;
    let left = Duration::from_secs(gone).saturating_sub(begun.elapsed());
    std::thread::sleep(left);
    let relay = Relay::start(setting, &ground.folder.0, address.port())?;
    let back = Instant::now();
    let took = relay.wait_for(takers.len(), patience)?;
    // Those whose reply was lost are tried again, about half a minute later.
    let twice = loop {
        let twice = judge_copies(&relay.received()?)?;
        let open = waiting(&ground)?;
        if open == 0 {
            break twice;
        }
        if back.elapsed() > Duration::from_mins(2) {
            broken!("{open} letters are still in the outbox, 2 minutes after the relay's return");
        }
        std::thread::sleep(Duration::from_millis(200));
    };
    drop(program);
    ground.check(&takers)?;
    Ok(format!(
        "{} completions while the relay was away for {gone} s: every letter there {:.0} s after its \
         return; {twice} came twice, all of them replies lost, each under one Message-ID",
        takers.len(),
        took.as_secs_f64()
    ))
}

/// How many people have their letter twice: only those whose reply was lost, under one Message-ID.
fn judge_copies(arrived: &BTreeMap<String, Vec<String>>) -> anyhow::Result<usize> {
    let twice = arrived.iter().filter(|(_, ids)| ids.len() > 1);
    for (person, ids) in twice.clone() {
        let different = ids.iter().collect::<BTreeSet<_>>().len();
        if different > 1 {
            broken!("one letter arrived under {different} Message-IDs: {}", ids.join(", "));
        }
        if !person.starts_with("drop") {
            broken!("{person} got a letter {} times, and every reply arrived", ids.len());
        }
    }
    Ok(twice.count())
}

/// How many letters are still to go.
fn waiting(ground: &Ground) -> anyhow::Result<i64> {
    runtime()?.block_on(async {
        let db = ground.open()?;
        let count = db.read(|conn| {
            letters::table
                .filter(letters::sent_at.is_null())
                .filter(letters::given_up_at.is_null())
                .count()
                .get_result(conn)
        });
        let count: QueryResult<i64> = count.await;
        Ok(count?)
    })
}

/// Letters that cannot be written, or whose address is refused, among good ones.
pub fn poisoned(setting: &Setting) -> anyhow::Result<String> {
    let (good, poison) = match setting.size {
        Size::Small => (20, 6),
        Size::Usual => (500, 50),
        Size::Long => (20_000, 2_000),
    };
    let ground = Ground::sqlite(setting, "mail-poisoned")?;
    poison_outbox(&ground, poison)?;
    let takers = ground.enter("learner", good)?.into_iter().map(Taker::new).collect();
    let plain = ground.serve(&[])?;
    let takers = runtime()?.block_on(async {
        let takers = answer_all(plain.address, takers, 16).await?;
        hand_in_all(plain.address, takers, 16).await
    })?;
    drop(plain);
    let address = free_address()?;
    let relay = Relay::start(setting, &ground.folder.0, address.port())?;
    let url = format!("smtp://{address}");
    let program = ground.serve(&[("SMTP_URL", &url)])?;
    let took = relay.wait_for(takers.len(), Duration::from_secs(30))?;
    let begun = Instant::now();
    while waiting(&ground)? > 0 && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(100));
    }
    drop(program);
    let given_up = given_up(&ground)?;
    if given_up != poison {
        broken!("{given_up} letters are listed as given up, of {poison} that cannot go");
    }
    Ok(format!(
        "{poison} letters that cannot go among {good}: the good are out within {:.1} s, the others \
         given up with their reasons",
        took.as_secs_f64()
    ))
}

/// Older than all others, and so first in the queue: every other one cannot be written, and the
/// rest are refused.
fn poison_outbox(ground: &Ground, count: usize) -> anyhow::Result<()> {
    let now = Clock::Real.now();
    let letter = move |number: usize| Letter {
        once_key: format!("poison:{number}"),
        kind: "certificate",
        person: None,
        to_name: "Nobody".into(),
        to_address: format!("hard-{number}@aberwyvern.example"),
        facts: if number.is_multiple_of(2) {
            serde_json::json!({ "nothing": "that fits" })
        } else {
            serde_json::json!({
                "number": "7KQM4T9XWB2C", "name": "Nobody", "course_title": "Digital Foundations",
                "edition": "2026", "completed_on": "2026-11-23",
            })
        },
        due_at: now,
        expires_at: None,
    };
    runtime()?.block_on(async {
        let db = ground.open()?;
        db.write(move |conn| {
            for number in 0..count {
                mail::send(conn, &letter(number), now)?;
            }
            Ok::<_, mail::MailError>(())
        })
        .await?;
        Ok(())
    })
}

/// How many letters were given up, each with its reason.
fn given_up(ground: &Ground) -> anyhow::Result<usize> {
    runtime()?.block_on(async {
        let db = ground.open()?;
        let count = db.read(|conn| {
            letters::table
                .filter(letters::given_up_at.is_not_null())
                .filter(letters::last_error.is_not_null())
                .count()
                .get_result(conn)
        });
        let count: QueryResult<i64> = count.await;
        Ok(usize::try_from(count?)?)
    })
}
