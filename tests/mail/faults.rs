//! Relays that are down, slow, broken or unwilling, and letters that are unfit.

use super::office::{Office, done, render};
use super::smtp::{Mood, Relay};
use chrono::TimeDelta;
use foundations::mail::{Letter, Outgoing, State};
use std::time::Duration;

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
