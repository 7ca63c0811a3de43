//! On disk before the reply: the system calls of the program show, for each submission, a write of
//! the log, then an fdatasync of it, and only then the answer.

use crate::broken;
use crate::ground::{Ground, Setting};
use crate::proof::Size;
use crate::rig::program::Program;
use crate::rig::runtime;
use crate::rig::wire::Wire;
use crate::taker::{Taker, answer_all};
use anyhow::bail;
use std::process::Command;

pub fn prove(setting: &Setting) -> anyhow::Result<String> {
    let count = match setting.size {
        Size::Small => 20,
        Size::Usual => 200,
        Size::Long => 2_000,
    };
    let ground = Ground::sqlite(setting, "on-disk")?;
    let takers = ground.enter("learner", count)?.into_iter().map(Taker::new).collect();
    let plain = ground.serve(&[])?;
    let takers = runtime()?.block_on(answer_all(plain.address, takers, 32))?;
    drop(plain);
    let trace = ground.folder.0.join("calls");
    let (serve, address) = ground.service(&[])?;
    // -D: the program is our own child, and strace watches from aside.
    let mut watched = Command::new("strace");
    watched
        .args(["-D", "-f", "-y", "-qq", "-s", "24", "-o"])
        .arg(&trace)
        .args(["-e", "trace=write,writev,pwrite64,sendto,sendmsg,fsync,fdatasync"]);
    watched.arg(serve.get_program()).args(serve.get_args());
    watched.envs(serve.get_envs().filter_map(|(name, value)| Some((name, value?))));
    watched.stdout(std::process::Stdio::null());
    let program = Program::start(watched, address, "/readyz")?;
    runtime()?.block_on(async {
        let mut wire = Wire::connect(address).await?;
        for taker in &takers {
            let reply = wire.exchange(&taker.submission()).await?;
            if reply.status != 303 {
                bail!("a submission was answered {}", reply.status);
            }
        }
        Ok(())
    })?;
    drop(program);
    let replies = judge(&text_of(&trace)?)?;
    if replies != count {
        bail!("{replies} replies were seen for {count} submissions");
    }
    Ok(format!("{count} submissions, each on disk before its reply"))
}

#[expect(clippy::disallowed_methods, reason = "what strace wrote")]
fn text_of(path: &std::path::Path) -> anyhow::Result<String> {
    Ok(String::from_utf8_lossy(&std::fs::read(path)?).into_owned())
}

/// Reads the calls in their order; says how many replies there were.
fn judge(calls: &str) -> anyhow::Result<usize> {
    // Written since the last reply; and not yet on disk.
    let (mut written, mut loose, mut replies) = (false, false, 0);
    let mut syncing: Vec<&str> = Vec::new();
    let mut early = 0;
    for line in calls.lines() {
        let (thread, call) = line.split_once(' ').unwrap_or_default();
        let call = call.trim_start();
        let of_log = call.contains("-wal>");
        if call.starts_with("pwrite64(") && of_log {
            (written, loose) = (true, true);
        } else if is_sync(call) && of_log {
            if call.contains("unfinished") {
                syncing.push(thread);
            } else {
                loose = false;
            }
        } else if call.starts_with("<... f") && call.contains("sync resumed") {
            // One thread writes and syncs, so nothing was written while this one ran.
            if syncing.contains(&thread) {
                syncing.retain(|other| *other != thread);
                loose = false;
            }
        } else if call.contains("\"HTTP/1.1 303") {
            replies += 1;
            early += usize::from(loose || !written);
            (written, loose) = (false, false);
        }
    }
    if early > 0 {
        broken!("{early} of {replies} replies left before what they say was on disk");
    }
    Ok(replies)
}

fn is_sync(call: &str) -> bool {
    call.starts_with("fdatasync(") || call.starts_with("fsync(")
}
