//! The parts of a report as items: what is not broken between two pages.

use super::{MARGIN, MEASURE, Part, Report, Table};
use crate::paper::{Colour, Line, PaperFault, Style, Voice, refuse_missing_glyphs, wrap};
use unicode_normalization::UnicodeNormalization;

const TITLE: Style = Style { voice: Voice::Strong, ..Style::plain(24.0) };
const HEADING: Style = Style { voice: Voice::Strong, ..Style::plain(14.0) };
const TEXT: Style = Style::plain(11.0);
const HEAD: Style = Style { voice: Voice::Italic, ..Style::plain(9.5) };
const CELL: Style = Style::plain(10.0);
const TOTAL: Style = Style { voice: Voice::Strong, ..Style::plain(10.0) };
/// Between the columns of a table.
const GAP: f32 = 10.0;

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Title(String),
    Heading(String),
    Text,
    Link(String),
    /// The head of a table, with what the table shows.
    Head(String),
    Row,
    Total,
}

/// Lines under one another.
pub struct Cell {
    pub x: f32,
    pub lines: Vec<Line>,
}

/// An item, with its measures in points.
pub struct Item {
    pub kind: Kind,
    pub cells: Vec<Cell>,
    pub colour: Colour,
    /// Above its first line.
    pub space: f32,
    /// From one line to the next.
    pub leading: f32,
    pub height: f32,
    /// The thickness of a rule at its end.
    pub rule: Option<f32>,
}

impl Item {
    fn new(kind: Kind, style: Style, cells: Vec<Cell>, space: f32, below: f32) -> Item {
        let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
        let leading = style.size * 1.3;
        let lines = f32::from(u16::try_from(most).unwrap_or(u16::MAX));
        let height = space + lines * leading + below;
        Item { kind, cells, colour: Colour::Ink, space, leading, height, rule: None }
    }

    /// Whether it must not be the last on its page.
    pub fn leads(&self) -> bool {
        matches!(self.kind, Kind::Title(_) | Kind::Heading(_) | Kind::Head(_))
    }

    /// From its top to the first baseline.
    pub fn baseline(&self) -> f32 {
        self.space + self.leading * 0.77
    }
}

/// The items of a report.
pub fn items(report: &Report<'_>) -> Result<Vec<Item>, PaperFault> {
    let title = composed(report.title)?;
    let mut items = vec![paragraph(Kind::Title(title.clone()), &title, TITLE, (0.0, 8.0))];
    for part in &report.parts {
        match part {
            Part::Heading(text) => {
                let text = composed(text)?;
                items.push(paragraph(Kind::Heading(text.clone()), &text, HEADING, (18.0, 4.0)));
            }
            Part::Text(text) => {
                let last = items.last().map(|item: &Item| &item.kind);
                let space = if matches!(last, Some(Kind::Row | Kind::Total)) { 12.0 } else { 0.0 };
                items.push(paragraph(Kind::Text, &composed(text)?, TEXT, (space, 5.0)));
            }
            Part::Link(address) => {
                let kind = Kind::Link(address.clone());
                let mut item = paragraph(kind, &composed(address)?, TEXT, (0.0, 5.0));
                item.colour = Colour::Accent;
                items.push(item);
            }
            Part::Table(table) => items.extend(rows(table)?),
        }
    }
    Ok(items)
}

/// As it is set; a text with a character that no face has is refused.
fn composed(text: &str) -> Result<String, PaperFault> {
    let text: String = text.nfc().collect();
    refuse_missing_glyphs([text.as_str()])?;
    Ok(text)
}

fn paragraph(kind: Kind, text: &str, style: Style, (space, below): (f32, f32)) -> Item {
    let cells = vec![Cell { x: MARGIN, lines: wrap(text, style, MEASURE) }];
    Item::new(kind, style, cells, space, below)
}

fn rows(table: &Table) -> Result<Vec<Item>, PaperFault> {
    let shares: f32 = table.columns.iter().map(|column| column.share).sum();
    let widths: Vec<f32> =
        table.columns.iter().map(|column| MEASURE * column.share / shares).collect();
    let headings: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
    let mut head = Item::new(
        Kind::Head(composed(&table.summary)?),
        HEAD,
        cells(&headings, &widths, HEAD)?,
        6.0,
        4.0,
    );
    (head.colour, head.rule) = (Colour::Soft, Some(1.0));
    let mut items = vec![head];
    let row = |kind: Kind, words: &Vec<String>, style: Style| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut item = Item::new(kind, style, cells(&words, &widths, style)?, 4.0, 5.0);
        item.rule = Some(0.4);
        Ok::<_, PaperFault>(item)
    };
    for words in &table.rows {
        items.push(row(Kind::Row, words, CELL)?);
    }
    if let Some(words) = &table.total {
        items.push(row(Kind::Total, words, TOTAL)?);
    }
    Ok(items)
}

fn cells(words: &[&str], widths: &[f32], style: Style) -> Result<Vec<Cell>, PaperFault> {
    let mut x = MARGIN;
    let mut cells = Vec::new();
    for (text, width) in words.iter().zip(widths) {
        cells.push(Cell { x, lines: wrap(&composed(text)?, style, width - GAP) });
        x += width;
    }
    Ok(cells)
}
