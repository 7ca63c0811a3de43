//! What no template may say: unescaped text, inline code and styles, pictures without words.

use super::source::{Source, all, assert_caught, assert_kept};
use super::tags::{Tag, tags, without_comments};

/// Names of rendered Markdown, which alone is written unescaped.
const RAW: [&str; 2] = ["body", "html"];

/// `{{{x}}}` and `{{&x}}` write text as it is.
fn unescaped(source: &Source) -> Vec<String> {
    let text = without_comments(&source.text);
    let mut breaches = Vec::new();
    for (at, _) in text.match_indices("{{") {
        if text[..at].ends_with('{') {
            continue;
        }
        let line = text[..at].matches('\n').count() + 1;
        let inside = text[at + 2..].trim_start_matches('~');
        let Some(inside) = inside.strip_prefix('{').or_else(|| inside.strip_prefix('&')) else {
            continue;
        };
        let name = inside.split('}').next().unwrap_or_default().trim_matches([' ', '~']);
        let last = name.rsplit(['.', '/']).next().unwrap_or_default();
        let is_name = last.chars().all(|c| c.is_alphanumeric() || c == '_');
        let is_sheet = source.path == OFFLINE && last == "sheet";
        if !(is_name && (is_sheet || RAW.contains(&last) || last.ends_with("_html"))) {
            let what = format!(
                "`{name}` is written unescaped: use two braces, or call it …_html if it is rendered Markdown"
            );
            breaches.push(source.breach_at(line, &what));
        }
    }
    breaches
}

/// The frame of all HTML letters, the one place with rules of its own: mail cannot fetch a sheet.
const LETTER_FRAME: &str = "templates/letters/_letter.hbs";

/// A course as one file, which brings the sheet along.
const OFFLINE: &str = "templates/courses/download.hbs";

fn faults(source: &Source) -> Vec<String> {
    let tags = tags(&source.text);
    tags.iter()
        .filter(|tag| {
            !(tag.name == "style" && [LETTER_FRAME, OFFLINE].contains(&source.path.as_str()))
        })
        .flat_map(|tag| {
            let of_tag = [anywhere(tag), by_name(tag)].concat();
            of_tag
                .into_iter()
                .map(|what| source.breach_at(tag.line, &format!("<{}> {what}", tag.name)))
        })
        .collect()
}

/// Faults that any tag can have.
fn anywhere(tag: &Tag) -> Vec<String> {
    let mut faults = Vec::new();
    for attribute in &tag.attributes {
        let name = attribute.name.as_str();
        let value = attribute.value.as_deref().unwrap_or_default();
        if name == "style" {
            faults.push(
                "has style=, which the content security policy refuses: add a class to the sheet"
                    .to_owned(),
            );
        }
        if name.len() > 2 && name.starts_with("on") {
            faults.push(format!(
                "has {name}=, which the content security policy refuses: listen in the script"
            ));
        }
        if !attribute.quoted && value.contains("{{") {
            faults.push(format!(
                "has {name}= without quotes: a value with a space would become attributes"
            ));
        }
        if value.trim_start().to_lowercase().starts_with("javascript:") {
            faults.push(format!("has a script in {name}=: write a form or a link"));
        }
        if name == "tabindex" && value.parse().is_ok_and(|number: i32| number > 0) {
            faults.push(
                "has a tabindex above 0, which breaks the order of the page: take it out"
                    .to_owned(),
            );
        }
        let loads = name == "src" || name == "srcset" || (name == "href" && tag.name == "link");
        if loads && (value.starts_with("http") || value.starts_with("//")) {
            faults.push(format!("loads {value} from elsewhere: serve it ourselves"));
        }
    }
    faults
}

/// Faults of certain tags.
fn by_name(tag: &Tag) -> Vec<String> {
    let fault = match tag.name.as_str() {
        "script" if tag.get("src").is_none() || !tag.text.is_empty() => {
            "holds code: put it in a file and name it with src="
        }
        "style" => "is refused by the content security policy: use the sheet",
        "iframe" | "object" | "embed" => "shows what we do not control: link to it",
        "img" if tag.get("alt").is_none() => {
            "has no alt=: say what it shows, or alt=\"\" if it only adorns"
        }
        "form" if !matches!(tag.get("method"), Some("get" | "post")) => {
            "must say method=\"get\" or method=\"post\""
        }
        "form" if tag.get("action").is_none() => {
            "has no action=: name the address with a link helper"
        }
        "button" if tag.get("type").is_none() => "has no type=: submit or button",
        "a" if tag.get("target").is_some() => {
            "opens another window, which readers do not expect: take target= out"
        }
        "html" if tag.get("lang").is_none() => "has no lang=: readers aloud need it",
        "th" if tag.get("scope").is_none() => "has no scope=: col or row",
        _ => return Vec::new(),
    };
    vec![fault.to_owned()]
}

