//! The HTML of a lesson: its shapes, and that nothing typed becomes markup.
#![cfg(test)]

use super::*;
use crate::courses::fault::{Faults, Report};
use crate::courses::files::Files;
use crate::kernel::Nation;

fn compiled(markdown: &str) -> (Body, Report) {
    let places = Directory {
        course: "c".to_owned(),
        modules: [("m".to_owned(), vec!["l".to_owned()])].into(),
        has_gaps: false,
    };
    let mut glossary = Glossary::default();
    for (id, term, forms) in [("dataset", "Dataset", vec!["datasets"]), ("it", "IT", vec![])] {
        let meaning_html = String::new();
        let forms = forms.into_iter().map(String::from).collect();
        glossary.add(Entry { id: id.into(), term: term.into(), forms, meaning_html });
    }
    let sources = BTreeSet::from(["almanac".to_owned(), "ofcom".to_owned()]);
    let figure = Figure { name: "00ff.svg".to_owned(), width: 480, height: 283 };
    let figures = BTreeMap::from([("line.svg".to_owned(), Some(figure))]);
    let context = Context {
        places: &places,
        glossary: &glossary,
        sources: Some(&sources),
        figures: &figures,
    };
    let faults = Faults::of(&Files::default());
    let body = body(File::new(("l.md", markdown), &faults), markdown, &context);
    (body, faults.report(|| None))
}

/// The HTML of a text without faults, with all blocks in one.
fn html(markdown: &str) -> String {
    let (body, report) = compiled(markdown);
    assert!(report.faults.is_empty(), "{report}");
    joined(&body)
}

fn joined(body: &Body) -> String {
    let mut all = String::new();
    for block in &body.blocks {
        match block {
            Block::Html(html) => all.push_str(html),
            Block::Nations(notes) => notes.iter().for_each(|note| all.push_str(&note.html)),
        }
    }
    all
}

