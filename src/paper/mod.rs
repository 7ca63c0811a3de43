//! Documents on paper: text set and drawn on the pages of a PDF that is tagged (PDF/UA-1) and fit to
//! be kept (PDF/A-2a).
//!
//! Uses: nothing.

mod fonts;
mod layout;
pub mod report;
mod shaping;
mod sheet;

pub use fonts::{Voice, characters_without_a_glyph};
pub use layout::{fit, shrink, wrap};
pub use shaping::{Line, Style};
pub use sheet::{Colour, Sheet, mark, rule};

use chrono::{Datelike, NaiveDate};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::error::KrillaError;
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::{Document, SerializeSettings};

/// The language of what is printed.
pub const LANGUAGE: &str = "en-GB";
const SERVICE: &str = "Digital Foundations";

/// Why a document could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PaperFault {
    /// Something printed has characters that no face has. For a name this is caught when it is
    /// entered, with [`characters_without_a_glyph`].
    #[error("no face has a glyph for {0:?}")]
    NoGlyph(Vec<char>),
    /// The page's size, or the two standards together: a fault of this program.
    #[error("the page could not be set up")]
    Setup,
    /// The result would not keep to PDF/UA-1 and PDF/A-2a.
    #[error("the PDF would break its standards: {0:?}")]
    Standards(#[from] KrillaError),
}

/// What a document says of itself.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    pub title: &'a str,
    /// The same for the same document, and for no other.
    pub id: &'a str,
    pub made_on: NaiveDate,
}

/// A document without pages, which will keep to both standards.
///
/// # Errors
/// [`PaperFault::Setup`].
pub fn paper(about: &About<'_>) -> Result<Document, PaperFault> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|_| PaperFault::Setup)?;
    let settings =
        SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(metadata(about));
    Ok(document)
}

fn metadata(about: &About<'_>) -> Metadata {
    let day = about.made_on;
    let two_digits = |number: u32| u8::try_from(number).unwrap_or(1);
    let created = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(two_digits(day.month()))
        .day(two_digits(day.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(about.title.to_owned())
        .language(LANGUAGE.to_owned())
        .authors(vec![SERVICE.to_owned()])
        .creator(SERVICE.to_owned())
        .document_id(about.id.to_owned())
        .creation_date(created)
        .text_direction(TextDirection::LeftToRight)
}

/// A document with a box in place of a letter is never drawn.
///
/// # Errors
/// [`PaperFault::NoGlyph`].
pub fn refuse_missing_glyphs<'a>(
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<(), PaperFault> {
    let missing: Vec<char> = texts.into_iter().flat_map(characters_without_a_glyph).collect();
    if missing.is_empty() { Ok(()) } else { Err(PaperFault::NoGlyph(missing)) }
}
