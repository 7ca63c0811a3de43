use super::{alike, try_password};
use crate::kit::app::{Setup, TestApp};
use crate::kit::call::{Call, NETWORK};
use crate::kit::cast::PASSWORD;
use crate::kit::contents::count;
use chrono::TimeDelta;

const GWEN: &str = "gwen@aberwyvern.example";
const NOBODY: &str = "nobody@aberwyvern.example";
const WRONG: &str = "not-her-password";

#[actix_web::test]
async fn a_right_password_signs_in_and_a_wrong_one_does_not() {
    let t = TestApp::start().await;
    let mut browser = t.browser();
    browser.get("/sign-in").await;
    let fields = [("E-mail address", " Gwen@Aberwyvern.EXAMPLE "), ("Password", PASSWORD)];
    browser.fill(&fields, "Sign in").await;
    assert_eq!(browser.page().path, "/");
    assert_eq!(browser.page().heading(), "Good morning, Gwen Pryce");
    let mut stranger = t.browser();
    stranger.get("/sign-in").await;
    let fields = [("email", GWEN), ("password", WRONG)];
    stranger.fill_expecting(&fields, "Sign in", 422).await;
    assert!(!stranger.is_signed_in());
    let page = stranger.page();
    assert!(page.title().starts_with("Error: "), "{}", page.title());
    assert_eq!(page.faults().len(), 1);
    // What was typed stands there again, but never a password.
    let form = page.form("Sign in");
    assert_eq!(form.control("email").value, GWEN);
    assert_eq!(form.control("password").value, "");
    assert!(!page.reply.text().contains(WRONG));
}

#[actix_web::test]
async fn a_form_without_its_fields_says_which() {
    let t = TestApp::start().await;
    let mut browser = t.browser();
    browser.get("/sign-in").await;
    browser.fill_expecting(&[("email", "gwen")], "Sign in", 422).await;
    assert_eq!(browser.page().faults().len(), 2);
    assert_eq!(count(&t.app.db, "try_buckets").await, 0, "nothing was tried");
}

#[actix_web::test]
async fn an_account_takes_ten_tries_in_five_minutes() {
    let t = TestApp::start().await;
    for address in [GWEN, NOBODY] {
        for _ in 0..10 {
            assert_eq!(try_password(&t, address, WRONG, NETWORK).await.status, 422, "{address}");
        }
        let refused = try_password(&t, address, PASSWORD, "198.51.100.9").await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, "300"), "{address}");
        assert!(refused.text().contains("Too many tries"));
    }
    // Somebody else is not held up.
    assert_eq!(try_password(&t, "idris@glanmoor.example", PASSWORD, NETWORK).await.status, 303);
    t.advance(TimeDelta::milliseconds(5 * 60 * 1000 - 1));
    assert_eq!(try_password(&t, GWEN, PASSWORD, NETWORK).await.status, 429);
    t.advance(TimeDelta::milliseconds(1));
    assert_eq!(try_password(&t, GWEN, PASSWORD, NETWORK).await.status, 303);
}

#[actix_web::test]
async fn the_tenth_try_still_counts_and_a_success_forgets_those_before() {
    let t = TestApp::start().await;
    for _ in 0..2 {
        for _ in 0..9 {
            assert_eq!(try_password(&t, GWEN, WRONG, NETWORK).await.status, 422);
        }
        assert_eq!(try_password(&t, GWEN, PASSWORD, NETWORK).await.status, 303);
    }
}

#[actix_web::test]
async fn a_network_takes_three_hundred_failures_in_five_minutes() {
    let t = TestApp::start().await;
    let fail = async |from: usize, to: usize| {
        for at in from..to {
            let address = format!("somebody{at}@glanmoor.example");
            assert_eq!(try_password(&t, &address, WRONG, NETWORK).await.status, 422, "{at}");
        }
    };
    fail(0, 299).await;
    // One failure inside the limit; and a success is no failure.
    assert_eq!(try_password(&t, GWEN, PASSWORD, NETWORK).await.status, 303);
    fail(299, 300).await;
    assert_eq!(try_password(&t, GWEN, PASSWORD, NETWORK).await.status, 429);
    // A visitor cannot choose their network.
    let fields = [("email", GWEN), ("password", PASSWORD)];
    let forged = Call::post("/sessions", &fields).header("x-forwarded-for", b"203.0.113.7");
    assert_eq!(t.send(forged).await.status, 429);
    assert_eq!(try_password(&t, GWEN, PASSWORD, "198.51.100.9").await.status, 303);
    t.advance(TimeDelta::minutes(5));
    assert_eq!(try_password(&t, GWEN, PASSWORD, NETWORK).await.status, 303);
}

