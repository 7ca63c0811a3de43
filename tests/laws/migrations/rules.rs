//! The laws themselves, over the shape of a database.

use super::shape::{Column, Database, Index, Shape};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Columns that end in `_id` and name no row.
const NO_REFERENCE: [&str; 1] = ["message_id"];

/// Files, as `sqlite/<stamp>_<change>/up.sql`, that lack their like.
pub fn unpaired(files: &[String]) -> Vec<String> {
    let folders: BTreeSet<&str> = files.iter().filter_map(|file| file.split('/').nth(1)).collect();
    let mut breaches = Vec::new();
    for folder in folders {
        for database in ["sqlite", "postgres"] {
            for step in ["up.sql", "down.sql"] {
                let file = format!("{database}/{folder}/{step}");
                if !files.contains(&file) {
                    breaches.push(format!(
                        "migrations/{file}:1: is missing: both databases need both steps"
                    ));
                }
            }
        }
    }
    let known = |file: &&String| file.ends_with("/up.sql") || file.ends_with("/down.sql");
    let strange = files.iter().filter(|file| !known(file));
    breaches
        .extend(strange.map(|file| format!("migrations/{file}:1: is no migration: take it out")));
    breaches
}

pub fn unindexed_references(shape: &Shape) -> Vec<String> {
    let leads = |table: &str, column: &str| {
        shape.indexes.iter().any(|index| {
            index.table == table && index.columns[0] == column && index.only.is_empty()
        })
    };
    let references =
        shape.foreign_keys.iter().map(|key| (key, key.columns.split(',').next().unwrap()));
    references
        .filter(|(key, column)| !leads(&key.table, column))
        .map(|(key, column)| {
            let table = &key.table;
            format!("{table}.{column} refers to {}: CREATE INDEX {table}_{column}_idx ON {table} ({column})", key.to)
        })
        .collect()
}

pub fn ids_that_refer_to_nothing(shape: &Shape) -> Vec<String> {
    let refers = |table: &str, column: &str| {
        shape
            .foreign_keys
            .iter()
            .any(|key| key.table == table && key.columns.split(',').any(|c| c == column))
    };
    let ids = shape
        .columns
        .iter()
        .filter(|c| c.name.ends_with("_id") && !NO_REFERENCE.contains(&c.name.as_str()));
    ids.filter(|c| !refers(&c.table, &c.name))
        .map(|c| format!("{}.{} has no foreign key: add REFERENCES", c.table, c.name))
        .collect()
}

/// A NULL makes a unique index do nothing.
pub fn unique_over_nothing(shape: &Shape) -> Vec<String> {
    let holds = |index: &Index, column: &String| {
        shape.columns.iter().any(|c| c.table == index.table && &c.name == column && c.required)
    };
    let unique = shape.indexes.iter().filter(|index| index.unique);
    unique
        .flat_map(|index| {
            index.columns.iter().filter(|c| !holds(index, c)).map(move |c| (index, c))
        })
        .map(|(index, column)| {
            format!(
                "{}.{column} may be NULL, so {} does not keep it unique: make it NOT NULL",
                index.table, index.name
            )
        })
        .collect()
}

/// `db::broken_rule` builds a rule's name from SQLite's message; PostgreSQL must use the same.
pub fn misnamed_rules(shape: &Shape) -> Vec<String> {
    let rules = shape.indexes.iter().filter(|index| index.unique && !index.primary);
    let due = |index: &Index| format!("{}_{}_key", index.table, index.columns.join("_"));
    let own =
        |index: &&Index| index.name != due(index) && !index.name.starts_with("sqlite_autoindex_");
    rules
        .filter(own)
        .map(|index| {
            format!("{}.{}: name this uniqueness rule {}", index.table, index.name, due(index))
        })
        .collect()
}

pub fn badly_sorted(shape: &Shape) -> Vec<String> {
    let texts =
        shape.columns.iter().filter(|c| ["text", "character varying"].contains(&c.kind.as_str()));
    texts
        .filter(|c| c.collation != "C")
        .map(|c| {
            format!(
                "{}.{}: write TEXT COLLATE \"C\", or the databases sort differently",
                c.table, c.name
            )
        })
        .collect()
}

/// What only one of the databases has.
pub fn differences(sqlite: &Shape, postgres: &Shape) -> Vec<String> {
    let columns = |shape: &Shape| -> BTreeSet<_> {
        let plain = |c: &Column| (c.table.clone(), c.name.clone(), c.kind.clone(), c.required);
        shape.columns.iter().map(plain).collect()
    };
    let indexes = |shape: &Shape| -> BTreeSet<_> {
        let plain =
            |i: &Index| (i.table.clone(), i.columns.clone(), i.unique, i.primary, i.only.clone());
        shape.indexes.iter().map(plain).collect()
    };
    [
        apart("column", &columns(sqlite), &columns(postgres)),
        apart("index", &indexes(sqlite), &indexes(postgres)),
        apart("foreign key", &sqlite.foreign_keys, &postgres.foreign_keys),
        apart("CHECK", &sqlite.checks, &postgres.checks),
    ]
    .concat()
}

fn apart<T: Ord + Debug>(kind: &str, sqlite: &BTreeSet<T>, postgres: &BTreeSet<T>) -> Vec<String> {
    let only = |here: &BTreeSet<T>, there: &BTreeSet<T>, name: &str| -> Vec<String> {
        here.difference(there).map(|x| format!("only {name} has this {kind}: {x:?}")).collect()
    };
    [only(sqlite, postgres, "SQLite"), only(postgres, sqlite, "PostgreSQL")].concat()
}

/// Each step alone: up, down and up again.
pub fn steps_that_do_not_return(database: &mut impl Database) -> Vec<String> {
    let mut breaches = Vec::new();
    let mut number = 1;
    loop {
        let before = database.dump();
        if !database.up() {
            return breaches;
        }
        let after = database.dump();
        database.down();
        if database.dump() != before {
            breaches.push(format!(
                "migration {number}: down.sql leaves {:?}",
                lines_apart(&before, &database.dump())
            ));
            return breaches;
        }
        database.up();
        if database.dump() != after {
            breaches.push(format!(
                "migration {number}: up again differs: {:?}",
                lines_apart(&after, &database.dump())
            ));
        }
        number += 1;
    }
}

fn lines_apart(one: &[Vec<String>], other: &[Vec<String>]) -> Vec<String> {
    let not_in = |a: &[Vec<String>], b: &[Vec<String>]| -> Vec<String> {
        a.iter().filter(|line| !b.contains(line)).map(|line| line.join(" ")).collect()
    };
    [not_in(one, other), not_in(other, one)].concat()
}

/// What both databases must keep.
pub fn common_laws(shape: &Shape) -> Vec<String> {
    assert!(shape.columns.len() > 20, "the migrations made no tables");
    [
        unindexed_references(shape),
        ids_that_refer_to_nothing(shape),
        unique_over_nothing(shape),
        misnamed_rules(shape),
    ]
    .concat()
}
