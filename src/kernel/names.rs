//! Names and addresses, folded so that both databases sort and search them alike.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that Unicode does not take apart, with what a British reader would type for them.
const PLAIN: [(char, &str); 14] = [
    ('ł', "l"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ŋ', "n"),
    ('’', "'"),
    ('‘', "'"),
];

/// Lower case without accents: `Siân Łuk` becomes `sian luk`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match PLAIN.iter().find(|(from, _)| *from == c) {
            Some((_, to)) => folded.push_str(to),
            None if !is_combining_mark(c) => folded.push(c),
            None => {}
        }
    }
    folded
}

/// What a name is sorted by: the last word first, then the rest, as registers of members do.
pub fn sort_key(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{last} {}", rest.join(" ")),
        _ => words.join(" "),
    }
}

/// What a name is searched in: folded, with single spaces.
pub fn search_key(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name fit for an address: `Aberwyvern County Council` becomes `aberwyvern-county-council`.
pub fn slug(name: &str) -> String {
    fold(name)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// Why a text is no e-mail address that we can write to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressFault {
    /// Nothing was given.
    Empty,
    /// It lacks a part, or has a part too many.
    Shape,
    /// The part before the @ has letters that most mail systems refuse.
    NotAscii,
}

/// An e-mail address as typed, and the key under which it is unique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress {
    /// As its owner writes it, without spaces around it.
    pub text: String,
    /// Lower case.
    pub key: String,
}

impl EmailAddress {
    /// Reads an address. Its local part must be ASCII: other letters need an extension that many
    /// councils' mail systems lack.
    ///
    /// # Errors
    /// [`AddressFault`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<EmailAddress, AddressFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressFault::Empty);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(AddressFault::Shape)?;
        if !local.is_ascii() || !domain.is_ascii() {
            return Err(AddressFault::NotAscii);
        }
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.split('.').all(|part| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
            });
        let domain_ok = domain.len() <= 253
            && domain.contains('.')
            && domain.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            });
        if !(local_ok && domain_ok) {
            return Err(AddressFault::Shape);
        }
        Ok(EmailAddress { text: text.to_owned(), key: text.to_ascii_lowercase() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_as_a_clerk_would_file_them() {
        for (name, key) in [
            ("Siân Ó Súilleabháin", "suilleabhain sian o"),
            ("Żaneta Łukaszewicz", "lukaszewicz zaneta"),
            ("Nguyễn Thị Ánh", "anh nguyen thi"),
            ("Gŵen  Pryce", "pryce gwen"),
            ("Cher", "cher"),
            ("", ""),
        ] {
            assert_eq!(sort_key(name), key, "{name}");
        }
        assert_eq!(slug("St. Aled’s & Môn"), "st-aled-s-mon");
    }

    #[test]
    fn addresses_are_whole() {
        for good in ["a@b.uk", " Gwen.Pryce+x@Aberwyvern.GOV.uk "] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        assert_eq!(EmailAddress::parse(" A@B.uk").unwrap().key, "a@b.uk");
        for (bad, fault) in [
            ("", AddressFault::Empty),
            ("gwen", AddressFault::Shape),
            ("gwen@aberwyvern", AddressFault::Shape),
            ("a@b.uk\r\nBcc: c@d.uk", AddressFault::Shape),
            ("a..b@c.uk", AddressFault::Shape),
            ("a@-b.uk", AddressFault::Shape),
            ("siân@example.uk", AddressFault::NotAscii),
        ] {
            assert_eq!(EmailAddress::parse(bad), Err(fault), "{bad}");
        }
    }
}
