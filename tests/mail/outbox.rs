//! What goes into the outbox, and how it leaves when all is well.

use super::office::{HOST, Office, done, render};
use super::smtp::Relay;
use chrono::TimeDelta;
use foundations::db::Conn;
use foundations::kernel::{Instant, Random};
use foundations::mail::{
    self, Attachment, Letter, MailError, Outgoing, Rendered, Sender, State, Transport,
};
use std::sync::atomic::Ordering;

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
    assert!(kept.message_id.len() == 20, "{}", kept.message_id);
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
            tokio::spawn(async move { db.write(move |c| mail::send(c, &letter, now)).await })
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
    assert_eq!(header("Message-ID"), format!("<{}@{HOST}>", kept.message_id));
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
async fn a_letter_that_expires_before_it_is_claimed_is_not_sent() {
    let (office, relay) = (Office::open().await, Relay::start().await);
    let soon = Some(office.now() + TimeDelta::minutes(5));
    let id = office.post(Letter { expires_at: soon, ..office.letter("late") }).await;
    // Time passes between seeing the letter and claiming it.
    let stop = || {
        office.wait(TimeDelta::minutes(3));
        false
    };
    let sender = office.sender(&relay.url());
    let delivered = sender.deliver_due(&office.clock, &render, &stop).await.unwrap();
    assert_eq!(delivered, done(0, 0, 1, 0));
    assert_eq!(office.state(id).await, State::GivenUp);
    assert!(relay.heard().is_empty());
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
) -> impl Fn(&mut Conn) -> Result<bool, MailError> + Send + 'static {
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
