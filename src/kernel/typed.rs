//! What people type as an answer, read with good will: a number, or a few words.

use super::Decimal;
use super::names::fold;

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFault {
    /// It has letters or signs that are no part of a number.
    NotANumber,
    /// A comma stands where no thousands begin: it may be meant as a point.
    Comma,
    /// It has more digits than we can keep.
    TooLong,
}

/// Reads a number as people type it: `1,250.5`, `£1,250`, `12 %`, `-3`, with or without its unit.
///
/// # Errors
/// [`NumberFault`] says why it is none.
pub fn read_number(text: &str, unit: &str) -> Result<Decimal, NumberFault> {
    let lower = text.trim().to_lowercase().replace(['−', '–'], "-");
    let unit = unit.trim().to_lowercase();
    let mut rest = lower.as_str();
    let mut minus = false;
    // A sign may stand before the unit or after it.
    for _ in 0..2 {
        for mark in [unit.as_str(), "£"] {
            rest = without_prefix(rest, mark);
        }
        if let Some(after) = rest.strip_prefix('-').filter(|_| !minus) {
            (rest, minus) = (after.trim_start(), true);
        }
    }
    for mark in [unit.as_str(), "%", "per cent", "percent"] {
        rest = rest.strip_suffix(mark).unwrap_or(rest).trim_end();
    }
    let rest = rest.strip_prefix('+').filter(|_| !minus).unwrap_or(rest);
    let digits = without_separators(rest)?;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Err(NumberFault::NotANumber);
    }
    match Decimal::parse(&if minus { format!("-{digits}") } else { digits.clone() }) {
        Some(number) => Ok(number),
        None if digits.matches('.').count() == 1 || !digits.contains('.') => {
            let any = digits.bytes().any(|b| b.is_ascii_digit());
            Err(if any { NumberFault::TooLong } else { NumberFault::NotANumber })
        }
        None => Err(NumberFault::NotANumber),
    }
}

fn without_prefix<'t>(text: &'t str, mark: &str) -> &'t str {
    text.strip_prefix(mark).unwrap_or(text).trim_start()
}

/// Takes commas or spaces out that set thousands apart.
fn without_separators(text: &str) -> Result<String, NumberFault> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let is_separator = |c: char| c == ',' || c.is_whitespace();
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let mut sizes = groups.iter().map(|group| group.chars().count());
    let first = sizes.next().unwrap_or_default();
    let whole_thousands = groups.len() == 1 || ((1..=3).contains(&first) && sizes.all(|n| n == 3));
    let all_digits = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    if !all_digits {
        return Err(NumberFault::NotANumber);
    }
    if !whole_thousands || decimals.is_some_and(|decimals| decimals.contains(',')) {
        let fault = if text.contains(',') { NumberFault::Comma } else { NumberFault::NotANumber };
        return Err(fault);
    }
    let point = if decimals.is_some() { "." } else { "" };
    Ok(format!("{}{point}{}", groups.concat(), decimals.unwrap_or_default()))
}

/// A number beside its unit, as people write it: `£1,250`, `12%`, `30 days`.
pub fn number_with_unit(number: Decimal, unit: &str) -> String {
    let words = number.in_words();
    match unit {
        "" => words,
        "£" | "$" | "€" => match words.strip_prefix('-') {
            Some(rest) => format!("-{unit}{rest}"),
            None => format!("{unit}{words}"),
        },
        "%" => format!("{words}%"),
        _ => format!("{words} {unit}"),
    }
}

/// A short answer as it is compared: lower case, no accents, single spaces, plain quotation marks
/// and hyphens, no full stop at its end.
pub fn answer_key(text: &str) -> String {
    let plain = fold(text).replace(['“', '”', '„'], "\"").replace(['‐', '‑', '–', '—'], "-");
    let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced.trim_end_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        for (text, unit, number) in [
            ("1,250.5", "", "1250.5"),
            ("£1,250", "£", "1250"),
            ("£1,250", "", "1250"),
            ("12 %", "%", "12"),
            ("12%", "", "12"),
            ("12 per cent", "%", "12"),
            (" 30 Days ", "days", "30"),
            ("days 30", "days", "30"),
            ("1 250 000", "", "1250000"),
            ("1\u{a0}250", "", "1250"),
            ("-5", "", "-5"),
            ("−5", "", "-5"),
            ("-£5", "£", "-5"),
            ("£-5", "£", "-5"),
            ("+5", "", "5"),
            (".5", "", "0.5"),
            ("5.", "", "5"),
            ("007", "", "7"),
        ] {
            let read = read_number(text, unit).map(|number| number.to_string());
            assert_eq!(read.as_deref(), Ok(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_never_guessed_at() {
        use NumberFault::{Comma, NotANumber, TooLong};
        for (text, fault) in [
            ("", NotANumber),
            ("ten", NotANumber),
            (".", NotANumber),
            ("%", NotANumber),
            ("1.2.3", NotANumber),
            ("1e3", NotANumber),
            ("10 to 12", NotANumber),
            ("5-", NotANumber),
            ("--5", NotANumber),
            ("12 hours", NotANumber),
            ("1 25", NotANumber),
            ("1,25", Comma),
            ("1250,5", Comma),
            ("1.250,5", Comma),
            (",5", Comma),
            ("1234,567", Comma),
            ("1000000000000000", TooLong),
            ("0.0000000000001", TooLong),
        ] {
            assert_eq!(read_number(text, "days"), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_unit_stands_where_readers_expect_it() {
        for (number, unit, words) in [
            ("1250", "£", "£1,250"),
            ("-5", "£", "-£5"),
            ("12.5", "%", "12.5%"),
            ("30", "days", "30 days"),
            ("8", "", "8"),
        ] {
            assert_eq!(number_with_unit(Decimal::parse(number).unwrap(), unit), words);
        }
    }

    #[test]
    fn short_answers_are_compared_without_their_dress() {
        for (typed, key) in [
            ("  Data   Protection\u{a0}Officer. ", "data protection officer"),
            ("Siân’s", "sian's"),
            ("‘multi‑factor’", "'multi-factor'"),
            ("“No”", "\"no\""),
            ("e\u{301}tat", "etat"),
            ("ﬁle", "file"),
            ("...", ""),
            ("v1.2", "v1.2"),
        ] {
            assert_eq!(answer_key(typed), key, "{typed}");
        }
    }
}
