//! No false alarm.

use super::life::lived_in;
use super::rows::{check, faults};
use crate::kit::app::TestApp;
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
