//! The measure of all things: actix with one handler and nothing else, sending the same bytes.

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::Context;
use std::path::Path;
use std::time::Duration;

/// A recorded answer.
#[derive(Clone)]
struct Page {
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

/// Answers every request with what was recorded, head and body, until it is killed.
pub fn serve(port: u16, page: &Path) -> anyhow::Result<()> {
    let page = read(page)?;
    actix_web::rt::System::new().block_on(async move {
        HttpServer::new(move || {
            let page = page.clone();
            App::new().default_service(web::to(move || std::future::ready(answer(&page))))
        })
        // As the program's own.
        .keep_alive(Duration::from_secs(15))
        .bind(("127.0.0.1", port))?
        .run()
        .await?;
        Ok(())
    })
}

fn answer(page: &Page) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    for (name, value) in &page.headers {
        answer.insert_header((name.clone(), value.clone()));
    }
    answer.body(page.body.clone())
}

#[expect(clippy::disallowed_methods, reason = "the recorded answer is the benchmark's own file")]
fn read(path: &Path) -> anyhow::Result<Page> {
    let bytes = std::fs::read(path)?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("no head")?;
    let (head, body) = bytes.split_at_checked(end + 4).context("no body")?;
    let mut headers = Vec::new();
    for line in std::str::from_utf8(head)?.lines().skip(1) {
        let Some((name, value)) = line.split_once(':') else { continue };
        // Actix writes these two itself.
        if !matches!(name.to_ascii_lowercase().as_str(), "content-length" | "date") {
            headers.push((name.parse()?, value.trim().parse()?));
        }
    }
    Ok(Page { headers, body: Bytes::copy_from_slice(body) })
}
