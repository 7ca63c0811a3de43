//! The words around what was found.

use super::index::{Fits, Placed};

/// A stretch of text: something that was looked for, or what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    pub marked: bool,
}

/// How many words of a passage are shown, and how many before the first that was looked for.
const SHOWN: usize = 40;
const BEFORE: usize = 6;

/// A whole text, with what was looked for marked.
pub(super) fn marked(text: &str, words: &[Placed], asked: &[Fits]) -> Vec<Part> {
    cut(text, (0, text.len()), words, asked)
}

/// The stretch of a passage that has the most of what was looked for.
pub(super) fn excerpt(text: &str, words: &[Placed], asked: &[Fits]) -> Vec<Part> {
    if words.len() <= SHOWN + BEFORE {
        return marked(text, words, asked);
    }
    let begin = best_begin(words, asked).saturating_sub(BEFORE).min(words.len() - SHOWN);
    let from = if begin == 0 { 0 } else { words.get(begin).map_or(0, |word| word.from) };
    let rest = words.get(begin + SHOWN);
    let to = rest
        .map_or(text.len(), |_| words.get(begin + SHOWN - 1).map_or(text.len(), |word| word.to));
    let mut parts = cut(text, (from, to), words, asked);
    let dots = |text: &str| Part { text: text.to_owned(), marked: false };
    if from > 0 {
        parts.insert(0, dots("\u{2026} "));
    }
    if to < text.len() {
        parts.push(dots(" \u{2026}"));
    }
    parts
}

/// The first of the marked words from which on the most different ones are shown.
fn best_begin(words: &[Placed], asked: &[Fits]) -> usize {
    let covered = |at: usize| {
        let window = words.get(at..(at + SHOWN - BEFORE).min(words.len())).unwrap_or_default();
        asked.iter().filter(|fits| window.iter().any(|word| fits.has(word.word))).count()
    };
    let is_marked = |(_, word): &(usize, &Placed)| asked.iter().any(|fits| fits.has(word.word));
    let begins = words.iter().enumerate().filter(is_marked).map(|(at, _)| at);
    begins.max_by_key(|at| (covered(*at), std::cmp::Reverse(*at))).unwrap_or_default()
}

fn cut(text: &str, (from, to): (usize, usize), words: &[Placed], asked: &[Fits]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut push = |from: usize, to: usize, marked: bool| {
        let text = text.get(from..to).unwrap_or_default();
        if !text.is_empty() {
            parts.push(Part { text: text.to_owned(), marked });
        }
    };
    let mut done = from;
    let inside = words.iter().filter(|word| word.from >= from && word.to <= to);
    for word in inside.filter(|word| asked.iter().any(|fits| fits.has(word.word))) {
        push(done, word.from, false);
        push(word.from, word.to, true);
        done = word.to;
    }
    push(done, to, false);
    parts
}

impl Fits {
    fn has(&self, word: usize) -> bool {
        self.fits.iter().any(|fit| fit.word == word)
    }
}
