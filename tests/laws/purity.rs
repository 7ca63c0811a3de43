//! Rules are pure: what they decide, they decide from their arguments.

use super::code::Code;
use super::homes::{inside, is_store, lives_in};
use super::source::{Source, all, assert_caught, assert_kept};

/// Rooms whose business is the outside world: they have no rule files.
const WORLDLY_ROOMS: [&str; 7] = ["kernel", "config", "db", "pages", "web", "cli", "jobs"];

/// Files of other rooms that touch the outside world, each for one reason.
const WORLDLY_FILES: [&str; 6] = [
    "mail/transport.rs",     // speaks SMTP
    "mail/sender.rs",        // claims and marks letters around it
    "courses/library.rs",    // reads course files
    "courses/shelf.rs",      // keeps the editions that are published
    "certificates/document", // draws the PDF
    "access/password.rs",    // hashes with fresh salt
];

/// What a rule may not name, and what it takes instead.
const IMPURE: [(&str, &str); 21] = [
    ("diesel", "queries stand in store.rs"),
    ("crate::db", "operations in mod.rs load and keep"),
    ("crate::either", "queries stand in store.rs"),
    ("crate::kernel::Clock", "take `now: Instant` as an argument"),
    ("crate::kernel::Random", "take the number drawn as an argument"),
    ("std::time::SystemTime", "take `now: Instant` as an argument"),
    ("std::time::Instant", "take `now: Instant` of the kernel as an argument"),
    ("chrono::Utc::now", "take `now: Instant` as an argument"),
    ("getrandom", "take the number drawn as an argument"),
    ("std::fs", "take the text as an argument"),
    ("std::env", "take the setting as an argument"),
    ("std::io", "take the text as an argument"),
    ("std::net::TcpListener", "the network is listened to in web"),
    ("std::net::TcpStream", "the network is spoken to in mail/transport.rs"),
    ("std::net::ToSocketAddrs", "the network is spoken to in mail/transport.rs"),
    ("std::net::UdpSocket", "the network is spoken to in mail/transport.rs"),
    ("std::process", "rules start nothing"),
    ("std::thread", "rules start nothing"),
    ("tokio", "rules do not wait"),
    ("actix_web", "HTTP stands in web"),
    ("lettre", "SMTP stands in mail/transport.rs"),
];

/// Whether a file must be pure: neither door, store, letters nor act, nor one that is worldly.
fn is_rule(source: &Source) -> bool {
    let Some((room, file)) = inside(source).split_once('/') else { return false };
    !(WORLDLY_ROOMS.contains(&room)
        || ["mod.rs", "letters.rs"].contains(&file)
        || file.starts_with("acts/")
        || is_store(source)
        || lives_in(source, &WORLDLY_FILES))
}

fn impure(source: &Source) -> Vec<String> {
    if !is_rule(source) {
        return Vec::new();
    }
    let code = Code::of(source);
    let breach = |(prefix, remedy): &(&str, &str)| {
        let path = code.first_under(prefix)?;
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let what = format!("a rule is pure, but this names {}: {remedy}", path.join("::"));
        Some(source.breach(&words, &what))
    };
    IMPURE.iter().filter_map(breach).collect()
}

#[test]
fn rules_are_pure() {
    assert_kept(&all("src", ".rs").iter().flat_map(impure).collect::<Vec<_>>());
}

#[test]
fn an_impure_rule_is_caught() {
    for (text, named) in [
        ("\nuse diesel::prelude::*;", "diesel::prelude::*: queries"),
        ("\n#[diesel(table_name = people)] struct A;", "diesel: queries"),
        ("\nfn f(conn: &mut crate::db::Conn) {}", "crate::db::Conn: operations"),
        ("\nuse crate::{kernel::{Clock, Instant}};", "crate::kernel::Clock: take `now"),
        ("\nfn f(by: &super::super::kernel::Random) {}", "crate::kernel::Random: take the number"),
        ("\nfn f() { format!(\"{:?}\", std::fs::read(\"a\")); }", "std::fs::read: take the text"),
        ("\nuse std::{env, fmt}; fn f() { env::var(\"A\"); }", "std::env: take the setting"),
        ("\nuse std::time::{Duration, SystemTime};", "std::time::SystemTime: take `now"),
        ("\nasync fn f() { tokio::task::yield_now().await }", "tokio::task::yield_now: rules"),
    ] {
        let part = format!("src/quizzes/marking.rs:2: a rule is pure, but this names {named}");
        assert_caught(&impure(&Source::new("src/quizzes/marking.rs", text)), &[&part]);
    }
    let text = "use diesel::prelude::*; use crate::db::Conn;";
    for path in [
        "quizzes/mod.rs",
        "quizzes/store.rs",
        "quizzes/store/marks.rs",
        "quizzes/acts/mark.rs",
        "web/a.rs",
    ] {
        assert_caught(&impure(&Source::new(&format!("src/{path}"), text)), &[]);
    }
    let rule = "crate::words!(A { B = \"b\" }); use std::time::Duration; \
                #[cfg(test)] mod tests { use std::fs; }";
    assert_caught(&impure(&Source::new("src/quizzes/marking.rs", rule)), &[]);
}
