//! Putting a backup in the place of a database. Whoever was erased stays erased.

use super::backup::{digest, digest_of_label, label_of};
use super::check::{in_words, look, open};
use super::erasures::{self, private, sync_folder};
use super::people::replay;
use crate::config::{Settings, Target};
use crate::db::{self, Db, MigrationState};
use crate::kernel::Clock;
use crate::people::Erased;
use crate::privacy;
use anyhow::{Context, bail};
use serde_json::Value;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What was asked for.
pub struct Restoring {
    pub from: Option<PathBuf>,
    pub replace: bool,
    pub erasures: Vec<PathBuf>,
    pub erasures_only: bool,
}

/// Restores, or only erases again whoever was erased.
pub async fn restore(settings: &Settings, asked: &Restoring) -> anyhow::Result<ExitCode> {
    let target = settings.target()?;
    if asked.erasures_only {
        let db = open(&target).await?;
        return again(&db, read_all(&asked.erasures)?).await;
    }
    let Some(from) = &asked.from else { bail!("say which backup: --from FILE") };
    match &target {
        Target::Sqlite(path) => sqlite(from, path, asked).await,
        Target::Postgres(_) => bail!(
            "restore a PostgreSQL dump with its own tools, into an empty database, and then let \
             this program erase again whoever was erased:\n  \
             pg_restore --no-owner --exit-on-error --dbname \"$DATABASE_URL\" {0}\n  \
             foundations migrate\n  \
             foundations restore --erasures-only --erasures {1}\n\
             Take the newest list that there is: it may stand beside a later dump.",
            from.display(),
            label_of(from).display()
        ),
    }
}

/// Erases again, checks, and says so.
async fn again(db: &Db, erased: Vec<Erased>) -> anyhow::Result<ExitCode> {
    let known = erased.len();
    let count = replay(db, erased).await?;
    println!("Of {known} people known to be erased, {count} were erased again.");
    let begun = std::time::Instant::now();
    let report = look(db).await?;
    print!("{}", in_words(&report, begun.elapsed().as_secs_f64()));
    Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read_all(lists: &[PathBuf]) -> anyhow::Result<Vec<Erased>> {
    let mut all = Vec::new();
    for list in lists {
        for one in erasures::read(list)? {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    Ok(all)
}

/// Everything is done to a copy beside the database, which takes its place at the very end.
async fn sqlite(from: &Path, path: &Path, asked: &Restoring) -> anyhow::Result<ExitCode> {
    if !from.is_file() {
        bail!("there is no backup {}", from.display());
    }
    let mut erased = read_all(&lists(from, path, &asked.erasures)?)?;
    if path.exists() {
        erased.extend(erased_in(path, asked.replace).await?);
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        #[expect(clippy::disallowed_methods, reason = "the new database's folder is made here")]
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let staged = path.with_extension("restoring");
    let prepared = prepare(from, &staged, erased).await;
    match prepared {
        Ok(code) => {
            place(&staged, path)?;
            println!("{} is restored from {}.", path.display(), from.display());
            println!("Put its key back, too, if this is another machine.");
            Ok(code)
        }
        Err(error) => {
            for left in with_companions(&staged) {
                let _ = std::fs::remove_file(left);
            }
            Err(error.context(format!("{} is as it was", path.display())))
        }
    }
}

/// The lists of erased people: beside the database, beside every backup of the folder, and named.
fn lists(from: &Path, path: &Path, named: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut all = named.to_vec();
    let beside = erasures::beside(path);
    if beside.exists() {
        all.push(beside);
    }
    let folder = from.parent().filter(|folder| !folder.as_os_str().is_empty());
    for entry in folder.unwrap_or(Path::new(".")).read_dir()? {
        let label = entry?.path();
        let name = label.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".db.json") || label == label_of(from) {
            all.push(label);
        }
    }
    Ok(all)
}

/// Who was erased in the database that is to be replaced. Refuses when it is in use, or when it
/// knows people and nobody said that it may be replaced.
async fn erased_in(path: &Path, replace: bool) -> anyhow::Result<Vec<Erased>> {
    refuse_in_use(path)?;
    match db::look_through(path) {
        Ok(found) if found.people == 0 => return Ok(Vec::new()),
        Ok(found) if !replace => bail!(
            "{} holds {} people: --replace puts the backup in its place and keeps it beside",
            path.display(),
            found.people
        ),
        Err(error) if !replace => return Err(error.context("--replace replaces it all the same")),
        _ => {}
    }
    let read = async {
        let db = Db::open(Target::Sqlite(path.to_owned()))?;
        Ok::<_, anyhow::Error>(db.read(privacy::list_erased).await?)
    };
    Ok(read.await.unwrap_or_else(|error| {
        eprintln!(
            "warning: who was erased in {} is not known ({error:#}): name a list with --erasures if \
             there is one",
            path.display()
        );
        Vec::new()
    }))
}

/// A database that cannot be read is nobody's.
fn refuse_in_use(path: &Path) -> anyhow::Result<()> {
    match db::close(path) {
        Ok(false) => bail!("{} is in use: stop the service first", path.display()),
        _ => Ok(()),
    }
}

/// Copies the backup, proves that it is what was written, migrates it and erases again.
async fn prepare(from: &Path, staged: &Path, erased: Vec<Erased>) -> anyhow::Result<ExitCode> {
    let mut copy = private(staged).with_context(|| staged.display().to_string())?;
    std::io::copy(&mut File::open(from)?, &mut copy).context("the backup could not be copied")?;
    copy.sync_all()?;
    let label = label_of(from);
    if label.exists() {
        let said: Value = serde_json::from_reader(File::open(&label)?)
            .with_context(|| label.display().to_string())?;
        if digest_of_label(&said) != Some(digest(File::open(staged)?)?.as_str()) {
            bail!("the backup is not the file that was written: its SHA-256 is another");
        }
    }
    let target = Target::Sqlite(staged.to_owned());
    let found = db::look_through(staged)?;
    if !found.faults.is_empty() {
        bail!("the backup is not whole: {}", found.faults.join("; "));
    }
    if found.state == MigrationState::Ahead {
        bail!(
            "the backup is of a newer version of this program (schema {}); this one knows schemas \
             up to {}: use that version",
            found.schema,
            found.known
        );
    }
    db::migrate(&target)?;
    let db = Db::open(target).context("cannot open the copy")?;
    let code = again(&db, erased).await?;
    drop(db);
    refuse_in_use(staged)?;
    Ok(code)
}

/// A database's file, and those that stand beside it while it is open.
fn with_companions(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}

/// Puts the old database aside and the new one in its place.
fn place(staged: &Path, path: &Path) -> anyhow::Result<()> {
    File::open(staged)?.sync_all()?;
    if path.exists() {
        // Somebody may have started the service meanwhile.
        refuse_in_use(path)?;
        let aside = path.with_extension(format!("before-{}", stamp()));
        for (old, new) in with_companions(path).iter().zip(with_companions(&aside)) {
            if old.exists() {
                std::fs::rename(old, &new).with_context(|| new.display().to_string())?;
            }
        }
        println!("{}: the database until now; remove it when you are sure.", aside.display());
    }
    std::fs::rename(staged, path).with_context(|| path.display().to_string())?;
    Ok(sync_folder(path)?)
}

fn stamp() -> String {
    crate::kernel::london(Clock::Real.now()).format("%Y-%m-%d-%H%M%S").to_string()
}
