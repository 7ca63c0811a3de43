//! The folder on the writer's desk: read again whenever somebody looks, compiled again when it changed.

use crate::courses::{self, Edition, Fault, Files, Report, library};
use crate::kernel::{Clock, london_date};
use crate::pages::Pages;
use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where a preview comes from.
pub struct Desk {
    folder: PathBuf,
    pages: Pages,
    clock: Clock,
    base: String,
    last: Mutex<Option<Arc<Draft>>>,
}

/// The course as its files are now, with gaps where they are at fault.
pub struct Draft {
    pub digest: String,
    pub edition: Edition,
    report: Report,
    files: Files,
}

/// What the checker says, as every page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Notes {
    /// Of all files: another digest is another course.
    pub digest: String,
    /// About the files behind this page.
    pub findings: Vec<Finding>,
    /// How many there are about other files.
    pub elsewhere: usize,
}

/// Something that the checker found.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// It stops the course from being published.
    pub is_error: bool,
    /// `courses/x/01-data/quiz.toml:13:1`
    pub place: String,
    pub problem: String,
    pub remedy: String,
}

impl Desk {
    /// A course's folder, shown at `base`.
    pub fn new(folder: PathBuf, pages: Pages, clock: Clock, base: String) -> Desk {
        Desk { folder, pages, clock, base, last: Mutex::new(None) }
    }

    pub(super) fn pages(&self) -> &Pages {
        &self.pages
    }

    /// Where the preview is served.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// The course as its files are now.
    pub(super) fn draft(&self) -> io::Result<Arc<Draft>> {
        let files = library::read_course(&self.folder)?;
        let digest = files.digest();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(draft) = last.as_ref().filter(|draft| draft.digest == digest) {
            return Ok(draft.clone());
        }
        let (edition, report) = courses::draft(&files, london_date(self.clock.now()));
        let draft = Arc::new(Draft { digest, edition, report, files });
        *last = Some(draft.clone());
        Ok(draft)
    }
}

impl Draft {
    /// What the checker says of the files whose paths begin so, and that there is more.
    pub(super) fn notes(&self, files: &str) -> Notes {
        let errors = self.report.faults.iter().map(|fault| (true, fault));
        let all = errors.chain(self.report.warnings.iter().map(|fault| (false, fault)));
        let beginning = format!("{}/{files}", self.files.root());
        let (here, others): (Vec<_>, Vec<_>) =
            all.partition(|(_, fault)| fault.file.starts_with(&beginning));
        let findings = here.into_iter().map(|(is_error, fault)| Finding::of(fault, is_error));
        Notes { digest: self.digest.clone(), findings: findings.collect(), elsewhere: others.len() }
    }

    /// The course's folder, as it was named.
    pub(super) fn root(&self) -> &str {
        self.files.root()
    }

    /// A module's folder, `01-data/`; nothing if it cannot be told.
    pub(super) fn folder_of(&self, module: &str) -> String {
        let of = |path: &str| path.strip_suffix("module.toml").map(ToOwned::to_owned);
        let mut folders = self.files.iter().filter(|(_, text)| has_id(text, module));
        folders.find_map(|(path, _)| of(path)).unwrap_or_default()
    }

    /// A lesson's file; nothing if it cannot be told.
    pub(super) fn file_of(&self, module: &str, lesson: &str) -> String {
        let folder = self.folder_of(module);
        let is_file = |path: &str, text: &str| {
            !folder.is_empty()
                && path.starts_with(&folder)
                && Path::new(path).extension().is_some_and(|ending| ending == "md")
                && has_id(text, lesson)
        };
        let mut files = self.files.iter().filter(|(path, text)| is_file(path, text));
        files.next().map(|(path, _)| path.to_owned()).unwrap_or_default()
    }
}

/// Whether a file's first id is this one.
fn has_id(text: &str, id: &str) -> bool {
    let mut ids = text.lines().filter_map(|line| line.trim().strip_prefix("id"));
    let first = ids.find_map(|rest| rest.trim_start().strip_prefix('='));
    first.is_some_and(|value| value.trim().trim_matches('"') == id)
}

impl Finding {
    fn of(fault: &Fault, is_error: bool) -> Finding {
        Finding {
            is_error,
            place: format!("{}:{}:{}", fault.file, fault.line, fault.column),
            problem: fault.problem.clone(),
            remedy: fault.remedy.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::has_id;

    #[test]
    fn a_file_is_told_by_its_first_id() {
        assert!(has_id("+++\n id =\"ward\"\n", "ward"));
        assert!(has_id("title = \"x\"\nid = \"data\"\n[[objectives]]\nid = \"owner\"", "data"));
        assert!(!has_id("id = \"data\"\n[[objectives]]\nid = \"owner\"", "owner"));
        assert!(!has_id("identity = 1", "ity"));
    }
}
