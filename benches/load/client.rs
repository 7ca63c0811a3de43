//! A small HTTP/1.1 client that keeps its connections and counts.

use anyhow::{Context, bail};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Somebody who asks again as soon as they are answered.
pub trait Visitor: Send + 'static {
    /// Writes the next request; false when they want nothing more.
    fn ask(&mut self, request: &mut Vec<u8>) -> bool;
    /// Looks at an answer's status; whether it is what they wanted.
    fn told(&mut self, status: u16) -> bool;
}

/// What a round came to.
pub struct Tally {
    /// Answers that were wanted.
    pub done: usize,
    pub failed: usize,
    pub elapsed: Duration,
    /// How long each answer took, sorted.
    micros: Vec<u32>,
}

impl Tally {
    pub fn per_second(&self) -> f64 {
        self.done as f64 / self.elapsed.as_secs_f64()
    }

    /// The time, in milliseconds, that this share of the answers stayed below.
    pub fn milliseconds(&self, share: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place")]
        let place = (self.micros.len() as f64 * share) as usize;
        let place = place.min(self.micros.len().saturating_sub(1));
        f64::from(self.micros.get(place).copied().unwrap_or_default()) / 1000.0
    }
}

/// An answer: its status, and where its body begins and ends in what was read.
pub struct Reply {
    pub status: u16,
    head: usize,
    body: usize,
}

/// A connection that is kept.
pub struct Wire {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Wire {
    pub async fn connect(address: SocketAddr) -> anyhow::Result<Wire> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Wire { stream, read: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and reads the whole answer.
    pub async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Reply> {
        let mut rest = request;
        while !rest.is_empty() {
            match self.stream.try_write(rest) {
                Ok(sent) => rest = rest.get(sent..).unwrap_or_default(),
                Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {
                    self.stream.writable().await?;
                }
                Err(e) => return Err(e.into()),
            }
        }
        self.read.clear();
        loop {
            match self.stream.try_read_buf(&mut self.read) {
                Ok(0) => bail!("the connection was closed"),
                Ok(_) => {
                    if let Some(reply) = whole(&self.read)? {
                        return Ok(reply);
                    }
                }
                Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {
                    self.stream.readable().await?;
                }
                Err(e) => return Err(e.into()),
            }
        }
    }

    /// The answer as it was read, head and body.
    pub fn bytes(&self, reply: &Reply) -> &[u8] {
        self.read.get(..reply.head + reply.body).unwrap_or_default()
    }
}

impl Reply {
    /// How long the body is, in bytes.
    pub fn body_length(&self) -> usize {
        self.body
    }
}

/// The answer, if all of it is there.
fn whole(read: &[u8]) -> anyhow::Result<Option<Reply>> {
    let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(read.get(..end).unwrap_or_default())?;
    let status = head.get(9..12).context("no status line")?.parse()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let body: usize = length.context("an answer without content-length")?;
    let head = end + 4;
    Ok((read.len() >= head + body).then_some(Reply { status, head, body }))
}

/// Lets everybody ask over a connection of their own until the time is up, and gives them back.
pub fn round<V: Visitor>(
    address: SocketAddr,
    visitors: Vec<V>,
    lasting: Duration,
) -> anyhow::Result<(Tally, Vec<V>)> {
    let limit = lasting + Duration::from_secs(30);
    crate::runtime()?
        .block_on(async { tokio::time::timeout(limit, together(address, visitors, lasting)).await })
        .context("the round did not end in time")?
}

async fn together<V: Visitor>(
    address: SocketAddr,
    visitors: Vec<V>,
    lasting: Duration,
) -> anyhow::Result<(Tally, Vec<V>)> {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for visitor in visitors {
        tasks.spawn(alone(address, visitor, begun + lasting));
    }
    let mut tally = Tally { done: 0, failed: 0, elapsed: Duration::ZERO, micros: Vec::new() };
    let mut visitors = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        let (visitor, failed, micros) = ended??;
        tally.done += micros.len();
        tally.failed += failed;
        tally.micros.extend(micros);
        visitors.push(visitor);
    }
    tally.elapsed = begun.elapsed();
    tally.micros.sort_unstable();
    Ok((tally, visitors))
}

async fn alone<V: Visitor>(
    address: SocketAddr,
    mut visitor: V,
    until: Instant,
) -> anyhow::Result<(V, usize, Vec<u32>)> {
    let mut wire = Wire::connect(address).await?;
    let (mut failed, mut micros, mut request) = (0, Vec::new(), Vec::new());
    while Instant::now() < until {
        request.clear();
        if !visitor.ask(&mut request) {
            break;
        }
        let begun = Instant::now();
        let reply = wire.exchange(&request).await?;
        if visitor.told(reply.status) {
            micros.push(u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX));
        } else {
            failed += 1;
        }
    }
    Ok((visitor, failed, micros))
}
