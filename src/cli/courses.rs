//! Checking course files, and saying what they hold.

use super::survey::{for_machines, in_words};
use crate::config::Settings;
use crate::courses::{self, Report, library};
use crate::kernel::{Clock, london_date};
use chrono::{DateTime, NaiveDate};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, ExitCode};

/// What tells the day on which reviews are judged.
pub struct Day {
    /// Typed.
    pub on: Option<NaiveDate>,
    pub source_date_epoch: Option<i64>,
}

/// How the outcome is said.
#[derive(Clone, Copy)]
pub struct Style {
    /// With a table of what the course holds.
    pub report: bool,
    pub json: bool,
}

impl Day {
    /// The day typed; else that of `SOURCE_DATE_EPOCH`; else that of the last commit of the courses'
    /// folder, so that a commit is judged today as it was on its day; else today.
    fn resolve(&self, folder: Option<&Path>) -> NaiveDate {
        let seconds = || self.source_date_epoch.or_else(|| committed_at(folder?));
        self.on
            .or_else(|| {
                DateTime::from_timestamp(seconds()?, 0).map(|at| london_date(at.naive_utc()))
            })
            .unwrap_or_else(|| london_date(Clock::Real.now()))
    }
}

/// When the newest commit was made of the repository that holds a folder, if git knows.
fn committed_at(folder: &Path) -> Option<i64> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["log", "-1", "--format=%ct", "--", "."]);
    let said = git.output().ok().filter(|said| said.status.success())?;
    String::from_utf8(said.stdout).ok()?.trim().parse().ok()
}

/// Prints every fault and warning of every course, and a line that counts them.
pub fn check(
    settings: &Settings,
    strict: bool,
    day: &Day,
    style: Style,
) -> anyhow::Result<ExitCode> {
    let day = day.resolve(settings.courses_dir.as_deref());
    let all = match &settings.courses_dir {
        Some(folder) => library::read(folder)?,
        None => library::embedded(),
    };
    let mut passes = !all.is_empty();
    let mut said = Vec::new();
    for files in &all {
        let report = courses::check(files, day);
        passes &= report.passes(strict);
        if style.json {
            said.push(report_for_machines(files.root(), &report, style));
        } else {
            print_report(files.root(), &report, style, day);
        }
    }
    if style.json {
        println!("{:#}", json!({ "on": day.to_string(), "passes": passes, "courses": said }));
    } else if all.is_empty() {
        println!("there is no course to check");
    }
    Ok(if passes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print_report(root: &str, report: &Report, style: Style, day: NaiveDate) {
    for fault in &report.faults {
        println!("error: {fault}\n");
    }
    for warning in &report.warnings {
        println!("warning: {warning}\n");
    }
    if style.report {
        println!("{}", in_words(&report.survey));
    }
    let (faults, warnings) = (report.faults.len(), report.warnings.len());
    println!("{root}: {faults} faults, {warnings} warnings (reviews judged as on {day})");
}

fn report_for_machines(root: &str, report: &Report, style: Style) -> Value {
    let faults = |list: &[courses::Fault]| -> Vec<Value> {
        let fault = |fault: &courses::Fault| {
            json!({
                "file": fault.file,
                "line": fault.line,
                "column": fault.column,
                "problem": fault.problem,
                "remedy": fault.remedy,
            })
        };
        list.iter().map(fault).collect()
    };
    json!({
        "folder": root,
        "errors": faults(&report.faults),
        "warnings": faults(&report.warnings),
        "report": style.report.then(|| for_machines(&report.survey)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reviews_are_judged_on_the_day_that_is_told_first() {
        let day = |on: Option<&str>, source_date_epoch| {
            let on = on.map(|day| day.parse().unwrap());
            Day { on, source_date_epoch }.resolve(None).to_string()
        };
        // An hour before midnight in Greenwich is the next day in a London summer.
        assert_eq!(day(None, Some(1_782_860_400)), "2026-07-01");
        assert_eq!(day(Some("2027-01-31"), Some(1_782_860_400)), "2027-01-31");
        assert_eq!(day(None, None), london_date(Clock::Real.now()).to_string());
    }

    #[test]
    fn a_folder_outside_git_has_no_commit() {
        let scratch = tempfile::tempdir().unwrap();
        assert_eq!(committed_at(scratch.path()), None);
    }
}
