//! A course's files as text, wherever they were read from.

use super::digest::digest;
use std::collections::BTreeMap;

/// The files of one course.
#[derive(Debug, Clone, Default)]
pub struct Files {
    root: String,
    texts: BTreeMap<String, String>,
}

impl Files {
    /// `root` is the course's folder as a person would name it, and begins the file names of
    /// faults; each path is relative to it, with `/` between folders.
    pub fn new(root: &str, texts: impl IntoIterator<Item = (String, String)>) -> Files {
        Files { root: root.trim_end_matches('/').to_owned(), texts: texts.into_iter().collect() }
    }

    /// The course's folder, as faults name it.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// A file's path as stored, and its text.
    pub fn find(&self, path: &str) -> Option<(&str, &str)> {
        self.texts.get_key_value(path).map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Another one whenever a file is added, removed, renamed or changed.
    pub fn digest(&self) -> String {
        let parts = self.iter().map(|(path, text)| format!("{path}\0{text}\0"));
        digest(&parts.collect::<String>())
    }

    /// Every path and text, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }
}
