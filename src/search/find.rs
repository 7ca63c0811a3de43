//! Finding: which lessons and terms answer a query best, and the words that show why.

use super::excerpt::{Part, excerpt, marked};
use super::index::{Fits, Index, Place};
use super::passages::{Entry, Kind};
use super::words::Query;
use crate::kernel::Nation;
use std::collections::BTreeMap;

/// What was found in one edition, the best first.
#[derive(Debug, Default)]
pub struct Found {
    pub lessons: Vec<Lesson>,
    pub terms: Vec<Term>,
    /// How many there are, of which the best are given.
    pub lessons_in_all: usize,
    pub terms_in_all: usize,
    /// Typed words that stand nowhere in the course, and what was looked for in their place.
    pub mended: Vec<(String, String)>,
    /// Typed words for which nothing stands.
    pub unknown: Vec<String>,
    /// Whether nothing has all the words, and these have the most.
    pub partly: bool,
}

/// A lesson that was found.
#[derive(Debug)]
pub struct Lesson {
    pub module: String,
    pub module_title: String,
    pub lesson: String,
    pub title: Vec<Part>,
    /// The id of the heading above the best passage; empty for the beginning.
    pub anchor: String,
    pub excerpts: Vec<Excerpt>,
}

/// Words of a lesson in which something was found.
#[derive(Debug)]
pub struct Excerpt {
    pub nation: Option<Nation>,
    pub parts: Vec<Part>,
}

/// A term that was found, and the lesson that explains it.
#[derive(Debug)]
pub struct Term {
    pub module: String,
    pub lesson: String,
    pub id: String,
    pub term: Vec<Part>,
    pub meaning: Vec<Part>,
}

/// How many lessons and terms are given, and how many passages of a lesson.
pub const MOST_LESSONS: usize = 20;
pub const MOST_TERMS: usize = 5;
const MOST_EXCERPTS: usize = 2;
/// So far from each other, two words still belong together.
const TOGETHER: usize = 3;

/// What one entry has of a query.
#[derive(Default)]
struct Hit {
    /// For each word of the query, its best weight in the entry.
    best: Vec<u64>,
    /// Passages with their scores.
    passages: Vec<(u64, usize)>,
}

impl Hit {
    fn covers(&self) -> usize {
        self.best.iter().filter(|weight| **weight > 0).count()
    }

    fn score(&self) -> u64 {
        let best = self.passages.iter().map(|(score, _)| *score).max().unwrap_or_default();
        let passages = u64::try_from(self.passages.len()).unwrap_or(u64::MAX);
        self.best.iter().sum::<u64>() + best + passages.min(10)
    }
}

impl Index {
    /// Looks for all the words of a query.
    pub fn find(&self, query: &Query) -> Found {
        let mut found = Found::default();
        let mut asked: Vec<Fits> = Vec::new();
        for word in &query.words {
            let fits = self.fits(word);
            let first = fits.fits.first().and_then(|fit| self.vocabulary.get(fit.word));
            match first {
                None => found.unknown.push(word.clone()),
                Some(first) if fits.mended => found.mended.push((word.clone(), first.clone())),
                Some(_) => {}
            }
            if first.is_some() {
                asked.push(fits);
            }
        }
        if asked.is_empty() {
            return found;
        }
        let hits = self.hits(&asked);
        let most = hits.values().map(Hit::covers).max().unwrap_or_default();
        found.partly = most < asked.len();
        let mut ranked: Vec<(usize, &Hit)> = hits
            .iter()
            .filter(|(_, hit)| hit.covers() == most)
            .map(|(at, hit)| (*at, hit))
            .collect();
        ranked.sort_by_key(|(at, hit)| (std::cmp::Reverse(hit.score()), *at));
        for (at, hit) in ranked {
            let Some(entry) = self.entries.get(at) else { continue };
            if let Some(id) = &entry.term {
                found.terms_in_all += 1;
                if found.terms.len() < MOST_TERMS {
                    found.terms.push(self.term(entry, id, hit, &asked));
                }
            } else {
                found.lessons_in_all += 1;
                if found.lessons.len() < MOST_LESSONS {
                    found.lessons.push(self.lesson(entry, hit, &asked));
                }
            }
        }
        found
    }

