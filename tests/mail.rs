//! The outbox and its sender, on a real database, against a relay that misbehaves.

mod smtp;

use crate::kit::database::{Scratch, scratch};
use chrono::TimeDelta;
use foundations::db::Db;
use foundations::kernel::{Clock, Instant, LetterId, Random};
use foundations::mail::{
    self, Attachment, Delivered, Letter, Limits, Outgoing, Rendered, Sender, State, Transport,
};
use smtp::{Mood, Relay};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

const HOST: &str = "foundations.example";

/// A stopped clock, an outbox, and what renders its letters.
struct Office {
    scratch: Scratch,
    clock: Clock,
    time: Arc<AtomicI64>,
}

impl Office {
    async fn open() -> Office {
        let time = Arc::new(AtomicI64::new(1_800_000_000_000));
        Office { scratch: scratch().await, clock: Clock::Stopped(time.clone()), time }
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn wait(&self, by: TimeDelta) {
        self.time.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }

    fn letter(&self, local: &str) -> Letter {
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

    async fn post(&self, letter: Letter) -> LetterId {
        let now = self.now();
        self.scratch.db.write(move |c| mail::send(c, &letter, HOST, now)).await.unwrap()
    }

    async fn find(&self, id: LetterId) -> Outgoing {
        self.scratch.db.read(move |c| mail::find_letter(c, id)).await.unwrap().unwrap()
    }

    async fn state(&self, id: LetterId) -> State {
        self.find(id).await.state(self.now())
    }

    /// The letters in each state, as the database counts them and as each letter says itself.
    async fn counts(&self) -> Vec<(State, i64)> {
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

    fn sender(&self, url: &str) -> Sender {
        sender(self.scratch.db.clone(), url)
    }

    async fn deliver(&self, sender: &Sender) -> Delivered {
        sender.deliver_due(&self.clock, &render, &|| false).await.unwrap()
    }
}

fn sender(db: Db, url: &str) -> Sender {
    let millis = Duration::from_millis;
    let limits = Limits { connect: millis(500), opening: millis(500), whole: millis(1500) };
    let transport = Transport::parse(url).unwrap().with_limits(limits);
    let from = "Digital Foundations <training@foundations.example>".parse().unwrap();
    Sender::new(db, transport, from, Random::seeded(7))
}

#[expect(clippy::unnecessary_wraps, reason = "the sender asks for it")]
fn render(letter: &Outgoing) -> Result<Rendered, String> {
    assert!(!letter.to_address.starts_with("panic@"), "a template went wrong");
    Ok(Rendered {
        subject: "Croeso, Siân".into(),
        text: "Hello,\n.a line that begins with a dot\n".into(),
        html: "<p>Hello</p>".into(),
        attachment: None,
    })
}

fn done(sent: usize, later: usize, dead: usize, held: usize) -> Delivered {
    Delivered { sent, later, dead, held }
}

#[actix_web::test]
async fn a_letter_is_written_once_and_keeps_its_message_id() {
    let office = Office::open().await;
    let first = office.post(office.letter("gwen")).await;
    let again = office.post(Letter { kind: "other", ..office.letter("gwen") }).await;
    let other = office.post(office.letter("sian")).await;
    assert_eq!(first, again);
    assert_ne!(first, other);
    let kept = office.find(first).await;
    assert_eq!((kept.kind.as_str(), kept.attempts), ("test", 0));
    assert!(kept.message_id.ends_with("@foundations.example"), "{}", kept.message_id);
    let facts: serde_json::Value = kept.facts().unwrap();
    assert_eq!(facts["course"], "Digital Foundations");
    let newest = office.scratch.db.read(|c| mail::list_newest(c, 1)).await.unwrap();
    assert_eq!(newest.iter().map(|l| l.id).collect::<Vec<_>>(), [other]);
}

#[actix_web::test]
async fn many_writers_of_one_letter_get_one_row() {
    let office = Office::open().await;
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (db, letter, now) =
                (office.scratch.db.clone(), office.letter("gwen"), office.now());
            tokio::spawn(async move { db.write(move |c| mail::send(c, &letter, HOST, now)).await })
        })
        .collect();
    let mut ids = Vec::new();
    for task in tasks {
        ids.push(task.await.unwrap().unwrap());
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
}

#[actix_web::test]
async fn a_sent_letter_arrives_whole() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    let id = office.post(office.letter("gwen")).await;
    assert_eq!(office.deliver(&office.sender(&relay.url())).await, done(1, 0, 0, 0));
    let kept = office.find(id).await;
    assert_eq!(kept.state(office.now()), State::Sent);
    assert_eq!((kept.attempts, kept.leased_until), (1, None));
    assert_eq!(kept.reply.as_deref(), Some("250 2.0.0 queued as 7F"));
    let [message] = relay.heard().try_into().unwrap();
    assert_eq!(message.from, "training@foundations.example");
    assert_eq!(message.to, ["gwen@example.gov.uk"]);
    let header = |name| message.header(name).unwrap();
    assert_eq!(header("Message-ID"), format!("<{}>", kept.message_id));
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    assert_eq!(header("Date"), "Fri, 15 Jan 2027 08:00:00 +0000");
    let from = header("From");
    assert_eq!(from.replace('"', ""), "Digital Foundations <training@foundations.example>");
    assert!(header("Content-Type").starts_with("multipart/alternative"));
    for part in ["text/plain", "text/html", "<p>Hello</p>", "\n.a line that begins with a dot"] {
        assert!(message.data.contains(part), "{part}: {}", message.data);
    }
    assert!(message.data.is_ascii());
    assert_eq!(office.deliver(&office.sender(&relay.url())).await, done(0, 0, 0, 0));
}

#[actix_web::test]
async fn an_attachment_travels_beside_the_words() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    office.post(office.letter("gwen")).await;
    let with_file = |letter: &Outgoing| {
        let attachment = Some(Attachment {
            filename: "tystysgrif Siân.pdf".into(),
            bytes: b"%PDF-1.7 \xff\x00".to_vec(),
            media_type: "application/pdf".into(),
        });
        render(letter).map(|words| Rendered { attachment, ..words })
    };
    let sender = office.sender(&relay.url());
    let delivered = sender.deliver_due(&office.clock, &with_file, &|| false).await.unwrap();
    assert_eq!(delivered, done(1, 0, 0, 0));
    let [message] = relay.heard().try_into().unwrap();
    assert!(message.header("Content-Type").unwrap().starts_with("multipart/mixed"));
    for part in ["multipart/alternative", "application/pdf", "JVBERi0xLjcg/wA="] {
        assert!(message.data.contains(part), "{part}: {}", message.data);
    }
}

