//! Every table that leads to a person says what becomes of its rows when that person is erased.

use super::migrations::shape::{Database, Shape};
use super::migrations::sqlite::Sqlite;
use super::source::{assert_caught, assert_kept};
use std::collections::BTreeSet;

/// The tables from which foreign keys lead to `people`, by whatever way; and `people`. A council
/// and an edition are nobody's, so a way ends there by itself.
fn leading_to_people(shape: &Shape) -> BTreeSet<String> {
    let mut found = BTreeSet::from(["people".to_owned()]);
    loop {
        let more: Vec<String> = shape
            .foreign_keys
            .iter()
            .filter(|key| found.contains(key.to.split('(').next().unwrap_or_default().trim()))
            .map(|key| key.table.clone())
            .chain(shape.columns.iter().filter(|c| says_person(&c.name)).map(|c| c.table.clone()))
            .filter(|table| !found.contains(table))
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// Whether a column is about a person by its name, whatever it refers to.
fn says_person(column: &str) -> bool {
    column.ends_with("person_id") || column.ends_with("address") || column.ends_with("address_key")
}

fn without_rule(shape: &Shape, rules: &[&str]) -> Vec<String> {
    let tables = leading_to_people(shape);
    let missing = tables.iter().filter(|table| !rules.contains(&table.as_str())).map(|table| {
        format!(
            "src/privacy/rules.rs:1: {table} leads to a person: say in RULES what becomes of its \
             rows when they are erased, and let its room forget them"
        )
    });
    let idle = rules.iter().filter(|rule| !tables.contains(**rule)).map(|rule| {
        format!("src/privacy/rules.rs:1: {rule} leads to nobody, or is gone: take its rule out")
    });
    missing.chain(idle).collect()
}

#[test]
fn every_table_that_leads_to_a_person_has_a_rule() {
    let all = foundations::privacy::RULES.iter().chain(&foundations::privacy::LEDGERS);
    let rules: Vec<&str> = all.map(|(table, ..)| *table).collect();
    assert_kept(&without_rule(&Sqlite::migrated().shape(), &rules));
}

#[test]
fn a_table_without_a_rule_is_caught() {
    let shape = Sqlite::with(
        "CREATE TABLE people (id INTEGER NOT NULL PRIMARY KEY);
         CREATE TABLE seats (id INTEGER NOT NULL PRIMARY KEY, \
             holder BIGINT NOT NULL REFERENCES people (id));
         CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, \
             seat_id BIGINT NOT NULL REFERENCES seats (id));
         CREATE TABLE callers (id INTEGER NOT NULL PRIMARY KEY, from_address TEXT NOT NULL);
         CREATE TABLE weather (id INTEGER NOT NULL PRIMARY KEY)",
    )
    .shape();
    let caught = ["callers leads", "notes leads", "seats leads"];
    assert_caught(&without_rule(&shape, &["people"]), &caught);
    assert_caught(&without_rule(&shape, &["people", "callers", "notes", "seats"]), &[]);
    let rules = ["people", "callers", "notes", "seats", "weather"];
    assert_caught(&without_rule(&shape, &rules), &["weather leads to nobody"]);
}
