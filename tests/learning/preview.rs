//! A trainer tries a quiz: every question as its learners are asked it, and no trace of it.

use crate::kit::app::{Setup, TestApp};
use crate::kit::contents::{changed, contents};
use crate::kit::course::every_kind;
use foundations::mail::State;

const QUIZ: &str = "/courses/digital-foundations/data/quiz";
const MARK: &str = "Mark this answer";

async fn started() -> TestApp {
    Setup { edition: every_kind(), ..Setup::default() }.start().await
}

#[actix_web::test]
async fn every_question_can_be_tried_and_nothing_is_kept() {
    let t = started().await;
    let mut browser = t.signed_in(&t.cast.tomasz).await;
    let before = contents(&t.app.db).await;
    let letters = t.letters(&[State::Waiting, State::Sent]).await.len();
    for right in [true, false] {
        browser.open("/teaching", 200).await;
        browser.follow("Try the quiz: Data").await;
        assert_eq!(browser.page().heading(), "Question 1 of 9");
        for number in 1..=9 {
            assert_eq!(browser.page().heading(), format!("Question {number} of 9"));
            browser.page().assert_says("Nothing that you answer is kept");
            browser.page().assert_says_not("As a learner would see it");
            let form = browser.answered(&t.edition, right);
            let page = browser.submit(&form, MARK, 200).await;
            page.assert_says("As a learner would see it");
            page.assert_says(match (number, right) {
                (9, _) => "Not marked",
                (_, true) => "Right",
                (_, false) => "Not right",
            });
            page.assert_says_not("Kept for you");
            if number < 9 {
                browser.follow("The next question").await;
            }
        }
    }
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
    assert_eq!(t.letters(&[State::Waiting, State::Sent]).await.len(), letters);
}

#[actix_web::test]
async fn each_draw_has_an_address_of_its_own() {
    let t = started().await;
    let mut browser = t.signed_in(&t.cast.ada).await;
    let mut seen = std::collections::BTreeSet::new();
    for draw in 1..=5 {
        let path = format!("{QUIZ}/preview?draw={draw}&question=1");
        let first = browser.open(&path, 200).await.text();
        assert_eq!(browser.open(&path, 200).await.text(), first);
        seen.insert(first.replace(&format!("draw {draw}"), ""));
        assert_eq!(
            browser.page().link("Another draw of questions"),
            format!("{QUIZ}/preview?draw={}&question=1", draw + 1)
        );
    }
    assert!(seen.len() > 1, "{seen:?}");
    for lost in ["draw=x", "question=0", "question=10", "question=-1", "draw=1&question=99999999"] {
        browser.open(&format!("{QUIZ}/preview?{lost}"), 404).await;
    }
    browser.open("/courses/nowhere/data/quiz/preview", 404).await;
    browser.open("/courses/digital-foundations/nowhere/quiz/preview", 404).await;
}

#[actix_web::test]
async fn a_number_that_is_none_is_said_and_shown_again() {
    let t = started().await;
    let mut browser = t.signed_in(&t.cast.tomasz).await;
    for number in 1..=9 {
        browser.open(&format!("{QUIZ}/preview?question={number}"), 200).await;
        if browser.page().text().contains("Type a number") {
            let form = browser.page().form(MARK).fill("answer", "about ten");
            let page = browser.submit(&form, MARK, 422).await;
            assert_eq!(page.faults().len(), 1);
            assert_eq!(page.form(MARK).control("answer").value, "about ten");
            return;
        }
    }
    panic!("no question wants a number");
}