#[actix_web::test]
async fn no_header_can_be_smuggled_in() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    let name = "Gwen\r\nBcc: spy@evil.example\r\n\r\nbody".to_owned();
    office.post(Letter { to_name: name, ..office.letter("gwen") }).await;
    let hostile = |letter: &Outgoing| {
        let subject = "Hello\r\nBcc: spy@evil.example\r\n\r\n<script>".to_owned();
        render(letter).map(|words| Rendered { subject, ..words })
    };
    let sender = office.sender(&relay.url());
    sender.deliver_due(&office.clock, &hostile, &|| false).await.unwrap();
    for message in relay.heard() {
        assert_eq!(message.to, ["gwen@example.gov.uk"]);
        assert_eq!(message.header("Bcc"), None, "{}", message.data);
        assert!(message.header("Message-ID").is_some(), "{}", message.data);
    }
}

#[actix_web::test]
async fn refusals_are_final_or_not_as_the_relay_says() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    let soft = office.post(office.letter("soft")).await;
    let hard = office.post(office.letter("hard")).await;
    let sender = office.sender(&relay.url());
    assert_eq!(office.deliver(&sender).await, done(0, 1, 1, 0));
    let kept = office.find(hard).await;
    assert_eq!(kept.state(office.now()), State::GivenUp);
    let error = kept.last_error.unwrap();
    assert!(error.contains("5.1.1") && !error.contains("hard@"), "{error}");
    let kept = office.find(soft).await;
    assert_eq!((kept.state(office.now()), kept.attempts), (State::Waiting, 1));
    assert!(kept.last_error.unwrap().contains("4.7.1"));
    assert!(!sender.is_relay_down());
    for tries in 2..=12 {
        assert_eq!(office.state(soft).await, State::Waiting);
        office.wait(TimeDelta::minutes(73));
        let dead = usize::from(tries == 12);
        assert_eq!(office.deliver(&sender).await, done(0, 1 - dead, dead, 0), "{tries}");
    }
    assert_eq!(office.state(soft).await, State::GivenUp);
}

