use crate::config::Settings;
use crate::courses::{self, library};
use crate::kernel::{Clock, london_date};
use chrono::NaiveDate;
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
