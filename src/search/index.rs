//! Which words stand where in a course; made once for each edition.

use super::passages::{Entry, Passage, entries};
use super::words::{self, Word, words};
use crate::courses::edition::Edition;
use std::collections::{BTreeMap, BTreeSet};

/// All that can be found in one edition.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) entries: Vec<Entry>,
    pub(super) places: Vec<Place>,
    /// Every word of the course, sorted; a word's number is its place here.
    pub(super) vocabulary: Vec<String>,
    /// The numbers of the words of one stem.
    stems: BTreeMap<String, Vec<usize>>,
    /// For each word, the places where it stands, each once and in order.
    pub(super) postings: Vec<Vec<usize>>,
}

/// A passage, by its entry.
#[derive(Debug)]
pub(super) struct Place {
    pub entry: usize,
    pub passage: usize,
    pub words: Vec<Placed>,
}

/// A word in a passage: its number, and where it stands in the text, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub word: usize,
    pub from: usize,
    pub to: usize,
}

/// A word of the course that may be what was typed, and how well it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    pub word: usize,
    pub weight: u64,
}

/// What a typed word may be.
#[derive(Debug, Default)]
pub(super) struct Fits {
    pub fits: Vec<Fit>,
    /// Whether only a slip of the finger makes it fit.
    pub mended: bool,
}

const SAME: u64 = 10;
const SAME_STEM: u64 = 9;
const BEGINNING: u64 = 5;
const MENDED: u64 = 6;
/// The shortest word that is taken for the beginning of another.
const SHORTEST_BEGINNING: usize = 4;
/// How many words a misspelt one may be.
const MOST_MENDED: usize = 5;

impl Index {
    /// Reads a whole edition.
    pub fn of(edition: &Edition) -> Index {
        let entries = entries(edition);
        let read = |(at, entry): (usize, &Entry)| {
            let passages = entry.passages.iter().enumerate();
            passages.map(|(nth, p)| (at, nth, words(&p.text))).collect::<Vec<_>>()
        };
        let texts: Vec<(usize, usize, Vec<Word>)> =
            entries.iter().enumerate().flat_map(read).collect();
        let different: BTreeSet<&str> =
            texts.iter().flat_map(|(_, _, words)| words).map(|w| w.folded.as_str()).collect();
        let vocabulary: Vec<String> = different.into_iter().map(ToOwned::to_owned).collect();
        let mut stems: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, word) in vocabulary.iter().enumerate() {
            stems.entry(words::stem(word)).or_default().push(number);
        }
        let postings = vec![Vec::new(); vocabulary.len()];
        let mut index = Index { entries, places: Vec::new(), vocabulary, stems, postings };
        for (entry, passage, words) in texts {
            index.add(entry, passage, &words);
        }
        index
    }

    fn add(&mut self, entry: usize, passage: usize, words: &[Word]) {
        let (here, words) = (self.places.len(), self.placed(words));
        for word in &words {
            if let Some(posting) = self.postings.get_mut(word.word)
                && posting.last() != Some(&here)
            {
                posting.push(here);
            }
        }
        self.places.push(Place { entry, passage, words });
    }

    /// Words by their numbers.
    pub(super) fn placed(&self, words: &[Word]) -> Vec<Placed> {
        let placed = |word: &Word| {
            let number = self.vocabulary.binary_search(&word.folded).ok()?;
            Some(Placed { word: number, from: word.from, to: word.to })
        };
        words.iter().filter_map(placed).collect()
    }

    /// The passage at a place.
    pub(super) fn passage(&self, place: &Place) -> Option<&Passage> {
        self.entries.get(place.entry)?.passages.get(place.passage)
    }

    /// The words of the course that a typed one may be: itself, its plural, longer ones that begin
    /// so; and only when there is none of these, those that are spelt nearly so.
    pub(super) fn fits(&self, typed: &str) -> Fits {
        let mut fits: BTreeMap<usize, u64> = BTreeMap::new();
        let from = self.vocabulary.partition_point(|word| word.as_str() < typed);
        if typed.chars().count() >= SHORTEST_BEGINNING {
            let rest = self.vocabulary.get(from..).unwrap_or_default().iter();
            let longer = rest.take_while(|word| word.starts_with(typed)).count();
            fits.extend((from..from + longer).map(|word| (word, BEGINNING)));
        }
        let stem = self.stems.get(&words::stem(typed)).into_iter().flatten();
        fits.extend(stem.map(|word| (*word, SAME_STEM)));
        if self.vocabulary.get(from).is_some_and(|word| word == typed) {
            fits.insert(from, SAME);
        }
        if fits.is_empty() {
            return Fits { fits: self.near(typed), mended: true };
        }
        let fits = fits.into_iter().map(|(word, weight)| Fit { word, weight });
        Fits { fits: fits.collect(), mended: false }
    }

    /// The words that are nearest in spelling, the most used first.
    fn near(&self, typed: &str) -> Vec<Fit> {
        let most = words::slips(typed);
        if most == 0 {
            return Vec::new();
        }
        let near =
            |(number, word): (usize, &String)| Some((words::distance(typed, word, most)?, number));
        let mut all: Vec<(usize, usize)> =
            self.vocabulary.iter().enumerate().filter_map(near).collect();
        let nearest = all.iter().map(|(distance, _)| *distance).min();
        all.retain(|(distance, _)| Some(*distance) == nearest);
        all.sort_by_key(|(_, word)| {
            std::cmp::Reverse(self.postings.get(*word).map_or(0, Vec::len))
        });
        all.truncate(MOST_MENDED);
        all.into_iter().map(|(_, word)| Fit { word, weight: MENDED }).collect()
    }
}
