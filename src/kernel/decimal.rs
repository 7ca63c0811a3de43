//! Numbers with decimals, kept exactly: none of them is ever a float.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Digits that a number may have before its point, and after it.
const WHOLE: usize = 15;
const DECIMALS: usize = 12;
const ONE: i128 = 10_i128.pow(12);

/// An exact number: a count of its smallest decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Decimal(i128);

impl Decimal {
    /// Reads `1250`, `-0.5` or `.5`: digits and one point, nothing else.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (minus, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let whole = whole.trim_start_matches('0');
        let fits = whole.len() <= WHOLE && decimals.len() <= DECIMALS;
        let any = digits.bytes().any(|b| b.is_ascii_digit());
        if !(any && fits && all_digits(whole) && all_digits(decimals)) {
            return None;
        }
        let count: i128 = format!("0{whole}{decimals:0<DECIMALS$}").parse().ok()?;
        Some(Decimal(if minus { -count } else { count }))
    }

    /// How far apart two numbers are.
    #[must_use]
    pub const fn away_from(self, other: Decimal) -> Decimal {
        Decimal((self.0 - other.0).abs())
    }

    /// Their sum; no two numbers that can be read are too large for it.
    #[must_use]
    pub const fn plus(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_add(other.0))
    }

    /// Their difference.
    #[must_use]
    pub const fn minus(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_sub(other.0))
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub const fn is_zero(&self) -> bool {
        self.0 == 0
    }

    /// As people read it, with commas between thousands: `1,250.5`.
    pub fn in_words(self) -> String {
        let text = self.to_string();
        let (sign, digits) = text.split_at(usize::from(self.is_negative()));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let point = if decimals.is_empty() { "" } else { "." };
        format!("{sign}{grouped}{point}{decimals}")
    }
}

/// The shortest way to write it: the same number is always the same text.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / ONE, self.0.abs() % ONE);
        let decimals = format!("{rest:0DECIMALS$}");
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            decimals => write!(f, "{sign}{whole}.{decimals}"),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(deserializer)?;
        Decimal::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is no number")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        Decimal::parse(text).map_or("none".to_owned(), |number| number.to_string())
    }

    #[test]
    fn a_number_is_read_exactly_or_not_at_all() {
        for (text, number) in [
            ("1250", "1250"),
            ("0012.50", "12.5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-0.10", "-0.1"),
            ("-0", "0"),
            ("0.000000000001", "0.000000000001"),
            ("0.0000000000001", "none"),
            ("999999999999999", "999999999999999"),
            ("1000000000000000", "none"),
            ("", "none"),
            (".", "none"),
            ("-", "none"),
            ("--1", "none"),
            ("1.2.3", "none"),
            ("1e3", "none"),
            ("+1", "none"),
            ("1,250", "none"),
            ("ten", "none"),
            ("٣", "none"),
        ] {
            assert_eq!(read(text), number, "{text}");
        }
    }

    #[test]
    fn thousands_are_set_apart_for_readers() {
        for (text, words) in
            [("999", "999"), ("1250.5", "1,250.5"), ("-1234567", "-1,234,567"), ("0.25", "0.25")]
        {
            assert_eq!(Decimal::parse(text).unwrap().in_words(), words);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_the_same_number(count in -10_i128.pow(26)..10_i128.pow(26)) {
            let number = Decimal(count);
            prop_assert_eq!(Decimal::parse(&number.to_string()), Some(number));
            let json = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<Decimal>(&json).unwrap(), number);
        }
    }
}
