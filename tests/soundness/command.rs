//! The program itself, as whoever runs the service types it.

use std::path::Path;
use std::process::{Command, Output};

/// What a command said, and whether it went well.
#[derive(Debug)]
pub struct Said {
    pub text: String,
    pub ok: bool,
}

/// Runs `foundations` on a database.
pub fn foundations(database_url: &str, words: &[&str]) -> Said {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_foundations"))
        .args(words)
        .env("DATABASE_URL", database_url)
        .env_remove("SECRET_KEY")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    Said { text: String::from_utf8(text).unwrap(), ok: output.status.success() }
}

/// As [`foundations`], on a `SQLite` file.
pub fn on(database: &Path, words: &[&str]) -> Said {
    foundations(&format!("sqlite:{}", database.display()), words)
}

impl Said {
    /// It went well, and said so.
    pub fn fine(&self, parts: &[&str]) {
        assert!(self.ok, "{}", self.text);
        self.says(parts);
    }

    /// It went wrong, and said why.
    pub fn wrong(&self, parts: &[&str]) {
        assert!(!self.ok, "{}", self.text);
        self.says(parts);
    }

    fn says(&self, parts: &[&str]) {
        for part in parts {
            assert!(self.text.contains(part), "{part:?} is not in\n{}", self.text);
        }
    }
}
