//! Block quotes that begin with `[!…]`: callouts, the card, and notes on the nations.

use super::Writer;
use super::inline::{Setting, around};
use super::tree::{Kind, Node, plain, split_line};
use crate::courses::check::did_you_mean;
use crate::courses::edition::NationNote;
use crate::kernel::Nation;
use std::fmt::Write;

/// What stands between `[!` and `]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Callout { class: &'static str, heading: &'static str },
    Card,
    Nation(Nation),
}

const MARKS: [(&str, Mark); 9] = [
    ("ASK", Mark::Callout { class: "ask", heading: "Ask in your council" }),
    ("CASE", Mark::Callout { class: "case", heading: "Case" }),
    ("NOTE", Mark::Callout { class: "note", heading: "Note" }),
    ("WARNING", Mark::Callout { class: "warning", heading: "Warning" }),
    ("CARD", Mark::Card),
    ("ENGLAND", Mark::Nation(Nation::England)),
    ("WALES", Mark::Nation(Nation::Wales)),
    ("SCOTLAND", Mark::Nation(Nation::Scotland)),
    ("NORTHERN-IRELAND", Mark::Nation(Nation::NorthernIreland)),
];

/// A quote that begins with a mark.
struct Marked<'a> {
    name: String,
    title: Vec<Node<'a>>,
    content: Vec<Node<'a>>,
}

/// Whether it is a note on a nation.
pub(super) fn is_nation(node: &Node<'_>) -> bool {
    let marked = node.inside(&Kind::Quote).and_then(read);
    marked.is_some_and(|marked| matches!(marked.mark(), Some(Mark::Nation(_))))
}

fn read<'a>(quote: &[Node<'a>]) -> Option<Marked<'a>> {
    let (first, rest) = quote.split_first()?;
    let (mut title, words) = split_line(first.inside(&Kind::Paragraph)?);
    let Some(Node::Text(text, at)) = title.first() else { return None };
    let (name, after) = text.strip_prefix("[!")?.split_once(']')?;
    let (name, after) = (name.to_owned(), Node::Text(after.trim_start().to_owned().into(), *at));
    if let Some(first) = title.first_mut() {
        *first = after;
    }
    let mut content = Vec::new();
    if !words.is_empty() {
        content.push(Node::Part(Kind::Paragraph, words, first.at()));
    }
    content.extend(rest.iter().cloned());
    Some(Marked { name, title, content })
}

impl Marked<'_> {
    fn mark(&self) -> Option<Mark> {
        MARKS.iter().find(|(name, _)| *name == self.name).map(|(_, mark)| *mark)
    }
}

impl Writer<'_> {
    pub(super) fn quote(&mut self, inner: &[Node<'_>], at: usize, out: &mut String) {
        let Some(marked) = read(inner) else {
            self.nested += 1;
            around(out, "blockquote", |out| self.blocks(inner, out));
            self.nested -= 1;
            return out.push('\n');
        };
        if self.nested > 0 {
            let remedy = "Let it stand on its own, with an empty line before and after.";
            self.file.error(at, "a callout inside a callout or a list", remedy);
        }
        self.look_for_swallowed(&marked, at);
        match marked.mark() {
            Some(Mark::Callout { class, heading }) => {
                self.done.cases += u32::from(class == "case");
                self.callout(class, heading, &marked, at, out);
            }
            Some(Mark::Card) => self.card(&marked, at, out),
            // It stands inside something, which has been said.
            Some(Mark::Nation(_)) => {}
            None => {
                let near = did_you_mean(&marked.name, MARKS.iter().map(|(name, _)| *name));
                let problem = format!("there is no callout [!{}]{near}", marked.name);
                let names = MARKS.map(|(name, _)| name).join(", ");
                self.file.error(at, &problem, &format!("Use one of: {names}."));
            }
        }
    }

    fn callout(
        &mut self,
        class: &str,
        heading: &str,
        marked: &Marked<'_>,
        at: usize,
        out: &mut String,
    ) {
        self.need_content(marked, at);
        let id = self.numbered(class, 1);
        // Below the lesson's title it is a heading of the second level, or one would be skipped.
        let level = if self.level == 1 { 2 } else { 3 };
        let _ = write!(
            out,
            "<section class=\"callout callout--{class}\" aria-labelledby=\"{id}\">\n\
             <h{level} id=\"{id}\">{heading}"
        );
        let title = plain(&marked.title);
        // Some writers repeat the kind's own heading.
        if !title.is_empty() && !title.eq_ignore_ascii_case(heading) {
            out.push_str(": ");
            self.inline(&marked.title, Setting::Heading, out);
        }
        let _ = writeln!(out, "</h{level}>");
        self.inner_blocks(&marked.content, out);
        out.push_str("</section>\n");
    }

    fn card(&mut self, marked: &Marked<'_>, at: usize, out: &mut String) {
        if plain(&marked.title).is_empty() {
            self.file.error(at, "this card has no title", "Write it after [!CARD].");
        }
        let questions = |node: &Node<'_>| match node {
            Node::Part(Kind::List(Some(_)), points, _) => points.len(),
            _ => 0,
        };
        let questions: usize = marked.content.iter().map(questions).sum();
        self.done.cards.push(u32::try_from(questions).unwrap_or(u32::MAX));
        if questions == 0 {
            let remedy = "Write its questions as a list: > 1. First question";
            self.file.error(at, "this card has no numbered questions", remedy);
        }
        let id = self.numbered("card", 1);
        let _ = write!(
            out,
            "<section class=\"question-card\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">"
        );
        self.inline(&marked.title, Setting::Heading, out);
        out.push_str("</h2>\n");
        self.inner_blocks(&marked.content, out);
        out.push_str("</section>\n");
    }

    pub(super) fn nation_note(&mut self, quote: &Node<'_>) -> Option<NationNote> {
        let marked = read(quote.inside(&Kind::Quote)?)?;
        let Some(Mark::Nation(nation)) = marked.mark() else { return None };
        if !plain(&marked.title).is_empty() {
            let remedy = "Begin its text on the next line, after >.";
            self.file.error(quote.at(), "a nation note has no title", remedy);
        }
        self.need_content(&marked, quote.at());
        self.look_for_swallowed(&marked, quote.at());
        let mut html = String::new();
        self.inner_blocks(&marked.content, &mut html);
        Some(NationNote { nation, html })
    }

    fn inner_blocks(&mut self, nodes: &[Node<'_>], out: &mut String) {
        self.nested += 1;
        self.blocks(nodes, out);
        self.nested -= 1;
    }

    fn need_content(&self, marked: &Marked<'_>, at: usize) {
        if plain(&marked.content).is_empty() {
            let problem = format!("[!{}] has nothing in it", marked.name);
            self.file.error(at, &problem, "Write its text on the next line, after >.");
        }
    }

    /// A second mark in the same quote means that the empty line between two quotes is missing.
    fn look_for_swallowed(&self, marked: &Marked<'_>, at: usize) {
        for node in &marked.content {
            let Some(words) = node.inside(&Kind::Paragraph) else { continue };
            let starts = |node: &Node<'_>| match node {
                Node::Text(text, _) => text.lines().any(|line| line.starts_with("[!")),
                _ => false,
            };
            if words.iter().any(starts) {
                let problem = format!("another [!…] stands inside [!{}]", marked.name);
                let remedy = "Put an empty line, without >, between the two.";
                self.file.error(at, &problem, remedy);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_nation_has_its_mark() {
        for nation in Nation::ALL {
            let name = nation.word().to_uppercase();
            assert!(MARKS.contains(&(name.as_str(), Mark::Nation(*nation))), "{name}");
        }
    }
}
