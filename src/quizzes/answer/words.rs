//! A given answer, as its question's words say it: for pages, letters and lists.

use super::Given;
use crate::courses::edition::{Kind, Matching, Question};
use crate::kernel::{number_with_unit, read_number};

/// One line of an answer. Its words are either the edition's, which are HTML, or typed, which are
/// not; the other is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The place in an order; 0 for none.
    pub place: usize,
    /// The prompt that the line answers; empty for none.
    pub prompt_html: String,
    pub html: String,
    pub typed: String,
}

/// What was given, line by line, in the order of the question; an order in that of its places. A
/// number comes with its unit, as we understood it.
pub fn in_words(question: &Question, given: &Given) -> Vec<Line> {
    let text_of = |id: &str| {
        let choice = question.choices.iter().find(|choice| choice.id == id);
        choice.map(|choice| choice.text_html.clone()).unwrap_or_default()
    };
    match (&question.kind, given) {
        (_, given) if given.is_empty() => Vec::new(),
        (_, Given::Choices(ids)) => {
            let chosen = question.choices.iter().filter(|choice| ids.contains(&choice.id));
            chosen
                .map(|choice| Line { html: choice.text_html.clone(), ..Line::default() })
                .collect()
        }
        (_, Given::Places { places }) => {
            let line = |(id, place): (&String, &usize)| Line {
                place: *place,
                html: text_of(id),
                ..Line::default()
            };
            let mut lines: Vec<Line> = places.iter().map(line).collect();
            lines.sort_by(|a, b| (a.place, &a.html).cmp(&(b.place, &b.html)));
            lines
        }
        (Kind::Matching(Matching { prompts, .. }), Given::Pairs { .. }) => {
            let line = |prompt: &crate::courses::edition::Prompt| {
                let html = text_of(given.pair(&prompt.id)?);
                Some(Line { prompt_html: prompt.text_html.clone(), html, ..Line::default() })
            };
            prompts.iter().filter_map(line).collect()
        }
        (Kind::Numeric(numeric), Given::Text { text, .. }) => {
            let typed = match read_number(text, &numeric.unit) {
                Ok(number) => number_with_unit(number, &numeric.unit),
                Err(_) => text.clone(),
            };
            vec![Line { typed, ..Line::default() }]
        }
        (_, Given::Text { text, .. }) => {
            vec![Line { typed: text.clone(), ..Line::default() }]
        }
        (_, Given::Pairs { .. }) => Vec::new(),
    }
}
