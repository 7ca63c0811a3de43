//! The database room: reads only read, writes stand alone, and a failure is its own.

use crate::kit::database::scratch;
use diesel::prelude::*;
use diesel::result::Error as Query;
use foundations::councils::{self, CouncilError};
use foundations::db::schema::councils as table;
use foundations::db::{Conn, Db, Unavailable, why_unavailable};
use foundations::kernel::{Instant, Nation};

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
