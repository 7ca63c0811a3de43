use super::bind;
use crate::config::Settings;
use crate::courses::{self, library};
use crate::kernel::{Clock, london_date};
use crate::pages::Pages;
use crate::web::{Desk, preview as show};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;

/// Prints every fault and warning of every course, and a line that counts them.
pub fn check(settings: &Settings, strict: bool, on: Option<NaiveDate>) -> anyhow::Result<ExitCode> {
    let today = on.unwrap_or_else(|| london_date(Clock::Real.now()));
    let all = match &settings.courses_dir {
        Some(folder) => library::read(folder)?,
        None => library::embedded(),
    };
    let mut passes = !all.is_empty();
    for files in &all {
        let report = courses::check(files, today);
        for fault in &report.faults {
            println!("{fault}\n");
        }
        for warning in &report.warnings {
            println!("warning: {warning}\n");
        }
        println!(
            "{}: {} faults, {} warnings",
            files.root(),
            report.faults.len(),
            report.warnings.len()
        );
        passes &= report.passes(strict);
    }
    if all.is_empty() {
        println!("there is no course to check");
    }
    Ok(if passes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

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
