//! The transcript says what was done, the same in each of its three forms, and to nobody else.

use crate::kit::app::TestApp;
use crate::kit::browser::Browser;
use crate::kit::call::Call;
use crate::kit::page::{all, words};
use foundations::learning;
use foundations::learning::transcript::Transcript;

/// Reads a lesson of Data, and fails and then passes its quiz.
async fn begin(t: &TestApp, browser: &mut Browser<'_>) {
    browser.get("/courses/digital-foundations/data/first").await;
    browser.press("I have read this").await;
    for right in [false, true] {
        browser.get("/courses/digital-foundations/data/quiz").await;
        browser.take_quiz(&t.edition, right).await;
        t.advance(chrono::TimeDelta::days(1));
        browser.sign_in(&t.cast.gwen).await;
    }
}

async fn transcript(t: &TestApp) -> Transcript {
    let (shelf, person) = (t.app.shelf.clone(), t.cast.gwen.id);
    let get =
        move |conn: &mut foundations::db::Conn| learning::get_transcript_of(conn, &shelf, person);
    t.app.db.read(get).await.unwrap()
}

/// The rows of the page's tables, without their heads.
fn rows_of_page(browser: &Browser<'_>) -> Vec<Vec<String>> {
    let html = browser.page().html();
    let rows = all(&html, "main tbody tr, main tfoot tr");
    let cells = |row: &scraper::ElementRef<'_>| {
        let cells = row.child_elements().map(|cell| words(&cell));
        cells.collect()
    };
    rows.iter().map(cells).collect()
}

async fn table(browser: &mut Browser<'_>) -> Vec<Vec<String>> {
    let reply = browser.send(Call::get("/transcript/table")).await;
    assert_eq!(reply.headers.get("content-type").unwrap(), "text/csv; charset=utf-8");
    let named = reply.headers.get("content-disposition").unwrap().to_str().unwrap();
    assert!(named.starts_with("attachment; filename=\"digital-foundations-transcript-2026-"));
    let text = String::from_utf8(reply.body.clone()).unwrap();
    let text = text.strip_prefix('\u{FEFF}').expect("a byte order mark");
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let row =
        |row: csv::Result<csv::StringRecord>| row.unwrap().iter().map(ToOwned::to_owned).collect();
    rows.records().map(row).collect()
}

#[actix_web::test]
async fn a_transcript_is_what_was_done() {
    let t = TestApp::start().await;
    assert!(transcript(&t).await.is_empty());
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get("/certificates").await;
    browser.follow("See your transcript").await;
    browser.page().assert_says("Nothing on it yet");
    assert_eq!(table(&mut browser).await, [[""; 12]; 0]);
    begin(&t, &mut browser).await;
    browser.get("/transcript").await.assert_says("1 of 4 lessons read");
    browser.page().assert_says("4 minutes of study");
    browser.page().assert_says("Not completed yet");
    let not_yet = ["Connectivity", "0 of 2", "No mark yet", "Not yet", "Not yet", "0", "0"];
    let passed = ["Data", "1 of 2", "4 of 4", "24 November 2026", "Not yet", "2", "4"];
    let total = ["In all", "1 of 4", "Per module", "1 of 2", "0 of 2", "2", "4"];
    assert_eq!(rows_of_page(&browser), [not_yet, passed, total]);
}

#[actix_web::test]
async fn page_table_and_paper_have_the_same_rows() {
    let t = TestApp::start().await;
    t.complete(&t.cast.gwen.clone()).await;
    t.deliver_one().await;
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get("/transcript").await;
    let page = rows_of_page(&browser);
    assert_eq!(page.len(), 4, "{page:?}");
    let table: Vec<Vec<String>> = table(&mut browser)
        .await
        .into_iter()
        .map(|row| match row[0].as_str() {
            "Certificate" => [10, 1, 2, 7, 11].map(|at| row[at].clone()).to_vec(),
            _ => row[3..10].to_vec(),
        })
        .collect();
    assert_eq!(table, page);
    let paper = browser.send(Call::get("/transcript/document")).await;
    assert_eq!(paper.headers.get("content-type").unwrap(), "application/pdf");
    assert!(paper.body.starts_with(b"%PDF-1.7"));
    let again = browser.send(Call::get("/transcript/document")).await;
    assert!(paper.body == again.body, "the same each time");
}

#[actix_web::test]
async fn a_transcript_is_only_ones_own() {
    let t = TestApp::start().await;
    t.complete(&t.cast.gwen.clone()).await;
    t.deliver_one().await;
    for other in [&t.cast.idris, &t.cast.ada] {
        let mut browser = t.signed_in(other).await;
        browser.get("/transcript").await.assert_says("Nothing on it yet");
        browser.page().assert_says_not("Gwen");
        assert_eq!(table(&mut browser).await, [[""; 12]; 0]);
    }
}
