//! PostgreSQL falls over and gets up again, under load: only 503s meanwhile, work again soon, and
//! nothing that was acknowledged is lost.

use crate::broken;
use crate::ground::{Cluster, Ground, Setting};
use crate::load::Load;
use crate::proof::Size;
use std::time::{Duration, Instant};

/// How soon answers are kept again once the server takes connections.
const BACK: Duration = Duration::from_secs(5);

pub fn prove(setting: &Setting) -> anyhow::Result<String> {
    let times = match setting.size {
        Size::Small => 2,
        Size::Usual => 5,
        Size::Long => 50,
    };
    let cluster = Cluster::start(setting)?;
    let ground = Ground::postgres(setting, "fallen", &cluster)?;
    let learners = ground.enter("learner", 200 + 400 * times)?;
    let mut program = ground.serve(&[])?;
    let load = Load::start(program.address, learners, 8);
    let mut slowest = Duration::ZERO;
    for time in 0..times {
        std::thread::sleep(Duration::from_millis(700));
        let before = load.look(|seen| seen.acknowledged);
        cluster.fall()?;
        let turned_away = load.look(|seen| seen.turned_away);
        // Down for a moment, so that somebody is turned away.
        load.wait(Duration::from_secs(5), |seen| seen.turned_away > turned_away);
        cluster.up()?;
        let up = Instant::now();
        let is_back = load.wait(BACK, |seen| seen.last_acknowledged.is_some_and(|at| at > up));
        if !is_back {
            broken!("fall {time}: after {before} acknowledgements nothing was kept for 5 s");
        }
        slowest = slowest.max(up.elapsed());
    }
    let (takers, seen) = load.end()?;
    if let Some(status) = program.child.try_wait()? {
        broken!("the program ended with {status}");
    }
    if seen.cut_off > 0 {
        broken!("{} requests got no answer", seen.cut_off);
    }
    ground.check(&takers)?;
    Ok(format!(
        "{times} falls: {} acknowledged, 0 lost; {} turned away with 503, nothing else; back within {} ms",
        seen.acknowledged,
        seen.turned_away,
        slowest.as_millis()
    ))
}
