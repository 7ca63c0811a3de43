//! `course.toml`.

use super::Checking;
use super::promises::{self, Promises};
use super::table::{Table, parse};
use crate::courses::edition::Edition;
use crate::courses::fault::File;
use std::collections::BTreeMap;

/// What a course says of itself, besides what learners see.
#[derive(Debug, Default)]
pub(super) struct House {
    /// Names in which words may stand that we do without.
    pub names: Vec<String>,
    pub promises: Promises,
}

/// The course's own facts, without its modules.
pub(super) fn read(checking: Checking<'_>) -> (Edition, House) {
    let mut edition = Edition {
        course: String::new(),
        title: String::new(),
        name: String::new(),
        summary: String::new(),
        language: String::new(),
        modules: Vec::new(),
        figures: BTreeMap::new(),
    };
    let Some(found) = checking.files.find("course.toml") else {
        let remedy = "Write it, with the id, title, edition, summary and language of the course.";
        checking.faults.missing("course.toml", remedy);
        return (edition, House::default());
    };
    let file = File::new(found, checking.faults);
    let Some(document) = parse(file, file.text) else { return (edition, House::default()) };
    let table = Table::root(file, &document, "course");
    table.only(&["id", "title", "edition", "summary", "language", "names", "promises"]);
    let line = |key| table.text(key).map_or_else(String::new, |text| text.value);
    edition.course = table.id("id").map_or_else(String::new, |id| id.value);
    edition.title = line("title");
    edition.summary = line("summary");
    edition.name = name(&table);
    edition.language = language(&table);
    let names = table.maybe_texts("names").unwrap_or_default();
    let promises = table.maybe_table("promises", "list of promises");
    let house = House {
        names: names.into_iter().map(|name| name.value).collect(),
        promises: promises.as_ref().map(promises::read).unwrap_or_default(),
    };
    (edition, house)
}

fn name(table: &Table<'_>) -> String {
    let Some(name) = table.text("edition") else { return String::new() };
    if name.value.len() > 20 || name.value.contains(char::is_whitespace) {
        let remedy = "It is printed on certificates: write a word or a year, like 2026.";
        table.file.error(name.at, "the edition's name is more than a word", remedy);
    }
    name.value
}

fn language(table: &Table<'_>) -> String {
    let Some(language) = table.text("language") else { return String::new() };
    if !["en-GB", "cy", "cy-GB"].contains(&language.value.as_str()) {
        let problem = format!("`{}` is no language that the pages know", language.value);
        table.file.error(language.at, &problem, "Write en-GB, or cy for Welsh.");
    }
    language.value
}
