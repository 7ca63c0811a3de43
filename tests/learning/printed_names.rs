//! No certificate before its holder has confirmed the name on it; and then exactly one.

use crate::kit::app::TestApp;
use crate::kit::cast::{Person, email, name};
use crate::kit::contents::{changed, contents, count, count_where};
use foundations::access;
use foundations::courses::MAIN_COURSE;
use foundations::db::Conn;
use foundations::learning::{self, LearningError};
use foundations::people;
use futures_util::future::join_all;

const PRINTED: &str = "/account/printed-name";

/// A learner who came by no invitation, and so has confirmed no name.
async fn unconfirmed(t: &TestApp) -> Person {
    let (phc, now) = (t.phc.clone(), t.now());
    let add = move |conn: &mut Conn| {
        let id =
            people::add_person(conn, &name("Sian Hughes"), &email("sian@hughes.example"), now)?;
        access::set_first_password(conn, id, &phc, now)?;
        learning::enrol(conn, id, MAIN_COURSE, now)?;
        Ok::<_, LearningError>(id)
    };
    let id = t.app.db.write(add).await.unwrap();
    Person { id, name: "Sian Hughes".into(), email: "sian@hughes.example".into() }
}

async fn waiting() -> (TestApp, Person) {
    let t = TestApp::start().await;
    let sian = unconfirmed(&t).await;
    t.complete(&sian).await;
    (t, sian)
}

#[actix_web::test]
async fn a_course_completes_without_a_confirmed_name_and_its_certificate_waits() {
    let (t, sian) = waiting().await;
    assert_eq!(count(&t.app.db, "course_completions").await, 1);
    assert_eq!(count(&t.app.db, "certificates").await, 0);
    let letter = t.deliver_one().await;
    assert_eq!((letter.kind.as_str(), letter.to.as_str()), ("certificate-name", &*sian.email));
    assert!(letter.words.attachment.is_none());
    let mut browser = t.signed_in(&sian).await;
    browser.get("/").await.assert_says("Your certificate is ready to be made: confirm the name");
    browser.get("/certificates").await.assert_says("Your certificate is ready to be made");
    browser.page().assert_says_not("No certificate yet");
    browser.get(&letter.link()).await;
    assert_eq!(browser.page().heading(), "Confirm the name on your certificate");
    t.advance(chrono::TimeDelta::days(3));
    let mut browser = t.signed_in(&sian).await;
    browser.get(PRINTED).await;
    browser.fill(&[("Name to print", "Siân Hughes")], "Make my certificate").await;
    browser.page().assert_says("Siân Hughes, 23 November 2026, edition 2026");
    browser.page().assert_says("The name on your certificates is confirmed");
    let letter = t.deliver_one().await;
    assert_eq!(letter.kind, "certificate");
    assert!(letter.words.text.contains("made out to Siân Hughes"), "{}", letter.words.text);
    browser.get("/account").await.assert_says("Certificates print Siân Hughes.");
    browser.get("/").await.assert_says("The certificate has gone to you by e-mail");
}

#[actix_web::test]
async fn the_result_says_that_the_name_is_wanted() {
    let t = TestApp::start().await;
    let sian = unconfirmed(&t).await;
    let attempt = t.bring_to_the_end(&sian).await;
    let mut browser = t.signed_in(&sian).await;
    browser.get(&format!("/attempts/{attempt}/answers")).await;
    browser.page().assert_says("you will be asked which name to print on your certificate");
    browser.press("Send my answers").await.assert_says("You have completed the course");
    browser.follow("Confirm the name on it").await;
    assert_eq!(browser.page().path, PRINTED);
    t.deliver_one().await;
}

#[actix_web::test]
async fn before_the_last_quiz_is_sent_the_name_can_be_changed() {
    let t = TestApp::start().await;
    let gwen = t.cast.gwen.clone();
    let mut browser = t.signed_in(&gwen).await;
    browser.get("/courses/digital-foundations/data/quiz").await;
    let first = browser.press("Start the quiz").await.path.clone();
    browser.get(&first.replace("questions/1", "answers")).await;
    browser.page().assert_says_not("your certificate");
    let attempt = t.bring_to_the_end(&gwen).await;
    let answers = format!("/attempts/{attempt}/answers");
    browser.get(&answers).await.assert_says("your certificate will be made out to Gwen Pryce");
    browser.follow("Change the name on it").await;
    assert_eq!(browser.page().path, PRINTED);
}

#[actix_web::test]
async fn confirming_sixteen_times_at_once_gives_one_certificate_and_one_letter() {
    let (t, sian) = waiting().await;
    t.deliver_one().await;
    let mut browser = t.signed_in(&sian).await;
    browser.get(PRINTED).await;
    let form = browser.page().form("Make my certificate");
    let call = browser.signed(browser.call(&form, "Make my certificate"));
    for reply in join_all((0..16).map(|_| t.send(call.clone()))).await {
        assert_eq!((reply.status, reply.location()), (303, "/certificates?done=printed-name"));
    }
    assert_eq!(count(&t.app.db, "certificates").await, 1);
    assert_eq!(t.deliver_one().await.kind, "certificate");
    assert_eq!(t.send(call).await.status, 303);
    assert_eq!(count(&t.app.db, "letters").await, 2);
}

#[actix_web::test]
async fn a_letter_that_still_waits_to_ask_is_not_sent_once_it_is_answered() {
    let (t, sian) = waiting().await;
    let mut browser = t.signed_in(&sian).await;
    browser.get(PRINTED).await;
    browser.press("Make my certificate").await;
    assert_eq!(t.deliver_one().await.kind, "certificate");
    assert_eq!(count_where(&t.app.db, "letters", "cancelled_at IS NOT NULL").await, 1);
}

#[actix_web::test]
async fn a_name_that_cannot_be_printed_is_caught_and_shown_again() {
    let (t, sian) = waiting().await;
    t.deliver_one().await;
    let mut browser = t.signed_in(&sian).await;
    let before = contents(&t.app.db).await;
    for (typed, says) in
        [("", "Enter your name"), ("Siân \u{1F600} Hughes", "We cannot print \u{1F600}")]
    {
        browser.get(PRINTED).await;
        let fields = [("Name to print", typed)];
        browser.fill_expecting(&fields, "Make my certificate", 422).await.assert_says(says);
    }
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
}

#[actix_web::test]
async fn who_accepts_an_invitation_has_confirmed_the_name_and_a_later_name_is_not_printed() {
    let t = TestApp::start().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.get("/account").await.assert_says("Certificates print Gwen Pryce.");
    gwen.fill(&[("Your name", "Gwenllian Rees")], "Save my name").await;
    gwen.page().assert_says("Certificates print Gwen Pryce.");
    t.complete(&t.cast.gwen.clone()).await;
    t.deliver_one().await;
    gwen.get("/certificates").await.assert_says("Gwen Pryce, 23 November 2026");
    t.invite("Nia Evans", "nia@aberwyvern.example").await;
    let letter = t.deliver_one().await;
    let mut nia = t.browser();
    nia.get(&letter.link()).await;
    let fields = [("Your name", "Nia Ŵyn Evans"), ("New password", crate::kit::cast::NEW_PASSWORD)];
    nia.fill(&fields, "Accept and begin").await;
    nia.get("/account").await.assert_says("Certificates print Nia Ŵyn Evans.");
    // An administrator came by the command line.
    let mut ada = t.signed_in(&t.cast.ada).await;
    ada.get("/account").await.assert_says("You have not confirmed it yet");
    ada.follow("Confirm the printed name").await;
    ada.press("Save this name").await.assert_says("The name on your certificates is confirmed");
}
