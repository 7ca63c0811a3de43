use crate::kit::app::TestApp;
use crate::kit::browser::Browser;
use crate::kit::call::Call;
use chrono::TimeDelta;

async fn is_in(browser: &mut Browser<'_>) -> bool {
    let reply = browser.send(Call::get("/account")).await;
    assert!([200, 303].contains(&reply.status));
    reply.status == 200
}

#[actix_web::test]
async fn a_session_rests_for_so_long_and_no_longer() {
    let t = TestApp::start().await;
    let cast = t.cast.clone();
    let (hours, minutes) = (TimeDelta::hours, TimeDelta::minutes);
    for (person, idle) in [
        (&cast.gwen, hours(12)),
        (&cast.tomasz, minutes(60)),
        (&cast.elin, minutes(60)),
        (&cast.ada, minutes(60)),
    ] {
        let mut browser = t.signed_in(person).await;
        for _ in 0..2 {
            t.advance(idle - TimeDelta::milliseconds(1));
            assert!(is_in(&mut browser).await, "{}: just inside", person.name);
        }
        t.advance(idle);
        assert!(!is_in(&mut browser).await, "{}: just outside", person.name);
        t.advance(TimeDelta::milliseconds(-1));
        assert!(is_in(&mut browser).await, "{}: the clock alone decides", person.name);
        t.advance(hours(24));
    }
}

#[actix_web::test]
async fn a_session_in_use_lasts_for_so_long_and_no_longer() {
    let t = TestApp::start().await;
    let cast = t.cast.clone();
    for (person, step, whole) in [
        (&cast.gwen, TimeDelta::hours(8), TimeDelta::days(14)),
        (&cast.tomasz, TimeDelta::minutes(40), TimeDelta::hours(12)),
        (&cast.elin, TimeDelta::minutes(40), TimeDelta::hours(12)),
        (&cast.ada, TimeDelta::minutes(40), TimeDelta::hours(12)),
    ] {
        let (mut browser, began) = (t.signed_in(person).await, t.now());
        while t.now() + step < began + whole {
            t.advance(step);
            assert!(is_in(&mut browser).await, "{} after {}", person.name, t.now() - began);
        }
        t.advance(began + whole - t.now() - TimeDelta::milliseconds(1));
        assert!(is_in(&mut browser).await, "{}: just inside", person.name);
        t.advance(TimeDelta::milliseconds(1));
        assert!(!is_in(&mut browser).await, "{}: just outside", person.name);
    }
}

#[actix_web::test]
async fn signing_out_kills_the_session_and_not_only_the_cookie() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    let (mut stolen, mut elsewhere) = (browser.another(), t.signed_in(&t.cast.gwen).await);
    browser.get("/").await;
    let form = browser.page().form("Sign out");
    let reply = browser.send(browser.call(&form, "Sign out")).await;
    assert_eq!((reply.status, reply.location()), (303, "/?done=signed-out"));
    assert_eq!(reply.header("clear-site-data"), "\"cookies\", \"storage\"");
    assert!(!browser.is_signed_in());
    assert!(!is_in(&mut stolen).await);
    assert!(is_in(&mut elsewhere).await, "only this device is signed out");
    // Again changes nothing.
    let again = stolen.send(Call::post("/session/removal", &[])).await;
    assert_eq!(again.status, 303);
    browser.get("/?done=signed-out").await.assert_says("You are signed out");
}

#[actix_web::test]
async fn the_list_of_sessions_names_devices_and_ends_one() {
    let t = TestApp::start().await;
    let mut phone = t.browser();
    phone.agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile Safari/604.1";
    phone.sign_in(&t.cast.gwen).await;
    t.advance(TimeDelta::minutes(3));
    let mut computer = t.signed_in(&t.cast.gwen).await;
    computer.get("/account").await;
    computer.page().assert_says("Safari on an iPhone");
    computer.page().assert_says("Firefox on a Linux computer");
    computer.page().assert_says("Signed in on 23 November 2026 at 09:03");
    let end = "End: Safari on an iPhone, signed in on 23 November 2026 at 09:00";
    let form = computer.page().form(end);
    computer.press(end).await;
    computer.page().assert_says("That device is signed out");
    computer.page().assert_says_not("Safari on an iPhone");
    assert!(!is_in(&mut phone).await);
    assert!(is_in(&mut computer).await);
    // The second click of a double click.
    let again = computer.send(computer.call(&form, end)).await;
    assert_eq!(again.status, 303);
}

#[actix_web::test]
async fn a_session_that_has_ended_by_itself_is_not_listed() {
    let t = TestApp::start().await;
    t.signed_in(&t.cast.gwen).await;
    t.advance(TimeDelta::hours(12));
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get("/account").await.assert_says_not("End: ");
}

#[actix_web::test]
async fn a_lost_session_leads_to_sign_in_and_back() {
    let t = TestApp::start().await;
    let mut browser = t.browser();
    browser.get("/courses/digital-foundations/data/first?from=letter").await;
    assert_eq!(browser.page().heading(), "Sign in");
    let fields = [("email", "gwen@aberwyvern.example"), ("password", "not-her-password")];
    browser.fill_expecting(&fields, "Sign in", 422).await;
    let fields = [("password", crate::kit::cast::PASSWORD)];
    browser.fill(&fields, "Sign in").await;
    assert_eq!(browser.page().path, "/courses/digital-foundations/data/first?from=letter");
}

#[actix_web::test]
async fn a_grant_shortens_the_sessions_that_run() {
    let t = TestApp::start().await;
    let gwen = t.cast.gwen.clone();
    let mut browser = t.signed_in(&gwen).await;
    let (now, council) = (t.now(), t.cast.aberwyvern);
    let grant = move |conn: &mut foundations::db::Conn| {
        foundations::people::grant_officer(conn, gwen.id, council, now)
    };
    t.app.db.write(grant).await.unwrap();
    t.advance(TimeDelta::minutes(60));
    assert!(!is_in(&mut browser).await);
}
