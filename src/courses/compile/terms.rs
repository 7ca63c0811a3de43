//! Finds the words of the glossary in running text.

/// A term of the glossary.
#[derive(Debug, Clone)]
pub(in crate::courses) struct Entry {
    pub id: String,
    pub term: String,
    pub forms: Vec<String>,
    pub meaning_html: String,
}

/// The glossary: terms, and the spellings by which they are found.
#[derive(Debug, Default)]
pub(in crate::courses) struct Glossary {
    pub entries: Vec<Entry>,
    /// The longest first, so that `impact assessment` does not win within a longer term.
    forms: Vec<Form>,
}

#[derive(Debug)]
struct Form {
    letters: Vec<char>,
    /// Whether case counts: in forms all of capitals, such as `IT`.
    exact: bool,
    entry: usize,
}

/// A stretch of text, linked to a term or not.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Plain(&'t str),
    Term(&'t str, usize),
}

impl Glossary {
    /// Adds a term, which is found by its name and by its forms.
    pub(in crate::courses) fn add(&mut self, entry: Entry) {
        let index = self.entries.len();
        for form in entry.forms.iter().chain([&entry.term]) {
            let exact = is_capitals(form);
            let letters = form.trim().chars().map(|c| folded(c, exact)).collect();
            self.forms.push(Form { letters, exact, entry: index });
        }
        self.forms.sort_by_key(|form| std::cmp::Reverse(form.letters.len()));
        self.entries.push(entry);
    }

    /// Cuts `text` where terms stand that `wanted` still wants, which is asked once for each.
    pub(super) fn cut<'t>(
        &self,
        text: &'t str,
        mut wanted: impl FnMut(usize) -> bool,
    ) -> Vec<Piece<'t>> {
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let offset = |i: usize| letters.get(i).map_or(text.len(), |(at, _)| *at);
        let mut pieces = Vec::new();
        let (mut plain_from, mut i) = (0, 0);
        while i < letters.len() {
            let Some((length, entry)) = self.find_at(&letters, i) else {
                i += 1;
                continue;
            };
            let (from, to) = (offset(i), offset(i + length));
            if wanted(entry) {
                pieces.push(Piece::Plain(text.get(plain_from..from).unwrap_or_default()));
                pieces.push(Piece::Term(text.get(from..to).unwrap_or_default(), entry));
                plain_from = to;
            }
            i += length;
        }
        pieces.push(Piece::Plain(text.get(plain_from..).unwrap_or_default()));
        pieces.retain(|piece| *piece != Piece::Plain(""));
        pieces
    }

    /// The longest form that stands at `at` as a whole word: its letters and its entry.
    fn find_at(&self, text: &[(usize, char)], at: usize) -> Option<(usize, usize)> {
        if at.checked_sub(1).and_then(|i| text.get(i)).is_some_and(|(_, c)| in_word(*c)) {
            return None;
        }
        let rest = text.get(at..)?;
        let form = self.forms.iter().find(|form| {
            let ends = rest.get(form.letters.len()).is_none_or(|(_, c)| !in_word(*c));
            ends && rest.len() >= form.letters.len()
                && form.letters.iter().zip(rest).all(|(f, (_, c))| *f == folded(*c, form.exact))
        })?;
        Some((form.letters.len(), form.entry))
    }
}

/// Whether case tells the form from an everyday word: `IT`, `SC3`, `DPIA`.
pub(in crate::courses) fn is_capitals(form: &str) -> bool {
    form.chars().any(char::is_uppercase) && !form.chars().any(char::is_lowercase)
}

/// Letters that spell the same alike: any space, either apostrophe, and case where it is free.
fn folded(c: char, exact: bool) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '\u{2019}' | '\u{2018}' => '\'',
        c if exact => c,
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

/// `e-mail` and `data_owner` are words of their own, not places to find `mail` or `data`.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, usize)> {
        let mut glossary = Glossary::default();
        for (term, forms) in [
            ("Data protection impact assessment", vec!["DPIA", "impact assessment"]),
            ("Information Commissioner's Office", vec!["ICO"]),
            ("Information technology", vec!["IT"]),
            ("Dataset", vec!["datasets"]),
        ] {
            let forms = forms.into_iter().map(ToOwned::to_owned).collect();
            let (id, meaning_html) = (String::new(), String::new());
            glossary.add(Entry { id, term: term.into(), forms, meaning_html });
        }
        let pieces = glossary.cut(text, |_| true);
        pieces
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Term(text, entry) => Some((text.to_owned(), entry)),
                Piece::Plain(_) => None,
            })
            .collect()
    }

    #[test]
    fn whole_words_are_found_the_longest_first() {
        for (text, words) in [
            ("A DATASET and datasets.", vec![("DATASET", 3), ("datasets", 3)]),
            (
                "a data protection\nimpact assessment",
                vec![("data protection\nimpact assessment", 0)],
            ),
            ("the impact assessment", vec![("impact assessment", 0)]),
            (
                "the Information Commissioner\u{2019}s Office",
                vec![("Information Commissioner\u{2019}s Office", 1)],
            ),
            ("the ICO\u{2019}s view, (ICO)", vec![("ICO", 1), ("ICO", 1)]),
            ("it was IT", vec![("IT", 2)]),
            ("metadataset, dataset-like, pre-dataset, icons, DPIAX", vec![]),
            ("", vec![]),
        ] {
            let words: Vec<_> = words.into_iter().map(|(w, e)| (w.to_owned(), e)).collect();
            assert_eq!(found(text), words, "{text}");
        }
    }

    #[test]
    fn a_term_within_a_longer_one_waits_for_its_own_place() {
        let mut glossary = Glossary::default();
        for term in ["Personal data", "Special category personal data"] {
            let (forms, meaning_html) = (Vec::new(), String::new());
            glossary.add(Entry { id: term.into(), term: term.into(), forms, meaning_html });
        }
        let text = "special category personal data, then personal data";
        let pieces = glossary.cut(text, |entry| entry == 0);
        assert_eq!(
            pieces,
            [
                Piece::Plain("special category personal data, then "),
                Piece::Term("personal data", 0)
            ]
        );
    }
}
