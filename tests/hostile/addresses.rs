//! Hostile paths, queries and headers.

use super::{assert_clear, everybody};
use crate::kit::app::TestApp;
use crate::kit::browser::Browser;
use crate::kit::call::Call;
use crate::kit::cast::PASSWORD;
use foundations::web::TABLE;

const PATHS: [&str; 34] = [
    "/%00",
    "/%ff",
    "/courses/%ff%fe",
    "/courses/%00/data",
    "/courses/digital-foundations/..%2f..%2fetc%2fpasswd",
    "/courses/digital-foundations/data/%2e%2e",
    "/courses/%F0%9F%8E%93/%C5%B5",
    "/courses/'%20OR%201=1",
    "/courses/%7B%7Bthis%7D%7D",
    "/attempts/0",
    "/attempts/-1",
    "/attempts/+1",
    "/attempts/1.0",
    "/attempts/99999999999999999999999",
    "/attempts/9223372036854775807",
    "/attempts/1/questions/0",
    "/attempts/1/questions/18446744073709551615",
    "/attempts/1/questions/99999999999999999999999",
    "/attempts/1%00/result",
    "/certificates/%00",
    "/certificates/%ff",
    "/certificates/%3Cscript%3E",
    "/certificates/DF-%E2%80%90%E2%80%90",
    "/certificates/..%2f..%2f/document",
    "/invitations/%ff",
    "/invitations/%00",
    "/password-resets/%F0%9F%8E%93",
    "/address-confirmations/a%0d%0ab",
    "/static/..%2f..%2fCargo.toml",
    "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/figures/..%5c..%5cx.svg",
    "/admin/councils/%ff",
    "/demo/letters/-1",
    "//evil.example/%2f..",
];

const QUERIES: [&str; 16] = [
    "next=//evil.example",
    "next=https://evil.example",
    "next=%2F%5Cevil.example",
    "next=%2F%01",
    "next=%2F%C3%A9",
    "next=%2F%0d%0aX-Injected:%201",
    "next=/a&next=/b",
    "next=%ff",
    "done=%3Cscript%3E",
    "done=password&done=name",
    "done=%00",
    "number=%3Cscript%3E",
    "number=DF-2222-2222&number=x",
    "number=%ff",
    "a=%",
    "=&=&=",
];

#[actix_web::test]
async fn hostile_addresses_get_a_clear_page() {
    let t = TestApp::start().await;
    let long = format!("/{}", "a".repeat(5_000));
    let query = format!("/sign-in?next=/{}", "a".repeat(5_000));
    for (who, cookie) in everybody(&t).await {
        let own = TABLE.iter().filter(|line| line.method == "GET" && !line.path.contains('{'));
        let own = own.filter(|line| super::is_page(line.path));
        let queried =
            own.flat_map(|line| QUERIES.iter().map(move |query| format!("{}?{query}", line.path)));
        let paths = PATHS.iter().map(|path| (*path).to_owned());
        for path in paths.chain(queried).chain([long.clone(), query.clone()]) {
            for method in ["GET", "HEAD"] {
                let reply = t.send(Call::new(method, &path).cookie(&cookie)).await;
                assert_clear(&reply, &format!("{method} {path} as {who}"));
            }
        }
    }
}

