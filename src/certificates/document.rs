//! The certificate as a PDF: A4 landscape, tagged (PDF/UA-1) and fit to be kept (PDF/A-2a).
//!
//! The same facts give the same bytes, so nothing need be stored. How text is set and drawn, and the
//! standards, are those of [`crate::paper`].

mod body;
mod foot;
mod qr;

pub use crate::paper::characters_without_a_glyph;

use crate::paper::{
    About, Colour, LANGUAGE, PaperFault, Sheet, mark, paper, refuse_missing_glyphs,
};
use chrono::NaiveDate;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::tagging::{TagGroup, TagTree};
use unicode_normalization::UnicodeNormalization;

/// A4, landscape, in points.
const WIDTH: f32 = 841.89;
const HEIGHT: f32 = 595.28;
const MIDDLE: f32 = WIDTH / 2.0;
const MARK_WIDTH: f32 = 46.0;

/// What is printed: the snapshot on the certificate's row, and two addresses of this service.
#[derive(Debug, Clone, Copy)]
pub struct Printed<'a> {
    /// As the holder confirmed it.
    pub name: &'a str,
    pub course_title: &'a str,
    /// The edition's name: `2026`.
    pub edition: &'a str,
    pub completed_on: NaiveDate,
    /// Printed as it is if it has hyphens or spaces, else in groups of four.
    pub number: &'a str,
    /// The whole address of the page that checks it, for the link and the QR code.
    pub check_address: &'a str,
    /// Where the service is found: `learn.example.gov.uk`.
    pub service_address: &'a str,
}

/// Why a certificate could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawFault {
    #[error(transparent)]
    Paper(#[from] PaperFault),
    /// The check address does not fit in a QR code (2,331 bytes).
    #[error("the check address is too long for a QR code")]
    AddressTooLong,
}

/// Draws a certificate: the bytes of a PDF, about 40 kB.
///
/// # Errors
/// See [`DrawFault`]. A certificate with a box in place of a letter is never drawn.
pub fn draw(printed: &Printed<'_>) -> Result<Vec<u8>, DrawFault> {
    let name: String = printed.name.nfc().collect();
    let course_title: String = printed.course_title.nfc().collect();
    let printed = &Printed { name: &name, course_title: &course_title, ..*printed };
    refuse_missing_glyphs([
        printed.name,
        printed.course_title,
        printed.edition,
        printed.number,
        printed.check_address,
        printed.service_address,
    ])?;

    let mut document = paper(&About {
        title: &format!("{}: {}, {}", body::TITLE, printed.name, printed.course_title),
        id: printed.number,
        made_on: printed.completed_on,
    })?;
    let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PaperFault::Setup)?;
    let mut page = document.start_page_with(size);
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    for group in draw_page(&mut page, printed)? {
        tree.push(group);
    }
    page.finish();

    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(body::TITLE.to_owned(), top));
    document.set_outline(outline);
    document.set_tag_tree(tree);
    Ok(document.finish().map_err(PaperFault::from)?)
}

/// A rule around the page: `inset` from its edge, `width` thick.
fn frame(inset: f32, width: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    for edge in [inset, inset + width] {
        path.push_rect(Rect::from_ltrb(edge, edge, WIDTH - edge, HEIGHT - edge)?);
    }
    path.finish()
}

/// Draws the one page, and gives its tags in reading order.
fn draw_page(page: &mut Page<'_>, printed: &Printed<'_>) -> Result<Vec<TagGroup>, DrawFault> {
    let mut sheet = Sheet::new(page.surface());
    sheet.ornament(frame(30.0, 1.8), Colour::Accent);
    sheet.ornament(frame(34.6, 1.8), Colour::Accent);
    sheet.ornament(mark(MIDDLE - MARK_WIDTH / 2.0, 69.0, MARK_WIDTH), Colour::Accent);
    let mut groups = body::draw(&mut sheet, printed);
    let foot = foot::draw(&mut sheet, printed)?;
    sheet.finish();

    let mut link = foot.link;
    if let Some(area) = foot.link_area {
        let target = Target::Action(LinkAction::new(printed.check_address.to_owned()).into());
        let alt = format!("Check this certificate at {}", printed.check_address);
        let annotation = Annotation::new_link(LinkAnnotation::new(area, target), Some(alt));
        link.push(page.add_tagged_annotation(annotation));
    }
    let mut check = foot.check;
    check.push(link);
    groups.extend(foot.facts);
    groups.extend([check, foot.code]);
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(name: &str) -> Printed<'_> {
        Printed {
            name,
            course_title: "Digital Foundations for Councillors",
            edition: "Autumn 2026",
            completed_on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            number: "DF-7K4M-92QX",
            check_address: "https://learn.example.gov.uk/certificates/DF-7K4M-92QX",
            service_address: "learn.example.gov.uk",
        }
    }

    #[test]
    fn hard_names_are_drawn_alike_each_time() {
        let long =
            "Councillor Dr Bartholomew Featherstonehaugh-Cholmondeley Marjoribanks of Llanfai";
        assert_eq!(long.chars().count(), 80);
        for name in [
            "Siân Ó Súilleabháin",
            "Gŵen",
            "Żaneta Łukaszewicz",
            "Nguyễn Thị Ánh",
            "Ṣẹ́gun Adébáyọ̀",
            "דוד לוי",
            long,
            &"W".repeat(80),
        ] {
            let first = draw(&printed(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"));
            assert!(first.starts_with(b"%PDF-1.7"), "{name}");
            assert!(first == draw(&printed(name)).unwrap(), "{name}: not the same bytes");
        }
    }

    #[test]
    fn a_name_typed_in_pieces_gives_the_same_certificate() {
        let composed = draw(&printed("Si\u{e2}n")).unwrap();
        assert!(composed == draw(&printed("Sia\u{302}n")).unwrap());
        assert!(composed != draw(&printed("Sian")).unwrap());
    }

    #[test]
    fn a_character_without_a_glyph_is_a_fault_and_never_a_box() {
        for (name, missing) in [("Sam 😀 Smith", '😀'), ("Sam\u{200B}Smith", '\u{200B}')] {
            match draw(&printed(name)) {
                Err(DrawFault::Paper(PaperFault::NoGlyph(found))) => assert_eq!(found, [missing]),
                other => panic!("{name}: {:?}", other.map(|bytes| bytes.len())),
            }
        }
    }

    #[test]
    fn an_address_too_long_for_a_code_is_a_fault() {
        let address = format!("https://learn.example.gov.uk/{}", "a".repeat(2400));
        let long = Printed { check_address: &address, ..printed("Siân") };
        assert!(matches!(draw(&long), Err(DrawFault::AddressTooLong)));
    }
}
