//! Questions that are answered by choosing: from choices, an order, or the other half of a pair.

use super::{Answering, line};
use crate::courses::check::At;
use crate::courses::check::ids::{Seen, did_you_mean};
use crate::courses::check::table::Table;
use crate::courses::compile::Directory;
use crate::courses::edition::{Choice, Kind, Marking, Matching, Prompt};

const MARKINGS: [&str; 2] = ["partial", "all-or-nothing"];
/// How many of anything a person can keep in view on a telephone.
const MOST: usize = 12;

pub(super) fn single(table: &Table<'_>, places: &Directory) -> Option<Answering> {
    let choices = choices(table, places)?;
    let right = choices.iter().filter(|choice| choice.correct).count();
    if right > 1 {
        let problem = format!("{right} choices of this question are right");
        let remedy = "Leave one `correct = true`, or make it kind = \"multiple\".";
        table.file.error(table.at, &problem, remedy);
    }
    Some((Kind::Single, choices))
}

pub(super) fn multiple(table: &Table<'_>, places: &Directory) -> Option<Answering> {
    let (choices, marking) = (choices(table, places), marking(table));
    let kind = match marking? {
        Marking::Partial => Kind::MultiplePartial,
        Marking::AllOrNothing => Kind::MultipleAllOrNothing,
    };
    Some((kind, choices?))
}

pub(super) fn true_false(table: &Table<'_>, places: &Directory) -> Option<Answering> {
    let answer = table.flag("answer");
    let choice = |id: &str, words: &str, says: bool, feedback: Option<String>| {
        let (id, text_html) = (id.to_owned(), words.to_owned());
        Some(Choice { id, text_html, correct: answer? == says, feedback_html: feedback? })
    };
    let if_true = line(table, "feedback_true", places);
    let if_false = line(table, "feedback_false", places);
    if let Some(answer) = answer {
        warn_of_greeting(table, if answer { "feedback_true" } else { "feedback_false" });
    }
    let choices =
        [choice("true", "True", true, if_true), choice("false", "False", false, if_false)];
    Some((Kind::TrueFalse, choices.into_iter().collect::<Option<_>>()?))
}

/// Items, written in their right order.
pub(super) fn ordering(table: &Table<'_>, places: &Directory) -> Option<Answering> {
    let items = table.tables("items", "item");
    let marking = marking(table);
    let (items, mut seen) = (items?, Seen::default());
    if !(3..=MOST).contains(&items.len()) {
        let problem =
            format!("an ordering has 3 to {MOST} items, and this one has {}", items.len());
        // Items are never shown in their right order: of two, that would give it away.
        let remedy = "Write as many as that, each below a line [[questions.items]].";
        table.file.error(table.at, &problem, remedy);
    }
    let item = |table: &Table<'_>| {
        table.only(&["id", "text", "feedback"]);
        let id = noted_id(table, "item", &mut seen);
        let (text_html, feedback) = (line(table, "text", places), line(table, "feedback", places));
        Some(Choice {
            id: id?.value,
            text_html: text_html?,
            correct: true,
            feedback_html: feedback?,
        })
    };
    let read: Vec<Option<Choice>> = items.iter().map(item).collect();
    Some((Kind::Ordering(marking?), read.into_iter().collect::<Option<_>>()?))
}

/// Prompts, and the choices to match them with.
pub(super) fn matching(table: &Table<'_>, places: &Directory) -> Option<Answering> {
    let (pairs, choices) = (table.tables("pairs", "pair"), table.tables("choices", "choice"));
    let marking = marking(table);
    let (pairs, choices) = (pairs?, choices?);
    for (count, what) in [(pairs.len(), "pairs"), (choices.len(), "choices")] {
        if !(2..=MOST).contains(&count) {
            let problem = format!("a matching has 2 to {MOST} {what}, and this one has {count}");
            let remedy = format!("Write as many as that, each below a line [[questions.{what}]].");
            table.file.error(table.at, &problem, &remedy);
        }
    }
    let mut seen = Seen::default();
    let read: Vec<_> = choices.iter().map(|table| option(table, places, &mut seen)).collect();
    let mut choices: Vec<Choice> = read.into_iter().collect::<Option<_>>()?;
    let mut seen = Seen::default();
    let read: Vec<_> =
        pairs.iter().map(|table| prompt(table, places, &choices, &mut seen)).collect();
    let prompts: Vec<Prompt> = read.into_iter().collect::<Option<_>>()?;
    for choice in &mut choices {
        choice.correct = prompts.iter().any(|prompt| prompt.choice == choice.id);
    }
    Some((Kind::Matching(Matching { marking: marking?, prompts }), choices))
}

