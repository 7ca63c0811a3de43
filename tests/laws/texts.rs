//! Every text that a page or a letter asks for stands in `locales/en`, and none stands there idle.

use super::code::Code;
use super::source::{Source, all, assert_caught, assert_kept};
use super::tags::without_comments;
use std::collections::{BTreeMap, BTreeSet};

/// A message: its key, its line and its text.
struct Message {
    key: String,
    line: usize,
    text: String,
}

/// The messages of a Fluent file; terms begin with `-`.
fn messages(source: &Source) -> Vec<Message> {
    let mut found: Vec<Message> = Vec::new();
    for (at, line) in source.text.lines().enumerate() {
        let key = line.split_once('=').map(|(key, _)| key.trim_end());
        let starts = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
        match (key, found.last_mut()) {
            (Some(key), _) if starts => {
                found.push(Message { key: key.to_owned(), line: at + 1, text: line.to_owned() });
            }
            (_, Some(last)) if !line.starts_with('#') => last.text.push_str(line),
            _ => {}
        }
    }
    found
}

/// `course-title`: small letters and digits, with a dash, so that a key looks like nothing else.
fn is_key(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let plain = |part: &&str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    parts.len() > 1 && text.starts_with(|c: char| c.is_ascii_lowercase()) && parts.iter().all(plain)
}

/// The keys that a template asks for, with their lines: `{{t "key"}}` and `(t "key")`.
fn asked_in_template(source: &Source) -> Vec<(String, usize)> {
    let text = without_comments(&source.text);
    let mut found = Vec::new();
    for open in ["{{", "{{~", "{{#", "("] {
        for (at, _) in text.match_indices(open) {
            let call = text[at + open.len()..].trim_start();
            let Some(call) = call.strip_prefix('t').filter(|c| c.starts_with(char::is_whitespace))
            else {
                continue;
            };
            let call = call.trim_start();
            let Some(quote) = call.chars().next().filter(|c| "\"'".contains(*c)) else { continue };
            let key = call[1..].split(quote).next().unwrap_or_default();
            found.push((key.to_owned(), text[..at].matches('\n').count() + 1));
        }
    }
    found
}

/// The keys that code asks for: `t!("key")`, `text("key")` and `key: "key"`.
fn asked_in_code(source: &Source) -> Vec<(String, usize)> {
    let spoken = Code::of(source).spoken;
    let asked = spoken.into_iter().filter(|(by, text)| match by.as_str() {
        "t" => true,
        "text" | "key" => is_key(text),
        _ => false,
    });
    asked.map(|(_, key)| (key.clone(), line_of_literal(source, &key))).collect()
}

fn line_of_literal(source: &Source, literal: &str) -> usize {
    let quoted = format!("\"{literal}\"");
    source.text.lines().position(|line| line.contains(&quoted)).map_or(1, |at| at + 1)
}

fn missing(locale: &[Source], templates: &[Source], code: &[Source]) -> Vec<String> {
    let known: BTreeSet<String> = locale.iter().flat_map(messages).map(|m| m.key).collect();
    let in_templates = templates.iter().map(|source| (source, asked_in_template(source)));
    let in_code = code.iter().map(|source| (source, asked_in_code(source)));
    let asked = in_templates.chain(in_code);
    asked
        .flat_map(|(source, keys)| keys.into_iter().map(move |key| (source, key)))
        .filter(|(_, (key, _))| !known.contains(key))
        .map(|(source, (key, line))| {
            source.breach_at(line, &format!("no text has the key {key}: add it to locales/en"))
        })
        .collect()
}

/// Keys that no template, code or other text names whole.
fn idle(locale: &[Source], templates: &[Source], code: &[Source]) -> Vec<String> {
    let all_text: Vec<&str> = templates.iter().chain(code).map(|s| s.text.as_str()).collect();
    let in_texts: String = locale.iter().flat_map(messages).map(|m| m.text).collect();
    let used = |key: &str| {
        let quoted = [format!("\"{key}\""), format!("'{key}'")];
        let squeezed: String = in_texts.split_whitespace().collect();
        all_text.iter().any(|text| quoted.iter().any(|q| text.contains(q)))
            || ["}", ".", "("].iter().any(|end| squeezed.contains(&format!("{{{key}{end}")))
    };
    let keys =
        locale.iter().flat_map(|source| messages(source).into_iter().map(move |m| (source, m)));
    keys.filter(|(_, message)| !used(&message.key))
        .map(|(source, message)| {
            let what = format!(
                "nothing uses the text {}: take it out, or write its key whole where it is used",
                message.key
            );
            source.breach_at(message.line, &what)
        })
        .collect()
}

/// Faults of the files themselves: a key that is odd or stands twice, a text that Fluent cannot read.
fn odd(locale: &[Source]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut breaches = Vec::new();
    for source in locale {
        if let Err((_, faults)) = fluent_bundle::FluentResource::try_new(source.text.clone()) {
            let line = |at: usize| source.text[..at].matches('\n').count() + 1;
            breaches
                .extend(faults.iter().map(|f| source.breach_at(line(f.pos.start), &f.to_string())));
        }
        for message in messages(source) {
            if !is_key(message.key.trim_start_matches('-')) {
                let what = format!(
                    "{} must be words-with-dashes, so that it can be searched for",
                    message.key
                );
                breaches.push(source.breach_at(message.line, &what));
            }
            if !seen.insert(message.key.clone()) {
                breaches
                    .push(source.breach_at(message.line, &format!("{} stands twice", message.key)));
            }
        }
    }
    breaches
}

