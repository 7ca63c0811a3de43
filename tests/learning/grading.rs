//! Which of several attempts counts; a pass is never taken away.

use crate::kit::app::{Setup, TestApp};
use crate::kit::contents::count;
use crate::kit::course;
use foundations::courses::edition::Grading;

const QUIZ: &str = "/courses/digital-foundations/data/quiz";

async fn graded(grading: Grading) -> TestApp {
    let mut edition = course::edition();
    for quiz in edition.modules.iter_mut().filter_map(|module| module.quiz.as_mut()) {
        quiz.grading = grading;
    }
    Setup { edition, ..Setup::default() }.start().await
}

/// Takes the quiz with so many right answers of four each time, and says after each whether its
/// module is complete.
async fn completed_after(grading: Grading, attempts: &[usize]) -> Vec<bool> {
    let t = graded(grading).await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    for lesson in ["first", "second"] {
        browser.get(&format!("/courses/digital-foundations/data/{lesson}")).await;
        browser.press("I have read this").await;
    }
    let mut complete = Vec::new();
    for right in attempts {
        browser.get(QUIZ).await;
        browser.press("Start the quiz").await;
        for question in 0..4 {
            let form = browser.answered(&t.edition, question < *right);
            browser.submit(&form, "Save and continue", 200).await;
        }
        browser.press("Send my answers").await;
        let passed = count(&t.app.db, "module_completions").await == 1;
        let page = browser.get(QUIZ).await;
        assert_eq!(page.says("You have passed this quiz"), passed, "{grading:?} {right}");
        complete.push(passed);
    }
    complete
}

#[actix_web::test]
async fn a_module_is_complete_when_the_mark_that_counts_passes_and_stays_so() {
    for (grading, attempts, complete) in [
        (Grading::Best, &[2, 3, 0][..], &[false, true, true][..]),
        (Grading::Last, &[2, 3, 0], &[false, true, true]),
        (Grading::First, &[2, 4], &[false, false]),
        (Grading::First, &[3, 0], &[true, true]),
        (Grading::Mean, &[2, 3, 4, 0], &[false, false, true, true]),
    ] {
        assert_eq!(completed_after(grading, attempts).await, complete, "{grading:?}");
    }
}

#[actix_web::test]
async fn the_page_of_the_quiz_says_which_counts() {
    for (grading, rule, counting) in [
        (Grading::Best, "The best result counts.", None),
        (Grading::Last, "The last result counts.", Some("Your result so far: 4 out of 4.")),
        (Grading::First, "The first result counts.", Some("Your result so far: 0 out of 4.")),
        (Grading::Mean, "The mean of all your results counts.", Some("so far: 2 out of 4.")),
    ] {
        let t = graded(grading).await;
        let mut browser = t.signed_in(&t.cast.gwen).await;
        for right in [false, true] {
            browser.get(QUIZ).await.assert_says(rule);
            browser.page().assert_says_not("Your result so far");
            browser.take_quiz(&t.edition, right).await;
        }
        let page = browser.get(QUIZ).await;
        match counting {
            Some(words) => page.assert_says(words),
            None => page.assert_says_not("Your result so far"),
        }
    }
}
