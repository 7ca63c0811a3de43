//! Text made into glyphs: which face, which direction, how wide.

use super::fonts::{Face, Voice, clusters, face_for};
use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Feature, GlyphBuffer, UnicodeBuffer, ttf_parser::Tag};
use std::ops::Range;

/// How a line is set. Sizes are in points, spacing in ems.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub voice: Voice,
    pub size: f32,
    /// Added after each glyph.
    pub spacing: f32,
    pub small_capitals: bool,
}

impl Style {
    pub const fn plain(size: f32) -> Style {
        Style { voice: Voice::Plain, size, spacing: 0.0, small_capitals: false }
    }
}

/// Glyphs of one face in one direction. Their ranges are of the whole line's text.
pub struct Run {
    pub face: &'static Face,
    pub glyphs: Vec<KrillaGlyph>,
    /// In ems.
    pub width: f32,
}

/// A shaped line.
pub struct Line {
    pub text: String,
    pub runs: Vec<Run>,
    pub style: Style,
    /// Its width in ems, without spaces at the end.
    ems: f32,
}

impl Line {
    /// Shapes a text, which has been checked to have a glyph for every character: those that have
    /// none are left out.
    pub fn new(text: impl Into<String>, style: Style) -> Line {
        let text = text.into();
        let runs: Vec<Run> =
            pieces(&text, style.voice).into_iter().map(|piece| run(&text, &piece, style)).collect();
        let seen = text.trim_end().len();
        let glyphs = runs.iter().flat_map(|run| &run.glyphs);
        let ems: f32 =
            glyphs.filter(|glyph| glyph.text_range.start < seen).map(|glyph| glyph.x_advance).sum();
        Line { text, runs, style, ems: (ems - style.spacing).max(0.0) }
    }

    /// In points, without spaces at the end.
    pub fn width(&self) -> f32 {
        self.ems * self.style.size
    }

    /// The same line, larger or smaller.
    #[must_use]
    pub fn sized(mut self, size: f32) -> Line {
        self.style.size = size;
        self
    }

    /// The largest size, up to its own, at which it is no wider than `width`.
    pub fn size_within(&self, width: f32) -> f32 {
        if self.width() > width { width / self.ems } else { self.style.size }
    }
}

struct Piece {
    face: &'static Face,
    leftwards: Option<bool>,
    range: Range<usize>,
}

/// The text in pieces of one face and direction, in the order in which they stand on the paper.
fn pieces(text: &str, voice: Voice) -> Vec<Piece> {
    let mut letters: Vec<Piece> = Vec::new();
    for (start, cluster) in clusters(text) {
        let Some(face) = face_for(cluster, voice) else { continue };
        let leftwards = cluster.chars().next().and_then(leftwards);
        letters.push(Piece { face, leftwards, range: start..start + cluster.len() });
    }
    settle_directions(&mut letters);
    let mut pieces: Vec<Piece> = Vec::new();
    for letter in letters {
        match pieces.last_mut() {
            Some(last)
                if std::ptr::eq(last.face, letter.face)
                    && last.leftwards == letter.leftwards
                    && last.range.end == letter.range.start =>
            {
                last.range.end = letter.range.end;
            }
            _ => pieces.push(letter),
        }
    }
    for group in pieces.chunk_by_mut(|a, b| a.leftwards == b.leftwards) {
        if group.first().is_some_and(|piece| piece.leftwards == Some(true)) {
            group.reverse();
        }
    }
    pieces
}

/// Spaces, marks and digits go leftwards only between letters that do. This is as much of Unicode's
/// Bidirectional Algorithm (UAX #9) as a name needs, in a document that runs rightwards.
fn settle_directions(letters: &mut [Piece]) {
    let strong: Vec<Option<bool>> = letters.iter().map(|piece| piece.leftwards).collect();
    let mut before = false;
    for (i, piece) in letters.iter_mut().enumerate() {
        let after = strong.iter().skip(i).find_map(|way| *way).unwrap_or(false);
        before = piece.leftwards.unwrap_or(before && after);
        piece.leftwards = Some(before);
    }
}

/// Whether a letter is written leftwards; `None` for what has no direction of its own.
fn leftwards(c: char) -> Option<bool> {
    match c {
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' => Some(true),
        _ => c.is_alphabetic().then_some(false),
    }
}

fn run(text: &str, piece: &Piece, style: Style) -> Run {
    let part = text.get(piece.range.clone()).unwrap_or_default();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(part);
    if piece.leftwards == Some(true) {
        buffer.set_direction(Direction::RightToLeft);
    }
    buffer.guess_segment_properties();
    let small = Feature::new(Tag::from_bytes(b"smcp"), 1, ..);
    // Ligatures would stay tight where the letters around them are spaced out.
    let apart = Feature::new(Tag::from_bytes(b"liga"), u32::from(style.spacing <= 0.0), ..);
    let features = if style.small_capitals { vec![small, apart] } else { vec![apart] };
    let shaped = rustybuzz::shape(&piece.face.shaper, &features, buffer);
    let glyphs = glyphs(&shaped, piece, style.spacing);
    let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
    Run { face: piece.face, glyphs, width }
}

fn glyphs(shaped: &GlyphBuffer, piece: &Piece, spacing: f32) -> Vec<KrillaGlyph> {
    let ends = cluster_starts(shaped);
    let em = piece.face.font.units_per_em();
    let place = |at: usize| piece.range.start + at;
    shaped
        .glyph_infos()
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, position)| {
            let start = info.cluster as usize;
            let next = ends.get(ends.partition_point(|end| *end <= start));
            let end = next.map_or(piece.range.end, |next| place(*next));
            let gap = if position.x_advance > 0 { spacing } else { 0.0 };
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                units(position.x_advance) / em + gap,
                units(position.x_offset) / em,
                units(position.y_offset) / em,
                units(position.y_advance) / em,
                place(start)..end,
                None,
            )
        })
        .collect()
}

/// Where in the piece's text each group of glyphs begins, in order: leftward text comes backwards.
fn cluster_starts(shaped: &GlyphBuffer) -> Vec<usize> {
    let mut starts: Vec<usize> =
        shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

#[expect(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
fn units(value: i32) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str) -> Vec<(&str, bool)> {
        pieces(text, Voice::Plain)
            .into_iter()
            .map(|piece| (&text[piece.range], piece.leftwards.unwrap()))
            .collect()
    }

    #[test]
    fn leftward_letters_stand_in_their_own_order() {
        assert_eq!(order("Siân Pryce"), [("Siân Pryce", false)]);
        assert_eq!(order("דוד לוי"), [("דוד לוי", true)]);
        assert_eq!(order("David דוד Levy"), [("David ", false), ("דוד", true), (" Levy", false)]);
        assert_eq!(order("דוד محمد"), [("محمد", true), ("דוד ", true)]);
    }

    #[test]
    fn every_byte_of_the_text_belongs_to_a_glyph() {
        for text in ["Siân Ó Súilleabháin", "Ṣẹ́gun Adébáyọ̀", "office", "דוד לוי", "محمد"]
        {
            let line = Line::new(text, Style::plain(10.0));
            let mut ranges: Vec<Range<usize>> = line
                .runs
                .iter()
                .flat_map(|run| run.glyphs.iter().map(|glyph| glyph.text_range.clone()))
                .collect();
            ranges.sort_by_key(|range| range.start);
            ranges.dedup();
            let ends = ranges.iter().map(|range| range.end);
            let starts = ranges.iter().map(|range| range.start).skip(1).chain([text.len()]);
            assert!(ends.eq(starts), "{text}: {ranges:?}");
        }
    }
}