/// Another language has the same keys, with the same variables.
fn untranslated(english: &[Source], other: &[Source]) -> Vec<String> {
    let theirs: BTreeMap<String, Message> =
        other.iter().flat_map(messages).map(|m| (m.key.clone(), m)).collect();
    let mut ours = BTreeMap::new();
    let mut breaches = Vec::new();
    for (source, message) in
        english.iter().flat_map(|s| messages(s).into_iter().map(move |m| (s, m)))
    {
        match theirs.get(&message.key) {
            None => breaches.push(
                source.breach_at(message.line, &format!("{} is not translated", message.key)),
            ),
            Some(their) if variables(&their.text) != variables(&message.text) => {
                let what = format!("{} has other variables in the translation", message.key);
                breaches.push(source.breach_at(message.line, &what));
            }
            Some(_) => {}
        }
        ours.insert(message.key.clone(), message);
    }
    for (source, message) in other.iter().flat_map(|s| messages(s).into_iter().map(move |m| (s, m)))
    {
        if !ours.contains_key(&message.key) {
            breaches.push(
                source.breach_at(message.line, &format!("{} is no English text", message.key)),
            );
        }
    }
    breaches
}

fn variables(text: &str) -> BTreeSet<&str> {
    let ends = |c: char| !(c.is_alphanumeric() || "_-".contains(c));
    text.split('$').skip(1).filter_map(|after| after.split(ends).next()).collect()
}

#[test]
fn every_text_exists_and_is_used() {
    let (locale, templates, code) =
        (all("locales/en", ".ftl"), all("templates", ".hbs"), all("src", ".rs"));
    let mut breaches =
        [missing(&locale, &templates, &code), idle(&locale, &templates, &code), odd(&locale)]
            .concat();
    let everything = all("locales", ".ftl");
    let languages: BTreeSet<&str> =
        everything.iter().filter_map(|source| source.path.split('/').nth(1)).collect();
    for language in languages.into_iter().filter(|language| *language != "en") {
        let other = all(&format!("locales/{language}"), ".ftl");
        breaches.extend(odd(&other));
        breaches.extend(untranslated(&locale, &other));
    }
    assert_kept(&breaches);
}

fn english(text: &str) -> [Source; 1] {
    [Source::new("locales/en/main.ftl", text)]
}

#[test]
fn a_missing_text_is_caught() {
    let locale = english("# a-comment = x\nthe-title = Title\n    over-two = lines\n");
    let template = |text: &str| [Source::new("templates/a.hbs", text)];
    for text in
        ["\n{{t \"no-title\"}}", "\n{{~ t 'no-title' n=1}}", "\n{{> _head title=(t \"no-title\")}}"]
    {
        assert_caught(
            &missing(&locale, &template(text), &[]),
            &["templates/a.hbs:2: no text has the key no-title"],
        );
    }
    assert_caught(&missing(&locale, &template("{{t \"over-two\"}}"), &[]), &["over-two"]);
    assert_caught(
        &missing(
            &locale,
            &template("{{t \"the-title\"}} {{!-- {{t \"x\"}} --}} {{at \"x\"}}"),
            &[],
        ),
        &[],
    );
    for text in [
        "\nfn f() { t!(\"no-title\"); }",
        "\nfn f() { pages::text(\"no-title\"); }",
        "\nfn f() { self.texts.text(\"no-title\", 1); }",
        "\nfn f() { format!(\"{}\", text(\"no-title\")); }",
        "\nconst A: B = B { key: \"no-title\" };",
    ] {
        let code = [Source::new("src/web/a.rs", text)];
        assert_caught(
            &missing(&locale, &[], &code),
            &["src/web/a.rs:2: no text has the key no-title"],
        );
    }
}

#[test]
fn an_idle_or_odd_text_is_caught() {
    let locale = english(
        "\nthe-title = { the-name }\nthe-name = N\nthe-other = { $the-extra }\nthe-extra = E\n",
    );
    let template = [Source::new("templates/a.hbs", "{{t \"the-title\"}} {{t \"the-other-one\"}}")];
    let parts = [
        "locales/en/main.ftl:4: nothing uses the text the-other",
        "locales/en/main.ftl:5: nothing uses the text the-extra",
    ];
    assert_caught(&idle(&locale, &template, &[]), &parts);
    let code =
        [Source::new("src/web/a.rs", "const A: [&str; 2] = [\"the-other\", \"the-extra\"];")];
    assert_caught(&idle(&locale, &template, &code), &[]);
    let locale = english("theTitle = A\nthe-name = B\nthe-name = C\n");
    assert_caught(
        &odd(&locale),
        &["main.ftl:1: theTitle must be words-with-dashes", "main.ftl:3: the-name stands twice"],
    );
    assert_caught(&odd(&english("the-name = { $x\n")), &["main.ftl:"]);
}

#[test]
fn a_translation_that_lacks_something_is_caught() {
    let ours = english("a-b = A { $n }\nc-d = C\n");
    let welsh = |text: &str| [Source::new("locales/cy/main.ftl", text)];
    assert_caught(&untranslated(&ours, &welsh("a-b = { $n } A\nc-d = C\n")), &[]);
    assert_caught(
        &untranslated(&ours, &welsh("a-b = A { $m }\ne-f = E\n")),
        &[
            "en/main.ftl:1: a-b has other variables",
            "en/main.ftl:2: c-d is not translated",
            "cy/main.ftl:2: e-f is no English",
        ],
    );
}
