//! Extra time and extra attempts, given by an administrator.

use crate::kit::app::{Setup, TestApp};
use crate::kit::browser::Browser;
use crate::kit::contents::{changed, contents, count, count_where};
use crate::kit::course;
use chrono::TimeDelta;

const PAGE: &str = "/admin/allowances";
const QUIZ: &str = "/courses/digital-foundations/data/quiz";
const BUTTON: &str = "Give it";

async fn strict() -> TestApp {
    let mut edition = course::edition();
    for quiz in edition.modules.iter_mut().filter_map(|module| module.quiz.as_mut()) {
        (quiz.attempts, quiz.time_limit_minutes) = (Some(1), Some(30));
    }
    Setup { edition, ..Setup::default() }.start().await
}

/// Ada gives Gwen something.
async fn give<'a>(t: &'a TestApp, scope: &str, percent: &str, attempts: &str) -> Browser<'a> {
    let mut ada = t.signed_in(&t.cast.ada).await;
    ada.get(PAGE).await;
    fill(&mut ada, &t.cast.gwen.email, scope, percent, attempts, 200).await;
    ada
}

async fn fill(
    ada: &mut Browser<'_>,
    email: &str,
    scope: &str,
    percent: &str,
    attempts: &str,
    status: u16,
) {
    let fields = [
        ("email", email),
        ("scope", scope),
        ("percent", percent),
        ("attempts", attempts),
        ("reason", "Agreed with Elin"),
    ];
    ada.fill_expecting(&fields, BUTTON, status).await;
}

#[actix_web::test]
async fn extra_time_moves_the_deadline_of_an_attempt_under_way() {
    let t = strict().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.get(QUIZ).await;
    gwen.press("Start the quiz").await.assert_says("This attempt ends at 09:30.");
    t.advance(TimeDelta::minutes(29));
    let mut ada = give(&t, "digital-foundations/data", "50", "").await;
    ada.page().assert_says("It is given.");
    ada.page().assert_says("50 % more time.");
    gwen.get("/attempts/1/questions/1").await.assert_says("This attempt ends at 09:45.");
    // Ending it, or giving less, takes nothing from who was promised it.
    give(&t, "digital-foundations/data", "10", "").await;
    gwen.get("/attempts/1/questions/1").await.assert_says("This attempt ends at 09:45.");
    ada.get(PAGE).await;
    ada.press("End what Gwen Pryce has for Digital Foundations: Data").await;
    ada.page().assert_says("Nobody has extra time");
    gwen.get("/attempts/1/questions/1").await.assert_says("This attempt ends at 09:45.");
    assert_eq!(count(&t.app.db, "allowances").await, 2);
    for (act, entries) in [("allowance-granted", 2), ("allowance-ended", 1)] {
        let of = format!("act = '{act}'");
        assert_eq!(count_where(&t.app.db, "audit_entries", &of).await, entries, "{act}");
    }
}

#[actix_web::test]
async fn a_deadline_that_is_past_does_not_come_back() {
    let t = strict().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.get(QUIZ).await;
    gwen.press("Start the quiz").await;
    t.advance(TimeDelta::minutes(30));
    give(&t, "digital-foundations", "100", "").await;
    gwen.get("/attempts/1/questions/1").await.assert_says("The time ended at 09:30.");
}

#[actix_web::test]
async fn what_is_given_for_a_course_holds_at_every_quiz_for_that_person_alone() {
    let t = strict().await;
    give(&t, "digital-foundations", "50", "").await;
    give(&t, "digital-foundations/data", "", "1").await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.get(QUIZ).await.assert_says("You have 45 minutes");
    gwen.page().assert_says("You can take it 2 times.");
    gwen.take_quiz(&t.edition, false).await;
    gwen.get(QUIZ).await;
    gwen.press("Start the quiz").await.assert_says("This attempt ends at 09:45.");
    gwen.follow("Check all answers").await;
    gwen.press("Send my answers").await;
    gwen.get(QUIZ).await.assert_says("You have used every attempt");
    gwen.get(&QUIZ.replace("data", "connectivity")).await.assert_says("You have 45 minutes");
    gwen.page().assert_says("You can take it once.");
    let mut idris = t.signed_in(&t.cast.idris).await;
    idris.get(QUIZ).await.assert_says("You have 30 minutes");
    idris.page().assert_says("You can take it once.");
}

#[actix_web::test]
async fn the_same_again_changes_nothing() {
    let t = strict().await;
    let mut ada = give(&t, "digital-foundations", "25", "1").await;
    let before = contents(&t.app.db).await;
    fill(&mut ada, &t.cast.gwen.email, "digital-foundations", "25", "1", 200).await;
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
    ada.page().assert_says("25 % more time. One more attempt.");
}

#[actix_web::test]
async fn what_cannot_be_given_is_refused_and_said() {
    let t = strict().await;
    let mut ada = t.signed_in(&t.cast.ada).await;
    ada.get(PAGE).await;
    let before = contents(&t.app.db).await;
    let gwen = t.cast.gwen.email.clone();
    for (email, scope, percent, attempts, fault) in [
        (gwen.as_str(), "digital-foundations", "301", "", "from 0 to 300"),
        (&gwen, "digital-foundations", "-1", "", "from 0 to 300"),
        (&gwen, "digital-foundations", "", "21", "from 0 to 20"),
        (&gwen, "digital-foundations", "", "", "Give extra time, extra attempts or both"),
        (&gwen, "", "25", "", "Choose a course or a module"),
        ("nobody@example.org", "digital-foundations", "25", "", "Nobody signs in with this"),
    ] {
        fill(&mut ada, email, scope, percent, attempts, 422).await;
        ada.page().assert_says(fault);
    }
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
    fill(&mut ada, &gwen, "digital-foundations", "300", "20", 200).await;
}
