//! Each file touches only what its kind may: stores alone name the schema, each outside crate has
//! one home, and there is one transaction and one clock.

use super::code::Code;
use super::source::{Source, all, assert_caught, assert_kept};
use std::collections::BTreeSet;

/// Crates and their homes, as beginnings of paths under `src/`.
const HOMES: [(&str, &[&str]); 23] = [
    ("actix_web", &["web/", "cli/"]),
    ("lettre", &["mail/transport.rs"]),
    ("handlebars", &["pages/"]),
    ("fluent_bundle", &["pages/"]),
    ("argon2", &["access/password.rs"]),
    ("krilla", &["paper/", "certificates/document"]),
    ("krilla_svg", &["paper/"]),
    ("usvg", &["courses/check/figures.rs"]),
    ("rustybuzz", &["paper/"]),
    ("qrcodegen", &["certificates/document"]),
    ("typst_assets", &["paper/"]),
    ("diesel_migrations", &["db/"]),
    ("libsqlite3_sys", &["db/"]),
    ("pq_sys", &["db/"]),
    ("pulldown_cmark", &["courses/"]),
    ("toml", &["courses/", "config/"]),
    ("clap", &["config/", "cli/"]),
    ("rust_embed", &["pages/", "courses/library.rs"]),
    ("prometheus", &["web/"]),
    ("csv", &["web/"]),
    ("strsim", &["search/words.rs"]),
    (
        "std::fs",
        &["courses/library.rs", "config/", "cli/", "db/migrations.rs", "mail/transport.rs"],
    ),
    ("std::env", &["config/"]),
];

/// Where a type may become JSON: pages, letters, and what is frozen as text in a column.
const SERIALIZED: [&str; 8] = [
    "web/",
    "pages/",
    "mail/",
    "jobs/",
    "kernel/",
    "courses/edition",
    "quizzes/draw.rs",
    "quizzes/answer.rs",
];

const TRANSACTIONS: [&str; 8] = [
    "transaction",
    "begin_transaction",
    "begin_transaction_sql",
    "build_transaction",
    "immediate_transaction",
    "exclusive_transaction",
    "test_transaction",
    "begin_test_transaction",
];

/// The path under `src/`.
pub fn inside(source: &Source) -> &str {
    source.path.trim_start_matches("src/")
}

/// Whether the file's path begins with one of `homes`.
pub fn lives_in(source: &Source, homes: &[&str]) -> bool {
    homes.iter().any(|home| inside(source).starts_with(home))
}

/// Whether this is a room's `store.rs`, or in its `store/`.
pub fn is_store(source: &Source) -> bool {
    let after_room = inside(source).split_once('/').map_or("", |(_, file)| file);
    after_room == "store.rs" || after_room.starts_with("store/")
}

/// Only a room's store names the schema.
fn schema_outside_stores(source: &Source) -> Vec<String> {
    if is_store(source) || source.room() == Some("db") {
        return Vec::new();
    }
    let code = Code::of(source);
    let found = code.first_under("crate::db::schema");
    let what = "only store.rs names the schema: put the query there and call it";
    found.map(|_| source.breach(&["db", "schema"], what)).into_iter().collect()
}

fn away_from_home(source: &Source) -> Vec<String> {
    let code = Code::of(source);
    let strays = HOMES.iter().filter(|(_, homes)| !lives_in(source, homes));
    let breach = |(name, homes): &(&str, &[&str])| {
        let path = code.first_under(name)?;
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let what = format!("{name} has its home in {}: put this there", homes.join(" or "));
        Some(source.breach(&words, &what))
    };
    strays.filter_map(breach).collect()
}

fn serialized_outside_pages(source: &Source) -> Vec<String> {
    let derives = Code::of(source).derives;
    let is_letter = source.path.ends_with("/letters.rs");
    if is_letter || lives_in(source, &SERIALIZED) || !derives.contains(&"Serialize".to_owned()) {
        return Vec::new();
    }
    let what =
        "a domain type does not derive Serialize: make a struct in web/ with what the page says";
    vec![source.breach(&["derive", "Serialize"], what)]
}

fn own_transaction(source: &Source) -> Vec<String> {
    if source.room() == Some("db") {
        return Vec::new();
    }
    let code = Code::of(source);
    let by_path = code.paths.iter().filter_map(|path| path.last());
    let names: BTreeSet<&String> =
        code.calls.iter().chain(by_path).filter(|n| TRANSACTIONS.contains(&n.as_str())).collect();
    let what =
        "Db::write is the only transaction: take `&mut Conn`, and let the handler call Db::write";
    names.iter().map(|name| source.breach(&[name.as_str()], what)).collect()
}

