//! During an attempt no page knows which answers are right.

use crate::kit::app::{Setup, TestApp};
use crate::kit::call::Call;
use crate::kit::course::{TELLTALE, edition, with_other_answers};
use foundations::courses::Edition;

/// Every page of an attempt, from the quiz to the check of answers; and the result.
async fn pages(edition: Edition) -> (Vec<String>, String) {
    let t: TestApp = Setup { edition, ..Setup::default() }.start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    let mut seen = Vec::new();
    browser.get("/courses/digital-foundations/data/quiz").await;
    seen.push(browser.page().reply.text());
    browser.press("Start the quiz").await;
    while browser.page().has_button("Save and continue") {
        seen.push(browser.page().reply.text());
        let form = browser.page().form("Save and continue");
        let first = form.choices()[0].to_owned();
        let path = browser.page().path.clone();
        browser.submit(&form.choose(&first), "Save and continue", 200).await;
        let next = browser.page().clone();
        // Once more, as it is when it has an answer; and as a stale tab sees it.
        seen.push(browser.get(&path).await.reply.text());
        let form = browser.page().form("Save and continue");
        let other = form.controls.iter().rfind(|control| control.is_choice()).unwrap();
        let fields = [("sequence", "0"), ("choice", other.value.as_str())];
        let reply = browser.send(Call::post(&path, &fields)).await;
        assert!([303, 409].contains(&reply.status), "{}", reply.status);
        seen.push(reply.text());
        browser.get(&next.path).await;
    }
    seen.push(browser.page().reply.text());
    browser.press("Send my answers").await;
    (seen, browser.page().reply.text())
}

#[actix_web::test]
async fn no_page_before_the_end_holds_a_word_of_feedback() {
    let (seen, result) = pages(edition()).await;
    assert!(seen.len() >= 14, "{}", seen.len());
    for page in &seen {
        assert!(!page.contains(TELLTALE), "{page}");
    }
    assert!(result.contains(TELLTALE), "the result explains itself");
}

#[actix_web::test]
async fn with_other_right_answers_every_page_is_the_same_to_the_byte() {
    let (these, this_result) = pages(edition()).await;
    let (those, that_result) = pages(with_other_answers(edition())).await;
    for (this, that) in these.iter().zip(&those) {
        assert_eq!(this, that);
    }
    assert_eq!(these.len(), those.len());
    assert_ne!(this_result, that_result, "the answers did differ");
}
