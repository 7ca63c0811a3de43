//! Ids, and what somebody meant who mistyped one.

use super::At;
use crate::courses::fault::File;
use std::collections::BTreeMap;

/// Whether it is an id: letters a to z, digits and hyphens, beginning with a letter.
pub(super) fn is_id(text: &str) -> bool {
    text.len() <= 60
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Ends a problem with the known word that is nearest to the mistyped one, if any is near.
pub(in crate::courses) fn did_you_mean<'k>(
    typed: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> String {
    let nearest = known
        .into_iter()
        .map(|word| (distance(&typed.to_lowercase(), &word.to_lowercase()), word))
        .min()
        .filter(|(away, word)| *away <= (word.len() / 3).max(1));
    nearest.map_or(String::new(), |(_, word)| format!("; did you mean `{word}`?"))
}

/// How many letters to add, take away, change or swap with the next (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    let cell = |rows: &[Vec<usize>], i: usize, j: usize| {
        rows.get(i).and_then(|row| row.get(j)).copied().unwrap_or(usize::MAX / 2)
    };
    for (i, x) in a.iter().enumerate() {
        rows.push(vec![i + 1]);
        for (j, y) in b.iter().enumerate() {
            let is_swap = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            let swapped = if is_swap { cell(&rows, i - 1, j - 1) + 1 } else { usize::MAX };
            let changed = cell(&rows, i, j) + usize::from(x != y);
            let best = (cell(&rows, i, j + 1) + 1).min(cell(&rows, i + 1, j) + 1);
            if let Some(row) = rows.last_mut() {
                row.push(best.min(changed).min(swapped));
            }
        }
    }
    cell(&rows, a.len(), b.len())
}

/// The ids of one kind met so far and where they stand, to find the second of two.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeMap<String, String>);

impl Seen {
    /// Notes an id and says so if it stood already.
    pub(super) fn note(&mut self, file: File<'_>, what: &str, id: &At<String>) {
        self.note_as(file, id.at, &id.value, |first| {
            (
                format!("two {what}s have the id `{}`", id.value),
                format!("The first is in {first}: give one of them another id."),
            )
        });
    }

    /// Notes a word; `words` says, given the first place, what is wrong and what to do.
    pub(super) fn note_as(
        &mut self,
        file: File<'_>,
        at: usize,
        key: &str,
        words: impl FnOnce(&str) -> (String, String),
    ) {
        if let Some(first) = self.0.get(key) {
            let (problem, remedy) = words(first);
            return file.error(at, &problem, &remedy);
        }
        let here = format!("line {} of {}", file.position(at).0, file.path);
        self.0.insert(key.to_owned(), here);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_small_letters_digits_and_hyphens() {
        for (text, good) in [
            ("owner-first", true),
            ("a1", true),
            ("1a", false),
            ("", false),
            ("-a", false),
            ("Owner", false),
            ("own_er", false),
            ("o/w", false),
            ("siân", false),
        ] {
            assert_eq!(is_id(text), good, "{text}");
        }
        assert!(is_id(&"a".repeat(60)) && !is_id(&"a".repeat(61)));
    }

    #[test]
    fn a_near_word_is_offered_and_a_far_one_is_not() {
        let known = ["feedback", "text", "correct"];
        assert_eq!(did_you_mean("feedbak", known), "; did you mean `feedback`?");
        assert_eq!(did_you_mean("tetx", known), "; did you mean `text`?");
        assert_eq!(did_you_mean("Text", known), "; did you mean `text`?");
        assert_eq!(did_you_mean("colour", known), "");
        assert_eq!([distance("", "abc"), distance("ab", "ba"), distance("abcd", "bc")], [3, 1, 2]);
    }
}
