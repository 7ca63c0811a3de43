//! Correct and replace: a new certificate takes the old one's place, once.

use super::certificates::{completed, number};
use crate::kit::app::TestApp;
use crate::kit::browser::Browser;
use crate::kit::call::Call;
use crate::kit::contents::{changed, contents, count, count_where};
use futures_util::future::join_all;

const BUTTON: &str = "Replace my certificate";

async fn correct(t: &TestApp, browser: &mut Browser<'_>, name: &str) {
    browser.get("/certificates").await;
    browser.follow(&format!("Correct the name {}", number(t).await)).await;
    browser.fill(&[("Name to print", name)], BUTTON).await;
}

#[actix_web::test]
async fn a_corrected_name_makes_a_new_certificate_and_the_old_one_says_so() {
    let (t, old) = completed().await;
    t.advance(chrono::TimeDelta::days(1));
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    correct(&t, &mut gwen, "Gwenllian Prys").await;
    gwen.page().assert_says("The certificate is replaced");
    gwen.page().assert_says("Gwenllian Prys, 23 November 2026, edition 2026");
    gwen.page().assert_says("This certificate was replaced on 24 November 2026");
    let new = number(&t).await;
    assert_ne!(new, old);
    let letter = t.deliver_one().await;
    assert_eq!(letter.kind, "certificate-replacement");
    assert!(letter.words.text.contains(&old) && letter.words.text.contains(&new));
    assert!(letter.words.attachment.is_some_and(|pdf| pdf.filename.contains(&new)));
    // The public page of the old one says when, and not which is the new one.
    let mut anybody = t.browser();
    anybody
        .get(&format!("/certificates/{old}"))
        .await
        .assert_says("was replaced on 24 November 2026");
    anybody.page().assert_says("Gwen Pryce");
    for secret in [new.as_str(), "Gwenllian", "@"] {
        anybody.page().assert_says_not(secret);
    }
    anybody.get(&format!("/certificates/{new}")).await.assert_says("This certificate is valid");
    // The old PDF is not given out again; the new one is.
    gwen.open(&format!("/certificates/{old}/document"), 410).await.assert_says("There is no PDF");
    assert_eq!(gwen.send(Call::get(&format!("/certificates/{new}/document"))).await.status, 200);
    gwen.get("/account").await.assert_says("Certificates print Gwenllian Prys.");
    assert_eq!(count_where(&t.app.db, "audit_entries", "act = 'certificate-replaced'").await, 1);
}

#[actix_web::test]
async fn replacing_sixteen_times_at_once_gives_one_replacement_and_one_letter() {
    let (t, old) = completed().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.get(&format!("/certificates/{old}/replacement")).await;
    let form = gwen.page().form(BUTTON).fill("Name to print", "Gwenllian Prys");
    let call = gwen.signed(gwen.call(&form, BUTTON));
    for reply in join_all((0..16).map(|_| t.send(call.clone()))).await {
        let to = "/certificates?done=certificate-replaced";
        assert_eq!((reply.status, reply.location()), (303, to));
    }
    assert_eq!(count(&t.app.db, "certificates").await, 2);
    assert_eq!(count_where(&t.app.db, "certificates", "state = 'current'").await, 1);
    assert_eq!(t.deliver_one().await.kind, "certificate-replacement");
    // Another tab, with another name, is told that it came too late.
    let before = contents(&t.app.db).await;
    let other = gwen.page().form(BUTTON).fill("Name to print", "Gwen Rees");
    gwen.submit(&other, BUTTON, 409).await.assert_says("That certificate no longer holds");
    gwen.open(&format!("/certificates/{old}/replacement"), 409).await;
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
}

#[actix_web::test]
async fn the_same_name_and_one_that_cannot_be_printed_replace_nothing() {
    let (t, old) = completed().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    let before = contents(&t.app.db).await;
    for (typed, says) in [
        ("Gwen Pryce", "That is the name on the certificate already"),
        ("", "Enter your name"),
        ("Gwen \u{1F600}", "We cannot print \u{1F600}"),
    ] {
        gwen.get(&format!("/certificates/{old}/replacement")).await;
        gwen.fill_expecting(&[("Name to print", typed)], BUTTON, 422).await.assert_says(says);
    }
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
}

#[actix_web::test]
async fn a_holder_corrects_three_times_and_then_an_administrator_does() {
    let (t, _) = completed().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    for name in ["Gwen A", "Gwen B", "Gwen C"] {
        correct(&t, &mut gwen, name).await;
        t.deliver_one().await;
    }
    let third = number(&t).await;
    gwen.open(&format!("/certificates/{third}/replacement"), 409).await;
    gwen.page().assert_says("You have corrected this certificate three times");
    let fourth = Call::post(&format!("/certificates/{third}/replacement"), &[("name", "Gwen D")]);
    assert_eq!(gwen.send(fourth).await.status, 409);
    assert_eq!(count(&t.app.db, "certificates").await, 4);
    let mut ada = t.signed_in(&t.cast.ada).await;
    ada.get("/admin/certificates").await;
    ada.fill(&[("Certificate number, name or e-mail address", "gwen")], "Find").await;
    ada.follow(&third).await;
    ada.follow("Replace it").await;
    ada.fill(&[("Name to print", "Gwen D")], "Issue the new certificate").await;
    ada.page().assert_says("The certificate is replaced");
    ada.page().assert_says("Gwen D");
    assert_eq!(t.deliver_one().await.kind, "certificate-replacement");
    gwen.get("/certificates").await.assert_says("Gwen D, 23 November 2026");
}

#[actix_web::test]
async fn a_certificate_that_has_not_left_yet_is_sent_only_as_corrected() {
    let t = TestApp::start().await;
    t.complete(&t.cast.gwen.clone()).await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    correct(&t, &mut gwen, "Gwenllian Prys").await;
    assert_eq!(t.deliver_one().await.kind, "certificate-replacement");
}
