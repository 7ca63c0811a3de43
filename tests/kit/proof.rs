//! The kit can fail.

use super::app::TestApp;
use super::cast::Person;
use super::contents::{changed, contents};

#[actix_web::test]
#[should_panic(expected = "letters are unsent: invitation:")]
async fn a_test_that_leaves_a_letter_unsent_fails() {
    let t = TestApp::start().await;
    t.invite("Nia Evans", "nia@aberwyvern.example").await;
}

#[actix_web::test]
#[should_panic(expected = "has no button \"Buy now\"")]
async fn only_what_is_on_the_page_can_be_pressed() {
    let t = TestApp::start().await;
    let mut browser = t.browser();
    browser.get("/sign-in").await;
    browser.press("Buy now").await;
}

#[actix_web::test]
#[should_panic(expected = "has no link \"Anywhere\"")]
async fn only_what_is_on_the_page_can_be_followed() {
    let t = TestApp::start().await;
    let mut browser = t.browser();
    browser.get("/").await;
    browser.follow("Anywhere").await;
}

#[actix_web::test]
#[should_panic(expected = "We cannot find that page")]
async fn a_page_that_is_missing_is_not_taken_for_another() {
    let t = TestApp::start().await;
    t.browser().get("/nowhere").await;
}

#[actix_web::test]
async fn a_change_of_a_single_value_is_seen() {
    let t = TestApp::start().await;
    let before = contents(&t.app.db).await;
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
    let gwen: Person = t.cast.gwen.clone();
    let name = super::cast::name("Gwenllian");
    let rename =
        move |conn: &mut foundations::db::Conn| foundations::people::rename(conn, gwen.id, &name);
    t.app.db.write(rename).await.unwrap();
    assert_eq!(changed(&before, &contents(&t.app.db).await), ["people"]);
}
