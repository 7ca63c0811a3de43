//! Listening, and stopping in the right order: not ready, no new connections, finish, go.

use super::{App, configure, edge};
use crate::jobs::{self, Work};
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::{HttpServer, middleware, web};
use anyhow::Context;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// What a process serves.
pub struct Service {
    pub app: App,
    pub listener: TcpListener,
    /// Letters and other work done beside the pages; none where another process does it.
    pub work: Option<Arc<Work>>,
    /// Seconds between the signal to stop and the end of listening.
    pub drain: Duration,
}

/// How often due work is looked for.
const TICK: Duration = Duration::from_secs(1);
/// How often old counts are tidied away.
const TIDY: Duration = Duration::from_hours(1);

/// The routes with all that happens around them, as one thread serves them; tests call it too.
pub fn application(
    app: &App,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = actix_web::Error,
        InitError = (),
    > + use<>,
> {
    actix_web::App::new()
        .app_data(web::Data::new(app.clone()))
        .wrap(middleware::from_fn(edge::around))
        .configure(configure)
}

/// Serves until the process is told to stop, and then in good order.
pub async fn serve(service: Service) -> anyhow::Result<()> {
    let Service { app, listener, work, drain } = service;
    let of_thread = app.clone();
    let server = HttpServer::new(move || application(&of_thread))
        .disable_signals()
        .keep_alive(Duration::from_secs(15))
        .client_request_timeout(Duration::from_secs(5))
        .client_disconnect_timeout(Duration::from_secs(2))
        .max_connections(1_000)
        .backlog(1_024)
        .shutdown_timeout(25)
        .listen(listener)
        .context("cannot listen")?
        .run();
    let handle = server.handle();
    let jobs = work.clone().map(|work| actix_web::rt::spawn(keep_working(work)));
    let stopping = app.clone();
    actix_web::rt::spawn(async move {
        told_to_stop().await;
        tracing::info!("stopping");
        stopping.draining.store(true, Ordering::Relaxed);
        tokio::time::sleep(drain).await;
        #[cfg(feature = "faults")]
        if crate::db::is_broken("stop-at-once") {
            return handle.stop(false).await;
        }
        handle.stop(true).await;
    });
    server.await.context("the server stopped")?;
    if let (Some(work), Some(jobs)) = (work, jobs) {
        work.stopping.store(true, Ordering::Relaxed);
        // A letter in the middle of a conversation is finished, within its own limit.
        let _ = tokio::time::timeout(Duration::from_secs(95), jobs).await;
    }
    tracing::info!("stopped");
    Ok(())
}

/// Does due work until told to stop.
pub async fn keep_working(work: Arc<Work>) {
    let mut tidied = std::time::Instant::now();
    while !work.stopping.load(Ordering::Relaxed) {
        match jobs::tick(&work).await {
            Ok(done) if done != crate::mail::Delivered::default() => {
                tracing::info!(
                    sent = done.sent,
                    later = done.later,
                    dead = done.dead,
                    held = done.held,
                    "letters"
                );
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "a round of work failed"),
        }
        if tidied.elapsed() > TIDY {
            tidied = std::time::Instant::now();
            if let Err(error) = jobs::tidy(&work).await {
                tracing::warn!(%error, "tidying failed");
            }
        }
        tokio::time::sleep(TICK).await;
    }
}

/// Waits for SIGTERM or SIGINT.
pub async fn told_to_stop() {
    let (Ok(mut term), Ok(mut int)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
}
