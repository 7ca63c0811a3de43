//! A backup is a whole database however busy the service is, and a restore brings it back, but
//! nobody who was erased.

use super::command::on;
use crate::kit::cast::{email, name};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use foundations::councils;
use foundations::courses::{self, MAIN_COURSE};
use foundations::db::{self, Conn, Db, Target};
use foundations::kernel::{Instant, Nation, PersonId};
use foundations::learning::{self, LearningError};
use foundations::people::{self, PeopleError};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with a SQLite database of some people, whatever database the suite runs on.
struct Place {
    folder: TempDir,
    database: PathBuf,
}

fn at(seconds: i64) -> Instant {
    chrono::DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap().naive_utc()
}

fn add(conn: &mut Conn, number: i64) -> Result<PersonId, PeopleError> {
    let called = name(&format!("Councillor Number {number}"));
    people::add_person(conn, &called, &email(&format!("c{number}@glanmoor.example")), at(number))
}

impl Place {
    async fn with_people(count: i64) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("foundations.db");
        let place = Place { folder, database };
        let db = place.open();
        let fill = move |conn: &mut Conn| {
            courses::publish(conn, &crate::kit::course::edition(), at(0))?;
            councils::add_council(conn, None, "Glanmoor", Nation::England, at(0)).expect("new");
            for number in 1..=count {
                let person = add(conn, number)?;
                learning::enrol(conn, person, MAIN_COURSE, at(number))?;
            }
            Ok::<_, LearningError>(())
        };
        db.write(fill).await.unwrap();
        place
    }

    fn open(&self) -> Db {
        let target = Target::Sqlite(self.database.clone());
        db::migrate(&target).unwrap();
        Db::open(target).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn backup(&self) -> PathBuf {
        let to = self.path("backup.db");
        on(&self.database, &["backup", "--to", to.to_str().unwrap()]).fine(&["schema", "The key"]);
        to
    }

    /// Tries for as long as the threads of a dropped handle need to close it.
    fn restore(&self, words: &[&str]) -> super::command::Said {
        on(&self.database, words)
    }
}

fn names(database: &Path) -> Vec<String> {
    use foundations::db::schema::people;
    let mut conn = SqliteConnection::establish(database.to_str().unwrap()).unwrap();
    people::table.order(people::id).select(people::name).load(&mut conn).unwrap()
}

#[actix_web::test]
async fn a_backup_taken_while_a_hundred_write_is_whole() {
    let place = Place::with_people(50).await;
    let db = place.open();
    let writers: Vec<_> = (0..100)
        .map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                for round in 0..10 {
                    let number = 1000 + writer * 100 + round;
                    let join = move |conn: &mut Conn| {
                        let person = add(conn, number)?;
                        learning::enrol(conn, person, MAIN_COURSE, at(number))?;
                        Ok::<_, LearningError>(())
                    };
                    db.write(join).await.unwrap();
                }
            })
        })
        .collect();
    let database = place.database.clone();
    let to = place.path("backup.db");
    let words = ["backup", "--to", to.to_str().unwrap()].map(str::to_owned);
    let backup =
        tokio::task::spawn_blocking(move || on(&database, &words.each_ref().map(String::as_str)));
    for writer in writers {
        writer.await.unwrap();
    }
    backup.await.unwrap().fine(&["MB, schema 2026"]);
    let found = db::look_through(&to).unwrap();
    assert_eq!(found.faults, [""; 0]);
    assert!((50..=1050).contains(&found.people), "{}", found.people);
    assert!(!place.path("backup.part").exists());
    assert!(!place.path("backup.db-wal").exists(), "one single file");
    on(&to, &["check"]).fine(&["The database is sound"]);
}

#[actix_web::test]
async fn a_folder_keeps_the_newest_backups_and_each_has_its_label() {
    let place = Place::with_people(3).await;
    let folder = place.path("backups");
    std::fs::create_dir(&folder).unwrap();
    for day in ["2026-01-01", "2026-01-02", "2026-01-03"] {
        std::fs::File::create(folder.join(format!("foundations-{day}-030000.db"))).unwrap();
    }
    let words = ["backup", "--to", folder.to_str().unwrap(), "--keep", "2"];
    on(&place.database, &words).fine(&["01-01-030000.db: removed", "01-02-030000.db: removed"]);
    let mut left: Vec<String> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left.len(), 3, "{left:?}");
    assert_eq!(left[0], "foundations-2026-01-03-030000.db");
    assert_eq!(format!("{}.json", left[1]), left[2]);
    on(&place.path("none.db"), &["backup", "--to", "x"]).wrong(&["there is no database"]);
}

