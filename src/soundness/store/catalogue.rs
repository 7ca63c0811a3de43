use super::FEW;
use crate::db::{Conn, Reference, Unique};
use crate::either;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// What `SQLite` finds wrong with its own file; PostgreSQL has no such question.
pub fn list_torn_pages(conn: &mut Conn) -> QueryResult<Vec<String>> {
    let sql = "SELECT integrity_check AS line FROM pragma_integrity_check \
               WHERE integrity_check <> 'ok'";
    match conn {
        Conn::Sqlite(c) => {
            let lines: Vec<Line> = diesel::sql_query(sql).load(c)?;
            Ok(lines.into_iter().map(|line| line.line).collect())
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => Ok(Vec::new()),
    }
}

/// A look at a whole table may last longer than a page may.
pub fn lift_time_limit(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(_) => Ok(()),
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => {
            diesel::sql_query("SET LOCAL statement_timeout = 0").execute(c).map(drop)
        }
    }
}

fn ids(conn: &mut Conn, sql: &str) -> QueryResult<Vec<i64>> {
    let ids: Vec<Id> = either!(conn, c => diesel::sql_query(sql).load::<Id>(c))?;
    Ok(ids.into_iter().map(|row| row.id).collect())
}

/// Rows that share what is promised to be unique: the first of each group.
pub fn list_shared(conn: &mut Conn, unique: &Unique) -> QueryResult<Vec<i64>> {
    let Unique { table, columns, only, key } = unique;
    let present: Vec<String> = columns.iter().map(|c| format!("{c} IS NOT NULL")).collect();
    let only = only.as_ref().map(|only| format!(" AND ({only})")).unwrap_or_default();
    let (present, columns) = (present.join(" AND "), columns.join(", "));
    ids(
        conn,
        &format!(
            "SELECT min({key}) AS id FROM {table} WHERE {present}{only} \
             GROUP BY {columns} HAVING count(*) > 1 ORDER BY 1 LIMIT {FEW}"
        ),
    )
}

/// Rows that name a row which is not there.
pub fn list_dangling(conn: &mut Conn, reference: &Reference) -> QueryResult<Vec<i64>> {
    let Reference { table, column, to_table, to_column, key } = reference;
    ids(
        conn,
        &format!(
            "SELECT t.{key} AS id FROM {table} AS t \
             LEFT JOIN {to_table} AS p ON p.{to_column} = t.{column} \
             WHERE t.{column} IS NOT NULL AND p.{to_column} IS NULL ORDER BY 1 LIMIT {FEW}"
        ),
    )
}
