//! Burst: at the end of a webinar everybody hands in at once. All are acknowledged, soon, on a slow
//! disk; on PostgreSQL hardly any write has to be done again.

use crate::broken;
use crate::chance::Chance;
use crate::ground::{Cluster, Ground, SLOW_DISK_MS, Setting, slow_disk};
use crate::proof::Size;
use crate::rig::program::Program;
use crate::rig::runtime;
use crate::rig::wire::Wire;
use crate::taker::{Taker, answer_all};
use anyhow::Context;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What the slowest but one in a hundred may wait.
const LIMIT: Duration = Duration::from_millis(1_500);

pub fn sqlite(setting: &Setting) -> anyhow::Result<String> {
    let ground = Ground::sqlite(setting, "burst")?;
    let takers = answer(&ground, setting.size)?;
    let library = slow_disk(&ground.folder)?.display().to_string();
    let program = ground.serve(&[("LD_PRELOAD", &library)])?;
    hand_in(&ground, &program, takers, setting)
}

pub fn postgres(setting: &Setting) -> anyhow::Result<String> {
    let mut cluster = Cluster::start(setting)?;
    let ground = Ground::postgres(setting, "burst", &cluster)?;
    let takers = answer(&ground, setting.size)?;
    cluster.slow_down()?;
    let program = ground.serve(&[])?;
    hand_in(&ground, &program, takers, setting)
}

/// Lets everybody give their answers, before the disk is slow.
fn answer(ground: &Ground, size: Size) -> anyhow::Result<Vec<Taker>> {
    let count = match size {
        Size::Small | Size::Usual => 300,
        Size::Long => 2_000,
    };
    let takers = ground.enter("learner", count)?.into_iter().map(Taker::new).collect();
    let program = ground.serve(&[])?;
    runtime()?.block_on(answer_all(program.address, takers, 32))
}

fn hand_in(
    ground: &Ground,
    program: &Program,
    takers: Vec<Taker>,
    setting: &Setting,
) -> anyhow::Result<String> {
    let count = takers.len();
    let within = match setting.size {
        // All at once: what is missing shows at once.
        Size::Small => 300,
        Size::Usual => 5_000,
        Size::Long => 10_000,
    };
    let mut chance = Chance(setting.seed);
    let (takers, mut waits, retries) = runtime()?.block_on(async {
        let before = retries(program.address).await?;
        let mut tasks = JoinSet::new();
        for taker in takers {
            let at = Duration::from_millis(chance.between(0, within));
            tasks.spawn(hand_in_at(at, program.address, taker));
        }
        let (mut takers, mut waits) = (Vec::new(), Vec::new());
        while let Some(ended) = tasks.join_next().await {
            let (taker, wait) = ended??;
            takers.push(taker);
            waits.push(wait);
        }
        anyhow::Ok((takers, waits, retries(program.address).await? - before))
    })?;
    ground.check(&takers)?;
    ground.prove_sound()?;
    waits.sort_unstable();
    let slowest = waits.get(waits.len() * 99 / 100).copied().unwrap_or_default();
    if slowest > LIMIT {
        broken!("{} ms (p99) to an acknowledgement: more than 1500", slowest.as_millis());
    }
    if retries * 100 >= count {
        broken!("{count} submissions, and {retries} writes done again: 1 % or more");
    }
    Ok(format!(
        "{count} submissions within {within} ms, each fsync {SLOW_DISK_MS} ms longer: all acknowledged, p99 {} ms, {retries} \
         writes done again; `check` finds all sound",
        slowest.as_millis()
    ))
}

/// Hands in at that moment, on a line of its own; says how long the answer took.
async fn hand_in_at(
    at: Duration,
    address: SocketAddr,
    mut taker: Taker,
) -> anyhow::Result<(Taker, Duration)> {
    tokio::time::sleep(at).await;
    let begun = Instant::now();
    let mut wire = Wire::connect(address).await?;
    let reply = wire.exchange(&taker.submission()).await?;
    if reply.status != 303 {
        broken!("a submission was answered {}", reply.status);
    }
    taker.noted();
    Ok((taker, begun.elapsed()))
}

/// How many writes the program did again so far, as it tells whoever watches it.
async fn retries(address: SocketAddr) -> anyhow::Result<usize> {
    let mut wire = Wire::connect(address).await?;
    let reply = wire.exchange(b"GET /metrics HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").await?;
    let text = String::from_utf8_lossy(wire.bytes(&reply)).into_owned();
    let mut lines = text.lines();
    let count = lines.find_map(|line| line.strip_prefix("database_write_retries_total "));
    Ok(count.context("/metrics does not count retries")?.trim().parse()?)
}
