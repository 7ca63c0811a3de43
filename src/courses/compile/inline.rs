//! What stands within a line: words, emphasis, links, sources and terms.

use super::terms::Piece;
use super::tree::{Kind, Node};
use super::{Cited, Writer, html, links};
use crate::courses::check::did_you_mean;
use std::fmt::Write;

/// Where a line stands, which decides what it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Running text: everything, and terms are linked.
    Running,
    /// A caption or a row's heading: sources, but no terms.
    Caption,
    /// A heading: neither.
    Heading,
    /// The words of a link, in which no other link can stand.
    Link,
    /// A value in TOML, which has no list of sources.
    Value,
}

impl Writer<'_> {
    pub(super) fn inline(&mut self, nodes: &[Node<'_>], setting: Setting, out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text, _) => self.text(text, setting, out),
                Node::Code(text, _) => {
                    self.count(text);
                    around(out, "code", |out| html::push(out, text));
                }
                Node::Cite(id, at) => self.cite(id, *at, setting, out),
                Node::Break => out.push_str("<br>"),
                Node::Rule => {}
                Node::Part(kind, inner, at) => self.part(kind, inner, *at, setting, out),
            }
        }
    }

    fn part(
        &mut self,
        kind: &Kind<'_>,
        inner: &[Node<'_>],
        at: usize,
        setting: Setting,
        out: &mut String,
    ) {
        match kind {
            Kind::Emphasis => around(out, "em", |out| self.inline(inner, setting, out)),
            Kind::Strong => around(out, "strong", |out| self.inline(inner, setting, out)),
            Kind::Link(address) => self.link(address, inner, at, out),
            Kind::Image { .. } => {
                let remedy = "Give the figure a paragraph of its own, in a lesson.";
                self.file.error(at, "a figure stands among words", remedy);
            }
            _ => self.inline(inner, setting, out),
        }
    }

    fn link(&mut self, address: &str, inner: &[Node<'_>], at: usize, out: &mut String) {
        if super::tree::plain(inner).is_empty() {
            self.file.error(at, "this link has no words", "Say between [ and ] where it leads.");
        }
        let address = links::resolve(self.context.places, self.file, address, at);
        let Some(address) = address else {
            return self.inline(inner, Setting::Link, out);
        };
        out.push_str("<a href=\"");
        html::push(out, &address);
        out.push_str("\">");
        self.inline(inner, Setting::Link, out);
        out.push_str("</a>");
    }

    fn text(&mut self, text: &str, setting: Setting, out: &mut String) {
        self.count(text);
        if setting != Setting::Running {
            return html::push(out, text);
        }
        let glossary = self.context.glossary;
        let linked = &mut self.done.terms;
        let first_use = |entry| {
            let is_first = !linked.contains(&entry);
            if is_first {
                linked.push(entry);
            }
            is_first
        };
        for piece in glossary.cut(text, first_use) {
            match piece {
                Piece::Plain(text) => html::push(out, text),
                Piece::Term(text, entry) => {
                    let id = glossary.entries.get(entry).map_or("", |entry| entry.id.as_str());
                    out.push_str("<a class=\"term\" href=\"#term-");
                    html::push(out, id);
                    out.push_str("\">");
                    html::push(out, text);
                    out.push_str("</a>");
                }
            }
        }
    }

    fn cite(&mut self, id: &str, at: usize, setting: Setting, out: &mut String) {
        if !matches!(setting, Setting::Running | Setting::Caption) {
            let remedy = "Put it after a sentence of a lesson's running text.";
            return self.file.error(at, &format!("the source `{id}` cannot be cited here"), remedy);
        }
        let Some(known) = self.context.sources else { return };
        if !known.contains(id) {
            let near = did_you_mean(id, known.iter().map(String::as_str));
            let problem = format!("the source `{id}` is cited but not listed{near}");
            return self.file.error(at, &problem, "Add it to sources.toml, or correct the id.");
        }
        let cited = &mut self.done.cited;
        let place = cited.iter().position(|cited| cited.source == id).unwrap_or(cited.len());
        if place == cited.len() {
            cited.push(Cited { source: id.to_owned(), at: Vec::new() });
        }
        let Some(source) = cited.get_mut(place) else { return };
        let (number, time) = (place + 1, source.at.len() + 1);
        // Two numbers side by side would read as one.
        if out.ends_with("</a></sup>") {
            out.push_str("<sup>, </sup>");
        }
        let _ = write!(
            out,
            "<sup><a href=\"#source-{number}\" id=\"cite-{number}-{time}\" \
             aria-label=\"Source {number}\">{number}</a></sup>"
        );
        source.at.push(format!("cite-{number}-{time}"));
    }

    /// Counts what a reader reads as a word.
    pub(super) fn count(&mut self, text: &str) {
        let is_word = |word: &&str| word.contains(char::is_alphanumeric);
        let words = text.split_whitespace().filter(is_word).count();
        self.done.words = self.done.words.saturating_add(u32::try_from(words).unwrap_or(u32::MAX));
    }
}

/// Writes a plain element around what `write` writes.
pub(super) fn around(out: &mut String, tag: &str, write: impl FnOnce(&mut String)) {
    let _ = write!(out, "<{tag}>");
    write(out);
    let _ = write!(out, "</{tag}>");
}
