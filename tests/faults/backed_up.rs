//! Backed up: copies made while people answer hold whatever had been acknowledged when they were
//! begun; each is restored, sound, without whoever was erased since, and served from.

use crate::books;
use crate::broken;
use crate::ground::{Cluster, Ground, Setting};
use crate::load::Load;
use crate::proof::Size;
use crate::rig::runtime;
use crate::taker::{Progress, Taker, answer_all, hand_in_all};
use anyhow::{Context, bail};
use diesel::prelude::*;
use foundations::db::schema::people;
use foundations::kernel::{AttemptId, PersonId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What everybody had been told when a backup was begun, and its file.
struct Backup {
    told: BTreeMap<AttemptId, Progress>,
    file: PathBuf,
}

pub fn sqlite(setting: &Setting) -> anyhow::Result<String> {
    let ground = Ground::sqlite(setting, "backed-up")?;
    let restore = |from: &Path, name: &str, _: &Path| {
        let place = ground.folder.0.join(format!("{name}.db"));
        let restored = ground.elsewhere(name, format!("sqlite:{}", place.display()))?;
        // The list of who was erased is found beside the backups.
        succeed(restored.command(&["restore", "--from", &from.display().to_string()]))?;
        Ok(restored)
    };
    prove(&ground, setting, "db", &restore)
}

pub fn postgres(setting: &Setting) -> anyhow::Result<String> {
    let cluster = Cluster::start(setting)?;
    let mut ground = Ground::postgres(setting, "backed_up", &cluster)?;
    ground.env.push(("PATH", cluster.path()));
    // What `restore` says to do there.
    let restore = |from: &Path, name: &str, list: &Path| {
        let restored = ground.elsewhere(name, cluster.database(name)?)?;
        cluster.restore(from, &restored.url)?;
        succeed(restored.command(&["migrate"]))?;
        let list = list.display().to_string();
        succeed(restored.command(&["restore", "--erasures-only", "--erasures", &list]))?;
        Ok(restored)
    };
    prove(&ground, setting, "dump", &restore)
}

type Restore<'a> = &'a dyn Fn(&Path, &str, &Path) -> anyhow::Result<Ground>;

fn prove(
    ground: &Ground,
    setting: &Setting,
    ending: &str,
    restore: Restore<'_>,
) -> anyhow::Result<String> {
    let (times, count) = match setting.size {
        Size::Small => (1, 400),
        Size::Usual => (3, 800),
        Size::Long => (20, 6_000),
    };
    let mut learners = ground.enter("learner", count)?;
    let fresh: Vec<_> = learners.drain(..8).collect();
    let program = ground.serve(&[])?;
    let load = Load::start(program.address, learners, 8);
    let mut backups = Vec::new();
    for time in 0..times {
        std::thread::sleep(Duration::from_millis(400));
        let told = load.look(|seen| seen.told.clone());
        let file = ground.folder.0.join(format!("backup-{time}.{ending}"));
        back_up(ground, &file)?;
        backups.push(Backup { told, file });
    }
    let (takers, seen) = load.end()?;
    if seen.turned_away + seen.cut_off > 0 {
        broken!("{} were turned away, {} cut off", seen.turned_away, seen.cut_off);
    }
    ground.check(&takers)?;
    drop(program);
    let first = backups.first().context("no backup")?;
    let gone = takers.iter().find(|taker| first.told.contains_key(&taker.learner.attempt));
    let gone = gone.context("nobody was acknowledged before the first backup")?.learner.person;
    succeed(ground.command(&["people", "erase", "--id", &gone.to_string(), "--yes"]))?;
    let newest = ground.folder.0.join(format!("backup-newest.{ending}"));
    back_up(ground, &newest)?;
    let erased = PathBuf::from(format!("{}.json", newest.display()));
    let mut held = 0;
    for (time, backup) in backups.iter().enumerate() {
        let restored = restore(&backup.file, &format!("restored_{time}"), &erased)?;
        held += look(&restored, backup, &takers, gone)?;
        if time == 0 {
            goes_on(&restored, &fresh)?;
        }
    }
    Ok(format!(
        "{times} backups while 8 clients worked: {held} acknowledged before they were begun, all in \
         them; restored, sound, served from; whoever was erased since is erased"
    ))
}

fn back_up(ground: &Ground, to: &Path) -> anyhow::Result<()> {
    let mut backup = ground.command(&["backup", "--to", &to.display().to_string()]);
    backup.env("BREAK", ground.breaks());
    succeed(backup)
}

/// Runs a command of the program; it promises to succeed.
fn succeed(mut command: Command) -> anyhow::Result<()> {
    let output = command.output()?;
    if !output.status.success() {
        let text = [output.stdout, output.stderr].concat();
        broken!("{command:?} failed: {}", String::from_utf8_lossy(&text));
    }
    Ok(())
}

/// Holds a restored copy against what had been told; says how much that was.
fn look(
    restored: &Ground,
    backup: &Backup,
    takers: &[Taker],
    gone: PersonId,
) -> anyhow::Result<usize> {
    let then = takers.iter().filter(|taker| taker.learner.person != gone).filter_map(|taker| {
        backup.told.get(&taker.learner.attempt).map(|progress| taker.back_at(*progress))
    });
    let then: Vec<Taker> = then.collect();
    runtime()?.block_on(async {
        let db = restored.open()?;
        books::contains(&db, &then).await?;
        let erased = db.read(move |conn| {
            people::table
                .filter(people::id.eq(gone))
                .select(people::erased_at.is_not_null())
                .first(conn)
        });
        let erased: QueryResult<bool> = erased.await;
        if !erased? {
            broken!("person {gone} was erased, and is back in what was restored");
        }
        Ok(then.iter().map(Taker::acknowledged).sum())
    })
}

/// Lets learners who had done nothing yet take their quiz where it was restored.
fn goes_on(restored: &Ground, learners: &[crate::rig::people::Learner]) -> anyhow::Result<()> {
    let program = restored.serve(&[])?;
    let takers = learners.iter().cloned().map(Taker::new).collect();
    let done = runtime()?.block_on(async {
        let takers = answer_all(program.address, takers, 4).await?;
        hand_in_all(program.address, takers, 4).await
    })?;
    if done.len() != learners.len() {
        bail!("{} of {} went on", done.len(), learners.len());
    }
    restored.check(&done)?;
    restored.prove_sound()
}
