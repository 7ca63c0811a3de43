//! All that a database holds, to see that nothing changed.

use diesel::RunQueryDsl;
use diesel::sql_types::{BigInt, Text};
use foundations::db::{Conn, Db};
use std::collections::BTreeMap;

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

type Fault = diesel::result::Error;

fn lines(conn: &mut Conn, sql: &str) -> Result<Vec<String>, Fault> {
    let rows: Vec<Line> = foundations::either!(conn, c => diesel::sql_query(sql).load::<Line>(c))?;
    Ok(rows.into_iter().map(|row| row.line).collect())
}

fn tables(conn: &mut Conn) -> Result<Vec<String>, Fault> {
    let sql = match conn {
        Conn::Sqlite(_) => {
            "SELECT name AS line FROM sqlite_master WHERE type = 'table' \
             AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_\\_diesel%' ESCAPE '\\'"
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => {
            "SELECT tablename::text AS line FROM pg_tables \
             WHERE schemaname = current_schema() AND tablename NOT LIKE '\\_\\_diesel%'"
        }
    };
    lines(conn, sql)
}

fn rows(conn: &mut Conn, table: &str) -> Result<Vec<String>, Fault> {
    let sql = match conn {
        Conn::Sqlite(_) => {
            let columns = format!("SELECT name AS line FROM pragma_table_info('{table}')");
            let quoted: Vec<String> =
                lines(conn, &columns)?.iter().map(|name| format!("quote({name})")).collect();
            format!("SELECT {} AS line FROM {table} ORDER BY 1", quoted.join(" || ',' || "))
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => format!("SELECT t::text AS line FROM {table} t ORDER BY 1"),
    };
    lines(conn, &sql)
}

/// Every row of every table, as text.
pub async fn contents(db: &Db) -> BTreeMap<String, Vec<String>> {
    let all = |conn: &mut Conn| {
        let tables = tables(conn)?.into_iter();
        tables.map(|table| Ok((table.clone(), rows(conn, &table)?))).collect::<Result<_, Fault>>()
    };
    let found: BTreeMap<String, Vec<String>> = db.read(all).await.unwrap();
    assert!(found.contains_key("people"), "{:?}", found.keys());
    found
}

/// The tables that differ.
pub fn changed(
    before: &BTreeMap<String, Vec<String>>,
    after: &BTreeMap<String, Vec<String>>,
) -> Vec<String> {
    before.keys().filter(|table| before[*table] != after[*table]).cloned().collect()
}

/// How many rows a table holds.
pub async fn count(db: &Db, table: &str) -> i64 {
    count_where(db, table, "1 = 1").await
}

/// How many rows of a table fit.
pub async fn count_where(db: &Db, table: &str, condition: &str) -> i64 {
    let sql = format!("SELECT count(*) AS count FROM {table} WHERE {condition}");
    let count = move |conn: &mut Conn| foundations::either!(conn, c => diesel::sql_query(&sql).get_result::<Count>(c));
    db.read::<_, Fault>(count).await.unwrap().count
}
