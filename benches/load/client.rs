//! Visitors who ask again and again, and how long they waited.

use crate::rig::runtime;
use crate::rig::wire::Wire;
use anyhow::Context;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
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

/// Lets everybody ask over a connection of their own until the time is up, and gives them back.
pub fn round<V: Visitor>(
    address: SocketAddr,
    visitors: Vec<V>,
    lasting: Duration,
) -> anyhow::Result<(Tally, Vec<V>)> {
    let limit = lasting + Duration::from_secs(30);
    runtime()?
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
