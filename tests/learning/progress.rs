//! Progress never goes backwards, and nothing counts twice.

use crate::kit::app::TestApp;
use crate::kit::call::Call;
use crate::kit::contents::{changed, contents, count};
use crate::kit::course;
use crate::kit::page::{all, words};
use foundations::courses;
use futures_util::future::join_all;

const QUIZ: &str = "/courses/digital-foundations/data/quiz";
const LESSON: &str = "/courses/digital-foundations/data/first";

#[actix_web::test]
async fn a_lesson_is_read_once_however_often_it_is_said() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(LESSON).await;
    let form = browser.page().form("I have read this");
    let call = browser.signed(browser.call(&form, "I have read this"));
    for reply in join_all((0..8).map(|_| t.send(call.clone()))).await {
        assert_eq!(reply.status, 303);
        assert_eq!(reply.location(), "/courses/digital-foundations/data/second");
    }
    assert_eq!(count(&t.app.db, "lesson_reads").await, 1);
    browser.get(LESSON).await.assert_says("You have read this");
    assert!(!browser.page().has_button("I have read this"));
    browser.get("/").await.assert_says("In progress: 1 of 2 lessons read");
    assert_eq!(browser.page().link("Continue"), "/courses/digital-foundations/data/second");
}

#[actix_web::test]
async fn two_lessons_finished_at_once_complete_a_module_once() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(QUIZ).await;
    browser.take_quiz(&t.edition, true).await;
    let lessons = ["first", "second", "first", "second"].map(|lesson| {
        let path = format!("/courses/digital-foundations/data/{lesson}/completion");
        t.send(browser.signed(Call::post(&path, &[])))
    });
    for reply in join_all(lessons).await {
        assert_eq!(reply.status, 303);
    }
    assert_eq!(count(&t.app.db, "module_completions").await, 1);
    browser.get("/").await.assert_says("1 of 2 modules done");
}

#[actix_web::test]
async fn a_pass_is_not_undone_by_a_later_failure() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    for lesson in ["first", "second"] {
        browser.get(&format!("/courses/digital-foundations/data/{lesson}")).await;
        browser.press("I have read this").await;
    }
    browser.take_quiz(&t.edition, true).await;
    browser.get("/").await.assert_says("1 of 2 modules done");
    let done = count(&t.app.db, "module_completions").await;
    browser.get(QUIZ).await;
    browser.take_quiz(&t.edition, false).await;
    browser.page().assert_says("Not yet: 0 out of 4");
    browser.get("/").await.assert_says("1 of 2 modules done");
    browser.get(QUIZ).await.assert_says("You have passed this quiz");
    browser.get("/courses/digital-foundations/data").await.assert_says("Passed");
    assert_eq!(count(&t.app.db, "module_completions").await, done);
}

#[actix_web::test]
async fn a_new_edition_takes_nothing_from_who_began_on_the_old() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(LESSON).await;
    browser.press("I have read this").await;
    let mut next = course::edition();
    next.name = "2027".into();
    next.modules[1].lessons.remove(0);
    next.modules.remove(0);
    let (now, shelf) = (t.now(), t.app.shelf.clone());
    let publish = move |conn: &mut foundations::db::Conn| {
        courses::publish(conn, &next, now)?;
        courses::load_all(conn, &shelf)
    };
    t.app.db.write(publish).await.unwrap();
    browser.get("/").await.assert_says("In progress: 1 of 2 lessons read");
    browser.page().assert_says("0 of 2 modules done");
    browser.get("/courses/digital-foundations").await.assert_says("Edition 2026");
    // Who begins now gets the new one.
    let late = t.learner("Nia Evans", "nia@aberwyvern.example", t.cast.aberwyvern).await;
    let mut nia = t.signed_in(&late).await;
    nia.get("/courses/digital-foundations").await.assert_says("Edition 2027");
    nia.get("/").await.assert_says("0 of 1 module done");
}

#[actix_web::test]
async fn the_law_of_ones_own_nation_comes_first_and_open() {
    let t = TestApp::start().await;
    for (person, own, other) in
        [(&t.cast.gwen, "In Wales", "In England"), (&t.cast.idris, "In England", "In Wales")]
    {
        let mut browser = t.signed_in(person).await;
        browser.get(LESSON).await;
        let html = browser.page().html();
        let notes: Vec<(String, bool)> = all(&html, "details.nation")
            .iter()
            .map(|note| (words(note), note.value().attr("open").is_some()))
            .collect();
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(notes[0].0.starts_with(own) && notes[0].1, "{notes:?}");
        assert!(notes[1].0.starts_with(other) && !notes[1].1, "{notes:?}");
    }
}

#[actix_web::test]
async fn what_is_no_lesson_is_not_read() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    let before = contents(&t.app.db).await;
    for path in ["data/third", "nowhere/first", "data/quiz"] {
        let path = format!("/courses/digital-foundations/{path}/completion");
        assert_eq!(browser.send(Call::post(&path, &[])).await.status, 404, "{path}");
    }
    // A person without a place on the course has no page of it; who teaches may read its lessons, and
    // is led from what shows progress to what they teach with.
    let pages = ["/courses/digital-foundations", "/courses/digital-foundations/data"];
    for (person, status, home) in
        [(&t.cast.elin, 404, "No course yet"), (&t.cast.ada, 200, "You teach")]
    {
        let mut browser = t.signed_in(person).await;
        browser.get("/").await.assert_says(home);
        browser.open(LESSON, status).await;
        browser.open(QUIZ, 404).await;
        for path in pages {
            let page = browser.open(path, status).await;
            assert_eq!(page.path == "/teaching", status == 200, "{}", page.path);
        }
        for path in [format!("{LESSON}/completion"), format!("{QUIZ}/attempts")] {
            assert_eq!(browser.send(Call::post(&path, &[])).await.status, 404, "{path}");
        }
    }
    let sessions = ["sessions".to_owned()];
    assert_eq!(changed(&before, &contents(&t.app.db).await), sessions);
}
