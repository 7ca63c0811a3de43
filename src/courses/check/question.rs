//! A question of a quiz, and its choices.

use super::At;
use super::ids::{Seen, did_you_mean};
use super::quiz::Bank;
use super::table::Table;
use crate::courses::compile::{self, Directory};
use crate::courses::edition::{Choice, Kind, Question};

const KINDS: [&str; 3] = ["single", "multiple", "true-false"];
const LATER: [&str; 5] = ["ordering", "matching", "numeric", "short-text", "reflection"];
const MARKINGS: [&str; 2] = ["partial", "all-or-nothing"];
/// What every question has.
const COMMON: [&str; 5] = ["id", "kind", "objective", "lesson", "text"];

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
    let (kind, choices) = answer(table, bank.places).unzip();
    let shuffle = table.maybe_flag("shuffle").unwrap_or(true);
    Some(Question {
        id: id?.value,
        kind: kind?,
        objective: objective?.value,
        lesson: lesson?.value,
        text_html: text_html?,
        shuffle: shuffle && kind? != Kind::TrueFalse,
        choices: choices?,
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

fn line(table: &Table<'_>, key: &str, places: &Directory) -> Option<String> {
    let text = table.text(key)?;
    Some(compile::line(table.file.value_at(text.at), &text.value, places))
}

/// How the question is answered: its kind and choices.
fn answer(table: &Table<'_>, places: &Directory) -> Option<(Kind, Vec<Choice>)> {
    let kind = table.text("kind")?;
    let own: &[&str] = match kind.value.as_str() {
        "single" => &["choices", "shuffle"],
        "multiple" => &["choices", "shuffle", "marking"],
        "true-false" => &["answer", "feedback_true", "feedback_false"],
        other => {
            refuse_kind(table, other, kind.at);
            return None;
        }
    };
    table.only(&[&COMMON, own].concat());
    match kind.value.as_str() {
        "true-false" => true_false(table, places).map(|choices| (Kind::TrueFalse, choices)),
        "single" => {
            let choices = choices(table, places)?;
            let right = choices.iter().filter(|choice| choice.correct).count();
            if right > 1 {
                let problem = format!("{right} choices of this question are right");
                let remedy = "Leave one `correct = true`, or make it kind = \"multiple\".";
                table.file.error(table.at, &problem, remedy);
            }
            Some((Kind::Single, choices))
        }
        _ => {
            let (choices, kind) = (choices(table, places), marking(table));
            Some((kind?, choices?))
        }
    }
}

fn refuse_kind(table: &Table<'_>, kind: &str, at: usize) {
    let remedy = format!("Use one of: {}.", KINDS.join(", "));
    if LATER.contains(&kind) {
        let problem = format!("the kind `{kind}` comes later");
        return table.file.error(at, &problem, &remedy);
    }
    let near = did_you_mean(kind, KINDS);
    table.file.error(at, &format!("there is no kind `{kind}`{near}"), &remedy);
}

fn marking(table: &Table<'_>) -> Option<Kind> {
    let marking = table.text("marking")?;
    match marking.value.as_str() {
        "partial" => Some(Kind::MultiplePartial),
        "all-or-nothing" => Some(Kind::MultipleAllOrNothing),
        other => {
            let near = did_you_mean(other, MARKINGS);
            let problem = format!("there is no marking `{other}`{near}");
            table.file.error(marking.at, &problem, "Write partial or all-or-nothing.");
            None
        }
    }
}

fn true_false(table: &Table<'_>, places: &Directory) -> Option<Vec<Choice>> {
    let answer = table.flag("answer");
    let choice = |id: &str, words: &str, says: bool, feedback: Option<String>| {
        let (id, text_html) = (id.to_owned(), words.to_owned());
        Some(Choice { id, text_html, correct: answer? == says, feedback_html: feedback? })
    };
    let if_true = line(table, "feedback_true", places);
    let if_false = line(table, "feedback_false", places);
    let choices =
        [choice("true", "True", true, if_true), choice("false", "False", false, if_false)];
    choices.into_iter().collect()
}

/// The choices, of which one is right at least; none when one of them cannot be read.
fn choices(question: &Table<'_>, places: &Directory) -> Option<Vec<Choice>> {
    let tables = question.tables("choices", "choice")?;
    let mut seen = Seen::default();
    if tables.len() < 2 {
        let remedy = "Write two at least, each below a line [[questions.choices]].";
        question.file.error(question.at, "this question has too few choices", remedy);
    }
    let read: Vec<Option<Choice>> =
        tables.iter().map(|table| choice(table, places, &mut seen)).collect();
    let choices: Vec<Choice> = read.into_iter().collect::<Option<_>>()?;
    if !choices.iter().any(|choice| choice.correct) {
        let remedy = "Add a line correct = true to the right one.";
        question.file.error(question.at, "no choice of this question is right", remedy);
    }
    Some(choices)
}

fn choice(table: &Table<'_>, places: &Directory, seen: &mut Seen) -> Option<Choice> {
    table.only(&["id", "text", "correct", "feedback"]);
    let id = table.id("id");
    if let Some(id) = &id {
        seen.note(table.file, "choice", id);
    }
    let text_html = line(table, "text", places);
    let correct = table.maybe_flag("correct").unwrap_or(false);
    let feedback_html = line(table, "feedback", places);
    Some(Choice { id: id?.value, text_html: text_html?, correct, feedback_html: feedback_html? })
}
