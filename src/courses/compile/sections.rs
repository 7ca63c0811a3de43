//! What stands under each heading of the second level, for rules that count.

use super::tree::{Kind, Node, parse, plain};

/// A heading of the second level, and what stands under it.
#[derive(Debug)]
pub(in crate::courses) struct Section {
    pub title: String,
    /// Where the heading stands, in bytes.
    pub at: usize,
    /// The first cell of each row of its tables, and where it stands; without the heads.
    pub tables: Vec<Vec<(String, usize)>>,
    /// How many points its lists have.
    pub points: usize,
    /// Where its links lead, as written.
    pub links: Vec<String>,
}

/// The sections of a text. What stands before the first is in none.
pub(in crate::courses) fn sections(markdown: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for node in &parse(markdown).nodes {
        if let Node::Part(Kind::Heading(2), words, at) = node {
            let (tables, links) = (Vec::new(), Vec::new());
            sections.push(Section { title: plain(words), at: *at, tables, points: 0, links });
        } else if let Some(section) = sections.last_mut() {
            section.gather(node);
        }
    }
    sections
}

impl Section {
    fn gather(&mut self, node: &Node<'_>) {
        let Node::Part(kind, inner, _) = node else { return };
        match kind {
            Kind::Table => self.tables.push(inner.iter().filter_map(first_cell).collect()),
            Kind::Item => self.points += 1,
            Kind::Link(address) => self.links.push(address.to_string()),
            _ => {}
        }
        for node in inner {
            self.gather(node);
        }
    }
}

fn first_cell(row: &Node<'_>) -> Option<(String, usize)> {
    let cell = row.inside(&Kind::TableRow)?.first()?;
    Some((plain(std::slice::from_ref(cell)), cell.at()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_knows_its_tables_points_and_links() {
        let text = "Before.\n\n## One\n\n| Minutes | What |\n|---|---|\n| 20 | a |\n| 40 | b |\n\n\
            ## *Two*\n\n1. a\n2. [b](lesson:m/l)\n\n### Three\n\n- c\n";
        let found = sections(text);
        let [one, two] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((one.title.as_str(), one.points), ("One", 0));
        let cells: Vec<_> =
            one.tables.iter().flatten().map(|(text, at)| (text.as_str(), *at)).collect();
        assert_eq!(cells, [("20", 47), ("40", 58)]);
        assert_eq!((two.title.as_str(), two.points, two.tables.len()), ("Two", 3, 0));
        assert_eq!(two.links, ["lesson:m/l"]);
    }
}
