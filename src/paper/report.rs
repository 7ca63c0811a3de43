//! A report: headings, paragraphs and tables, on as many A4 pages as they need.

mod items;
mod paging;

use super::{About, Colour, LANGUAGE, PaperFault, Sheet, Style, mark, paper, rule, shrink};
use chrono::NaiveDate;
use items::{Item, Kind, items};
use krilla::Document;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Identifier, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};
use paging::{Placed, pages};
use std::num::NonZeroU16;

/// A4, portrait, in points.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 54.0;
const MEASURE: f32 = WIDTH - 2.0 * MARGIN;
const MARK_WIDTH: f32 = 34.0;
/// Where text begins on the first page, under the mark, and on the others.
const FIRST_TOP: f32 = 98.0;
const TOP: f32 = 60.0;
const BOTTOM: f32 = HEIGHT - 72.0;
const FOOT_BASELINE: f32 = HEIGHT - 42.0;
const FOOT: Style = Style::plain(9.0);

/// What a report says, in the order in which it says it.
pub struct Report<'a> {
    pub title: &'a str,
    /// The same for the same report, and for no other.
    pub id: &'a str,
    pub made_on: NaiveDate,
    pub parts: Vec<Part>,
    /// What stands at the foot of a page, by its number and how many there are.
    pub foot: &'a dyn Fn(usize, usize) -> String,
}

/// A part of a report.
#[derive(Debug, Clone)]
pub enum Part {
    Heading(String),
    Text(String),
    /// An address that opens.
    Link(String),
    Table(Table),
}

/// A table. The first cell of a row names the row.
#[derive(Debug, Clone)]
pub struct Table {
    /// What it shows, for who does not see it.
    pub summary: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
    /// The last row, which adds the others up.
    pub total: Option<Vec<String>>,
}

/// The head of a column, and its share of the width.
#[derive(Debug, Clone)]
pub struct Column {
    pub heading: String,
    pub share: f32,
}

/// What was drawn of an item: for each cell, its lines.
type Drawn = Vec<Vec<Identifier>>;

/// Draws a report: the bytes of a PDF.
///
/// # Errors
/// See [`PaperFault`].
pub fn draw(report: &Report<'_>) -> Result<Vec<u8>, PaperFault> {
    let items = items(report)?;
    let pages = pages(&items);
    let about = About { title: report.title, id: report.id, made_on: report.made_on };
    let mut document = paper(&about)?;
    let mut drawn: Vec<Drawn> = items.iter().map(|_| Vec::new()).collect();
    for (at, page) in pages.iter().enumerate() {
        let foot = (report.foot)(at + 1, pages.len());
        super::refuse_missing_glyphs([foot.as_str()])?;
        draw_page(&mut document, &items, page, at == 0, &foot, &mut drawn)?;
    }
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(report.title.to_owned(), top));
    document.set_outline(outline);
    document.set_tag_tree(tags(&items, drawn));
    Ok(document.finish()?)
}

fn draw_page(
    document: &mut Document,
    items: &[Item],
    placed: &[Placed],
    is_first: bool,
    foot: &str,
    drawn: &mut [Drawn],
) -> Result<(), PaperFault> {
    let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PaperFault::Setup)?;
    let mut page = document.start_page_with(size);
    let mut sheet = Sheet::new(page.surface());
    if is_first {
        sheet.ornament(mark(MARGIN, 40.0, MARK_WIDTH), Colour::Accent);
    }
    let mut links = Vec::new();
    for place in placed {
        let Some(item) = items.get(place.item) else { continue };
        let cells = draw_item(&mut sheet, item, place);
        if let Some(drawn) = drawn.get_mut(place.item).filter(|_| !place.again) {
            *drawn = cells;
        }
        if let Kind::Link(address) = &item.kind {
            links.push((place.item, address.clone(), link_area(item, place.top)));
        }
    }
    let line = shrink(foot, FOOT, MEASURE);
    sheet.write_around(&line, MARGIN, FOOT_BASELINE, Colour::Soft);
    sheet.finish();
    for (item, address, area) in links {
        let Some(area) = area else { continue };
        let target = Target::Action(LinkAction::new(address.clone()).into());
        let annotation = Annotation::new_link(LinkAnnotation::new(area, target), Some(address));
        let id = page.add_tagged_annotation(annotation);
        if let Some(cell) = drawn.get_mut(item).and_then(|cells| cells.first_mut()) {
            cell.push(id);
        }
    }
    page.finish();
    Ok(())
}