#[actix_web::test]
async fn a_line_lost_after_the_final_dot_is_tried_again_under_the_same_message_id() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    let id = office.post(office.letter("drop")).await;
    let sender = office.sender(&relay.url());
    assert_eq!(office.deliver(&sender).await, done(0, 1, 0, 0));
    assert_eq!(office.find(id).await.attempts, 1);
    assert_eq!(office.deliver(&sender).await, done(0, 0, 0, 0));
    office.wait(TimeDelta::seconds(36));
    assert_eq!(office.deliver(&sender).await, done(1, 0, 0, 0));
    let [first, second] = relay.heard().try_into().unwrap();
    let dateless = |data: &str| {
        data.lines()
            .filter(|line| !line.starts_with("Date: "))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(first.header("Message-ID").is_some());
    assert_eq!(dateless(&first.data), dateless(&second.data));
}

#[actix_web::test]
async fn a_slow_relay_is_not_waited_for_beyond_the_limit() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    let slow = office.post(office.letter("slow")).await;
    let good = office.post(office.letter("gwen")).await;
    let sender = office.sender(&relay.url());
    let begun = std::time::Instant::now();
    assert_eq!(office.deliver(&sender).await, done(1, 1, 0, 0));
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    assert_eq!(office.state(good).await, State::Sent);
    assert_eq!((office.state(slow).await, office.find(slow).await.attempts), (State::Waiting, 1));
    assert!(!sender.is_relay_down());
}

#[actix_web::test]
async fn a_broken_relay_holds_letters_without_counting_and_then_takes_them_all() {
    let office = Office::open().await;
    let address = Relay::start().await.address;
    let url = format!("smtp://{address}");
    let mut ids = Vec::new();
    for n in 0..12 {
        ids.push(office.post(office.letter(&format!("gwen{n}"))).await);
    }
    let sender = office.sender(&url);
    let first = office.deliver(&sender).await;
    assert!((1..=4).contains(&first.held), "{first:?}");
    assert_eq!(done(0, 0, 0, first.held), first);
    assert!(sender.is_relay_down());
    assert_eq!(office.deliver(&sender).await, done(0, 0, 0, 0), "the breaker is open");
    for _ in 0..20 {
        office.wait(TimeDelta::seconds(30));
        assert_eq!(office.deliver(&sender).await, done(0, 0, 0, 1), "one letter asks");
    }
    for &id in &ids {
        assert_eq!(office.find(id).await.attempts, 0);
    }
    let relay = Relay::start_at(address, Mood::Friendly).await;
    office.wait(TimeDelta::seconds(30));
    assert_eq!(office.deliver(&sender).await, done(12, 0, 0, 0));
    assert!(!sender.is_relay_down());
    assert_eq!(relay.heard().len(), 12);
}

#[actix_web::test]
async fn faults_of_the_relay_or_of_our_settings_cost_no_letter_a_try() {
    for mood in [Mood::Locked, Mood::Snooty, Mood::Closing, Mood::Silent] {
        let office = Office::open().await;
        let relay = Relay::start_at("127.0.0.1:0".parse().unwrap(), mood).await;
        let id = office.post(office.letter("gwen")).await;
        let sender = office.sender(&relay.url());
        assert_eq!(office.deliver(&sender).await, done(0, 0, 0, 1), "{mood:?}");
        assert_eq!(office.find(id).await.attempts, 0, "{mood:?}");
        assert!(sender.is_relay_down(), "{mood:?}");
        assert!(relay.heard().is_empty());
    }
}

#[actix_web::test]
async fn nothing_is_said_in_clear_when_tls_is_required() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    office.post(office.letter("gwen")).await;
    let sender = office.sender(&format!("{}?tls=required", relay.url()));
    assert_eq!(office.deliver(&sender).await, done(0, 0, 0, 1));
    assert!(relay.heard().is_empty());
}

