//! The command line. Every command says what it did, and exits non-zero when it failed.
//!
//! Uses: kernel, config, db, pages, mail, audit, people, access, councils, members, courses, quizzes, certificates, learning, search, privacy, soundness, jobs, web.

mod add;
mod backup;
mod check;
mod courses;
mod demo;
mod erasures;
mod log;
mod people;
mod preview;
mod restore;
mod run;
mod seed;
mod start;
mod survey;

use crate::config::{Settings, command_line, with_settings_file};
use crate::kernel::Nation;
use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Training for elected councillors: lessons, quizzes and certificates.
#[derive(Parser)]
#[command(name = "foundations", version, about)]
struct Line {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Start everything needed to try the service, in a folder of its own.
    Demo {
        /// The folder; a second start on the same folder goes on where the first stopped.
        #[arg(long, default_value = "var/demo")]
        dir: PathBuf,
        /// Pretend that it is this day, to try deadlines: 2027-03-31.
        #[arg(long)]
        now: Option<NaiveDate>,
    },
    /// Serve the pages and send letters.
    Serve {
        /// Leave letters to another process that runs `deliver`.
        #[arg(long)]
        without_letters: bool,
    },
    /// Send letters and do other work that happens by itself, without pages.
    Deliver,
    /// Bring the database up to date.
    Migrate,
    /// Prove that what is kept is as it must be, while the service runs; reads only.
    Check {
        /// Say it for machines.
        #[arg(long)]
        json: bool,
    },
    /// Copy the database, while the service runs, to where it is safe.
    Backup {
        /// A file, or a folder in which each backup gets a name of its own.
        #[arg(long)]
        to: PathBuf,
        /// Keep so many of the folder's backups, and remove the older ones.
        #[arg(long)]
        keep: Option<usize>,
    },
    /// Put a backup in the place of the database; whoever was erased since stays erased.
    Restore {
        /// The backup.
        #[arg(long, required_unless_present = "erasures_only")]
        from: Option<PathBuf>,
        /// Replace a database that holds people; it is kept beside.
        #[arg(long)]
        replace: bool,
        /// A list of erased people, besides those found beside the database and the backup.
        #[arg(long)]
        erasures: Vec<PathBuf>,
        /// Restore nothing: erase again, in the database as it is, whoever is on the lists.
        #[arg(long, conflicts_with_all = ["from", "replace"], requires = "erasures")]
        erasures_only: bool,
    },
    /// Check and publish courses.
    Courses {
        #[command(subcommand)]
        command: CoursesCommand,
    },
    /// Who runs the service.
    Administrators {
        #[command(subcommand)]
        command: AdministratorsCommand,
    },
    /// What is held about people.
    People {
        #[command(subcommand)]
        command: PeopleCommand,
    },
    /// Which councils there are.
    Councils {
        #[command(subcommand)]
        command: CouncilsCommand,
    },
}

#[derive(Subcommand)]
enum CoursesCommand {
    /// Read every course file and print every fault, with its place and what to do.
    Check {
        /// Take warnings for faults.
        #[arg(long)]
        strict: bool,
        /// Judge reviews as on this day, instead of that of the last commit or today.
        #[arg(long)]
        on: Option<NaiveDate>,
        /// Print what each module and lesson holds.
        #[arg(long)]
        report: bool,
        /// Say it for machines.
        #[arg(long)]
        json: bool,
        /// The moment for which a package is built, in seconds since 1970.
        #[arg(long, env = "SOURCE_DATE_EPOCH", hide = true)]
        source_date_epoch: Option<i64>,
    },
    /// Show a course from its folder, without a database; the open page follows each change.
    Preview {
        /// The course's folder, or one with a single course in it; without it, that of
        /// `COURSES_DIR`, or courses.
        dir: Option<PathBuf>,
    },
    /// Freeze the course files as an edition; the same files again change nothing.
    Publish,
}

#[derive(Subcommand)]
enum AdministratorsCommand {
    /// Add an administrator; the password is read from the first line of standard input.
    Add {
        #[arg(long)]
        name: String,
        #[arg(long)]
        email: String,
    },
}

#[derive(Subcommand)]
enum PeopleCommand {
    /// Erase a person. Without --yes it only says what it would do.
    Erase {
        /// One of their addresses.
        #[arg(long, required_unless_present = "id", conflicts_with = "id")]
        email: Option<String>,
        /// Their number, as `check` and the audit log say it.
        #[arg(long)]
        id: Option<i64>,
        /// Do it. It cannot be undone.
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Subcommand)]
enum CouncilsCommand {
    /// Add a council.
    Add {
        #[arg(long)]
        name: String,
        /// england, wales, scotland or northern-ireland
        #[arg(long, value_parser = nation)]
        nation: Nation,
    },
}

fn nation(word: &str) -> Result<Nation, String> {
    Nation::from_word(word)
        .ok_or_else(|| "write england, wales, scotland or northern-ireland".to_owned())
}

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    match words().and_then(obey) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("foundations: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn words() -> anyhow::Result<Line> {
    Ok(Line::parse_from(with_settings_file(command_line())?))
}

fn obey(line: Line) -> anyhow::Result<ExitCode> {
    let Line { settings, command } = line;
    if settings.print_config {
        print!("{}", settings.redacted()?);
        return Ok(ExitCode::SUCCESS);
    }
    let Some(command) = command else {
        anyhow::bail!("say what to do: `foundations demo` to try it, `foundations --help` for all");
    };
    match command {
        Command::Courses {
            command: CoursesCommand::Check { strict, on, report, json, source_date_epoch },
        } => {
            let day = courses::Day { on, source_date_epoch };
            courses::check(&settings, strict, &day, courses::Style { report, json })
        }
        Command::Migrate => run::migrate(&settings),
        other => start::runtime()?.block_on(obey_async(settings, other)),
    }
}

async fn obey_async(settings: Settings, command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo { dir, now } => demo::demo(settings, dir, now).await?,
        Command::Serve { without_letters } => run::serve(settings, without_letters).await?,
        Command::Deliver => run::deliver(settings).await?,
        Command::Backup { to, keep } => backup::backup(&settings, &to, keep).await?,
        Command::Restore { from, replace, erasures, erasures_only } => {
            let asked = restore::Restoring { from, replace, erasures, erasures_only };
            return restore::restore(&settings, &asked).await;
        }
        Command::Check { json } => return check::check(&settings, json).await,
        Command::Courses { command: CoursesCommand::Preview { dir } } => {
            preview::preview(&settings, dir).await?;
        }
        Command::Courses { .. } => run::publish(settings).await?,
        Command::Administrators { command: AdministratorsCommand::Add { name, email } } => {
            add::administrator(&settings, &name, &email).await?;
        }
        Command::People { command: PeopleCommand::Erase { email, id, yes } } => {
            people::erase(&settings, email.as_deref(), id, yes).await?;
        }
        Command::Councils { command: CouncilsCommand::Add { name, nation } } => {
            add::council(&settings, &name, nation).await?;
        }
        Command::Migrate => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a `BIND` value: an address and a port.
fn bind(settings: &Settings) -> anyhow::Result<SocketAddr> {
    use std::net::ToSocketAddrs;
    let wrong = || {
        format!("BIND must be an address and a port, like 127.0.0.1:8080, not {}", settings.bind)
    };
    let mut found = settings.bind.to_socket_addrs().map_err(|_| anyhow::anyhow!(wrong()))?;
    found.next().ok_or_else(|| anyhow::anyhow!(wrong()))
}
