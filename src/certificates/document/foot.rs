//! What makes the certificate checkable: its number, who issued it, the address, and the QR code.

use super::qr;
use super::{DrawFault, Printed, WIDTH};
use crate::paper::{Colour, Line, Sheet, Style, Voice, rule, shrink};
use krilla::geom::Rect;
use krilla::tagging::{Placement, Tag, TagGroup};

const MARGIN: f32 = 76.0;
const BASELINES: [f32; 3] = [474.0, 497.0, 520.0];
const QR_SIDE: f32 = 88.0;
pub(super) const QR_TOP: f32 = 434.0;
const GAP: f32 = 16.0;

const LABEL: Style = Style { voice: Voice::Italic, ..Style::plain(12.0) };
const NUMBER: Style = Style { voice: Voice::Strong, spacing: 0.06, ..Style::plain(13.5) };
const VALUE: Style = Style::plain(12.0);

/// The tags of the foot, in reading order, and where the link lies.
pub(super) struct Foot {
    pub facts: Vec<TagGroup>,
    /// "Check this certificate at", without the link, which belongs at its end.
    pub check: TagGroup,
    /// The link's text.
    pub link: TagGroup,
    pub link_area: Option<Rect>,
    pub code: TagGroup,
}

/// Draws the foot of the page.
pub(super) fn draw(sheet: &mut Sheet<'_>, printed: &Printed<'_>) -> Result<Foot, DrawFault> {
    let labels = ["Certificate number ", "Issued by ", "Check this certificate at "]
        .map(|label| Line::new(label, LABEL));
    let column = labels.iter().map(Line::width).fold(0.0, f32::max);
    let x = MARGIN + column + GAP;
    let room = WIDTH - MARGIN - QR_SIDE * (1.0 + qr::CLEAR) - x;
    let issuer = format!("Digital Foundations, {}", printed.service_address);
    let [number, issued_by, check] = labels;
    let [first, second, third] = BASELINES;

    let mut fact = |label: &Line, value: &Line, y: f32, colour: Colour| {
        let mut group = TagGroup::new(Tag::P);
        group.push(sheet.write(label, MARGIN, y, Colour::Soft));
        let value = sheet.write(value, x, y, colour);
        (group, value)
    };
    let (mut number, id) =
        fact(&number, &shrink(&in_groups(printed.number), NUMBER, room), first, Colour::Ink);
    number.push(id);
    let (mut issued_by, id) = fact(&issued_by, &shrink(&issuer, VALUE, room), second, Colour::Ink);
    issued_by.push(id);
    let address = shrink(printed.check_address, VALUE, room);
    let (check, id) = fact(&check, &address, third, Colour::Accent);
    let mut link = TagGroup::new(Tag::Link);
    link.push(id);
    sheet.ornament(rule(x, third + 2.2, address.width(), 0.6), Colour::Accent);
    let link_area = Rect::from_xywh(x, third - VALUE.size, address.width(), VALUE.size * 1.4);
    let code = code(sheet, printed.check_address)?;
    Ok(Foot { facts: vec![number, issued_by], check, link, link_area, code })
}

/// The QR code, whose edges stand on the right margin and the last line.
fn code(sheet: &mut Sheet<'_>, address: &str) -> Result<TagGroup, DrawFault> {
    let shape = qr::path(address, WIDTH - MARGIN - QR_SIDE, QR_TOP, QR_SIDE)
        .map_err(|_| DrawFault::AddressTooLong)?;
    let alt = format!("QR code that opens {address}");
    let mut figure = TagGroup::new(Tag::Figure(Some(alt)).with_placement(Some(Placement::Block)));
    figure.push(sheet.figure(shape, Colour::Ink));
    Ok(figure)
}

/// A certificate number as it is read aloud: in the groups it has, else in fours.
fn in_groups(number: &str) -> String {
    if number.contains(['-', ' ']) {
        return number.to_owned();
    }
    let mut grouped = String::with_capacity(number.len() * 2);
    for (i, c) in number.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(c);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_once() {
        assert_eq!(in_groups("DF-7K4M-92QX"), "DF-7K4M-92QX");
        assert_eq!(in_groups("7K4M92QXAB"), "7K4M 92QX AB");
    }
}
