//! A compiled edition: what learners read and answer, frozen when it is published.
//!
//! Kept as JSON in the database, content-addressed. A field may be added with a default; none may
//! change its meaning, because editions are read for as long as somebody holds their certificate.

mod question;
mod rules;

pub use question::{
    Choice, Kind, Marking, Matching, Mistake, Numeric, Prompt, Question, Reflection, ShortText,
};
pub use rules::{Grading, Review};

use crate::kernel::Nation;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One edition of a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The course's id, as in its address.
    pub course: String,
    pub title: String,
    /// The edition's name, as certificates print it: `2026`.
    pub name: String,
    pub summary: String,
    pub language: String,
    /// In the order in which they are offered.
    pub modules: Vec<Module>,
    /// File name by content (`<digest>.svg`) and the SVG's text.
    pub figures: BTreeMap<String, String>,
}

/// A module: lessons to read, and a quiz.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    pub id: String,
    pub title: String,
    pub summary: String,
    /// Whether the course is complete only with it.
    pub required: bool,
    pub objectives: Vec<Objective>,
    pub lessons: Vec<Lesson>,
    pub quiz: Option<Quiz>,
    /// For trainers, who alone see them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facilitator_notes: Option<FacilitatorNotes>,
}

/// What a learner can do after a module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    pub id: String,
    /// Completes "After this module you can …".
    pub text: String,
}

/// A lesson of a few minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    pub id: String,
    pub title: String,
    pub lead: String,
    /// Words in its body.
    pub words: u32,
    /// Minutes to read it, rounded up.
    pub minutes: u32,
    pub review_by: Option<NaiveDate>,
    pub objectives: Vec<String>,
    pub body: Vec<Block>,
    /// Glossary terms that the body links to, in order of first use.
    pub terms: Vec<Term>,
    /// Sources that the body cites, in order of first citation, numbered from 1.
    pub sources: Vec<Source>,
}

/// How a trainer leads a module live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacilitatorNotes {
    /// Words in their body.
    pub words: u32,
    pub review_by: Option<NaiveDate>,
    pub body: Vec<Block>,
    /// As a lesson's.
    pub sources: Vec<Source>,
}

/// A part of a lesson's body. All HTML is safe: it was made from Markdown whose raw HTML is text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// The same for everybody.
    Html(String),
    /// Notes on each nation's law: a reader's own comes first and open.
    Nations(Vec<NationNote>),
}

/// What differs in one nation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NationNote {
    pub nation: Nation,
    pub html: String,
}

/// A word and its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub id: String,
    pub term: String,
    /// Other spellings of it: abbreviations, plurals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
    pub meaning_html: String,
}

/// A source as its note prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub id: String,
    /// Its place in the lesson's list, from 1.
    pub number: u32,
    pub title: String,
    pub publisher: String,
    pub address: Option<String>,
    /// As published: `2022`, `2022-07` or `2022-07-19`.
    pub date: Option<String>,
    pub accessed: NaiveDate,
    /// The ids of the places in the body that cite it, for links back.
    pub cited_at: Vec<String>,
}

/// A module's quiz: rules and a bank of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiz {
    /// How many marked questions an attempt gets, at least one for each objective. A quiz that has
    /// reflections asks one of them besides.
    pub draw: u32,
    /// In percent of the marks of the draw.
    pub pass_mark: u32,
    /// How many attempts a learner has; none means as many as they like.
    pub attempts: Option<u32>,
    /// Hours between the end of one attempt and the start of the next.
    pub wait_hours: Option<u32>,
    /// Which mark counts of several.
    #[serde(default, skip_serializing_if = "Grading::is_usual")]
    pub grading: Grading,
    /// Minutes from the start of an attempt to its deadline; none means as long as they like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_limit_minutes: Option<u32>,
    /// What learners may see of an attempt that is marked.
    #[serde(default, skip_serializing_if = "Review::is_usual")]
    pub review: Review,
    pub questions: Vec<Question>,
}

/// Words that a member reads in a minute, of plain text about unfamiliar things.
pub const WORDS_A_MINUTE: u32 = 140;

/// Minutes to read so many words, rounded up.
pub fn minutes_to_read(words: u32) -> u32 {
    words.div_ceil(WORDS_A_MINUTE)
}

impl Edition {
    /// A module by its id.
    pub fn module(&self, id: &str) -> Option<&Module> {
        self.modules.iter().find(|module| module.id == id)
    }
}

impl Module {
    /// A lesson by its id.
    pub fn lesson(&self, id: &str) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.id == id)
    }

    /// Words in all its lessons.
    pub fn words(&self) -> u32 {
        self.lessons.iter().map(|lesson| lesson.words).sum()
    }

    /// Minutes to read all its lessons, rounded up once and not for each of them.
    pub fn minutes(&self) -> u32 {
        minutes_to_read(self.words())
    }
}

impl Lesson {
    /// Its cards of questions, each as the HTML that stands in its body.
    pub fn cards(&self) -> Vec<&str> {
        const CARD: &str = "<section class=\"question-card\"";
        let html = self.body.iter().filter_map(|block| match block {
            Block::Html(html) => Some(html),
            Block::Nations(_) => None,
        });
        let starts =
            |html: &'_ String| html.match_indices(CARD).map(|(at, _)| at).collect::<Vec<_>>();
        html.flat_map(|html| {
            starts(html).into_iter().filter_map(|at| html.get(at..).and_then(section))
        })
        .collect()
    }
}

/// The section that begins a text, with the sections in it.
fn section(html: &str) -> Option<&str> {
    let mut depth = 0_u32;
    for (at, _) in html.match_indices('<') {
        let rest = html.get(at..)?;
        if rest.starts_with("<section") {
            depth += 1;
        } else if rest.starts_with("</section>") {
            depth -= 1;
        }
        if depth == 0 {
            return html.get(..at + "</section>".len());
        }
    }
    None
}

impl Quiz {
    /// A quiz without limits, of which the best mark counts.
    pub fn new(draw: u32, pass_mark: u32, questions: Vec<Question>) -> Quiz {
        Quiz {
            draw,
            pass_mark,
            attempts: None,
            wait_hours: None,
            grading: Grading::default(),
            time_limit_minutes: None,
            review: Review::default(),
            questions,
        }
    }

    /// A question by its id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// How many questions an attempt asks.
    pub fn asks(&self) -> u32 {
        self.draw.saturating_add(u32::from(self.has_reflections()))
    }

    /// Whether each attempt ends with something to think over.
    pub fn has_reflections(&self) -> bool {
        self.questions.iter().any(|question| !question.kind.is_marked())
    }
}

#[cfg(test)]
mod tests {
    use super::section;

    #[test]
    fn a_section_ends_where_it_ends() {
        let inner = "<section class=\"scroll\">b</section>";
        let outer = format!("<section class=\"question-card\">a{inner}c</section>");
        assert_eq!(section(&format!("{outer}\n<p>d</p>")), Some(outer.as_str()));
        assert_eq!(section(&format!("{inner}{outer}")), Some(inner));
        assert_eq!(section("<section>a"), None);
    }
}
