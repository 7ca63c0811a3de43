//! During an attempt no page knows which answers are right.

use crate::kit::app::{Setup, TestApp};
use crate::kit::call::Call;
use crate::kit::course::{SECRET, TELLTALE, edition, every_kind, with_other_answers};
use crate::kit::form::Form;
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
        let path = browser.page().path.clone();
        let form = anything(browser.page().form("Save and continue"), 1);
        browser.submit(&form, "Save and continue", 200).await;
        let next = browser.page().clone();
        // Once more, as it is when it has an answer; and as a stale tab sees it.
        seen.push(browser.get(&path).await.reply.text());
        let form = anything(browser.page().form("Save and continue"), 2);
        let mut fields = form.fields("Save and continue");
        fields.iter_mut().filter(|(name, _)| *name == "sequence").for_each(|f| f.1 = "0");
        let reply = browser.send(Call::post(&path, &fields)).await;
        assert!([303, 409].contains(&reply.status), "{}", reply.status);
        seen.push(reply.text());
        browser.get(&next.path).await;
    }
    seen.push(browser.page().reply.text());
    browser.press("Send my answers").await;
    (seen, browser.page().reply.text())
}

/// An answer of some sort; another one for another number. What is typed is right.
fn anything(form: Form, which: usize) -> Form {
    let mut form = form.choose_none();
    let choices: Vec<String> = form.choices().into_iter().map(str::to_owned).collect();
    for (at, control) in form.controls.clone().into_iter().filter(|c| !c.is_choice()).enumerate() {
        if control.kind == "select" {
            // The first option is none.
            let option = 1 + (at + which) % (control.options.len() - 1);
            form = form.fill(&control.name, &control.options[option]);
        } else if control.name == "answer" {
            form = form.fill("answer", ["1250", "12"][which - 1]);
        }
    }
    let of_choice = |form: &Form| form.controls.iter().any(|c| c.name == "choice");
    if of_choice(&form) {
        let chosen = if which == 1 { choices.first() } else { choices.last() };
        return form.choose(chosen.unwrap());
    }
    form
}

#[actix_web::test]
async fn no_page_before_the_end_holds_a_word_of_feedback() {
    for (edition, questions) in [(edition(), 4), (every_kind(), 9)] {
        let (seen, result) = pages(edition).await;
        assert!(seen.len() >= 2 + 3 * questions, "{}", seen.len());
        for page in &seen {
            assert!(!page.contains(TELLTALE) && !page.contains(SECRET), "{page}");
            assert!(!page.contains("1250.5") && !page.contains("1,250.5"), "{page}");
        }
        assert!(result.contains(TELLTALE), "the result explains itself");
    }
}

#[actix_web::test]
async fn with_other_right_answers_every_page_is_the_same_to_the_byte() {
    for edition in [edition(), every_kind()] {
        let (these, this_result) = pages(edition.clone()).await;
        let (those, that_result) = pages(with_other_answers(edition)).await;
        for (this, that) in these.iter().zip(&those) {
            assert_eq!(this, that);
        }
        assert_eq!(these.len(), those.len());
        assert_ne!(this_result, that_result, "the answers did differ");
    }
}
