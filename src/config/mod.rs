//! The settings: flags, then environment, then an optional file of `KEY=value` lines.
//!
//! Uses: kernel.

#[cfg(feature = "faults")]
mod breaks;
mod file;
mod secret;
mod target;

#[cfg(feature = "faults")]
pub use breaks::is_broken;
pub use file::{command_line, with_settings_file};
pub use target::{Target, TargetFault};

use anyhow::{Context, bail};
use clap::Args;
use std::net::IpAddr;
use std::path::PathBuf;

/// Everything that can be set. A secret may be given as a file instead: `SMTP_URL_FILE=/run/…`.
#[derive(Clone, Args)]
pub struct Settings {
    /// A file of KEY=value lines, for what neither flags nor environment set.
    #[arg(long, env = "SETTINGS_FILE", global = true)]
    pub settings_file: Option<PathBuf>,
    /// Where the data lives: `sqlite:PATH` or `postgres://…`.
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite:var/foundations.db",
        hide_env_values = true,
        global = true
    )]
    pub database_url: String,
    /// The address that people type; links in letters begin with it.
    #[arg(long, env = "BASE_URL", default_value = "http://127.0.0.1:8080", global = true)]
    pub base_url: String,
    /// The address and port to listen on.
    #[arg(long, env = "BIND", default_value = "127.0.0.1:8080", global = true)]
    pub bind: String,
    /// The mail relay: `smtp://user:password@host:587`, `smtps://…`, or `file:DIR` to keep letters
    /// as files. Without it letters wait.
    #[arg(long, env = "SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,
    /// Who letters come from: `Name <address>`.
    #[arg(
        long,
        env = "MAIL_FROM",
        default_value = "Digital Foundations <no-reply@foundations.example>",
        global = true
    )]
    pub mail_from: String,
    /// 32 bytes in hex or base64, from which links are made. Without it, a file beside the `SQLite`
    /// database is made and used.
    #[arg(long, env = "SECRET_KEY", hide_env_values = true, global = true)]
    pub secret_key: Option<String>,
    /// Reverse proxies whose `X-Forwarded-For` is believed: addresses, separated by commas.
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<IpAddr>,
    /// The folder of courses to check and publish, instead of the one in the program.
    #[arg(long, env = "COURSES_DIR", global = true)]
    pub courses_dir: Option<PathBuf>,
    /// Who may read `/metrics` from elsewhere than this machine: a word to send as a bearer token.
    #[arg(long, env = "METRICS_TOKEN", hide_env_values = true, global = true)]
    pub metrics_token: Option<String>,
    /// Seconds between the signal to stop and the end of listening, for load balancers to notice.
    #[arg(long, env = "DRAIN_SECONDS", default_value_t = 5, global = true)]
    pub drain_seconds: u64,
    /// Print the settings in force, secrets left out, and stop.
    #[arg(long, global = true)]
    pub print_config: bool,
}

/// The names of the settings that may be given as a file.
const SECRETS: [&str; 4] = ["DATABASE_URL", "SMTP_URL", "SECRET_KEY", "METRICS_TOKEN"];

impl Settings {
    /// Where the data lives.
    pub fn target(&self) -> anyhow::Result<Target> {
        Ok(Target::parse(&self.database_url)?)
    }

    /// The address that people type, without a slash at its end.
    pub fn base(&self) -> anyhow::Result<String> {
        let base = self.base_url.trim_end_matches('/');
        let host = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
        match host {
            Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@']) => {
                Ok(base.to_owned())
            }
            _ => bail!("BASE_URL must look like https://training.example.gov.uk, without a path"),
        }
    }

    /// The key from which links are made.
    pub fn secret(&self) -> anyhow::Result<[u8; 32]> {
        match (&self.secret_key, self.target()?) {
            (Some(text), _) => secret::parse(text),
            (None, Target::Sqlite(path)) => secret::beside(&path),
            (None, Target::Postgres(_)) => Err(anyhow::anyhow!(
                "SECRET_KEY is needed with PostgreSQL: 32 random bytes in hex, the same for every process"
            )),
        }
    }

    /// One line for each setting, secrets left out.
    pub fn redacted(&self) -> anyhow::Result<String> {
        let secret = |value: &Option<String>| value.as_ref().map_or("(not set)", |_| "(set)");
        let path = |value: &Option<PathBuf>| {
            value.as_ref().map_or("(in the program)".to_owned(), |p| p.display().to_string())
        };
        Ok(format!(
            "DATABASE_URL={}\nBASE_URL={}\nBIND={}\nSMTP_URL={}\nMAIL_FROM={}\nSECRET_KEY={}\n\
             TRUSTED_PROXIES={}\nCOURSES_DIR={}\nMETRICS_TOKEN={}\nDRAIN_SECONDS={}\n",
            self.target()?.redacted(),
            self.base()?,
            self.bind,
            secret(&self.smtp_url),
            self.mail_from,
            secret(&self.secret_key),
            self.trusted_proxies.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
            path(&self.courses_dir),
            secret(&self.metrics_token),
            self.drain_seconds,
        ))
    }
}

/// The folder of the settings file's relative paths is the working directory: nothing is guessed.
pub(crate) fn read(path: &std::path::Path) -> anyhow::Result<String> {
    #[expect(clippy::disallowed_methods, reason = "the settings' own files are read here")]
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
