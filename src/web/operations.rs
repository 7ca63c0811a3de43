//! For whoever runs the service: is it up, is it ready, how is it doing.

use super::{Answer, Error, Public, Request};
use crate::db::MigrationState;
use crate::mail;
use actix_web::HttpResponse;
use actix_web::http::header::AUTHORIZATION;
use std::sync::atomic::Ordering;
use subtle::ConstantTimeEq;

const TEXT: &str = "text/plain; charset=utf-8";

/// The process is up.
pub async fn health(_: Public, _: Request) -> Answer {
    Ok(HttpResponse::Ok().content_type(TEXT).body("up\n"))
}

/// The database answers and is migrated, and the process is not stopping.
pub async fn ready(_: Public, rq: Request) -> Answer {
    let why_not = if rq.app.draining.load(Ordering::Relaxed) {
        Some("stopping")
    } else {
        match rq.app.db.migration_state().await {
            Ok(MigrationState::Current) => None,
            Ok(MigrationState::Behind) => Some("migrations are still to run"),
            Ok(MigrationState::Ahead) => Some("the database is newer than this program"),
            Err(_) => Some("the database does not answer"),
        }
    };
    Ok(match why_not {
        None => HttpResponse::Ok().content_type(TEXT).body("ready\n"),
        Some(why) => HttpResponse::ServiceUnavailable().content_type(TEXT).body(format!("{why}\n")),
    })
}

/// The counts, for this machine and for who has the token.
pub async fn metrics(_: Public, rq: Request) -> Answer {
    if !may_read(&rq) {
        return Err(Error::NotFound);
    }
    let now = rq.now();
    let (counts, oldest) = rq
        .app
        .db
        .read(move |conn| {
            Ok::<_, mail::MailError>((
                mail::count_by_state(conn, now)?,
                mail::oldest_due(conn, now)?,
            ))
        })
        .await?;
    let counts: Vec<_> = counts.into_iter().map(|(state, count)| (state.word(), count)).collect();
    let waited = oldest.map_or(0, |since| (now - since).num_seconds());
    rq.app.metrics.note(rq.app.db.waiting_writes(), &counts, waited);
    rq.app.metrics.retried(rq.app.db.take_retries());
    let text = rq.app.metrics.text().map_err(|e| Error::Fault(e.into()))?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text))
}

fn may_read(rq: &Request) -> bool {
    let given = rq.http().headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    match &rq.app.metrics_token {
        Some(token) => given
            .and_then(|given| given.strip_prefix("Bearer "))
            .is_some_and(|given| bool::from(given.as_bytes().ct_eq(token.as_bytes()))),
        None => {
            rq.http().peer_addr().is_none_or(|peer| peer.ip().is_loopback())
                && rq.http().headers().get("x-forwarded-for").is_none()
        }
    }
}