fn draw_item(sheet: &mut Sheet<'_>, item: &Item, place: &Placed) -> Drawn {
    let mut cells = Vec::new();
    for cell in &item.cells {
        let mut ids = Vec::new();
        for (n, line) in (0_u16..).zip(&cell.lines) {
            let y = place.top + item.baseline() + f32::from(n) * item.leading;
            if place.again {
                sheet.write_around(line, cell.x, y, item.colour);
            } else {
                ids.push(sheet.write(line, cell.x, y, item.colour));
            }
        }
        cells.push(ids);
    }
    if let Some(thickness) = item.rule {
        let y = place.top + item.height - thickness;
        sheet.ornament(rule(MARGIN, y, MEASURE, thickness), Colour::Soft);
    }
    cells
}

fn link_area(item: &Item, top: f32) -> Option<Rect> {
    let width = item.cells.first()?.lines.first()?.width();
    Rect::from_xywh(MARGIN, top + item.space, width, item.leading)
}

/// The tags in reading order: rows of one table stand in one table, whatever pages they are on.
fn tags(items: &[Item], drawn: Vec<Drawn>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    let all: Vec<(&Item, Drawn)> = items.iter().zip(drawn).collect();
    let mut rest = all.into_iter().peekable();
    while let Some((item, cells)) = rest.next() {
        let Kind::Head(summary) = &item.kind else {
            tree.push(block(item, cells));
            continue;
        };
        let mut table = TagGroup::new(Tag::Table.with_summary(Some(summary.clone())));
        let mut head = TagGroup::new(Tag::THead);
        head.push(row(cells, |_| Tag::TH(TableHeaderScope::Column).into()));
        table.push(head);
        let mut body = TagGroup::new(Tag::TBody);
        while let Some((_, cells)) = rest.next_if(|(item, _)| matches!(item.kind, Kind::Row)) {
            body.push(row(cells, cell_kind));
        }
        table.push(body);
        if let Some((_, cells)) = rest.next_if(|(item, _)| matches!(item.kind, Kind::Total)) {
            let mut foot = TagGroup::new(Tag::TFoot);
            foot.push(row(cells, cell_kind));
            table.push(foot);
        }
        tree.push(table);
    }
    tree
}

fn cell_kind(column: usize) -> TagKind {
    if column == 0 { Tag::TH(TableHeaderScope::Row).into() } else { Tag::TD.into() }
}

fn block(item: &Item, cells: Drawn) -> TagGroup {
    let second = NonZeroU16::MIN.saturating_add(1);
    let mut group = match &item.kind {
        Kind::Link(_) => TagGroup::new(Tag::Link),
        Kind::Title(title) => TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(title.clone()))),
        Kind::Heading(title) => TagGroup::new(Tag::Hn(second, Some(title.clone()))),
        _ => TagGroup::new(Tag::P),
    };
    let is_link = matches!(item.kind, Kind::Link(_));
    for id in cells.into_iter().flatten() {
        group.push(id);
    }
    if !is_link {
        return group;
    }
    let mut paragraph = TagGroup::new(Tag::P);
    paragraph.push(group);
    paragraph
}

fn row(cells: Drawn, kind: impl Fn(usize) -> TagKind) -> TagGroup {
    let mut row = TagGroup::new(Tag::TR);
    for (column, ids) in cells.into_iter().enumerate() {
        let mut cell = TagGroup::new(kind(column));
        for id in ids {
            cell.push(id);
        }
        row.push(cell);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(rows: usize, title: &str) -> Result<Vec<u8>, PaperFault> {
        let words = |text: &str| text.to_owned();
        let column = |heading: &str| Column { heading: words(heading), share: 1.0 };
        let table = Table {
            summary: words("What was read"),
            columns: vec![column("Module"), column("Lessons read")],
            rows: (0..rows).map(|n| vec![format!("Module {n}"), words("4 of 5")]).collect(),
            total: Some(vec![words("In all"), words("8 of 10")]),
        };
        let parts = vec![
            Part::Text(words("Gwen Pryce")),
            Part::Heading(words("Digital Foundations")),
            Part::Table(table),
            Part::Link(words("https://training.example/certificates")),
        ];
        draw(&Report {
            title,
            id: "transcript",
            made_on: NaiveDate::from_ymd_opt(2026, 11, 27).unwrap(),
            parts,
            foot: &|page, of| format!("Page {page} of {of}"),
        })
    }

    #[test]
    fn a_report_is_drawn_alike_each_time_however_long() {
        for rows in [0, 1, 200] {
            let first = report(rows, "Transcript").unwrap();
            assert!(first.starts_with(b"%PDF-1.7"));
            assert!(first == report(rows, "Transcript").unwrap(), "{rows}: not the same bytes");
        }
    }

    #[test]
    fn a_character_without_a_glyph_is_a_fault_and_never_a_box() {
        assert!(matches!(report(1, "Sam 😀"), Err(PaperFault::NoGlyph(found)) if found == ['😀']));
    }
}
