//! Reads a course's files and says everything that is wrong with them at once; when nothing is,
//! the course compiled to an edition.

mod course;
mod facilitator;
mod figures;
mod folders;
mod ids;
mod lesson;
mod module;
mod promises;
mod question;
mod quiz;
mod references;
mod table;
#[cfg(test)]
mod tests;
mod wording;

pub(super) use ids::did_you_mean;
pub(super) use table::At;

use super::compile::{Body, Directory, Figure};
use super::edition::{Edition, Source, Term};
use super::fault::{Faults, File, Report};
use super::files::Files;
use super::survey::Survey;
use chrono::NaiveDate;
use lesson::Draft as LessonDraft;
use module::Draft as ModuleDraft;
use references::References;
use std::collections::{BTreeMap, BTreeSet};

/// Checks the files of one course, and compiles it. `today` decides which reviews are overdue.
pub fn check(files: &Files, today: NaiveDate) -> Report {
    let faults = Faults::of(files);
    let (edition, survey) = Checking { files, faults: &faults, today, advises: true }.edition();
    Report { survey, ..faults.report(|| Some(edition)) }
}

/// The edition, if the files of a course have no fault. As [`check`], but for the advice on words: a
/// program that starts has nobody to give it to, and would wait for it.
pub fn compile(files: &Files, today: NaiveDate) -> Option<Edition> {
    let faults = Faults::of(files);
    let (edition, _) = Checking { files, faults: &faults, today, advises: false }.edition();
    faults.report(|| Some(edition)).edition
}

/// As [`check`], with the edition as far as its files can be read: for whoever is still writing it.
pub fn draft(files: &Files, today: NaiveDate) -> (Edition, Report) {
    let faults = Faults::of(files);
    let (edition, survey) = Checking { files, faults: &faults, today, advises: true }.edition();
    (edition, Report { survey, ..faults.report(|| None) })
}

/// What every part of the check is given.
#[derive(Clone, Copy)]
struct Checking<'c> {
    files: &'c Files,
    faults: &'c Faults,
    today: NaiveDate,
    /// Whether to look at every word, which brings warnings only.
    advises: bool,
}

impl Checking<'_> {
    /// The edition and what it holds; where something was at fault, they have gaps.
    fn edition(self) -> (Edition, Survey) {
        let folders = folders::arrange(self.files, self.faults);
        let (mut edition, house) = course::read(self);
        let drafts: Vec<_> = folders.iter().map(|folder| module::read(self, folder)).collect();
        let places = directory(&edition.course, &drafts);
        let references = references::read(self, &places);
        let (mut cited, mut named) = (BTreeSet::new(), BTreeSet::new());
        let (mut is_whole, mut readings) = (true, Vec::new());
        for draft in drafts {
            let compiled = module::compile(self, draft, &places, &references, &house.promises);
            edition.figures.extend(compiled.figures);
            cited.extend(compiled.cited);
            let terms = compiled.module.lessons.iter().flat_map(|lesson| &lesson.terms);
            named.extend(terms.map(|term| term.id.clone()));
            is_whole &= compiled.is_whole;
            readings.push(compiled.readings);
            edition.modules.push(compiled.module);
        }
        references.warn_of_unused(self, &cited, &named);
        if self.advises {
            wording::check(self, &house.names);
        }
        let survey = Survey::of(&edition, &readings, references.glossary.entries.len());
        if let Some(found) = self.files.find("course.toml").filter(|_| is_whole) {
            house.promises.check_course(File::new(found, self.faults), &survey);
        }
        (edition, survey)
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
    (terms.collect(), sources(body, references))
}

/// A body's sources, as its page lists them.
fn sources(body: &Body, references: &References) -> Vec<Source> {
    let sources = (1..).zip(&body.cited).filter_map(|(number, cited)| {
        let source = references.sources.get(&cited.source)?;
        Some(Source { number, cited_at: cited.at.clone(), ..source.clone() })
    });
    sources.collect()
}

/// The figures of one module, by file name, and their texts by content.
#[derive(Debug, Default)]
struct Figures {
    by_name: BTreeMap<String, Option<Figure>>,
    texts: BTreeMap<String, String>,
}
