//! How fast the program is, measured from outside: the release binary beside a bare actix handler
//! that sends the same bytes, interleaved, on this machine only.
//!
//! `cargo bench --bench load` runs it; `scripts/bench` builds what it needs first. On two cores the
//! load's own work counts too: look at the processor time per request as well as at the rates.
#![expect(clippy::cast_precision_loss, reason = "counts and times here are far below 2^52")]

mod answers;
mod bare;
mod client;
mod commits;
mod disk;
mod documents;
mod lesson;
mod program;
#[path = "../../tests/rig/mod.rs"]
mod rig;
mod search;
mod start;

use anyhow::Context;
use clap::{Parser, ValueEnum};
use foundations::courses::{self, Shelf};
use foundations::db::{Db, Target};
use foundations::kernel::Clock;
use rig::people::{self, Learner};
use rig::program::Program;
use rig::runtime;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Measures the program.
#[derive(Parser)]
struct Line {
    /// Given by `cargo bench`; without it (under `cargo test --all-targets`) nothing runs.
    #[arg(long, hide = true)]
    bench: bool,
    /// The program to measure.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_foundations"))]
    program: PathBuf,
    /// `postgres://…` of a throw-away database; without it a `SQLite` file is made.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Where the scratch folder is made: its disk is the one that is measured.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target"))]
    dir: PathBuf,
    /// How long a round of load lasts.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How often each round is run; medians are reported.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// What to measure; everything if nothing is named.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// Be the bare handler: the port to listen on.
    #[arg(long, hide = true, requires = "page")]
    bare: Option<u16>,
    /// The answer that the bare handler gives, as it was recorded.
    #[arg(long, hide = true)]
    page: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Lesson,
    Answers,
    Commits,
    Documents,
    Search,
    Start,
    Memory,
}

/// What every part works with.
pub struct Bench {
    program: PathBuf,
    database_url: String,
    folder: PathBuf,
    seconds: Duration,
    rounds: usize,
}

/// How many learners there are, each with a session and an open attempt.
const LEARNERS: usize = 64;

fn main() -> anyhow::Result<()> {
    let line = Line::parse();
    if let (Some(port), Some(page)) = (line.bare, &line.page) {
        return bare::serve(port, page);
    }
    if !line.bench {
        println!("nothing is measured here: run `cargo bench --bench load` or scripts/bench");
        return Ok(());
    }
    let folder = line.dir.join(format!("bench-{}", std::process::id()));
    make_folder(&folder)?;
    let measured = measure(&line, &folder);
    let _ = std::fs::remove_dir_all(&folder);
    measured
}

#[expect(clippy::disallowed_methods, reason = "the scratch folder is the benchmark's own")]
fn make_folder(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))
}

fn measure(line: &Line, folder: &Path) -> anyhow::Result<()> {
    let file = format!("sqlite:{}", folder.join("foundations.db").display());
    let bench = Bench {
        program: line.program.clone(),
        database_url: line.database_url.clone().unwrap_or(file),
        folder: folder.to_owned(),
        seconds: Duration::from_secs(line.seconds),
        rounds: line.rounds.max(1),
    };
    let wanted = |part| line.only.is_empty() || line.only.contains(&part);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let target = Target::parse(&bench.database_url)?;
    println!("program    {}", bench.program.display());
    println!("database   {}", target.redacted());
    println!("cores      {cores}, shared by the program and the load");
    disk::print(folder)?;
    if wanted(Part::Documents) {
        documents::print()?;
    }
    if wanted(Part::Search) {
        search::print()?;
    }
    let learners = bench.prepare()?;
    if wanted(Part::Lesson) {
        lesson::print(&bench, &learners)?;
    }
    if wanted(Part::Answers) {
        answers::print(&bench, &learners)?;
    }
    if wanted(Part::Commits) {
        commits::print(&bench, &learners)?;
    }
    if wanted(Part::Start) {
        start::print(&bench)?;
    }
    if wanted(Part::Memory) {
        start::print_memory(&bench, &learners)?;
    }
    Ok(())
}

impl Bench {
    /// Publishes the course with the program itself, then enters people by its own operations.
    fn prepare(&self) -> anyhow::Result<Vec<Learner>> {
        let publish = ["courses", "publish"];
        rig::program::run(rig::program::command(&self.program, &self.database_url, &publish))?;
        runtime()?.block_on(async {
            let (db, editions) = self.open().await?;
            people::enter(&db, &editions, "bench", LEARNERS, Clock::Real.now()).await
        })
    }

    /// The database, as the program has it open.
    async fn open(&self) -> anyhow::Result<(Db, Shelf)> {
        let db = Db::open(Target::parse(&self.database_url)?)?;
        let editions = Shelf::default();
        let filled = editions.clone();
        db.read(move |conn| courses::load_all(conn, &filled)).await?;
        Ok((db, editions))
    }

    fn serve(&self) -> anyhow::Result<Program> {
        program::serve(self)
    }
}

/// The middle one; nothing of nothing.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
