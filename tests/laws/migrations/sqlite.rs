use super::shape::Database;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// A database in a file that goes away.
pub struct Sqlite {
    conn: SqliteConnection,
    _folder: tempfile::TempDir,
}

impl Sqlite {
    pub fn empty() -> Sqlite {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("laws.db");
        let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
        conn.batch_execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF").unwrap();
        Sqlite { conn, _folder: folder }
    }

    /// With the tables that `sql` makes.
    pub fn with(sql: &str) -> Sqlite {
        let mut database = Sqlite::empty();
        database.conn.batch_execute(sql).unwrap();
        database
    }

    pub fn migrated() -> Sqlite {
        let mut database = Sqlite::empty();
        while database.up() {}
        database
    }
}

fn migrations() -> FileBasedMigrations {
    FileBasedMigrations::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite"))
        .unwrap()
}

impl Database for Sqlite {
    const COLUMNS: &str = r#"
        SELECT t.name || char(9) || c.name || char(9) ||
               CASE WHEN c.pk AND c.type = 'INTEGER' THEN 'bigint' WHEN c.type = 'BLOB' THEN 'bytea'
                    ELSE lower(c.type) END || char(9) || c."notnull" || char(9) AS line
        FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_' AND substr(t.name, 1, 2) <> '__'
        ORDER BY t.name, c.cid"#;
    const INDEXES: &str = r#"
        SELECT t.name || char(9) || i.name || char(9) || i."unique" || char(9) || '0' || char(9) ||
               (SELECT group_concat(coalesce(name, '?'))
                FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || char(9) ||
               coalesce((SELECT sql FROM sqlite_master m WHERE m.name = i.name AND i.partial), '') AS line
        FROM sqlite_master t JOIN pragma_index_list(t.name) i
        WHERE t.type = 'table' AND i.origin <> 'pk' AND substr(t.name, 1, 2) <> '__'
        UNION ALL
        SELECT t.name || char(9) || t.name || '_pkey' || char(9) || '1' || char(9) || '1' || char(9) ||
               (SELECT group_concat(name)
                FROM (SELECT name FROM pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) || char(9)
        FROM sqlite_master t
        WHERE t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_' AND substr(t.name, 1, 2) <> '__'
          AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE pk > 0)"#;
    const FOREIGN_KEYS: &str = r#"
        SELECT t.name || char(9) || group_concat(f."from") || char(9) || f."table" || char(9) || f.on_delete
               AS line
        FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f
        WHERE t.type = 'table' GROUP BY t.name, f.id"#;
    const CHECKS: &str = "SELECT name || char(9) || replace(sql, char(9), ' ') AS line FROM sqlite_master \
        WHERE type = 'table' AND substr(name, 1, 2) <> '__'";
    const DUMP: &str = "SELECT type || ' ' || name || char(9) || coalesce(sql, '') AS line FROM sqlite_master \
        WHERE name <> 'sqlite_sequence' AND tbl_name <> '__diesel_schema_migrations' ORDER BY 1";

    fn lines(&mut self, sql: &str) -> Vec<Vec<String>> {
        let lines: Vec<Line> = diesel::sql_query(sql).load(&mut self.conn).unwrap();
        lines.iter().map(|l| l.line.split('\t').map(str::to_owned).collect()).collect()
    }

    fn up(&mut self) -> bool {
        let more = self.conn.has_pending_migration(migrations()).unwrap();
        more && self.conn.run_next_migration(migrations()).map(|_| true).unwrap()
    }

    fn down(&mut self) {
        self.conn.revert_last_migration(migrations()).map(drop).unwrap();
    }
}
