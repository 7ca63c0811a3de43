//! A module on one page, and the course as one file: whole, and each in itself consistent.

use crate::kit::app::TestApp;
use crate::kit::call::Call;
use crate::kit::course::{FIGURE, TELLTALE, edition};
use crate::kit::page::{all, words};
use foundations::courses::edition::{Block, Edition, Source, Term};
use foundations::courses::{self, library};
use foundations::pages::Pages;
use foundations::web::course_file;
use scraper::Html;
use std::collections::BTreeSet;

const DOWNLOAD: &str = "/courses/digital-foundations/download";
const BASE: &str = "https://training.example";

/// A course whose lessons have one of everything that must be written anew.
fn written() -> Edition {
    let mut edition = edition();
    let source = |id: &str, number: u32| Source {
        id: id.into(),
        number,
        title: format!("About {id}"),
        publisher: "A publisher".into(),
        address: Some("https://example.gov.uk/".into()),
        date: None,
        accessed: "2026-11-23".parse().unwrap(),
        cited_at: vec![format!("cite-{number}-1")],
    };
    for (nth, module) in edition.modules.iter_mut().enumerate() {
        let cite = |n: u32| {
            format!(
                "<sup><a href=\"#source-{n}\" id=\"cite-{n}-1\" aria-label=\"Source {n}\">{n}</a></sup>"
            )
        };
        let html = format!(
            "<section class=\"callout callout--ask\" aria-labelledby=\"ask-1\">\n\
             <h3 id=\"ask-1\">Ask</h3>\n<p>A <a class=\"term\" href=\"#term-x\">term</a>.{}{}</p>\n</section>\n\
             <h2 id=\"part\">Part</h2>\n<h3 id=\"less\">Less</h3>\n\
             <p><a href=\"#part\">up</a> <a href=\"/courses/digital-foundations/data/second\">there</a> \
             <a href=\"/courses/digital-foundations/connectivity\">module</a> \
             <a href=\"https://www.gov.uk\">out</a></p>\n\
             <section class=\"scroll\" aria-labelledby=\"table-1\" tabindex=\"0\">\n\
             <table class=\"cards\">\n<caption id=\"table-1\">T</caption>\n</table>\n</section>\n\
             <figure>\n<img src=\"/figures/{FIGURE}\" width=\"4\" height=\"3\" alt=\"A line\" loading=\"lazy\">\n\
             <figcaption>F</figcaption>\n</figure>\n",
            cite(1),
            cite(2)
        );
        for lesson in &mut module.lessons {
            lesson.sources.clear();
        }
        let lesson = &mut module.lessons[0];
        lesson.body.insert(0, Block::Html(html));
        let ids = if nth == 0 { ["a", "b"] } else { ["b", "c"] };
        lesson.sources = vec![source(ids[0], 1), source(ids[1], 2)];
        lesson.terms = vec![Term {
            id: "x".into(),
            term: "X".into(),
            forms: vec![],
            meaning_html: "As <a href=\"/courses/digital-foundations/data/first\">here</a>.".into(),
        }];
    }
    edition
}

/// What a page that stands alone must not lack: each id once, each link within it met, headings in
/// order.
fn assert_consistent(text: &str) {
    let html = Html::parse_document(text);
    let mut ids = BTreeSet::new();
    for element in all(&html, "[id]") {
        let id = element.value().attr("id").unwrap();
        assert!(ids.insert(id.to_owned()), "two are called {id}");
    }
    let targets = ["href", "aria-labelledby"].iter().flat_map(|attribute| {
        let found = all(&html, &format!("[{attribute}]"));
        found.iter().map(|e| e.value().attr(attribute).unwrap().to_owned()).collect::<Vec<_>>()
    });
    for name in targets.filter(|name| !name.contains('/')) {
        let mut parts = name.trim_start_matches('#').split(' ');
        assert!(parts.all(|id| ids.contains(id)), "{name} leads nowhere");
    }
    let regions = all(&html, "section[aria-labelledby]");
    let labels: Vec<&str> =
        regions.iter().map(|e| e.value().attr("aria-labelledby").unwrap()).collect();
    let different: BTreeSet<&&str> = labels.iter().collect();
    assert_eq!(different.len(), labels.len(), "two regions have one name: {labels:?}");
    let mut last = 0;
    for heading in all(&html, "h1, h2, h3, h4, h5, h6") {
        let level: u32 = heading.value().name()[1..].parse().unwrap();
        assert!(level <= last + 1, "h{level} after h{last}: {}", words(&heading));
        last = level;
    }
}

fn file_of(edition: &Edition) -> String {
    course_file(&Pages::load().unwrap(), edition, BASE).unwrap()
}