#[actix_web::test]
async fn poison_letters_die_alone() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    for n in 0..10 {
        office.post(office.letter(&format!("bad{n}"))).await;
        office.post(office.letter(&format!("gwen{n}"))).await;
    }
    let panics = office.post(office.letter("panic")).await;
    let address = "not an address".to_owned();
    let lost = office.post(Letter { to_address: address, ..office.letter("lost") }).await;
    let picky = |letter: &Outgoing| {
        let bad = letter.to_address.starts_with("bad");
        if bad { Err("no template".to_owned()) } else { render(letter) }
    };
    let sender = office.sender(&relay.url());
    let delivered = sender.deliver_due(&office.clock, &picky, &|| false).await.unwrap();
    assert_eq!(delivered, done(10, 0, 12, 0));
    for id in [panics, lost] {
        assert_eq!(office.state(id).await, State::GivenUp);
    }
    assert!((0..10).all(|n| relay.count(&format!("gwen{n}")) == 1));
}

#[actix_web::test]
async fn two_senders_never_send_a_letter_twice() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    for n in 0..40 {
        let letter = Letter { once_key: format!("test:{n}"), ..office.letter("idle") };
        office.post(letter).await;
    }
    let one = sender(office.scratch.db.clone(), &relay.url());
    let two = sender(office.scratch.another(), &relay.url());
    let (a, b) = futures_util::future::join(office.deliver(&one), office.deliver(&two)).await;
    assert_eq!(a.sent + b.sent, 40);
    assert_eq!(relay.heard().len(), 40);
    assert!(a.sent > 0 && b.sent > 0, "both took part: {a:?} {b:?}");
}

#[actix_web::test]
async fn a_letter_whose_sender_died_goes_again_when_its_lease_ends() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    let id = office.post(office.letter("slow")).await;
    let lost = office.sender(&relay.url());
    // The process is killed while the relay thinks.
    let killed = tokio::time::timeout(Duration::from_millis(700), office.deliver(&lost)).await;
    assert!(killed.is_err());
    assert_eq!(office.state(id).await, State::Leased);
    let sender = office.sender(&relay.url());
    office.wait(TimeDelta::seconds(119));
    assert_eq!(office.deliver(&sender).await, done(0, 0, 0, 0));
    assert!(office.counts().await.contains(&(State::Leased, 1)));
    office.wait(TimeDelta::seconds(1));
    assert!(office.counts().await.contains(&(State::Due, 1)));
    assert_eq!(office.deliver(&sender).await, done(1, 0, 0, 0));
    assert_eq!(office.find(id).await.attempts, 2);
}

#[actix_web::test]
async fn a_sender_that_lost_its_lease_marks_nothing() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    let id = office.post(office.letter("slow")).await;
    let slow = office.sender(&relay.url());
    let quick = async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        office.wait(TimeDelta::minutes(3));
        office.deliver(&sender(office.scratch.db.clone(), &relay.url())).await
    };
    let (late, quick) = futures_util::future::join(office.deliver(&slow), quick).await;
    assert_eq!((quick, late), (done(1, 0, 0, 0), done(0, 1, 0, 0)));
    let kept = office.find(id).await;
    assert_eq!((kept.state(office.now()), kept.last_error), (State::Sent, None));
}

#[actix_web::test]
async fn expired_letters_are_not_sent() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    let soon = Some(office.now() + TimeDelta::minutes(5));
    let late = office.post(Letter { expires_at: soon, ..office.letter("late") }).await;
    let later = Some(office.now() + TimeDelta::minutes(6));
    let fresh = office.post(Letter { expires_at: later, ..office.letter("fresh") }).await;
    office.wait(TimeDelta::minutes(5));
    assert_eq!(office.deliver(&office.sender(&relay.url())).await, done(1, 0, 1, 0));
    assert_eq!(office.state(late).await, State::GivenUp);
    assert_eq!(office.state(fresh).await, State::Sent);
    assert_eq!(relay.count("late"), 0);
}

