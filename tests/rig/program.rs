//! The real program: started, waited for, stopped.

use super::runtime;
use super::wire::Wire;
use anyhow::{Context, bail};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running process that answers HTTP.
pub struct Program {
    pub child: Child,
    pub address: SocketAddr,
    /// From the start of the process to its first good answer.
    pub started: Duration,
}

/// A command of the program on this database.
pub fn command(program: &Path, database_url: &str, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(words)
        .env("DATABASE_URL", database_url)
        .env("SECRET_KEY", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")
        .env("DRAIN_SECONDS", "0");
    command
}

/// Runs a command to its end.
pub fn run(mut command: Command) -> anyhow::Result<()> {
    let status = command.stdout(Stdio::null()).status()?;
    if !status.success() {
        bail!("{command:?} failed");
    }
    Ok(())
}

/// An address of this machine where nobody listens.
pub fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// Lets `serve` listen there.
pub fn listen(command: &mut Command, address: SocketAddr) {
    command.env("BIND", address.to_string()).env("BASE_URL", format!("http://{address}"));
}

impl Program {
    /// Starts a process and waits until `probe` is answered with 200.
    pub fn start(
        mut command: Command,
        address: SocketAddr,
        probe: &str,
    ) -> anyhow::Result<Program> {
        let begun = Instant::now();
        let child = command.spawn().context("cannot start the program")?;
        let mut program = Program { child, address, started: Duration::ZERO };
        let request = format!("GET {probe} HTTP/1.1\r\nhost: {address}\r\n\r\n");
        let runtime = runtime()?;
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
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