#[actix_web::test]
async fn a_restore_brings_everybody_back_but_whom_was_erased() {
    let place = Place::with_people(3).await;
    let backup = place.backup();
    let erase = ["people", "erase", "--email", "c2@glanmoor.example"];
    on(&place.database, &erase).fine(&["To erase Councillor Number 2", "Nothing was done"]);
    assert_eq!(names(&place.database).len(), 3);
    on(&place.database, &[&erase[..], &["--yes"]].concat()).fine(&["Person 2 is erased"]);
    let db = place.open();
    db.write(|conn| add(conn, 4)).await.unwrap();
    drop(db);
    let from = backup.to_str().unwrap();
    place.restore(&["restore", "--from", from]).wrong(&["holds 4 people", "--replace"]);
    place.restore(&["restore", "--from", from, "--replace"]).fine(&[
        "1 were erased again",
        "The database is sound",
        "is restored from",
        "remove it when you are sure",
    ]);
    assert_eq!(names(&place.database), ["Councillor Number 1", "", "Councillor Number 3"]);
    on(&place.database, &["check"]).fine(&["1 people checked, sound"]);
}

#[actix_web::test]
async fn when_the_database_is_lost_the_list_beside_it_remembers_who_was_erased() {
    let place = Place::with_people(3).await;
    let backup = place.backup();
    on(&place.database, &["people", "erase", "--id", "3", "--yes"]).fine(&["erasures.json"]);
    for ending in ["db", "db-wal", "db-shm"] {
        let _ = std::fs::remove_file(place.database.with_extension(ending));
    }
    let words = ["restore", "--from", backup.to_str().unwrap()];
    place.restore(&words).fine(&["1 were erased again", "The database is sound"]);
    assert_eq!(names(&place.database)[2], "");
    // And with the list itself lost, a later backup's label knows.
    let later = place.path("later.db");
    on(&place.database, &["backup", "--to", later.to_str().unwrap()]).fine(&[]);
    let elsewhere = place.path("elsewhere/foundations.db");
    on(&elsewhere, &words).fine(&["1 were erased again"]);
    assert_eq!(names(&elsewhere)[2], "");
}

#[actix_web::test]
async fn a_newer_torn_or_foreign_file_is_refused_and_nothing_changes() {
    let place = Place::with_people(3).await;
    let backup = place.backup();
    let words = ["restore", "--from", backup.to_str().unwrap(), "--replace"];
    let label = place.path("backup.db.json");

    let mut conn = SqliteConnection::establish(backup.to_str().unwrap()).unwrap();
    conn.batch_execute(
        "INSERT INTO __diesel_schema_migrations VALUES ('20990101000000', '2099-01-01 00:00:00')",
    )
    .unwrap();
    drop(conn);
    place.restore(&words).wrong(&["its SHA-256 is another", "is as it was"]);
    std::fs::remove_file(&label).unwrap();
    let newer = ["newer version", "schema 20990101000000", "up to 2026"];
    place.restore(&words).wrong(&newer);

    let torn = place.path("torn.db");
    std::fs::copy(place.backup(), &torn).unwrap();
    tear(&torn);
    place.restore(&["restore", "--from", torn.to_str().unwrap(), "--replace"]).wrong(&["whole"]);
    let foreign = place.path("foreign.db");
    std::fs::File::create(&foreign).unwrap();
    let words = ["restore", "--from", foreign.to_str().unwrap(), "--replace"];
    place.restore(&words).wrong(&["not of this program"]);
    assert_eq!(names(&place.database).len(), 3);
    assert!(!place.path("foundations.restoring").exists());
}

/// Overwrites pages in the middle of a file.
fn tear(file: &Path) {
    use std::io::{Seek, SeekFrom, Write};
    let mut open = std::fs::OpenOptions::new().write(true).open(file).unwrap();
    let middle = open.metadata().unwrap().len() / 8192 * 4096;
    open.seek(SeekFrom::Start(middle)).unwrap();
    open.write_all(&[0xA5; 3 * 4096]).unwrap();
}

#[actix_web::test]
async fn a_torn_database_is_found_and_replaced_when_asked() {
    let place = Place::with_people(40).await;
    let backup = place.backup();
    drop(place.open());
    assert!(db::close(&place.database).unwrap());
    tear(&place.database);
    on(&place.database, &["check"]).wrong(&["NOT sound"]);
    let from = backup.to_str().unwrap();
    place.restore(&["restore", "--from", from, "--replace"]).fine(&["The database is sound"]);
    assert_eq!(names(&place.database).len(), 40);
}

#[actix_web::test]
async fn a_database_in_use_is_not_replaced() {
    let place = Place::with_people(3).await;
    let backup = place.backup();
    let db = place.open();
    let words = ["restore", "--from", backup.to_str().unwrap(), "--replace"];
    place.restore(&words).wrong(&["is in use: stop the service first"]);
    db.write(|conn| add(conn, 9)).await.unwrap();
    assert_eq!(names(&place.database).len(), 4);
}
