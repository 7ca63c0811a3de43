use crate::kit::app::TestApp;
use crate::kit::cast::{NEW_PASSWORD, PASSWORD, Person};
use crate::kit::contents::{changed, contents, count, count_where};
use chrono::TimeDelta;
use foundations::kernel::PersonId;

const NIA: &str = "nia@aberwyvern.example";
const FORM: [(&str, &str); 2] = [("Your name", "Nia Evans"), ("New password", NEW_PASSWORD)];

async fn invited(t: &TestApp) -> String {
    t.invite("Nia Evans", NIA).await;
    let post = t.deliver_one().await;
    assert_eq!((post.kind.as_str(), post.to.as_str()), ("invitation", NIA));
    post.link()
}

#[actix_web::test]
async fn opening_an_invitation_spends_nothing_and_pressing_its_button_does() {
    let t = TestApp::start().await;
    let link = invited(&t).await;
    let mut browser = t.browser();
    let before = contents(&t.app.db).await;
    for _ in 0..3 {
        browser.get(&link).await;
        browser.page().assert_says("Aberwyvern County Council invites you");
        assert!(!browser.is_signed_in(), "no session comes from a mere link");
    }
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
    assert_eq!(browser.page().form("Accept and begin").control("name").value, "Nia Evans");
    browser.fill(&FORM, "Accept and begin").await;
    assert_eq!(browser.page().heading(), "Good morning, Nia Evans");
    browser.page().assert_says("Aberwyvern County Council");
    browser.page().assert_says("0 of 2 modules done");
    let mut another = t.browser();
    another.open(&link, 410).await.assert_says("This invitation has been accepted");
}

#[actix_web::test]
async fn accepting_twice_makes_one_account() {
    let t = TestApp::start().await;
    let link = invited(&t).await;
    let mut browser = t.browser();
    browser.get(&link).await;
    let form = FORM.iter().fold(browser.page().form("Accept and begin"), |f, (l, v)| f.fill(l, v));
    let mut second = browser.another();
    let people = count(&t.app.db, "people").await;
    browser.submit(&form, "Accept and begin", 200).await;
    // The second click of a double click brings no cookie yet.
    second.submit(&form, "Accept and begin", 410).await;
    assert_eq!(count(&t.app.db, "people").await, people + 1);
    assert_eq!(count_where(&t.app.db, "memberships", "id > 2").await, 1);
    browser.get("/account").await.assert_says(NIA);
}

#[actix_web::test]
async fn sixteen_clicks_at_once_make_one_account() {
    let t = TestApp::start().await;
    let link = invited(&t).await;
    let mut browser = t.browser();
    browser.get(&link).await;
    let form = FORM.iter().fold(browser.page().form("Accept and begin"), |f, (l, v)| f.fill(l, v));
    let calls = (0..16).map(|_| t.send(browser.call(&form, "Accept and begin")));
    let replies = futures_util::future::join_all(calls).await;
    let statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
    assert!(statuses.iter().all(|s| [303, 409, 410].contains(s)), "{statuses:?}");
    assert!(statuses.contains(&303), "{statuses:?}");
    let address = format!("address_key = '{NIA}'");
    assert_eq!(count_where(&t.app.db, "person_addresses", &address).await, 1);
    assert_eq!(count_where(&t.app.db, "people", "name = 'Nia Evans'").await, 1);
}

#[actix_web::test]
async fn a_form_that_cannot_be_taken_says_why_and_keeps_what_was_typed() {
    let t = TestApp::start().await;
    let link = invited(&t).await;
    let mut browser = t.browser();
    for (name, says) in [
        (" ", "Enter your name"),
        (&"W".repeat(81), "at most 80 characters"),
        ("Nia\u{202e}Evans", "cannot be seen"),
        ("Nia 漢字", "漢"),
    ] {
        browser.get(&link).await;
        let form = [("name", name), ("password", "aberwyvern12")];
        browser.fill_expecting(&form, "Accept and begin", 422).await;
        let faults = browser.page().faults();
        assert!(faults.len() == 2 && faults[0].contains(says), "{name}: {faults:?}");
        assert_eq!(browser.page().form("Accept and begin").control("name").value, name);
    }
    let longest = "Ŵ".repeat(80);
    browser.get(&link).await;
    browser.fill(&[("name", &longest), ("password", NEW_PASSWORD)], "Accept and begin").await;
}

#[actix_web::test]
async fn an_invitation_works_for_seven_days_and_offers_a_new_one() {
    let t = TestApp::start().await;
    let link = invited(&t).await;
    let mut browser = t.browser();
    t.advance(TimeDelta::days(7) - TimeDelta::milliseconds(1));
    browser.get(&link).await;
    let form = FORM.iter().fold(browser.page().form("Accept and begin"), |f, (l, v)| f.fill(l, v));
    let too_early =
        browser.send(crate::kit::call::Call::post(&format!("{link}/renewal"), &[])).await;
    assert_ne!(too_early.status, 200);
    t.advance(TimeDelta::milliseconds(1));
    browser.submit(&form, "Accept and begin", 410).await;
    browser.open(&link, 410).await.assert_says("This invitation has expired");
    let renewal = browser.page().form("Send me a new invitation");
    for _ in 0..2 {
        let reply = browser.send(browser.call(&renewal, "Send me a new invitation")).await;
        assert_eq!(reply.status, 200);
        assert!(reply.text().contains("A new invitation is on its way"));
    }
    let post = t.deliver_one().await;
    assert_eq!(post.to, NIA);
    browser.open(&link, 410).await.assert_says("There is a newer invitation");
    browser.get(&post.link()).await;
    browser.fill(&FORM, "Accept and begin").await;
}

