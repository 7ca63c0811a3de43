//! Published editions on a real database.
#![cfg(test)]

use crate::courses::{
    CourseError, Edition, Published, Shelf, get_edition, list_editions, load_all,
    newest_edition_id, publish,
};
use crate::db::Conn;
use crate::db::{Db, Target, migrate};
use crate::kernel::{EditionId, Instant};
use std::collections::BTreeMap;

fn edition(title: &str) -> Edition {
    Edition {
        course: "digital-foundations".to_owned(),
        title: title.to_owned(),
        name: "2026".to_owned(),
        summary: "Siân’s course".to_owned(),
        language: "en-GB".to_owned(),
        modules: Vec::new(),
        figures: BTreeMap::from([(format!("{title}.svg"), "<svg/>".to_owned())]),
    }
}

fn at(day: u32) -> Instant {
    chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

/// Runs `work` on a database of its own.
fn on_a_database(work: impl Fn(&mut Conn) -> Result<(), CourseError> + Send + 'static) {
    let scratch = tempfile::tempdir().unwrap();
    let target = Target::Sqlite(scratch.path().join("test.db"));
    migrate(&target).unwrap();
    let db = Db::open(target).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(db.write(work)).unwrap();
}

#[test]
fn the_same_content_is_published_once_and_other_content_is_the_next_revision() {
    on_a_database(|conn| {
        assert_eq!(newest_edition_id(conn, "digital-foundations")?, None);
        let first = publish(conn, &edition("A"), at(1))?;
        let again = publish(conn, &edition("A"), at(2))?;
        let second = publish(conn, &edition("B"), at(3))?;
        let renamed = publish(conn, &Edition { name: "2027".to_owned(), ..edition("B") }, at(4))?;
        assert_eq!((first.revision, first.is_new), (1, true));
        assert_eq!(again, Published { is_new: false, ..first });
        assert_eq!((second.revision, second.is_new), (2, true));
        assert_eq!((renamed.revision, renamed.is_new), (1, true));
        assert_eq!(newest_edition_id(conn, "digital-foundations")?, Some(renamed.id));
        assert_eq!(newest_edition_id(conn, "other")?, None);
        assert_eq!(get_edition(conn, second.id)?, edition("B"));
        let entries = list_editions(conn)?;
        let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
        assert_eq!(ids, [first.id, second.id, renamed.id]);
        assert_eq!(entries.first().map(|entry| entry.published_at), Some(at(1)));
        Ok(())
    });
}

#[test]
fn an_edition_that_was_changed_or_is_not_there_is_refused() {
    use crate::db::schema::editions;
    use diesel::prelude::*;
    on_a_database(|conn| {
        let id = publish(conn, &edition("A"), at(1))?.id;
        let none = get_edition(conn, EditionId(id.0 + 1));
        assert!(matches!(none, Err(CourseError::NoSuchEdition(_))), "{none:?}");
        for content in [serde_json::to_string(&edition("B"))?, "{}".to_owned()] {
            diesel::update(editions::table).set(editions::content.eq(content)).execute(conn)?;
            let changed = get_edition(conn, id);
            assert!(matches!(changed, Err(CourseError::Unreadable { .. })), "{changed:?}");
        }
        Ok(())
    });
}

#[test]
fn the_shelf_loads_each_edition_once() {
    on_a_database(|conn| {
        let shelf = Shelf::default();
        let first = publish(conn, &edition("A"), at(1))?.id;
        assert_eq!(load_all(conn, &shelf)?, 1);
        let held = shelf.get(first).unwrap();
        publish(conn, &edition("B"), at(2))?;
        assert_eq!(load_all(conn, &shelf)?, 1);
        assert_eq!(load_all(conn, &shelf)?, 0);
        assert!(std::sync::Arc::ptr_eq(&held, &shelf.get(first).unwrap()));
        assert_eq!(shelf.figure("B.svg").as_deref(), Some("<svg/>"));
        assert_eq!(shelf.figure("C.svg"), None);
        Ok(())
    });
}
