//! A text without its markup: what is read as sentences, and every word with its place.

use super::blocks::caption;
use super::tree::{Kind, Node, parse, plain, split_line};

/// What is read as running text, part by part: paragraphs and the points of lists. Headings, tables,
/// captions and code are not.
pub(in crate::courses) fn passages(markdown: &str) -> Vec<String> {
    let mut passages = Vec::new();
    gather(&parse(markdown).nodes, &mut passages);
    passages
}

fn gather(nodes: &[Node<'_>], passages: &mut Vec<String>) {
    // A point of a list may hold its words without a paragraph around them.
    for run in nodes.chunk_by(|a, b| is_inline(a) && is_inline(b)) {
        match run {
            [Node::Part(Kind::Paragraph, inner, _)] => push(inner, passages),
            [Node::Part(Kind::Quote | Kind::List(_) | Kind::Item, inner, _)] => {
                gather(inner, passages);
            }
            run if run.iter().all(is_inline) => push(run, passages),
            _ => {}
        }
    }
}

fn push(words: &[Node<'_>], passages: &mut Vec<String>) {
    let first = match words.first() {
        Some(Node::Text(text, _)) => text.as_ref(),
        Some(Node::Part(Kind::Image { .. }, ..)) => return,
        _ => "",
    };
    let words = if first.starts_with("[!") {
        plain(&split_line(words).1)
    } else if caption(words).is_some() {
        return;
    } else {
        plain(words)
    };
    if !words.is_empty() {
        passages.push(words);
    }
}

fn is_inline(node: &Node<'_>) -> bool {
    match node {
        Node::Part(kind, ..) => {
            matches!(kind, Kind::Emphasis | Kind::Strong | Kind::Link(_) | Kind::Image { .. })
        }
        Node::Rule => false,
        Node::Text(..) | Node::Code(..) | Node::Cite(..) | Node::Break => true,
    }
}

/// Every stretch of words that a reader sees or hears, and where it begins; no addresses, no code.
pub(in crate::courses) fn stretches(markdown: &str) -> Vec<(String, usize)> {
    let mut stretches = Vec::new();
    spread(&parse(markdown).nodes, &mut stretches);
    stretches
}

fn spread(nodes: &[Node<'_>], stretches: &mut Vec<(String, usize)>) {
    for node in nodes {
        match node {
            Node::Text(text, at) => stretches.push((text.to_string(), *at)),
            Node::Part(kind, inner, at) if *kind != Kind::CodeBlock => {
                spread(inner, stretches);
                if let Kind::Image { title, .. } = kind {
                    stretches.push((title.to_string(), *at));
                }
            }
            Node::Part(..) | Node::Code(..) | Node::Cite(..) | Node::Break | Node::Rule => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "One *two*.[^a]\n\n## Three\n\nTable: Four\n\n| a |\n|-|\n| b |\n\n- five\n- [six](lesson:m/l)\n  and `x`\n\n\
        ![seven](a.svg \"eight\")\n\n> [!CASE] Nine\n> Ten.\n>\n> 1. Eleven?\n";

    #[test]
    fn running_text_is_paragraphs_and_points() {
        assert_eq!(passages(TEXT), ["One two.", "five", "six and x", "Ten.", "Eleven?"]);
    }

    #[test]
    fn every_word_has_a_place() {
        for word in ["two", "Three", "Four", "b", "six", "seven", "Nine", "Eleven"] {
            let found = stretches(TEXT).into_iter().find(|(text, _)| text.contains(word));
            let (text, at) = found.unwrap_or_else(|| panic!("no {word}"));
            assert!(TEXT[at..].starts_with(text.split('\n').next().unwrap()), "{word}: {text}");
        }
        assert!(stretches(TEXT).iter().any(|(text, _)| text == "eight"));
        assert!(!stretches(TEXT).iter().any(|(text, _)| text.contains("svg") || text == "x"));
    }
}
