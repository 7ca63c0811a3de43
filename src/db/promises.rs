//! What the migrations promise of the rows: what is unique, and which column names another row.
//!
//! Read from a small database that is migrated in memory, so that it is written down once; a law
//! keeps both databases' migrations alike.

use super::{Conn, migrations};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

/// Columns that no two rows have alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    pub table: String,
    pub columns: Vec<String>,
    /// The condition, in SQL, of the rows that it holds for.
    pub only: Option<String>,
    /// The column that names the row itself.
    pub key: String,
}

/// A column that names a row of another table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub table: String,
    pub column: String,
    pub to_table: String,
    pub to_column: String,
    /// The column that names the row itself.
    pub key: String,
}

/// Everything that the migrations promise.
#[derive(Debug, Clone, Default)]
pub struct Promises {
    pub uniques: Vec<Unique>,
    pub references: Vec<Reference>,
}

#[derive(QueryableByName)]
struct UniqueLine {
    #[diesel(sql_type = Text)]
    of_table: String,
    #[diesel(sql_type = Text)]
    columns: String,
    #[diesel(sql_type = Nullable<Text>)]
    made_by: Option<String>,
    #[diesel(sql_type = Text)]
    key: String,
}

#[derive(QueryableByName)]
struct ReferenceLine {
    #[diesel(sql_type = Text)]
    of_table: String,
    #[diesel(sql_type = Text)]
    of_column: String,
    #[diesel(sql_type = Text)]
    to_table: String,
    #[diesel(sql_type = Text)]
    to_column: String,
    #[diesel(sql_type = Text)]
    key: String,
}

/// An `INTEGER PRIMARY KEY` has no index of its own, and needs none.
const UNIQUES: &str = "SELECT m.name AS of_table, s.sql AS made_by, \
    (SELECT k.name FROM pragma_table_info(m.name) AS k WHERE k.pk = 1) AS key, \
    (SELECT group_concat(c.name) FROM (SELECT i.name FROM pragma_index_info(l.name) AS i \
     ORDER BY i.seqno) AS c) AS columns \
    FROM sqlite_master AS m, pragma_index_list(m.name) AS l \
    LEFT JOIN sqlite_master AS s ON s.type = 'index' AND s.name = l.name \
    WHERE m.type = 'table' AND l.\"unique\" AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' \
    ORDER BY m.name, columns";

const REFERENCES: &str = "SELECT m.name AS of_table, f.\"from\" AS of_column, \
    f.\"table\" AS to_table, coalesce(f.\"to\", 'id') AS to_column, \
    (SELECT k.name FROM pragma_table_info(m.name) AS k WHERE k.pk = 1) AS key \
    FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f \
    WHERE m.type = 'table' ORDER BY m.name, f.\"from\"";

/// What this program's migrations promise.
///
/// # Errors
/// When the small database cannot be made.
pub fn promises() -> QueryResult<Promises> {
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
        diesel::result::Error::QueryBuilderError(error)
    };
    let mut conn = SqliteConnection::establish(":memory:").map_err(|e| failed(e.into()))?;
    migrations::make(&mut conn).map_err(failed)?;
    let uniques: Vec<UniqueLine> = diesel::sql_query(UNIQUES).load(&mut conn)?;
    let references: Vec<ReferenceLine> = diesel::sql_query(REFERENCES).load(&mut conn)?;
    Ok(Promises {
        uniques: uniques.into_iter().map(unique).collect(),
        references: references.into_iter().map(reference).collect(),
    })
}

fn unique(line: UniqueLine) -> Unique {
    let only = line.made_by.as_deref().and_then(|sql| sql.split_once(" WHERE "));
    // The migrations break lines; a condition is one line to whoever runs or reads it.
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Unique {
        table: line.of_table,
        columns: line.columns.split(',').map(str::to_owned).collect(),
        only: only.map(|(_, condition)| one_line(condition)),
        key: line.key,
    }
}