/// A choice to match with: plain words, since a list to pick from shows nothing else.
fn option(table: &Table<'_>, places: &Directory, seen: &mut Seen) -> Option<Choice> {
    table.only(&["id", "text", "feedback"]);
    let id = noted_id(table, "choice", seen);
    let text_html = line(table, "text", places);
    if text_html.as_ref().is_some_and(|html| html.contains('<'))
        && let Some(text) = table.maybe_text("text")
    {
        let problem = "a choice to match with is plain words";
        table.file.error(text.at, problem, "Take out the italics, bold and links.");
    }
    let feedback_html =
        if table.has("feedback") { line(table, "feedback", places)? } else { String::new() };
    Some(Choice { id: id?.value, text_html: text_html?, correct: false, feedback_html })
}

fn prompt(
    table: &Table<'_>,
    places: &Directory,
    choices: &[Choice],
    seen: &mut Seen,
) -> Option<Prompt> {
    table.only(&["id", "text", "choice", "feedback"]);
    let id = noted_id(table, "pair", seen);
    let text_html = line(table, "text", places);
    let choice = table.id("choice").inspect(|id| {
        if !choices.iter().any(|choice| choice.id == id.value) {
            let near = did_you_mean(&id.value, choices.iter().map(|c| c.id.as_str()));
            let problem = format!("the question has no choice `{}`{near}", id.value);
            table.file.error(id.at, &problem, "Use the id of one of its choices.");
        }
    });
    let feedback_html = line(table, "feedback", places);
    Some(Prompt {
        id: id?.value,
        text_html: text_html?,
        choice: choice?.value,
        feedback_html: feedback_html?,
    })
}

fn noted_id(table: &Table<'_>, what: &str, seen: &mut Seen) -> Option<At<String>> {
    table.id("id").inspect(|id| seen.note(table.file, what, id))
}

fn marking(table: &Table<'_>) -> Option<Marking> {
    let marking = table.text("marking")?;
    match marking.value.as_str() {
        "partial" => Some(Marking::Partial),
        "all-or-nothing" => Some(Marking::AllOrNothing),
        other => {
            let near = did_you_mean(other, MARKINGS);
            let problem = format!("there is no marking `{other}`{near}");
            table.file.error(marking.at, &problem, "Write partial or all-or-nothing.");
            None
        }
    }
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

/// Whoever did not choose the right choice is shown its feedback, too.
fn warn_of_greeting(table: &Table<'_>, key: &str) {
    const GREETINGS: [&str; 4] = ["Yes", "Right", "Correct", "Exactly"];
    let Some(feedback) = table.maybe_text(key) else { return };
    let first = feedback.value.split(['.', ',', '!', ':', ';']).next().unwrap_or_default();
    if GREETINGS.contains(&first) {
        let problem = format!("the feedback of a right choice begins with `{first}`");
        let remedy = "Whoever did not choose it reads it, too: say why it is right.";
        table.file.warn(feedback.at, &problem, remedy);
    }
}

fn choice(table: &Table<'_>, places: &Directory, seen: &mut Seen) -> Option<Choice> {
    table.only(&["id", "text", "correct", "feedback"]);
    let id = noted_id(table, "choice", seen);
    let text_html = line(table, "text", places);
    let correct = table.maybe_flag("correct").unwrap_or(false);
    let feedback_html = line(table, "feedback", places);
    if correct {
        warn_of_greeting(table, "feedback");
    }
    Some(Choice { id: id?.value, text_html: text_html?, correct, feedback_html: feedback_html? })
}
