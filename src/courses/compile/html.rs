//! Text made safe to stand in HTML, in an element or in a quoted attribute.

/// Adds `text` with every character that HTML could take for its own written as a reference.
pub(super) fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML has no way to write it.
            '\0' => {}
            c => out.push(c),
        }
    }
}

/// As [`push`], for one text.
pub(in crate::courses) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}
