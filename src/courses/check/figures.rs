//! Figures: SVG drawings that can do nothing but be looked at.

use super::{Checking, Figures};
use crate::courses::compile::Figure;
use crate::courses::digest::digest;
use crate::courses::fault::File;
use usvg::roxmltree::{Document, Node, NodeType};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// What a drawing may be made of. A list of what is allowed holds against what nobody thought of.
const ELEMENTS: [&str; 24] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "metadata",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "path",
    "text",
    "tspan",
    "marker",
    "pattern",
    "mask",
    "clipPath",
    "linearGradient",
    "radialGradient",
    "stop",
];

/// Reads the figures of a module.
pub(super) fn read(checking: Checking<'_>, paths: &[&str]) -> Figures {
    let mut figures = Figures::default();
    for path in paths {
        let Some(found) = checking.files.find(path) else { continue };
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let file = File::new(found, checking.faults);
        let figure = figure(file);
        if let Some(figure) = &figure {
            figures.texts.insert(figure.name.clone(), file.text.to_owned());
        }
        figures.by_name.insert(name, figure);
    }
    figures
}

fn figure(file: File<'_>) -> Option<Figure> {
    let document = match Document::parse(file.text) {
        Ok(document) => document,
        Err(error) => {
            let remedy = "Save it again as plain SVG, without a DOCTYPE.";
            file.error(0, &format!("this is no SVG: {error}"), remedy);
            return None;
        }
    };
    for node in document.descendants() {
        check_node(file, node);
    }
    let root = document.root_element();
    if root.attribute("viewBox").is_none() {
        file.error(0, "this figure has no viewBox", "Add viewBox=\"0 0 480 300\" to <svg>.");
    }
    let size = |name| {
        let size = root.attribute(name).and_then(whole);
        if size.is_none() {
            let problem = format!("this figure has no {name} in whole pixels");
            file.error(0, &problem, &format!("Add {name}=\"480\", say, to <svg>."));
        }
        size
    };
    let (width, height) = (size("width"), size("height"));
    let name = format!("{}.svg", digest(file.text));
    Some(Figure { name, width: width?, height: height? })
}

/// The words of a drawing, and where they stand.
pub(super) fn texts(svg: &str) -> Vec<(String, usize)> {
    let Ok(document) = Document::parse(svg) else { return Vec::new() };
    let words = document.descendants().filter(Node::is_text);
    words.map(|node| (node.text().unwrap_or_default().to_owned(), node.range().start)).collect()
}

fn whole(size: &str) -> Option<u32> {
    let pixels = size.trim().trim_end_matches("px").trim_end_matches(".0");
    pixels.parse().ok().filter(|pixels| (1..=4000).contains(pixels))
}

fn check_node(file: File<'_>, node: Node<'_, '_>) {
    let at = node.range().start;
    let refuse = |at, problem: &str| {
        file.error(at, problem, "Take it out: a figure has no scripts, styles or outside parts.");
    };
    match node.node_type() {
        NodeType::PI => return refuse(at, "a figure may not have processing instructions"),
        NodeType::Element => {}
        NodeType::Root | NodeType::Comment | NodeType::Text => return,
    }
    let tag = node.tag_name();
    if tag.namespace() != Some(SVG) || !ELEMENTS.contains(&tag.name()) {
        refuse(at, &format!("a figure may not have <{}>", tag.name()));
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        let is_href = name == "href" && [None, Some(XLINK)].contains(&attribute.namespace());
        let is_free = attribute.namespace().is_none() || is_href;
        let leads_out = (is_href && !value.starts_with('#')) || has_outside_part(value);
        let is_event = name.to_ascii_lowercase().starts_with("on");
        if is_event || leads_out || (!is_free && name != "space" && name != "lang") {
            refuse(attribute.range().start, &format!("a figure may not have {name}=\"{value}\""));
        }
    }
}

/// Whether a value names anything but a part of the drawing itself.
fn has_outside_part(value: &str) -> bool {
    let value: String = value.to_lowercase().split_whitespace().collect();
    let outside = value
        .split("url(")
        .skip(1)
        .any(|rest| !rest.trim_start_matches(['"', '\'']).starts_with('#'));
    // A backslash could spell any of these otherwise.
    outside || ["\\", "@import", "javascript:", "data:", "image("].iter().any(|w| value.contains(w))
}

#[cfg(test)]
mod tests {
    use crate::courses::fault::{Faults, File};
    use crate::courses::files::Files;

    fn faults_of(inner: &str, head: &str) -> usize {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             viewBox=\"0 0 4 3\" {head}>{inner}</svg>"
        );
        let faults = Faults::of(&Files::default());
        super::figure(File::new(("x.svg", &text), &faults));
        faults.report(|| None).faults.len()
    }

    const SIZE: &str = "width=\"4\" height=\"3\"";

    #[test]
    fn a_plain_drawing_passes() {
        let inner = "<title>T</title><defs><linearGradient id=\"a\"/></defs><!-- c -->\
            <rect fill=\"url(#a)\" style=\"stroke: url('#a')\"/><use xlink:href=\"#a\"/>\
            <text xml:space=\"preserve\">data: on</text>";
        assert_eq!(faults_of(inner, SIZE), 0);
        assert_eq!(faults_of("", "width=\"4.0\" height=\"3px\""), 0);
    }

    #[test]
    fn a_drawing_that_does_more_is_refused() {
        for inner in [
            "<script>alert(1)</script>",
            "<foreignObject/>",
            "<style>@import 'x'</style>",
            "<image href=\"#x\"/>",
            "<a href=\"https://a.uk\"><rect/></a>",
            "<animate attributeName=\"href\"/>",
            "<set/>",
            "<rect onclick=\"x\"/>",
            "<rect ONLOAD=\"x\"/>",
            "<use href=\"https://a.uk/x.svg#y\"/>",
            "<use xlink:href=\"data:image/svg+xml,x\"/>",
            "<rect fill=\"url(https://a.uk/x)\"/>",
            "<rect fill=\"URL( 'http://a.uk' )\"/>",
            "<rect style=\"background: u\\72l(x)\"/>",
            "<h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\"/>",
            "<rect xml:base=\"https://a.uk\"/>",
            "<?xml-stylesheet href=\"x\"?>",
            "<g>",
        ] {
            assert!(faults_of(inner, SIZE) > 0, "{inner}");
        }
    }

    #[test]
    fn a_drawing_says_how_large_it_is() {
        assert_eq!(faults_of("", ""), 2);
        assert_eq!(faults_of("", "width=\"100%\" height=\"3\""), 1);
    }

    #[test]
    fn a_doctype_is_refused() {
        let faults = Faults::of(&Files::default());
        let text = "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        super::figure(File::new(("x.svg", text), &faults));
        assert_eq!(faults.report(|| None).faults.len(), 1);
    }
}
