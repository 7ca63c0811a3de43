//! Processes that are measured, and watched through `/proc`.

use crate::Bench;
use crate::rig::program::{Program, command, free_address, listen};
use anyhow::Context;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

/// The kernel counts processor time in hundredths of a second (`getconf CLK_TCK`).
const TICKS_PER_SECOND: f64 = 100.0;

/// Starts the service; its log goes to a file, as it would to a journal.
pub fn serve(bench: &Bench) -> anyhow::Result<Program> {
    let address = free_address()?;
    let log = File::create(bench.folder.join("serve.log"))?;
    let mut command = command(&bench.program, &bench.database_url, &["serve"]);
    listen(&mut command, address);
    command.stdout(log).stderr(Stdio::inherit());
    Program::start(command, address, "/readyz")
}

/// Starts the bare handler with a recorded answer.
pub fn bare(page: &Path) -> anyhow::Result<Program> {
    let address = free_address()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("--bare").arg(address.port().to_string()).arg("--page").arg(page);
    Program::start(command, address, "/")
}

/// What a process has used.
pub trait Measured {
    /// Processor time, in seconds.
    fn cpu(&self) -> anyhow::Result<f64>;
    /// Resident memory, in MiB.
    fn memory(&self) -> anyhow::Result<f64>;
}

impl Measured for Program {
    fn cpu(&self) -> anyhow::Result<f64> {
        let stat = proc(self, "stat")?;
        let (_, fields) = stat.rsplit_once(')').context("an odd /proc/…/stat")?;
        // Fields 14 and 15 of proc_pid_stat(5), of which two stand before the bracket.
        let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u32>);
        Ok(f64::from(ticks.sum::<Result<u32, _>>()?) / TICKS_PER_SECOND)
    }

    fn memory(&self) -> anyhow::Result<f64> {
        let status = proc(self, "status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = line.and_then(|l| l.split_whitespace().next()).context("no VmRSS")?;
        Ok(kibibytes.parse::<f64>()? / 1024.0)
    }
}

#[expect(clippy::disallowed_methods, reason = "what the kernel says of the process")]
fn proc(program: &Program, name: &str) -> anyhow::Result<String> {
    Ok(std::fs::read_to_string(format!("/proc/{}/{name}", program.child.id()))?)
}
