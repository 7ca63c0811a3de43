//! Everything needed to try the service: a scratch database, people of each role, captured mail.

use super::{bind, log, seed, start};
use crate::config::Settings;
use crate::kernel::Clock;
use crate::web::{Service, serve};
use anyhow::Context;
use chrono::NaiveDate;
use serde_json::json;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What the flag is when nobody set it.
const USUAL_DATABASE: &str = "sqlite:var/foundations.db";
const USUAL_BASE: &str = "http://127.0.0.1:8080";

/// Starts a demo in a folder.
pub async fn demo(
    mut settings: Settings,
    dir: PathBuf,
    now: Option<NaiveDate>,
) -> anyhow::Result<()> {
    log::begin(false);
    let mail_dir = dir.join("mail");
    make_folder(&mail_dir)?;
    if settings.database_url == USUAL_DATABASE {
        settings.database_url = format!("sqlite:{}", dir.join("demo.db").display());
    }
    if settings.secret_key.is_none() {
        settings.secret_key = Some(data_encoding::HEXLOWER.encode(&[7; 32]));
    }
    if settings.smtp_url.is_none() {
        settings.smtp_url = Some(format!("file:{}", mail_dir.display()));
    }
    let address = bind(&settings)?;
    let listener = TcpListener::bind(address)
        .with_context(|| format!("cannot listen on {address}: choose another port with --bind"))?;
    if settings.base_url == USUAL_BASE {
        settings.base_url = format!("http://{}", listener.local_addr()?);
    }
    let parts = start::parts(&settings, clock(now)).await?;
    parts.publish(&settings, false).await?;
    let people = seed::seed(&parts).await?;
    let about = json!({
        "base_url": parts.base_url,
        "mail_dir": absolute(&mail_dir),
        "database_url": absolute_url(&settings.database_url),
        "people": people.iter().map(seed::Cast::json).collect::<Vec<_>>(),
    });
    write(&dir.join("demo.json"), &format!("{about:#}\n"))?;
    say(&parts.base_url, people, &dir);
    let app = parts.app(&settings, true)?;
    let work = Some(parts.work(&settings)?);
    serve(Service { app, listener, work, drain: Duration::ZERO }).await
}

fn clock(now: Option<NaiveDate>) -> Clock {
    match now.and_then(|day| day.and_hms_opt(9, 0, 0)) {
        Some(then) => Clock::Shifted(then - Clock::Real.now()),
        None => Clock::Real,
    }
}

fn say(base: &str, people: &[seed::Cast], dir: &Path) {
    println!("\nDigital Foundations is running at {base}\n");
    println!("Sign in as");
    for person in people {
        println!("  {:<34} {}  ({})", person.email, seed::PASSWORD, person.about);
    }
    println!("\nClick here first: {base}/sign-in, as {}.", seed::FIRST);
    println!("Letters that the service sends: {base}/demo/letters");
    println!("Everything is in {}. Stop with Ctrl-C.\n", dir.display());
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}

fn absolute_url(url: &str) -> String {
    match url.strip_prefix("sqlite:") {
        Some(path) => {
            let path = path.strip_prefix("//").unwrap_or(path);
            format!("sqlite:{}", absolute(Path::new(path)))
        }
        None => url.to_owned(),
    }
}

#[expect(clippy::disallowed_methods, reason = "the demo's folder is made here")]
fn make_folder(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

#[expect(clippy::disallowed_methods, reason = "the demo's description is written here")]
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
