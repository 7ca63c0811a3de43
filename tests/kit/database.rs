//! A database per test: a SQLite file, or a schema of the PostgreSQL that `TEST_DATABASE_URL`
//! names.

use foundations::db::{self, Db, Target};
use tempfile::TempDir;

/// An empty, migrated database that goes when this is dropped.
pub struct Scratch {
    pub db: Db,
    _place: Place,
}

impl Scratch {
    /// A second handle on the same database, as another process would have it.
    pub fn another(&self) -> Db {
        Db::open(self.db.target().clone()).unwrap()
    }
}

enum Place {
    Folder {
        _folder: TempDir,
    },
    #[cfg(feature = "postgres")]
    Schema {
        _schema: postgres::Schema,
    },
}

/// A database of the test's own.
pub async fn scratch() -> Scratch {
    #[cfg(feature = "postgres")]
    if let Some(url) = postgres::url() {
        let (schema, target) = postgres::Schema::make(&url);
        return open(target, Place::Schema { _schema: schema });
    }
    let folder = tempfile::tempdir().unwrap();
    let target = Target::Sqlite(folder.path().join("test.db"));
    open(target, Place::Folder { _folder: folder })
}

fn open(target: Target, place: Place) -> Scratch {
    db::migrate(&target).unwrap();
    Scratch { db: Db::open(target).unwrap(), _place: place }
}

#[cfg(feature = "postgres")]
mod postgres {
    use super::Target;
    use diesel::connection::SimpleConnection;
    use diesel::prelude::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[expect(clippy::disallowed_methods, reason = "the suite's only setting")]
    pub fn url() -> Option<String> {
        std::env::var("TEST_DATABASE_URL").ok().filter(|url| url.starts_with("postgres"))
    }

    pub struct Schema {
        url: String,
        name: String,
    }

    static MADE: AtomicU32 = AtomicU32::new(0);

    impl Schema {
        pub fn make(url: &str) -> (Schema, Target) {
            let number = MADE.fetch_add(1, Ordering::Relaxed);
            let name = format!("test_{}_{number}", std::process::id());
            let schema = Schema { url: url.to_owned(), name };
            schema
                .run(&format!("DROP SCHEMA IF EXISTS {0} CASCADE; CREATE SCHEMA {0}", schema.name));
            let joint = if url.contains('?') { '&' } else { '?' };
            let within = format!("{url}{joint}options=-csearch_path%3D{}", schema.name);
            let target = Target::parse(&within).unwrap();
            (schema, target)
        }

        fn run(&self, sql: &str) {
            PgConnection::establish(&self.url).unwrap().batch_execute(sql).unwrap();
        }
    }

    impl Drop for Schema {
        fn drop(&mut self) {
            self.run(&format!("DROP SCHEMA {} CASCADE", self.name));
        }
    }
}
