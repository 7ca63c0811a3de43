use crate::kit::app::TestApp;
use crate::kit::cast::Person;
use chrono::TimeDelta;

const GWEN: &str = "gwen@aberwyvern.example";
const OTHER: &str = "gwen@county.example";

async fn ask(t: &TestApp, address: &str) {
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get("/account").await;
    browser.fill(&[("Another e-mail address", address)], "Send me a link").await;
    browser.page().assert_says("If that address can be added, a letter with a link");
    browser.page().assert_says_not(address);
}

fn with(person: &Person, address: &str) -> Person {
    Person { email: address.to_owned(), ..person.clone() }
}

#[actix_web::test]
async fn a_new_address_is_confirmed_by_itself_and_told_to_the_old() {
    let t = TestApp::start().await;
    ask(&t, OTHER).await;
    let letter = t.deliver_one().await;
    assert_eq!((letter.kind.as_str(), letter.to.as_str()), ("address-confirmation", OTHER));
    let mut browser = t.browser();
    for _ in 0..2 {
        browser.get(&letter.link()).await;
        browser.page().assert_says(OTHER);
    }
    let fields = [("email", OTHER), ("password", crate::kit::cast::PASSWORD)];
    let early = t.send(crate::kit::call::Call::post("/sessions", &fields)).await;
    assert_eq!(early.status, 422, "opening the link adds nothing");
    browser.get(&letter.link()).await;
    browser.press("Yes, add this address").await;
    assert!(!browser.is_signed_in(), "no session comes from a link");
    let told = t.deliver_one().await;
    assert_eq!((told.kind.as_str(), told.to.as_str()), ("address-added", GWEN));
    assert!(told.words.text.contains(OTHER), "{}", told.words.text);
    t.browser().sign_in(&with(&t.cast.gwen, OTHER)).await;
    t.browser().sign_in(&t.cast.gwen).await;
    browser.open(&letter.link(), 410).await.assert_says("this one has been used");
}

#[actix_web::test]
async fn confirming_twice_adds_one_address_and_sends_one_letter() {
    let t = TestApp::start().await;
    ask(&t, OTHER).await;
    let link = t.deliver_one().await.link();
    let mut browser = t.browser();
    browser.get(&link).await;
    let form = browser.page().form("Yes, add this address");
    browser.submit(&form, "Yes, add this address", 200).await;
    let again = browser.send(browser.call(&form, "Yes, add this address")).await;
    assert!([303, 409, 410].contains(&again.status), "{}", again.status);
    t.deliver_one().await;
}

#[actix_web::test]
async fn anothers_address_is_not_given_away_and_its_owner_is_told() {
    let t = TestApp::start().await;
    ask(&t, "idris@glanmoor.example").await;
    let letter = t.deliver_one().await;
    assert_eq!(letter.kind, "address-in-use");
    assert_eq!(letter.to, "idris@glanmoor.example");
    assert!(!letter.words.text.contains("Gwen"), "{}", letter.words.text);
}

#[actix_web::test]
async fn an_address_is_confirmed_within_two_days() {
    let t = TestApp::start().await;
    ask(&t, OTHER).await;
    let link = t.deliver_one().await.link();
    t.advance(TimeDelta::days(2) - TimeDelta::milliseconds(1));
    let mut browser = t.browser();
    browser.get(&link).await;
    let form = browser.page().form("Yes, add this address");
    t.advance(TimeDelta::milliseconds(1));
    let reply = browser.send(browser.call(&form, "Yes, add this address")).await;
    assert!([409, 410].contains(&reply.status), "{}", reply.status);
    browser.open(&link, 410).await.assert_says("Its time is over");
}

#[actix_web::test]
async fn an_address_that_two_people_ask_for_goes_to_who_confirms_first() {
    let t = TestApp::start().await;
    ask(&t, OTHER).await;
    let first = t.deliver_one().await.link();
    let mut idris = t.signed_in(&t.cast.idris).await;
    idris.get("/account").await;
    idris.fill(&[("Another e-mail address", OTHER)], "Send me a link").await;
    let second = t.deliver_one().await.link();
    let mut browser = t.browser();
    browser.get(&first).await;
    browser.press("Yes, add this address").await;
    t.deliver_one().await;
    browser.get(&second).await;
    let form = browser.page().form("Yes, add this address");
    browser.submit(&form, "Yes, add this address", 409).await;
    t.browser().sign_in(&with(&t.cast.gwen, OTHER)).await;
}

#[actix_web::test]
async fn letters_go_to_one_address_and_that_one_stays() {
    let t = TestApp::start().await;
    ask(&t, OTHER).await;
    let link = t.deliver_one().await.link();
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(&link).await;
    browser.press("Yes, add this address").await;
    t.deliver_one().await;
    assert_eq!(browser.page().path, "/account?done=address-added");
    // Typed, because no page offers it: the one that letters go to cannot be removed.
    let id = crate::kit::contents::count_where(&t.app.db, "person_addresses", "1 = 1").await;
    browser.press(&format!("Send letters here: {OTHER}")).await;
    let removal = format!("/account/addresses/{id}/removal");
    let reply = browser.send(crate::kit::call::Call::post(&removal, &[])).await;
    assert_eq!(reply.status, 409);
    browser.press(&format!("Remove: {GWEN}")).await;
    browser.page().assert_says_not(GWEN);
    let mut gone = t.browser();
    gone.get("/sign-in").await;
    let fields = [("email", GWEN), ("password", crate::kit::cast::PASSWORD)];
    gone.fill_expecting(&fields, "Sign in", 422).await;
    t.browser().sign_in(&with(&t.cast.gwen, OTHER)).await;
}

#[actix_web::test]
async fn a_name_is_changed_and_a_bad_one_is_shown_again() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get("/account").await;
    browser.fill_expecting(&[("Your name", "\u{200b}")], "Save my name", 422).await;
    assert_eq!(browser.page().faults().len(), 1);
    browser.fill(&[("Your name", "  Gwen   ap Rhys ")], "Save my name").await;
    browser.page().assert_says("You are signed in as Gwen ap Rhys.");
}
