//! Words as they are compared: folded, without endings of the plural, near enough in spelling.

use crate::kernel::fold;

/// The most letters of a query that are read, and the most words.
pub const LONGEST: usize = 100;
pub const MOST: usize = 8;

/// Words that stand in nearly every sentence; they are looked for only if nothing else is asked.
const EVERYWHERE: [&str; 46] = [
    "a", "about", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from",
    "has", "have", "how", "i", "if", "in", "is", "it", "its", "me", "my", "of", "on", "or", "our",
    "that", "the", "their", "they", "this", "to", "was", "we", "what", "when", "where", "which",
    "who", "why", "with", "you", "your",
];

/// A word in a text, and where it stands in it, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, without accents: `Members’` is `members`.
    pub folded: String,
    pub from: usize,
    pub to: usize,
}

/// The words of a text, in order. A hyphen parts two words, an apostrophe within one does not.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut begun = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let within = c.is_alphanumeric()
            || (begun.is_some() && (is_apostrophe(c) || c.is_alphanumeric() || is_mark(c)));
        match (begun, within) {
            (None, true) => begun = Some(at),
            (Some(from), false) => {
                begun = None;
                let word = text.get(from..at).unwrap_or_default();
                let word = word.trim_end_matches(is_apostrophe);
                found.push(Word { folded: folded(word), from, to: from + word.len() });
            }
            _ => {}
        }
    }
    found
}

fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '\u{2019}'
}

/// An accent that is a letter of its own in the text.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn folded(word: &str) -> String {
    let word = fold(word);
    word.strip_suffix("'s").unwrap_or(&word).replace('\'', "")
}

/// The singular, by the three rules that serve most English nouns; what matters is that a word and
/// its plural come out alike.
pub(super) fn stem(word: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let without = |ending: &str| word.strip_suffix(ending).map(ToOwned::to_owned);
    let stem = match word.chars().count() {
        0..=3 => None,
        5.. if ends(&["ies"]) => without("ies").map(|word| word + "y"),
        _ if ends(&["ss", "us", "is"]) => None,
        5.. if ends(&["sses", "shes", "ches", "xes"]) => without("es"),
        _ => without("s"),
    };
    stem.unwrap_or_else(|| word.to_owned())
}

/// How many letters may be wrong in a word: none in a short one, where every slip is another word.
pub(super) fn slips(word: &str) -> usize {
    match word.chars().count() {
        _ if word.contains(|c: char| c.is_ascii_digit()) => 0,
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

/// How many slips make one word of the other, if no more than `most`.
pub(super) fn distance(typed: &str, word: &str, most: usize) -> Option<usize> {
    // Bytes and letters differ, but never by more than makes this too lenient.
    if typed.len().abs_diff(word.len()) > 2 * most {
        return None;
    }
    Some(strsim::osa_distance(typed, word)).filter(|distance| *distance <= most)
}

/// What somebody looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Folded, each once, in the order typed.
    pub words: Vec<String>,
    /// Whether more was typed than is looked for.
    pub shortened: bool,
}

impl Query {
    /// Reads what was typed: whatever it is, it can be looked for.
    pub fn read(typed: &str) -> Query {
        let end = typed.char_indices().nth(LONGEST).map_or(typed.len(), |(at, _)| at);
        let all = words(typed.get(..end).unwrap_or(typed));
        let mut kept: Vec<String> = Vec::new();
        let telling = |word: &Word| !EVERYWHERE.contains(&word.folded.as_str());
        let any_telling = all.iter().any(telling);
        for word in all.into_iter().filter(|word| !any_telling || telling(word)) {
            if !word.folded.is_empty() && !kept.contains(&word.folded) {
                kept.push(word.folded);
            }
        }
        let shortened = end < typed.trim_end().len() || kept.len() > MOST;
        kept.truncate(MOST);
        Query { words: kept, shortened }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded_words(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn words_are_folded_and_keep_their_places() {
        for (text, expected) in [
            ("The Commissioner\u{2019}s Office", vec!["the", "commissioner", "office"]),
            ("members' e-mail, \u{a3}1,250", vec!["members", "e", "mail", "1", "250"]),
            ("Si\u{e2}n\u{2019}s \u{201c}d\u{0302}\u{201d}", vec!["sian", "d"]),
            ("don't \u{2019}tis", vec!["dont", "tis"]),
            ("\u{1f600} \u{2019} -", vec![]),
        ] {
            assert_eq!(folded_words(text), expected, "{text}");
        }
        let text = "A r\u{e9}sum\u{e9}.";
        let places: Vec<_> = words(text).iter().map(|w| text[w.from..w.to].to_owned()).collect();
        assert_eq!(places, ["A", "r\u{e9}sum\u{e9}"]);
    }

    #[test]
    fn a_word_and_its_plural_have_one_stem() {
        for (one, many) in [
            ("backup", "backups"),
            ("policy", "policies"),
            ("service", "services"),
            ("breach", "breaches"),
            ("process", "processes"),
            ("business", "businesses"),
        ] {
            assert_eq!(stem(one), stem(many), "{one}");
        }
        for alone in ["bus", "gas", "analysis", "access", "status", "is", ""] {
            assert_eq!(stem(alone), alone);
        }
    }

    #[test]
    fn slips_are_forgiven_by_the_length_of_the_word() {
        for (typed, word, near) in [
            ("esentials", "essentials", true),
            ("fishing", "phishing", true),
            ("cyebr", "cyber", true),
            ("cibe", "cyber", false),
            ("ict", "ico", false),
            ("2025", "2026", false),
            ("ransomeware", "ransomware", true),
            ("resilence", "governance", false),
        ] {
            assert_eq!(distance(typed, word, slips(typed)).is_some(), near, "{typed}");
        }
    }

    #[test]
    fn a_query_is_read_whatever_was_typed() {
        let read = |typed: &str| Query::read(typed);
        assert_eq!(read("What is the  Cyber cyber?").words, ["cyber"]);
        assert_eq!(read("what is it").words, ["what", "is", "it"]);
        assert_eq!(read(" ?! "), Query::default());
        let nine = read("one2 two2 three four five six seven eight nine");
        assert_eq!((nine.words.len(), nine.shortened), (MOST, true));
        let eight = read("one2 two2 three four five six seven eight");
        assert_eq!((eight.words.len(), eight.shortened), (MOST, false));
        assert!(!read(&"x".repeat(LONGEST)).shortened);
        let long = read(&"\u{e9}".repeat(LONGEST + 1));
        assert_eq!((long.words, long.shortened), (vec!["e".repeat(LONGEST)], true));
    }
}
