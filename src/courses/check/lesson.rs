//! A lesson's file: front matter between `+++` lines, then Markdown.

use super::table::{Table, parse};
use super::{At, Checking, References, did_you_mean, notes};
use crate::courses::compile::{self, Body, Context, Directory, Figure};
use crate::courses::edition::{Lesson, Objective, WORDS_A_MINUTE, minutes_to_read};
use crate::courses::fault::File;
use crate::courses::reading::Reading;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The longest that a lesson may take.
const MINUTES: u32 = 6;

/// A lesson whose head is known, before its body is compiled.
pub(super) struct Draft<'a> {
    pub file: File<'a>,
    pub id: Option<String>,
    pub id_at: Option<At<String>>,
    title: String,
    lead: String,
    review_by: Option<NaiveDate>,
    objectives: Vec<At<String>>,
    /// Where the body begins, and the body.
    body: Option<(usize, &'a str)>,
}

/// Reads the front matter.
pub(super) fn read<'a>(checking: Checking<'a>, path: &'a str) -> Draft<'a> {
    let file = File::new(checking.files.find(path).unwrap_or((path, "")), checking.faults);
    let mut draft = Draft {
        file,
        id: None,
        id_at: None,
        title: String::new(),
        lead: String::new(),
        review_by: None,
        objectives: Vec::new(),
        body: None,
    };
    let Some(parts) = split(file.text) else {
        let remedy = "Begin the file with a line +++, then id, title, lead, review_by and \
            objectives, then another line +++.";
        file.error(0, "this lesson has no front matter", remedy);
        return draft;
    };
    draft.body = Some((parts.body_at, parts.body));
    let head = file.from(parts.head_at);
    let Some(document) = parse(head, parts.head) else { return draft };
    let table = Table::root(head, &document, "lesson");
    table.only(&["id", "title", "lead", "review_by", "objectives"]);
    draft.id_at = table.id("id").map(|id| At { at: id.at + parts.head_at, ..id });
    draft.id = draft.id_at.as_ref().map(|id| id.value.clone());
    draft.title = table.text("title").map_or_else(String::new, |text| text.value);
    draft.lead = table.text("lead").map_or_else(String::new, |text| text.value);
    draft.review_by = review(&table, checking.today, "this lesson");
    draft.objectives = objectives(&table, parts.head_at);
    draft
}

/// The day of the next review of `what`; says so when there is none, or it is past.
pub(super) fn review(table: &Table<'_>, today: NaiveDate, what: &str) -> Option<NaiveDate> {
    let by = table.maybe_date("review_by");
    if !table.has("review_by") {
        let remedy = "Add review_by = and the day by which somebody must check its facts again.";
        let problem = format!("nobody will be reminded to review {what}");
        table.file.warn(0, &problem, remedy);
    }
    if let Some(by) = by.as_ref().filter(|by| by.value < today) {
        let problem = format!("{what} was to be reviewed by {}", by.value);
        table.file.warn(by.at, &problem, "Check its facts, then set the next day.");
    }
    by.map(|by| by.value)
}

fn objectives(table: &Table<'_>, head_at: usize) -> Vec<At<String>> {
    let found = table.maybe_texts("objectives");
    if !table.has("objectives") || found.as_ref().is_some_and(Vec::is_empty) {
        let remedy = "Add objectives = [\"…\"], with ids from the module's module.toml.";
        table.file.error(0, "this lesson serves no objective", remedy);
    }
    let found = found.unwrap_or_default().into_iter();
    found.map(|id| At { at: id.at + head_at, ..id }).collect()
}

/// A file's front matter and its body, and where each begins.
pub(super) struct Parts<'a> {
    pub head_at: usize,
    pub head: &'a str,
    pub body_at: usize,
    pub body: &'a str,
}

/// Cuts a file into its parts; none when it has no front matter.
pub(super) fn split(text: &str) -> Option<Parts<'_>> {
    let head_at = text.find('\n')? + 1;
    let (first, rest) = text.split_at_checked(head_at)?;
    if first.trim_start_matches('\u{FEFF}').trim_end() != "+++" {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "+++" {
            let (head, body) = (rest.get(..at)?, rest.get(at + line.len()..)?);
            return Some(Parts { head_at, head, body_at: head_at + at + line.len(), body });
        }
        at += line.len();
    }
    None
}

impl Draft<'_> {
    /// Says which of its objectives the module does not have; none known, nothing said.
    pub(super) fn check_objectives(&self, known: Option<&[At<Objective>]>) {
        let Some(known) = known else { return };
        for id in &self.objectives {
            if !known.iter().any(|objective| objective.value.id == id.value) {
                let ids = known.iter().map(|objective| objective.value.id.as_str());
                let near = did_you_mean(&id.value, ids);
                let problem = format!("the module has no objective `{}`{near}", id.value);
                self.file.error(id.at, &problem, "Use an id from module.toml, or add it there.");
            }
        }
    }

    /// How hard its text is to read.
    pub(super) fn reading(&self) -> Reading {
        Reading::of(self.body.map_or("", |(_, text)| text))
    }

    pub(super) fn compile(
        &self,
        places: &Directory,
        references: &References,
        figures: &BTreeMap<String, Option<Figure>>,
    ) -> (Lesson, Body) {
        let context = Context {
            places,
            glossary: &references.glossary,
            sources: references.ids.as_ref(),
            figures,
        };
        let mut body = match self.body {
            Some((at, text)) => compile::body(self.file.from(at), text, &context),
            None => Body::default(),
        };
        let minutes = minutes_to_read(body.words);
        self.check_length(body.words, minutes);
        let (terms, sources) = notes(&body, references);
        let lesson = Lesson {
            id: self.id.clone().unwrap_or_default(),
            title: self.title.clone(),
            lead: self.lead.clone(),
            words: body.words,
            minutes,
            review_by: self.review_by,
            objectives: self.objectives.iter().map(|id| id.value.clone()).collect(),
            body: std::mem::take(&mut body.blocks),
            terms,
            sources,
        };
        (lesson, body)
    }

    fn check_length(&self, words: u32, minutes: u32) {
        let Some((at, _)) = self.body else { return };
        let most = MINUTES * WORDS_A_MINUTE;
        if words == 0 {
            self.file.error(at, "this lesson has no text", "Write it below the second +++.");
        } else if minutes > MINUTES {
            let problem = format!("this lesson has {words} words: more than {MINUTES} minutes");
            let over = words - most;
            let remedy = format!("Cut {over} words or more, or make two lessons of it.");
            self.file.error(at, &problem, &remedy);
        }
    }
}