#[actix_web::test]
async fn a_newer_invitation_replaces_the_older() {
    let t = TestApp::start().await;
    let (first, second) = (invited(&t).await, invited(&t).await);
    let mut browser = t.browser();
    browser.open(&first, 410).await.assert_says("There is a newer invitation");
    browser.get(&second).await;
    // Another council's invitation to the same address is another matter.
    t.invite_to(t.cast.glanmoor, "Nia Evans", NIA).await;
    let third = t.deliver_one().await.link();
    browser.get(&second).await;
    browser.get(&third).await.assert_says("Glanmoor Borough Council invites you");
}

async fn councils_of(t: &TestApp, person: PersonId) -> i64 {
    count_where(&t.app.db, "memberships", &format!("person_id = {person}")).await
}

#[actix_web::test]
async fn one_person_sits_on_two_councils_with_one_account() {
    let t = TestApp::start().await;
    let gwen = t.cast.gwen.clone();
    t.invite_to(t.cast.glanmoor, "G. Pryce", "gwen@glanmoor.example").await;
    let link = t.deliver_one().await.link();
    let mut browser = t.browser();
    browser.get(&link).await;
    browser.follow("Sign in to accept with that account").await;
    browser.fill(&[("email", &gwen.email), ("password", PASSWORD)], "Sign in").await;
    assert_eq!(browser.page().path, link, "signing in comes back to the invitation");
    browser.press("Join as Gwen Pryce").await;
    browser.page().assert_says("Aberwyvern County Council, Glanmoor Borough Council");
    assert_eq!(councils_of(&t, gwen.id).await, 2);
    assert_eq!(count_where(&t.app.db, "enrolments", &format!("person_id = {}", gwen.id)).await, 1);
    // Either address signs in, and the name that she chose stays.
    let other = Person { email: "gwen@glanmoor.example".into(), ..gwen };
    assert_eq!(t.browser().sign_in(&other).await.heading(), "Good morning, Gwen Pryce");
}

#[actix_web::test]
async fn an_address_with_an_account_signs_in_to_accept() {
    let t = TestApp::start().await;
    let gwen = t.cast.gwen.clone();
    t.invite_to(t.cast.glanmoor, "Gwen Pryce", "gwen@aberwyvern.example").await;
    let link = t.deliver_one().await.link();
    let mut browser = t.browser();
    browser.get(&link).await.assert_says("already has an account");
    assert!(!browser.page().has_button("Accept and begin"));
    browser.follow("Sign in to accept").await;
    browser.fill(&[("email", &gwen.email), ("password", PASSWORD)], "Sign in").await;
    browser.press("Join as Gwen Pryce").await;
    assert_eq!(councils_of(&t, gwen.id).await, 2);
}

#[actix_web::test]
async fn nobody_takes_an_invitation_to_anothers_address() {
    let t = TestApp::start().await;
    t.invite_to(t.cast.glanmoor, "Gwen Pryce", "gwen@aberwyvern.example").await;
    let link = t.deliver_one().await.link();
    let mut idris = t.signed_in(&t.cast.idris).await;
    idris.get(&link).await.assert_says("belongs to another account");
    let before = contents(&t.app.db).await;
    let reply = idris.send(crate::kit::call::Call::post(&link, &[])).await;
    assert_eq!(reply.status, 409);
    let taken = [("name", "Idris"), ("password", NEW_PASSWORD)];
    let nobody = t.send(crate::kit::call::Call::post(&link, &taken)).await;
    assert_eq!(nobody.status, 303, "it leads to sign in");
    assert!(nobody.location().starts_with("/sign-in"), "{}", nobody.location());
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
}

#[actix_web::test]
async fn an_administrator_adds_a_council_and_invites() {
    let t = TestApp::start().await;
    let mut ada = t.signed_in(&t.cast.ada).await;
    ada.get("/admin").await;
    let council = [("Name of the council", "Môn & Arfon"), ("Nation", "wales")];
    ada.fill(&council, "Add the council").await.assert_says("The council is added");
    ada.fill_expecting(&council, "Add the council", 422).await;
    assert_eq!(ada.page().faults().len(), 1);
    ada.get("/admin").await;
    ada.fill_expecting(&[("name", "&&")], "Add the council", 422).await;
    ada.follow("Môn & Arfon").await.assert_says("Nobody invited yet");
    let wrong = [("Name", ""), ("E-mail address", "nia@")];
    ada.fill_expecting(&wrong, "Send the invitation", 422).await;
    assert_eq!(ada.page().faults().len(), 2);
    assert_eq!(ada.page().form("Send the invitation").control("email").value, "nia@");
    let nia = [("Name", "Nia Evans"), ("E-mail address", NIA)];
    ada.fill(&nia, "Send the invitation").await.assert_says("Waiting for an answer");
    let link = t.deliver_one().await.link();
    t.browser().get(&link).await.assert_says("Môn & Arfon invites you");
    ada.get("/admin/letters").await.assert_says(NIA);
    let acts = count_where(&t.app.db, "audit_entries", "act = 'invitation-sent'").await;
    assert_eq!((acts, count(&t.app.db, "invitations").await), (1, 1));
}
