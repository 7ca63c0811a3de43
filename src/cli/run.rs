//! Serving, delivering, migrating, publishing.

use super::{bind, log, start};
use crate::config::Settings;
use crate::db;
use crate::kernel::Clock;
use crate::web::{Service, keep_working, serve as listen, told_to_stop};
use anyhow::Context;
use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Brings the database up to date.
pub fn migrate(settings: &Settings) -> anyhow::Result<ExitCode> {
    let target = settings.target()?;
    let step = db::migrate(&target)?;
    match step.ran {
        0 => println!("{}: up to date", target.redacted()),
        ran => println!("{}: {ran} migrations ran", target.redacted()),
    }
    Ok(ExitCode::SUCCESS)
}

/// Serves the pages, and sends letters unless another process does.
pub async fn serve(settings: Settings, without_letters: bool) -> anyhow::Result<()> {
    log::begin(true);
    // Bound first: two servers on one port must not both touch the database.
    let address = bind(&settings)?;
    let listener =
        TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    let parts = start::parts(&settings, Clock::Real).await?;
    for line in parts.publish(&settings, false).await? {
        tracing::info!(line, "course");
    }
    let app = parts.app(&settings, false)?;
    if !app.is_https() {
        tracing::warn!(
            "BASE_URL is http: the session cookie is not Secure; use this for trials only"
        );
    }
    let work = if without_letters { None } else { Some(parts.work(&settings)?) };
    tracing::info!(%address, base_url = app.base_url, "serving");
    let drain = Duration::from_secs(settings.drain_seconds);
    listen(Service { app, listener, work, drain }).await
}

/// Does what happens by itself, without pages.
pub async fn deliver(settings: Settings) -> anyhow::Result<()> {
    log::begin(true);
    let work = start::parts(&settings, Clock::Real).await?.work(&settings)?;
    let working = actix_web::rt::spawn(keep_working(work.clone()));
    tracing::info!("delivering");
    told_to_stop().await;
    work.stopping.store(true, Ordering::Relaxed);
    working.await.context("delivering failed")
}

/// Freezes the course files as editions.
pub async fn publish(settings: Settings) -> anyhow::Result<()> {
    for line in start::parts(&settings, Clock::Real).await?.publish(&settings, true).await? {
        println!("{line}");
    }
    Ok(())
}
