//! Bad input: whatever arrives, the answer is a clear page of ours and never a fault.

mod addresses;
mod bodies;

use crate::kit::app::TestApp;
use crate::kit::call::{Call, Reply};
use crate::kit::cast::Person;
use bodies::{Body, bodies};
use foundations::courses::MAIN_COURSE;
use foundations::mail::State;
use foundations::web::TABLE;

/// Nobody, a learner and an administrator, each with a cookie.
async fn everybody(t: &TestApp) -> Vec<(&'static str, String)> {
    let mut cookies = vec![("nobody", String::new())];
    for person in [&t.cast.gwen, &t.cast.ada] {
        cookies.push(("somebody", cookie(t, person).await));
    }
    cookies
}

async fn cookie(t: &TestApp, person: &Person) -> String {
    t.signed_in(person).await.cookie()
}

/// Whether an address answers with a page of ours, and not with text for machines.
fn is_page(path: &str) -> bool {
    !["/healthz", "/readyz", "/metrics", "/robots.txt"].contains(&path)
}

/// A path that reaches each handler's own checks.
fn path_of(pattern: &str, attempt: &str, invitation: &str) -> String {
    let token = if pattern.starts_with("/invitations") { invitation } else { "no-such-token" };
    [
        ("{token}", token),
        ("{address}", "1"),
        ("{session}", "999"),
        ("{course}", MAIN_COURSE),
        ("{module}", "data"),
        ("{lesson}", "first"),
        ("{attempt}", attempt),
        ("{question}", "1"),
        ("{council}", "aberwyvern-county-council"),
    ]
    .iter()
    .fold(pattern.to_owned(), |path, (part, value)| path.replace(part, value))
}

/// A status that tells the visitor what to do; and a page that is ours.
fn assert_clear(reply: &Reply, what: &str) {
    let text = reply.text();
    assert!(
        reply.status == 200 || reply.status == 303 || (400..500).contains(&reply.status),
        "{what}: {} {text}",
        reply.status
    );
    if reply.status == 303 {
        let to = reply.location();
        assert!(to.starts_with('/') && !to.starts_with("//"), "{what}: sent away to {to:?}");
    } else if reply.header("content-disposition").starts_with("attachment") {
        assert_eq!(reply.header("content-security-policy"), "sandbox", "{what}");
        return;
    } else {
        assert!(text.contains("<h1>") || text.contains("<h1 "), "{what}: {text}");
        assert!(text.contains("Digital Foundations</title>"), "{what}: {text}");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8", "{what}");
    }
    assert!(!text.contains("<script>"), "{what}: {text}");
    assert!(reply.headers.get("x-injected").is_none(), "{what}");
}

async fn try_all(t: &TestApp, attempt: &str, invitation: &str, bodies: &[Body]) -> usize {
    let mut tried = 0;
    for (who, cookie) in everybody(t).await {
        for line in TABLE.iter().filter(|line| line.method == "POST") {
            // Signing out is the one act that would make nobody of everybody.
            if line.path == "/session/removal" {
                continue;
            }
            let path = path_of(line.path, attempt, invitation);
            for body in bodies {
                let call = Call::new("POST", &path)
                    .body(body.kind, body.bytes.clone())
                    .cookie(&cookie)
                    .from(&format!("192.0.2.{}", tried % 250));
                let reply = t.send(call).await;
                assert_clear(&reply, &format!("{} to {path} as {who}", body.name));
                tried += 1;
            }
        }
    }
    tried
}

/// Hostile input may well be a valid request for a letter; these need not go.
async fn forget_letters(t: &TestApp) {
    let due = t.letters(&[State::Due]).await;
    let now = t.now();
    let cancel = move |conn: &mut foundations::db::Conn| {
        for letter in &due {
            foundations::mail::cancel(conn, &letter.once_key, now)?;
        }
        Ok::<_, foundations::mail::MailError>(())
    };
    t.app.db.write(cancel).await.unwrap();
}

#[actix_web::test]
async fn sixty_hostile_bodies_to_every_form_are_refused_clearly() {
    let t = TestApp::start().await;
    let attempt = t.bring_to_the_end(&t.cast.gwen.clone()).await.to_string();
    t.invite("Nia Evans", "nia@aberwyvern.example").await;
    let link = t.deliver_one().await.link();
    let token = link.trim_start_matches("/invitations/");
    let bodies = bodies();
    assert!(bodies.len() >= 60, "only {} bodies", bodies.len());
    let tried = try_all(&t, &attempt, token, &bodies).await;
    assert!(tried > 3_000, "only {tried} tries");
    forget_letters(&t).await;
    // And the service still stands.
    t.browser().sign_in(&t.cast.idris).await;
}

#[actix_web::test]
async fn what_cannot_be_a_form_is_told_why() {
    let t = TestApp::start().await;
    let form = "application/x-www-form-urlencoded";
    let large = format!("email={}", "a".repeat(70_000)).into_bytes();
    let exact = format!("email={}", "a".repeat(64 * 1024 - 6)).into_bytes();
    for (kind, body, status) in [
        (form, large, 413),
        (form, exact, 422),
        (form, b"email=a@b.uk&email=c@d.uk".to_vec(), 400),
        (form, b"email=%FF".to_vec(), 400),
        (form, b"email=%00".to_vec(), 400),
        (form, b"\xff\xfe".to_vec(), 400),
        (form, "a=1&".repeat(301).into_bytes(), 400),
        (form, "a=1&".repeat(300).into_bytes(), 422),
        ("application/json", b"{}".to_vec(), 415),
        ("text/plain", b"email=a@b.uk".to_vec(), 415),
        ("", b"email=a@b.uk".to_vec(), 415),
        ("", b"".to_vec(), 422),
        ("Application/X-WWW-Form-Urlencoded; charset=utf-8", b"email=a".to_vec(), 422),
    ] {
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let reply = t.send(Call::new("POST", "/sessions").body(kind, body)).await;
        assert_eq!(reply.status, status, "{kind} {shown}: {}", reply.text());
    }
}
