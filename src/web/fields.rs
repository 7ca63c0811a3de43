//! Forms and queries as they arrive: every fault is a clear refusal, never a guess.

use percent_encoding::percent_decode_str;

/// Why a body or a query cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadBody {
    /// More than we take.
    TooLarge,
    /// It did not arrive in time, or broke off.
    Slow,
    /// Not a form.
    WrongType,
    /// Not UTF-8, or with a NUL.
    NotText,
    /// A field was given twice that stands once in its form, or there are too many fields.
    Repeated,
}

/// The fields of a form or a query, in the order given.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

/// No form of ours has more.
const MOST: usize = 300;

impl Fields {
    /// Reads `application/x-www-form-urlencoded` text.
    pub fn parse(text: &[u8]) -> Result<Fields, BadBody> {
        let text = std::str::from_utf8(text).map_err(|_| BadBody::NotText)?;
        let mut fields = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            if fields.len() == MOST {
                return Err(BadBody::Repeated);
            }
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            fields.push((decode(name)?, decode(value)?));
        }
        Ok(Fields(fields))
    }

    /// A field that stands once; empty when it was not sent.
    pub fn one(&self, name: &str) -> Result<&str, BadBody> {
        let mut values = self.0.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (first, None) => Ok(first.unwrap_or_default()),
            _ => Err(BadBody::Repeated),
        }
    }

    /// A field that may stand several times.
    pub fn many(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str()).collect()
    }

    /// All fields, in the order given.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All fields but those.
    pub fn except(&self, names: &[&str]) -> Fields {
        let others = self.0.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        Fields(others.cloned().collect())
    }

    /// The fields whose names begin so, as a form of their own, without that beginning.
    pub fn under(&self, beginning: &str) -> Fields {
        let own = |(name, value): (&str, &str)| {
            Some((name.strip_prefix(beginning)?.to_owned(), value.to_owned()))
        };
        Fields(self.all().filter_map(own).collect())
    }

    /// The fields whose names begin so, without that beginning, as far as they have a value.
    pub fn after<'f>(&'f self, beginning: &'f str) -> impl Iterator<Item = (&'f str, &'f str)> {
        let rest = move |(name, value): &'f (String, String)| {
            Some((name.strip_prefix(beginning)?, value.as_str()))
        };
        self.0.iter().filter_map(rest).filter(|(_, value)| !value.is_empty())
    }
}

fn decode(text: &str) -> Result<String, BadBody> {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().map_err(|_| BadBody::NotText)?;
    if decoded.contains('\0') {
        return Err(BadBody::NotText);
    }
    Ok(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_exactly() {
        let fields = Fields::parse(b"name=Si%C3%A2n+P&c=a&c=b&empty").unwrap();
        assert_eq!(fields.one("name"), Ok("Siân P"));
        assert_eq!(fields.one("absent"), Ok(""));
        assert_eq!(fields.one("c"), Err(BadBody::Repeated));
        assert_eq!(fields.many("c"), ["a", "b"]);
        let fields = Fields::parse(b"place-a=2&place-b=&place=9&pair-a=x").unwrap();
        assert_eq!(fields.after("place-").collect::<Vec<_>>(), [("a", "2")]);
        let under = Fields::parse(b"x=1&in-x=2&in-y=&in-x=3").unwrap().under("in-");
        assert_eq!(under.all().collect::<Vec<_>>(), [("x", "2"), ("y", ""), ("x", "3")]);
        for bad in [&b"a=%FF"[..], b"a=%00", b"\xff=1"] {
            assert_eq!(Fields::parse(bad).unwrap_err(), BadBody::NotText);
        }
        assert_eq!(Fields::parse("a&".repeat(400).as_bytes()).unwrap_err(), BadBody::Repeated);
    }
}
