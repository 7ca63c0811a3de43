//! What of a marked attempt may be seen, as its quiz says: the page is given nothing else.

use crate::kit::app::{Setup, TestApp};
use crate::kit::course::{self, TELLTALE};
use crate::kit::page::all;
use foundations::courses::edition::{Grading, Review};

const QUIZ: &str = "/courses/digital-foundations/data/quiz";

async fn reviewed(review: Review, attempts: Option<u32>) -> TestApp {
    let mut edition = course::edition();
    for quiz in edition.modules.iter_mut().filter_map(|module| module.quiz.as_mut()) {
        (quiz.review, quiz.attempts) = (review, attempts);
    }
    Setup { edition, ..Setup::default() }.start().await
}

#[actix_web::test]
async fn feedback_comes_when_the_policy_says() {
    for (review, attempts, right, states, feedback) in [
        (Review::Full, None, false, true, true),
        (Review::AfterLastAttempt, None, false, true, false),
        (Review::AfterLastAttempt, Some(2), false, true, false),
        (Review::AfterLastAttempt, Some(1), false, true, true),
        (Review::AfterLastAttempt, None, true, true, true),
        (Review::MarksOnly, None, false, false, false),
        (Review::MarksOnly, Some(1), true, false, false),
    ] {
        let t = reviewed(review, attempts).await;
        let mut browser = t.signed_in(&t.cast.gwen).await;
        browser.get(QUIZ).await;
        browser.take_quiz(&t.edition, right).await;
        let (page, what) = (browser.page(), format!("{review:?} {attempts:?} {right}"));
        assert_eq!(page.reply.text().contains(TELLTALE), feedback, "{what}");
        let shown = all(&page.html(), ".answers .status").len();
        assert_eq!(shown, if states { 4 } else { 0 }, "{what}");
        assert_eq!(page.says("Read again:"), states && !right, "{what}");
        let mark = if right { "Passed: 4 out of 4" } else { "Not yet: 0 out of 4" };
        assert_eq!(page.heading(), mark, "{what}");
        assert_eq!(all(&page.html(), ".answers > li").len(), 4, "{what}");
    }
}

#[actix_web::test]
async fn the_last_attempt_brings_the_feedback_of_all() {
    let t = reviewed(Review::AfterLastAttempt, Some(2)).await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(QUIZ).await;
    browser.take_quiz(&t.edition, false).await;
    browser.page().assert_says("shown once you have passed or used all your attempts");
    browser.get(QUIZ).await;
    // While the second is under way the first says nothing yet.
    browser.answer_quiz(&t.edition, false).await;
    let mut other = browser.another();
    let first = other.get("/attempts/1/result").await;
    assert!(!first.reply.text().contains(TELLTALE));
    browser.press("Send my answers").await;
    assert!(other.get("/attempts/1/result").await.reply.text().contains(TELLTALE));
}

#[actix_web::test]
async fn an_attempt_that_passes_and_does_not_count_says_so() {
    let mut edition = course::edition();
    for quiz in edition.modules.iter_mut().filter_map(|module| module.quiz.as_mut()) {
        quiz.grading = Grading::First;
    }
    let t = Setup { edition, ..Setup::default() }.start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    for (right, said) in [(false, false), (true, true)] {
        browser.get(QUIZ).await;
        browser.take_quiz(&t.edition, right).await;
        assert_eq!(browser.page().says("it is not the one that counts"), said);
    }
}
