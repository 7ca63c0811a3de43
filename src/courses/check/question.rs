//! A question of a quiz.

mod choices;
mod typed;

use super::At;
use super::ids::{Seen, did_you_mean};
use super::quiz::Bank;
use super::table::Table;
use crate::courses::compile::{self, Directory};
use crate::courses::edition::{Choice, Kind, Question};

const KINDS: [&str; 8] = [
    "single",
    "multiple",
    "true-false",
    "ordering",
    "matching",
    "numeric",
    "short-text",
    "reflection",
];
/// What every question has.
const COMMON: [&str; 5] = ["id", "kind", "objective", "lesson", "text"];

/// How a question is answered: its kind and choices.
type Answering = (Kind, Vec<Choice>);
/// Reads that from a question's table.
type Read = fn(&Table<'_>, &Directory) -> Option<Answering>;

/// Reads a question; none when a part of it is missing or unknown.
pub(super) fn read(table: &Table<'_>, bank: &Bank<'_>, seen: &mut Seen) -> Option<Question> {
    let id = table.id("id");
    if let Some(id) = &id {
        seen.note(table.file, "question", id);
    }
    let objective = table.id("objective").inspect(|id| {
        let known = bank.objectives.map(|list| list.iter().map(|o| o.value.id.as_str()).collect());
        check_known(table, id, "objective", known);
    });
    let lesson = table.id("lesson").inspect(|id| {
        check_known(table, id, "lesson", bank.lessons.clone());
    });
    let text_html = line(table, "text", bank.places);
    let (kind, choices) = answering(table, bank.places).unzip();
    let shuffle = table.maybe_flag("shuffle").unwrap_or(true);
    let (kind, choices) = (kind?, choices?);
    Some(Question {
        id: id?.value,
        objective: objective?.value,
        lesson: lesson?.value,
        text_html: text_html?,
        shuffle: shuffle && kind != Kind::TrueFalse && !choices.is_empty(),
        kind,
        choices,
    })
}

fn check_known(table: &Table<'_>, id: &At<String>, what: &str, known: Option<Vec<&str>>) {
    let Some(known) = known else { return };
    if !known.contains(&id.value.as_str()) {
        let near = did_you_mean(&id.value, known);
        let problem = format!("the module has no {what} `{}`{near}", id.value);
        table.file.error(id.at, &problem, &format!("Use an id from this module's {what}s."));
    }
}

/// A line of Markdown, as HTML.
fn line(table: &Table<'_>, key: &str, places: &Directory) -> Option<String> {
    let text = table.text(key)?;
    Some(compile::line(table.file.value_at(text.at), &text.value, places))
}

fn answering(table: &Table<'_>, places: &Directory) -> Option<Answering> {
    let kind = table.text("kind")?;
    let (own, read): (&[&str], Read) = match kind.value.as_str() {
        "single" => (&["choices", "shuffle"], choices::single),
        "multiple" => (&["choices", "shuffle", "marking"], choices::multiple),
        "true-false" => (&["answer", "feedback_true", "feedback_false"], choices::true_false),
        "ordering" => (&["items", "marking"], choices::ordering),
        "matching" => (&["pairs", "choices", "marking"], choices::matching),
        "numeric" => (&typed::NUMERIC, typed::numeric),
        "short-text" => (&["accepted", "feedback_right", "feedback_wrong"], typed::short_text),
        "reflection" => (&["guidance"], typed::reflection),
        other => {
            let near = did_you_mean(other, KINDS);
            let remedy = format!("Use one of: {}.", KINDS.join(", "));
            table.file.error(kind.at, &format!("there is no kind `{other}`{near}"), &remedy);
            return None;
        }
    };
    table.only(&[&COMMON, own].concat());
    read(table, places)
}
