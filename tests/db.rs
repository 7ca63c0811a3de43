//! The database room: reads only read, writes stand alone, and a failure is its own.

use crate::kit::database::scratch;
use diesel::prelude::*;
use diesel::result::Error as Query;
use foundations::councils::{self, CouncilError};
use foundations::db::schema::councils as table;
use foundations::db::{Conn, Db, Target, Unavailable, why_unavailable};
use foundations::kernel::{Instant, Nation, PersonId};
use futures_util::future::join_all;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

fn at() -> Instant {
    chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc()
}

fn add(conn: &mut Conn, name: &str) -> Result<(), CouncilError> {
    councils::add_council(conn, None, name, Nation::Wales, at()).map(drop)
}

async fn count(db: &Db) -> i64 {
    db.read(|conn| table::table.count().get_result::<i64>(conn)).await.unwrap()
}

#[actix_web::test]
async fn a_read_cannot_write() {
    let s = scratch().await;
    assert!(s.db.read(|conn| add(conn, "Brindle Vale")).await.is_err());
    assert!(s.db.read_one(|conn| add(conn, "Brindle Vale")).await.is_err());
    assert_eq!(count(&s.db).await, 0);
    s.db.write(|conn| add(conn, "Brindle Vale")).await.unwrap();
    assert_eq!(count(&s.db).await, 1);
}

#[actix_web::test]
async fn a_work_that_fails_takes_nobody_with_it() {
    let s = scratch().await;
    let (kept, refused, broken) = tokio::join!(
        s.db.write(|conn| add(conn, "Brindle Vale")),
        s.db.write(|conn| {
            add(conn, "Marlbeck")?;
            Err::<(), _>(CouncilError::NameUnfit)
        }),
        s.db.write(|conn| -> Result<(), CouncilError> {
            add(conn, "Saltmere")?;
            panic!("a fault on purpose")
        }),
    );
    kept.unwrap();
    assert!(matches!(refused, Err(CouncilError::NameUnfit)));
    let Err(CouncilError::Database(error)) = broken else { panic!("the panic was not told") };
    assert_eq!(why_unavailable(&error), Some(Unavailable::Panicked));
    let names: Vec<String> =
        s.db.read(|conn| table::table.select(table::name).load(conn))
            .await
            .unwrap_or_else(|e: Query| panic!("{e}"));
    assert_eq!(names, ["Brindle Vale"]);
}

#[actix_web::test]
async fn a_crowd_that_writes_one_thing_writes_it_once() {
    let s = scratch().await;
    let tasks: Vec<_> = (0..24)
        .map(|_| {
            let db = s.db.clone();
            tokio::spawn(async move { db.write(|conn| add(conn, "Brindle Vale")).await })
        })
        .collect();
    let mut added = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => added += 1,
            Err(CouncilError::NameTaken) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!((added, count(&s.db).await), (1, 1));
}

#[actix_web::test]
async fn what_was_written_is_there_for_the_next_reader() {
    let s = scratch().await;
    let other = s.another();
    for number in 0..40 {
        let name = format!("Council {number}");
        s.db.write(move |conn| add(conn, &name)).await.unwrap();
        assert_eq!(count(&other).await, number + 1);
    }
}

/// Reads a council's name, waits until the others have had time to read it, and writes it longer.
fn lengthen(conn: &mut Conn) -> Result<(), Query> {
    let name: String = table::table.select(table::name).first(conn)?;
    std::thread::sleep(Duration::from_millis(20));
    diesel::update(table::table).set(table::name.eq(format!("{name}+"))).execute(conn).map(drop)
}

async fn length(db: &Db) -> usize {
    let name: Result<String, Query> =
        db.read(|conn| table::table.select(table::name).first(conn)).await;
    name.unwrap().matches('+').count()
}

#[actix_web::test]
async fn no_write_decides_by_what_another_changes() {
    let s = scratch().await;
    let other = s.another();
    s.db.write(|conn| add(conn, "Marlbeck")).await.unwrap();
    let all = (0..4).map(|_| s.db.write(lengthen)).chain((0..4).map(|_| other.write(lengthen)));
    for written in join_all(all).await {
        written.unwrap();
    }
    assert_eq!(length(&s.db).await, 8);
}

