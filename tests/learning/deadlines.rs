//! A time limit: one deadline, kept by the server. What is saved by then counts, whatever happens.

use crate::kit::app::{Setup, TestApp};
use crate::kit::browser::Browser;
use crate::kit::contents::{changed, contents, count, count_where};
use crate::kit::course;
use chrono::TimeDelta;
use foundations::jobs;
use futures_util::future::join_all;

const QUIZ: &str = "/courses/digital-foundations/data/quiz";
const LIMIT: TimeDelta = TimeDelta::minutes(30);
const MOMENT: TimeDelta = TimeDelta::milliseconds(1);

async fn timed() -> TestApp {
    let mut edition = course::edition();
    for quiz in edition.modules.iter_mut().filter_map(|module| module.quiz.as_mut()) {
        quiz.time_limit_minutes = Some(30);
    }
    Setup { edition, ..Setup::default() }.start().await
}

async fn started(t: &TestApp) -> Browser<'_> {
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(QUIZ).await;
    browser.press("Start the quiz").await;
    browser
}

async fn closed_at_the_deadline(t: &TestApp) -> i64 {
    count_where(&t.app.db, "attempts", "state = 'submitted' AND submitted_at = deadline_at").await
}

#[actix_web::test]
async fn the_deadline_stands_on_every_page_as_a_clock_time() {
    let t = timed().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(QUIZ).await.assert_says("You have 30 minutes from when you start");
    browser.press("Start the quiz").await.assert_says("This attempt ends at 09:30.");
    browser.follow("Check all answers").await.assert_says("This attempt ends at 09:30.");
    t.advance(TimeDelta::minutes(20));
    browser.get(QUIZ).await.assert_says("This attempt ends at 09:30.");
    browser.follow("Go on with the quiz").await.assert_says("This attempt ends at 09:30.");
}

#[actix_web::test]
async fn an_answer_a_moment_before_the_deadline_counts_and_one_at_it_does_not() {
    let t = timed().await;
    let mut browser = started(&t).await;
    t.advance(LIMIT - MOMENT);
    let form = browser.answered(&t.edition, true);
    browser.submit(&form, "Save and continue", 200).await;
    assert_eq!(browser.page().heading(), "Question 2 of 4");
    let late = browser.answered(&t.edition, true);
    t.advance(MOMENT);
    browser.submit(&late, "Save and continue", 200).await;
    assert_eq!(browser.page().heading(), "Not yet: 1 out of 4");
    browser.page().assert_says("your last answer came too late and does not count");
    browser.page().assert_says("The time ended at 09:30.");
    assert_eq!(count(&t.app.db, "answers").await, 1);
    assert_eq!(closed_at_the_deadline(&t).await, 1);
    // Once more, as a proxy may: the same words, and nothing else.
    let before = contents(&t.app.db).await;
    browser.submit(&late, "Save and continue", 200).await;
    browser.page().assert_says("your last answer came too late and does not count");
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
}

#[actix_web::test]
async fn handing_in_late_marks_what_was_saved_in_time() {
    let t = timed().await;
    let mut browser = started(&t).await;
    let form = browser.answered(&t.edition, true);
    browser.submit(&form, "Save and continue", 200).await;
    browser.follow("Check all answers").await;
    t.advance(LIMIT + TimeDelta::hours(3));
    browser.press("Send my answers").await;
    assert_eq!(browser.page().heading(), "Not yet: 1 out of 4");
    browser.page().assert_says("The time ended at 09:30.");
    assert_eq!(closed_at_the_deadline(&t).await, 1);
}

#[actix_web::test]
async fn handing_in_a_moment_before_the_deadline_is_in_time() {
    let t = timed().await;
    let mut browser = started(&t).await;
    browser.follow("Check all answers").await;
    t.advance(LIMIT - MOMENT);
    browser.press("Send my answers").await.assert_says_not("The time ended");
    assert_eq!(closed_at_the_deadline(&t).await, 0);
}

#[actix_web::test]
async fn every_page_of_an_attempt_whose_time_is_over_leads_to_its_result() {
    for page in ["", "/questions/2", "/answers", "/result"] {
        let t = timed().await;
        let mut browser = started(&t).await;
        t.advance(LIMIT);
        browser.get(&format!("/attempts/1{page}")).await.assert_says("The time ended at 09:30.");
        assert_eq!(closed_at_the_deadline(&t).await, 1, "{page}");
    }
    let t = timed().await;
    let mut browser = started(&t).await;
    t.advance(LIMIT);
    browser.get(QUIZ).await.assert_says("Not yet: 0 out of 4");
    assert!(browser.page().has_button("Start the quiz"));
    // Starting again does not land on the one that is over.
    t.advance(TimeDelta::minutes(1));
    browser.press("Start the quiz").await.assert_says("This attempt ends at 10:01.");
}

#[actix_web::test]
async fn nobody_need_look_for_an_attempt_to_be_closed_and_the_course_completed() {
    let t = timed().await;
    t.bring_to_the_end(&t.cast.gwen.clone()).await;
    t.advance(LIMIT - MOMENT);
    t.deliver().await;
    assert_eq!(count(&t.app.db, "certificates").await, 0);
    t.advance(TimeDelta::days(2));
    // Several processes look at once.
    join_all((0..4).map(|_| jobs::tick(&t.work))).await;
    for (table, rows) in
        [("certificates", 1), ("course_completions", 1), ("letters", 1), ("module_completions", 2)]
    {
        assert_eq!(count(&t.app.db, table).await, rows, "{table}");
    }
    let at_deadline = "completed_at = (SELECT MAX(deadline_at) FROM attempts)";
    assert_eq!(count_where(&t.app.db, "course_completions", at_deadline).await, 1);
    assert_eq!(count_where(&t.app.db, "module_completions", at_deadline).await, 1);
    assert_eq!(closed_at_the_deadline(&t).await, 1);
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get("/").await.assert_says("You completed Digital Foundations on 23 November 2026");
}

#[actix_web::test]
async fn what_is_read_after_a_deadline_comes_after_it() {
    let t = timed().await;
    let mut browser = started(&t).await;
    for _ in 0..4 {
        let form = browser.answered(&t.edition, true);
        browser.submit(&form, "Save and continue", 200).await;
    }
    for lesson in ["first", "second"] {
        browser.get(&format!("/courses/digital-foundations/data/{lesson}")).await;
        t.advance(LIMIT);
        browser.press("I have read this").await;
    }
    // The quiz was passed at the deadline, before the second lesson was read.
    let later = "completed_at > (SELECT deadline_at FROM attempts)";
    assert_eq!(count_where(&t.app.db, "module_completions", later).await, 1);
}
