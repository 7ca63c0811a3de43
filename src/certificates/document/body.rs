//! What the certificate says: the heading, the name, the course and the day.

use super::{MIDDLE, Printed, WIDTH};
use crate::kernel::date_in_words;
use crate::paper::{Colour, Line, Sheet, Style, Voice, fit};
use krilla::tagging::{Tag, TagGroup};
use std::num::NonZeroU16;

pub(super) const TITLE: &str = "Certificate of completion";

const TITLE_BASELINE: f32 = 145.0;
/// The text stands around this height, whether names and titles take one line or two.
const CENTRE: f32 = 295.0;
const MEASURE: f32 = WIDTH - 2.0 * 92.0;

const HEADING: Style =
    Style { voice: Voice::Plain, size: 17.0, spacing: 0.09, small_capitals: true };
const WORDS: Style = Style { voice: Voice::Italic, ..Style::plain(17.0) };
const NAME: Style = Style::plain(48.0);
const COURSE: Style = Style { voice: Voice::Strong, ..Style::plain(24.0) };

/// Which tag a line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Opening,
    Name,
    Course,
}

struct Row {
    part: Part,
    line: Line,
    colour: Colour,
    /// From the baseline above, in points.
    drop: f32,
}

/// Draws the text and gives its tags in reading order.
pub(super) fn draw(sheet: &mut Sheet<'_>, printed: &Printed<'_>) -> Vec<TagGroup> {
    let mut title = TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(TITLE.to_owned())));
    title.push(sheet.write_centred(
        &Line::new(TITLE, HEADING),
        MIDDLE,
        TITLE_BASELINE,
        Colour::Accent,
    ));
    let mut groups = vec![title];

    let rows = rows(printed);
    let height: f32 = rows.iter().map(|row| row.drop).sum();
    let mut y = CENTRE - height / 2.0;
    for part in rows.chunk_by(|above, below| above.part == below.part) {
        let mut group = match part.first().map(|row| row.part) {
            Some(Part::Name) => TagGroup::new(name_tag(printed)),
            _ => TagGroup::new(Tag::P),
        };
        for row in part {
            y += row.drop;
            group.push(sheet.write_centred(&row.line, MIDDLE, y, row.colour));
        }
        groups.push(group);
    }
    groups
}

fn name_tag(printed: &Printed<'_>) -> krilla::tagging::TagKind {
    let second = NonZeroU16::MIN.saturating_add(1);
    Tag::Hn(second, Some(printed.name.to_owned())).into()
}

fn rows(printed: &Printed<'_>) -> Vec<Row> {
    let words = |part, text: &str, drop| Row {
        part,
        line: Line::new(text, WORDS),
        colour: Colour::Soft,
        drop,
    };
    let mut rows = vec![words(Part::Opening, "Digital Foundations certifies that", 0.0)];
    rows.extend(set(Part::Name, printed.name, NAME, 24.0));
    rows.push(words(Part::Course, "completed the course ", 43.0));
    rows.extend(set(Part::Course, &format!("{} ", printed.course_title), COURSE, 19.0));
    let day = date_in_words(printed.completed_on);
    rows.push(words(Part::Course, &format!("(edition {}) on {day}", printed.edition), 34.0));
    rows
}

/// One or two lines of a text, the first with `space` above its letters.
fn set(part: Part, text: &str, style: Style, space: f32) -> impl Iterator<Item = Row> {
    fit(text, style, MEASURE).into_iter().enumerate().map(move |(i, line)| {
        let size = line.style.size;
        let drop = if i == 0 { space + size * 0.75 } else { size * 1.24 };
        Row { part, line, colour: Colour::Ink, drop }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    /// The first and the last baseline.
    fn extent(name: &str, course_title: &str) -> (f32, f32) {
        let printed = Printed {
            name,
            course_title,
            edition: "Autumn 2026",
            completed_on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            number: "",
            check_address: "",
            service_address: "",
        };
        let height: f32 = rows(&printed).iter().map(|row| row.drop).sum();
        (CENTRE - height / 2.0, CENTRE + height / 2.0)
    }

    #[test]
    fn the_fullest_page_keeps_clear_of_the_heading_and_the_foot() {
        let (name, title) =
            ("Rhiannon Gwenllian Bevan Prys", "Standards in public life ".repeat(4));
        let (top, bottom) = extent(&name.replace(' ', "WWWWWW "), &title);
        assert!(top > TITLE_BASELINE + 2.0 * WORDS.size, "{top}");
        assert!(bottom < super::super::foot::QR_TOP - WORDS.size, "{bottom}");
        let (short_top, short_bottom) = extent("Gŵen", "Planning");
        assert!(short_top > top && short_bottom < bottom, "both took two lines");
    }
}
