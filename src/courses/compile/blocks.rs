//! What stands on its own: paragraphs, headings, lists, tables and figures.

use super::inline::{Setting, around};
use super::tree::{Kind, Node, plain};
use super::{Writer, html};
use crate::courses::check::did_you_mean;
use std::fmt::Write;

const CAPTION: &str = "Table:";

impl Writer<'_> {
    pub(super) fn blocks(&mut self, nodes: &[Node<'_>], out: &mut String) {
        let mut nodes = nodes.iter().peekable();
        while let Some(node) = nodes.next() {
            let Node::Part(kind, inner, at) = node else {
                match node {
                    Node::Rule => out.push_str("<hr>\n"),
                    word => self.inline(std::slice::from_ref(word), Setting::Running, out),
                }
                continue;
            };
            match kind {
                Kind::Paragraph => match caption(inner) {
                    Some(caption) => {
                        let table = nodes.next_if(|next| next.inside(&Kind::Table).is_some());
                        self.captioned(&caption, table, *at, out);
                    }
                    None => self.paragraph(inner, out),
                },
                Kind::Table => {
                    let remedy = "Put a paragraph `Table: What it shows` before it.";
                    self.file.error(*at, "this table has no caption", remedy);
                    self.table(&[], inner, out);
                }
                Kind::Heading(level) => self.heading(*level, inner, *at, out),
                Kind::List(first) => self.list(*first, inner, out),
                Kind::Quote => self.quote(inner, *at, out),
                Kind::CodeBlock => {
                    out.push_str("<pre><code>");
                    self.inline(inner, Setting::Heading, out);
                    out.push_str("</code></pre>\n");
                }
                Kind::Footnote => {
                    let remedy = "Move what it says to sources.toml, and keep [^id] in the text.";
                    self.file.error(*at, "a source is written out here", remedy);
                }
                _ => self.inline(std::slice::from_ref(node), Setting::Running, out),
            }
        }
    }

    fn paragraph(&mut self, inner: &[Node<'_>], out: &mut String) {
        let mut parts = inner.iter().filter(|node| !node.is_blank());
        if let (Some(Node::Part(Kind::Image { address, title }, alt, at)), None) =
            (parts.next(), parts.next())
        {
            return self.figure(address, title, &plain(alt), *at, out);
        }
        around(out, "p", |out| self.inline(inner, Setting::Running, out));
        out.push('\n');
    }

    fn heading(&mut self, level: u8, inner: &[Node<'_>], at: usize, out: &mut String) {
        let words = plain(inner);
        if level == 1 {
            let remedy = "Begin with ##: the lesson's title is the only heading above it.";
            self.file.error(at, "a heading of the first level", remedy);
        } else if level > 3 {
            self.file.error(at, "a heading below the third level", "Use ## or ###.");
        } else if level > self.level + 1 {
            self.file.error(at, "a heading skips a level", "Use ## here: no ## stands above it.");
        }
        if self.nested > 0 {
            let remedy = "Move the heading out, or make it bold.";
            self.file.error(at, "a heading inside a callout or a list", remedy);
        }
        if words.is_empty() {
            self.file.error(at, "this heading has no words", "Write some, or take it out.");
        }
        self.level = level.clamp(2, 3);
        let (level, id) = (self.level, self.id_for(&words));
        let _ = write!(out, "<h{level} id=\"{}\">", html::escaped(&id));
        self.inline(inner, Setting::Heading, out);
        let _ = writeln!(out, "</h{level}>");
    }

    fn list(&mut self, first: Option<u64>, items: &[Node<'_>], out: &mut String) {
        let tag = if first.is_some() { "ol" } else { "ul" };
        match first {
            Some(first) if first != 1 => drop(write!(out, "<ol start=\"{first}\">")),
            _ => drop(write!(out, "<{tag}>")),
        }
        out.push('\n');
        self.nested += 1;
        for item in items {
            let inner = item.inside(&Kind::Item).unwrap_or_default();
            around(out, "li", |out| self.blocks(inner, out));
            out.push('\n');
        }
        self.nested -= 1;
        let _ = writeln!(out, "</{tag}>");
    }

    fn figure(&mut self, name: &str, caption: &str, alt: &str, at: usize, out: &mut String) {
        if alt.is_empty() {
            let remedy = "Say between ![ and ] what the picture says.";
            self.file.error(at, "this figure has no alternative text", remedy);
        }
        if caption.trim().is_empty() {
            let remedy = "Write it after the file's name: (name.svg \"Caption\").";
            self.file.error(at, "this figure has no caption", remedy);
        }
        let Some(figure) = self.context.figures.get(name) else {
            let near = did_you_mean(name, self.context.figures.keys().map(String::as_str));
            let problem = format!("there is no figure `{name}` in the module's folder{near}");
            return self.file.error(at, &problem, "Put the .svg file there, or correct its name.");
        };
        self.done.figures.insert(name.to_owned());
        self.count(caption);
        let Some(figure) = figure else { return };
        let _ = writeln!(
            out,
            "<figure>\n<img src=\"/figures/{}\" width=\"{}\" height=\"{}\" alt=\"{}\" \
             loading=\"lazy\">\n<figcaption>{}</figcaption>\n</figure>",
            html::escaped(&figure.name),
            figure.width,
            figure.height,
            html::escaped(alt),
            html::escaped(caption.trim()),
        );
    }

    fn captioned(
        &mut self,
        caption: &[Node<'_>],
        table: Option<&Node<'_>>,
        at: usize,
        out: &mut String,
    ) {
        if plain(caption).is_empty() {
            self.file.error(at, "this caption is empty", "Say after `Table:` what it shows.");
        }
        if let Some(rows) = table.and_then(|table| table.inside(&Kind::Table)) {
            return self.table(caption, rows, out);
        }
        let remedy = "Put the table directly after it, with an empty line between them.";
        self.file.error(at, "a table's caption without a table", remedy);
    }

    fn table(&mut self, caption: &[Node<'_>], rows: &[Node<'_>], out: &mut String) {
        let id = self.numbered("table", 1);
        let _ = write!(
            out,
            "<section class=\"scroll\" aria-labelledby=\"{id}\" tabindex=\"0\">\n\
             <table class=\"cards\">\n<caption id=\"{id}\">"
        );
        self.inline(caption, Setting::Caption, out);
        out.push_str("</caption>\n");
        let mut labels = Vec::new();
        for row in rows {
            if let Some(cells) = row.inside(&Kind::TableHead) {
                labels = cells.iter().map(|cell| plain(std::slice::from_ref(cell))).collect();
                self.table_head(cells, out);
            } else if let Some(cells) = row.inside(&Kind::TableRow) {
                self.table_row(cells, &labels, out);
            }
        }
        out.push_str("</tbody>\n</table>\n</section>\n");
    }

    fn table_head(&mut self, cells: &[Node<'_>], out: &mut String) {
        out.push_str("<thead>\n<tr>");
        for cell in cells {
            let inner = cell.inside(&Kind::Cell).unwrap_or_default();
            // A corner with nothing in it is the heading of nothing.
            if inner.iter().all(Node::is_blank) {
                out.push_str("<td></td>");
                continue;
            }
            out.push_str("<th scope=\"col\">");
            self.inline(inner, Setting::Caption, out);
            out.push_str("</th>");
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
    }

    fn table_row(&mut self, cells: &[Node<'_>], labels: &[String], out: &mut String) {
        out.push_str("<tr>");
        for (column, cell) in cells.iter().enumerate() {
            let inner = cell.inside(&Kind::Cell).unwrap_or_default();
            if column == 0 {
                out.push_str("<th scope=\"row\">");
                self.inline(inner, Setting::Caption, out);
                out.push_str("</th>");
            } else {
                let label = labels.get(column).map_or("", String::as_str);
                let _ = write!(out, "<td data-label=\"{}\">", html::escaped(label));
                self.inline(inner, Setting::Running, out);
                out.push_str("</td>");
            }
        }
        out.push_str("</tr>\n");
    }
}

/// The words of a paragraph `Table: …`.
pub(super) fn caption<'a>(inner: &[Node<'a>]) -> Option<Vec<Node<'a>>> {
    let (Node::Text(text, at), rest) = inner.split_first()? else { return None };
    let words = text.strip_prefix(CAPTION)?.trim_start().to_owned();
    Some(std::iter::once(Node::Text(words.into(), *at)).chain(rest.iter().cloned()).collect())
}
