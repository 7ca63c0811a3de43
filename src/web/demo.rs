//! A demo's letters, to read in the browser. Elsewhere there is no such page.

use super::{Answer, Anyone, Error, Request, Sample, sample};
use crate::jobs::Letters;
use crate::kernel::{LetterId, clock_time, date_in_words, london_date};
use crate::mail;
use crate::pages::View;
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct IndexPage {
    letters: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    address: String,
    subject: String,
    to: String,
    on: String,
    at: String,
}

impl View for IndexPage {
    const TEMPLATE: &'static str = "demo/index";
}

#[derive(Serialize)]
struct ShowPage {
    subject: String,
    to: String,
    on: String,
    at: String,
    paragraphs: Vec<Paragraph>,
    attachment: String,
}

/// A paragraph of the letter's text; a line that is an address becomes a link.
#[derive(Serialize)]
struct Paragraph {
    lines: Vec<TextLine>,
}

#[derive(Serialize)]
struct TextLine {
    text: String,
    is_link: bool,
}

impl View for ShowPage {
    const TEMPLATE: &'static str = "demo/show";
}

fn letters(rq: &Request) -> Result<Letters, Error> {
    if !rq.app.demo {
        return Err(Error::NotFound);
    }
    Ok(Letters {
        pages: rq.app.pages.clone(),
        keys: rq.app.keys.clone(),
        base_url: rq.app.base_url.clone(),
    })
}

/// Lists the letters, the newest first.
pub async fn index(_: Anyone, rq: Request) -> Answer {
    let render = letters(&rq)?;
    let rows = rq.app.db.read(|conn| mail::list_newest(conn, 50)).await?;
    let line = |letter: mail::Outgoing| Line {
        address: format!("/demo/letters/{}", letter.id),
        subject: render.render(&letter).map_or_else(|_| letter.kind.clone(), |r| r.subject),
        on: date_in_words(london_date(letter.created_at)),
        at: clock_time(letter.created_at),
        to: letter.to_address,
    };
    rq.page(StatusCode::OK, &IndexPage { letters: rows.into_iter().map(line).collect() })
}

/// Shows a letter.
pub async fn show(_: Anyone, rq: Request) -> Answer {
    let render = letters(&rq)?;
    let id: LetterId = rq.id("letter")?;
    let letter =
        rq.app.db.read(move |conn| mail::find_letter(conn, id)).await?.ok_or(Error::NotFound)?;
    let rendered = render.render(&letter).map_err(|text| Error::Fault(text.into()))?;
    let view = ShowPage {
        subject: rendered.subject,
        on: date_in_words(london_date(letter.created_at)),
        at: clock_time(letter.created_at),
        to: letter.to_address,
        paragraphs: rendered.text.split("\n\n").map(paragraph).collect(),
        attachment: rendered.attachment.map(|file| file.filename).unwrap_or_default(),
    };
    rq.page(StatusCode::OK, &view)
}

fn paragraph(text: &str) -> Paragraph {
    let line = |text: &str| TextLine {
        text: text.to_owned(),
        is_link: text.starts_with("http://") || text.starts_with("https://"),
    };
    Paragraph { lines: text.lines().map(line).collect() }
}

pub fn samples() -> Vec<Sample> {
    let line = Line {
        address: "/".into(),
        subject: "Your invitation".into(),
        to: "gwen@example.gov.uk".into(),
        on: "2 October 2026".into(),
        at: "14:03".into(),
    };
    let show = |attachment: &str| ShowPage {
        subject: "Your invitation".into(),
        to: "gwen@example.gov.uk".into(),
        on: "2 October 2026".into(),
        at: "14:03".into(),
        paragraphs: vec![paragraph("Hello\nhttps://example.gov.uk/")],
        attachment: attachment.into(),
    };
    vec![
        sample("some", &IndexPage { letters: vec![line] }),
        sample("none", &IndexPage { letters: vec![] }),
        sample("plain", &show("")),
        sample("with a certificate", &show("certificate.pdf")),
    ]
}
