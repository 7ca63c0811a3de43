//! What a lesson's page says, to whom: a page is rendered once for all who see the same.

use crate::kit::app::TestApp;
use crate::kit::page::{Page, all, words};

const LESSON: &str = "/courses/digital-foundations/data/first";

fn open_notes(page: &Page) -> Vec<String> {
    all(&page.html(), "details.nation[open] summary").iter().map(words).collect()
}

#[actix_web::test]
async fn a_lesson_opens_the_note_on_its_readers_nation_whoever_read_it_before() {
    let t = TestApp::start().await;
    for (person, note) in
        [(&t.cast.gwen, "In Wales"), (&t.cast.idris, "In England"), (&t.cast.gwen, "In Wales")]
    {
        let mut browser = t.signed_in(person).await;
        assert_eq!(open_notes(browser.open(LESSON, 200).await), [note], "{}", person.name);
    }
}

#[actix_web::test]
async fn what_one_learner_has_read_is_not_read_by_another() {
    let t = TestApp::start().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    let neighbour = t.learner("Huw Rees", "huw@aberwyvern.example", t.cast.aberwyvern).await;
    gwen.open(LESSON, 200).await.assert_says_not("You have read this");
    gwen.press("I have read this").await;
    gwen.open(LESSON, 200).await.assert_says("You have read this");
    let mut huw = t.signed_in(&neighbour).await;
    huw.open(LESSON, 200).await.assert_says_not("You have read this");
    assert!(huw.page().has_button("I have read this"));
}