fn own_clock(source: &Source) -> Vec<String> {
    if source.path == "src/kernel/clock.rs" {
        return Vec::new();
    }
    let asks = |path: &&Vec<String>| match path.as_slice() {
        [.., kind, now] => now == "now" && ["Utc", "Local", "SystemTime"].contains(&kind.as_str()),
        _ => false,
    };
    let code = Code::of(source);
    let what = "only kernel::Clock asks the machine for the time: take `now: Instant`";
    let found: BTreeSet<String> =
        code.paths.iter().filter(asks).map(|path| path.join("::")).collect();
    let line = |path: &String| source.breach(&path.split("::").collect::<Vec<_>>(), what);
    found.iter().map(line).collect()
}

/// Everything that this file says of a source.
fn breaches(source: &Source) -> Vec<String> {
    [schema_outside_stores, away_from_home, serialized_outside_pages, own_transaction, own_clock]
        .iter()
        .flat_map(|law| law(source))
        .collect()
}

#[test]
fn each_file_touches_only_what_its_kind_may() {
    assert_kept(&all("src", ".rs").iter().flat_map(breaches).collect::<Vec<_>>());
}

#[test]
fn each_home_is_a_room_and_each_crate_a_dependency() {
    let manifest: toml::Table = super::source::read("Cargo.toml").text.parse().unwrap();
    let map = super::source::read("src/lib.rs").text;
    for (name, homes) in HOMES {
        let mut listed = manifest["dependencies"].as_table().unwrap().keys();
        let known = name.starts_with("std::") || listed.any(|n| n.replace('-', "_") == name);
        assert!(known, "{name} is no dependency: take it out of HOMES");
        for home in homes {
            let room = home.split('/').next().unwrap();
            assert!(map.contains(&format!("pub mod {room};")), "{room} is no room");
        }
    }
}

fn caught(law: fn(&Source) -> Vec<String>, path: &str, text: &str, part: &str) {
    assert_caught(&law(&Source::new(path, text)), &[part]);
}

#[test]
fn a_file_out_of_bounds_is_caught() {
    let door = "src/quizzes/mod.rs";
    caught(
        schema_outside_stores,
        door,
        "\nuse crate::db::{self, schema::people};",
        "mod.rs:2: only store.rs names",
    );
    caught(
        schema_outside_stores,
        door,
        "use crate::db; fn f() { db::schema::people::id; }",
        "only store.rs",
    );
    caught(
        away_from_home,
        door,
        "\n\nfn f() -> actix_web::HttpResponse { g() }",
        "mod.rs:3: actix_web has its home in web/ or cli/",
    );
    caught(
        away_from_home,
        "src/mail/sender.rs",
        "use lettre::Message as M;",
        "sender.rs:1: lettre has its home",
    );
    caught(away_from_home, door, "fn f() { dbg!(::toml::from_str(\"\")) }", "toml has its home");
    caught(away_from_home, door, "use std::fs;", "std::fs has its home");
    assert_caught(
        &away_from_home(&Source::new("src/mail/transport.rs", "use lettre::Message;")),
        &[],
    );
    for text in [
        "#[derive(Debug, serde::Serialize)] struct A;",
        "use serde::Serialize as S; #[derive(S)] struct A;",
        "#[cfg_attr(feature = \"a\", derive(Serialize))] struct A;",
        "impl serde::Serialize for A {}",
    ] {
        caught(
            serialized_outside_pages,
            "src/people/person.rs",
            text,
            "person.rs:1: a domain type does not",
        );
        assert_caught(&serialized_outside_pages(&Source::new("src/people/letters.rs", text)), &[]);
    }
    for text in [
        "fn f(c: &mut Conn) { c.transaction(|c| g(c)) }",
        "fn f(c: &mut Conn) { assert!(c.transaction(g).is_ok()) }",
        "fn f(c: &mut Conn) { AnsiTransactionManager::begin_transaction(c) }",
    ] {
        caught(own_transaction, door, text, "mod.rs:1: Db::write is the only transaction");
    }
    for text in [
        "\nfn f() { chrono::Utc::now(); }",
        "\nuse chrono::Local as Here; fn f() { vec![Here::now()]; }",
        "\nuse std::time::SystemTime; fn f() { g(SystemTime::now) }",
    ] {
        caught(own_clock, "src/web/pages.rs", text, "pages.rs:2: only kernel::Clock");
    }
}
