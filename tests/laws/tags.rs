//! The tags of a template, read with their mustaches: enough HTML for the laws.

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag {
    pub line: usize,
    /// In lower case.
    pub name: String,
    pub attributes: Vec<Attribute>,
    /// The text up to the next tag.
    pub text: String,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Attribute {
    /// In lower case.
    pub name: String,
    /// Without its quotes; nothing for `disabled`.
    pub value: Option<String>,
    pub quoted: bool,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        let attribute = self.attributes.iter().find(|attribute| attribute.name == name)?;
        Some(attribute.value.as_deref().unwrap_or_default())
    }
}

/// The text with its comments blanked, so that lines keep their numbers.
pub fn without_comments(text: &str) -> String {
    let mut left = text.to_owned();
    for (open, close) in [("{{!--", "--}}"), ("{{~!--", "--"), ("{{!", "}}"), ("<!--", "-->")] {
        while let Some(from) = left.find(open) {
            let to = left[from..].find(close).map_or(left.len(), |at| from + at + close.len());
            let blank: String = left[from..to].chars().filter(|c| *c == '\n').collect();
            left.replace_range(from..to, &format!(" {blank}"));
        }
    }
    left
}

/// The start tags, in order.
pub fn tags(text: &str) -> Vec<Tag> {
    let text = without_comments(text);
    let mut found: Vec<Tag> = Vec::new();
    let mut rest = text.as_str();
    // Whether the text after the last tag is still to come.
    let mut open = false;
    while let Some(at) = rest.find('<') {
        if let Some(tag) = found.last_mut().filter(|_| std::mem::take(&mut open)) {
            rest[..at].trim().clone_into(&mut tag.text);
        }
        let line = text[..text.len() - rest.len() + at].matches('\n').count() + 1;
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name = take(&mut rest, |c| c.is_ascii_alphanumeric() || c == '-').to_lowercase();
        let attributes = attributes(&mut rest);
        found.push(Tag { line, name, attributes, text: String::new() });
        open = true;
    }
    found
}

/// Reads up to the `>` that ends the tag.
fn attributes(rest: &mut &str) -> Vec<Attribute> {
    let mut found = Vec::new();
    loop {
        take(rest, |c| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            *rest = rest.get(1..).unwrap_or_default();
            return found;
        }
        if rest.starts_with("{{") {
            mustache(rest);
            continue;
        }
        let name = take(rest, |c| !(c.is_whitespace() || "=>/{\"'".contains(c))).to_lowercase();
        if name.is_empty() {
            *rest = &rest[1..];
            continue;
        }
        take(rest, char::is_whitespace);
        let Some(after) = rest.strip_prefix('=') else {
            found.push(Attribute { name, value: None, quoted: false });
            continue;
        };
        *rest = after.trim_start();
        let (value, quoted) = value(rest);
        found.push(Attribute { name, value: Some(value), quoted });
    }
}

fn value(rest: &mut &str) -> (String, bool) {
    let quote = rest.chars().next().filter(|c| *c == '"' || *c == '\'');
    if quote.is_some() {
        *rest = &rest[1..];
    }
    let mut value = String::new();
    while let Some(c) = rest.chars().next() {
        let ends = quote.map_or(c.is_whitespace() || c == '>', |quote| c == quote);
        if ends {
            break;
        }
        if rest.starts_with("{{") {
            value.push_str(mustache(rest));
        } else {
            value.push(c);
            *rest = &rest[c.len_utf8()..];
        }
    }
    if quote.is_some() {
        *rest = rest.get(1..).unwrap_or_default();
    }
    (value, quote.is_some())
}

/// Takes a mustache whole, with the quotes inside it.
fn mustache<'a>(rest: &mut &'a str) -> &'a str {
    let mut to = rest.find("}}").map_or(rest.len(), |at| at + 2);
    while rest[to..].starts_with('}') {
        to += 1;
    }
    let (taken, left) = rest.split_at(to);
    *rest = left;
    taken
}

fn take<'a>(rest: &mut &'a str, wanted: impl Fn(char) -> bool) -> &'a str {
    let to = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    let (taken, left) = rest.split_at(to);
    *rest = left;
    taken
}

#[test]
fn tags_are_read_with_their_mustaches() {
    let text = "{{!-- <b> --}}\n<!-- <i> -->\n<A href=\"{{link \"a>b\"}}?x=1\" {{#if (eq a \">\")}}hidden{{/if}} \
                data-x={{y}} disabled>Go</A>\n1 < 2 <br/>";
    let found = tags(text);
    let names: Vec<_> =
        found.iter().map(|tag| (tag.line, tag.name.as_str(), tag.text.as_str())).collect();
    assert_eq!(names, [(3, "a", "Go"), (4, "br", "")]);
    let attributes: Vec<_> = found[0]
        .attributes
        .iter()
        .map(|a| (a.name.as_str(), a.value.as_deref(), a.quoted))
        .collect();
    assert_eq!(
        attributes,
        [
            ("href", Some("{{link \"a>b\"}}?x=1"), true),
            ("hidden", None, false),
            ("data-x", Some("{{y}}"), false),
            ("disabled", None, false),
        ]
    );
}
