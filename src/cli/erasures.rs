//! The list of who was erased, as a file: beside the database and beside each backup. It holds
//! numbers and times, no names.

use crate::kernel::{Instant, PersonId};
use crate::people::Erased;
use anyhow::Context;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct List {
    erased: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    person: i64,
    created_at: Instant,
    erased_at: Instant,
}

/// The list's place beside a database.
pub fn beside(database: &Path) -> PathBuf {
    database.with_extension("erasures.json")
}

/// The list as JSON.
pub fn json(all: &[Erased]) -> Value {
    let line = |one: &Erased| {
        json!({
            "person": one.person.0,
            "created_at": one.created_at,
            "erased_at": one.erased_at,
        })
    };
    all.iter().map(line).collect()
}

/// Reads a file that holds such a list, among other things perhaps.
pub fn read(path: &Path) -> anyhow::Result<Vec<Erased>> {
    let list = || -> anyhow::Result<List> { Ok(serde_json::from_reader(File::open(path)?)?) };
    let list = list().with_context(|| format!("cannot read {}", path.display()))?;
    let erased = |line: Line| Erased {
        person: PersonId(line.person),
        created_at: line.created_at,
        erased_at: line.erased_at,
    };
    Ok(list.erased.into_iter().map(erased).collect())
}

/// Puts a file in its place in one step, readable by its owner alone, and on disk.
pub fn write(path: &Path, content: &Value) -> anyhow::Result<()> {
    let beside = path.with_extension("new");
    let put = || -> std::io::Result<()> {
        let mut file = private(&beside)?;
        file.write_all(format!("{content:#}\n").as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, path)?;
        sync_folder(path)
    };
    put().with_context(|| format!("cannot write {}", path.display()))
}

/// A new, empty file that its owner alone may read.
pub fn private(path: &Path) -> std::io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A name in a folder outlives a loss of power only when the folder is on disk, too.
pub fn sync_folder(of: &Path) -> std::io::Result<()> {
    let folder = of.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
