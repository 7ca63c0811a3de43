//! Proving on a live database that what is kept is as it must be.

use crate::config::{Settings, Target};
use crate::db::{Db, MigrationState};
use crate::kernel::Clock;
use crate::soundness::{self, Fault, Invariant, Report};
use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How often long work says where it is.
const PATIENCE: Duration = Duration::from_secs(5);

/// Checks the database that the settings name.
pub async fn check(settings: &Settings, as_json: bool) -> anyhow::Result<ExitCode> {
    let db = open(&settings.target()?).await?;
    let begun = Instant::now();
    let report = look(&db).await?;
    let seconds = begun.elapsed().as_secs_f64();
    if as_json {
        println!("{:#}", for_machines(&report, seconds));
    } else {
        print!("{}", in_words(&report, seconds));
    }
    Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A database that is there already and at this program's schema; nothing is made or migrated.
pub async fn open(target: &Target) -> anyhow::Result<Db> {
    if let Target::Sqlite(path) = target
        && !path.exists()
    {
        bail!("there is no database {}", path.display());
    }
    let db = Db::open(target.clone())
        .with_context(|| format!("cannot open the database {}", target.redacted()))?;
    match db.migration_state().await {
        Ok(MigrationState::Current) => Ok(db),
        Ok(MigrationState::Behind) => {
            bail!("the database is older than this program: run `foundations migrate` first")
        }
        Ok(MigrationState::Ahead) => {
            bail!("the database was migrated by a newer version of this program: use that version")
        }
        Err(error) => Err(error).context("the database cannot be read, or was never migrated"),
    }
}

/// Checks, and says where it is when that takes long.
pub async fn look(db: &Db) -> anyhow::Result<Report> {
    let mut said = Instant::now();
    let tell = |name: &str, batches: u64| {
        if said.elapsed() >= PATIENCE {
            eprintln!("… {name}: {batches} batches");
            said = Instant::now();
        }
    };
    soundness::check(db, &Clock::Real, tell).await.context("the database cannot be read")
}

/// One line for each invariant, one for each fault, and a last one that sums up.
pub fn in_words(report: &Report, seconds: f64) -> String {
    let mut lines = Vec::new();
    for (invariant, outcome) in report.outcomes() {
        let (claim, what) = invariant.claim();
        let verdict = match faults_of(outcome) {
            0 => "sound".to_owned(),
            many => format!("{} NOT SOUND", with_commas(many)),
        };
        let (number, checked) = (invariant.number(), with_commas(outcome.checked));
        lines.push(format!("{number} {claim}: {checked} {what} checked, {verdict}"));
        for Fault { table, id, what, remedy, .. } in &outcome.faults {
            lines.push(format!("   {table} {id}: {what}. To do: {remedy}."));
        }
        if outcome.more > 0 {
            lines.push(format!("   and {} more", with_commas(outcome.more)));
        }
    }
    let faults: u64 = report.outcomes().map(|(_, outcome)| faults_of(outcome)).sum();
    let verdict = match faults {
        0 => "The database is sound".to_owned(),
        1 => "The database is NOT sound: 1 fault".to_owned(),
        many => format!("The database is NOT sound: {} faults", with_commas(many)),
    };
    lines.push(format!("{verdict} ({seconds:.1} s).\n"));
    lines.join("\n")
}

fn faults_of(outcome: &soundness::Outcome) -> u64 {
    outcome.more.saturating_add(u64::try_from(outcome.faults.len()).unwrap_or(u64::MAX))
}

/// `1,234`
fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn for_machines(report: &Report, seconds: f64) -> Value {
    let fault = |fault: &Fault| json!({ "table": fault.table, "id": fault.id, "what": fault.what, "remedy": fault.remedy });
    let outcome = |(invariant, outcome): (Invariant, &soundness::Outcome)| {
        json!({
            "invariant": invariant.number(),
            "claim": invariant.claim().0,
            "checked": outcome.checked,
            "faults": outcome.faults.iter().map(fault).collect::<Vec<_>>(),
            "more": outcome.more,
        })
    };
    json!({
        "sound": report.is_sound(),
        "seconds": seconds,
        "invariants": report.outcomes().map(outcome).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_with_commas() {
        for (number, text) in [(0, "0"), (999, "999"), (1234, "1,234"), (1_234_567, "1,234,567")] {
            assert_eq!(with_commas(number), text);
        }
    }
}
