//! A database's shape, told alike for both.

use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    pub table: String,
    pub name: String,
    /// PostgreSQL's name of the type.
    pub kind: String,
    pub required: bool,
    /// Empty where the database names none.
    pub collation: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Index {
    pub table: String,
    pub name: String,
    pub unique: bool,
    pub primary: bool,
    pub columns: Vec<String>,
    /// What its `WHERE` speaks of.
    pub only: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignKey {
    pub table: String,
    pub columns: String,
    pub to: String,
    pub on_delete: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    /// In the order of the tables' columns.
    pub columns: Vec<Column>,
    pub indexes: BTreeSet<Index>,
    pub foreign_keys: BTreeSet<ForeignKey>,
    /// A table, and what a `CHECK` of its speaks of.
    pub checks: BTreeSet<(String, Vec<String>)>,
}

/// A database that answers questions with lines of fields between tabs.
pub trait Database {
    const COLUMNS: &str;
    const INDEXES: &str;
    const FOREIGN_KEYS: &str;
    /// Tables, and texts in which their `CHECK`s stand.
    const CHECKS: &str;
    /// Everything there is, to the last word.
    const DUMP: &str;

    fn lines(&mut self, sql: &str) -> Vec<Vec<String>>;
    /// Runs the next migration, if there is one.
    fn up(&mut self) -> bool;
    /// Takes the last migration back.
    fn down(&mut self);

    fn dump(&mut self) -> Vec<Vec<String>> {
        self.lines(Self::DUMP)
    }

    fn shape(&mut self) -> Shape {
        let columns: Vec<Column> = self.lines(Self::COLUMNS).into_iter().map(column).collect();
        let names = |table: &str| -> Vec<String> {
            let own = columns.iter().filter(|c| c.table == table);
            own.map(|c| c.name.clone()).collect()
        };
        let index = |f: Vec<String>| {
            let only = f[5].split_once(" WHERE ").map_or("", |(_, rule)| rule);
            Index {
                unique: f[2] == "1",
                primary: f[3] == "1",
                columns: f[4].split(',').map(str::to_owned).collect(),
                only: gist(only, &names(&f[0])),
                table: f[0].clone(),
                name: f[1].clone(),
            }
        };
        let foreign_key = |f: Vec<String>| ForeignKey {
            table: f[0].clone(),
            columns: f[1].clone(),
            to: f[2].clone(),
            on_delete: f[3].clone(),
        };
        let rules = |f: Vec<String>| {
            let of_table = checks(&f[1]).into_iter().map(|rule| gist(&rule, &names(&f[0])));
            of_table.map(|gist| (f[0].clone(), gist)).collect::<Vec<_>>()
        };
        let indexes = self.lines(Self::INDEXES).into_iter().map(index).collect();
        let foreign_keys = self.lines(Self::FOREIGN_KEYS).into_iter().map(foreign_key).collect();
        let checks = self.lines(Self::CHECKS).into_iter().flat_map(rules).collect();
        Shape { columns, indexes, foreign_keys, checks }
    }
}

fn column(f: Vec<String>) -> Column {
    let [table, name, kind, required, collation] = f.try_into().unwrap();
    Column { table, name, kind, required: required == "1", collation }
}

/// The texts between the brackets after each `CHECK`.
fn checks(sql: &str) -> Vec<String> {
    let after = sql.split("CHECK").skip(1);
    after.map(|text| between_brackets(text.trim_start()).to_owned()).collect()
}

fn between_brackets(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

/// What a rule speaks of, in one order: columns, words in quotes, numbers, comparisons and `NOT`.
/// Each database writes the same rule its own way (`IN` becomes `= ANY (ARRAY[…])`).
fn gist(rule: &str, columns: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = rule;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' => rest[1..].find('\'').map_or(rest.len(), |at| at + 2),
            ':' => rest.find(|c: char| c != ':' && !c.is_alphanumeric()).unwrap_or(rest.len()),
            '<' | '>' | '!' => rest.find(|c| !"<>=!".contains(c)).unwrap_or(rest.len()),
            c if c.is_alphanumeric() || c == '_' => {
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        let (word, next) = rest.split_at(length);
        rest = next;
        match word {
            "NOT" | "<>" | "!=" => found.push("not".to_owned()),
            _ if columns.iter().any(|c| c == word) => found.push(word.to_owned()),
            _ if first == '\'' || first.is_ascii_digit() || "<>".contains(first) => {
                found.push(word.to_owned());
            }
            _ => {}
        }
    }
    found.sort();
    found
}

#[test]
fn both_databases_rules_have_one_gist() {
    let columns = ["state".to_owned(), "number".to_owned()];
    let sqlite = "(state IN ('a b', 'c') AND number >= 1 AND state IS NOT NULL)";
    let postgres = "(((state = ANY (ARRAY['a b'::text, 'c'::text])) AND (number >= 1) AND (state IS NOT NULL)))";
    assert_eq!(gist(sqlite, &columns), gist(postgres, &columns));
    for other in ["(state IN ('a b'))", "(number > 1)", "(state IS NULL)"] {
        assert_ne!(gist(sqlite, &columns), gist(other, &columns));
    }
    assert_eq!(
        checks("a TEXT CHECK (a IN ('x')), b INT CHECK(b > (1))"),
        ["(a IN ('x')", "(b > (1)"]
    );
}
