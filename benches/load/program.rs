//! Processes that are measured: started, watched through `/proc`, stopped.

use crate::Bench;
use crate::client::Wire;
use anyhow::{Context, bail};
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The kernel counts processor time in hundredths of a second (`getconf CLK_TCK`).
const TICK: Duration = Duration::from_millis(10);

/// A running process that answers HTTP.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
    /// From the start of the process to its first good answer.
    pub started: Duration,
}

/// A command of the program, with the settings of this benchmark.
fn command(bench: &Bench, words: &[&str]) -> Command {
    let mut command = Command::new(&bench.program);
    command
        .args(words)
        .env("DATABASE_URL", &bench.database_url)
        .env("SECRET_KEY", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")
        .env("DRAIN_SECONDS", "0");
    command
}

/// Runs a command to its end.
pub fn run(bench: &Bench, words: &[&str]) -> anyhow::Result<()> {
    let status = command(bench, words).stdout(Stdio::null()).status()?;
    if !status.success() {
        bail!("`{} {}` failed", bench.program.display(), words.join(" "));
    }
    Ok(())
}

impl Program {
    /// Starts the service; its log goes to a file, as it would to a journal.
    pub fn serve(bench: &Bench) -> anyhow::Result<Program> {
        let address = free_address()?;
        let log = File::create(bench.folder.join("serve.log"))?;
        let mut command = command(bench, &["serve"]);
        command
            .env("BIND", address.to_string())
            .env("BASE_URL", format!("http://{address}"))
            .stdout(log)
            .stderr(Stdio::inherit());
        Program::start(command, address, "/readyz")
    }

    /// Starts the bare handler with a recorded answer.
    pub fn bare(page: &Path) -> anyhow::Result<Program> {
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--bare").arg(address.port().to_string()).arg("--page").arg(page);
        Program::start(command, address, "/")
    }

    fn start(mut command: Command, address: SocketAddr, probe: &str) -> anyhow::Result<Program> {
        let begun = Instant::now();
        let child = command.spawn().context("cannot start the program")?;
        let mut program = Program { child, address, started: Duration::ZERO };
        let request = format!("GET {probe} HTTP/1.1\r\nhost: {address}\r\n\r\n");
        let runtime = crate::runtime()?;
        while begun.elapsed() < Duration::from_secs(30) {
            let answer = runtime.block_on(async {
                Wire::connect(address).await?.exchange(request.as_bytes()).await
            });
            if answer.is_ok_and(|reply| reply.status == 200) {
                program.started = begun.elapsed();
                return Ok(program);
            }
            if let Some(status) = program.child.try_wait()? {
                bail!("the program ended before it was ready: {status}");
            }
            // A poll costs less than the precision that is asked for.
            std::thread::sleep(Duration::from_millis(1));
        }
        bail!("the program was not ready within 30 s")
    }

    /// The processor time that it has used.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = self.proc("stat")?;
        let (_, fields) = stat.rsplit_once(')').context("an odd /proc/…/stat")?;
        // Fields 14 and 15 of proc_pid_stat(5), of which two stand before the bracket.
        let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u32>);
        Ok(TICK * ticks.sum::<Result<u32, _>>()?)
    }

    /// Its resident memory, in MiB.
    pub fn memory(&self) -> anyhow::Result<f64> {
        let status = self.proc("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = line.and_then(|l| l.split_whitespace().next()).context("no VmRSS")?;
        Ok(kibibytes.parse::<f64>()? / 1024.0)
    }

    #[expect(clippy::disallowed_methods, reason = "what the kernel says of the process")]
    fn proc(&self, name: &str) -> anyhow::Result<String> {
        Ok(std::fs::read_to_string(format!("/proc/{}/{name}", self.child.id()))?)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
