//! The files under law, and how a breach is told.

use std::path::Path;

/// A file of the project.
#[derive(Debug, Clone)]
pub struct Source {
    /// From the project's root, with `/`.
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    /// The file as Rust.
    pub fn parse(&self) -> syn::File {
        syn::parse_file(&self.text).unwrap_or_else(|e| panic!("{}: {e}", self.path))
    }

    /// The room that the file belongs to: `quizzes` for `src/quizzes/marking.rs`.
    pub fn room(&self) -> Option<&str> {
        self.path.strip_prefix("src/")?.split_once('/').map(|(room, _)| room)
    }

    /// The line of code that names the most of `words`, from 1. (syn gives no lines without a
    /// feature of proc-macro2.)
    pub fn line_of(&self, words: &[&str]) -> usize {
        let hits = |line: &str| {
            let code = line.split("//").next().unwrap_or_default();
            let names: Vec<&str> =
                code.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
            words.iter().filter(|word| names.contains(word)).count()
        };
        let lines = self.text.lines().enumerate().map(|(at, line)| (hits(line), at));
        // The first of the best.
        lines.max_by_key(|(hits, at)| (*hits, usize::MAX - at)).map_or(1, |(_, at)| at + 1)
    }

    /// `file:line: what is wrong and what to do`, at the line that names `words`.
    pub fn breach(&self, words: &[&str], what: &str) -> String {
        self.breach_at(self.line_of(words), what)
    }

    pub fn breach_at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One file of the project.
#[expect(clippy::disallowed_methods, reason = "laws read the source")]
pub fn read(path: &str) -> Source {
    let text = std::fs::read_to_string(root().join(path)).expect(path);
    Source { path: path.to_owned(), text }
}

/// The files under a folder whose names end so, in order; none when there is no such folder.
pub fn all(folder: &str, ending: &str) -> Vec<Source> {
    let mut paths = paths(folder);
    paths.retain(|path| path.ends_with(ending));
    paths.iter().map(|path| read(path)).collect()
}

/// The paths of the files under a folder, in order.
pub fn paths(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(entries) = root().join(folder).read_dir() else { return found };
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            found.extend(paths(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Fails with every breach, one a line.
pub fn assert_kept(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

/// The law's own test: it names each of `parts`, and nothing more.
pub fn assert_caught(breaches: &[String], parts: &[&str]) {
    println!("{}", breaches.join("\n"));
    for part in parts {
        assert!(breaches.iter().any(|b| b.contains(part)), "{part:?} is not in {breaches:#?}");
    }
    assert_eq!(breaches.len(), parts.len(), "{breaches:#?}");
}
