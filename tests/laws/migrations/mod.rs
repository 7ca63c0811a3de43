//! Both databases have one shape, every migration can be taken back, and what one counts on
//! (an index, a reference, a uniqueness that holds) is there.

mod place;
#[cfg(feature = "postgres")]
mod postgres;
mod rules;
pub mod shape;
pub mod sqlite;

use super::source::{all, assert_caught, assert_kept, paths, read};
use place::placed;
#[cfg(feature = "postgres")]
use postgres::Postgres;
use rules::{
    badly_sorted, common_laws, differences, ids_that_refer_to_nothing, misnamed_rules,
    steps_that_do_not_return, unindexed_references, unique_over_nothing, unpaired,
};
use shape::Database;
use sqlite::Sqlite;

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
    let shape = common_laws(&Sqlite::migrated().shape());
    let breaches = [shape, steps_that_do_not_return(&mut Sqlite::empty())].concat();
    assert_kept(&placed(&all("migrations/sqlite", ".sql"), &breaches));
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
    let Some(url) = postgres_url("the shape of the tables") else { return };
    let shape = Postgres::migrated(&url).shape();
    let breaches = [
        common_laws(&shape),
        badly_sorted(&shape),
        differences(&Sqlite::migrated().shape(), &shape),
        steps_that_do_not_return(&mut Postgres::empty(&url)),
    ];
    assert_kept(&placed(&all("migrations/postgres", ".sql"), &breaches.concat()));
}

#[cfg(feature = "postgres")]
#[test]
fn postgres_that_differs_is_caught() {
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
