//! Answers cannot be lost, and no click counts twice.

use crate::kit::app::{Setup, TestApp};
use crate::kit::browser::Browser;
use crate::kit::call::Call;
use crate::kit::contents::{changed, contents, count, count_where};
use crate::kit::course;
use crate::kit::page::{all, words};
use chrono::TimeDelta;
use futures_util::future::join_all;

const QUIZ: &str = "/courses/digital-foundations/data/quiz";

async fn started(t: &TestApp) -> Browser<'_> {
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(QUIZ).await;
    browser.press("Start the quiz").await;
    browser
}

#[actix_web::test]
async fn starting_twice_lands_on_the_same_attempt() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(QUIZ).await;
    let form = browser.page().form("Start the quiz");
    let call = browser.signed(browser.call(&form, "Start the quiz"));
    let replies = join_all((0..16).map(|_| t.send(call.clone()))).await;
    for reply in &replies {
        assert_eq!((reply.status, reply.location()), (303, replies[0].location()));
    }
    assert_eq!(count(&t.app.db, "attempts").await, 1);
    browser.get(QUIZ).await.assert_says("You have begun");
    assert!(!browser.page().has_button("Start the quiz"));
    browser.follow("Go on with the quiz").await;
    assert_eq!(browser.page().heading(), "Question 1 of 4");
}

#[actix_web::test]
async fn an_answer_is_saved_as_it_is_given_and_found_again_on_another_device() {
    let t = TestApp::start().await;
    let mut browser = started(&t).await;
    browser.page().assert_says_not("Saved at");
    t.advance(TimeDelta::minutes(7));
    let form = browser.answered(&t.edition, true);
    browser.submit(&form, "Save and continue", 200).await;
    assert_eq!(browser.page().heading(), "Question 2 of 4");
    browser.follow("The question before").await.assert_says("Saved at 09:07");
    let chosen = browser.page().form("Save and continue").fields("Save and continue").len();
    assert_eq!(chosen, form.fields("Save and continue").len(), "the same choices are ticked");
    let mut phone = t.signed_in(&t.cast.gwen).await;
    phone.get(QUIZ).await.assert_says("1 of 4 questions are answered and saved");
    phone.follow("Go on with the quiz").await;
    assert_eq!(phone.page().heading(), "Question 2 of 4", "where she stopped");
}

#[actix_web::test]
async fn a_double_click_saves_one_answer_and_complains_of_nothing() {
    let t = TestApp::start().await;
    let browser = started(&t).await;
    let form = browser.answered(&t.edition, true);
    let call = browser.signed(browser.call(&form, "Save and continue"));
    for reply in join_all((0..8).map(|_| t.send(call.clone()))).await {
        assert_eq!(reply.status, 303);
        assert!(reply.location().ends_with("/questions/2"), "{}", reply.location());
    }
    assert_eq!(count(&t.app.db, "answers").await, 1);
}

#[actix_web::test]
async fn a_stale_tab_is_told_so_and_the_newer_answer_stays() {
    let t = TestApp::start().await;
    let mut old = started(&t).await;
    let mut new = old.another();
    let path = old.page().path.clone();
    let stale = old.answered(&t.edition, false);
    new.get(&path).await;
    let form = new.answered(&t.edition, true);
    new.submit(&form, "Save and continue", 200).await;
    let before = contents(&t.app.db).await;
    old.submit(&stale, "Save and continue", 409).await;
    old.page().assert_says("You answered this somewhere else");
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
    // The page shows the newer answer, and from there it can be changed.
    let shown = old.page().form("Save and continue");
    let choices = |fields: Vec<(&str, &str)>| -> Vec<String> {
        let of = fields.iter().filter(|(name, _)| *name == "choice");
        of.map(|(_, value)| (*value).to_owned()).collect()
    };
    let button = "Save and continue";
    assert_eq!(choices(shown.fields(button)), choices(form.fields(button)));
    // What was sent from here stands there too, and can be saved after all.
    old.page().assert_says("Your answer from here, which is not saved");
    old.press("Save my answer from here instead").await;
    old.get(&path).await;
    assert_eq!(choices(old.page().form(button).fields(button)), choices(stale.fields(button)));
    let changed = old.answered(&t.edition, false);
    old.submit(&changed, button, 200).await;
}

#[actix_web::test]
async fn a_saved_answer_can_be_cleared_and_none_need_be_given() {
    let t = TestApp::start().await;
    let mut browser = started(&t).await;
    let path = browser.page().path.clone();
    assert!(!browser.page().has_button("Clear my answer"));
    let form = browser.answered(&t.edition, true);
    browser.submit(&form, "Save and continue", 200).await;
    browser.get(&path).await;
    browser.press("Clear my answer").await;
    assert_eq!(browser.page().path, path);
    browser.page().assert_says_not("Saved at");
    browser.press("Save and continue").await;
    assert_eq!(browser.page().heading(), "Question 2 of 4", "going on without is allowed");
    browser.follow("Check all answers").await.assert_says("4 questions have no answer");
    browser.press("Send my answers").await;
    assert_eq!(browser.page().heading(), "Not yet: 0 out of 4");
}