#[test]
fn words_lists_and_headings_keep_their_shape() {
    for (markdown, shape) in [
        ("A *b* **c** `d<`", "<p>A <em>b</em> <strong>c</strong> <code>d&lt;</code></p>\n"),
        ("It's \"x\"", "<p>It\u{2019}s \u{201c}x\u{201d}</p>\n"),
        ("## One & two", "<h2 id=\"one-two\">One &amp; two</h2>\n"),
        ("## A\n\n### A", "<h2 id=\"a\">A</h2>\n<h3 id=\"a-2\">A</h3>\n"),
        ("## Source 1", "<h2 id=\"part-source-1\">Source 1</h2>\n"),
        ("## Main", "<h2 id=\"part-main\">Main</h2>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
        ("[x](lesson:m/l)", "<p><a href=\"/courses/c/m/l\">x</a></p>\n"),
        ("[x](module:m)", "<p><a href=\"/courses/c/m\">x</a></p>\n"),
        ("[x](https://a.uk/?a&b)", "<p><a href=\"https://a.uk/?a&amp;b\">x</a></p>\n"),
        ("> a", "<blockquote><p>a</p>\n</blockquote>\n"),
    ] {
        assert_eq!(html(markdown), shape, "{markdown}");
    }
}

#[test]
fn callouts_say_their_kind() {
    for (mark, class, heading) in [
        ("[!ASK]", "ask", "Ask in your council"),
        ("[!ASK] Ask in your council", "ask", "Ask in your council"),
        ("[!CASE] Leeds & *co*", "case", "Case: Leeds &amp; <em>co</em>"),
        ("[!NOTE]", "note", "Note"),
        ("[!WARNING]", "warning", "Warning"),
    ] {
        let shape = format!(
            "<section class=\"callout callout--{class}\" aria-labelledby=\"{class}-1\">\n\
             <h2 id=\"{class}-1\">{heading}</h2>\n<p>Words\nand more.</p>\n</section>\n"
        );
        let callout = format!("> {mark}\n> Words\n> and more.");
        assert_eq!(html(&callout), shape);
        let below = shape.replace("h2", "h3");
        assert_eq!(html(&format!("## A\n\n{callout}")), format!("<h2 id=\"a\">A</h2>\n{below}"));
    }
    let two = html("> [!ASK]\n> a\n\n> [!ASK]\n> b");
    assert!(two.contains("id=\"ask-1\"") && two.contains("id=\"ask-2\""), "{two}");
}

#[test]
fn a_card_holds_questions() {
    let card = html("> [!CARD] For your meeting\n> 1. Who?\n> 2. When?");
    let shape = "<section class=\"question-card\" aria-labelledby=\"card-1\">\n\
        <h2 id=\"card-1\">For your meeting</h2>\n<ol>\n<li>Who?</li>\n<li>When?</li>\n</ol>\n\
        </section>\n";
    assert_eq!(card, shape);
}

#[test]
fn a_table_has_a_caption_headings_and_labels() {
    let shape = "<section class=\"scroll\" aria-labelledby=\"table-1\" tabindex=\"0\">\n\
        <table class=\"cards\">\n<caption id=\"table-1\">A &lt;b&gt;</caption>\n\
        <thead>\n<tr><th scope=\"col\">X</th><th scope=\"col\">Y &quot;z</th></tr>\n</thead>\n\
        <tbody>\n<tr><th scope=\"row\">dataset</th><td data-label=\"Y &quot;z\">2</td></tr>\n\
        </tbody>\n</table>\n</section>\n";
    let made = html("Table: A \\<b>\n\n| X | Y &quot;z |\n|:--|--:|\n| dataset | 2 |");
    assert_eq!(made.replace(['\u{201d}', '\u{201c}'], "&quot;"), shape);
    assert!(html("Table: A\n\n| | B |\n|-|-|\n| c | d |").contains("<tr><td></td><th"));
}

#[test]
fn a_figure_has_its_size_alternative_and_caption() {
    assert_eq!(
        html("![Lines: \"a\" & b](line.svg \"Before & after\")"),
        "<figure>\n<img src=\"/figures/00ff.svg\" width=\"480\" height=\"283\" \
         alt=\"Lines: \u{201c}a\u{201d} &amp; b\" loading=\"lazy\">\n\
         <figcaption>Before &amp; after</figcaption>\n</figure>\n"
    );
}

#[test]
fn sources_are_numbered_by_first_citation() {
    let (body, report) = compiled("A.[^ofcom] B.[^almanac][^ofcom]\n\n> [!WALES]\n> C.[^almanac]");
    assert!(report.passes(true), "{report}");
    let made = joined(&body);
    let cite = |number, time| {
        format!(
            "<sup><a href=\"#source-{number}\" id=\"cite-{number}-{time}\" \
             aria-label=\"Source {number}\">{number}</a></sup>"
        )
    };
    let two = format!("B.{}<sup>, </sup>{}", cite(2, 1), cite(1, 2));
    assert!(made.contains(&format!("A.{}", cite(1, 1))) && made.contains(&two), "{made}");
    assert!(made.contains(&format!("C.{}", cite(2, 2))), "{made}");
    let cited: Vec<_> = body.cited.iter().map(|c| (c.source.as_str(), c.at.join(" "))).collect();
    assert_eq!(
        cited,
        [("ofcom", "cite-1-1 cite-1-2".to_owned()), ("almanac", "cite-2-1 cite-2-2".to_owned())]
    );
}

#[test]
fn a_term_is_linked_at_its_first_use_in_running_text() {
    let text = "## A dataset\n\n[dataset](module:m) `dataset` it\n\n> [!CASE] dataset\n> One \
        dataset, two datasets, *IT*.";
    let (body, _) = compiled(text);
    let made = joined(&body);
    assert_eq!(made.matches("class=\"term\"").count(), 2, "{made}");
    assert!(made.contains("One <a class=\"term\" href=\"#term-dataset\">dataset</a>, two"));
    assert!(made.contains("<em><a class=\"term\" href=\"#term-it\">IT</a></em>"), "{made}");
    assert_eq!(body.terms, [0, 1]);
}

#[test]
fn notes_on_nations_make_groups() {
    let text = "> [!ENGLAND]\n> E\n\n> [!NORTHERN-IRELAND]\n> N\n\nBetween\n\n> [!WALES]\n> W";
    let (body, report) = compiled(text);
    assert!(report.passes(true), "{report}");
    let note = |nation, html: &str| NationNote { nation, html: html.to_owned() };
    assert_eq!(
        body.blocks,
        [
            Block::Nations(vec![
                note(Nation::England, "<p>E</p>\n"),
                note(Nation::NorthernIreland, "<p>N</p>\n")
            ]),
            Block::Html("<p>Between</p>\n".to_owned()),
            Block::Nations(vec![note(Nation::Wales, "<p>W</p>\n")]),
        ]
    );
}

#[test]
fn words_are_counted_as_a_reader_reads_them() {
    let text =
        "## Two words\n\nIt's 5 - five.[^ofcom]\n\nTable: Cap\n\n| a | b |\n|-|-|\n| c | d |";
    assert_eq!(compiled(text).0.words, 2 + 3 + 1 + 4);
}

/// Everything that a page may not meet, however it was typed.
const ATTACKS: [&str; 29] = [
    "<script>alert(1)</script>",
    "a <b onclick=alert(1)>b</b>",
    "<img src=x onerror=alert(1)>",
    "<!-- --><svg/onload=alert(1)>",
    "# a\"><script>alert(1)</script>",
    "## a\"><script>alert(1)</script> {#x onclick=1}",
    "### `</code><script>`",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x]( \tjavascript:alert(1))",
    "[x](java\u{0}script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
    "[x](https://a.uk/\"onclick=\"alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![\"><script>x</script>](line.svg \"\\\" onload=alert(1) <script>\")",
    "![x](javascript:alert(1) \"t\")",
    "![x](https://evil.example/x.svg \"t\")",
    "Table: <script>x</script>\n\n| \"><script> | <img onerror=1> |\n|-|-|\n| <b> | <i> |",
    "![&quot; onload=&quot;alert(1)](line.svg \"t\")",
    "![\\\" onload=\\\"alert(1)](line.svg 't')",
    "Table: x\n\n| a | &quot; onclick=&quot;alert(1) |\n|-|-|\n| b | c |",
    "> [!CASE] <script>x</script> \" onclick=\"x\n> <iframe src=x>",
    "a[^\"><script>] ```<script>\n```\n\n[^x]: <script>",
];

