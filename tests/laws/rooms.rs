//! Imports point up the page of `src/lib.rs`, and only to rooms that a door names.

use super::code::Code;
use super::names::{Names, attributes};
use super::source::{Source, all, assert_caught, assert_kept, read};
use std::collections::{BTreeMap, BTreeSet};
use syn::Item;

/// The rooms in their order, and the rooms of the macros that stand at the crate's root.
struct Rooms {
    order: Vec<String>,
    macros: BTreeMap<String, String>,
}

impl Rooms {
    fn of(lib: &Source, sources: &[Source]) -> Rooms {
        let name = |item: &Item| match item {
            Item::Mod(room) => Some(room.ident.to_string()),
            _ => None,
        };
        let order = lib.parse().items.iter().filter_map(name).collect();
        let macros = sources.iter().flat_map(|source| {
            let room = source.room().unwrap_or_default().to_owned();
            exported(source).into_iter().map(move |name| (name, room.clone()))
        });
        Rooms { order, macros: macros.collect() }
    }

    /// The room that a path leads into.
    fn entered<'a>(&'a self, path: &'a Names) -> Option<&'a String> {
        let [first, second, ..] = path.as_slice() else { return None };
        if first != "crate" {
            return None;
        }
        self.order.iter().find(|room| *room == second).or_else(|| self.macros.get(second))
    }

    fn is_above(&self, room: &str, other: &str) -> bool {
        let place = |name: &str| self.order.iter().position(|room| room == name);
        place(room) < place(other)
    }
}

/// The macros that a file puts at the crate's root.
fn exported(source: &Source) -> Vec<String> {
    let is_exported = |item: &Item| {
        attributes(item).iter().any(|attribute| attribute.path().is_ident("macro_export"))
    };
    let name = |item: &Item| match item {
        Item::Macro(rules) if is_exported(item) => rules.ident.as_ref().map(ToString::to_string),
        _ => None,
    };
    source.parse().items.iter().filter_map(name).collect()
}

fn words(path: &Names) -> Vec<&str> {
    path.iter().map(String::as_str).filter(|name| *name != "crate").collect()
}

/// A file names only rooms above its own; `main.rs` names only the last.
fn below(rooms: &Rooms, source: &Source) -> Vec<String> {
    let mut breaches = BTreeSet::new();
    for path in &Code::of(source).paths {
        let Some(used) = rooms.entered(path) else { continue };
        let (fine, place) = match source.room() {
            Some(room) => (used == room || rooms.is_above(used, room), room),
            None => (Some(used) == rooms.order.last(), "main.rs"),
        };
        if !fine {
            let what = format!(
                "{place} uses {} of the room {used}, which is not above it in src/lib.rs: move \
                 the operation up, or let the room below call this one",
                path.join("::")
            );
            breaches.insert(source.breach(&words(path), &what));
        }
    }
    breaches.into_iter().collect()
}

/// A door's `Uses:` line names exactly the rooms that the room's files use.
fn undeclared(rooms: &Rooms, room: &str, files: &[Source]) -> Vec<String> {
    let Some(door) = files.iter().find(|file| file.path == format!("src/{room}/mod.rs")) else {
        return vec![format!("src/{room}/mod.rs:1: the room {room} has no door: add the file")];
    };
    let doc: Vec<&str> = door.text.lines().take_while(|line| line.starts_with("//!")).collect();
    let said = doc.last().and_then(|line| line.strip_prefix("//! Uses: ")?.strip_suffix('.'));
    let Some(said) = said else {
        let what = "the module's doc must end with a line like `//! Uses: kernel, db.`";
        return vec![door.breach_at(doc.len().max(1), what)];
    };
    let said: BTreeSet<String> =
        said.split(", ").filter(|name| *name != "nothing").map(str::to_owned).collect();
    let mut used = BTreeMap::new();
    for file in files {
        for path in Code::of(file).paths {
            if let Some(other) = rooms.entered(&path).filter(|other| *other != room) {
                used.entry(other.clone()).or_insert_with(|| file.breach(&words(&path), ""));
            }
        }
    }
    let missing = used.iter().filter(|(name, _)| !said.contains(*name)).map(|(name, place)| {
        format!("{place}{room} uses {name}, but the `Uses:` line of its door does not say so")
    });
    let idle = said.iter().filter(|name| !used.contains_key(*name)).map(|name| {
        let what = format!("the `Uses:` line names {name}, which {room} does not use: take it out");
        door.breach_at(doc.len(), &what)
    });
    missing.chain(idle).collect()
}

/// Another room is entered by its door: neither through its store nor with a `*`.
fn through_the_wall(rooms: &Rooms, source: &Source) -> Vec<String> {
    let mut breaches = BTreeSet::new();
    for path in &Code::of(source).paths {
        let Some(other) = rooms.entered(path).filter(|room| Some(room.as_str()) != source.room())
        else {
            continue;
        };
        let what = match path.get(2).map(String::as_str) {
            Some("store") => {
                format!("the store of {other} is private: call an operation of its door")
            }
            Some("*") => format!("name what is used of {other}: a `*` hides it"),
            _ => continue,
        };
        breaches.insert(source.breach(&words(path), &what));
    }
    breaches.into_iter().collect()
}

