//! What a lesson's page says, to whom: a page is rendered once for all who see the same.

use crate::kit::app::{Setup, TestApp};
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

#[actix_web::test]
async fn a_lesson_leads_to_its_card_and_the_card_back() {
    let t = TestApp::start().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.open(LESSON, 200).await;
    let page = gwen.follow("Print this card on one A5 page").await;
    page.assert_says("For your meeting");
    assert_eq!(page.link("dataset"), format!("{LESSON}#term-dataset"));
    assert!(page.html().root_element().html().contains("class=\"a5\""));
    gwen.follow("Data, a beginning").await.assert_says("All about Data, a beginning.");
}

#[actix_web::test]
async fn a_lesson_without_a_card_has_no_page_for_it() {
    let mut setup = Setup::default();
    // Rendered lessons are remembered by their ids, for all tests: this one has its own.
    let lesson = &mut setup.edition.modules[1].lessons[0];
    lesson.id = "bare".to_owned();
    lesson.body.pop();
    let t = setup.start().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    let bare = LESSON.replace("first", "bare");
    gwen.open(&bare, 200).await.assert_says_not("Print this card");
    gwen.open(&format!("{bare}/card"), 404).await;
}

#[actix_web::test]
async fn a_module_lists_what_its_lessons_cite_and_a_course_its_words() {
    let t = TestApp::start().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.open("/courses/digital-foundations/data", 200).await;
    let page = gwen.follow("Reading list: the sources of its lessons").await;
    page.assert_says("A publisher, An almanac, July 2022.");
    let works: Vec<String> = all(&page.html(), ".works li").iter().map(words).collect();
    assert_eq!(works.len(), 1, "{works:?}");
    assert!(works[0].contains("Data, a beginning, Data, an end"), "{works:?}");
    gwen.open("/courses/digital-foundations", 200).await;
    let page = gwen.follow("Glossary: the words that this course explains").await;
    let terms: Vec<String> = all(&page.html(), ".terms dt").iter().map(words).collect();
    assert_eq!(terms, ["Dataset"]);
    page.assert_says("First in Connectivity: Connectivity, a beginning");
}

/// Who may see notes for facilitators is led to them; to others there is no such page.
#[actix_web::test]
async fn notes_for_facilitators_are_for_those_who_teach() {
    const MODULE: &str = "/courses/digital-foundations/data";
    let t = TestApp::start().await;
    let mut gwen = t.signed_in(&t.cast.gwen).await;
    gwen.open(MODULE, 200).await.assert_says_not("Notes for facilitators");
    gwen.open(&format!("{MODULE}/facilitator-notes"), 404).await;
    for person in [&t.cast.tomasz, &t.cast.ada] {
        let mut browser = t.signed_in(person).await;
        browser.open("/teaching", 200).await;
        let page = browser.follow("Notes for facilitators: Data").await;
        page.assert_says("The hour of Data");
        page.assert_says("A publisher, An almanac, July 2022.");
        browser.open("/courses/digital-foundations/nowhere/facilitator-notes", 404).await;
        let page = browser.open(LESSON, 200).await;
        page.assert_says("You see this lesson because you teach.");
        assert!(!page.has_button("I have read this"), "{}", person.name);
        browser.follow("Print this card on one A5 page").await.assert_says("For your meeting");
    }
    let (person, now) = (t.cast.tomasz.id, t.now());
    let enrol = move |conn: &mut foundations::db::Conn| {
        foundations::learning::enrol(conn, person, foundations::courses::MAIN_COURSE, now)
    };
    t.app.db.write(enrol).await.unwrap();
    let mut tomasz = t.signed_in(&t.cast.tomasz).await;
    tomasz.open(MODULE, 200).await;
    tomasz.follow("Notes for facilitators").await.assert_says("The hour of Data");
}
