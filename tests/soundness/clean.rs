//! No false alarm.

use super::life::lived_in;
use super::rows::{check, faults};
use crate::kit::app::TestApp;
use crate::kit::cast::name;
use crate::kit::contents::count;
use foundations::certificates::{self, CertificateNumber};
use foundations::db::Conn;
use foundations::learning;
use foundations::soundness::Invariant;

#[actix_web::test]
async fn a_database_that_was_lived_in_is_sound() {
    let t = lived_in().await;
    let report = check(&t).await;
    assert_eq!(faults(&report), [], "{report:#?}");
    assert!(report.is_sound());
    for (invariant, outcome) in report.outcomes() {
        let empty = outcome.checked == 0;
        assert_eq!(empty, invariant == Invariant::Erasure, "{invariant:?} looked at nothing");
    }
}

#[actix_web::test]
async fn a_new_database_is_sound() {
    let t = TestApp::start().await;
    assert_eq!(faults(&check(&t).await), []);
}

#[actix_web::test]
async fn a_corrected_certificate_and_its_letter_are_sound() {
    let t = TestApp::start().await;
    let gwen = t.cast.gwen.clone();
    t.complete(&gwen).await;
    let (random, now) = (t.app.random.clone(), t.now());
    let correct = move |conn: &mut Conn| {
        let all = certificates::list_certificates_of(conn, gwen.id)?;
        let number = CertificateNumber::parse(&all[0].number).unwrap();
        learning::replace_certificate_of(conn, &random, gwen.id, &number, &name("Gwen Prys"), now)
    };
    t.app.db.write(correct).await.unwrap();
    assert_eq!(count(&t.app.db, "letters").await, 2);
    assert_eq!(faults(&check(&t).await), []);
    t.deliver_one().await;
}
