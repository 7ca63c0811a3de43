//! Every file is compiled: a test that no `mod` line names would pass for ever.

use super::names::plain;
use super::source::{Source, all, assert_caught, assert_kept};
use std::collections::BTreeSet;
use syn::{Attribute, Expr, Item, Lit, Meta, MetaNameValue};

/// The paths reached from a file by its `mod` lines, itself included.
fn reached(root: &str, sources: &[Source], found: &mut BTreeSet<String>) {
    let Some(source) = sources.iter().find(|source| source.path == root) else { return };
    if !found.insert(root.to_owned()) {
        return;
    }
    let (folder, file) = root.rsplit_once('/').unwrap_or(("", root));
    let inner = match file {
        "suite.rs" | "lib.rs" | "main.rs" | "mod.rs" => folder.to_owned(),
        _ => root.trim_end_matches(".rs").to_owned(),
    };
    modules(&source.parse().items, &inner, sources, found);
}

fn modules(items: &[Item], folder: &str, sources: &[Source], found: &mut BTreeSet<String>) {
    for item in items {
        let Item::Mod(module) = item else { continue };
        let name = plain(&module.ident);
        if let Some(path) = elsewhere(&module.attrs) {
            reached(&join(folder, &path), sources, found);
            continue;
        }
        if let Some((_, items)) = &module.content {
            modules(items, &format!("{folder}/{name}"), sources, found);
        } else {
            reached(&format!("{folder}/{name}.rs"), sources, found);
            reached(&format!("{folder}/{name}/mod.rs"), sources, found);
        }
    }
}

/// What `#[path = "…"]` says.
fn elsewhere(attributes: &[Attribute]) -> Option<String> {
    let path = attributes.iter().find(|attribute| attribute.path().is_ident("path"))?;
    let Meta::NameValue(MetaNameValue { value: Expr::Lit(value), .. }) = &path.meta else {
        return None;
    };
    let Lit::Str(text) = &value.lit else { return None };
    Some(text.value())
}

/// A path from a folder; `..` leaves it.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

fn forgotten(roots: &[&str], sources: &[Source]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for root in roots {
        reached(root, sources, &mut found);
    }
    let missing = sources.iter().filter(|source| !found.contains(&source.path));
    let what =
        format!("nothing compiles this file: add its `mod` line, down from {}", roots.join(" or "));
    missing.map(|source| source.breach_at(1, &what)).collect()
}

#[test]
fn no_file_is_forgotten() {
    let in_tests = forgotten(&["tests/suite.rs", "tests/faults/main.rs"], &all("tests", ".rs"));
    let in_src = forgotten(&["src/lib.rs", "src/main.rs"], &all("src", ".rs"));
    assert_kept(&[in_tests, in_src].concat());
}

#[test]
fn a_forgotten_file_is_caught() {
    let sources = [
        Source::new("tests/suite.rs", "mod kit; mod laws; // mod lost;\n/* mod lost; */"),
        Source::new("tests/kit.rs", "mod cast;"),
        Source::new("tests/kit/cast.rs", "const TEXT: &str = \"mod lost;\";"),
        Source::new("tests/faults/main.rs", "#[path = \"../rig/mod.rs\"] mod rig;"),
        Source::new("tests/rig/mod.rs", "mod wire;"),
        Source::new("tests/rig/wire.rs", ""),
        Source::new("tests/rig/lost.rs", ""),
        Source::new("tests/laws/mod.rs", "mod rooms;"),
        Source::new("tests/laws/rooms.rs", ""),
        Source::new("tests/laws/lost.rs", "mod deeper;"),
        Source::new("tests/laws/lost/deeper.rs", ""),
        Source::new("tests/lost.rs", ""),
    ];
    assert_caught(
        &forgotten(&["tests/suite.rs", "tests/faults/main.rs"], &sources),
        &[
            "tests/rig/lost.rs:1: nothing compiles this file",
            "tests/laws/lost.rs:1: nothing compiles this file",
            "tests/laws/lost/deeper.rs:1: nothing",
            "tests/lost.rs:1: nothing",
        ],
    );
}
