//! The secret key: given, or made beside the database and readable by its owner alone.

use crate::kernel::Random;
use anyhow::{Context, bail};
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use std::io::Write;
use std::path::Path;

pub(super) fn parse(text: &str) -> anyhow::Result<[u8; 32]> {
    let text = text.trim();
    let bytes = HEXLOWER_PERMISSIVE
        .decode(text.as_bytes())
        .or_else(|_| BASE64.decode(text.as_bytes()))
        .or_else(|_| BASE64URL_NOPAD.decode(text.as_bytes()))
        .unwrap_or_default();
    match bytes.try_into() {
        Ok(key) => Ok(key),
        Err(_) => bail!(
            "SECRET_KEY must be 32 bytes in hex or base64, like the output of: openssl rand -hex 32"
        ),
    }
}

/// Reads the key file beside an `SQLite` database, or makes it with mode 0600.
pub(super) fn beside(database: &Path) -> anyhow::Result<[u8; 32]> {
    let path = database.with_extension("key");
    if path.exists() {
        return parse(&super::read(&path)?).with_context(|| path.display().to_string());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        #[expect(clippy::disallowed_methods, reason = "the key's folder is made here")]
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let key = Random::Os.bytes::<32>();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let text = data_encoding::HEXLOWER.encode(&key);
    match options.open(&path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            Ok(key)
        }
        // Another process made it a moment ago.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            parse(&super::read(&path)?)
        }
        Err(error) => Err(error).with_context(|| format!("cannot make {}", path.display())),
    }
}
