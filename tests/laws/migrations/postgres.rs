use super::shape::Database;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use std::sync::atomic::{AtomicU32, Ordering};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// A schema of its own in the database of `TEST_POSTGRES_URL`, which goes away.
pub struct Postgres {
    conn: PgConnection,
    name: String,
}

impl Postgres {
    pub fn empty(url: &str) -> Postgres {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("laws_{}_{number}", std::process::id());
        let mut conn = PgConnection::establish(url).unwrap();
        let sql = format!(
            "SET client_min_messages = warning; DROP SCHEMA IF EXISTS {name} CASCADE; \
                           CREATE SCHEMA {name}; SET search_path = {name}"
        );
        conn.batch_execute(&sql).unwrap();
        Postgres { conn, name }
    }

    /// With the tables that `sql` makes.
    pub fn with(url: &str, sql: &str) -> Postgres {
        let mut database = Postgres::empty(url);
        database.conn.batch_execute(sql).unwrap();
        database
    }

    pub fn migrated(url: &str) -> Postgres {
        let mut database = Postgres::empty(url);
        while database.up() {}
        database
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // What is left over is only noticed by who looks for it; the test has its answer.
        let _ = self.conn.batch_execute(&format!("DROP SCHEMA {} CASCADE", self.name));
    }
}

fn migrations() -> FileBasedMigrations {
    FileBasedMigrations::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres"))
        .unwrap()
}

impl Database for Postgres {
    const COLUMNS: &str = r"
        SELECT concat(table_name, chr(9), column_name, chr(9), replace(data_type, ' without time zone', ''),
               chr(9), (is_nullable = 'NO')::int, chr(9), collation_name) AS line
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND left(table_name, 2) <> '__'
        ORDER BY table_name, ordinal_position";
    const INDEXES: &str = r"
        SELECT concat(t.relname, chr(9), i.relname, chr(9), x.indisunique::int, chr(9), x.indisprimary::int, chr(9),
               (SELECT string_agg(coalesce(a.attname, '?'), ',' ORDER BY k.place)
                FROM unnest(x.indkey::int2[]) WITH ORDINALITY k (number, place)
                LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
                WHERE k.place <= x.indnkeyatts), chr(9),
               ' WHERE ' || pg_get_expr(x.indpred, x.indrelid)) AS line
        FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        WHERE t.relnamespace = current_schema()::regnamespace AND left(t.relname, 2) <> '__'";
    const FOREIGN_KEYS: &str = r"
        SELECT concat(t.relname, chr(9),
               (SELECT string_agg(a.attname, ',' ORDER BY k.place)
                FROM unnest(c.conkey) WITH ORDINALITY k (number, place)
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number), chr(9),
               (SELECT relname FROM pg_class WHERE oid = c.confrelid), chr(9),
               CASE c.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
                                  WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END) AS line
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace";
    const CHECKS: &str = r"
        SELECT concat(t.relname, chr(9), pg_get_constraintdef(c.oid)) AS line
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        WHERE c.contype = 'c' AND t.relnamespace = current_schema()::regnamespace";
    const DUMP: &str = r"
        SELECT line FROM (
            SELECT concat('column ', table_name, '.', column_name, chr(9),
                          row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position), ' ',
                          data_type, ' ', is_nullable, ' ', column_default, ' ', is_identity, ' ',
                          collation_name) AS line
            FROM information_schema.columns
            WHERE table_schema = current_schema() AND left(table_name, 2) <> '__'
            UNION ALL
            SELECT concat('index ', indexname, chr(9), indexdef) FROM pg_indexes
            WHERE schemaname = current_schema() AND left(tablename, 2) <> '__'
            UNION ALL
            SELECT concat('rule ', conname, chr(9), conrelid::regclass, ' ', pg_get_constraintdef(oid))
            FROM pg_constraint
            WHERE connamespace = current_schema()::regnamespace AND left(conname, 2) <> '__'
            UNION ALL
            SELECT concat('thing ', relname, chr(9), relkind) FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND left(relname, 2) <> '__'
            UNION ALL
            SELECT concat('type ', typname, chr(9), typtype) FROM pg_type
            WHERE typnamespace = current_schema()::regnamespace AND position('__' IN typname) = 0
            UNION ALL
            SELECT concat('function ', proname, chr(9), prosrc) FROM pg_proc
            WHERE pronamespace = current_schema()::regnamespace
        ) everything ORDER BY line";

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
