//! Searching: what a learner finds, in which words, and what nobody finds.

use crate::kit::app::{Setup, TestApp};
use crate::kit::call::Call;
use crate::kit::course::{TELLTALE, edition};
use crate::kit::page::{Page, all, words};
use foundations::courses::edition::{Block, Edition, Term};
use foundations::courses::{self, library};
use foundations::search::{Index, Query};

/// The course, with words in it that can be looked for.
fn worded() -> Edition {
    let mut edition = edition();
    let lesson = &mut edition.modules[1].lessons[0];
    let html =
        "<h2 id=\"guard\">Guard</h2><p>Ask about Cyber Essentials &lt;b&gt;now&lt;/b&gt;.</p>";
    lesson.body.push(Block::Html(html.into()));
    lesson.terms.push(Term {
        id: "scheme".into(),
        term: "Cyber Essentials".into(),
        forms: vec![],
        meaning_html: "A scheme with five controls.".into(),
    });
    edition
}

async fn start() -> TestApp {
    Setup { edition: worded(), ..Setup::default() }.start().await
}

fn marks(page: &Page) -> Vec<String> {
    all(&page.html(), "main mark").iter().map(words).collect()
}

#[actix_web::test]
async fn a_learner_finds_a_misspelt_word_from_any_page() {
    let t = start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get("/account").await;
    let label = "Search lessons and the glossary";
    let page = browser.fill(&[(label, "cyber esentials")], "Search").await;
    page.assert_says("One lesson and one word in the glossary");
    page.assert_says(
        "Nothing says \u{201c}esentials\u{201d}, so we looked for \u{201c}essentials\u{201d}",
    );
    page.assert_says("Ask about Cyber Essentials <b>now</b>.");
    assert_eq!(marks(page), ["Cyber", "Essentials", "Cyber", "Essentials"]);
    assert_eq!(page.title(), "Search: cyber esentials - Digital Foundations");
    let lesson = "/courses/digital-foundations/data/first";
    assert_eq!(page.link("Data: Data, a beginning"), format!("{lesson}#guard"));
    assert_eq!(page.link("Cyber Essentials"), format!("{lesson}#term-scheme"));
}

#[actix_web::test]
async fn whoever_finds_nothing_is_told_what_to_try() {
    let t = start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    let page = browser.get("/search").await;
    page.assert_says("Type a word or two");
    assert_eq!(page.forms().iter().filter(|form| form.has_button("Search")).count(), 1);
    let page = browser.fill(&[("Search lessons and the glossary", "zebra")], "Search").await;
    page.assert_says("Nothing found for \u{201c}zebra\u{201d}");
    browser.follow("Look through the modules of Digital Foundations").await;
    for odd in ["%20", "%3F%21", "the", "%E2%80%99"] {
        browser.get(&format!("/search?q={odd}")).await;
    }
}

#[actix_web::test]
async fn what_was_typed_is_words_and_never_more() {
    let t = start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    let page = browser.get("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    page.assert_says("Nothing found for \u{201c}<script>alert(1)</script>\u{201d}");
    assert_eq!(all(&page.html(), "main script").len(), 0);
    let long = format!("/search?q=cyber+{}", "x".repeat(2_000));
    browser.get(&long).await.assert_says("more than we look for at once");
    let nine = "/search?q=cyber+two+three+four+five+six+seven+eight+nine";
    browser.get(nine).await.assert_says("more than we look for at once");
    for bad in ["/search?q=a&q=b", "/search?q=%00", "/search?q=%ff"] {
        assert_eq!(browser.send(Call::get(bad)).await.status, 400, "{bad}");
    }
}

#[actix_web::test]
async fn only_the_edition_that_one_learns_from_is_searched() {
    let t = start().await;
    let (mut next, now) = (worded(), t.now());
    next.modules[0].lessons[0].body.push(Block::Html("<p>Only a newt.</p>".into()));
    let publish = move |conn: &mut foundations::db::Conn| courses::publish(conn, &next, now);
    t.app.db.write(publish).await.unwrap();
    let newcomer = t.learner("Huw Rees", "huw@aberwyvern.example", t.cast.aberwyvern).await;
    t.signed_in(&t.cast.gwen).await.get("/search?q=newt").await.assert_says("Nothing found");
    let mut huw = t.signed_in(&newcomer).await;
    huw.get("/search?q=newt").await.assert_says("Only a newt.");
    let mut elin = t.signed_in(&t.cast.elin).await;
    elin.get("/search?q=cyber").await.assert_says("No course yet");
    elin.page().assert_says_not("Essentials");
    // Who only teaches searches what learners begin on now.
    let mut tomasz = t.signed_in(&t.cast.tomasz).await;
    tomasz.get("/search?q=newt").await.assert_says("Only a newt.");
}

#[actix_web::test]
async fn quizzes_are_not_searched() {
    let t = start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    for words in [TELLTALE, "connectivity+abcd"] {
        browser.get(&format!("/search?q={words}")).await.assert_says_not("What is one of");
    }
    browser.get(&format!("/search?q={TELLTALE}")).await.assert_says("Nothing found");
}

/// The course as it ships, asked what councillors might type.
#[test]
fn the_course_is_found_by_what_councillors_type() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
    let files = library::embedded();
    let course = files.iter().find(|files| files.root().ends_with("digital-foundations")).unwrap();
    let index = Index::of(&courses::check(course, day).edition.unwrap());
    for (typed, lesson, term) in [
        ("phising", "security-and-resilience", Some("phishing")),
        ("controler", "data", Some("controller")),
        ("ransomeware", "security-and-resilience", Some("ransomware")),
        ("freedom of infomation", "data", None),
        ("twelve outcomes", "introduction", None),
    ] {
        let found = index.find(&Query::read(typed));
        assert!(!found.partly && found.unknown.is_empty(), "{typed}");
        let first = found.lessons.first().map(|lesson| lesson.module.as_str());
        assert_eq!(first, Some(lesson), "{typed}: {:?}", found.lessons);
        let terms: Vec<&str> = found.terms.iter().map(|term| term.id.as_str()).collect();
        assert!(term.is_none_or(|term| terms.first() == Some(&term)), "{typed}: {terms:?}");
    }
    let found = index.find(&Query::read("DPIA"));
    assert_eq!(found.terms.first().map(|term| term.id.as_str()), Some("dpia"));
}