#[actix_web::test]
async fn what_two_write_for_one_person_comes_one_after_the_other() {
    let s = scratch().await;
    let other = s.another();
    s.db.write(|conn| add(conn, "Marlbeck")).await.unwrap();
    let person = PersonId(7);
    let all = (0..4).map(|_| s.db.write_of(person, lengthen));
    let all = all.chain((0..4).map(|_| other.write_of(person, lengthen)));
    for written in join_all(all).await {
        written.unwrap();
    }
    assert_eq!(length(&s.db).await, 8);
}

/// How many works were under way at once.
#[derive(Clone, Default)]
struct Crowd(Arc<(AtomicUsize, AtomicUsize)>);

impl Crowd {
    fn work(&self) -> impl Fn(&mut Conn) -> Result<(), Query> + Send + 'static + use<> {
        let crowd = self.clone();
        move |_| {
            let (now, most) = &*crowd.0;
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(200));
            now.fetch_sub(1, Ordering::SeqCst);
            Ok(())
        }
    }

    fn most(&self) -> usize {
        self.0.1.load(Ordering::SeqCst)
    }
}

#[actix_web::test]
async fn people_do_not_wait_for_one_another_on_a_server() {
    let s = scratch().await;
    let crowd = Crowd::default();
    let each = (1..=4).map(|number| s.db.write_of(PersonId(number), crowd.work()));
    for written in join_all(each).await {
        written.unwrap();
    }
    let at_once = if matches!(s.db.target(), Target::Sqlite(_)) { 1 } else { 4 };
    assert_eq!(crowd.most(), at_once);
}

#[actix_web::test]
async fn a_write_of_everything_runs_alone() {
    let s = scratch().await;
    let (crowd, other) = (Crowd::default(), s.another());
    let (a, b, c, d) = tokio::join!(
        s.db.write(crowd.work()),
        other.write(crowd.work()),
        other.write_of(PersonId(7), crowd.work()),
        s.db.write_one(crowd.work()),
    );
    for written in [a, b, c, d] {
        written.unwrap();
    }
    // The last two may run beside each other.
    let most = if matches!(s.db.target(), Target::Sqlite(_)) { 1 } else { 2 };
    assert!(crowd.most() <= most, "{}", crowd.most());
}

#[cfg(feature = "postgres")]
mod on_postgres {
    use super::*;
    use diesel::connection::SimpleConnection;

    /// A work that loses a race so many times, as the server says it, and then writes.
    async fn lose(db: &Db, times: usize) -> (usize, Result<(), CouncilError>) {
        let tried = Arc::new(AtomicUsize::new(0));
        let counted = tried.clone();
        let lose = move |conn: &mut Conn| {
            add(conn, "Marlbeck")?;
            if counted.fetch_add(1, Ordering::SeqCst) < times {
                conn.batch_execute(
                    "DO $$ BEGIN RAISE 'lost on purpose' USING ERRCODE = '40001'; END $$",
                )?;
            }
            Ok(())
        };
        let written = db.write(lose).await;
        (tried.load(Ordering::SeqCst), written)
    }

    #[actix_web::test]
    async fn a_write_that_lost_a_race_is_done_again_and_counted() {
        let s = scratch().await;
        if matches!(s.db.target(), Target::Sqlite(_)) {
            return;
        }
        let (tries, written) = lose(&s.db, 2).await;
        written.unwrap();
        assert_eq!((tries, s.db.take_retries(), count(&s.db).await), (3, 2, 1));
        assert_eq!(s.db.take_retries(), 0);
    }

    #[actix_web::test]
    async fn a_write_that_always_loses_is_turned_away() {
        let s = scratch().await;
        if matches!(s.db.target(), Target::Sqlite(_)) {
            return;
        }
        let (tries, written) = lose(&s.db, usize::MAX).await;
        let Err(CouncilError::Database(error)) = written else { panic!("it was written") };
        assert_eq!(why_unavailable(&error), Some(Unavailable::Overloaded));
        assert_eq!((tries, s.db.take_retries(), count(&s.db).await), (4, 3, 0));
    }
}