fn reference(line: ReferenceLine) -> Reference {
    Reference {
        table: line.of_table,
        column: line.of_column,
        to_table: line.to_table,
        to_column: line.to_column,
        key: line.key,
    }
}

#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = Text)]
    of_table: String,
    #[diesel(sql_type = Text)]
    columns: String,
    #[diesel(sql_type = BigInt)]
    partial: i64,
}

const KEPT_SQLITE: &str = "SELECT m.name AS of_table, l.partial AS partial, \
    (SELECT group_concat(c.name) FROM (SELECT i.name FROM pragma_index_info(l.name) AS i \
     ORDER BY i.seqno) AS c) AS columns \
    FROM sqlite_master AS m, pragma_index_list(m.name) AS l \
    WHERE m.type = 'table' AND l.\"unique\"";

#[cfg(feature = "postgres")]
const KEPT_POSTGRES: &str = "SELECT t.relname::text AS of_table, \
    (i.indpred IS NOT NULL)::int::bigint AS partial, \
    string_agg(a.attname::text, ',' ORDER BY k.place) AS columns \
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid \
    JOIN pg_namespace n ON n.oid = t.relnamespace \
    CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(number, place) \
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number \
    WHERE i.indisunique AND i.indisvalid AND n.nspname = current_schema() \
    GROUP BY i.indexrelid, t.relname, i.indpred";

const REFERRING_SQLITE: &str = "SELECT m.name AS of_table, f.\"from\" AS columns, 0 AS partial \
    FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'";

#[cfg(feature = "postgres")]
const REFERRING_POSTGRES: &str = "SELECT t.relname::text AS of_table, a.attname::text AS columns, \
    0::bigint AS partial FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid \
    JOIN pg_namespace n ON n.oid = t.relnamespace \
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] \
    WHERE c.contype = 'f' AND c.convalidated AND n.nspname = current_schema()";

/// What a database no longer holds its rows to, although the migrations promise it.
///
/// # Errors
/// As any query.
pub fn broken_promises(conn: &mut Conn, promised: &Promises) -> QueryResult<Promises> {
    let (unique, referring): (Vec<Kept>, Vec<Kept>) = match conn {
        Conn::Sqlite(c) => {
            (diesel::sql_query(KEPT_SQLITE).load(c)?, diesel::sql_query(REFERRING_SQLITE).load(c)?)
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => (
            diesel::sql_query(KEPT_POSTGRES).load(c)?,
            diesel::sql_query(REFERRING_POSTGRES).load(c)?,
        ),
    };
    let keeps = |all: &[Kept], table: &str, columns: &str, partial: bool| {
        let same = |kept: &Kept| {
            kept.of_table == table && kept.columns == columns && (kept.partial != 0) == partial
        };
        all.iter().any(same)
    };
    let mut broken = promised.clone();
    broken.uniques.retain(|u| !keeps(&unique, &u.table, &u.columns.join(","), u.only.is_some()));
    broken.references.retain(|r| !keeps(&referring, &r.table, &r.column, false));
    Ok(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_promises_are_those_of_the_migrations() {
        let promises = promises().unwrap();
        let unique = |table: &str, columns: &[&str], only: Option<&str>| Unique {
            table: table.into(),
            columns: columns.iter().map(|c| (*c).to_owned()).collect(),
            only: only.map(str::to_owned),
            key: "id".into(),
        };
        for expected in [
            unique("certificates", &["person_id", "course"], Some("state = 'current'")),
            unique("certificates", &["number"], None),
            unique("answers", &["attempt_id", "slot"], None),
        ] {
            assert!(
                promises.uniques.contains(&expected),
                "{expected:?} in {:#?}",
                promises.uniques
            );
        }
        let person = promises.references.iter().find(|r| r.table == "credentials").unwrap();
        assert_eq!((person.column.as_str(), person.to_table.as_str()), ("person_id", "people"));
        assert_eq!(person.key, "person_id");
    }
}