#[actix_web::test]
async fn after_signing_in_nobody_is_sent_off_the_site() {
    let t = TestApp::start().await;
    for (next, to) in [
        ("/account", "/account"),
        ("/certificates?number=x", "/certificates?number=x"),
        ("", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\/evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/a\r\nLocation: https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("evil.example", "/"),
        ("/a\u{1}", "/"),
    ] {
        let fields = [("email", "gwen@aberwyvern.example"), ("password", PASSWORD), ("next", next)];
        let reply = t.send(Call::post("/sessions", &fields)).await;
        assert_eq!((reply.status, reply.location()), (303, to), "{next:?}");
    }
}

async fn sign_in(t: &TestApp, headers: &[(&str, &str)]) -> u16 {
    let fields = [("email", "gwen@aberwyvern.example"), ("password", PASSWORD)];
    let call = Call::post("/sessions", &fields);
    let call = headers.iter().fold(call, |call, (name, value)| call.header(name, value.as_bytes()));
    let reply = t.send(call).await;
    assert_clear(&reply, &format!("{headers:?}"));
    if reply.status == 403 {
        assert!(reply.text().contains("That form came from another site"), "{}", reply.text());
    }
    reply.status
}

#[actix_web::test]
async fn a_form_from_another_site_is_refused() {
    let t = TestApp::start().await;
    let ours = "https://training.example";
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "what")],
        &[("sec-fetch-site", "cross-site"), ("origin", ours)],
        &[("origin", "https://evil.example"), ("host", "training.example")],
        &[("origin", "null"), ("host", "training.example")],
        &[("origin", "https://training.example.evil.example"), ("host", "training.example")],
        &[("origin", "https://evil.example/training.example"), ("host", "training.example")],
        &[("origin", ""), ("host", "training.example")],
        &[("origin", "null")],
        &[("origin", "://")],
    ] {
        assert_eq!(sign_in(&t, headers).await, 403, "{headers:?}");
    }
    for headers in [
        &[("sec-fetch-site", "same-origin")][..],
        &[("sec-fetch-site", "none")],
        &[("origin", ours)],
        &[("origin", ours), ("host", "training.example")],
        &[("origin", ours), ("sec-fetch-site", "same-origin")],
        &[],
    ] {
        assert_eq!(sign_in(&t, headers).await, 303, "{headers:?}");
    }
}

#[actix_web::test]
async fn bytes_that_are_no_text_in_a_header_are_foreign() {
    let t = TestApp::start().await;
    for name in ["origin", "sec-fetch-site"] {
        let call = Call::post("/sessions", &[("email", "x")]).header(name, b"\xff\xfe");
        assert_eq!(t.send(call).await.status, 403, "{name}");
    }
    for name in ["cookie", "user-agent", "x-forwarded-for", "host", "content-type"] {
        let reply = t.send(Call::get("/").header(name, b"\xff\xfe")).await;
        assert_clear(&reply, name);
    }
}

#[actix_web::test]
async fn every_form_is_refused_from_another_site_and_changes_nothing() {
    let t = TestApp::start().await;
    let mut browser: Browser<'_> = t.signed_in(&t.cast.gwen).await;
    let before = crate::kit::contents::contents(&t.app.db).await;
    for line in TABLE.iter().filter(|line| line.method == "POST") {
        let path = line.path.replace(['{', '}'], "");
        let call = Call::post(&path, &[]).header("sec-fetch-site", b"cross-site");
        assert_eq!(browser.send(call).await.status, 403, "{path}");
    }
    let after = crate::kit::contents::contents(&t.app.db).await;
    assert_eq!(crate::kit::contents::changed(&before, &after), [""; 0]);
}

#[actix_web::test]
async fn a_hostile_host_comes_into_no_page_and_no_letter() {
    let t = TestApp::start().await;
    let evil = |call: Call| {
        ["host", "x-forwarded-host", "forwarded", "x-original-url", "x-rewrite-url"]
            .iter()
            .fold(call, |call, name| call.header(name, b"evil.example"))
    };
    let asked = Call::post("/password-resets", &[("email", "gwen@aberwyvern.example")]);
    for call in [asked, Call::get("/"), Call::get("/account"), Call::get("/favicon.ico")] {
        let reply = t.send(evil(call)).await;
        assert!(!reply.text().contains("evil.example"), "{}", reply.text());
        assert!(!reply.location().contains("evil.example"), "{}", reply.location());
    }
    let post = t.deliver_one().await;
    assert!(post.link().starts_with("/password-resets/"));
    assert!(!post.eml.contains("evil.example"), "{}", post.eml);
}
