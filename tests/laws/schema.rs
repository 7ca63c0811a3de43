//! `src/db/schema.rs` says what the migrations make: tables, keys, columns, types, order.

use super::migrations::shape::{Database, Shape};
use super::migrations::sqlite::Sqlite;
use super::source::{Source, assert_caught, assert_kept, read};
use std::collections::BTreeMap;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, Item, Token};

/// A `table!`: its name, its key, and its columns as `slot -> Integer`.
#[derive(Debug, PartialEq, Eq)]
struct Table {
    name: String,
    key: Vec<String>,
    columns: Vec<String>,
}

impl Parse for Table {
    fn parse(input: ParseStream) -> syn::Result<Table> {
        let name = input.parse::<Ident>()?.to_string();
        let (key, columns);
        syn::parenthesized!(key in input);
        syn::braced!(columns in input);
        let key = Punctuated::<Ident, Token![,]>::parse_terminated(&key)?;
        let columns = Punctuated::<Column, Token![,]>::parse_terminated(&columns)?;
        Ok(Table {
            name,
            key: key.iter().map(ToString::to_string).collect(),
            columns: columns.into_iter().map(|column| column.0).collect(),
        })
    }
}

struct Column(String);

impl Parse for Column {
    fn parse(input: ParseStream) -> syn::Result<Column> {
        input.call(syn::Attribute::parse_outer)?;
        let name: Ident = input.parse()?;
        input.parse::<Token![->]>()?;
        Ok(Column(format!("{name} -> {}", kind(&input.parse()?))))
    }
}

fn kind(path: &syn::Path) -> String {
    let last = path.segments.last().unwrap();
    match &last.arguments {
        syn::PathArguments::AngleBracketed(inner) => match inner.args.first() {
            Some(syn::GenericArgument::Type(syn::Type::Path(inner))) => {
                format!("{}<{}>", last.ident, kind(&inner.path))
            }
            _ => format!("{}<?>", last.ident),
        },
        _ => last.ident.to_string(),
    }
}

fn written(source: &Source) -> Vec<Table> {
    let table = |item: &Item| match item {
        Item::Macro(call) if call.mac.path.segments.last()?.ident == "table" => {
            Some(call.mac.parse_body().unwrap_or_else(|e| panic!("{}: {e}", source.path)))
        }
        _ => None,
    };
    source.parse().items.iter().filter_map(table).collect()
}

fn made(shape: &Shape) -> Vec<Table> {
    let diesel = |kind: &str| match kind {
        "smallint" => "SmallInt",
        "integer" => "Integer",
        "bigint" => "BigInt",
        "double" => "Double",
        "text" => "Text",
        "bytea" => "Binary",
        "boolean" => "Bool",
        "date" => "Date",
        "timestamp" => "Timestamp",
        other => panic!("{other} is no type that we use"),
    };
    let mut tables: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for column in &shape.columns {
        let kind = diesel(&column.kind);
        let kind = if column.required { kind.to_owned() } else { format!("Nullable<{kind}>") };
        tables.entry(&column.table).or_default().push(format!("{} -> {kind}", column.name));
    }
    let key = |table: &str| {
        let primary = shape.indexes.iter().find(|index| index.primary && index.table == table);
        primary.map_or(Vec::new(), |index| index.columns.clone())
    };
    tables
        .into_iter()
        .map(|(name, columns)| Table { name: name.to_owned(), key: key(name), columns })
        .collect()
}

fn disagreements(source: &Source, shape: &Shape) -> Vec<String> {
    let (written, made) = (written(source), made(shape));
    let remedy = "print it anew with `diesel print-schema`";
    let unknown = written.iter().filter(|table| made.iter().all(|other| other.name != table.name));
    let unknown = unknown.map(|table| {
        source.breach(
            &[&table.name],
            &format!("no migration makes the table {}: {remedy}", table.name),
        )
    });
    let wrong = made.iter().filter_map(|table| {
        let said = written.iter().find(|other| other.name == table.name);
        if said == Some(table) {
            return None;
        }
        let said = said.map_or("nothing".to_owned(), |t| format!("{:?} {:?}", t.key, t.columns));
        let what = format!(
            "{} says {said}, but the migrations make {:?} {:?}: {remedy}",
            table.name, table.key, table.columns
        );
        Some(source.breach(&[&table.name], &what))
    });
    unknown.chain(wrong).collect()
}

#[test]
fn the_schema_is_what_the_migrations_make() {
    assert_kept(&disagreements(&read("src/db/schema.rs"), &Sqlite::migrated().shape()));
}

#[test]
fn a_schema_that_disagrees_is_caught() {
    let shape = Sqlite::with(
        "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, n INTEGER, at TIMESTAMP NOT NULL)",
    )
    .shape();
    let fine =
        "diesel::table! {\n a (id) { id -> BigInt, n -> Nullable<Integer>, at -> Timestamp, }\n}";
    assert_caught(&disagreements(&Source::new("schema.rs", fine), &shape), &[]);
    for (right, wrong) in [
        ("(id)", "(n)"),
        ("BigInt", "Integer"),
        ("Nullable<Integer>", "Integer"),
        ("n -> Nullable<Integer>, at -> Timestamp", "at -> Timestamp, n -> Nullable<Integer>"),
        (", at -> Timestamp", ""),
    ] {
        let source = Source::new("schema.rs", &fine.replace(right, wrong));
        assert_caught(&disagreements(&source, &shape), &["schema.rs:2: a says"]);
    }
    let source = Source::new("schema.rs", &fine.replace("a (", "b ("));
    assert_caught(
        &disagreements(&source, &shape),
        &["no migration makes the table b", "a says nothing"],
    );
}
