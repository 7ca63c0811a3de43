//! Repeated: the same submission many times at once gives equal replies and one of everything.

use crate::broken;
use crate::ground::{Cluster, Ground, Setting};
use crate::proof::Size;
use crate::rig::runtime;
use crate::rig::wire::Wire;
use crate::taker::{Taker, answer_all, location};
use futures_util::future::try_join_all;

pub fn sqlite(setting: &Setting) -> anyhow::Result<String> {
    repeat(&Ground::sqlite(setting, "repeated")?, setting)
}

pub fn postgres(setting: &Setting) -> anyhow::Result<String> {
    let cluster = Cluster::start(setting)?;
    let ground = Ground::postgres(setting, "repeated", &cluster)?;
    if setting.breaks.split(',').any(|word| word == "no-unique-rules") {
        cluster.run(&ground, NO_RULES)?;
    }
    repeat(&ground, setting)
}

/// The second net under the first: rules that make a second row of a completion impossible.
const NO_RULES: &str = "
    ALTER TABLE module_completions DROP CONSTRAINT module_completions_enrolment_id_module_key;
    ALTER TABLE course_completions DROP CONSTRAINT course_completions_person_id_course_award_key;";

fn repeat(ground: &Ground, setting: &Setting) -> anyhow::Result<String> {
    let (attempts, times) = match setting.size {
        Size::Small => (10, 32),
        Size::Usual => (200, 32),
        Size::Long => (2_000, 64),
    };
    let takers = ground.enter("learner", attempts)?.into_iter().map(Taker::new).collect();
    let program = ground.serve(&[])?;
    let takers = runtime()?.block_on(async {
        let mut takers = answer_all(program.address, takers, 32).await?;
        let connect = (0..times).map(|_| Wire::connect(program.address));
        let mut wires = try_join_all(connect).await?;
        for taker in &mut takers {
            let request = taker.submission();
            let posts = wires.iter_mut().map(|wire| async {
                let reply = wire.exchange(&request).await?;
                anyhow::Ok((reply.status, location(wire, &reply)))
            });
            let replies = try_join_all(posts).await?;
            let wanted = (303, format!("/attempts/{}/result", taker.learner.attempt));
            if let Some(other) = replies.iter().find(|reply| **reply != wanted) {
                let (status, place) = other;
                broken!("attempt {}: a repetition got {status} {place}", taker.learner.attempt);
            }
            taker.noted();
        }
        anyhow::Ok(takers)
    })?;
    drop(program);
    ground.check(&takers)?;
    ground.prove_sound()?;
    Ok(format!(
        "{attempts} attempts, each submitted {times} times at once: equal replies, no extra row"
    ))
}
