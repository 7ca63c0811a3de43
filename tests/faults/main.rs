//! Proofs that what somebody was told is kept: the real program is killed, starved, cut off and
//! flooded, and what it acknowledged is compared with what it has.
//!
//! Nothing runs without `--run`, so that `cargo test` passes by; `scripts/faults` says how to ask.
//! A proof that cannot fail proves nothing: `--broken` runs each against a program without the
//! promise (`BREAK`, only in a build with the feature `faults`), and requires it to fail.

mod backed_up;
mod books;
mod burst;
mod chance;
mod clocks;
mod fallen;
mod full_disk;
mod ground;
mod killed;
mod load;
mod mailed;
mod on_disk;
mod proof;
mod repeated;
#[path = "../rig/mod.rs"]
mod rig;
mod slow_clients;
mod stopped;
mod taker;

use anyhow::Context;
use clap::Parser;
use ground::Setting;
use proof::{Broken, PROOFS, Proof, Size};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// Proves the promises of the program.
#[derive(Parser)]
struct Line {
    /// Without it nothing runs.
    #[arg(long)]
    run: bool,
    /// Print the names of the proofs.
    #[arg(long)]
    list: bool,
    /// Which proofs, by the beginnings of their names; all if none is named.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Longer, for a night.
    #[arg(long, conflicts_with = "small")]
    long: bool,
    /// Just large enough to see a promise broken.
    #[arg(long)]
    small: bool,
    /// Require each proof to fail where its promise is taken away.
    #[arg(long)]
    broken: bool,
    /// What chance begins with: the same number gives the same moments.
    #[arg(long, default_value_t = 20_270_328)]
    seed: u64,
    /// The promises taken away in the program, if it was built for that.
    #[arg(long, default_value = "", hide = true)]
    breaks: String,
    /// Keep the scratch folders, to look at what the program logged.
    #[arg(long)]
    keep: bool,
    /// The program to try.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_foundations"))]
    program: PathBuf,
    /// Where scratch folders are made: the disk under the databases.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target"))]
    dir: PathBuf,
    /// A Python that has aiosmtpd.
    #[arg(long, env = "TEST_PYTHON", default_value = "python3")]
    python: PathBuf,
    /// The folder of initdb and `pg_ctl`.
    #[arg(long, env = "POSTGRES_BIN", default_value = "/usr/lib/postgresql/15/bin")]
    postgres_bin: PathBuf,
}

fn main() -> ExitCode {
    let line = Line::parse();
    if line.list {
        for proof in PROOFS {
            println!("{}", proof.name);
        }
        return ExitCode::SUCCESS;
    }
    if !line.run {
        println!("nothing is proved here: run scripts/faults");
        return ExitCode::SUCCESS;
    }
    let wanted: Vec<&Proof> = PROOFS
        .iter()
        .filter(|proof| {
            line.only.is_empty() || line.only.iter().any(|word| proof.name.starts_with(word))
        })
        .collect();
    let begun = Instant::now();
    let results = if line.broken { break_all(&wanted, &line) } else { prove_all(&wanted, &line) };
    let failed = results.iter().filter(|code| **code != 0).count();
    let passed = results.len() - failed;
    println!("faults: {passed} passed, {failed} failed in {} s", begun.elapsed().as_secs());
    // A promise broken is 1, and a proof that could not be held is 2.
    ExitCode::from(results.iter().copied().max().unwrap_or(2))
}

/// Holds each proof; says how each ended.
fn prove_all(wanted: &[&Proof], line: &Line) -> Vec<u8> {
    ground::KEEP.store(line.keep, std::sync::atomic::Ordering::Relaxed);
    let setting = Setting {
        program: line.program.clone(),
        dir: line.dir.clone(),
        python: line.python.clone(),
        postgres_bin: line.postgres_bin.clone(),
        seed: line.seed,
        breaks: line.breaks.clone(),
        size: match (line.long, line.small) {
            (true, _) => Size::Long,
            (_, true) => Size::Small,
            _ => Size::Usual,
        },
    };
    beside(wanted, |proof| {
        let begun = Instant::now();
        let held = (proof.prove)(&setting);
        let took = begun.elapsed().as_secs_f64();
        match held {
            Ok(said) => {
                println!("{:<20} ok      {took:>5.1} s  {said}", proof.name);
                0
            }
            Err(error) => {
                println!("{:<20} FAILED  {took:>5.1} s  {error:#}", proof.name);
                if error.is::<Broken>() { 1 } else { 2 }
            }
        }
    })
}

/// Holds the proofs one after the other, and beside them those that only wait.
fn beside(wanted: &[&Proof], hold: impl Fn(&Proof) -> u8 + Sync) -> Vec<u8> {
    let (waiting, working): (Vec<&Proof>, Vec<&Proof>) =
        wanted.iter().partition(|proof| proof.waits);
    std::thread::scope(|scope| {
        let hold = &hold;
        let waiting: Vec<_> =
            waiting.into_iter().map(|proof| scope.spawn(move || hold(proof))).collect();
        let mut codes: Vec<u8> = working.into_iter().map(hold).collect();
        codes.extend(waiting.into_iter().map(|proof| proof.join().unwrap_or(2)));
        codes
    })
}

/// Holds each proof, in a process of its own, where its promise is taken away; says how it ended,
/// and is content only if none held.
fn break_all(wanted: &[&Proof], line: &Line) -> Vec<u8> {
    beside(wanted, |proof| {
        let see = |word: &&str| match break_one(proof, word, line) {
            Ok(said) => {
                println!("{said}");
                0
            }
            Err(error) => {
                println!("{:<20} {word}: NOT SEEN TO FAIL: {error:#}", proof.name);
                2
            }
        };
        proof.breaks.iter().map(see).max().unwrap_or(0)
    })
}

fn break_one(proof: &Proof, word: &str, line: &Line) -> anyhow::Result<String> {
    let mut again = Command::new(std::env::current_exe()?);
    again.args(["--run", "--small", "--only", proof.name, "--program"]).arg(&line.program);
    again.arg("--dir").arg(&line.dir).arg("--python").arg(&line.python);
    again.arg("--postgres-bin").arg(&line.postgres_bin);
    again.args(["--breaks", word]);
    let output = again.output().context("cannot start the proof again")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    match output.status.code() {
        Some(1) => {
            let failure = said.lines().find(|line| line.contains("FAILED")).unwrap_or_default();
            let failure = failure.replace(proof.name, "").trim().replace("FAILED ", "fails in");
            Ok(format!("{:<20} {word}: {failure}", proof.name))
        }
        code => anyhow::bail!(
            "it ended with {code:?} and said {said}{}",
            String::from_utf8_lossy(&output.stderr)
        ),
    }
}
