//! `facilitator.md`: how a trainer leads the module live, in an hour.

use super::lesson::{review, split};
use super::table::{Table, parse};
use super::{Checking, References, sources};
use crate::courses::compile::{self, Body, Context, Directory, Figure, Glossary, Section};
use crate::courses::edition::FacilitatorNotes;
use crate::courses::fault::File;
use std::collections::BTreeMap;

const HOUR: &str = "The hour";
const PROMPTS: &str = "Prompts";
const CASES: &str = "Two cases to hand out";
/// What the notes consist of, in this order.
const PARTS: [&str; 4] = [HOUR, PROMPTS, "What may come up", CASES];
const MINUTES: u32 = 60;

/// A module's notes, if it has some, and what they used.
pub(super) fn read(
    checking: Checking<'_>,
    folder: &str,
    places: &Directory,
    references: &References,
    figures: &BTreeMap<String, Option<Figure>>,
) -> Option<(FacilitatorNotes, Body)> {
    let found = checking.files.find(&format!("{folder}/facilitator.md"))?;
    let file = File::new(found, checking.faults);
    let Some(parts) = split(file.text) else {
        let remedy = "Begin the file with a line +++, then review_by, then another line +++.";
        file.error(0, "these notes have no front matter", remedy);
        return None;
    };
    let head = file.from(parts.head_at);
    let review_by = parse(head, parts.head).and_then(|document| {
        let table = Table::root(head, &document, "page of notes");
        table.only(&["review_by"]);
        review(&table, checking.today, "this page of notes")
    });
    // Trainers know the words; the page has no list of them.
    let glossary = Glossary::default();
    let context =
        Context { places, glossary: &glossary, sources: references.ids.as_ref(), figures };
    let text = file.from(parts.body_at);
    let mut body = compile::body(text, parts.body, &context);
    check_parts(text, &compile::sections(parts.body));
    let notes = FacilitatorNotes {
        words: body.words,
        review_by,
        sources: sources(&body, references),
        body: std::mem::take(&mut body.blocks),
    };
    Some((notes, body))
}

fn check_parts(file: File<'_>, sections: &[Section]) {
    let titles: Vec<&str> = sections.iter().map(|section| section.title.as_str()).collect();
    if titles != PARTS {
        let wrong = titles.iter().zip(PARTS).take_while(|(title, part)| *title == part).count();
        let at = sections.get(wrong).map_or(0, |section| section.at);
        let problem = match (sections.get(wrong), PARTS.get(wrong)) {
            (Some(section), Some(part)) => {
                format!("`{}` stands where `{part}` belongs", section.title)
            }
            (Some(section), None) => format!("there is no part `{}` in such notes", section.title),
            (None, part) => format!("these notes have no part `{}`", part.unwrap_or(&"")),
        };
        let remedy = format!("Write these headings, in this order: ## {}.", PARTS.join(", ## "));
        return file.error(at, &problem, &remedy);
    }
    for section in sections {
        match section.title.as_str() {
            HOUR => check_hour(file, section),
            PROMPTS if section.points == 0 => {
                let remedy = "Write open questions for the room, as a list: 1. First question";
                file.error(section.at, "there are no prompts", remedy);
            }
            CASES => check_cases(file, section),
            _ => {}
        }
    }
}

/// The plan adds up.
fn check_hour(file: File<'_>, section: &Section) {
    let [rows] = section.tables.as_slice() else {
        let problem = format!("the hour has {} tables and needs one", section.tables.len());
        let remedy = "Write one table, with its caption: | Minutes | What you do | What they do |";
        return file.error(section.at, &problem, remedy);
    };
    let mut sum = 0_u32;
    for (cell, at) in rows {
        let Ok(minutes) = cell.parse::<u32>() else {
            let problem = format!("`{cell}` is no number of minutes");
            let remedy = "Write a whole number first in each row, without a word: 10.";
            return file.error(*at, &problem, remedy);
        };
        sum = sum.saturating_add(minutes);
    }
    if sum != MINUTES {
        let problem = format!("the plan adds up to {sum} minutes, and the hour has {MINUTES}");
        file.error(section.at, &problem, "Change the minutes in the table's first column.");
    }
}

fn check_cases(file: File<'_>, section: &Section) {
    let lessons = section.links.iter().filter(|link| link.starts_with("lesson:")).count();
    if lessons < 2 {
        let remedy = "Link each case to the lesson that tells it: [words](lesson:module/lesson).";
        file.error(section.at, "two cases link to two lessons, or twice to one", remedy);
    }
}
