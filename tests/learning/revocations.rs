//! Revoking with a reason; what the public, the holder and staff then see; how a mistake is put right.

use super::certificates::{completed, number};
use crate::kit::app::TestApp;
use crate::kit::browser::Browser;
use crate::kit::call::Call;
use crate::kit::contents::{changed, contents, count, count_where};
use diesel::RunQueryDsl;
use foundations::db::Conn;
use futures_util::future::join_all;

const BUTTON: &str = "Revoke this certificate";
const REASON: &str = "Somebody else sat the quizzes";

async fn at_revocation<'a>(t: &'a TestApp, number: &str) -> Browser<'a> {
    let mut ada = t.signed_in(&t.cast.ada).await;
    ada.get("/admin").await;
    ada.follow("Find a certificate").await;
    let plain = number.replace('-', "").to_lowercase();
    ada.fill(&[("Certificate number, name or e-mail address", &plain)], "Find").await;
    ada.follow(number).await;
    ada.follow("Revoke it").await;
    ada
}

#[actix_web::test]
async fn a_revoked_certificate_says_when_to_all_and_why_to_staff_alone() {
    let (t, number) = completed().await;
    let mut ada = at_revocation(&t, &number).await;
    ada.fill(&[("Reason", REASON)], BUTTON).await.assert_says("The certificate is revoked");
    ada.page().assert_says(REASON);
    let letter = t.deliver_one().await;
    assert_eq!(letter.kind, "certificate-revoked");
    assert!(letter.words.attachment.is_none() && !letter.words.text.contains(REASON));
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    let check = format!("/certificates/{number}");
    for (path, says) in [
        ("/", "Its certificate was revoked"),
        ("/certificates", "This certificate was revoked on 23 November 2026"),
        (check.as_str(), "This certificate was revoked on 23 November 2026"),
    ] {
        gwen.get(path).await.assert_says(says);
        gwen.page().assert_says_not(REASON);
        gwen.page().assert_says_not("ready to be made");
    }
    gwen.open(&format!("{check}/document"), 410).await;
    gwen.open(&format!("{check}/replacement"), 409).await;
    let own = Call::post(&format!("{check}/replacement"), &[("name", "Gwen Rees")]);
    assert_eq!(gwen.send(own).await.status, 409, "only an administrator puts that right");
    assert_eq!(count_where(&t.app.db, "audit_entries", "act = 'certificate-revoked'").await, 1);
    assert_eq!(count(&t.app.db, "course_completions").await, 1);
}

#[actix_web::test]
async fn revoking_sixteen_times_at_once_revokes_once_and_writes_one_letter() {
    let (t, number) = completed().await;
    let ada = at_revocation(&t, &number).await;
    let form = ada.page().form(BUTTON).fill("Reason", REASON);
    let call = ada.signed(ada.call(&form, BUTTON));
    for reply in join_all((0..16).map(|_| t.send(call.clone()))).await {
        assert_eq!(reply.status, 303);
    }
    assert_eq!(t.deliver_one().await.kind, "certificate-revoked");
    assert_eq!(count_where(&t.app.db, "audit_entries", "act = 'certificate-revoked'").await, 1);
    // With other words later, the first reason stays.
    let before = contents(&t.app.db).await;
    let other = form.fill("Reason", "Another");
    assert_eq!(t.send(ada.signed(ada.call(&other, BUTTON))).await.status, 303);
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
}

#[actix_web::test]
async fn nobody_revokes_without_a_reason() {
    let (t, number) = completed().await;
    let mut ada = at_revocation(&t, &number).await;
    let before = contents(&t.app.db).await;
    let long = "x".repeat(501);
    for (typed, says) in [(" ", "Say why it is revoked"), (long.as_str(), "at most 500 characters")]
    {
        ada.get(&format!("/admin/certificates/{number}/revocation")).await;
        ada.fill_expecting(&[("Reason", typed)], BUTTON, 422).await.assert_says(says);
    }
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
}

#[actix_web::test]
async fn a_mistaken_revocation_is_put_right_by_a_new_certificate() {
    let (t, old) = completed().await;
    let mut ada = at_revocation(&t, &old).await;
    ada.fill(&[("Reason", REASON)], BUTTON).await;
    ada.follow("Issue a new one in its place").await;
    ada.press("Issue the new certificate").await;
    let new = number(&t).await;
    assert_eq!(t.deliver().await.len(), 2);
    let mut anybody = t.browser();
    anybody.get(&format!("/certificates/{old}")).await.assert_says("was revoked");
    anybody.get(&format!("/certificates/{new}")).await.assert_says("This certificate is valid");
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.get("/").await.assert_says_not("was revoked");
    ada.get(&format!("/admin/certificates/{old}")).await.assert_says(&new);
    for noun in ["replacement", "revocation"] {
        let status = if noun == "replacement" { 409 } else { 422 };
        let path = format!("/admin/certificates/{old}/{noun}");
        let reply = ada.send(Call::post(&path, &[("name", "Gwen Rees")])).await;
        assert!([status, 409].contains(&reply.status), "{noun}: {}", reply.status);
    }
    assert_eq!(count(&t.app.db, "certificates").await, 2);
}

/// Writes to the database what no page does yet.
async fn put(t: &TestApp, sql: &'static str) {
    let put = move |conn: &mut Conn| {
        foundations::either!(conn, c => diesel::sql_query(sql).execute(c)).map(drop)
    };
    t.app.db.write::<_, diesel::result::Error>(put).await.unwrap();
}

#[actix_web::test]
async fn a_certificate_runs_out_after_its_last_day_and_keeps_its_pdf() {
    let (t, number) = completed().await;
    let check = format!("/certificates/{number}");
    put(&t, "UPDATE certificates SET expires_on = '2026-11-23'").await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.get(&check).await.assert_says("This certificate is valid");
    t.advance(chrono::TimeDelta::days(1));
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.get(&check).await.assert_says("This certificate was valid until 23 November 2026");
    gwen.get("/certificates").await.assert_says("was valid until 23 November 2026");
    assert_eq!(gwen.send(Call::get(&format!("{check}/document"))).await.status, 200);
}

#[actix_web::test]
async fn of_somebody_who_asked_to_be_forgotten_nothing_is_shown() {
    let (t, number) = completed().await;
    put(&t, "UPDATE certificates SET state = 'erased'").await;
    let mut anybody = t.browser();
    anybody.get(&format!("/certificates/{number}")).await.assert_says("asked to be forgotten");
    for secret in ["Gwen", "completed the course", "2026 edition"] {
        anybody.page().assert_says_not(secret);
    }
}
