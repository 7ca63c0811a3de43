//! Markdown as a tree, in which raw HTML is text before anybody looks at it.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TextMergeWithOffset};
use std::ops::Range;

/// A part of a Markdown text, and where it begins, in bytes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node<'a> {
    /// Words; a line break in the source is a line break here.
    Text(CowStr<'a>, usize),
    Code(CowStr<'a>, usize),
    /// `[^id]`.
    Cite(CowStr<'a>, usize),
    /// A line break that the writer asked for.
    Break,
    /// A line across.
    Rule,
    /// Something around other parts.
    Part(Kind<'a>, Vec<Node<'a>>, usize),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind<'a> {
    Paragraph,
    Heading(u8),
    Quote,
    /// With the first number, if it is numbered.
    List(Option<u64>),
    Item,
    CodeBlock,
    Table,
    TableHead,
    TableRow,
    Cell,
    Emphasis,
    Strong,
    Link(CowStr<'a>),
    Image {
        address: CowStr<'a>,
        title: CowStr<'a>,
    },
    /// A footnote written out: not in this format.
    Footnote,
}

/// A text as a tree, and the places where it has raw HTML.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub nodes: Vec<Node<'a>>,
    pub raw_html: Vec<usize>,
}

/// Deeper than anybody writes; keeps what walks the tree from running out of stack.
const DEEPEST: usize = 40;

pub(super) fn parse(markdown: &str) -> Tree<'_> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_OLD_FOOTNOTES;
    let mut raw_html = Vec::new();
    let events = Parser::new_ext(markdown, options)
        .into_offset_iter()
        .map(|(event, range)| neutral(event, range, &mut raw_html));
    let nodes = grow(TextMergeWithOffset::new(events));
    Tree { nodes, raw_html }
}

/// Makes raw HTML into text. Nothing after this can meet any.
fn neutral<'a>(
    event: Event<'a>,
    range: Range<usize>,
    raw_html: &mut Vec<usize>,
) -> (Event<'a>, Range<usize>) {
    use pulldown_cmark::TagEnd;
    let event = match event {
        Event::Html(text) | Event::InlineHtml(text) => {
            raw_html.push(range.start);
            Event::Text(text)
        }
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::SoftBreak => Event::Text("\n".into()),
        event => event,
    };
    (event, range)
}

fn grow<'a>(events: impl Iterator<Item = (Event<'a>, Range<usize>)>) -> Vec<Node<'a>> {
    let mut open: Vec<(Option<Kind<'a>>, Vec<Node<'a>>, usize)> = Vec::new();
    let mut nodes = Vec::new();
    for (event, range) in events {
        let at = range.start;
        let node = match event {
            Event::Start(tag) => {
                let kind = kind(tag).filter(|_| open.len() < DEEPEST);
                open.push((kind, std::mem::take(&mut nodes), at));
                continue;
            }
            Event::End(_) => {
                let Some((kind, outer, at)) = open.pop() else { continue };
                let inner = std::mem::replace(&mut nodes, outer);
                // What this format does not know leaves its words.
                let Some(kind) = kind else {
                    nodes.extend(inner);
                    continue;
                };
                Node::Part(kind, inner, at)
            }
            Event::Code(text) => Node::Code(text, at),
            Event::FootnoteReference(id) => Node::Cite(id, at),
            Event::HardBreak => Node::Break,
            Event::Rule => Node::Rule,
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => Node::Text(text, at),
            Event::SoftBreak | Event::TaskListMarker(_) => continue,
        };
        nodes.push(node);
    }
    nodes
}

fn kind(tag: Tag<'_>) -> Option<Kind<'_>> {
    Some(match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, .. } => Kind::Heading(number(level)),
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(_) => Kind::CodeBlock,
        Tag::List(first) => Kind::List(first),
        Tag::Item => Kind::Item,
        Tag::Table(_) => Kind::Table,
        Tag::TableHead => Kind::TableHead,
        Tag::TableRow => Kind::TableRow,
        Tag::TableCell => Kind::Cell,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Link { link_type: pulldown_cmark::LinkType::Email, dest_url, .. } => {
            Kind::Link(format!("mailto:{dest_url}").into())
        }
        Tag::Link { dest_url, .. } => Kind::Link(dest_url),
        Tag::Image { dest_url, title, .. } => Kind::Image { address: dest_url, title },
        Tag::FootnoteDefinition(_) => Kind::Footnote,
        _ => return None,
    })
}

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

impl<'a> Node<'a> {
    /// Where it begins.
    pub(super) fn at(&self) -> usize {
        match self {
            Node::Text(_, at) | Node::Code(_, at) | Node::Cite(_, at) | Node::Part(_, _, at) => *at,
            Node::Break | Node::Rule => 0,
        }
    }

    /// What is inside it, if it is of this kind.
    pub(super) fn inside(&self, wanted: &Kind<'_>) -> Option<&[Node<'a>]> {
        match self {
            Node::Part(kind, inner, _) if kind == wanted => Some(inner),
            _ => None,
        }
    }

    /// Whether it is nothing but space.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Node::Text(text, _) if text.trim().is_empty())
    }
}

/// The words alone.
pub(super) fn plain(nodes: &[Node<'_>]) -> String {
    let mut words = String::new();
    gather(nodes, &mut words);
    words.trim().replace('\n', " ")
}

fn gather(nodes: &[Node<'_>], words: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text, _) | Node::Code(text, _) => words.push_str(text),
            Node::Part(_, inner, _) => gather(inner, words),
            Node::Break => words.push(' '),
            Node::Cite(..) | Node::Rule => {}
        }
    }
}

/// The first line of some words, and what follows it.
pub(super) fn split_line<'a>(nodes: &[Node<'a>]) -> (Vec<Node<'a>>, Vec<Node<'a>>) {
    let mut line = Vec::new();
    let mut nodes = nodes.iter();
    let mut rest = Vec::new();
    for node in nodes.by_ref() {
        match node {
            Node::Break => break,
            Node::Text(text, at) if text.contains('\n') => {
                let (before, after) = text.split_once('\n').unwrap_or_default();
                line.push(Node::Text(before.to_owned().into(), *at));
                rest.push(Node::Text(after.to_owned().into(), *at + before.len() + 1));
                break;
            }
            node => line.push(node.clone()),
        }
    }
    rest.extend(nodes.cloned());
    (line, rest)
}
