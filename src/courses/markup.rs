//! Reads compiled HTML again: our own, in which every value of an attribute stands in double
//! quotes, and no `<` or `>` means anything but a tag.

use std::borrow::Cow;

/// A stretch of compiled HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'h> {
    /// A tag without its brackets: `p`, `/p`, `a href="#x"`.
    Tag(&'h str),
    /// Words, with references as they are written.
    Text(&'h str),
}

/// Cuts compiled HTML into tags and text.
pub fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if let Some(after) = rest.strip_prefix('<') {
            let (tag, next) = after.split_once('>').unwrap_or((after, ""));
            rest = next;
            return Some(Piece::Tag(tag));
        }
        let (text, next) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        rest = next;
        (!text.is_empty()).then_some(Piece::Text(text))
    })
}

/// The element's name: `/p` for the end of a `p`.
pub fn name(tag: &str) -> &str {
    tag.split_ascii_whitespace().next().unwrap_or_default()
}

/// The value of an attribute, with references as they are written.
pub fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split('"').next()
}

/// A tag with other values in its attributes: `change` is asked for each, and says the new value, or
/// nothing to leave the attribute out.
pub fn with_values(tag: &str, mut change: impl FnMut(&str, &str) -> Option<String>) -> String {
    let mut out = String::with_capacity(tag.len());
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let (value, next) = after.split_once('"').unwrap_or((after, ""));
        let (head, name) = before.rsplit_once(' ').unwrap_or((before, ""));
        out.push_str(head);
        if let Some(value) = change(name, value) {
            for part in [" ", name, "=\"", &value, "\""] {
                out.push_str(part);
            }
        }
        rest = next;
    }
    out.push_str(rest);
    out
}

/// Text as a reader sees it: references replaced by what they stand for.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let replaced = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
    Cow::Owned(known.iter().fold(text.to_owned(), replaced))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_text_are_told_apart() {
        let html = "<p class=\"hint\">A &lt;b&gt; <em>c</em></p>\n";
        let found: Vec<_> = pieces(html).collect();
        assert_eq!(
            found,
            [
                Piece::Tag("p class=\"hint\""),
                Piece::Text("A &lt;b&gt; "),
                Piece::Tag("em"),
                Piece::Text("c"),
                Piece::Tag("/em"),
                Piece::Tag("/p"),
                Piece::Text("\n"),
            ]
        );
        assert_eq!(pieces("").count(), 0);
        assert_eq!(pieces("<p").collect::<Vec<_>>(), [Piece::Tag("p")]);
    }

    #[test]
    fn attributes_are_found_whole() {
        let tag = "td data-label=\"id=&quot;x&quot;\" id=\"a\"";
        assert_eq!(name(tag), "td");
        assert_eq!(attribute(tag, "id"), Some("a"));
        assert_eq!(attribute(tag, "label"), None);
    }

    #[test]
    fn values_are_changed_one_by_one() {
        let tag = "a class=\"term\" href=\"#x\" id=\"b c\" open";
        let change = |name: &str, value: &str| match name {
            "class" => None,
            "href" => Some(format!("#p.{}", value.trim_start_matches('#'))),
            _ => Some(value.to_owned()),
        };
        assert_eq!(with_values(tag, change), "a href=\"#p.x\" id=\"b c\" open");
        assert_eq!(with_values("/p", |_, _| None), "/p");
    }

    #[test]
    fn references_are_read_once() {
        assert_eq!(plain("&amp;lt; &quot;&#39;&lt;&gt;"), "&lt; \"'<>");
    }
}
