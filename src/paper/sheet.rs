//! The paper: drawing on it, with every mark either tagged or declared an ornament.

use super::shaping::Line;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};

/// The stylesheet's `--accent`, `--ink` and `--soft`: at least 7.5:1 on white paper.
#[derive(Debug, Clone, Copy)]
pub enum Colour {
    Accent,
    Ink,
    Soft,
}

impl Colour {
    fn fill(self) -> Fill {
        let colour = match self {
            Colour::Accent => rgb::Color::new(0x7a, 0x1f, 0x4d),
            Colour::Ink => rgb::Color::new(0x24, 0x1b, 0x22),
            Colour::Soft => rgb::Color::new(0x5d, 0x51, 0x5a),
        };
        // Even-odd, so that a frame is a rectangle in a rectangle.
        Fill { paint: colour.into(), opacity: NormalizedF32::ONE, rule: FillRule::EvenOdd }
    }
}

/// The brand mark in units of its own, 28 wide: left, top and width of each stone.
const STONES: [(f32, f32, f32); 6] = [
    (8.0, 0.0, 12.0),
    (0.0, 8.5, 13.0),
    (15.0, 8.5, 13.0),
    (0.0, 17.0, 6.0),
    (8.0, 17.0, 12.0),
    (22.0, 17.0, 6.0),
];
const STONE_HEIGHT: f32 = 6.5;
const MARK_WIDTH: f32 = 28.0;

/// The page being drawn.
pub struct Sheet<'a> {
    surface: Surface<'a>,
}

impl<'a> Sheet<'a> {
    pub fn new(surface: Surface<'a>) -> Sheet<'a> {
        Sheet { surface }
    }

    pub fn finish(self) {
        self.surface.finish();
    }

    /// Fills a shape that says nothing.
    pub fn ornament(&mut self, shape: Option<Path>, colour: Colour) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.fill(shape, colour);
        self.surface.end_tagged();
    }

    /// Fills a shape that needs a description: push the id into a figure.
    pub fn figure(&mut self, shape: Option<Path>, colour: Colour) -> Identifier {
        let id = self.surface.start_tagged(ContentTag::Other);
        self.fill(shape, colour);
        self.surface.end_tagged();
        id
    }

    /// Writes a line that begins at `x` on the baseline `y`.
    pub fn write(&mut self, line: &Line, x: f32, y: f32, colour: Colour) -> Identifier {
        let id = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        self.glyphs(line, x, y, colour);
        self.surface.end_tagged();
        id
    }

    /// Writes a line whose middle is at `x`.
    pub fn write_centred(&mut self, line: &Line, x: f32, y: f32, colour: Colour) -> Identifier {
        self.write(line, x - line.width() / 2.0, y, colour)
    }

    /// Writes what stands on every page around its text, and is not read aloud again and again.
    pub fn write_around(&mut self, line: &Line, x: f32, y: f32, colour: Colour) {
        let around = Artifact::with_kind(ArtifactType::PaginationOther);
        self.surface.start_tagged(ContentTag::Artifact(around));
        self.glyphs(line, x, y, colour);
        self.surface.end_tagged();
    }

    fn glyphs(&mut self, line: &Line, x: f32, y: f32, colour: Colour) {
        self.surface.set_fill(Some(colour.fill()));
        let mut at = x;
        for run in &line.runs {
            self.surface.draw_glyphs(
                Point::from_xy(at, y),
                &run.glyphs,
                run.face.font.clone(),
                &line.text,
                line.style.size,
                false,
            );
            at += run.width * line.style.size;
        }
    }

    fn fill(&mut self, shape: Option<Path>, colour: Colour) {
        self.surface.set_fill(Some(colour.fill()));
        if let Some(shape) = shape {
            self.surface.draw_path(&shape);
        }
    }
}

/// A horizontal rule.
pub fn rule(x: f32, y: f32, width: f32, thickness: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, thickness)?);
    path.finish()
}

/// The brand mark, a course of stones.
pub fn mark(left: f32, top: f32, width: f32) -> Option<Path> {
    let unit = width / MARK_WIDTH;
    let mut path = PathBuilder::new();
    for (x, y, w) in STONES {
        let (x, y) = (left + x * unit, top + y * unit);
        stone(&mut path, Rect::from_xywh(x, y, w * unit, STONE_HEIGHT * unit)?, unit);
    }
    path.finish()
}

/// A rectangle with round corners. Quadratic curves differ from arcs by less than can be seen.
fn stone(path: &mut PathBuilder, area: Rect, round: f32) {
    let (left, top, right, bottom) = (area.left(), area.top(), area.right(), area.bottom());
    path.move_to(left + round, top);
    path.line_to(right - round, top);
    path.quad_to(right, top, right, top + round);
    path.line_to(right, bottom - round);
    path.quad_to(right, bottom, right - round, bottom);
    path.line_to(left + round, bottom);
    path.quad_to(left, bottom, left, bottom - round);
    path.line_to(left, top + round);
    path.quad_to(left, top, left + round, top);
    path.close();
}
