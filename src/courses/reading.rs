//! How old a reader must be to read a text with ease.

use super::compile::passages;

/// What is counted of a text to judge it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    words: u32,
    sentences: u32,
    syllables: u32,
}

impl Reading {
    /// Counts a text in Markdown: its running text, without headings, tables and captions.
    pub(super) fn of(markdown: &str) -> Reading {
        let passages = passages(markdown);
        passages
            .iter()
            .map(|passage| Reading::of_passage(passage))
            .fold(Reading::default(), Reading::and)
    }

    /// Counts a paragraph. As Flesch counted, a sentence ends with a full stop, a question or
    /// exclamation mark, a colon or a semicolon; and with the paragraph.
    fn of_passage(passage: &str) -> Reading {
        let mut reading = Reading::default();
        let mut is_open = false;
        for token in passage.split_whitespace() {
            for word in token.split(['-', '/', '\u{2013}']) {
                if word.contains(char::is_alphanumeric) {
                    reading.words += 1;
                    reading.syllables += syllables(word);
                    is_open = true;
                }
            }
            let end = token.trim_end_matches(|c: char| "\"')]\u{2019}\u{201d}".contains(c));
            if is_open && end.ends_with(['.', '!', '?', ':', ';']) {
                reading.sentences += 1;
                is_open = false;
            }
        }
        reading.sentences += u32::from(is_open);
        reading
    }

    /// Both texts as one.
    #[must_use]
    pub fn and(self, other: Reading) -> Reading {
        Reading {
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
            syllables: self.syllables + other.syllables,
        }
    }

    /// The Flesch-Kincaid grade plus five, since the first grade is for children of six; none for a
    /// text without words.
    ///
    /// Grade = 0.39 × words ÷ sentences + 11.8 × syllables ÷ words - 15.59. From: J. P. Kincaid,
    /// R. P. Fishburne, R. L. Rogers and B. S. Chissom, *Derivation of new readability formulas
    /// (Automated Readability Index, Fog Count and Flesch Reading Ease Formula) for Navy enlisted
    /// personnel*, Research Branch Report 8-75, Naval Technical Training Command, 1975.
    pub fn age(self) -> Option<f64> {
        if self.words == 0 || self.sentences == 0 {
            return None;
        }
        let (words, sentences) = (f64::from(self.words), f64::from(self.sentences));
        let grade = 0.39 * words / sentences + 11.8 * f64::from(self.syllables) / words - 15.59;
        Some(grade + 5.0)
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

/// How many syllables a word has, near enough. Vowels are taken two at a time; an `e` that nobody
/// speaks at the end is left out, and vowels that are spoken apart are two, as before `ing`. A number is one.
fn syllables(word: &str) -> u32 {
    let letters: Vec<char> =
        word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let text: String = letters.iter().collect();
    let rest = text.strip_suffix("ing").filter(|rest| rest.contains(is_vowel));
    let (text, mut count) = rest.map_or_else(|| (stem(&text), 0), |rest| (rest, 1_u32));
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if is_vowel(letter) && !(letter == 'y' && before == ' ') {
            count += 1;
            if let Some(next) = letters.next_if(|next| is_vowel(*next)) {
                count += u32::from(is_apart(before, letter, next, letters.peek().copied()));
                before = next;
                continue;
            }
        }
        before = letter;
    }
    count.max(1)
}

/// The word without an ending that is written and not spoken: `serve`, `serves`, `served`.
fn stem(word: &str) -> &str {
    let after = |ending: &str, spoken: &str| {
        let rest = word.strip_suffix(ending)?;
        let last = rest.chars().last()?;
        let is_spoken = is_vowel(last) || spoken.contains(last);
        (rest.contains(is_vowel) && !is_spoken).then_some(rest)
    };
    let sibilant = word.ends_with("shes") || word.ends_with("ches");
    let silent = after("e", "l").or_else(|| after("ed", "dt"));
    silent.or_else(|| after("es", "lscgxz").filter(|_| !sibilant)).unwrap_or(word)
}

/// Whether two vowels are spoken one by one: `media`, `period`, `actual`; not `nation`, `quality`.
fn is_apart(before: char, first: char, second: char, after: Option<char>) -> bool {
    match (first, second) {
        ('i', 'a' | 'u') => !"tcsg".contains(before),
        ('i', 'o') => !"tcsgxl".contains(before) || (before == 'l' && after != Some('n')),
        ('u', 'a') => !"qg".contains(before),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        for (words, count) in [
            ("a I the cat clerk serve serves served asked name 2026 £1.14 through youth", 1),
            ("council ward-less people table wanted needed houses changes question region", 2),
            ("million paying being member councils pages boxes going?", 2),
            ("media period digital committee actual library employee already officer", 3),
            ("quality industry benefit services", 3),
            ("information democracy activity", 4),
        ] {
            for word in words.split(' ') {
                let found = syllables(word);
                assert_eq!(found, count, "{word}");
            }
        }
    }

    #[test]
    fn sentences_end_where_their_marks_stand() {
        let reading = Reading::of_passage(
            "He said \u{201c}no.\u{201d} Two things: a cat; a dog. At 3.5 - no",
        );
        assert_eq!((reading.words, reading.sentences), (12, 5));
        assert_eq!(Reading::of("").age(), None);
    }

    #[test]
    fn the_age_follows_the_formula() {
        let reading = Reading { words: 100, sentences: 10, syllables: 150 };
        let age = reading.age().unwrap();
        assert!((age - (3.9 + 17.7 - 15.59 + 5.0)).abs() < 1e-9, "{age}");
        assert_eq!(reading.and(reading).age(), Some(age));
        let easy = Reading::of("The cat sat. The dog ran.").age().unwrap();
        let hard = Reading::of(
            "Notwithstanding considerable organisational complexity, authorities prioritise interoperability.",
        );
        assert!(easy < 6.0 && hard.age().unwrap() > 20.0, "{easy} {hard:?}");
    }
}
