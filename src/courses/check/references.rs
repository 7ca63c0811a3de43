//! `glossary.toml` and `sources.toml`.

use super::ids::Seen;
use super::table::{Table, parse};
use super::{At, Checking};
use crate::courses::compile::{self, Directory, Entry, Glossary, is_capitals, is_https};
use crate::courses::edition::Source;
use crate::courses::fault::File;
use std::collections::{BTreeMap, BTreeSet};

/// What lessons refer to.
#[derive(Debug, Default)]
pub(super) struct References {
    pub glossary: Glossary,
    /// By id; numbers and places are a lesson's own.
    pub sources: BTreeMap<String, Source>,
    /// The ids of all sources; none when some could not be read.
    pub ids: Option<BTreeSet<String>>,
    /// Where each source stands.
    at: BTreeMap<String, usize>,
    /// Where each term stands.
    terms_at: BTreeMap<String, usize>,
}

pub(super) fn read(checking: Checking<'_>, places: &Directory) -> References {
    let mut references = References { ids: Some(BTreeSet::new()), ..References::default() };
    if let Some(found) = checking.files.find("glossary.toml") {
        read_glossary(File::new(found, checking.faults), places, &mut references);
    }
    if let Some(found) = checking.files.find("sources.toml") {
        read_sources(File::new(found, checking.faults), &mut references);
    }
    references
}

fn read_glossary(file: File<'_>, places: &Directory, references: &mut References) {
    let Some(document) = parse(file, file.text) else { return };
    let root = Table::root(file, &document, "glossary");
    root.only(&["terms"]);
    let (mut ids, mut spellings) = (Seen::default(), Seen::default());
    for table in root.tables("terms", "term").unwrap_or_default() {
        table.only(&["id", "term", "forms", "meaning"]);
        let (id, term) = (table.id("id"), table.text("term"));
        let (forms, meaning) = (table.maybe_texts("forms"), table.text("meaning"));
        let forms = forms.unwrap_or_default();
        if let Some(id) = &id {
            ids.note(file, "term", id);
        }
        for form in forms.iter().chain(&term) {
            note_spelling(file, &mut spellings, form);
        }
        if let (Some(id), Some(term), Some(meaning)) = (id, term, meaning) {
            let meaning_html = compile::line(file.value_at(meaning.at), &meaning.value, places);
            let forms = forms.into_iter().map(|form| form.value).collect();
            let (at, entry) =
                (id.at, Entry { id: id.value, term: term.value, forms, meaning_html });
            references.terms_at.insert(entry.id.clone(), at);
            references.glossary.add(entry);
        }
    }
}

/// A spelling leads to one term.
fn note_spelling(file: File<'_>, spellings: &mut Seen, form: &At<String>) {
    let key = if is_capitals(&form.value) { form.value.clone() } else { form.value.to_lowercase() };
    spellings.note_as(file, form.at, &key, |first| {
        (
            format!("the spelling `{}` stands twice", form.value),
            format!("The first is in {first}: take one of them out."),
        )
    });
}

fn read_sources(file: File<'_>, references: &mut References) {
    let Some(document) = parse(file, file.text) else {
        references.ids = None;
        return;
    };
    let root = Table::root(file, &document, "list of sources");
    root.only(&["sources"]);
    let mut seen = Seen::default();
    for table in root.tables("sources", "source").unwrap_or_default() {
        let Some(id) = table.id("id") else {
            references.ids = None;
            continue;
        };
        seen.note(file, "source", &id);
        if let Some(ids) = &mut references.ids {
            ids.insert(id.value.clone());
        }
        references.at.insert(id.value.clone(), id.at);
        if let Some(source) = source(&table, &id.value) {
            references.sources.insert(id.value, source);
        }
    }
}

fn source(table: &Table<'_>, id: &str) -> Option<Source> {
    table.only(&["id", "title", "publisher", "address", "date", "accessed", "confidence"]);
    let (title, publisher) = (table.text("title"), table.text("publisher"));
    let (address, date) = (table.maybe_text("address"), table.maybe_text("date"));
    let (accessed, confidence) = (table.date("accessed"), table.text("confidence"));
    if let Some(address) = address.as_ref().filter(|address| !is_https(&address.value)) {
        let problem = format!("`{}` is no https address", address.value);
        table.file.error(address.at, &problem, "Write it as https://…, or leave it out.");
    }
    if let Some(date) = date.as_ref().filter(|date| !is_date(&date.value)) {
        let problem = format!("`{}` is no date", date.value);
        table.file.error(date.at, &problem, "Write \"2022\", \"2022-07\" or \"2022-07-19\".");
    }
    if let Some(word) = confidence.filter(|word| !["H", "M", "L"].contains(&word.value.as_str())) {
        let problem = format!("`{}` is no confidence", word.value);
        table.file.error(word.at, &problem, "Write H for high, M for medium or L for low.");
    }
    Some(Source {
        id: id.to_owned(),
        number: 0,
        title: title?.value,
        publisher: publisher?.value,
        address: address.map(|address| address.value),
        date: date.map(|date| date.value),
        accessed: accessed?.value,
        cited_at: Vec::new(),
    })
}

/// `2022`, `2022-07` or `2022-07-19`.
fn is_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return false,
    };
    whole.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && chrono::NaiveDate::parse_from_str(&whole, "%Y-%m-%d").is_ok()
}

impl References {
    /// Warns of sources that are not among those cited, and of terms that no lesson has as a word.
    pub(super) fn warn_of_unused(
        &self,
        checking: Checking<'_>,
        cited: &BTreeSet<String>,
        named: &BTreeSet<String>,
    ) {
        let unused = |path, all: &BTreeMap<String, usize>, used: &BTreeSet<String>, words| {
            let Some(found) = checking.files.find(path) else { return };
            let file = File::new(found, checking.faults);
            for (id, at) in all.iter().filter(|(id, _)| !used.contains(*id)) {
                let (problem, remedy): (&str, &str) = words;
                file.warn(*at, &format!("{problem} `{id}`"), remedy);
            }
        };
        let words = ("no lesson cites the source", "Cite it with [^…], or take it out.");
        unused("sources.toml", &self.at, cited, words);
        let remedy = "It counts in running text, not in headings, links and captions: use it there, \
            add the form that is used to `forms`, or take it out.";
        unused("glossary.toml", &self.terms_at, named, ("no lesson uses the term", remedy));
    }
}
