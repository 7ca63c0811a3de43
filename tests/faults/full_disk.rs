//! A full disk: pages are read, writes are turned away, and when there is room again all goes on by
//! itself; nothing that was acknowledged is lost.

use crate::broken;
use crate::ground::{Folder, Ground, Setting, is_root, run_quietly};
use crate::load::Load;
use crate::rig::runtime;
use crate::rig::wire::Wire;
use crate::taker::get;
use anyhow::{Context, bail};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// A disk of 32 MiB in memory.
struct Disk(Folder);

impl Disk {
    fn mount(setting: &Setting) -> anyhow::Result<Disk> {
        if !is_root() {
            bail!("only root may mount a small disk: run this proof as root");
        }
        let folder = Folder::make(&setting.dir, "disk")?;
        let mut mount = Command::new("mount");
        run_quietly(mount.args(["-t", "tmpfs", "-o", "size=32m", "tmpfs"]).arg(&folder.0))
            .context("cannot mount a small disk")?;
        Ok(Disk(folder))
    }

    /// Takes all the room there is.
    fn fill(&self) -> anyhow::Result<()> {
        let mut ballast = File::create(self.ballast())?;
        for size in [1 << 20, 1 << 12, 1] {
            let some = vec![1_u8; size];
            while ballast.write_all(&some).is_ok() {}
        }
        Ok(())
    }

    fn ballast(&self) -> std::path::PathBuf {
        self.0.0.join("ballast")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = run_quietly(Command::new("umount").arg(&self.0.0));
    }
}

pub fn prove(setting: &Setting) -> anyhow::Result<String> {
    let disk = Disk::mount(setting)?;
    let database = disk.0.0.join("foundations.db");
    let folder = Folder::make(&setting.dir, "full-disk")?;
    let ground = Ground::publish(folder, format!("sqlite:{}", database.display()), setting)?;
    let mut learners = ground.enter("learner", 2_500)?;
    let reader = learners.pop().context("no learner")?;
    let mut program = ground.serve(&[])?;
    let load = Load::start(program.address, learners, 4);
    std::thread::sleep(Duration::from_millis(500));
    disk.fill()?;
    let begun = Instant::now();
    if !load.wait(Duration::from_secs(30), |seen| seen.turned_away > 20) {
        // A disk that is full and a program that says nothing of it: see what is kept.
        let (takers, seen) = load.end()?;
        drop(program);
        std::fs::remove_file(disk.ballast())?;
        ground.check(&takers)?;
        bail!("{} were acknowledged on a full disk, and nobody was turned away", seen.acknowledged);
    }
    let turned_away_after = begun.elapsed();
    let pages = read(program.address, &get(&reader, &reader.lesson), 50)?;
    std::fs::remove_file(disk.ballast())?;
    let room = Instant::now();
    if !load.wait(Duration::from_secs(10), |s| s.last_acknowledged.is_some_and(|at| at > room)) {
        broken!("there has been room for 10 s, and nothing is kept");
    }
    let back = room.elapsed();
    std::thread::sleep(Duration::from_millis(300));
    let (takers, seen) = load.end()?;
    if let Some(status) = program.child.try_wait()? {
        broken!("the program ended with {status}");
    }
    drop(program);
    ground.check(&takers)?;
    intact(&database)?;
    Ok(format!(
        "{} acknowledged, 0 lost; {} turned away, the first after {} ms; {pages} pages read \
         meanwhile; back after {} ms; the file is intact",
        seen.acknowledged,
        seen.turned_away,
        turned_away_after.as_millis(),
        back.as_millis()
    ))
}

/// Reads a page so many times; each must come.
fn read(address: std::net::SocketAddr, page: &[u8], times: usize) -> anyhow::Result<usize> {
    runtime()?.block_on(async {
        let mut wire = Wire::connect(address).await?;
        for _ in 0..times {
            let reply = wire.exchange(page).await?;
            if reply.status != 200 {
                broken!("a page was answered {} on a full disk", reply.status);
            }
        }
        Ok(times)
    })
}

fn intact(database: &Path) -> anyhow::Result<()> {
    use diesel::prelude::*;
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = diesel::sql_types::Text)]
        integrity_check: String,
    }
    let mut conn = SqliteConnection::establish(&database.display().to_string())?;
    // Whoever looked last may still be putting the log back into the file.
    diesel::sql_query("PRAGMA busy_timeout = 10000").execute(&mut conn)?;
    let lines: Vec<Line> = diesel::sql_query("PRAGMA integrity_check").load(&mut conn)?;
    match lines.first() {
        Some(line) if line.integrity_check == "ok" => Ok(()),
        Some(line) => broken!("the file is damaged: {}", line.integrity_check),
        None => bail!("no word of the file's integrity"),
    }
}
