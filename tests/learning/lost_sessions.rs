//! A session that ends in the middle of an answer: the answer goes through the sign-in with its
//! writer, unsaved, and is dropped before anybody else.

use crate::kit::app::{Setup, TestApp};
use crate::kit::browser::Browser;
use crate::kit::call::Call;
use crate::kit::cast::PASSWORD;
use crate::kit::contents::{changed, contents, count};
use crate::kit::course::every_kind;
use crate::kit::form::Form;
use chrono::TimeDelta;

const QUIZ: &str = "/courses/digital-foundations/data/quiz";
const SAVE: &str = "Save and continue";
const WORDS: &str = "I shall ask.\r\nTwice & \"soon\".";

async fn started(t: &TestApp) -> Browser<'_> {
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(QUIZ).await;
    browser.press("Start the quiz").await;
    browser
}

/// A browser whose session is gone has sent an answer and is asked to sign in.
async fn sent<'a>(t: &'a TestApp, form: &Form) -> Browser<'a> {
    let mut browser = t.browser();
    browser.submit(form, SAVE, 401).await.assert_says("Your answer is not saved yet");
    assert!(!browser.page().text().contains("data "), "the page tells of the question");
    browser
}

fn choices(form: &Form) -> Vec<String> {
    let chosen = form.fields(SAVE).into_iter().filter(|(name, _)| *name != "sequence");
    chosen.map(|(name, value)| format!("{name}={value}")).collect()
}

async fn sign_in(browser: &mut Browser<'_>, email: &str, password: &str, status: u16) {
    let fields = [("email", email), ("password", password)];
    browser.fill_expecting(&fields, "Sign in", status).await;
}

#[actix_web::test]
async fn the_same_person_finds_their_answer_unsaved_and_saves_it() {
    let t = TestApp::start().await;
    let gwen = started(&t).await;
    let form = gwen.answered(&t.edition, true);
    let mut browser = sent(&t, &form).await;
    // A slip of the finger loses nothing either.
    sign_in(&mut browser, &t.cast.gwen.email, "not the right one", 422).await;
    sign_in(&mut browser, &t.cast.gwen.email, PASSWORD, 200).await;
    browser.page().assert_says("Your answer is not saved yet");
    assert!(browser.page().reply.text().contains("Sign out"), "the page is not hers");
    assert_eq!(browser.page().heading(), "Question 1 of 4");
    assert_eq!(browser.page().path, "/sessions", "no address holds the answer");
    assert_eq!(count(&t.app.db, "answers").await, 0);
    let shown = browser.page().form(SAVE);
    assert_eq!(choices(&shown), choices(&form));
    browser.submit(&shown, SAVE, 200).await;
    assert_eq!(browser.page().heading(), "Question 2 of 4");
    assert_eq!(count(&t.app.db, "answers").await, 1);
}

#[actix_web::test]
async fn what_was_typed_comes_through_letter_by_letter() {
    let t = Setup { edition: every_kind(), ..Setup::default() }.start().await;
    let mut gwen = started(&t).await;
    gwen.get("/attempts/1/questions/9").await;
    let path = gwen.page().path.clone();
    let mut browser = t.browser();
    let call = Call::post(&path, &[("sequence", "0"), ("answer", WORDS), ("shared", "1")]);
    let reply = browser.send(call).await;
    assert_eq!((reply.status, reply.header("location")), (401, ""));
    let page = crate::kit::page::Page { path: path.clone(), reply };
    let form = page.form("Sign in").fill("email", &t.cast.gwen.email).fill("password", PASSWORD);
    browser.submit(&form, "Sign in", 200).await;
    let shown = browser.page().form(SAVE);
    let fields = shown.fields(SAVE);
    let answer = fields.iter().find(|(name, _)| *name == "answer").unwrap().1;
    assert_eq!(answer.replace("\r\n", "\n"), WORDS.replace("\r\n", "\n"));
    assert!(fields.contains(&("shared", "1")), "{fields:?}");
}

#[actix_web::test]
async fn before_somebody_else_it_is_dropped() {
    let t = TestApp::start().await;
    let gwen = started(&t).await;
    let form = gwen.answered(&t.edition, true);
    let mut browser = sent(&t, &form).await;
    sign_in(&mut browser, &t.cast.idris.email, PASSWORD, 200).await;
    assert_eq!(browser.page().path, "/");
    browser.page().assert_says_not("not saved yet");
    assert_eq!(count(&t.app.db, "answers").await, 0);
}

#[actix_web::test]
async fn a_newer_answer_is_shown_beside_it() {
    let t = TestApp::start().await;
    let gwen = started(&t).await;
    let (form, other) = (gwen.answered(&t.edition, true), gwen.answered(&t.edition, false));
    let mut browser = sent(&t, &form).await;
    let mut phone = t.signed_in(&t.cast.gwen).await;
    phone.submit(&other, SAVE, 200).await;
    let before = contents(&t.app.db).await;
    sign_in(&mut browser, &t.cast.gwen.email, PASSWORD, 200).await;
    browser.page().assert_says("Saved so far, which it would replace");
    assert_eq!(choices(&browser.page().form(SAVE)), choices(&form));
    let after = contents(&t.app.db).await;
    assert!(!changed(&before, &after).contains(&"answers".to_owned()));
    let shown = browser.page().form(SAVE);
    browser.submit(&shown, SAVE, 200).await;
    browser.get("/attempts/1/questions/1").await;
    assert_eq!(choices(&browser.page().form(SAVE)), choices(&form));
}

#[actix_web::test]
async fn what_comes_after_the_end_is_said_to_count_no_more() {
    let mut edition = crate::kit::course::edition();
    for quiz in edition.modules.iter_mut().filter_map(|module| module.quiz.as_mut()) {
        quiz.time_limit_minutes = Some(30);
    }
    for (minutes, words) in [(0, "The quiz was marked before"), (30, "came too late")] {
        let t = Setup { edition: edition.clone(), ..Setup::default() }.start().await;
        let mut gwen = started(&t).await;
        let mut browser = sent(&t, &gwen.answered(&t.edition, true)).await;
        t.advance(TimeDelta::minutes(minutes));
        if minutes == 0 {
            gwen.follow("Check all answers").await;
            gwen.press("Send my answers").await;
        }
        sign_in(&mut browser, &t.cast.gwen.email, PASSWORD, 200).await;
        assert_eq!(browser.page().heading(), "Not yet: 0 out of 4");
        browser.page().assert_says(words);
    }
}

#[actix_web::test]
async fn whether_there_is_such_an_attempt_is_told_to_nobody() {
    let t = TestApp::start().await;
    started(&t).await;
    let mut nobody = t.browser();
    let mut pages = Vec::new();
    for attempt in ["1", "987654"] {
        let path = format!("/attempts/{attempt}/questions/1");
        let reply = nobody.send(Call::post(&path, &[("choice", "a")])).await;
        assert_eq!(reply.status, 401);
        pages.push(reply.text().replace(&path, ""));
    }
    assert_eq!(pages[0], pages[1]);
    // Nothing but an answer is carried, and nothing too large to be one.
    let large = "a".repeat(30_000);
    for (path, field, value) in [
        ("/attempts/1/questions/1", "sequence", "3"),
        ("/attempts/1/questions/1", "answer", large.as_str()),
        ("/attempts/1/submission", "choice", "a"),
        ("/account/name", "name", "Gwen"),
    ] {
        let reply = nobody.send(Call::post(path, &[(field, value)])).await;
        assert_eq!(reply.status, 303, "{path} {field}");
        assert!(!reply.location().contains("choice") && !reply.location().contains("aaaa"));
    }
}
