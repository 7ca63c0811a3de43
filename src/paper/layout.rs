//! Lines that fit: smaller, or in two.

use super::shaping::{Line, Style};

/// Below this part of its full size a text is rather set in two lines.
const COMFORTABLE: f32 = 0.75;

/// The lines of a text that has one or two, each no wider than `width`, in points. A text too long
/// for one line at a comfortable size is broken in two halves, set smaller so that both together
/// are not much taller than one; one that cannot be broken only shrinks.
pub fn fit(text: &str, style: Style, width: f32) -> Vec<Line> {
    let whole = Line::new(text, style);
    let size = whole.size_within(width);
    if size >= style.size * COMFORTABLE {
        return vec![whole.sized(size)];
    }
    if let Some((first, second)) = halves(text) {
        let style = Style { size: style.size * COMFORTABLE, ..style };
        let (first, second) = (Line::new(first, style), Line::new(second, style));
        let both = first.size_within(width).min(second.size_within(width));
        if both > size {
            return vec![first.sized(both), second.sized(both)];
        }
    }
    vec![whole.sized(size)]
}

/// One line, smaller if need be.
pub fn shrink(text: &str, style: Style, width: f32) -> Line {
    let line = Line::new(text, style);
    let size = line.size_within(width);
    line.sized(size)
}

/// The lines of a paragraph, each no wider than `width`. A word that is wider alone is set smaller.
/// A line keeps the space at its end, so that a reader of the PDF's text does not join two words.
pub fn wrap(text: &str, style: Style, width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        let longer = format!("{line}{word}");
        if line.is_empty() || Line::new(longer.as_str(), style).width() <= width {
            line = longer;
        } else {
            lines.push(shrink(&line, style, width));
            word.clone_into(&mut line);
        }
    }
    if !line.is_empty() {
        lines.push(shrink(&line, style, width));
    }
    lines
}

/// The text in two, at the space nearest the middle, or the hyphen where there is no space. The first
/// half keeps it, so that a reader of the PDF's text does not join two words.
fn halves(text: &str) -> Option<(&str, &str)> {
    let nearest = |mark: char| {
        let breaks = text.match_indices(mark).map(|(at, _)| at + 1);
        let inside = breaks.filter(|at| *at > 1 && *at < text.len());
        inside.min_by_key(|at| at.abs_diff(text.len() / 2))
    };
    text.split_at_checked(nearest(' ').or_else(|| nearest('-'))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WIDTH: f32 = 600.0;

    fn sizes(text: &str) -> Vec<f32> {
        fit(text, Style::plain(40.0), WIDTH).iter().map(|line| line.style.size.round()).collect()
    }

    #[test]
    fn a_long_name_is_broken_and_an_unbreakable_one_shrinks() {
        assert_eq!(sizes("Siân Ó Súilleabháin"), [40.0]);
        assert_eq!(sizes(&format!("{}x", "Featherstone ".repeat(6))).len(), 2);
        assert_eq!(sizes(&"W".repeat(80)).len(), 1);
        assert_eq!(sizes(&format!("A {}", "W".repeat(78))).len(), 2);
        assert_eq!(sizes(""), [40.0]);
    }

    #[test]
    fn halves_meet_at_the_break_nearest_the_middle() {
        for (text, broken) in [
            ("Ann Bevan-Thistlewood", Some(("Ann ", "Bevan-Thistlewood"))),
            ("Bevan-Thistlewood", Some(("Bevan-", "Thistlewood"))),
            ("Gwenllian Pryce", Some(("Gwenllian ", "Pryce"))),
            ("Gwenllian ", None),
            (" Gwenllian", None),
            ("Gwenllian", None),
            ("", None),
        ] {
            assert_eq!(halves(text), broken, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_wrapped_paragraph_keeps_its_words_and_its_width(text in "[A-Za-zŵŁé -]{0,200}") {
            let lines = wrap(&text, Style::plain(10.0), 60.0);
            let joined: String = lines.iter().map(|line| line.text.as_str()).collect();
            prop_assert_eq!(joined, text);
            for line in lines {
                prop_assert!(line.width() <= 60.01, "{}", line.width());
            }
        }

        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(name in "[A-Za-zŵŁé '-]{0,90}") {
            let lines = fit(&name, Style::plain(40.0), WIDTH);
            let joined: String = lines.iter().map(|line| line.text.as_str()).collect();
            prop_assert_eq!(joined, name);
            for line in lines {
                prop_assert!(line.width() <= WIDTH + 0.01, "{}", line.width());
            }
        }
    }
}
