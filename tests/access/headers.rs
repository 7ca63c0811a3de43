use crate::kit::app::{Setup, TestApp};
use crate::kit::call::{Call, Reply};
use crate::kit::cast::PASSWORD;
use crate::kit::course::FIGURE;
use foundations::web::TABLE;
use std::sync::atomic::Ordering;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// On every answer, whatever it is.
const ALWAYS: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-robots-tag", "noindex, nofollow"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), \
         gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
];

fn assert_dressed(reply: &Reply, what: &str) {
    for (name, value) in ALWAYS {
        assert_eq!(reply.header(name), value, "{what}");
    }
    for name in ["server", "x-powered-by", "x-xss-protection", "etag", "last-modified"] {
        assert_eq!(reply.header(name), "", "{what}");
    }
    assert_eq!(reply.header("x-request-id").len(), 16, "{what}");
    for name in reply.headers.keys() {
        assert_eq!(reply.headers.get_all(name).count(), 1, "{what}: {name} twice");
    }
}

#[actix_web::test]
async fn every_answer_of_every_route_is_dressed() {
    let t = TestApp::start().await;
    let mut statuses = std::collections::BTreeSet::new();
    for person in [None, Some(&t.cast.gwen), Some(&t.cast.ada)] {
        let mut browser = t.browser();
        if let Some(person) = person {
            browser.sign_in(person).await;
        }
        for line in TABLE.iter().filter(|line| line.path != "/session/removal") {
            let path = line.path.replace(['{', '}'], "");
            for call in [Call::new(line.method, &path), Call::new("DELETE", &path)] {
                let what = format!("{} {path}", call.method);
                let reply = browser.send(call).await;
                assert_dressed(&reply, &what);
                // What is handed out as a file may do nothing in a browser.
                let file = reply.header("content-disposition").starts_with("attachment");
                let policy = if file { "sandbox" } else { POLICY };
                assert_eq!(reply.header("content-security-policy"), policy, "{what}");
                assert_eq!(reply.header("cache-control"), "no-store", "{what}");
                statuses.insert(reply.status);
            }
        }
    }
    t.app.draining.store(true, Ordering::Relaxed);
    let reply = t.send(Call::get("/readyz")).await;
    assert_dressed(&reply, "/readyz");
    statuses.insert(reply.status);
    assert_eq!(statuses.into_iter().collect::<Vec<_>>(), [200, 303, 404, 405, 422, 503]);
}

#[actix_web::test]
async fn nothing_is_unsafe_but_the_colours_of_a_figure() {
    assert!(!POLICY.contains("unsafe"));
    let t = TestApp::start().await;
    let figure = t.send(Call::get(&format!("/figures/{FIGURE}"))).await;
    assert_dressed(&figure, FIGURE);
    assert_eq!(figure.header("content-type"), "image/svg+xml");
    let policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    assert_eq!(figure.header("content-security-policy"), policy);
}

#[actix_web::test]
async fn what_never_changes_is_kept_for_ever() {
    let t = TestApp::start().await;
    let sheet = t.app.pages.assets().address("foundations.css").unwrap().to_owned();
    for path in [sheet, format!("/figures/{FIGURE}")] {
        let reply = t.send(Call::get(&path)).await;
        assert_dressed(&reply, &path);
        let kept = reply.header("cache-control");
        assert_eq!((reply.status, kept), (200, "public, max-age=31536000, immutable"), "{path}");
        let unknown = t.send(Call::get(&path.replace('.', "x."))).await;
        assert_eq!((unknown.status, unknown.header("cache-control")), (404, "no-store"));
    }
}

async fn signed_in(base_url: &'static str) -> (TestApp, Reply) {
    let t = Setup { base_url, ..Setup::default() }.start().await;
    let fields = [("email", "gwen@aberwyvern.example"), ("password", PASSWORD)];
    let reply = t.send(Call::post("/sessions", &fields)).await;
    (t, reply)
}

fn attributes(cookie: &str) -> Vec<String> {
    let mut parts: Vec<String> =
        cookie.split(';').skip(1).map(|part| part.trim().to_owned()).collect();
    parts.sort();
    parts
}

