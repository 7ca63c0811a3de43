//! A database that was lived in: something of everything that a check looks at.

use crate::kit::app::TestApp;
use crate::kit::cast::{Person, email};
use foundations::access::{self, AccessError, Device, SessionToken};
use foundations::courses::MAIN_COURSE;
use foundations::db::Conn;
use foundations::kernel::PersonId;
use foundations::learning::{self, LearningError};
use foundations::people::{self, PersonName};
use foundations::quizzes::NewAllowed;
use foundations::quizzes::allowance::Allowance;
use foundations::quizzes::answer::Given;

/// Gwen has her certificate, and a second address. Idris failed a quiz and sits at it again. Nia
/// accepted an invitation and chose another password since; Owain did not answer yet. Sian completed
/// the course, and her certificate waits for the name to print.
pub async fn lived_in() -> TestApp {
    let t = TestApp::start().await;
    let gwen = t.cast.gwen.clone();
    t.complete(&gwen).await;
    t.learner("Rhys Llewellyn", "rhys@aberwyvern.example", t.cast.aberwyvern).await;
    wait_for_the_name(&t).await;
    fail_and_try_again(&t, t.cast.idris.id).await;
    for (at, person) in (0..).zip([gwen.id, t.cast.idris.id, t.cast.ada.id]) {
        open_session(&t, person, [at; 32]).await;
    }
    t.invite("Nia Evans", "nia@aberwyvern.example").await;
    t.invite("Owain Price", "owain@aberwyvern.example").await;
    accept_and_reset(&t).await;
    add_address(&t, gwen.id).await;
    t
}

async fn wait_for_the_name(t: &TestApp) {
    let (name, address) = ("Sian Bowen", "sian@bowen.example");
    let now = t.now();
    let add = move |conn: &mut Conn| {
        let called = PersonName::parse(name).unwrap();
        let id = people::add_person(conn, &called, &email(address), now)?;
        learning::enrol(conn, id, MAIN_COURSE, now)?;
        Ok::<_, LearningError>(id)
    };
    let id = t.app.db.write(add).await.unwrap();
    t.complete(&Person { id, name: name.into(), email: address.into() }).await;
}

async fn fail_and_try_again(t: &TestApp, person: PersonId) {
    let by = t.cast.ada.id;
    let (shelf, random, now) = (t.app.shelf.clone(), t.app.random.clone(), t.now());
    let learn = move |conn: &mut Conn| {
        let at = (MAIN_COURSE, "connectivity");
        let first = learning::start_attempt(conn, &shelf, &random, person, at, now)?;
        let nothing = Given::default();
        learning::save_answer(conn, &shelf, person, first, 0, &nothing, 1, now)?;
        learning::hand_in(conn, &shelf, &random, person, first, now)?;
        let second = learning::start_attempt(conn, &shelf, &random, person, at, now)?;
        learning::save_answer(conn, &shelf, person, second, 1, &nothing, 1, now)?;
        let allowance = Allowance { extra_time_percent: 25, extra_attempts: 1 };
        let (course, module, reason) = (MAIN_COURSE, "data", "Reads slowly");
        let new = NewAllowed { person, course, module, allowance, reason, by };
        learning::allow(conn, &shelf, &new, now)
    };
    t.app.db.write(learn).await.unwrap();
}

async fn open_session(t: &TestApp, person: PersonId, chance: [u8; 32]) {
    let now = t.now();
    let open = move |conn: &mut Conn| {
        let (token, device) = (SessionToken::new(chance), Device::from_user_agent(""));
        access::open_session(conn, person, &token, &device, now)
    };
    t.app.db.write(open).await.unwrap();
}

async fn accept_and_reset(t: &TestApp) {
    let posts = t.deliver().await;
    let nia = posts.iter().find(|post| post.to == "nia@aberwyvern.example").unwrap();
    let token = nia.link().trim_start_matches("/invitations/").to_owned();
    let (phc, now) = (t.phc.clone(), t.now());
    let (keys, random) = (t.app.keys.clone(), t.app.random.clone());
    let accept = move |conn: &mut Conn| {
        let name = PersonName::parse("Nia Evans").unwrap();
        learning::accept_invitation_new(conn, &token, &name, &phc, MAIN_COURSE, now)?;
        let address = email("nia@aberwyvern.example");
        access::ask_for_reset(conn, &address, &keys, &random, now)?;
        Ok::<_, LearningError>(())
    };
    t.app.db.write(accept).await.unwrap();
    let token = t.deliver_one().await.link().trim_start_matches("/password-resets/").to_owned();
    t.advance(chrono::TimeDelta::minutes(1));
    let (phc, now) = (t.phc.clone(), t.now());
    let reset = move |conn: &mut Conn| access::reset_password(conn, &token, &phc, now);
    t.app.db.write(reset).await.unwrap();
}

async fn add_address(t: &TestApp, person: PersonId) {
    let (keys, random, now) = (t.app.keys.clone(), t.app.random.clone(), t.now());
    let ask = move |conn: &mut Conn| {
        access::ask_for_address(conn, person, &email("gwen@home.example"), &keys, &random, now)?;
        let count = access::Limit::Network("192.0.2.7".to_owned());
        access::try_counted(conn, &count, now)?;
        Ok::<_, AccessError>(())
    };
    t.app.db.write(ask).await.unwrap();
    let posts = t.deliver().await;
    let post = posts.iter().find(|post| post.kind == "address-confirmation").unwrap();
    let token = post.link().trim_start_matches("/address-confirmations/").to_owned();
    let now = t.now();
    let confirm = move |conn: &mut Conn| access::add_address_by_link(conn, &token, now);
    t.app.db.write(confirm).await.unwrap();
    t.deliver().await;
}