#[actix_web::test]
async fn the_check_shows_what_was_given_and_leads_back_to_it() {
    let t = TestApp::start().await;
    let mut browser = started(&t).await;
    let form = browser.answered(&t.edition, true);
    let given: Vec<String> =
        form.controls.iter().filter(|c| c.is_choice() && c.on).map(|c| c.label.clone()).collect();
    browser.submit(&form, "Save and continue", 200).await;
    browser.follow("Check all answers").await.assert_says("3 questions have no answer");
    for choice in given {
        browser.page().assert_says(&choice);
    }
    browser.follow("Change your answer to question 1").await;
    assert_eq!(browser.page().heading(), "Question 1 of 4");
    browser.follow("Check all answers").await;
    browser.follow("Answer question 4").await;
    assert_eq!(browser.page().heading(), "Question 4 of 4");
}

#[actix_web::test]
async fn three_of_four_pass_and_two_do_not() {
    for (right, heading) in [(3, "Passed: 3 out of 4"), (2, "Not yet: 2 out of 4")] {
        let t = TestApp::start().await;
        let mut browser = started(&t).await;
        for question in 0..4 {
            let form = browser.answered(&t.edition, question < right);
            browser.submit(&form, "Save and continue", 200).await;
        }
        browser.press("Send my answers").await;
        assert_eq!(browser.page().heading(), heading);
        let stated = browser.page().says("Read again:");
        assert!(stated, "wrong answers name the lesson to revisit");
    }
}

#[actix_web::test]
async fn what_is_marked_takes_no_answers() {
    let t = TestApp::start().await;
    let mut browser = started(&t).await;
    let path = browser.page().path.clone();
    let form = browser.answered(&t.edition, true);
    browser.follow("Check all answers").await;
    browser.press("Send my answers").await;
    let before = contents(&t.app.db).await;
    browser.submit(&form, "Save and continue", 409).await.assert_says("marked already");
    let unanswered = browser.send(Call::post(&path, &[("sequence", "0")])).await;
    assert_eq!(unanswered.status, 409);
    for page in [&path, &path.replace("/questions/1", ""), &path.replace("questions/1", "answers")]
    {
        browser.get(page).await;
        assert_eq!(browser.page().heading(), "Not yet: 0 out of 4", "{page}");
    }
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
}

#[actix_web::test]
async fn an_answer_that_the_question_does_not_have_is_refused() {
    let t = TestApp::start().await;
    let mut browser = started(&t).await;
    let path = browser.page().path.clone();
    for fields in [
        &[("choice", "nowhere"), ("sequence", "0")][..],
        &[("choice", "a"), ("choice", "nowhere"), ("sequence", "0")],
        &[("choice", "a"), ("sequence", "x")],
    ] {
        assert_eq!(browser.send(Call::post(&path, fields)).await.status, 400, "{fields:?}");
    }
    for path in ["/attempts/1/questions/5", "/attempts/1/questions/0", "/attempts/2"] {
        browser.open(path, 404).await;
    }
    assert_eq!(count(&t.app.db, "answers").await, 0);
}

#[actix_web::test]
async fn a_quiz_with_a_limit_and_a_pause_keeps_both() {
    let mut edition = course::edition();
    for quiz in edition.modules.iter_mut().filter_map(|module| module.quiz.as_mut()) {
        (quiz.attempts, quiz.wait_hours) = (Some(2), Some(24));
    }
    let t = Setup { edition, ..Setup::default() }.start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(QUIZ).await;
    let start = browser.page().form("Start the quiz");
    browser.take_quiz(&t.edition, false).await;
    t.advance(TimeDelta::hours(24) - TimeDelta::milliseconds(1));
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.submit(&start, "Start the quiz", 409).await.assert_says("Not just yet");
    browser.get(QUIZ).await.assert_says("You can start the next attempt at 09:00.");
    assert!(!browser.page().has_button("Start the quiz"));
    t.advance(TimeDelta::milliseconds(1));
    browser.get(QUIZ).await;
    browser.take_quiz(&t.edition, false).await;
    t.advance(TimeDelta::hours(25));
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.submit(&start, "Start the quiz", 409).await.assert_says("There are no tries left");
    browser.get(QUIZ).await.assert_says("You have used every attempt that this quiz allows");
    assert!(!browser.page().has_button("Start the quiz"));
    assert_eq!(count_where(&t.app.db, "attempts", "state = 'submitted'").await, 2);
}

#[actix_web::test]
async fn each_attempt_lists_its_result() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    for right in [false, true] {
        browser.get(QUIZ).await;
        browser.take_quiz(&t.edition, right).await;
    }
    browser.get(QUIZ).await;
    let lines: Vec<String> =
        all(&browser.page().html(), ".tasks .task").iter().map(words).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    browser.page().assert_says("Not yet: 0 out of 4");
    browser.page().assert_says("Passed: 4 out of 4");
}