#[actix_web::test]
async fn sixty_councillors_behind_one_address_sign_in_five_times_each() {
    let t = TestApp::start().await;
    for at in 0..301 {
        assert_eq!(try_password(&t, GWEN, PASSWORD, NETWORK).await.status, 303, "{at}");
    }
}

#[actix_web::test]
async fn a_trusted_proxy_says_where_a_visitor_comes_from() {
    let trusted_proxies = vec![NETWORK.parse().unwrap(), "192.0.2.2".parse().unwrap()];
    let t = Setup { trusted_proxies, ..Setup::default() }.start().await;
    let from = async |forwarded: &str, password: &str, who: &str| {
        let fields = [("email", who), ("password", password)];
        let call = Call::post("/sessions", &fields);
        t.send(call.header("x-forwarded-for", forwarded.as_bytes())).await.status
    };
    for at in 0..300 {
        let who = format!("somebody{at}@glanmoor.example");
        // What stands before the last address that we do not trust is the visitor's own invention.
        let forwarded = format!("10.0.0.{}, 203.0.113.7, 192.0.2.2", at % 200);
        assert_eq!(from(&forwarded, WRONG, &who).await, 422);
    }
    assert_eq!(from("203.0.113.7", PASSWORD, GWEN).await, 429);
    assert_eq!(from("203.0.113.8", PASSWORD, GWEN).await, 303);
}

#[actix_web::test]
async fn signing_in_never_says_whether_an_address_is_known() {
    let t = TestApp::start().await;
    let known = try_password(&t, GWEN, WRONG, NETWORK).await;
    let unknown = try_password(&t, NOBODY, WRONG, NETWORK).await;
    assert_eq!(known.status, 422);
    assert_eq!(alike(&known, GWEN), alike(&unknown, NOBODY));
}

#[actix_web::test]
async fn asking_for_a_new_password_never_says_whether_an_address_is_known() {
    let t = TestApp::start().await;
    let ask = async |email: &str| t.send(Call::post("/password-resets", &[("email", email)])).await;
    let (known, unknown) = (ask(GWEN).await, ask(NOBODY).await);
    assert_eq!(known.status, 200);
    assert_eq!(alike(&known, GWEN), alike(&unknown, NOBODY));
    assert_eq!(t.deliver_one().await.to, GWEN);
    // Nor do letters in plenty: five in five minutes, and the page stays the same.
    for _ in 0..9 {
        assert_eq!(alike(&ask(GWEN).await, GWEN), alike(&unknown, NOBODY));
    }
    let letters = t.deliver().await;
    assert_eq!(letters.len(), 4, "one went before");
    assert!(letters.iter().all(|post| post.to == GWEN));
}

#[actix_web::test]
async fn each_sign_in_has_a_new_cookie_and_the_database_holds_none() {
    let t = TestApp::start().await;
    let (first, second) = (t.signed_in(&t.cast.gwen).await, t.signed_in(&t.cast.gwen).await);
    let (first, second) = (first.cookie(), second.cookie());
    assert_ne!(first, second);
    let all = format!("{:?}", crate::kit::contents::contents(&t.app.db).await);
    for cookie in [first, second] {
        let token = cookie.split_once('=').unwrap().1.to_owned();
        assert_eq!(token.len(), 43, "256 bits");
        assert!(!all.contains(&token));
        let hex = data_encoding::HEXLOWER.encode(token.as_bytes());
        assert!(!all.to_lowercase().contains(&hex));
    }
    assert!(all.contains(GWEN), "the contents are the database's");
}

#[actix_web::test]
async fn a_cookie_that_was_made_up_is_nobodys() {
    let t = TestApp::start().await;
    for cookie in
        ["__Host-sid=", "__Host-sid=x", "__Host-sid='; --", "sid=x", "__Host-sid=a; __Host-sid=b"]
    {
        let reply = t.send(Call::get("/account").cookie(cookie)).await;
        assert_eq!((reply.status, reply.location()), (303, "/sign-in?next=%2Faccount"), "{cookie}");
    }
}
