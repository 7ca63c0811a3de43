//! What a course holds, as tables of plain text and for machines.

use crate::courses::{LessonSurvey, ModuleSurvey, Reading, Survey};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::fmt::Write;

/// The kinds of question, and their column in the table.
const KINDS: [(&str, &str); 8] = [
    ("single", "single"),
    ("multiple", "multi"),
    ("true-false", "t/f"),
    ("ordering", "order"),
    ("matching", "match"),
    ("numeric", "number"),
    ("short-text", "words"),
    ("reflection", "think"),
];

/// A table with a line for each module, and one with a line for each lesson.
pub fn in_words(survey: &Survey) -> String {
    let mut heads = vec!["module", "words", "min", "objectives", "sources", "age", "review by"];
    heads.extend(["questions"].into_iter().chain(KINDS.iter().map(|(_, head)| *head)));
    let modules = table(&heads, survey.modules.iter().map(module_line).collect());
    let heads = ["lesson", "words", "min", "sources", "age", "review by"];
    let lessons = survey
        .modules
        .iter()
        .flat_map(|module| module.lessons.iter().map(|lesson| lesson_line(&module.id, lesson)));
    format!(
        "{}\n\n{modules}\n{} terms in the glossary, {} kinds of question of {}.\n\n{}",
        survey.course,
        survey.terms,
        survey.kinds().len(),
        KINDS.len(),
        table(&heads, lessons.collect()),
    )
}

fn module_line(module: &ModuleSurvey) -> Vec<String> {
    let mut line = vec![
        module.id.clone(),
        module.words.to_string(),
        module.minutes.to_string(),
        module.objectives.to_string(),
        module.sources.to_string(),
        age(module.reading),
        day(module.next_review),
        module.kinds.values().sum::<usize>().to_string(),
    ];
    let count = |kind: &str| module.kinds.get(kind).copied().unwrap_or_default().to_string();
    line.extend(KINDS.iter().map(|(kind, _)| count(kind)));
    line
}

fn lesson_line(module: &str, lesson: &LessonSurvey) -> Vec<String> {
    vec![
        format!("{module}/{}", lesson.id),
        lesson.words.to_string(),
        lesson.minutes.to_string(),
        lesson.sources.to_string(),
        age(lesson.reading),
        day(lesson.review_by),
    ]
}

fn age(reading: Reading) -> String {
    reading.age().map_or_else(|| "-".to_owned(), |age| format!("{age:.1}"))
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "-".to_owned(), |day| day.to_string())
}

/// Columns that line up: the first to the left, numbers to the right.
fn table(heads: &[&str], rows: Vec<Vec<String>>) -> String {
    let heads = heads.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            match column {
                0 => drop(write!(line, "{cell:<width$}")),
                _ => drop(write!(line, "  {cell:>width$}")),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The same for machines. An age has one digit after the point, as in the table.
pub fn for_machines(survey: &Survey) -> Value {
    let lesson = |lesson: &LessonSurvey| {
        json!({
            "id": lesson.id,
            "words": lesson.words,
            "minutes": lesson.minutes,
            "sources": lesson.sources,
            "reading_age": age(lesson.reading),
            "review_by": day(lesson.review_by),
        })
    };
    let module = |module: &ModuleSurvey| {
        json!({
            "id": module.id,
            "words": module.words,
            "minutes": module.minutes,
            "objectives": module.objectives,
            "questions": module.kinds,
            "sources": module.sources,
            "reading_age": age(module.reading),
            "next_review": day(module.next_review),
            "lessons": module.lessons.iter().map(lesson).collect::<Vec<_>>(),
        })
    };
    json!({
        "course": survey.course,
        "terms": survey.terms,
        "modules": survey.modules.iter().map(module).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_a_line_for_each_module_and_each_lesson() {
        for files in crate::courses::library::embedded() {
            let survey = crate::courses::check(&files, "2026-11-23".parse().unwrap()).survey;
            let text = in_words(&survey);
            let json = for_machines(&survey);
            assert_eq!(json["modules"].as_array().unwrap().len(), survey.modules.len());
            for module in &survey.modules {
                let line = |name: &str| text.lines().any(|l| l.starts_with(&format!("{name} ")));
                assert!(line(&module.id), "{text}");
                for lesson in &module.lessons {
                    assert!(line(&format!("{}/{}", module.id, lesson.id)), "{text}");
                }
            }
        }
    }

    #[test]
    fn columns_line_up() {
        let rows = [["a", "1"], ["longer", "1234"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec()).to_vec();
        assert_eq!(table(&["id", "n"], rows), "id         n\na          1\nlonger  1234\n");
    }
}
