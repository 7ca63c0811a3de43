//! A learner's own transcript, in three forms of the same rows: a page, a PDF and a CSV table.

mod document;
mod table;
mod words;

use super::certificates::download;
use super::{Answer, Error, Request, Sample, SignedIn, sample};
use crate::kernel::london_date;
use crate::learning::{self, LearningError};
use crate::pages::View;
use crate::people;
use actix_web::http::StatusCode;
use serde::Serialize;
use words::{CertificateWords, CourseWords, RowWords, Words};

#[derive(Serialize)]
struct TranscriptPage {
    lead: String,
    courses: Vec<CourseWords>,
    certificates: Vec<CertificateWords>,
}

impl View for TranscriptPage {
    const TEMPLATE: &'static str = "transcript/show";
}

/// Shows the transcript.
pub async fn show(who: SignedIn, rq: Request) -> Answer {
    let Words { lead, courses, certificates, .. } = load(&rq, &who).await?;
    rq.page(StatusCode::OK, &TranscriptPage { lead, courses, certificates })
}

/// The transcript as a PDF.
pub async fn document(who: SignedIn, rq: Request) -> Answer {
    let words = load(&rq, &who).await?;
    let filename = filename(&words, "pdf");
    let (pages, base, person) = (rq.app.pages.clone(), rq.app.base_url.clone(), who.person);
    let draw = move || document::draw(&words, pages.texts(), &base, person);
    let drawn = tokio::task::spawn_blocking(draw).await;
    let pdf = drawn.map_err(|e| Error::Fault(e.into()))?.map_err(|e| Error::Fault(e.into()))?;
    Ok(download("application/pdf", &filename, pdf))
}

/// The transcript as a table for spreadsheets.
pub async fn table(who: SignedIn, rq: Request) -> Answer {
    let words = load(&rq, &who).await?;
    let csv = table::write(&words, rq.app.pages.texts()).map_err(|e| Error::Fault(e.into()))?;
    Ok(download("text/csv; charset=utf-8", &filename(&words, "csv"), csv))
}

fn filename(words: &Words, ending: &str) -> String {
    format!("digital-foundations-transcript-{}.{ending}", words.made_on.format("%Y-%m-%d"))
}

/// What all three forms say, from one moment of the database.
async fn load(rq: &Request, who: &SignedIn) -> Result<Words, Error> {
    let (shelf, person) = (rq.app.shelf.clone(), who.person);
    let (transcript, printed) = rq
        .app
        .db
        .read(move |conn| {
            let transcript = learning::get_transcript_of(conn, &shelf, person)?;
            Ok::<_, LearningError>((transcript, people::find_printed_name(conn, person)?))
        })
        .await?;
    let name = printed.unwrap_or_else(|| who.name.clone());
    Ok(Words::new(rq.app.pages.texts(), &transcript, name, london_date(rq.now())))
}

pub fn samples() -> Vec<Sample> {
    let row = |module: &str, passed: &str, done: bool| RowWords {
        module: module.into(),
        read: "4 of 5".into(),
        mark: "6 of 8".into(),
        passed: passed.into(),
        completed: "20 November 2026".into(),
        attempts: "2".into(),
        minutes: "24".into(),
        is_passed: done,
        is_completed: done,
    };
    let course = CourseWords {
        title: "Digital Foundations".into(),
        edition: "2026".into(),
        completed_on: "20 November 2026".into(),
        rows: vec![row("Data", "20 November 2026", true), row("Connectivity", "Not yet", false)],
        total: row("In all", "1 of 2", false),
    };
    let certificate = CertificateWords {
        number: "DF-7K4M-92QX".into(),
        course: "Digital Foundations".into(),
        edition: "2026".into(),
        awarded: "20 November 2026".into(),
        state: "Valid".into(),
        address: "/".into(),
        is_current: true,
    };
    let open = CourseWords { completed_on: String::new(), ..course.clone() };
    let old = CertificateWords { is_current: false, ..certificate.clone() };
    let page = |courses, certificates| TranscriptPage {
        lead: "Gwen Pryce: 4 of 5 lessons read.".into(),
        courses,
        certificates,
    };
    vec![
        sample("complete", &page(vec![course], vec![certificate, old])),
        sample("begun", &page(vec![open], vec![])),
        sample("nothing yet", &page(vec![], vec![])),
    ]
}