#[test]
fn attacks_are_inert() {
    for attack in ATTACKS {
        let made = joined(&compiled(attack).0);
        assert_inert(&made, attack);
    }
}

#[test]
fn attacks_in_values_are_inert() {
    let faults = Faults::of(&Files::default());
    for attack in ATTACKS {
        let made = line(File::new(("q", attack), &faults), attack, &Directory::default());
        assert_inert(&made, attack);
    }
}

/// Reads the HTML as a browser would: only our own elements, attributes and addresses.
fn assert_inert(html: &str, attack: &str) {
    const TAGS: &str = "html head body p h2 h3 em strong code pre a sup section table caption \
        thead tbody tr th td figure img figcaption ul ol li blockquote hr br";
    const ATTRIBUTES: &str = "id class href src alt width height loading scope data-label \
        aria-labelledby aria-label tabindex start";
    let page = scraper::Html::parse_document(html);
    for node in page.tree.values() {
        let Some(element) = node.as_element() else { continue };
        assert!(TAGS.split(' ').any(|tag| tag == element.name()), "{attack}: {html}");
        for (name, value) in element.attrs() {
            assert!(ATTRIBUTES.split(' ').any(|known| known == name), "{attack}: {html}");
            let ours = ["/courses/c/", "/figures/", "https://", "#"];
            let leads = name == "href" || name == "src";
            assert!(!leads || ours.iter().any(|o| value.starts_with(o)), "{attack}: {html}");
        }
    }
    assert!(!html.contains("<script"), "{attack}: {html}");
}

#[test]
fn a_value_that_looks_like_a_list_is_meant_as_it_stands() {
    let faults = Faults::of(&Files::default());
    for (text, shape) in [
        ("2024. A year", "2024. A year"),
        ("- <b>", "- &lt;b&gt;"),
        ("a *b* \"c\"", "a <em>b</em> \u{201c}c\u{201d}"),
    ] {
        assert_eq!(line(File::new(("q", text), &faults), text, &Directory::default()), shape);
    }
}

#[test]
fn nesting_without_end_is_survived() {
    let deep = format!("{} x", ">".repeat(20_000));
    assert!(joined(&compiled(&deep).0).contains('x'));
}