#[actix_web::test]
async fn letters_wait_for_their_time_and_can_be_cancelled() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    let tomorrow = office.now() + TimeDelta::days(1);
    let id = office.post(Letter { due_at: tomorrow, ..office.letter("gwen") }).await;
    let kept = office.post(Letter { due_at: tomorrow, ..office.letter("sian") }).await;
    let sender = office.sender(&relay.url());
    assert_eq!(office.deliver(&sender).await, done(0, 0, 0, 0));
    let now = office.now();
    let cancel = move |key| office_cancel(key, now);
    assert!(office.scratch.db.write(cancel("test:gwen")).await.unwrap());
    assert!(!office.scratch.db.write(cancel("test:gwen")).await.unwrap());
    office.wait(TimeDelta::days(1));
    assert_eq!(office.deliver(&sender).await, done(1, 0, 0, 0));
    assert!(!office.scratch.db.write(cancel("test:sian")).await.unwrap());
    assert_eq!(office.state(id).await, State::Cancelled);
    assert_eq!(office.state(kept).await, State::Sent);
}

fn office_cancel(
    key: &'static str,
    now: Instant,
) -> impl Fn(&mut foundations::db::Conn) -> Result<bool, mail::MailError> + Send + 'static {
    move |c| mail::cancel(c, key, now)
}

#[actix_web::test]
async fn counts_agree_with_the_letters_own_states() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    for local in ["gwen", "hard", "soft"] {
        office.post(office.letter(local)).await;
    }
    office.deliver(&office.sender(&relay.url())).await;
    for local in ["due", "cancelled", "waiting", "slow"] {
        let due_at = office.now() + TimeDelta::minutes(i64::from(local == "waiting"));
        office.post(Letter { due_at, ..office.letter(local) }).await;
    }
    let now = office.now();
    office.scratch.db.write(office_cancel("test:cancelled", now)).await.unwrap();
    let counts = office.counts().await;
    let expected = [1, 1, 1, 0, 2, 2];
    assert_eq!(counts.iter().map(|(_, count)| *count).collect::<Vec<_>>(), expected);
    let oldest = office.scratch.db.read(move |c| mail::oldest_due(c, now)).await.unwrap();
    assert_eq!(oldest, Some(now));
    office.time.fetch_sub(1, Ordering::SeqCst);
    let before = office.now();
    assert_eq!(office.scratch.db.read(move |c| mail::oldest_due(c, before)).await.unwrap(), None);
}

#[actix_web::test]
async fn a_stopping_sender_finishes_what_it_began_and_gives_the_rest_back() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    for n in 0..20 {
        let letter = Letter { once_key: format!("test:{n}"), ..office.letter("idle") };
        office.post(letter).await;
    }
    let asked = AtomicUsize::new(0);
    // Asked once by the round, by each of four lanes, and by each again once it has its letter:
    // two letters go, and two are given back.
    let stop = || asked.fetch_add(1, Ordering::SeqCst) >= 7;
    let sender = office.sender(&relay.url());
    let delivered = sender.deliver_due(&office.clock, &render, &stop).await.unwrap();
    assert_eq!(delivered, done(2, 0, 0, 0));
    assert_eq!(relay.heard().len(), 2);
    let all = office.scratch.db.read(|c| mail::list_newest(c, 100)).await.unwrap();
    let unsent = || all.iter().filter(|letter| letter.sent_at.is_none());
    assert_eq!(unsent().filter(|letter| letter.lease == 1).count(), 2);
    for letter in unsent() {
        assert_eq!((letter.state(office.now()), letter.attempts), (State::Due, 0));
    }
}

#[actix_web::test]
async fn letters_can_go_into_a_folder_or_nowhere() {
    let office = Office::open().await;
    let id = office.post(office.letter("gwen")).await;
    let from = || "training@foundations.example".parse().unwrap();
    let db = office.scratch.db.clone();
    let nowhere = Sender::new(db.clone(), Transport::None, from(), Random::seeded(7));
    assert_eq!(office.deliver(&nowhere).await, done(0, 0, 0, 0));
    assert_eq!(office.state(id).await, State::Due);
    let folder = tempfile::tempdir().unwrap();
    let inbox = folder.path().join("inbox");
    let transport = Transport::parse(&format!("file:{}", inbox.display())).unwrap();
    let sender = Sender::new(db, transport, from(), Random::seeded(7));
    assert_eq!(office.deliver(&sender).await, done(1, 0, 0, 0));
    let files: Vec<_> = inbox.read_dir().unwrap().map(|f| f.unwrap().file_name()).collect();
    let kept = office.find(id).await;
    let name = format!("20270115T080000000-{}.eml", kept.message_id);
    assert_eq!(files, [name.as_str()]);
    assert_eq!(kept.reply, Some(format!("written to {name}")));
}
