//! A copy of the database that can be trusted, made while the service runs.

use super::erasures::{self, private, sync_folder};
use crate::config::{Settings, Target};
use crate::db::{self, Db};
use crate::kernel::{Clock, Instant, london};
use crate::privacy;
use anyhow::{Context, bail};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Begins the name of every backup in a folder; rotation looks at nothing else.
const PREFIX: &str = "foundations-";

/// The file that says of a backup what it is.
pub fn label_of(backup: &Path) -> PathBuf {
    let mut name = backup.as_os_str().to_owned();
    name.push(".json");
    PathBuf::from(name)
}

/// Backs the database up to a file, or to a new file in a folder, of which the newest are kept.
pub async fn backup(settings: &Settings, to: &Path, keep: Option<usize>) -> anyhow::Result<()> {
    let target = settings.target()?;
    let (now, begun) = (Clock::Real.now(), std::time::Instant::now());
    let is_folder = to.is_dir() || to.as_os_str().to_string_lossy().ends_with('/');
    if keep.is_some() && !is_folder {
        bail!("--keep counts the backups of a folder: let --to name one");
    }
    if keep == Some(0) {
        bail!("--keep must be at least 1");
    }
    if is_folder {
        #[expect(clippy::disallowed_methods, reason = "the folder of backups is made here")]
        std::fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    }
    let file = if is_folder { to.join(name_at(&target, now)) } else { to.to_owned() };
    let part = file.with_extension("part");
    let made = make(&target, &part, &file, now).await;
    if made.is_err() {
        // What is left of a copy that failed is of no use to anybody.
        let _ = std::fs::remove_file(&part);
    }
    let (bytes, schema) = made?;
    println!(
        "{}: {:.1} MB, schema {schema}, in {:.1} s.",
        file.display(),
        megabytes(bytes),
        begun.elapsed().as_secs_f64()
    );
    if let Some(keep) = keep {
        for old in outdated(to, keep)? {
            remove(&old)?;
            println!("{}: removed, {keep} are kept.", old.display());
        }
    }
    println!("{}", about_the_key(settings, &target));
    Ok(())
}

/// Copies, looks through the copy, and puts it in its place with its label.
async fn make(
    target: &Target,
    part: &Path,
    file: &Path,
    now: Instant,
) -> anyhow::Result<(u64, String)> {
    if let Target::Sqlite(path) = target
        && !path.exists()
    {
        bail!("there is no database {}", path.display());
    }
    private(part).with_context(|| format!("cannot write {}", part.display()))?;
    match target {
        Target::Sqlite(path) => {
            copy(path, part)?;
            let found = db::look_through(part)?;
            if !found.faults.is_empty() {
                bail!(
                    "the copy is not sound, and so neither is the database: {}. Run `foundations \
                       check`",
                    found.faults.join("; ")
                );
            }
        }
        Target::Postgres(url) => dump(url, part)?,
    }
    let copied = File::open(part)?;
    copied.sync_all()?;
    let (bytes, digest) = (copied.metadata()?.len(), digest(copied)?);
    // Read after the copy was made: whoever is erased in between is on the list.
    let db = Db::open(target.clone()).context("cannot open the database")?;
    let erased = db.read(privacy::list_erased).await?;
    let schema = db.schema_version().await?;
    let label = json!({
        "made_at": now,
        "schema": schema,
        "bytes": bytes,
        "sha256": digest,
        "erased": erasures::json(&erased),
    });
    erasures::write(&label_of(file), &label)?;
    std::fs::rename(part, file)?;
    sync_folder(file)?;
    Ok((bytes, schema))
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    #[cfg(feature = "faults")]
    if db::is_broken("backup-without-log") {
        return Ok(std::fs::copy(from, to).map(drop)?);
    }
    db::copy(from, to)
}

fn name_at(target: &Target, now: Instant) -> String {
    let ending = match target {
        Target::Sqlite(_) => "db",
        Target::Postgres(_) => "dump",
    };
    format!("{PREFIX}{}.{ending}", london(now).format("%Y-%m-%d-%H%M%S"))
}

#[expect(clippy::cast_precision_loss, reason = "a size to read")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// SHA-256, in hexadecimal.
pub fn digest(mut file: File) -> anyhow::Result<String> {
    let (mut hash, mut block) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut block)? {
            0 => return Ok(HEXLOWER.encode(&hash.finalize())),
            read => hash.update(block.get(..read).unwrap_or_default()),
        }
    }
}

