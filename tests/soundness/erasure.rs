//! Somebody who is erased is gone from every table, and what others rely on stays.

use super::life::lived_in;
use super::rows::{check, faults};
use crate::kit::contents::{contents, count_where};
use foundations::db::Conn;
use foundations::kernel::PersonId;
use foundations::people::Erased;
use foundations::privacy::{self, PrivacyError};

async fn erase(t: &crate::kit::app::TestApp, person: PersonId) {
    let (by, now) = (t.cast.ada.id, t.now());
    let erase = move |conn: &mut Conn| privacy::erase(conn, person, Some(by), now);
    t.app.db.write(erase).await.unwrap();
}

#[actix_web::test]
async fn nothing_says_who_it_was_and_the_database_stays_sound() {
    let t = lived_in().await;
    let number = "SELECT number FROM certificates";
    let before = contents(&t.app.db).await;
    let says = |all: &std::collections::BTreeMap<String, Vec<String>>, word: &str| {
        let rows = all.iter().flat_map(|(table, rows)| rows.iter().map(move |row| (table, row)));
        let hits = rows.filter(|(_, row)| row.to_lowercase().contains(&word.to_lowercase()));
        hits.map(|(table, row)| format!("{table}: {row}")).collect::<Vec<_>>()
    };
    for word in ["Gwen", "pryce", "gwen@"] {
        assert!(says(&before, word).len() > 3, "{word} is known before");
    }
    let nia = "SELECT id FROM people WHERE name = 'Nia Evans'";
    let nia = PersonId(number_of(&t, nia).await);
    for person in [t.cast.gwen.id, t.cast.idris.id, nia, t.cast.ada.id] {
        erase(&t, person).await;
    }
    let after = contents(&t.app.db).await;
    for word in
        ["gwen", "pryce", "idris", "hughes", "reads slowly", "nia", "evans", "ada@", "marsh"]
    {
        assert_eq!(says(&after, word), [""; 0], "{word}");
    }
    assert!(!says(&after, "Elin Rees").is_empty(), "others stay");
    let report = check(&t).await;
    assert_eq!(faults(&report), [], "{report:#?}");
    let kept = count_where(&t.app.db, "certificates", "state = 'erased'").await;
    assert_eq!(kept, 1, "{number}");
    assert_eq!(count_where(&t.app.db, "attempts", "state = 'abandoned'").await, 1);
    assert_eq!(count_where(&t.app.db, "attempts", "gained IS NOT NULL").await, 5);
    assert_eq!(count_where(&t.app.db, "audit_entries", "act = 'person-erased'").await, 4);
}

async fn number_of(t: &crate::kit::app::TestApp, sql: &'static str) -> i64 {
    use diesel::prelude::*;
    #[derive(QueryableByName)]
    struct Id {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        id: i64,
    }
    let find = move |conn: &mut Conn| foundations::either!(conn, c => diesel::sql_query(sql).get_result::<Id>(c));
    t.app.db.read(find).await.unwrap_or_else(|e: diesel::result::Error| panic!("{e}")).id
}

#[actix_web::test]
async fn whoever_was_erased_is_signed_out_and_their_certificate_says_so() {
    let t = lived_in().await;
    let gwen = t.cast.gwen.clone();
    let mut browser = t.signed_in(&gwen).await;
    browser.get("/certificates").await.assert_says("Gwen Pryce");
    let number = t.app.db.read({
        let person = gwen.id;
        move |conn| foundations::certificates::list_certificates_of(conn, person)
    });
    let number = number.await.unwrap()[0].number.clone();
    erase(&t, gwen.id).await;
    browser.open("/account", 200).await;
    assert_eq!(browser.page().path.split('?').next(), Some("/sign-in"));
    browser.get(&format!("/certificates/{number}")).await;
    browser.page().assert_says("The holder of this certificate asked to be forgotten");
    browser.page().assert_says_not("Gwen");
    // The address is free for somebody else, or for the same person anew.
    t.invite("Gwen Pryce", "gwen@aberwyvern.example").await;
    t.deliver_one().await;
    assert_eq!(faults(&check(&t).await), []);
}

#[actix_web::test]
async fn an_erasure_is_replayed_on_the_same_person_only() {
    let t = lived_in().await;
    let erased = |conn: &mut Conn, person: PersonId| {
        let now = foundations::kernel::Instant::default();
        let person = foundations::people::get_person(conn, person)?.id;
        Ok::<_, PrivacyError>(Erased { person, created_at: now, erased_at: now })
    };
    let (gwen, idris, now) = (t.cast.gwen.id, t.cast.idris.id, t.now());
    // Another time of arrival: another person with the same number.
    let replayed = t.app.db.write(move |conn| {
        let other = erased(conn, idris)?;
        privacy::replay(conn, &[other], now)
    });
    assert_eq!(replayed.await.unwrap(), 0);
    erase(&t, gwen).await;
    let list = t.app.db.read(privacy::list_erased).await.unwrap();
    assert_eq!(list.len(), 1);
    let again = move |conn: &mut Conn| privacy::replay(conn, &list, now);
    assert_eq!(t.app.db.write(again).await.unwrap(), 0, "erased already");
}
