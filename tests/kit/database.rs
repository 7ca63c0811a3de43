//! A migrated database for one test: a SQLite file in a temporary folder, or a schema of its own
//! on the server that `TEST_DATABASE_URL` names.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use foundations::db::{self, Db, Target};
use std::sync::atomic::{AtomicU32, Ordering};

/// A database that goes away with its test.
pub struct Scratch {
    pub db: Db,
    _home: Home,
}

enum Home {
    Folder { _folder: tempfile::TempDir },
    Schema { server: String, name: String },
}

/// A fresh database, at this program's schema.
pub async fn scratch() -> Scratch {
    #[expect(clippy::disallowed_methods, reason = "tests are told where the server is")]
    let server = std::env::var("TEST_DATABASE_URL").ok();
    let (url, home) = match server {
        Some(server) => in_schema(server),
        None => in_folder(),
    };
    let target = Target::parse(&url).unwrap();
    db::migrate(&target).unwrap();
    Scratch { db: Db::open(target).unwrap(), _home: home }
}

fn in_folder() -> (String, Home) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    (url, Home::Folder { _folder: folder })
}

fn in_schema(server: String) -> (String, Home) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let name = format!("test_{}_{number}", std::process::id());
    on_server(&server, &format!("CREATE SCHEMA {name}"));
    let mark = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{mark}options=-csearch_path%3D{name}");
    (url, Home::Schema { server, name })
}

fn on_server(server: &str, sql: &str) {
    PgConnection::establish(server).unwrap().batch_execute(sql).unwrap();
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Home::Schema { server, name } = self {
            on_server(server, &format!("DROP SCHEMA {name} CASCADE"));
        }
    }
}