#[test]
fn templates_keep_the_page_safe_and_readable() {
    let templates = all("templates", ".hbs");
    let both = |source: &Source| [unescaped(source), faults(source)].concat();
    assert_kept(&templates.iter().flat_map(both).collect::<Vec<_>>());
}

#[test]
fn unescaped_text_is_caught() {
    let fine = "{{{body}}} {{{lesson.body}}} {{~{../text_html}~}} {{& html}} {{name}} {{!-- {{{name}}} --}}";
    assert_caught(&unescaped(&Source::new("templates/a.hbs", fine)), &[]);
    for text in [
        "\n{{{name}}}",
        "\n{{&name}}",
        "\n{{~{name}~}}",
        "\n{{{ t \"a_html\" }}}",
        "\n{{{{raw}}}}",
        "\n{{{body_name}}}",
        "\n{{#if a}}{{{@root.name}}}{{/if}}",
    ] {
        assert_caught(&unescaped(&Source::new("templates/a.hbs", text)), &["templates/a.hbs:2: `"]);
    }
}

#[test]
fn faults_of_tags_are_caught() {
    for (text, part) in [
        ("\n<p style=\"color: red\">", "<p> has style="),
        ("\n<p {{#if a}}STYLE='x'{{/if}}>", "<p> has style="),
        ("\n<button type=\"button\" onClick=\"f()\">", "<button> has onclick="),
        ("\n<script>f()</script>", "<script> holds code"),
        ("\n<script src=\"/a.js\">f()</script>", "<script> holds code"),
        ("\n<input value={{name}}>", "<input> has value= without quotes"),
        ("\n<a href=\" JavaScript:f()\">", "<a> has a script"),
        ("\n<p tabindex=\"1\">", "<p> has a tabindex"),
        ("\n<link rel=\"stylesheet\" href=\"https://cdn.example/a.css\">", "<link> loads https:"),
        ("\n<style>p {}</style>", "<style> is refused"),
        ("\n<iframe title=\"a\">", "<iframe> shows"),
        ("\n<img src=\"{{url}}\" data-alt=\"x\">", "<img> has no alt="),
        ("\n<form action=\"/a\">", "<form> must say method="),
        ("\n<form method=\"post\">", "<form> has no action="),
        ("\n<button>", "<button> has no type="),
        ("\n<a href=\"/\" target=\"_blank\">", "<a> opens another window"),
        ("\n<html>", "<html> has no lang="),
        ("\n<th>", "<th> has no scope="),
    ] {
        let part = format!("templates/a.hbs:2: {part}");
        assert_caught(&faults(&Source::new("templates/a.hbs", text)), &[&part]);
    }
    let own = "<style>p {}</style>";
    assert_caught(&faults(&Source::new(LETTER_FRAME, own)), &[]);
    assert_caught(&faults(&Source::new(OFFLINE, own)), &[]);
    assert_caught(&unescaped(&Source::new(OFFLINE, "{{{sheet}}}")), &[]);
    assert_caught(&unescaped(&Source::new(OFFLINE, "{{{title}}}")), &[OFFLINE]);
    assert_caught(&unescaped(&Source::new("templates/a.hbs", "{{{sheet}}}")), &["templates/a.hbs"]);
    for (path, text) in [
        ("templates/letters/invitation.html.hbs", own),
        ("templates/_layout.hbs", own),
        (LETTER_FRAME, "<p style=\"color: red\">"),
    ] {
        assert_caught(&faults(&Source::new(path, text)), &[path]);
    }
    let fine = "<!-- <p style='a'> --><html lang=\"{{lang}}\"><script src=\"{{asset \"a.js\"}}\" defer></script>\
                <img src=\"/a\" alt=\"\"><form method=\"post\" action=\"{{links.a}}\"><input value=\"{{x}}\">\
                <button type=\"submit\">on=1</button><a href=\"https://gov.uk\">";
    assert_caught(&faults(&Source::new("templates/a.hbs", fine)), &[]);
}
