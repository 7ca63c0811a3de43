//! Turns a lesson's Markdown into blocks of safe HTML, and a line of Markdown into inline HTML.
//!
//! Raw HTML is made into text before anything else is done (`tree.rs`); everything after writes
//! its own tags around escaped text, so that nothing a writer types can become markup.

mod blocks;
mod callouts;
mod html;
mod inline;
mod links;
mod prose;
mod sections;
mod terms;
#[cfg(test)]
mod tests;
mod tree;

pub(super) use html::escaped;
pub(super) use links::{Directory, is_https};
pub(super) use prose::{passages, stretches};
pub(super) use sections::{Section, sections};
pub(super) use terms::{Entry, Glossary, is_capitals};

use super::edition::{Block, NationNote};
use super::fault::File;
use inline::Setting;
use std::collections::{BTreeMap, BTreeSet};
use tree::{Kind, Node, Tree};

/// What a lesson may name.
pub(super) struct Context<'c> {
    pub places: &'c Directory,
    pub glossary: &'c Glossary,
    /// The ids of all sources; none when they could not be read.
    pub sources: Option<&'c BTreeSet<String>>,
    /// The figures of the module, by file name; none for one that is there but unfit.
    pub figures: &'c BTreeMap<String, Option<Figure>>,
}

/// A figure as a page shows it.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    /// File name by content.
    pub name: String,
    pub width: u32,
    pub height: u32,
}

/// A lesson's body, compiled.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub blocks: Vec<Block>,
    pub words: u32,
    /// Places in the glossary, in order of first use.
    pub terms: Vec<usize>,
    /// In order of first citation.
    pub cited: Vec<Cited>,
    /// File names in the module's folder.
    pub figures: BTreeSet<String>,
    /// How many cases it tells.
    pub cases: u32,
    /// How many questions each of its cards has.
    pub cards: Vec<u32>,
}

/// A source that the body cites, and the ids of the places where it does.
#[derive(Debug)]
pub(super) struct Cited {
    pub source: String,
    pub at: Vec<String>,
}

/// Compiles a lesson's Markdown; `file` is the part of the file that holds it.
pub(super) fn body(file: File<'_>, markdown: &str, context: &Context<'_>) -> Body {
    let tree = tree::parse(markdown);
    warn_of_html(file, &tree);
    let mut writer = Writer::new(file, context);
    let blocks = writer.body(&tree.nodes);
    Body { blocks, ..writer.done }
}

/// Compiles a line of Markdown, such as a question's text, that stands as a value in TOML.
pub(super) fn line(file: File<'_>, markdown: &str, places: &Directory) -> String {
    let tree = tree::parse(markdown);
    warn_of_html(file, &tree);
    let [node] = tree.nodes.as_slice() else { return escaped(markdown) };
    // `2024. A year` would be a list, and is meant as it stands.
    let Some(words) = node.inside(&Kind::Paragraph) else { return escaped(markdown) };
    let (glossary, sources, figures) = (Glossary::default(), None, BTreeMap::new());
    let context =
        Context { places, glossary: &glossary, sources: sources.as_ref(), figures: &figures };
    let mut out = String::new();
    Writer::new(file, &context).inline(words, Setting::Value, &mut out);
    out
}

fn warn_of_html(file: File<'_>, tree: &Tree<'_>) {
    for at in &tree.raw_html {
        let remedy = "It is shown to the reader as it stands: write Markdown in its place.";
        file.warn(*at, "this is HTML", remedy);
    }
}

/// Writes one body.
struct Writer<'c> {
    file: File<'c>,
    context: &'c Context<'c>,
    ids: BTreeSet<String>,
    /// The level of the last heading; the lesson's title is 1.
    level: u8,
    /// How many callouts, lists and notes we are in.
    nested: u32,
    done: Body,
}

impl<'c> Writer<'c> {
    fn new(file: File<'c>, context: &'c Context<'c>) -> Writer<'c> {
        let ids = BTreeSet::new();
        Writer { file, context, ids, level: 1, nested: 0, done: Body::default() }
    }

    /// Top-level parts: runs of nation notes become groups, everything between them HTML.
    fn body(&mut self, nodes: &[Node<'_>]) -> Vec<Block> {
        let mut blocks = Vec::new();
        for run in nodes.chunk_by(|a, b| callouts::is_nation(a) == callouts::is_nation(b)) {
            if run.first().is_some_and(callouts::is_nation) {
                blocks.push(Block::Nations(self.nation_notes(run)));
            } else {
                let mut out = String::new();
                self.blocks(run, &mut out);
                blocks.push(Block::Html(out));
            }
        }
        blocks
    }

    fn nation_notes(&mut self, quotes: &[Node<'_>]) -> Vec<NationNote> {
        let mut notes: Vec<NationNote> = Vec::new();
        for quote in quotes {
            let Some(note) = self.nation_note(quote) else { continue };
            if notes.iter().any(|other| other.nation == note.nation) {
                let problem = format!("two notes in this group are for {}", note.nation.name());
                self.file.error(quote.at(), &problem, "Make them one note.");
            }
            notes.push(note);
        }
        notes
    }

    /// An id that no other part of the page has, made from the words of a heading.
    fn id_for(&mut self, words: &str) -> String {
        /// Ids of the page around the body, and beginnings of ids that we number ourselves.
        const PAGES: [&str; 3] = ["main", "words-title", "sources-title"];
        const OURS: [&str; 4] = ["source-", "cite-", "term-", "part-"];
        let mut base = crate::kernel::slug(words);
        let is_ours = OURS.iter().any(|ours| base.starts_with(ours));
        if base.is_empty() || PAGES.contains(&base.as_str()) || is_ours {
            base = format!("part-{base}");
        }
        if self.ids.insert(base.clone()) {
            return base;
        }
        self.numbered(&base, 2)
    }

    /// The first of `base-1`, `base-2`, … that is free.
    fn numbered(&mut self, base: &str, from: u32) -> String {
        let mut number = from;
        loop {
            let id = format!("{base}-{number}");
            if self.ids.insert(id.clone()) {
                return id;
            }
            number += 1;
        }
    }
}
