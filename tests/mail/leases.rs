//! Senders beside each other, senders that die, and senders that are told to stop.

use super::office::{Office, done, render, sender};
use super::smtp::Relay;
use chrono::TimeDelta;
use foundations::mail::{self, Letter, State};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

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
