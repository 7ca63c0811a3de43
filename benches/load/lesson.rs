//! A lesson page for somebody who is signed in, beside a bare handler with the same bytes.

use crate::client::{self, Tally, Visitor};
use crate::program::{Measured, bare};
use crate::rig::people::Learner;
use crate::rig::program::Program;
use crate::rig::runtime;
use crate::rig::wire::Wire;
use crate::{Bench, median};
use anyhow::bail;
use std::path::PathBuf;

/// How many people read at once.
const READERS: usize = 32;

/// Reads the same page again and again.
#[derive(Clone)]
struct Reader(Vec<u8>);

impl Visitor for Reader {
    fn ask(&mut self, request: &mut Vec<u8>) -> bool {
        request.extend_from_slice(&self.0);
        true
    }

    fn told(&mut self, status: u16) -> bool {
        status == 200
    }
}

impl Reader {
    fn new(learner: &Learner) -> Reader {
        let (lesson, session) = (&learner.lesson, &learner.session);
        Reader(
            format!(
                "GET {lesson} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: sid={session}\r\n\
                 user-agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0\r\n\
                 accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n\
                 accept-language: en-GB,en;q=0.5\r\nsec-fetch-site: same-origin\r\n\r\n"
            )
            .into_bytes(),
        )
    }
}

/// Several rounds of one server.
#[derive(Default)]
struct Rounds {
    per_second: Vec<f64>,
    p50: Vec<f64>,
    p99: Vec<f64>,
    cpu: Vec<f64>,
}

impl Rounds {
    fn run(&mut self, bench: &Bench, program: &Program, readers: &[Reader]) -> anyhow::Result<()> {
        let before = program.cpu()?;
        let (tally, _) = client::round(program.address, readers.to_vec(), bench.seconds)?;
        self.note(&tally, program.cpu()? - before)
    }

    fn note(&mut self, tally: &Tally, cpu_seconds: f64) -> anyhow::Result<()> {
        if tally.failed > 0 || tally.done == 0 {
            bail!("{} lesson pages failed, {} came", tally.failed, tally.done);
        }
        self.per_second.push(tally.per_second());
        self.p50.push(tally.milliseconds(0.5));
        self.p99.push(tally.milliseconds(0.99));
        self.cpu.push(cpu_seconds * 1e6 / tally.done as f64);
        Ok(())
    }

    fn print(&self, name: &str) {
        println!(
            "  {name:<10}{:>9.0}/s   p50 {:>6.2} ms   p99 {:>6.2} ms   {:>6.1} us CPU each",
            median(&self.per_second),
            median(&self.p50),
            median(&self.p99),
            median(&self.cpu)
        );
    }
}

/// Runs both in turn.
pub fn print(bench: &Bench, learners: &[Learner]) -> anyhow::Result<()> {
    let readers: Vec<Reader> = learners.iter().take(READERS).map(Reader::new).collect();
    let ours = bench.serve()?;
    let (page, size) = record(bench, &ours, &readers)?;
    let bare = bare(&page)?;
    let (mut of_ours, mut of_bare) = (Rounds::default(), Rounds::default());
    Rounds::default().run(bench, &ours, &readers)?; // warms up
    for _ in 0..bench.rounds {
        of_ours.run(bench, &ours, &readers)?;
        of_bare.run(bench, &bare, &readers)?;
    }
    println!(
        "\nSigned-in lesson page, {size} bytes, {READERS} connections \
         (target >= 30 % of a bare handler)"
    );
    of_ours.print("ours");
    of_bare.print("bare");
    let rate = median(&of_ours.per_second) / median(&of_bare.per_second);
    let cpu = median(&of_bare.cpu) / median(&of_ours.cpu);
    println!("  ratio     {:>8.1} % of the rate; {:.1} % by CPU", rate * 100.0, cpu * 100.0);
    Ok(())
}

/// Keeps one answer for the bare handler to give.
#[expect(clippy::disallowed_methods, reason = "the recorded answer is the benchmark's own file")]
fn record(bench: &Bench, ours: &Program, readers: &[Reader]) -> anyhow::Result<(PathBuf, usize)> {
    let Some(Reader(request)) = readers.first() else { bail!("there are no readers") };
    let (bytes, size) = runtime()?.block_on(async {
        let mut wire = Wire::connect(ours.address).await?;
        let reply = wire.exchange(request).await?;
        if reply.status != 200 {
            bail!("the lesson page answered {}", reply.status);
        }
        Ok((wire.bytes(&reply).to_vec(), reply.body))
    })?;
    let page = bench.folder.join("page");
    std::fs::write(&page, bytes)?;
    Ok((page, size))
}