    /// Everything that has any of the words.
    fn hits(&self, asked: &[Fits]) -> BTreeMap<usize, Hit> {
        let mut weights: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
        for (nth, fits) in asked.iter().enumerate() {
            let rarity = self.rarity(fits);
            for fit in &fits.fits {
                for place in self.postings.get(fit.word).into_iter().flatten() {
                    let of_place = weights.entry(*place).or_insert_with(|| vec![0; asked.len()]);
                    if let Some(weight) = of_place.get_mut(nth) {
                        *weight = (*weight).max(fit.weight * rarity);
                    }
                }
            }
        }
        let mut hits: BTreeMap<usize, Hit> = BTreeMap::new();
        for (at, weights) in weights {
            let Some(place) = self.places.get(at) else { continue };
            let kind = self.passage(place).map_or(Kind::Body, |passage| passage.kind);
            let hit = hits.entry(place.entry).or_default();
            hit.best.resize(asked.len(), 0);
            for (best, weight) in hit.best.iter_mut().zip(&weights) {
                *best = (*best).max(weight * kind.weight());
            }
            let sum: u64 = weights.iter().sum();
            let covers = u64::try_from(weights.iter().filter(|weight| **weight > 0).count());
            let sum = sum * covers.unwrap_or(1);
            let together = together(place, asked, &weights);
            hit.passages.push((sum * kind.weight() + together, at));
        }
        hits
    }

    /// From 1 for a word that stands everywhere: one more each time it is half as frequent.
    fn rarity(&self, fits: &Fits) -> u64 {
        let of_word = |word: usize| self.postings.get(word).map_or(0, Vec::len);
        let often: usize = fits.fits.iter().map(|fit| of_word(fit.word)).sum();
        let ratio = self.places.len() / often.max(1);
        1 + u64::from(ratio.max(1).ilog2())
    }

    fn lesson(&self, entry: &Entry, hit: &Hit, asked: &[Fits]) -> Lesson {
        let mut best: Vec<(u64, usize)> = hit.passages.clone();
        best.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        let of = |at: usize| self.places.get(at).and_then(|p| Some((p, self.passage(p)?)));
        let mut shown: Vec<usize> = best.iter().map(|(_, at)| *at).collect();
        shown.retain(|at| of(*at).is_some_and(|(_, passage)| passage.kind != Kind::Title));
        let anchor = shown.first().and_then(|at| of(*at)).map(|(_, p)| p.anchor.clone());
        shown.truncate(MOST_EXCERPTS);
        shown.sort_unstable();
        let mut excerpts: Vec<Excerpt> = shown
            .into_iter()
            .filter_map(of)
            .map(|(place, passage)| Excerpt {
                nation: passage.nation,
                parts: excerpt(&passage.text, &place.words, asked),
            })
            .collect();
        if excerpts.is_empty() {
            let lead = entry.passages.iter().find(|passage| passage.kind == Kind::Lead);
            let parts = lead.map(|lead| vec![Part { text: lead.text.clone(), marked: false }]);
            excerpts.extend(parts.map(|parts| Excerpt { nation: None, parts }));
        }
        Lesson {
            module: entry.module.clone(),
            module_title: entry.module_title.clone(),
            lesson: entry.lesson.clone(),
            title: self.title(entry, asked),
            anchor: anchor.unwrap_or_default(),
            excerpts,
        }
    }

    fn term(&self, entry: &Entry, id: &str, hit: &Hit, asked: &[Fits]) -> Term {
        let meaning = entry.passages.get(1).map_or("", |passage| passage.text.as_str());
        let place = hit.passages.iter().filter_map(|(_, at)| self.places.get(*at));
        let words = place.filter(|place| place.passage == 1).map(|p| p.words.as_slice()).next();
        Term {
            module: entry.module.clone(),
            lesson: entry.lesson.clone(),
            id: id.to_owned(),
            term: self.title(entry, asked),
            meaning: marked(meaning, words.unwrap_or_default(), asked),
        }
    }

    /// The title of an entry, its words marked.
    fn title(&self, entry: &Entry, asked: &[Fits]) -> Vec<Part> {
        let text = entry.passages.first().map_or("", |passage| passage.text.as_str());
        marked(text, &self.placed(&super::words::words(text)), asked)
    }
}

/// What a passage gains by having words that follow each other in the query close together.
fn together(place: &Place, asked: &[Fits], weights: &[u64]) -> u64 {
    let is = |at: usize, fits: &Fits| {
        place.words.get(at).is_some_and(|word| fits.fits.iter().any(|fit| fit.word == word.word))
    };
    let pairs =
        asked.iter().zip(asked.iter().skip(1)).zip(weights.iter().zip(weights.iter().skip(1)));
    pairs
        .filter(|((one, two), _)| {
            (0..place.words.len())
                .any(|at| is(at, one) && (1..=TOGETHER).any(|far| is(at + far, two)))
        })
        .map(|(_, (one, two))| one + two)
        .sum()
}
