//! Where the data lives, decided once by the URL's scheme and never guessed.

use std::path::PathBuf;

/// A database to connect to.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// A file.
    Sqlite(PathBuf),
    /// A `postgres://` URL, which may hold a password.
    Postgres(String),
}

/// Why a `DATABASE_URL` cannot be used; the text says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetFault {
    #[error("DATABASE_URL must begin with sqlite: or postgres:, like sqlite:var/foundations.db")]
    Scheme,
    #[error("DATABASE_URL names no file: write it like sqlite:var/foundations.db")]
    NoFile,
    #[error(
        "DATABASE_URL asks for TLS (sslmode={0}), which this build cannot do: \
         build with --features postgres-tls, or set sslmode=disable"
    )]
    NoTls(String),
    #[error("this build has no PostgreSQL: build with --features postgres")]
    NoPostgres,
}

impl Target {
    /// Reads `sqlite:PATH`, `sqlite://PATH`, `postgres://…` or `postgresql://…`.
    ///
    /// # Errors
    /// [`TargetFault`] says what to write instead.
    pub fn parse(url: &str) -> Result<Target, TargetFault> {
        if let Some(rest) = url.strip_prefix("sqlite:") {
            let path = rest.strip_prefix("//").unwrap_or(rest);
            return match path {
                "" | ":memory:" => Err(TargetFault::NoFile),
                path => Ok(Target::Sqlite(PathBuf::from(path))),
            };
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Target::postgres(url);
        }
        Err(TargetFault::Scheme)
    }

    fn postgres(url: &str) -> Result<Target, TargetFault> {
        if cfg!(not(feature = "postgres")) {
            return Err(TargetFault::NoPostgres);
        }
        let asked = url
            .split_once('?')
            .and_then(|(_, query)| query.split('&').find_map(|pair| pair.strip_prefix("sslmode=")));
        match asked {
            Some(mode)
                if cfg!(not(feature = "postgres-tls")) && !matches!(mode, "disable" | "allow") =>
            {
                Err(TargetFault::NoTls(mode.to_owned()))
            }
            _ => Ok(Target::Postgres(url.to_owned())),
        }
    }

    /// The URL without its password.
    pub fn redacted(&self) -> String {
        match self {
            Target::Sqlite(path) => format!("sqlite:{}", path.display()),
            Target::Postgres(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
                match rest.rsplit_once('@') {
                    Some((who, host)) => {
                        let user = who.split(':').next().unwrap_or_default();
                        format!("{scheme}://{user}:***@{host}")
                    }
                    None => url.clone(),
                }
            }
        }
    }
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.redacted())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_decides() {
        for url in ["sqlite:var/a.db", "sqlite://var/a.db"] {
            assert_eq!(Target::parse(url), Ok(Target::Sqlite("var/a.db".into())));
        }
        assert_eq!(Target::parse("sqlite:///var/a.db"), Ok(Target::Sqlite("/var/a.db".into())));
        assert_eq!(Target::parse("var/a.db"), Err(TargetFault::Scheme));
        assert_eq!(Target::parse("sqlite:"), Err(TargetFault::NoFile));
        assert_eq!(Target::parse("mysql://a"), Err(TargetFault::Scheme));
    }

    #[test]
    #[cfg(all(feature = "postgres", not(feature = "postgres-tls")))]
    fn tls_is_never_dropped_in_silence() {
        for mode in ["require", "verify-full", "prefer"] {
            let url = format!("postgres://u:secret@h/d?connect_timeout=3&sslmode={mode}");
            assert_eq!(Target::parse(&url), Err(TargetFault::NoTls(mode.into())));
        }
        let plain = Target::parse("postgres://u:secret@h/d?sslmode=disable").unwrap();
        assert!(!format!("{plain:?}").contains("secret"), "{plain:?}");
    }
}
