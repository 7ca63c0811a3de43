//! The ledger of letters.

use crate::kernel::{Instant, clock_time, date_in_words, london_date};
use crate::mail;
use crate::pages::View;
use crate::web::{Administrator, Answer, Error, Request, Sample, sample};
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct LettersPage {
    counts: Vec<Count>,
    letters: Vec<LetterLine>,
}

#[derive(Serialize)]
struct Count {
    state: String,
    count: i64,
}

#[derive(Serialize)]
struct LetterLine {
    kind: String,
    to: String,
    state: String,
    written: String,
    attempts: i32,
    error: String,
}

impl View for LettersPage {
    const TEMPLATE: &'static str = "admin/letters";
}

/// Shows how letters stand, the newest first.
pub async fn letters(_: Administrator, rq: Request) -> Answer {
    let now = rq.now();
    let (counts, letters) = rq
        .app
        .db
        .read(move |conn| {
            let counts = mail::count_by_state(conn, now)?;
            Ok::<_, mail::MailError>((counts, mail::list_newest(conn, 100)?))
        })
        .await?;
    let when = |at: Instant| format!("{} at {}", date_in_words(london_date(at)), clock_time(at));
    let view = LettersPage {
        counts: counts
            .into_iter()
            .map(|(state, count)| Count { state: state.word().replace('-', " "), count })
            .collect(),
        letters: letters
            .into_iter()
            .map(|letter| LetterLine {
                state: letter.state(now).word().replace('-', " "),
                written: when(letter.created_at),
                kind: letter.kind.replace('-', " "),
                to: letter.to_address,
                attempts: letter.attempts,
                error: letter.last_error.unwrap_or_default(),
            })
            .collect(),
    };
    rq.page(StatusCode::OK, &view)
}

impl From<mail::MailError> for Error {
    fn from(error: mail::MailError) -> Error {
        match error {
            mail::MailError::Database(error) => error.into(),
        }
    }
}

pub fn samples() -> Vec<Sample> {
    let letters = |letters: Vec<LetterLine>| LettersPage {
        counts: vec![Count { state: "sent".into(), count: 3 }],
        letters,
    };
    let letter = LetterLine {
        kind: "invitation".into(),
        to: "gwen@example.gov.uk".into(),
        state: "sent".into(),
        written: "2 October 2026 at 14:03".into(),
        attempts: 1,
        error: "451 later".into(),
    };
    vec![sample("letters", &letters(vec![letter])), sample("no letters", &letters(vec![]))]
}
