//! Reads a course's files and says everything that is wrong with them at once; when nothing is,
//! the course compiled to an edition.

mod course;
mod figures;
mod folders;
mod ids;
mod lesson;
mod module;
mod question;
mod quiz;
mod references;
mod table;
#[cfg(test)]
mod tests;

pub(super) use ids::did_you_mean;
pub(super) use table::At;

use super::compile::{Body, Directory, Figure};
use super::edition::{Edition, Source, Term};
use super::fault::{Faults, Report};
use super::files::Files;
use chrono::NaiveDate;
use lesson::Draft as LessonDraft;
use module::Draft as ModuleDraft;
use references::References;
use std::collections::{BTreeMap, BTreeSet};

/// Checks the files of one course, and compiles it. `today` decides which reviews are overdue.
pub fn check(files: &Files, today: NaiveDate) -> Report {
    let faults = Faults::of(files);
    let edition = Checking { files, faults: &faults, today }.edition();
    faults.report(|| Some(edition))
}

/// As [`check`], with the edition as far as its files can be read: for whoever is still writing it.
pub fn draft(files: &Files, today: NaiveDate) -> (Edition, Report) {
    let faults = Faults::of(files);
    let edition = Checking { files, faults: &faults, today }.edition();
    (edition, faults.report(|| None))
}

/// What every part of the check is given.
#[derive(Clone, Copy)]
struct Checking<'c> {
    files: &'c Files,
    faults: &'c Faults,
    today: NaiveDate,
}

impl Checking<'_> {
    /// The edition; where something was at fault, it has gaps.
    fn edition(self) -> Edition {
        let folders = folders::arrange(self.files, self.faults);
        let mut edition = course::read(self);
        let drafts: Vec<_> = folders.iter().map(|folder| module::read(self, folder)).collect();
        let places = directory(&edition.course, &drafts);
        let references = references::read(self, &places);
        let mut used = BTreeSet::new();
        for draft in drafts {
            let compiled = module::compile(self, draft, &places, &references);
            edition.figures.extend(compiled.figures);
            used.extend(compiled.cited);
            edition.modules.push(compiled.module);
        }
        references.warn_of_unused(self, &used);
        edition
    }
}

/// Where links may lead. Says so when two modules have one id.
fn directory(course: &str, drafts: &[ModuleDraft<'_>]) -> Directory {
    let mut places = Directory { course: course.to_owned(), ..Directory::default() };
    let mut seen = ids::Seen::default();
    for draft in drafts {
        let lessons: Vec<String> =
            draft.lessons.iter().filter_map(|lesson| lesson.id.clone()).collect();
        draft.refuse_taken_ids();
        places.has_gaps |= draft.id.is_none() || lessons.len() < draft.lessons.len();
        if let Some(id) = &draft.id {
            seen.note(draft.file, "module", id);
            places.modules.entry(id.value.clone()).or_default().extend(lessons);
        }
    }
    places
}

/// A body's terms and sources, as its lesson lists them.
fn notes(body: &Body, references: &References) -> (Vec<Term>, Vec<Source>) {
    let entry = |index: &usize| references.glossary.entries.get(*index);
    let terms = body.terms.iter().filter_map(entry).map(|entry| Term {
        id: entry.id.clone(),
        term: entry.term.clone(),
        forms: entry.forms.clone(),
        meaning_html: entry.meaning_html.clone(),
    });
    let sources = (1..).zip(&body.cited).filter_map(|(number, cited)| {
        let source = references.sources.get(&cited.source)?;
        Some(Source { number, cited_at: cited.at.clone(), ..source.clone() })
    });
    (terms.collect(), sources.collect())
}

/// The figures of one module, by file name, and their texts by content.
#[derive(Debug, Default)]
struct Figures {
    by_name: BTreeMap<String, Option<Figure>>,
    texts: BTreeMap<String, String>,
}
