//! Slow clients: 500 who send a byte a second are cut, and keep nobody else waiting.

use crate::broken;
use crate::ground::{Ground, Setting};
use crate::load::Load;
use crate::proof::Size;
use crate::rig::runtime;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// When a head, and when a body, is given up at the latest: the limits are 5 s and 30 s.
const HEADS: Duration = Duration::from_secs(8);
const BODIES: Duration = Duration::from_secs(33);
const LASTING: Duration = Duration::from_secs(35);
const LIMIT: Duration = Duration::from_millis(500);

pub fn prove(setting: &Setting) -> anyhow::Result<String> {
    let each = match setting.size {
        Size::Small => 50,
        Size::Usual => 250,
        Size::Long => 255,
    };
    let ground = Ground::sqlite(setting, "slow-clients")?;
    let learners = ground.enter("learner", 800)?;
    let program = ground.serve(&[])?;
    let load = Load::with_pauses(program.address, learners, 2, Duration::from_millis(10));
    let (heads, bodies) = runtime()?.block_on(crawl(program.address, each))?;
    let (takers, mut seen) = load.end()?;
    drop(program);
    ground.check(&takers)?;
    if heads > HEADS || bodies > BODIES {
        broken!("heads were cut after {heads:.1?}, bodies after {bodies:.1?}");
    }
    if seen.turned_away + seen.cut_off > 0 {
        broken!("{} others were turned away, {} cut off", seen.turned_away, seen.cut_off);
    }
    seen.waits.sort_unstable();
    let most = seen.waits.get(seen.waits.len() * 99 / 100).copied().unwrap_or_default();
    if most > LIMIT {
        broken!("others waited {} ms (p99): more than 500", most.as_millis());
    }
    Ok(format!(
        "{} slow clients: heads cut within {heads:.1?}, bodies within {bodies:.1?}; {} of others' \
         requests, p99 {} ms",
        2 * each,
        seen.acknowledged,
        most.as_millis()
    ))
}

/// How long the last slow head, and the last slow body, was borne.
async fn crawl(address: SocketAddr, each: usize) -> anyhow::Result<(Duration, Duration)> {
    let head = "POST /sessions HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ";
    let body = "POST /sessions HTTP/1.1\r\nhost: 127.0.0.1\r\nsec-fetch-site: same-origin\r\n\
                content-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n\r\n";
    let mut tasks = JoinSet::new();
    for _ in 0..each {
        tasks.spawn(async move { anyhow::Ok((true, borne(address, head).await?)) });
        tasks.spawn(async move { anyhow::Ok((false, borne(address, body).await?)) });
    }
    let (mut heads, mut bodies) = (Duration::ZERO, Duration::ZERO);
    while let Some(ended) = tasks.join_next().await {
        let (is_head, time) = ended??;
        let longest = if is_head { &mut heads } else { &mut bodies };
        *longest = time.max(*longest);
    }
    Ok((heads, bodies))
}

/// Sends a beginning and then a byte a second, until the other side has had enough.
async fn borne(address: SocketAddr, beginning: &str) -> anyhow::Result<Duration> {
    let mut stream = TcpStream::connect(address).await?;
    let begun = Instant::now();
    stream.write_all(beginning.as_bytes()).await?;
    let mut read = [0; 4096];
    while begun.elapsed() < LASTING {
        let answered = tokio::time::timeout(Duration::from_secs(1), stream.read(&mut read)).await;
        // An answer, an end or a reset: it is over.
        if answered.is_ok() || stream.write_all(b"a").await.is_err() {
            return Ok(begun.elapsed());
        }
    }
    Ok(begun.elapsed())
}
