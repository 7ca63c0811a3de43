//! What is searched: a course cut into lessons and terms, and these into passages of plain words.
//!
//! Only what every learner of the edition may read: neither quizzes nor notes for trainers.

use crate::courses::edition::{Block, Edition, Lesson, Module, Term};
use crate::courses::markup::{self, Piece, pieces};
use crate::kernel::Nation;
use std::collections::BTreeSet;

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub module: String,
    pub module_title: String,
    pub lesson: String,
    /// The term's id, if it is a term; it is explained in the lesson.
    pub term: Option<String>,
    /// The first is the title.
    pub passages: Vec<Passage>,
}

/// Some words that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage {
    pub kind: Kind,
    pub text: String,
    /// The id of the heading above it, if there is one.
    pub anchor: String,
    /// Where it holds, if not everywhere.
    pub nation: Option<Nation>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Lead,
    Heading,
    Body,
}

impl Kind {
    /// How much more a word says here than in running text.
    pub(super) const fn weight(self) -> u64 {
        match self {
            Kind::Title => 4,
            Kind::Lead | Kind::Heading => 2,
            Kind::Body => 1,
        }
    }
}

/// Everything of an edition that can be found: lessons, then terms, each in the order of the course.
pub(super) fn entries(edition: &Edition) -> Vec<Entry> {
    let lessons = || {
        let of = |module| move |lesson| (module, lesson);
        edition.modules.iter().flat_map(move |module| module.lessons.iter().map(of(module)))
    };
    let mut entries: Vec<Entry> = lessons().map(|(m, l)| lesson_entry(m, l)).collect();
    let mut explained = BTreeSet::new();
    for (module, lesson) in lessons() {
        let new = lesson.terms.iter().filter(|term| explained.insert(&term.id));
        entries.extend(new.map(|term| term_entry(module, lesson, term)));
    }
    entries
}

fn lesson_entry(module: &Module, lesson: &Lesson) -> Entry {
    let mut passages = vec![passage(Kind::Title, &lesson.title), passage(Kind::Lead, &lesson.lead)];
    let mut cutter = Cutter::default();
    for block in &lesson.body {
        match block {
            Block::Html(html) => cutter.cut(html, None),
            Block::Nations(notes) => {
                for note in notes {
                    cutter.cut(&note.html, Some(note.nation));
                }
            }
        }
    }
    passages.extend(cutter.passages);
    entry(module, lesson, None, passages)
}

fn term_entry(module: &Module, lesson: &Lesson, term: &Term) -> Entry {
    let mut cutter = Cutter::default();
    cutter.cut(&term.meaning_html, None);
    let mut passages = vec![passage(Kind::Title, &term.term)];
    passages.extend(cutter.passages);
    passages.extend(term.forms.iter().map(|form| passage(Kind::Heading, form)));
    entry(module, lesson, Some(term.id.clone()), passages)
}

fn entry(module: &Module, lesson: &Lesson, term: Option<String>, passages: Vec<Passage>) -> Entry {
    Entry {
        module: module.id.clone(),
        module_title: module.title.clone(),
        lesson: lesson.id.clone(),
        term,
        passages,
    }
}

fn passage(kind: Kind, text: &str) -> Passage {
    Passage { kind, text: text.to_owned(), anchor: String::new(), nation: None }
}

/// Elements within a line of text; all others end a passage.
const INLINE: [&str; 6] = ["a", "em", "strong", "code", "sup", "img"];

/// Cuts compiled HTML into passages.
#[derive(Debug, Default)]
struct Cutter {
    passages: Vec<Passage>,
    text: String,
    /// The last heading with an id.
    anchor: String,
    heading: bool,
    /// In a number of a source, or in a hint of the page: not the writer's words.
    skips: bool,
}

impl Cutter {
    fn cut(&mut self, html: &str, nation: Option<Nation>) {
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) if !self.skips => self.text.push_str(&markup::plain(text)),
                Piece::Text(_) => {}
                Piece::Tag(tag) => self.tag(tag, nation),
            }
        }
        self.flush(nation);
    }

    fn tag(&mut self, tag: &str, nation: Option<Nation>) {
        let name = markup::name(tag);
        match name {
            "sup" => self.skips = true,
            "/sup" => self.skips = false,
            "br" => self.text.push(' '),
            // A row is read as one.
            "td" | "th" => self.text.push_str(" \u{2013} "),
            "/td" | "/th" => {}
            name if INLINE.contains(&name.trim_start_matches('/')) => {}
            _ => {
                self.flush(nation);
                self.skips = markup::attribute(tag, "class") == Some("hint");
                self.heading = name == "h2" || name == "h3";
                if let (true, Some(id)) = (self.heading, markup::attribute(tag, "id")) {
                    id.clone_into(&mut self.anchor);
                }
            }
        }
    }

    fn flush(&mut self, nation: Option<Nation>) {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.clear();
        let text = text.trim_matches(['\u{2013}', ' ']);
        if text.is_empty() {
            return;
        }
        let kind = if self.heading { Kind::Heading } else { Kind::Body };
        self.passages.push(Passage {
            kind,
            text: text.to_owned(),
            anchor: self.anchor.clone(),
            nation,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(html: &str) -> Vec<(Kind, String, String)> {
        let mut cutter = Cutter::default();
        cutter.cut(html, None);
        cutter.passages.into_iter().map(|p| (p.kind, p.text, p.anchor)).collect()
    }

    #[test]
    fn words_that_stand_together_are_a_passage() {
        let html = "<p>One &amp; <em>two</em>.<sup><a href=\"#source-1\">1</a></sup></p>\n\
            <h2 id=\"who\">Who?</h2>\n<ul>\n<li><p>Three</p>\n</li>\n<li>Four<br>five</li>\n</ul>\n\
            <p class=\"hint\">Print this.</p>\n\
            <section class=\"scroll\"><table><caption id=\"table-1\">Six</caption>\n\
            <thead><tr><td></td><th scope=\"col\">A</th></tr></thead>\
            <tbody><tr><th scope=\"row\">B</th><td data-label=\"A\">C</td></tr></tbody></table></section>\n\
            <figure><img src=\"/figures/x.svg\" alt=\"Seven\"><figcaption>Eight</figcaption></figure>";
        let body = |text: &str, anchor: &str| (Kind::Body, text.to_owned(), anchor.to_owned());
        assert_eq!(
            cut(html),
            [
                body("One & two.", ""),
                (Kind::Heading, "Who?".to_owned(), "who".to_owned()),
                body("Three", "who"),
                body("Four five", "who"),
                body("Six", "who"),
                body("A", "who"),
                body("B \u{2013} C", "who"),
                body("Eight", "who"),
            ]
        );
    }
}
