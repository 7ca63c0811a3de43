//! From the invitation to the public check, through pages and letters alone.

use crate::kit::app::TestApp;
use crate::kit::browser::Browser;
use crate::kit::cast::NEW_PASSWORD;
use crate::kit::contents::count;
use chrono::TimeDelta;

const NIA: &str = "nia@aberwyvern.example";

/// Ada invites Nia, who accepts; her browser shows her home.
async fn joined(t: &TestApp) -> Browser<'_> {
    let mut ada = t.signed_in(&t.cast.ada).await;
    ada.get("/admin").await;
    ada.follow("Aberwyvern County Council").await;
    let form = [("Name", "Nia Ŵyn Evans"), ("E-mail address", NIA)];
    ada.fill(&form, "Send the invitation").await;
    let letter = t.deliver_one().await;
    assert_eq!((letter.kind.as_str(), letter.to.as_str()), ("invitation", NIA));
    assert!(letter.words.text.contains("Aberwyvern County Council"), "{}", letter.words.text);
    let mut nia = t.browser();
    nia.get(&letter.link()).await;
    nia.fill(&[("New password", NEW_PASSWORD)], "Accept and begin").await;
    nia.page().assert_says("Welcome.");
    nia
}

/// Reads both modules and passes both quizzes, the second at the second try.
async fn learn(t: &TestApp, nia: &mut Browser<'_>) {
    nia.get("/").await;
    assert_eq!(nia.page().heading(), "Good morning, Nia Ŵyn Evans");
    nia.page().assert_says("0 of 2 modules done");
    nia.follow("Begin").await;
    nia.press("I have read this").await;
    nia.press("I have read this").await;
    nia.take_quiz(&t.edition, true).await;
    assert_eq!(nia.page().heading(), "Passed: 4 out of 4");
    nia.follow("Go on with the course").await.assert_says("1 of 2 modules done");
    t.advance(TimeDelta::days(1) - TimeDelta::hours(13));
    nia.get("/").await;
    nia.read_module("Data", 2).await;
    nia.take_quiz(&t.edition, false).await;
    assert_eq!(nia.page().heading(), "Not yet: 0 out of 4");
    nia.page().assert_says("Read again: Data, a beginning");
    nia.follow("Try the quiz again").await;
    nia.take_quiz(&t.edition, true).await;
    nia.page().assert_says("You have completed the course");
}

async fn a_certificate_is_earned(double_clicks: bool) {
    let t = TestApp::start().await;
    let mut nia = joined(&t).await;
    nia.double_clicks = double_clicks;
    learn(&t, &mut nia).await;

    let letter = t.deliver_one().await;
    assert_eq!((letter.kind.as_str(), letter.to.as_str()), ("certificate", NIA));
    assert!(letter.words.text.contains("Nia Ŵyn Evans"), "{}", letter.words.text);
    let file = letter.words.attachment.clone().unwrap();
    assert_eq!(file.media_type, "application/pdf");
    assert!(file.bytes.starts_with(b"%PDF-1."));
    for part in ["multipart/alternative", "text/plain", "text/html", "application/pdf", "JVBERi0x"]
    {
        assert!(letter.eml.contains(part), "{part}: {}", letter.eml);
    }
    assert!(letter.eml.contains("@foundations.example>"), "our own Message-ID");

    // Anybody checks it, by the link in the letter.
    let mut clerk = t.browser();
    clerk.get(&letter.link()).await.assert_says("This certificate is valid");
    clerk.page().assert_says("Nia Ŵyn Evans");
    clerk.page().assert_says("23 November 2026");
    clerk.page().assert_says_not("@");
    clerk.page().assert_says_not("Aberwyvern");

    // She has it too, and home says so.
    nia.follow("See your certificate").await.assert_says("Nia Ŵyn Evans");
    let drawn = nia.page().link("Download the certificate (PDF)");
    let pdf = nia.send(crate::kit::call::Call::get(&drawn)).await;
    assert_eq!(pdf.body, file.bytes, "the letter's and the page's are one document");
    nia.get("/").await.assert_says("2 of 2 modules done");
    nia.page().assert_says("You completed Digital Foundations on 23 November 2026");

    for (table, rows) in [
        ("certificates", 1),
        ("course_completions", 1),
        ("module_completions", 2),
        ("lesson_reads", 4),
        ("attempts", 3),
        ("answers", 12),
        ("enrolments", 3),
        ("letters", 2),
    ] {
        assert_eq!(count(&t.app.db, table).await, rows, "{table}");
    }
    assert!(t.deliver().await.is_empty());
}

#[actix_web::test]
async fn a_councillor_earns_a_certificate() {
    a_certificate_is_earned(false).await;
}

#[actix_web::test]
async fn a_councillor_who_presses_everything_twice_earns_the_same() {
    a_certificate_is_earned(true).await;
}
