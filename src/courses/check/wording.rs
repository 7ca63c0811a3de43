//! Words: British spellings, and none that talk down to a reader or make people into users.

use super::lesson::split;
use super::{Checking, figures};
use crate::courses::compile::stretches;
use crate::courses::fault::File;
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

const AMERICAN: &str = include_str!("wording/american.txt");

/// Words that we do without, and what to do instead.
const UNWANTED: [(&str, &str); 8] = [
    ("simply", LEAVE_OUT),
    ("just", LEAVE_OUT),
    ("user", SAY_WHO),
    ("users", SAY_WHO),
    ("leverage", USE),
    ("leverages", USE),
    ("leveraged", USE),
    ("leveraging", USE),
];
const LEAVE_OUT: &str = "Leave it out: what is simple to one reader is not to the next.";
const SAY_WHO: &str = "Say who they are: residents, members, people, staff.";
const USE: &str = "Say `use`, or what is done.";

/// What a reader reads in a TOML file. Ids, addresses and accepted answers are not among it.
const READ: [&str; 12] = [
    "title",
    "summary",
    "lead",
    "text",
    "term",
    "meaning",
    "guidance",
    "feedback",
    "feedback_true",
    "feedback_false",
    "feedback_right",
    "feedback_wrong",
];

/// What to say to a word.
struct Verdict {
    problem: String,
    remedy: String,
}

/// The words that are looked for, and the names in which they may stand.
struct Words<'n> {
    verdicts: BTreeMap<String, Verdict>,
    /// As their owners write them, in small letters.
    names: &'n [String],
}

/// Looks at every word that learners and trainers read, but for the titles of sources.
pub(super) fn check(checking: Checking<'_>, names: &[String]) {
    let names: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let words = Words { verdicts: verdicts(), names: &names };
    for (path, text) in checking.files.iter().filter(|(path, _)| *path != "sources.toml") {
        let file = File::new((path, text), checking.faults);
        match path.rsplit_once('.') {
            Some((_, "md")) => words.in_markdown(file),
            Some((_, "toml")) => words.in_toml(file, text),
            Some((_, "svg")) => words.in_drawing(file),
            _ => {}
        }
    }
}

/// From the list of spellings: a line has the American stem, the British one and their endings.
fn verdicts() -> BTreeMap<String, Verdict> {
    let mut verdicts = BTreeMap::new();
    for line in AMERICAN.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split(' ');
        let (Some(american), Some(british)) = (parts.next(), parts.next()) else { continue };
        for ending in parts.map(|ending| ending.trim_start_matches('-')) {
            let word = format!("{american}{ending}");
            let problem = format!("`{word}` is spelt the American way");
            let remedy = format!("Write {british}{ending}.");
            verdicts.insert(word, Verdict { problem, remedy });
        }
    }
    for (word, remedy) in UNWANTED {
        let problem = format!("we do without the word `{word}`");
        verdicts.insert(word.to_owned(), Verdict { problem, remedy: remedy.to_owned() });
    }
    verdicts
}

impl Words<'_> {
    fn in_markdown(&self, file: File<'_>) {
        let Some(parts) = split(file.text) else { return };
        self.in_toml(file.from(parts.head_at), parts.head);
        for (text, at) in stretches(parts.body) {
            // The text may spell quotation marks otherwise than the file, so its places are not ours.
            let mut at = at;
            for (word, verdict) in self.found(&text) {
                at += place_of(&word, parts.body.get(at..).unwrap_or_default());
                say(file.from(parts.body_at), at, verdict);
                at += word.len();
            }
        }
    }

    fn in_toml(&self, file: File<'_>, toml: &str) {
        let (document, errors) = DeTable::parse_recoverable(toml);
        if errors.is_empty() {
            self.in_table(file, document.get_ref());
        }
    }

    fn in_table(&self, file: File<'_>, table: &DeTable<'_>) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            match value.get_ref() {
                DeValue::Table(table) => self.in_table(file, table),
                DeValue::Array(list) => {
                    let tables = list.iter().filter_map(|item| item.get_ref().as_table());
                    tables.for_each(|table| self.in_table(file, table));
                }
                DeValue::String(text) if READ.contains(&name) => {
                    self.in_value(file, value.span().start, text);
                }
                _ => {}
            }
        }
    }

    fn in_value(&self, file: File<'_>, at: usize, text: &str) {
        for (text, _) in stretches(text) {
            for (_, verdict) in self.found(&text) {
                say(file, at, verdict);
            }
        }
    }

    fn in_drawing(&self, file: File<'_>) {
        for (text, at) in figures::texts(file.text) {
            for (_, verdict) in self.found(&text) {
                say(file, at, verdict);
            }
        }
    }

    /// The words of a text that have a verdict and stand in no name.
    fn found(&self, text: &str) -> Vec<(String, &Verdict)> {
        let mut text = folded(text);
        for name in self.names {
            // As many bytes, so that what follows keeps its place.
            text = text.replace(name.as_str(), &" ".repeat(name.len()));
        }
        let words = text.split(|c: char| !c.is_alphabetic());
        words.filter_map(|word| Some((word.to_owned(), self.verdicts.get(word)?))).collect()
    }
}

fn say(file: File<'_>, at: usize, verdict: &Verdict) {
    let Verdict { problem, remedy } = verdict;
    let remedy = format!(
        "{remedy} If it belongs to a name or a quotation, add that to `names` in course.toml."
    );
    file.warn(at, problem, &remedy);
}

/// Where a word stands first in a text.
fn place_of(word: &str, text: &str) -> usize {
    let lowered = text.to_ascii_lowercase();
    let is_whole = |at: &usize| {
        let (before, after) = (text.get(..*at), text.get(at + word.len()..));
        !before.is_some_and(|text| text.ends_with(char::is_alphabetic))
            && !after.is_some_and(|text| text.starts_with(char::is_alphabetic))
    };
    let mut places = lowered.match_indices(word).map(|(at, _)| at);
    places.find(is_whole).unwrap_or_default()
}

/// Small letters, and one kind of apostrophe.
fn folded(text: &str) -> String {
    text.to_lowercase().replace(['\u{2019}', '\u{2018}'], "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_american_word_has_one_british_one() {
        let verdicts = verdicts();
        assert!(verdicts.len() > 400, "{}", verdicts.len());
        for (word, british) in
            [("color", "colour"), ("organizational", "organisational"), ("fiber", "fibre")]
        {
            let remedy = verdicts.get(word).map(|verdict| verdict.remedy.as_str());
            assert_eq!(remedy, Some(format!("Write {british}.").as_str()), "{word}");
        }
    }

    #[test]
    fn what_is_right_in_both_is_left_alone() {
        let words = Words { verdicts: verdicts(), names: &[] };
        let text = "a program, a licence to license, the practice of practising, a parking meter, \
            prize, size, laboratory, honorary, humorous, rigorous, council, equal, capsize, story";
        assert!(words.found(text).is_empty());
    }

    #[test]
    fn a_name_may_hold_any_word() {
        let names = ["user-centric".to_owned(), "world health organization".to_owned()];
        let words = Words { verdicts: verdicts(), names: &names };
        let found = |text: &str| {
            words.found(text).into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found("User-centric, said the World Health Organization"), "");
        assert_eq!(found("an organization of user-friendly users"), "organization user users");
    }
}