#[test]
fn a_course_is_one_file_that_needs_nothing_else() {
    let text = file_of(&written());
    assert_consistent(&text);
    let html = Html::parse_document(&text);
    assert_eq!(all(&html, "script, link, form, iframe, button").len(), 0);
    for element in all(&html, "[src]") {
        let src = element.value().attr("src").unwrap();
        assert!(src.starts_with("data:image/svg+xml;base64,PHN2Zy8+"), "{src}");
        assert_eq!(element.value().attr("alt"), Some("A line"));
    }
    for element in all(&html, "[href]") {
        let href = element.value().attr("href").unwrap();
        assert!(href.starts_with('#') || href.starts_with("https://"), "{href}");
    }
    let root = all(&html, "html")[0].value();
    assert_eq!(root.attr("lang"), Some("en-GB"));
    assert!(!text.contains(TELLTALE), "an answer is given away");
    assert!(!text.contains("What is one of"), "a question is given away");
    assert_eq!(all(&html, "details.nation:not([open])").len(), 0);
}

#[test]
fn links_numbers_and_headings_are_written_anew() {
    let text = file_of(&written());
    for part in [
        "<section class=\"callout callout--ask\">\n<h4 id=\"connectivity.first.ask-1\">Ask</h4>",
        "aria-labelledby=\"data data.first data.first.table-1\"",
        "<h4 id=\"data.first.part\">Part</h4>",
        "<h5 id=\"data.first.less\">Less</h5>",
        "<a href=\"#data.first.part\">up</a>",
        "<a href=\"#data.second\">there</a>",
        "<a href=\"#connectivity\">module</a>",
        "<a class=\"term\" href=\"#term-x\">term</a>",
        "As <a href=\"#data.first\">here</a>.",
        // Source b is the second of the course, and the first that this lesson cites.
        "<a href=\"#source-2\" id=\"data.first.cite-1-1\" aria-label=\"Source 2\">2</a>",
        "<a href=\"#source-3\" id=\"data.first.cite-2-1\" aria-label=\"Source 3\">3</a>",
        "href=\"https://training.example/courses/digital-foundations/data/quiz\"",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    let html = Html::parse_document(&text);
    assert_eq!(all(&html, "dt").len(), 2, "each of two terms is explained once");
    let sources = all(&html, ".sources ol > li");
    let cited: Vec<usize> = sources.iter().map(|s| s.select(&back()).count()).collect();
    assert_eq!(cited, [1, 2, 1]);
}

fn back() -> scraper::Selector {
    scraper::Selector::parse("a[href^=\"#\"]").unwrap()
}

/// The course as it ships.
#[test]
fn the_course_is_consistent_as_one_file() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
    for files in library::embedded() {
        let edition = courses::check(&files, day).edition.unwrap();
        assert_consistent(&file_of(&edition));
    }
}

#[actix_web::test]
async fn a_learner_downloads_the_course_from_its_page() {
    let t = TestApp::start().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get("/courses/digital-foundations").await;
    assert_eq!(browser.page().link("Download the course"), DOWNLOAD);
    let reply = browser.send(Call::get(DOWNLOAD)).await;
    let header = |name: &str| reply.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    let named = "attachment; filename=\"digital-foundations-2026.html\"";
    assert_eq!(header("content-disposition"), named);
    assert_eq!(header("content-security-policy"), "sandbox");
    assert!(reply.text().starts_with("<!DOCTYPE html>"));
    for (other, status) in [(&t.cast.elin, 404), (&t.cast.tomasz, 200)] {
        let mut browser = t.signed_in(other).await;
        for path in ["download", "glossary", "data/lessons", "data/reading-list"] {
            browser.open(&format!("/courses/digital-foundations/{path}"), status).await;
        }
    }
}

#[actix_web::test]
async fn a_module_is_one_page_with_its_readers_nation_first() {
    let t = TestApp::start().await;
    // An edition of its own: what was rendered of another test's first one is remembered.
    let (next, now) = (written(), t.now());
    let publish = move |conn: &mut foundations::db::Conn| courses::publish(conn, &next, now);
    t.app.db.write(publish).await.unwrap();
    let huw = t.learner("Huw Rees", "huw@aberwyvern.example", t.cast.aberwyvern).await;
    let mut browser = t.signed_in(&huw).await;
    browser.get("/courses/digital-foundations/data").await;
    let page = browser.follow("All lessons on one page, to read or print").await;
    assert_eq!(page.heading(), "Data");
    assert_consistent(&page.reply.text());
    let (html, text) = (page.html(), page.reply.text());
    assert_eq!(all(&html, "article").len(), 2);
    let open = all(&html, "details.nation[open] summary");
    assert_eq!(open.iter().map(words).collect::<Vec<_>>(), ["In Wales", "In Wales"]);
    for part in [
        "<h3 id=\"data.first.part\">Part</h3>",
        "aria-labelledby=\"data.first data.first.table-1\"",
        "<a href=\"#data.second\">there</a>",
        "<a href=\"/courses/digital-foundations/connectivity\">module</a>",
        "<a href=\"#source-1\" id=\"data.first.cite-1-1\" aria-label=\"Source 1\">1</a>",
    ] {
        assert!(text.contains(part), "no {part}");
    }
    assert!(!text.contains("loading="), "a page to print has all its pictures");
    page.assert_says("Words explained");
    browser.follow("Quiz: Data").await;
    browser.open("/courses/digital-foundations/nowhere/lessons", 404).await;
}
