//! Who may do what: every line of the route table as everybody, by the running program.

use crate::kit::app::TestApp;
use crate::kit::browser::Browser;
use crate::kit::call::{Call, Reply};
use crate::kit::contents::{changed, contents};
use crate::kit::course::FIGURE;
use foundations::access;
use foundations::certificates;
use foundations::courses::MAIN_COURSE;
use foundations::kernel::AttemptId;
use foundations::learning;
use foundations::people;
use foundations::web::{Line, TABLE, Who};
use std::collections::BTreeSet;

/// Gwen, with one of everything that is only hers.
struct World {
    t: TestApp,
    attempt: i64,
    number: String,
    address: i64,
    session: i64,
    letter: i64,
}

impl World {
    async fn make() -> World {
        let t = TestApp::start().await;
        let gwen = t.cast.gwen.clone();
        t.complete(&gwen).await;
        t.deliver_one().await;
        let letter = t.letters(&[foundations::mail::State::Sent]).await[0].id.0;
        let attempt = attempt_of(&t).await.0;
        t.browser().sign_in(&gwen).await;
        let (db, now, person) = (t.app.db.clone(), t.now(), gwen.id);
        let other = crate::kit::cast::email("gwen@other.example");
        db.write(move |conn| people::add_address(conn, person, &other, now)).await.unwrap();
        let addresses = db.read(move |conn| people::list_addresses_of(conn, person)).await.unwrap();
        let sessions =
            db.read(move |conn| access::list_sessions_of(conn, person, now)).await.unwrap();
        let owned = move |conn: &mut foundations::db::Conn| {
            certificates::list_certificates_of(conn, person)
        };
        let number = db.read(owned).await.unwrap()[0].number.clone();
        let (address, session) = (addresses[1].id.0, sessions[0].id.0);
        World { t, attempt, number, address, session, letter }
    }

    /// A path of this line: to what is there, or to what never was.
    fn path(&self, line: Line, there: bool) -> String {
        let id = |id: i64| if there { id.to_string() } else { "987654".to_owned() };
        let asset = self.t.app.pages.assets().address("foundations.css").unwrap();
        let asset = asset.trim_start_matches("/static/");
        let name = if line.path.starts_with("/static") { asset } else { FIGURE }.to_owned();
        let word = |word: &str| if there { word.to_owned() } else { "nowhere".to_owned() };
        let number = if there { self.number.clone() } else { "DF-2222-2222".to_owned() };
        [
            ("{token}", "no-such-token".to_owned()),
            ("{address}", id(self.address)),
            ("{session}", id(self.session)),
            ("{course}", word(MAIN_COURSE)),
            ("{module}", word("data")),
            ("{lesson}", word("first")),
            ("{attempt}", id(self.attempt)),
            ("{question}", "1".to_owned()),
            ("{number}", number),
            ("{name}", if there { name } else { "nowhere.svg".to_owned() }),
            ("{council}", word("aberwyvern-county-council")),
            ("{letter}", id(self.letter)),
            ("{allowance}", id(1)),
        ]
        .iter()
        .fold(line.path.to_owned(), |path, (part, value)| path.replace(part, value))
    }

    async fn call(&self, browser: &mut Browser<'_>, line: Line, there: bool) -> Reply {
        browser.send(Call::new(line.method, &self.path(line, there))).await
    }
}

async fn attempt_of(t: &TestApp) -> AttemptId {
    let (shelf, random) = (t.app.shelf.clone(), t.app.random.clone());
    let (person, now) = (t.cast.gwen.id, t.now());
    let start = move |conn: &mut foundations::db::Conn| {
        learning::start_attempt(conn, &shelf, &random, person, (MAIN_COURSE, "data"), now)
    };
    t.app.db.write(start).await.unwrap()
}

/// What only its owner has.
fn is_private(line: Line) -> bool {
    let path = line.path;
    ["{attempt}", "{address}", "{session}"].iter().any(|part| path.contains(part))
        || path.ends_with("}/document")
        || path == "/certificates/{number}/replacement"
}

