//! Starting, and the memory that it takes.

use crate::client::{self, Visitor};
use crate::program::Measured;
use crate::rig::people::{Learner, PASSWORD};
use crate::{Bench, median};
use anyhow::bail;
use std::time::Duration;

const STARTS: usize = 10;
const SIGN_INS: usize = 20;
/// What the program does by itself at first is over by then.
const REST: Duration = Duration::from_secs(3);

/// From the start of the process to `/readyz` answering 200, on a database that exists.
pub fn print(bench: &Bench) -> anyhow::Result<()> {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        times.push(bench.serve()?.started.as_secs_f64() * 1000.0);
    }
    let most = times.iter().copied().fold(0.0, f64::max);
    println!("\nStart to ready (target <= 200 ms)");
    println!("  {:.0} ms (median of {STARTS}; the longest {most:.0} ms)", median(&times));
    Ok(())
}

/// Signs in once.
struct SignIn(Option<String>);

impl Visitor for SignIn {
    fn ask(&mut self, request: &mut Vec<u8>) -> bool {
        let Some(email) = self.0.take() else { return false };
        let body = format!("email={}&password={PASSWORD}&next=", email.replace('@', "%40"));
        request.extend_from_slice(
            format!(
                "POST /sessions HTTP/1.1\r\nhost: 127.0.0.1\r\nsec-fetch-site: same-origin\r\n\
                 content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n\
                 {body}",
                body.len()
            )
            .as_bytes(),
        );
        true
    }

    fn told(&mut self, status: u16) -> bool {
        status == 303
    }
}

/// Resident memory at rest, before and after people signed in, all at once.
pub fn print_memory(bench: &Bench, learners: &[Learner]) -> anyhow::Result<()> {
    let ours = bench.serve()?;
    std::thread::sleep(REST);
    let before = ours.memory()?;
    let people: Vec<SignIn> =
        learners.iter().take(SIGN_INS).map(|l| SignIn(Some(l.email.clone()))).collect();
    let (tally, _) = client::round(ours.address, people, Duration::from_secs(20))?;
    if tally.failed > 0 || tally.done != SIGN_INS {
        bail!("{} of {SIGN_INS} sign-ins worked", tally.done);
    }
    std::thread::sleep(REST);
    let after = ours.memory()?;
    println!("\nResident memory at rest (target <= 40 MB before, <= 90 MB after)");
    println!("  {before:.1} MiB before, {after:.1} MiB after {SIGN_INS} sign-ins");
    println!("  a sign-in took {:.0} ms (median, all at once)", tally.milliseconds(0.5));
    Ok(())
}