#[actix_web::test]
async fn with_https_the_cookie_is_bound_to_this_host_and_to_https() {
    let (t, reply) = signed_in("https://training.example").await;
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with("__Host-sid="), "{cookie}");
    assert_eq!(attributes(cookie), ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    let sent = "max-age=63072000; includeSubDomains";
    assert_eq!(reply.header("strict-transport-security"), sent);
    let out = t.send(Call::post("/session/removal", &[])).await;
    let ended = out.header("set-cookie");
    assert!(ended.starts_with("__Host-sid=;"), "{ended}");
    let kept = ["HttpOnly", "Max-Age=0", "Path=/", "SameSite=Lax", "Secure"];
    assert_eq!(attributes(ended), kept);
    // The plain cookie of an http site is nobody here.
    let plain = cookie.split(';').next().unwrap().replace("__Host-sid", "sid");
    assert_eq!(t.send(Call::get("/account").cookie(&plain)).await.status, 303);
}

#[actix_web::test]
async fn with_http_the_cookie_is_plain_and_says_no_more() {
    let (t, reply) = signed_in("http://127.0.0.1:8080").await;
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with("sid="), "{cookie}");
    assert_eq!(attributes(cookie), ["HttpOnly", "Path=/", "SameSite=Lax"]);
    assert_eq!(reply.header("strict-transport-security"), "");
    let pair = cookie.split(';').next().unwrap();
    assert_eq!(t.send(Call::get("/account").cookie(pair)).await.status, 200);
}

#[actix_web::test]
async fn a_download_is_a_file_of_a_safe_name() {
    let t = TestApp::start().await;
    t.complete(&t.cast.gwen.clone()).await;
    t.deliver_one().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get("/certificates").await;
    let path = browser.page().link("Download the certificate (PDF)");
    let number = path.split('/').nth(2).unwrap().to_owned();
    let reply = browser.send(Call::get(&path)).await;
    assert_dressed(&reply, &path);
    assert_eq!(reply.header("content-type"), "application/pdf");
    let named = format!("attachment; filename=\"digital-foundations-{number}.pdf\"");
    assert_eq!(reply.header("content-disposition"), named);
    assert_eq!(reply.header("content-security-policy"), "sandbox");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert!(reply.body.starts_with(b"%PDF-"));
}

#[actix_web::test]
async fn counts_are_for_this_machine_or_for_who_has_the_token() {
    let t = TestApp::start().await;
    assert_eq!(t.send(Call::get("/metrics")).await.status, 404);
    let near = Call::get("/metrics").from("127.0.0.1");
    assert_eq!(t.send(near.clone()).await.status, 200);
    let proxied = near.clone().header("x-forwarded-for", b"127.0.0.1");
    assert_eq!(t.send(proxied).await.status, 404);
    let t = Setup { metrics_token: Some("secret".into()), ..Setup::default() }.start().await;
    assert_eq!(t.send(near.clone()).await.status, 404);
    for (token, status) in [("Bearer secret", 200), ("Bearer secre", 404), ("secret", 404)] {
        let reply = t.send(Call::get("/metrics").header("authorization", token.as_bytes())).await;
        assert_eq!(reply.status, status, "{token}");
        // Counts are by pattern: no path that a person opened, and no token, stands among them.
        assert!(!reply.text().contains("secret"));
    }
    t.browser().get("/help").await;
    let text = t.send(Call::get("/metrics").header("authorization", b"Bearer secret")).await.text();
    assert!(text.contains("route=\"/help\",status=\"200\"} 1"), "{text}");
    assert!(text.contains("letters{state=\"due\"} 0"), "{text}");
}

#[actix_web::test]
async fn a_crowd_is_asked_to_come_back_and_nobody_after_it() {
    let t = TestApp::start().await;
    let crowd = t.app.places.acquire_many(foundations::web::PLACES.try_into().unwrap()).await;
    let turned_away = t.send(Call::get("/sign-in")).await;
    assert_eq!(turned_away.status, 503);
    assert_eq!(turned_away.header("retry-after"), "5");
    drop(crowd);
    assert_eq!(t.send(Call::get("/sign-in")).await.status, 200);
}