/// The very page of what never was.
async fn assert_missing(browser: &mut Browser<'_>, reply: &Reply, what: &str) {
    let unknown = browser.send(Call::get("/no-such-page")).await;
    assert_eq!((reply.status, unknown.status), (404, 404), "{what}: {}", reply.text());
    assert_eq!(reply.text(), unknown.text(), "{what}");
}

#[actix_web::test]
async fn who_is_not_signed_in_is_led_to_sign_in_and_changes_nothing() {
    let world = World::make().await;
    let before = contents(&world.t.app.db).await;
    let mut nobody = world.t.browser();
    for line in TABLE.iter().filter(|line| line.who != Who::Anyone) {
        for there in [true, false] {
            let reply = world.call(&mut nobody, *line, there).await;
            let what = format!("{} {}", line.method, line.path);
            assert_eq!(reply.status, 303, "{what}");
            assert!(reply.location().starts_with("/sign-in?next=%2F"), "{what}");
            assert_eq!(reply.body, b"", "{what}");
        }
    }
    assert_eq!(changed(&before, &contents(&world.t.app.db).await), [""; 0]);
}

#[actix_web::test]
async fn what_is_for_some_is_no_page_for_others_and_they_change_nothing() {
    let world = World::make().await;
    let cast = world.t.cast.clone();
    let others = [&cast.gwen, &cast.idris, &cast.elin];
    for (who, person) in [Who::Administrator, Who::Trainer]
        .into_iter()
        .flat_map(|who| others.map(|person| (who, person)))
        .chain([(Who::Administrator, &cast.tomasz)])
    {
        let lines = TABLE.iter().filter(|line| line.who == who);
        assert!(lines.clone().count() >= 3, "{who:?}");
        let mut browser = world.t.signed_in(person).await;
        let before = contents(&world.t.app.db).await;
        for line in lines {
            for there in [true, false] {
                let reply = world.call(&mut browser, *line, there).await;
                let what = format!("{} {} as {}", line.method, line.path, person.name);
                assert_missing(&mut browser, &reply, &what).await;
            }
        }
        assert_eq!(changed(&before, &contents(&world.t.app.db).await), [""; 0], "{}", person.name);
    }
}

#[actix_web::test]
async fn what_is_anothers_is_what_does_not_exist() {
    let world = World::make().await;
    let cast = world.t.cast.clone();
    let lines: Vec<Line> = TABLE.iter().copied().filter(|line| is_private(*line)).collect();
    assert!(lines.len() >= 10, "{lines:?}");
    for person in [&cast.idris, &cast.tomasz, &cast.elin, &cast.ada] {
        let mut browser = world.t.signed_in(person).await;
        let before = contents(&world.t.app.db).await;
        for line in &lines {
            let what = format!("{} {} as {}", line.method, line.path, person.name);
            let hers = world.call(&mut browser, *line, true).await;
            let nobodys = world.call(&mut browser, *line, false).await;
            assert_missing(&mut browser, &hers, &what).await;
            assert_eq!((hers.status, hers.text()), (nobodys.status, nobodys.text()), "{what}");
            assert_eq!(names(&hers), names(&nobodys), "{what}");
        }
        assert_eq!(changed(&before, &contents(&world.t.app.db).await), [""; 0], "{}", person.name);
    }
}

/// The names of an answer's headers: one more or one fewer would tell.
fn names(reply: &Reply) -> BTreeSet<String> {
    reply.headers.keys().map(ToString::to_string).collect()
}

