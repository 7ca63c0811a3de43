//! Killed: nothing that was acknowledged is lost when the process is killed in the middle, and
//! what is asked again counts once.

use crate::books;
use crate::chance::Chance;
use crate::ground::{Cluster, Ground, Setting};
use crate::proof::Size;
use crate::rig::people::Learner;
use crate::rig::runtime;
use crate::rig::wire::Wire;
use crate::taker::Taker;
use anyhow::{Context, bail};
use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::os::unix::process::ExitStatusExt;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::LocalSet;

const CLIENTS: usize = 8;

pub fn sqlite(setting: &Setting) -> anyhow::Result<String> {
    let ground = Ground::sqlite(setting, "killed")?;
    kill(&ground, setting, of(setting.size, 6, 100, 1_000))
}

pub fn postgres(setting: &Setting) -> anyhow::Result<String> {
    let cluster = Cluster::start(setting)?;
    let ground = Ground::postgres(setting, "killed", &cluster)?;
    kill(&ground, setting, of(setting.size, 3, 30, 500))
}

fn of(size: Size, small: usize, usual: usize, long: usize) -> usize {
    match size {
        Size::Small => small,
        Size::Usual => usual,
        Size::Long => long,
    }
}

/// What the clients did up to a kill.
#[derive(Default)]
struct Cycle {
    takers: Vec<Taker>,
    in_flight: bool,
    turned_away: usize,
}

fn kill(ground: &Ground, setting: &Setting, cycles: usize) -> anyhow::Result<String> {
    let mut chance = Chance(setting.seed);
    let mut everybody: Vec<Taker> = Vec::new();
    let mut unfinished: Vec<Taker> = Vec::new();
    let (mut in_flight, mut unannounced, mut slowest) = (0, 0, Duration::ZERO);
    let mut turned_away = 0;
    let mut pool: Vec<Learner> = Vec::new();
    for cycle in 0..cycles {
        if pool.len() < 400 {
            pool.extend(ground.enter("learner", 600)?);
        }
        let mut program = ground.serve(&[])?;
        slowest = slowest.max(program.started);
        let lasting = Duration::from_millis(chance.between(100, 600));
        let pooled = Rc::new(RefCell::new(std::mem::take(&mut pool)));
        let begun = std::mem::take(&mut unfinished);
        let done = runtime()?.block_on(LocalSet::new().run_until(async {
            let cut = Rc::new(Cell::new(None));
            let clients = clients(program.address, begun, &pooled, &cut);
            tokio::time::sleep(lasting).await;
            cut.set(Some(Instant::now()));
            program.child.kill()?;
            let gathered = tokio::time::timeout(Duration::from_secs(20), gather(clients));
            gathered.await.context("clients went on after the kill")?
        }))?;
        let status = program.child.wait()?;
        if status.signal() != Some(9) {
            bail!("cycle {cycle}: the process ended with {status}, not by the kill");
        }
        pool = std::mem::take(&mut *pooled.borrow_mut());
        in_flight += usize::from(done.in_flight);
        turned_away += done.turned_away;
        unannounced += ground.check(&done.takers).with_context(|| format!("cycle {cycle}"))?;
        let (finished, rest) = done.takers.into_iter().partition(|taker| taker.handed_in);
        everybody.extend::<Vec<_>>(finished);
        unfinished = rest;
    }
    everybody.extend(unfinished);
    ground.check(&everybody)?;
    ground.prove_sound()?;
    if in_flight * 10 < cycles * 8 {
        bail!("only {in_flight} of {cycles} kills met a request in flight");
    }
    let acknowledged: usize = everybody.iter().map(Taker::acknowledged).sum();
    if turned_away * 100 > acknowledged {
        bail!("{turned_away} were turned away, and {acknowledged} acknowledged");
    }
    let handed_in = everybody.iter().filter(|taker| taker.handed_in).count();
    Ok(format!(
        "{cycles} kills, {in_flight} with a request in flight; {acknowledged} acknowledged \
         ({handed_in} submissions), 0 lost, {turned_away} turned away; {unannounced} kept of which \
         nobody was told; restarts within {} ms; `check` finds all sound",
        slowest.as_millis()
    ))
}

type Client = tokio::task::JoinHandle<anyhow::Result<Cycle>>;
type Cut = Rc<Cell<Option<Instant>>>;

fn clients(
    address: SocketAddr,
    mut begun: Vec<Taker>,
    pool: &Rc<RefCell<Vec<Learner>>>,
    cut: &Cut,
) -> Vec<Client> {
    let client = |_| {
        let first = begun.pop();
        tokio::task::spawn_local(client(address, first, pool.clone(), cut.clone()))
    };
    (0..CLIENTS).map(client).collect()
}

async fn gather(clients: Vec<Client>) -> anyhow::Result<Cycle> {
    let mut all = Cycle::default();
    for client in clients {
        let one = client.await??;
        all.takers.extend(one.takers);
        all.in_flight |= one.in_flight;
        all.turned_away += one.turned_away;
    }
    Ok(all)
}

/// Takes quiz after quiz until the line is cut; whatever was not acknowledged is asked again by
/// the next client that gets the learner.
async fn client(
    address: SocketAddr,
    first: Option<Taker>,
    pool: Rc<RefCell<Vec<Learner>>>,
    cut: Cut,
) -> anyhow::Result<Cycle> {
    let mut cycle = Cycle::default();
    let next = || pool.borrow_mut().pop().map(Taker::new).context("too few learners");
    let mut taker = first.map_or_else(next, Ok)?;
    let mut wire = match Wire::connect(address).await {
        Ok(wire) => wire,
        Err(error) if cut.get().is_none() => return Err(error),
        Err(_) => return Ok(cycle),
    };
    loop {
        let asked_at = Instant::now();
        match wire.exchange(&taker.ask()).await {
            Ok(reply) if reply.status == 303 => taker.noted(),
            // Not acknowledged: asked again.
            Ok(reply) if reply.status == 503 => cycle.turned_away += 1,
            Ok(reply) => bail!("a client was answered {}", reply.status),
            Err(error) => {
                let Some(cut) = cut.get() else {
                    return Err(error.context("the line was lost before the kill"));
                };
                cycle.in_flight = asked_at < cut;
                cycle.takers.push(taker);
                return Ok(cycle);
            }
        }
        if taker.handed_in {
            cycle.takers.push(std::mem::replace(&mut taker, next()?));
        }
    }
}

impl Ground {
    /// Holds the database against what was promised; says what nobody was told.
    pub fn check(&self, takers: &[Taker]) -> anyhow::Result<usize> {
        runtime()?.block_on(async {
            let db = self.open()?;
            let found = books::compare(&db, takers).await?;
            books::balance(&db).await?;
            Ok(found.unannounced)
        })
    }
}