/// `src/lib.rs` lists rooms and does nothing else, so that nothing slips out through it.
fn more_than_rooms(lib: &Source) -> Vec<String> {
    let is_room = |item: &Item| matches!(item, Item::Mod(room) if room.content.is_none());
    let others = lib.parse().items.iter().filter(|item| !is_room(item)).count();
    if others == 0 {
        return Vec::new();
    }
    vec![lib.breach_at(1, "only `pub mod` lines stand here: move the rest into a room")]
}

fn house() -> (Rooms, Vec<Source>) {
    let mut sources = all("src", ".rs");
    sources.retain(|source| source.path != "src/lib.rs");
    (Rooms::of(&read("src/lib.rs"), &sources), sources)
}

fn small_house() -> Rooms {
    let lib =
        Source::new("src/lib.rs", "pub mod kernel; pub mod db; pub mod quizzes; pub mod web;");
    let macros = "#[macro_export] macro_rules! either { () => {} }";
    Rooms::of(&lib, &[Source::new("src/db/conn.rs", macros)])
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let (rooms, sources) = house();
    assert_kept(&sources.iter().flat_map(|source| below(&rooms, source)).collect::<Vec<_>>());
}

#[test]
fn a_downward_arrow_is_caught_however_it_is_written() {
    for text in [
        "use crate::{kernel::Instant, web::Page};",
        "use super::super::web::Page;",
        "fn f() { crate::web::show(); }",
        "fn f(page: &crate::web::Page) {}",
        "fn f() { println!(\"{}\", crate::web::show()); }",
        "use crate as house; fn f() { house::web::show(); }",
        "#[serde(with = \"crate::web::dates\")] struct A;",
    ] {
        let source = Source::new("src/quizzes/marking.rs", text);
        assert_caught(
            &below(&small_house(), &source),
            &["src/quizzes/marking.rs:1: quizzes uses crate::web"],
        );
    }
    let source = Source::new("src/kernel/ids.rs", "\nfn f() { crate::either!(); }");
    assert_caught(
        &below(&small_house(), &source),
        &["src/kernel/ids.rs:2: kernel uses crate::either of the room db"],
    );
    let main = Source::new("src/main.rs", "fn main() { foundations::db::open(); }");
    assert_caught(&below(&small_house(), &main), &["src/main.rs:1: main.rs uses crate::db::open"]);
    let fine = Source::new("src/quizzes/mod.rs", "use crate::{db::Conn, quizzes::store};");
    assert_caught(&below(&small_house(), &fine), &[]);
}

#[test]
fn doors_name_exactly_the_rooms_used() {
    let (rooms, sources) = house();
    let breaches = rooms.order.iter().flat_map(|room| {
        let of_room = |source: &&Source| source.room() == Some(room);
        let files: Vec<Source> = sources.iter().filter(of_room).cloned().collect();
        undeclared(&rooms, room, &files)
    });
    assert_kept(&breaches.collect::<Vec<_>>());
}

#[test]
fn a_door_that_says_too_little_or_too_much_is_caught() {
    let rooms = small_house();
    let door = |text: &str| Source::new("src/quizzes/mod.rs", text);
    let rule = Source::new("src/quizzes/marking.rs", "\nuse crate::{kernel::Nation, db::Conn};");
    let files = [door("//! Quizzes.\n//!\n//! Uses: kernel, web.\n"), rule];
    assert_caught(
        &undeclared(&rooms, "quizzes", &files),
        &[
            "src/quizzes/marking.rs:2: quizzes uses db",
            "src/quizzes/mod.rs:3: the `Uses:` line names web",
        ],
    );
    for text in ["", "//! Quizzes.", "//! Uses: kernel.\n//!\n//! More.", "//! Uses: kernel"] {
        assert_caught(
            &undeclared(&rooms, "quizzes", &[door(text)]),
            &["must end with a line like"],
        );
    }
    assert_caught(&undeclared(&rooms, "quizzes", &[]), &["has no door"]);
}

#[test]
fn rooms_meet_at_their_doors() {
    let (rooms, sources) = house();
    let entries = sources.iter().flat_map(|source| through_the_wall(&rooms, source));
    assert_kept(&entries.chain(more_than_rooms(&read("src/lib.rs"))).collect::<Vec<_>>());
}

#[test]
fn a_way_around_a_door_is_caught() {
    for (text, part) in [
        ("use crate::quizzes::{store::find_attempt, Attempt};", "the store of quizzes is private"),
        ("fn f() { assert!(crate::quizzes::store::has()); }", "the store of quizzes is private"),
        ("use crate::quizzes as q; use q::store;", "the store of quizzes is private"),
        ("use crate::db::*;", "name what is used of db"),
    ] {
        assert_caught(
            &through_the_wall(&small_house(), &Source::new("src/web/quizzes.rs", text)),
            &[part],
        );
    }
    let lib = Source::new("src/lib.rs", "pub mod db; pub use db::schema;");
    assert_caught(&more_than_rooms(&lib), &["src/lib.rs:1: only `pub mod` lines"]);
}
