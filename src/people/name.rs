use unicode_normalization::UnicodeNormalization;

/// The longest name that a certificate prints, in characters.
const LONGEST: usize = 80;

/// A person's name as certificates print it: composed, with single spaces, 1 to 80 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

/// Why a text is no name that we can print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    Empty,
    TooLong,
    /// It holds a line break or another character that cannot be seen.
    Unprintable,
}

impl PersonName {
    /// Reads a name.
    pub fn parse(text: &str) -> Result<PersonName, NameFault> {
        let name = text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(NameFault::Empty);
        }
        if name.chars().count() > LONGEST {
            return Err(NameFault::TooLong);
        }
        if name.chars().any(|c| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')) {
            return Err(NameFault::Unprintable);
        }
        Ok(PersonName(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_tidied_and_bounded() {
        assert_eq!(PersonName::parse("  Sia\u{302}n \n Ó S ").unwrap().as_str(), "Siân Ó S");
        assert_eq!(PersonName::parse(" "), Err(NameFault::Empty));
        assert!(PersonName::parse(&"W".repeat(80)).is_ok());
        assert_eq!(PersonName::parse(&"W".repeat(81)), Err(NameFault::TooLong));
        assert_eq!(PersonName::parse("a\u{202e}b"), Err(NameFault::Unprintable));
        assert_eq!(PersonName::parse("a\0b"), Err(NameFault::Unprintable));
    }
}
