//! What group commit gains: the same answers, one after another and many at once.

use crate::answers::Answerer;
use crate::rig::people::Learner;
use crate::rig::runtime;
use crate::{Bench, median};
use foundations::courses::Shelf;
use foundations::db::Db;
use foundations::kernel::Clock;
use foundations::learning::{self, LearningError};
use foundations::quizzes::answer::Given;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Saves answers by `Db::write`, without HTTP, alone and together.
pub fn print(bench: &Bench, learners: &[Learner]) -> anyhow::Result<()> {
    let (mut single, mut group) = (vec![], vec![]);
    runtime()?.block_on(async {
        let (db, shelf) = bench.open().await?;
        let mut answerers: Vec<Answerer> = learners.iter().map(Answerer::new).collect();
        for answerer in &mut answerers {
            forget(&db, answerer).await?;
        }
        for _ in 0..bench.rounds {
            let some = answerers.split_off(answerers.len().saturating_sub(1));
            let (rate, back) = together(&db, &shelf, some, bench.seconds).await?;
            single.push(rate);
            answerers.extend(back);
            let (rate, back) = together(&db, &shelf, answerers, bench.seconds).await?;
            group.push(rate);
            answerers = back;
        }
        Ok::<_, anyhow::Error>(())
    })?;
    let (single, group) = (median(&single), median(&group));
    println!(
        "\nGroup commit, without HTTP, {} writers (target >= 8 times where fdatasync takes 2 ms)",
        learners.len()
    );
    println!("  alone {single:.0}/s   together {group:.0}/s   {:.1} times", group / single);
    Ok(())
}

/// Goes on from the sequences that earlier rounds left in the database.
async fn forget(db: &Db, answerer: &mut Answerer) -> anyhow::Result<()> {
    let attempt = answerer.learner().attempt;
    let kept = db.read(move |conn| foundations::quizzes::answers(conn, attempt));
    let kept: Result<_, diesel::result::Error> = kept.await;
    for answer in kept? {
        answerer.resume(usize::try_from(answer.slot)?, answer.sequence);
    }
    Ok(())
}

/// How many answers were saved each second.
async fn together(
    db: &Db,
    shelf: &Shelf,
    answerers: Vec<Answerer>,
    lasting: Duration,
) -> anyhow::Result<(f64, Vec<Answerer>)> {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for mut answerer in answerers {
        let (db, shelf) = (db.clone(), shelf.clone());
        tasks.spawn(async move {
            let mut saved = 0_u32;
            while begun.elapsed() < lasting {
                save(&db, &shelf, &answerer).await?;
                answerer.saved();
                saved += 1;
            }
            Ok::<_, LearningError>((answerer, saved))
        });
    }
    let (mut total, mut back) = (0, Vec::new());
    while let Some(ended) = tasks.join_next().await {
        let (answerer, saved) = ended??;
        total += saved;
        back.push(answerer);
    }
    Ok((f64::from(total) / begun.elapsed().as_secs_f64(), back))
}

async fn save(db: &Db, shelf: &Shelf, answerer: &Answerer) -> Result<(), LearningError> {
    let learner = answerer.learner();
    let (person, attempt, slot) = (learner.person, learner.attempt, answerer.slot());
    let given = Given::Choices(vec![answerer.choice().to_owned()]);
    let (shelf, next, now) = (shelf.clone(), answerer.sequence() + 1, Clock::Real.now());
    db.write(move |conn| {
        learning::save_answer(conn, &shelf, person, attempt, slot, &given, next, now).map(drop)
    })
    .await
}
