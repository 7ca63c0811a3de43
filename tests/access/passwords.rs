//! A forgotten password, and one that is changed.

use crate::kit::app::TestApp;
use crate::kit::browser::Browser;
use crate::kit::cast::{NEW_PASSWORD, PASSWORD};
use chrono::TimeDelta;

const GWEN: &str = "gwen@aberwyvern.example";

async fn ask(t: &TestApp) -> String {
    let mut browser = t.browser();
    browser.get("/sign-in").await;
    browser.follow("I have forgotten my password").await;
    browser.fill(&[("E-mail address", GWEN)], "Send me a link").await;
    browser.page().assert_says("Look for a letter from us");
    let post = t.deliver_one().await;
    assert_eq!((post.kind.as_str(), post.to.as_str()), ("password-reset", GWEN));
    post.link()
}

async fn sign_in_with(browser: &mut Browser<'_>, password: &str, status: u16) {
    browser.get("/sign-in").await;
    let fields = [("email", GWEN), ("password", password)];
    browser.fill_expecting(&fields, "Sign in", status).await;
}

#[actix_web::test]
async fn a_forgotten_password_is_chosen_anew_through_a_letter() {
    let t = TestApp::start().await;
    let mut elsewhere = t.signed_in(&t.cast.gwen).await;
    let link = ask(&t).await;
    let mut browser = t.browser();
    // A mail gateway opens every link, and spends none.
    for _ in 0..3 {
        browser.get(&link).await;
        browser.page().assert_says(GWEN);
        assert!(!browser.is_signed_in());
    }
    browser.fill(&[("New password", NEW_PASSWORD)], "Save my new password").await;
    assert_eq!(browser.page().path, "/sign-in?done=password");
    let told = t.deliver_one().await;
    assert_eq!((told.kind.as_str(), told.to.as_str()), ("password-changed", GWEN));
    elsewhere.get("/account").await;
    assert_eq!(elsewhere.page().heading(), "Sign in");
    browser.open(&link, 410).await.assert_says("this one has been used");
    sign_in_with(&mut browser, PASSWORD, 422).await;
    sign_in_with(&mut browser, NEW_PASSWORD, 200).await;
}

#[actix_web::test]
async fn a_link_for_a_password_works_for_two_hours() {
    let t = TestApp::start().await;
    let link = ask(&t).await;
    let mut browser = t.browser();
    t.advance(TimeDelta::milliseconds(2 * 60 * 60 * 1000 - 1));
    browser.get(&link).await;
    let form = browser.page().form("Save my new password").fill("password", NEW_PASSWORD);
    t.advance(TimeDelta::milliseconds(1));
    browser.submit(&form, "Save my new password", 410).await.assert_says("Its time is over");
    browser.open(&link, 410).await.assert_says("Its time is over");
    sign_in_with(&mut browser, PASSWORD, 200).await;
}

#[actix_web::test]
async fn only_the_newest_link_works() {
    let t = TestApp::start().await;
    let (first, second) = (ask(&t).await, ask(&t).await);
    assert_ne!(first, second);
    let mut browser = t.browser();
    browser.open(&first, 410).await.assert_says("a newer one");
    browser.get(&second).await;
}

#[actix_web::test]
async fn a_link_of_one_kind_does_not_serve_for_another() {
    let t = TestApp::start().await;
    let token = ask(&t).await.trim_start_matches("/password-resets/").to_owned();
    let mut browser = t.browser();
    browser.open(&format!("/address-confirmations/{token}"), 404).await;
    browser.open(&format!("/invitations/{token}"), 404).await;
    browser.open(&format!("/password-resets/{}", token.to_lowercase()), 404).await;
    browser.open("/password-resets/AAAA", 404).await;
}

#[actix_web::test]
async fn a_password_that_is_easy_to_guess_is_refused() {
    let t = TestApp::start().await;
    let link = ask(&t).await;
    let mut browser = t.browser();
    for (password, says) in [
        ("", "Enter a new password"),
        ("short-one-1", "at least 12 characters"),
        (&"long-word-".repeat(13), "at most 128 characters"),
        ("gwenprycegwenpryce", "easy to guess"),
        ("password1234", "easy to guess"),
    ] {
        browser.get(&link).await;
        let form = [("password", password)];
        browser.fill_expecting(&form, "Save my new password", 422).await;
        let faults = browser.page().faults();
        assert!(faults.len() == 1 && faults[0].contains(says), "{password}: {faults:?}");
        assert!(password.is_empty() || !browser.page().reply.text().contains(password));
    }
    browser.get(&link).await;
}

#[actix_web::test]
async fn pressing_twice_sets_one_password_and_sends_one_letter() {
    let t = TestApp::start().await;
    let link = ask(&t).await;
    let mut browser = t.browser();
    browser.get(&link).await;
    let form = browser.page().form("Save my new password").fill("password", NEW_PASSWORD);
    browser.submit(&form, "Save my new password", 200).await;
    browser.submit(&form, "Save my new password", 410).await.assert_says("has been used");
    t.deliver_one().await;
}

#[actix_web::test]
async fn changing_a_password_ends_the_other_sessions_and_keeps_this_one() {
    let t = TestApp::start().await;
    let (mut here, mut there) = (t.signed_in(&t.cast.gwen).await, t.signed_in(&t.cast.gwen).await);
    let mut idris = t.signed_in(&t.cast.idris).await;
    here.get("/account").await;
    let wrong = [("current", "not-her-password"), ("password", NEW_PASSWORD)];
    here.fill_expecting(&wrong, "Change my password", 422).await;
    assert_eq!(here.page().faults(), ["That is not your current password. Try again"]);
    there.get("/account").await;
    assert_eq!(there.page().heading(), "Your account", "a refused change ends nothing");
    let right = [("Current password", PASSWORD), ("New password", NEW_PASSWORD)];
    here.fill(&right, "Change my password").await.assert_says("Your password is changed");
    assert_eq!(here.page().heading(), "Your account");
    there.get("/account").await;
    assert_eq!(there.page().heading(), "Sign in");
    idris.get("/account").await;
    assert_eq!(idris.page().heading(), "Your account");
    let told = t.deliver_one().await;
    assert_eq!((told.kind.as_str(), told.to.as_str()), ("password-changed", GWEN));
    sign_in_with(&mut t.browser(), NEW_PASSWORD, 200).await;
}

#[actix_web::test]
async fn a_stolen_session_cannot_try_passwords_for_ever() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    let wrong = [("current", "not-her-password"), ("password", NEW_PASSWORD)];
    for _ in 0..10 {
        browser.get("/account").await;
        browser.fill_expecting(&wrong, "Change my password", 422).await;
    }
    browser.get("/account").await;
    let right = [("current", PASSWORD), ("password", NEW_PASSWORD)];
    browser.fill_expecting(&right, "Change my password", 429).await;
}