/// The backups of a folder but the newest `keep`, whose names sort by their time.
fn outdated(folder: &Path, keep: usize) -> anyhow::Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let dated = name
            .strip_prefix(PREFIX)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let ours = dated && path.extension().is_some_and(|e| e == "db" || e == "dump");
        if ours {
            all.push(path);
        }
    }
    all.sort();
    all.truncate(all.len().saturating_sub(keep));
    Ok(all)
}

fn remove(backup: &Path) -> anyhow::Result<()> {
    std::fs::remove_file(backup).with_context(|| backup.display().to_string())?;
    let label = label_of(backup);
    if label.exists() {
        std::fs::remove_file(&label).with_context(|| label.display().to_string())?;
    }
    Ok(())
}

fn about_the_key(settings: &Settings, target: &Target) -> String {
    let place = match (target, &settings.secret_key) {
        (Target::Sqlite(path), None) => path.with_extension("key").display().to_string(),
        _ => "the setting SECRET_KEY".to_owned(),
    };
    format!(
        "The key is not in it ({place}): back that up apart from this, for with both in hand links \
         in letters could be made."
    )
}

/// `pg_dump`, whose password never stands on the command line, where every user could see it.
fn dump(url: &str, to: &Path) -> anyhow::Result<()> {
    let (plain, password) = without_password(url);
    let mut command = Command::new("pg_dump");
    command.arg("--format=custom").arg("--no-owner").arg("--file").arg(to);
    command.arg(format!("--dbname={plain}"));
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    match command.status() {
        Ok(status) if status.success() => {}
        Ok(status) => bail!("pg_dump failed ({status}); it said why above"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => bail!(
            "pg_dump is not installed here. Where it is (at least as new as the server), run: \
             pg_dump --format=custom --no-owner --file foundations.dump \"$DATABASE_URL\""
        ),
        Err(error) => return Err(error).context("pg_dump could not be started"),
    }
    let listed = Command::new("pg_restore").arg("--list").arg(to).output();
    match listed {
        Ok(output) if !output.status.success() => bail!("pg_restore cannot read the dump back"),
        _ => Ok(()),
    }
}

/// The URL without its password, and the password.
fn without_password(url: &str) -> (String, Option<String>) {
    let whole = || (url.to_owned(), None);
    let Some((scheme, rest)) = url.split_once("://") else { return whole() };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let Some((user, host)) = authority.rsplit_once('@') else { return whole() };
    let Some((user, password)) = user.split_once(':') else { return whole() };
    let password = percent_encoding::percent_decode_str(password).decode_utf8_lossy();
    (format!("{scheme}://{user}@{host}{path}"), Some(password.into_owned()))
}

/// What a label says of its backup's bytes.
pub fn digest_of_label(label: &Value) -> Option<&str> {
    label.get("sha256").and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_leaves_the_address() {
        for (url, plain, password) in [
            ("postgres://u:p%40ss@h:5432/d?a=b", "postgres://u@h:5432/d?a=b", Some("p@ss")),
            ("postgres://u@h/d", "postgres://u@h/d", None),
            ("postgres://h/d?options=a:b@c", "postgres://h/d?options=a:b@c", None),
        ] {
            assert_eq!(without_password(url), (plain.to_owned(), password.map(str::to_owned)));
        }
    }

    #[test]
    fn the_newest_backups_are_kept_and_strangers_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let names = [
            "foundations-2026-11-25-030000.db",
            "foundations-2026-11-26-030000.db",
            "foundations-2026-11-27-030000.db",
            "foundations-2026-11-25-030000.db.json",
            "foundations-before-the-move.db",
            "letters.db",
        ];
        for name in names {
            File::create(folder.path().join(name)).unwrap();
        }
        let old = outdated(folder.path(), 2).unwrap();
        assert_eq!(old, [folder.path().join("foundations-2026-11-25-030000.db")]);
        remove(&old[0]).unwrap();
        assert_eq!(folder.path().read_dir().unwrap().count(), 4);
        assert_eq!(outdated(folder.path(), 2).unwrap(), [""; 0].map(PathBuf::from));
    }
}
