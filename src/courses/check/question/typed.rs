//! Questions that are answered by typing: a number, a few words, or what comes to mind.

use super::{Answering, line};
use crate::courses::check::At;
use crate::courses::check::ids::Seen;
use crate::courses::check::table::Table;
use crate::courses::compile::Directory;
use crate::courses::edition::{Kind, Mistake, Numeric, Reflection, ShortText};
use crate::kernel::{Decimal, answer_key};

pub(super) const NUMERIC: [&str; 6] =
    ["answer", "tolerance", "unit", "feedback_right", "feedback_wrong", "mistakes"];
/// No longer than learners may type.
const LONGEST: usize = 200;

pub(super) fn numeric(table: &Table<'_>, places: &Directory) -> Option<Answering> {
    let (answer, tolerance) = (table.decimal("answer"), table.maybe_decimal("tolerance"));
    if let Some(tolerance) = tolerance.as_ref().filter(|tolerance| tolerance.value.is_negative()) {
        let remedy = "Write how far from the answer still counts as right, like 0.5.";
        table.file.error(tolerance.at, "`tolerance` is less than nothing", remedy);
    }
    let tolerance = tolerance.map(|tolerance| tolerance.value).unwrap_or_default();
    let unit = table.maybe_text("unit").map(|unit| unit.value).unwrap_or_default();
    let (right, wrong) = feedback(table, places);
    let (mut seen, mut mistakes) = (Seen::default(), Vec::new());
    if table.has("mistakes") {
        for entry in table.tables("mistakes", "mistake")? {
            entry.only(&["answer", "feedback"]);
            let (mistake, feedback) = (entry.decimal("answer"), line(&entry, "feedback", places));
            if let (Some(mistake), Some(answer)) = (&mistake, &answer) {
                check_mistake(&entry, mistake, answer.value, tolerance, &mut seen);
            }
            mistakes.push(Mistake { answer: mistake?.value, feedback_html: feedback? });
        }
    }
    let numeric = Numeric {
        answer: answer?.value,
        tolerance,
        unit,
        feedback_right_html: right?,
        feedback_wrong_html: wrong?,
        mistakes,
    };
    Some((Kind::Numeric(numeric), Vec::new()))
}

fn check_mistake(
    entry: &Table<'_>,
    mistake: &At<Decimal>,
    answer: Decimal,
    tolerance: Decimal,
    seen: &mut Seen,
) {
    if mistake.value.away_from(answer) <= tolerance {
        let problem = format!("the mistake {} is a right answer", mistake.value);
        let remedy = "Take it out, or lower the tolerance.";
        entry.file.error(mistake.at, &problem, remedy);
    }
    seen.note_as(entry.file, mistake.at, &mistake.value.to_string(), |first| {
        (
            format!("two mistakes have the answer {}", mistake.value),
            format!("The first is in {first}: take one of them out."),
        )
    });
}

pub(super) fn short_text(table: &Table<'_>, places: &Directory) -> Option<Answering> {
    let accepted = table.texts("accepted");
    let mut seen = Seen::default();
    for text in accepted.iter().flatten() {
        let key = answer_key(&text.value);
        if key.is_empty() {
            let problem = format!("the answer `{}` has no words", text.value);
            table.file.error(text.at, &problem, "Write the words that are right.");
        }
        if text.value.chars().count() > LONGEST {
            let problem = format!("this answer has more than {LONGEST} characters");
            table.file.error(text.at, &problem, "Nobody can type one so long: shorten it.");
        }
        seen.note_as(table.file, text.at, &key, |first| {
            (
                format!("the answer `{}` is accepted already", text.value),
                format!(
                    "Capitals, accents, spaces and a full stop at the end make no difference; the \
                     first is in {first}: take one of them out."
                ),
            )
        });
    }
    if accepted.as_ref().is_some_and(Vec::is_empty) {
        let remedy = "Write accepted = [\"…\"], with the best answer first.";
        table.file.error(table.at, "no answer is accepted", remedy);
    }
    let (right, wrong) = feedback(table, places);
    let short_text = ShortText {
        accepted: accepted?.into_iter().map(|text| text.value).collect(),
        feedback_right_html: right?,
        feedback_wrong_html: wrong?,
    };
    Some((Kind::ShortText(short_text), Vec::new()))
}

pub(super) fn reflection(table: &Table<'_>, places: &Directory) -> Option<Answering> {
    let guidance_html = line(table, "guidance", places)?;
    Some((Kind::Reflection(Reflection { guidance_html }), Vec::new()))
}

fn feedback(table: &Table<'_>, places: &Directory) -> (Option<String>, Option<String>) {
    (line(table, "feedback_right", places), line(table, "feedback_wrong", places))
}
