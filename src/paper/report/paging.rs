//! Which item stands on which page.

use super::items::{Item, Kind};
use super::{BOTTOM, FIRST_TOP, TOP};

/// An item on its page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Its place among the items.
    pub item: usize,
    pub top: f32,
    /// Whether this is a table's head once more, on a page where the table goes on.
    pub again: bool,
}

/// The items page by page. A heading stands with what it leads, and a table that goes on on another
/// page has its head there too.
pub fn pages(items: &[Item]) -> Vec<Vec<Placed>> {
    let mut pages = Vec::new();
    let mut page: Vec<Placed> = Vec::new();
    let mut top = FIRST_TOP;
    let mut head = None;
    for (at, item) in items.iter().enumerate() {
        if top + wanted(items, at) > BOTTOM && !page.is_empty() {
            pages.push(std::mem::take(&mut page));
            top = TOP;
            let goes_on = matches!(item.kind, Kind::Row | Kind::Total);
            if let Some((head, height)) = head.filter(|_| goes_on) {
                page.push(Placed { item: head, top, again: true });
                top += height;
            }
        }
        if let Kind::Head(_) = item.kind {
            head = Some((at, item.height));
        }
        page.push(Placed { item: at, top, again: false });
        top += item.height;
    }
    pages.push(page);
    pages
}

/// The height of an item, with that of what it leads.
fn wanted(items: &[Item], at: usize) -> f32 {
    let mut height = 0.0;
    for item in items.iter().skip(at) {
        height += item.height;
        if !item.leads() {
            break;
        }
    }
    height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Colour;

    fn item(kind: Kind, height: f32) -> Item {
        let cells = Vec::new();
        Item { kind, cells, colour: Colour::Ink, space: 0.0, leading: 0.0, height, rule: None }
    }

    fn shown(items: &[Item]) -> Vec<Vec<(usize, bool)>> {
        let page = |page: Vec<Placed>| page.iter().map(|p| (p.item, p.again)).collect();
        pages(items).into_iter().map(page).collect()
    }

    #[test]
    fn a_heading_goes_with_what_it_leads() {
        let room = BOTTOM - FIRST_TOP;
        let lead = |first: f32| {
            vec![
                item(Kind::Text, first),
                item(Kind::Heading(String::new()), 20.0),
                item(Kind::Head(String::new()), 20.0),
                item(Kind::Row, 20.0),
            ]
        };
        let all = vec![(0, false), (1, false), (2, false), (3, false)];
        assert_eq!(shown(&lead(room - 60.0)), [all]);
        let apart = [vec![(0, false)], vec![(1, false), (2, false), (3, false)]];
        assert_eq!(shown(&lead(room - 59.0)), apart);
    }

    #[test]
    fn a_table_that_goes_on_has_its_head_again() {
        let tall = (BOTTOM - FIRST_TOP - 20.0) / 2.0;
        let items = [
            item(Kind::Head(String::new()), 20.0),
            item(Kind::Row, tall),
            item(Kind::Row, tall),
            item(Kind::Total, tall),
            item(Kind::Text, 20.0),
        ];
        let second = vec![(0, true), (3, false), (4, false)];
        assert_eq!(shown(&items), [vec![(0, false), (1, false), (2, false)], second]);
    }
}
