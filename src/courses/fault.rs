//! What is wrong with a course's files: where, what, and what to do about it.

use super::edition::Edition;
use super::files::Files;
use super::survey::Survey;
use std::cell::RefCell;
use std::fmt;

/// One thing that is wrong, for the person who wrote the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, beginning with the course's folder.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In letters, from 1.
    pub column: usize,
    /// What is wrong, without a full stop.
    pub problem: String,
    /// What to do, as a sentence.
    pub remedy: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { file, line, column, problem, remedy } = self;
        write!(f, "{file}:{line}:{column}: {problem}\n    {remedy}")
    }
}

/// All that the checker has to say about a course.
#[derive(Debug, Clone)]
pub struct Report {
    /// The course, ready to be published; there is none while there are faults.
    pub edition: Option<Edition>,
    /// What must be mended, in the order of the files.
    pub faults: Vec<Fault>,
    /// What should be looked at.
    pub warnings: Vec<Fault>,
    /// What the course holds, as far as it could be read.
    pub survey: Survey,
}

impl Report {
    /// Whether the course may go out. `strict` lets no warning pass either.
    pub fn passes(&self, strict: bool) -> bool {
        self.faults.is_empty() && (!strict || self.warnings.is_empty())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for warning in &self.warnings {
            writeln!(f, "warning: {warning}")?;
        }
        for fault in &self.faults {
            writeln!(f, "error: {fault}")?;
        }
        let errors = counted(self.faults.len(), "error");
        write!(f, "{errors}, {}", counted(self.warnings.len(), "warning"))
    }
}

fn counted(count: usize, thing: &str) -> String {
    match count {
        0 => format!("no {thing}s"),
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}

/// Gathers faults while everything is read to its end.
#[derive(Debug, Default)]
pub(super) struct Faults {
    root: String,
    errors: RefCell<Vec<Fault>>,
    warnings: RefCell<Vec<Fault>>,
}

impl Faults {
    pub(super) fn of(files: &Files) -> Faults {
        Faults { root: files.root().to_owned(), ..Faults::default() }
    }

    /// A file that should be there and is not.
    pub(super) fn missing(&self, path: &str, remedy: &str) {
        let file = File { path, text: "", start: 0, pinned: false, faults: self };
        file.error(0, "this file is missing", remedy);
    }

    /// Everything gathered, in the order of the files.
    pub(super) fn report(self, edition: impl FnOnce() -> Option<Edition>) -> Report {
        let sorted = |list: RefCell<Vec<Fault>>| {
            let mut list = list.into_inner();
            list.sort();
            list.dedup();
            list
        };
        let (faults, warnings) = (sorted(self.errors), sorted(self.warnings));
        let edition = if faults.is_empty() { edition() } else { None };
        Report { edition, faults, warnings, survey: Survey::default() }
    }

    fn fault(&self, path: &str, (line, column): (usize, usize), words: (&str, &str)) -> Fault {
        let file = if self.root.is_empty() { path.into() } else { format!("{}/{path}", self.root) };
        Fault { file, line, column, problem: words.0.to_owned(), remedy: words.1.to_owned() }
    }
}

/// A file, or a part of one, while it is read: its text, and where to complain about it.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    /// Relative to the course's folder.
    pub path: &'a str,
    /// The whole file.
    pub text: &'a str,
    /// Where the part begins, in bytes.
    start: usize,
    /// Whether places within the part are not known.
    pinned: bool,
    faults: &'a Faults,
}

impl<'a> File<'a> {
    pub(super) fn new((path, text): (&'a str, &'a str), faults: &'a Faults) -> File<'a> {
        let file = File { path, text, start: 0, pinned: false, faults };
        if let Some(at) = text.find('\u{FFFD}') {
            file.error(at, "this is not text in UTF-8", "Save the file again, encoded as UTF-8.");
        }
        file
    }

    /// The part of the file from `at` on: offsets are counted from there.
    pub(super) fn from(self, at: usize) -> File<'a> {
        File { start: self.start + at, ..self }
    }

    /// A value at `at` whose own offsets mean nothing, since the file spells it otherwise.
    pub(super) fn value_at(self, at: usize) -> File<'a> {
        File { start: self.start + at, pinned: true, ..self }
    }

    /// Something that must be mended.
    pub(super) fn error(self, at: usize, problem: &str, remedy: &str) {
        let fault = self.faults.fault(self.path, self.position(at), (problem, remedy));
        self.faults.errors.borrow_mut().push(fault);
    }

    /// Something to look at.
    pub(super) fn warn(self, at: usize, problem: &str, remedy: &str) {
        let fault = self.faults.fault(self.path, self.position(at), (problem, remedy));
        self.faults.warnings.borrow_mut().push(fault);
    }

    /// Line and column, from 1.
    pub(super) fn position(self, at: usize) -> (usize, usize) {
        let at = (self.start + if self.pinned { 0 } else { at }).min(self.text.len());
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_reads_like_a_compilers() {
        let faults = Faults::of(&Files::new("courses/x/", []));
        let file = File::new(("a.toml", "one\ntŵo three"), &faults);
        file.error(9, "three is wrong", "Write four.");
        file.from(4).warn(0, "two is odd", "Look at it.");
        let report = faults.report(|| None);
        assert_eq!(
            report.to_string(),
            "warning: courses/x/a.toml:2:1: two is odd\n    Look at it.\n\
             error: courses/x/a.toml:2:5: three is wrong\n    Write four.\n\
             1 error, 1 warning"
        );
    }

    #[test]
    fn only_strictness_stops_a_warning() {
        let faults = Faults::of(&Files::default());
        File::new(("a", ""), &faults).warn(0, "odd", "");
        let report = faults.report(|| None);
        assert!(report.passes(false) && !report.passes(true));
    }
}