/// What each line answers to who may use it: otherwise the tests above would pass on routes that
/// refuse everybody. A bare POST to a form that must be filled is 422.
fn expected(line: Line) -> u16 {
    match (line.method, line.path) {
        ("GET", "/attempts/{attempt}" | "/favicon.ico" | "/sign-in" | "/sessions")
        | (
            "POST",
            "/session/removal"
            | "/account/addresses/{address}/primary"
            | "/account/addresses/{address}/removal"
            | "/account/sessions/{session}/removal"
            | "/courses/{course}/{module}/quiz/attempts"
            | "/courses/{course}/{module}/{lesson}/completion"
            | "/attempts/{attempt}/questions/{question}"
            | "/attempts/{attempt}/submission"
            | "/admin/allowances/{allowance}/removal",
        ) => 303,
        (
            _,
            "/password-resets/{token}"
            | "/address-confirmations/{token}"
            | "/invitations/{token}"
            | "/invitations/{token}/renewal"
            | "/demo/letters"
            | "/demo/letters/{letter}"
            | "/metrics",
        ) => 404,
        ("GET", _) | (_, "/courses/{course}/{module}/quiz/preview") => 200,
        _ => 422,
    }
}

#[actix_web::test]
async fn who_may_use_a_line_gets_what_it_is_for() {
    let world = World::make().await;
    let mut gwen = world.t.signed_in(&world.t.cast.gwen).await;
    let mut tomasz = world.t.signed_in(&world.t.cast.tomasz).await;
    let mut ada = world.t.signed_in(&world.t.cast.ada).await;
    let last = |line: &&Line| line.path == "/session/removal";
    let removal = |line: &&Line| line.path == "/account/addresses/{address}/removal";
    let lines = TABLE.iter().filter(|line| !last(line) && !removal(line));
    for line in lines.chain(TABLE.iter().filter(last)) {
        let browser = match line.who {
            Who::Administrator => &mut ada,
            Who::Trainer => &mut tomasz,
            _ => &mut gwen,
        };
        let reply = world.call(browser, *line, true).await;
        let what = format!("{} {}: {}", line.method, line.path, reply.location());
        assert_eq!(reply.status, expected(*line), "{what}");
    }
}

#[actix_web::test]
async fn a_wrong_method_is_told_so_and_an_unknown_page_is_missing() {
    let world = World::make().await;
    let paths: BTreeSet<&str> = TABLE.iter().map(|line| line.path).collect();
    let before = contents(&world.t.app.db).await;
    for path in paths {
        let own: Vec<&Line> = TABLE.iter().filter(|line| line.path == path).collect();
        let address = world.path(*own[0], true);
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] {
            let known = if method == "HEAD" { "GET" } else { method };
            if own.iter().any(|line| line.method == known) {
                continue;
            }
            let reply = world.t.send(Call::new(method, &address)).await;
            assert_eq!(reply.status, 405, "{method} {address}");
            assert!(reply.text().contains("cannot be opened like this"), "{method} {address}");
        }
    }
    assert_eq!(changed(&before, &contents(&world.t.app.db).await), [""; 0]);
    for path in ["/nowhere", "/courses", "/admin/", "/sign-in/", "/attempts/x/y/z", "/.git/config"]
    {
        for person in [None, Some(&world.t.cast.gwen), Some(&world.t.cast.ada)] {
            let mut browser = world.t.browser();
            if let Some(person) = person {
                browser.sign_in(person).await;
            }
            browser.open(path, 404).await.assert_says("We cannot find that page");
        }
    }
}

#[actix_web::test]
async fn head_answers_as_get_does() {
    let world = World::make().await;
    for line in TABLE.iter().filter(|line| line.method == "GET" && line.path != "/metrics") {
        let path = world.path(*line, true);
        let get = world.t.send(Call::get(&path)).await;
        let head = world.t.send(Call::new("HEAD", &path)).await;
        assert_eq!((get.status, names(&get)), (head.status, names(&head)), "{path}");
    }
}

#[actix_web::test]
async fn opening_a_page_changes_nothing() {
    let world = World::make().await;
    let cast = world.t.cast.clone();
    for person in [&cast.gwen, &cast.tomasz, &cast.ada] {
        let mut browser = world.t.signed_in(person).await;
        let before = contents(&world.t.app.db).await;
        for line in TABLE.iter().filter(|line| line.method == "GET") {
            world.call(&mut browser, *line, true).await;
        }
        assert_eq!(changed(&before, &contents(&world.t.app.db).await), [""; 0], "{}", person.name);
    }
}
