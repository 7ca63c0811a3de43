//! Both databases have one shape, every migration can be taken back, and what one counts on
//! (an index, a reference, a uniqueness that holds) is there.

#[cfg(feature = "postgres")]
mod postgres;
pub mod shape;
pub mod sqlite;

use super::source::{assert_caught, assert_kept, paths, read};
use shape::{Database, Index, Shape};
use sqlite::Sqlite;
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Columns that end in `_id` and name no row.
const NO_REFERENCE: [&str; 1] = ["message_id"];

/// Files, as `sqlite/<stamp>_<change>/up.sql`, that lack their like.
fn unpaired(files: &[String]) -> Vec<String> {
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

fn unindexed_references(shape: &Shape) -> Vec<String> {
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

fn ids_that_refer_to_nothing(shape: &Shape) -> Vec<String> {
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
fn unique_over_nothing(shape: &Shape) -> Vec<String> {
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
fn misnamed_rules(shape: &Shape) -> Vec<String> {
    let rules = shape.indexes.iter().filter(|index| index.unique && !index.primary);
    let due = |index: &Index| format!("{}_{}_key", index.table, index.columns.join("_"));
    let own =
        |index: &&Index| index.name != due(index) && !index.name.starts_with("sqlite_autoindex_");
    rules
        .filter(own)
        .map(|index| format!("{}: name this uniqueness rule {}", index.name, due(index)))
        .collect()
}

fn badly_sorted(shape: &Shape) -> Vec<String> {
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
fn differences(sqlite: &Shape, postgres: &Shape) -> Vec<String> {
    let columns = |shape: &Shape| -> BTreeSet<_> {
        let plain =
            |c: &shape::Column| (c.table.clone(), c.name.clone(), c.kind.clone(), c.required);
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
fn steps_that_do_not_return(database: &mut impl Database) -> Vec<String> {
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
fn common_laws(shape: &Shape) -> Vec<String> {
    assert!(shape.columns.len() > 20, "the migrations made no tables");
    [
        unindexed_references(shape),
        ids_that_refer_to_nothing(shape),
        unique_over_nothing(shape),
        misnamed_rules(shape),
    ]
    .concat()
}

/// Where PostgreSQL is, or a word to whoever reads the output that it was left out.
#[expect(clippy::disallowed_methods, reason = "tests are told of PostgreSQL by the environment")]
fn postgres_url(law: &str) -> Option<String> {
    use std::io::Write;
    let url = std::env::var("TEST_POSTGRES_URL").ok().filter(|_| cfg!(feature = "postgres"));
    if url.is_none() {
        let needed = std::env::var("CI_NEEDS_POSTGRES").is_ok_and(|value| value == "1");
        assert!(!needed, "CI_NEEDS_POSTGRES=1, but TEST_POSTGRES_URL is not set");
        // Not `println!`, which the test runner would swallow.
        let _ = writeln!(
            std::io::stderr(),
            "NOT COMPARED WITH POSTGRESQL: {law} (set TEST_POSTGRES_URL)"
        );
    }
    url
}

#[test]
fn both_databases_have_the_same_migrations() {
    let files: Vec<String> = paths("migrations")
        .iter()
        .map(|p| p.trim_start_matches("migrations/").to_owned())
        .collect();
    assert!(!files.is_empty(), "migrations/ was not found");
    assert_kept(&unpaired(&files));
    let empty = files.iter().filter(|f| read(&format!("migrations/{f}")).text.trim().is_empty());
    assert_kept(&empty.map(|f| format!("migrations/{f}:1: is empty")).collect::<Vec<_>>());
}

#[test]
fn a_migration_without_its_like_is_caught() {
    let files =
        ["sqlite/1_a/up.sql", "sqlite/1_a/down.sql", "postgres/1_a/up.sql", "sqlite/1_a/notes.md"];
    let files: Vec<String> = files.map(str::to_owned).to_vec();
    assert_caught(
        &unpaired(&files),
        &["migrations/postgres/1_a/down.sql:1: is missing", "notes.md:1: is no migration"],
    );
}

#[test]
fn sqlite_has_what_we_count_on() {
    assert_kept(&common_laws(&Sqlite::migrated().shape()));
    assert_kept(&steps_that_do_not_return(&mut Sqlite::empty()));
}

#[test]
fn tables_that_lack_something_are_caught() {
    let mut broken = Sqlite::with(
        "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, message_id TEXT NOT NULL);
         CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a_id BIGINT NOT NULL REFERENCES a (id),
                         other_id BIGINT NOT NULL, name TEXT, kind TEXT NOT NULL, UNIQUE (kind, name));
         CREATE UNIQUE INDEX b_kind_only ON b (kind) WHERE name IS NULL;
         CREATE INDEX b_kind_a_id_idx ON b (kind, a_id);",
    );
    let shape = broken.shape();
    assert_caught(
        &unindexed_references(&shape),
        &["b.a_id refers to a: CREATE INDEX b_a_id_idx ON b (a_id)"],
    );
    assert_caught(&ids_that_refer_to_nothing(&shape), &["b.other_id has no foreign key"]);
    assert_caught(&unique_over_nothing(&shape), &["b.name may be NULL, so sqlite_autoindex_b_1"]);
    assert_caught(&misnamed_rules(&shape), &["b_kind_only: name this uniqueness rule b_kind_key"]);
    let text = "b.name: write TEXT COLLATE";
    assert_caught(&badly_sorted(&shape), &["a.message_id: write", text, "b.kind: write"]);
}

#[test]
fn shapes_that_differ_are_caught() {
    let table = |columns: &str| {
        Sqlite::with(&format!("CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, {columns})"))
            .shape()
    };
    let one = table("n INTEGER NOT NULL");
    for (other, part) in [
        ("n BIGINT NOT NULL", "column: (\"a\", \"n\", \"bigint\", true)"),
        ("n INTEGER", "column: (\"a\", \"n\", \"integer\", false)"),
    ] {
        assert_caught(&differences(&one, &table(other)), &["only SQLite has this column", part]);
    }
    for (other, part) in [
        ("n INTEGER NOT NULL UNIQUE", "only PostgreSQL has this index: (\"a\", [\"n\"], true"),
        (
            "n INTEGER NOT NULL CHECK (n > 0)",
            "only PostgreSQL has this CHECK: (\"a\", [\"0\", \">\", \"n\"])",
        ),
        ("n INTEGER NOT NULL REFERENCES a (id)", "only PostgreSQL has this foreign key"),
    ] {
        assert_caught(&differences(&one, &table(other)), &[part]);
    }
}

#[test]
fn a_step_that_does_not_return_is_caught() {
    struct Forgetful(Sqlite, usize);
    impl Database for Forgetful {
        const COLUMNS: &str = "";
        const INDEXES: &str = "";
        const FOREIGN_KEYS: &str = "";
        const CHECKS: &str = "";
        const DUMP: &str = Sqlite::DUMP;
        fn lines(&mut self, sql: &str) -> Vec<Vec<String>> {
            self.0.lines(sql)
        }
        fn up(&mut self) -> bool {
            self.1 += 1;
            self.1 == 1 && self.0.up()
        }
        fn down(&mut self) {}
    }
    assert_caught(
        &steps_that_do_not_return(&mut Forgetful(Sqlite::empty(), 0)),
        &["migration 1: down.sql leaves [\"index"],
    );
}

#[cfg(not(feature = "postgres"))]
#[test]
fn this_build_knows_no_postgres() {
    assert_eq!(postgres_url("this build has no PostgreSQL"), None);
}

#[cfg(feature = "postgres")]
#[test]
fn postgres_has_the_same_shape() {
    use postgres::Postgres;
    let Some(url) = postgres_url("the shape of the tables") else { return };
    let shape = Postgres::migrated(&url).shape();
    assert_kept(&common_laws(&shape));
    assert_kept(&badly_sorted(&shape));
    assert_kept(&differences(&Sqlite::migrated().shape(), &shape));
    assert_kept(&steps_that_do_not_return(&mut Postgres::empty(&url)));
}

#[cfg(feature = "postgres")]
#[test]
fn postgres_that_differs_is_caught() {
    use postgres::Postgres;
    let Some(url) = postgres_url("broken tables") else { return };
    let mut sqlite = Sqlite::with(
        "CREATE TABLE a (id BIGINT NOT NULL PRIMARY KEY, k TEXT NOT NULL CHECK (k IN ('x', 'y')), s BLOB)",
    );
    let sql = "CREATE TABLE a (id BIGINT NOT NULL PRIMARY KEY, k TEXT COLLATE \"C\" NOT NULL CHECK (k IN ('x', 'y')), s BYTEA)";
    let same = Postgres::with(&url, sql).shape();
    assert_caught(&differences(&sqlite.shape(), &same), &[]);
    assert_caught(&badly_sorted(&same), &[]);
    let other = sql.replace("'x', 'y'", "'x'").replace(" COLLATE \"C\"", "");
    let other = Postgres::with(
        &url,
        &format!("{other}; CREATE UNIQUE INDEX odd ON a (k) WHERE s IS NOT NULL"),
    )
    .shape();
    assert_caught(
        &differences(&sqlite.shape(), &other),
        &[
            "only PostgreSQL has this index",
            "only SQLite has this CHECK",
            "only PostgreSQL has this CHECK",
        ],
    );
    assert_caught(&badly_sorted(&other), &["a.k: write TEXT COLLATE \"C\""]);
    assert_caught(&misnamed_rules(&other), &["odd: name this uniqueness rule a_k_key"]);
}
