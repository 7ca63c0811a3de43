//! Reads TOML tables, and says where each missing, misspelt or mistaken value stands.

use super::ids::{did_you_mean, is_id};
use crate::courses::fault::File;
use crate::kernel::Decimal;
use chrono::NaiveDate;
use std::ops::RangeInclusive;
use toml::de::{DeTable, DeValue};

/// A value and where it stands, in bytes.
#[derive(Debug, Clone)]
pub(in crate::courses) struct At<T> {
    pub value: T,
    pub at: usize,
}

/// The document, or nothing when it cannot be read as TOML; then every reason has been said.
pub(super) fn parse<'t>(file: File<'t>, toml: &'t str) -> Option<DeTable<'t>> {
    let (document, errors) = DeTable::parse_recoverable(toml);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        file.error(at, &format!("this is not TOML: {}", error.message()), TOML);
    }
    errors.is_empty().then(|| document.into_inner())
}

const TOML: &str = "Look at this line and the one above it: a missing quotation mark, `=` or \
    bracket, or a name that stands twice.";

/// One table of a document.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    pub file: File<'t>,
    entries: &'t DeTable<'t>,
    /// Where it begins.
    pub at: usize,
    /// As a person would call it: `question`.
    what: &'static str,
}

impl<'t> Table<'t> {
    pub(super) fn root(file: File<'t>, entries: &'t DeTable<'t>, what: &'static str) -> Table<'t> {
        Table { file, entries, at: 0, what }
    }

    /// Complains about every name that is not one of these.
    pub(super) fn only(&self, names: &[&str]) {
        for key in self.entries.keys() {
            let name: &str = key.get_ref();
            if !names.contains(&name) {
                let near = did_you_mean(name, names.iter().copied());
                self.file.error(
                    key.span().start,
                    &format!("there is no `{name}` in a {}{near}", self.what),
                    &format!("Correct it or take it out. It may have: {}.", names.join(", ")),
                );
            }
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// A line of text that must be there.
    pub(super) fn text(&self, key: &str) -> Option<At<String>> {
        self.need(key, "\"…\"").then(|| self.maybe_text(key))?
    }

    /// A line of text that may be left out.
    pub(super) fn maybe_text(&self, key: &str) -> Option<At<String>> {
        let found = self.value(key, "text in quotation marks", |v| v.as_str().map(str::trim))?;
        if found.value.is_empty() {
            self.file.error(found.at, &format!("`{key}` is empty"), "Write it, or ask its author.");
            return None;
        }
        if found.value.contains(char::is_control) {
            let problem = format!("`{key}` has a line break or another control character");
            self.file.error(found.at, &problem, "Write it on one line.");
        }
        Some(At { value: found.value.to_owned(), at: found.at })
    }

    /// An id that must be there.
    pub(super) fn id(&self, key: &str) -> Option<At<String>> {
        let id = self.text(key)?;
        if !is_id(&id.value) {
            self.file.error(
                id.at,
                &format!("`{}` is no id", id.value),
                "Use a to z, 0 to 9 and hyphens, beginning with a letter, at most 60 in all.",
            );
        }
        Some(id)
    }

    /// Yes or no, which must be there.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        self.need(key, "true").then(|| self.maybe_flag(key))?
    }

    /// Yes or no, which may be left out.
    pub(super) fn maybe_flag(&self, key: &str) -> Option<bool> {
        self.value(key, "true or false, without quotation marks", DeValue::as_bool)
            .map(|found| found.value)
    }

    /// A whole number that must be there.
    pub(super) fn number(&self, key: &str, from: u32, to: u32) -> Option<At<u32>> {
        self.need(key, &from.to_string()).then(|| self.maybe_number(key, from, to))?
    }

    /// A whole number that may be left out.
    pub(super) fn maybe_number(&self, key: &str, from: u32, to: u32) -> Option<At<u32>> {
        let found = self.value(key, "a whole number, without quotation marks", |v| {
            let number = v.as_integer()?;
            Some(i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(i64::MAX))
        })?;
        match u32::try_from(found.value) {
            Ok(value) if (from..=to).contains(&value) => Some(At { value, at: found.at }),
            _ => {
                let problem = format!("`{key}` must be from {from} to {to}");
                self.file.error(found.at, &problem, "Write a number in that range.");
                None
            }
        }
    }

    /// A number with or without decimals that must be there. Kept as written, digit by digit.
    pub(super) fn decimal(&self, key: &str) -> Option<At<Decimal>> {
        self.need(key, "12.5").then(|| self.maybe_decimal(key))?
    }

    /// A number with or without decimals that may be left out.
    pub(super) fn maybe_decimal(&self, key: &str) -> Option<At<Decimal>> {
        let written = self.value(key, "a number, like 12 or 12.5", |value| match value {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            DeValue::String(text) => Some(text.trim().to_owned()),
            _ => None,
        })?;
        let number = Decimal::parse(written.value.trim_start_matches('+'));
        if number.is_none() {
            let problem = format!("`{}` is no number that we can keep exactly", written.value);
            let remedy = "Write digits and a point, like 1250 or 12.5: at most 15 digits before \
                the point and 12 after it.";
            self.file.error(written.at, &problem, remedy);
        }
        Some(At { value: number?, at: written.at })
    }

    /// A day that must be there.
    pub(super) fn date(&self, key: &str) -> Option<At<NaiveDate>> {
        self.need(key, "2027-05-31").then(|| self.maybe_date(key))?
    }

    /// A day that may be left out.
    pub(super) fn maybe_date(&self, key: &str) -> Option<At<NaiveDate>> {
        self.value(key, "a day like 2027-05-31, without quotation marks", |v| {
            let written = v.as_datetime().filter(|w| w.time.is_none())?.date?;
            let (month, day) = (u32::from(written.month), u32::from(written.day));
            NaiveDate::from_ymd_opt(i32::from(written.year), month, day)
        })
    }

    /// A list of texts that must be there.
    pub(super) fn texts(&self, key: &str) -> Option<Vec<At<String>>> {
        self.need(key, "[\"…\"]").then(|| self.maybe_texts(key))?
    }

    /// A list of texts that may be left out.
    pub(super) fn maybe_texts(&self, key: &str) -> Option<Vec<At<String>>> {
        let wanted = "a list of texts, like [\"one\", \"two\"]";
        let list = self.value(key, wanted, DeValue::as_array)?;
        let mut texts = Vec::new();
        for item in list.value {
            match item.get_ref().as_str() {
                Some(text) if !text.trim().is_empty() => {
                    texts.push(At { value: text.trim().to_owned(), at: item.span().start });
                }
                _ => self.wrong(key, wanted, item.get_ref(), item.span().start),
            }
        }
        Some(texts)
    }

    /// Two whole numbers, the least and the most, that may be left out.
    pub(super) fn maybe_range(&self, key: &str) -> Option<RangeInclusive<u32>> {
        let wanted = "the least and the most, like [4, 6]";
        let found = self.value(key, wanted, |value| {
            let number = |value: &toml::Spanned<DeValue<'_>>| {
                let number = value.get_ref().as_integer()?;
                u32::from_str_radix(number.as_str(), number.radix()).ok()
            };
            let mut numbers = value.as_array()?.iter().map(number);
            match (numbers.next(), numbers.next(), numbers.next()) {
                (Some(least), Some(most), None) => Some((least?, most?)),
                _ => None,
            }
        })?;
        let (least, most) = found.value;
        if least > most {
            let problem = format!("`{key}` has its least above its most");
            self.file.error(found.at, &problem, "Write the smaller number first.");
        }
        Some(least..=most)
    }

    /// The table `[key]`, which may be left out.
    pub(super) fn maybe_table(&self, key: &str, what: &'static str) -> Option<Table<'t>> {
        let wanted = format!("names and values below a line [{key}]");
        let found = self.value(key, &wanted, DeValue::as_table)?;
        Some(Table { file: self.file, entries: found.value, at: found.at, what })
    }

    /// The tables of `[[key]]`, of which there must be one. None when there is no such list.
    pub(super) fn tables(&self, key: &str, what: &'static str) -> Option<Vec<Table<'t>>> {
        let header = format!("[[{key}]]");
        let Some(value) = self.entries.get(key) else {
            let problem = format!("this {} has no {what}s", self.what);
            self.file.error(self.at, &problem, &format!("Begin the first with a line {header}."));
            return None;
        };
        let wanted = format!("a list, each part of which begins with a line {header}");
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(key, &wanted, value.get_ref(), value.span().start);
            return None;
        };
        let table = |item: &'t toml::Spanned<DeValue<'t>>| {
            let at = item.span().start;
            let Some(entries) = item.get_ref().as_table() else {
                self.wrong(key, &wanted, item.get_ref(), at);
                return None;
            };
            Some(Table { file: self.file, entries, at, what })
        };
        Some(list.iter().filter_map(table).collect())
    }

    fn need(&self, key: &str, example: &str) -> bool {
        let there = self.has(key);
        if !there {
            let problem = format!("this {} has no `{key}`", self.what);
            self.file.error(self.at, &problem, &format!("Add a line {key} = {example}"));
        }
        there
    }

    fn value<T>(
        &self,
        key: &str,
        wanted: &str,
        read: impl FnOnce(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<At<T>> {
        let found = self.entries.get(key)?;
        let at = found.span().start;
        let value = read(found.get_ref());
        if value.is_none() {
            self.wrong(key, wanted, found.get_ref(), at);
        }
        value.map(|value| At { value, at })
    }

    fn wrong(&self, key: &str, wanted: &str, found: &DeValue<'_>, at: usize) {
        let problem = format!("`{key}` is of the wrong type ({})", found.type_str());
        self.file.error(at, &problem, &format!("Write {wanted}."));
    }
}
