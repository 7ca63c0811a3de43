//! SIGTERM under load: it says that it is not ready while it goes on, answers whatever it took, and
//! ends by itself.

use crate::broken;
use crate::chance::Chance;
use crate::ground::{Ground, Setting};
use crate::load::Load;
use crate::proof::Size;
use crate::rig::runtime;
use crate::rig::wire::Wire;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

/// How long it may take to end.
const PATIENCE: Duration = Duration::from_secs(27);

pub fn prove(setting: &Setting) -> anyhow::Result<String> {
    let times = match setting.size {
        Size::Small => 3,
        Size::Usual => 20,
        Size::Long => 200,
    };
    let ground = Ground::sqlite(setting, "stopped")?;
    let mut chance = Chance(setting.seed);
    let (mut acknowledged, mut slowest, mut everybody) = (0, Duration::ZERO, Vec::new());
    for time in 0..times {
        // More than can finish: the load must not end before the program does.
        let learners = ground.enter("learner", 400)?;
        let mut program = ground.serve(&[("DRAIN_SECONDS", "1")])?;
        let load = Load::start(program.address, learners, 8);
        std::thread::sleep(Duration::from_millis(chance.between(100, 400)));
        let pid = program.child.id().to_string();
        crate::ground::run_quietly(Command::new("kill").args(["-TERM", &pid]))?;
        let told = Instant::now();
        std::thread::sleep(Duration::from_millis(300));
        let ready = status_of(program.address, "/readyz")?;
        if ready != 503 {
            broken!("stop {time}: it is stopping, and /readyz says {ready}");
        }
        let draining = told + Duration::from_millis(100);
        if !load.look(|seen| seen.last_acknowledged.is_some_and(|at| at > draining)) {
            broken!("stop {time}: it stopped answering before its time");
        }
        let status = wait(&mut program.child)?;
        slowest = slowest.max(told.elapsed());
        let (takers, seen) = load.end()?;
        if !status.success() {
            broken!("stop {time}: it ended with {status}");
        }
        // What was kept and not answered was taken and dropped.
        let unanswered = ground.check(&takers)?;
        if unanswered > 0 {
            broken!("stop {time}: {unanswered} requests were taken and never answered");
        }
        acknowledged += seen.acknowledged;
        everybody.extend(takers);
    }
    ground.check(&everybody)?;
    Ok(format!(
        "{times} stops: {acknowledged} acknowledged, 0 lost, none taken and not answered; ends \
         with 0 within {} ms, a second of it draining",
        slowest.as_millis()
    ))
}

fn status_of(address: std::net::SocketAddr, path: &str) -> anyhow::Result<u16> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n\r\n");
    runtime()?.block_on(async {
        let mut wire = Wire::connect(address).await?;
        Ok(wire.exchange(request.as_bytes()).await?.status)
    })
}

fn wait(child: &mut Child) -> anyhow::Result<ExitStatus> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    broken!("it has not ended after 27 s")
}
