//! One certificate and one letter, whatever happens; and what the public may know.

use crate::kit::app::TestApp;
use crate::kit::call::{Call, Reply};
use crate::kit::contents::{changed, contents, count};
use foundations::certificates;
use futures_util::future::join_all;

#[actix_web::test]
async fn handing_in_the_last_quiz_sixteen_times_at_once_gives_one_certificate_and_one_letter() {
    let t = TestApp::start().await;
    let attempt = t.bring_to_the_end(&t.cast.gwen.clone()).await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(&format!("/attempts/{attempt}/answers")).await;
    let form = browser.page().form("Send my answers");
    let call = browser.signed(browser.call(&form, "Send my answers"));
    let replies = join_all((0..16).map(|_| t.send(call.clone()))).await;
    for reply in &replies {
        let to = format!("/attempts/{attempt}/result");
        assert_eq!((reply.status, reply.location()), (303, to.as_str()));
    }
    for (table, rows) in [
        ("certificates", 1),
        ("course_completions", 1),
        ("letters", 1),
        ("module_completions", 2),
        ("attempts", 2),
    ] {
        assert_eq!(count(&t.app.db, table).await, rows, "{table}");
    }
    let letter = t.deliver_one().await;
    assert_eq!(
        (letter.kind.as_str(), letter.to.as_str()),
        ("certificate", "gwen@aberwyvern.example")
    );
    // And later again.
    let before = contents(&t.app.db).await;
    assert_eq!(t.send(call).await.status, 303);
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
}

#[actix_web::test]
async fn reading_the_last_lesson_after_the_quiz_completes_the_course_too() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    for module in ["connectivity", "data"] {
        browser.get(&format!("/courses/digital-foundations/{module}/quiz")).await;
        browser.take_quiz(&t.edition, true).await;
        for lesson in ["first", "second"] {
            assert_eq!(count(&t.app.db, "certificates").await, 0);
            browser.get(&format!("/courses/digital-foundations/{module}/{lesson}")).await;
            browser.press("I have read this").await;
        }
    }
    assert_eq!(count(&t.app.db, "certificates").await, 1);
    t.deliver_one().await;
    browser.get("/").await.assert_says("You completed Digital Foundations on 23 November 2026");
}

/// The number of Gwen's newest certificate.
pub async fn number(t: &TestApp) -> String {
    let person = t.cast.gwen.id;
    let list =
        move |conn: &mut foundations::db::Conn| certificates::list_certificates_of(conn, person);
    t.app.db.read(list).await.unwrap()[0].number.clone()
}

/// Gwen has completed the course, and had her letter.
pub async fn completed() -> (TestApp, String) {
    let t = TestApp::start().await;
    t.complete(&t.cast.gwen.clone()).await;
    t.deliver_one().await;
    let number = number(&t).await;
    (t, number)
}

#[actix_web::test]
async fn a_later_name_changes_nothing_on_a_certificate() {
    let (t, number) = completed().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get("/account").await;
    browser.fill(&[("Your name", "Gwenllian Rees")], "Save my name").await;
    browser.get(&format!("/certificates/{number}")).await.assert_says("Gwen Pryce");
    browser.page().assert_says_not("Gwenllian");
    browser.get("/certificates").await.assert_says("Gwen Pryce, 23 November 2026, edition 2026");
}

#[actix_web::test]
async fn anybody_checks_a_certificate_as_it_was_read_to_them() {
    let (t, number) = completed().await;
    let mut browser = t.browser();
    let plain = number.replace('-', "");
    for typed in [number.clone(), number.to_lowercase(), format!(" {plain} "), plain[2..].into()] {
        browser.get("/certificates").await;
        browser.fill(&[("Certificate number", &typed)], "Check").await;
        assert_eq!(browser.page().path, format!("/certificates/{number}"));
        browser.page().assert_says("This certificate is valid");
        browser.page().assert_says("Gwen Pryce");
        browser.page().assert_says("Checked on 23 November 2026 at 09:00");
    }
    for secret in ["@", "Aberwyvern", "County Council"] {
        browser.page().assert_says_not(secret);
    }
}

async fn check(t: &TestApp, number: &str, network: &str) -> Reply {
    t.send(Call::get(&format!("/certificates/{number}")).from(network)).await
}

#[actix_web::test]
async fn malformed_and_unknown_numbers_get_one_answer() {
    let (t, number) = completed().await;
    let unknown = check(&t, "DF-2222-2222", "192.0.2.1").await;
    let plain = unknown.text().replace("DF-2222-2222", "NUMBER");
    assert!(plain.contains("There is no certificate with that number"));
    for typed in ["DF-2222-2223", "x", "DF-OOOO-1111", "1", "DF-7K4M-92QX-7"] {
        let reply = check(&t, typed, "192.0.2.1").await;
        let shown = reply.text().replace(&format!("value=\"{typed}\""), "value=\"NUMBER\"");
        assert_eq!((reply.status, shown), (404, plain.clone()), "{typed}");
    }
    // Who tries numbers by the hundred is stopped; who has a real one is not, elsewhere.
    for at in 0..295 {
        check(&t, &format!("DF-2222-2{at}"), "192.0.2.1").await;
    }
    assert_eq!(check(&t, &number, "192.0.2.1").await.status, 429);
    assert_eq!(check(&t, &number, "198.51.100.1").await.status, 200);
}

#[actix_web::test]
async fn only_its_holder_downloads_a_certificate() {
    let (t, number) = completed().await;
    let path = format!("/certificates/{number}/document");
    let mut idris = t.signed_in(&t.cast.idris).await;
    idris.open(&path, 404).await;
    idris.get("/certificates").await.assert_says("No certificate yet");
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    let (one, two) = (gwen.send(Call::get(&path)).await, gwen.send(Call::get(&path)).await);
    assert!(one.body.starts_with(b"%PDF-1.") && one.body.len() > 5_000);
    assert_eq!(one.body, two.body, "drawn from the row, the same each time");
    let lower = path.to_lowercase().replace("df-", "DF");
    assert_eq!(gwen.send(Call::get(&lower)).await.status, 200);
}
