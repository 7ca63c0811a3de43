//! Showing a course from its folder to whoever writes it.

use super::bind;
use crate::config::Settings;
use crate::courses::library;
use crate::kernel::Clock;
use crate::pages::Pages;
use crate::web::{Desk, preview as show};
use anyhow::{Context, bail};
use std::net::TcpListener;
use std::path::PathBuf;

/// Shows a course from its folder until it is told to stop.
pub async fn preview(settings: &Settings, dir: Option<PathBuf>) -> anyhow::Result<()> {
    let dir = dir.or_else(|| settings.courses_dir.clone()).unwrap_or_else(|| "courses".into());
    let folder = match library::folders(&dir)?.as_slice() {
        [folder] => folder.clone(),
        [] => bail!("there is no course in {}: a course's folder has a course.toml", dir.display()),
        several => {
            let named: Vec<_> = several.iter().map(|f| f.display().to_string()).collect();
            bail!("say which course: {}", named.join(" or "))
        }
    };
    let address = bind(settings)?;
    let listener = TcpListener::bind(address)
        .with_context(|| format!("cannot listen on {address}: choose another port with --bind"))?;
    let base = format!("http://{}", listener.local_addr()?);
    println!("{} is at {base}", folder.display());
    println!("Save a file, and the open page follows. Stop with Ctrl+C.");
    show(Desk::new(folder, Pages::load()?, Clock::Real, base), listener).await
}
