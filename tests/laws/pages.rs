//! Every template renders every state of its page, with nothing missing and nothing to spare.

use super::source::{assert_caught, assert_kept};
use crate::kit::page::all;
use foundations::access::Keys;
use foundations::jobs::Letters;
use foundations::kernel::{Clock, LetterId, Random};
use foundations::mail::Outgoing;
use foundations::pages::Pages;
use foundations::web::{Sample, samples};
use scraper::Html;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What every page has around it; no page need use all of it.
const FRAME: [&str; 8] = [
    "lang",
    "signed_in",
    "may_teach",
    "is_administrator",
    "demo",
    "searching",
    "preview",
    "notice",
];

/// The faults of a sample: it does not render, or not to a page that can be read.
fn faults(pages: &Pages, (template, state, values): &Sample) -> Vec<String> {
    match pages.render_template(template, values) {
        Err(fault) => vec![format!("{template} ({state}): {fault}")],
        Ok(html) => {
            let of_page = unreadable(&html).into_iter();
            of_page.map(|what| format!("{template} ({state}): {what}")).collect()
        }
    }
}

/// What makes a page hard to read for somebody who does not see it.
fn unreadable(text: &str) -> Vec<String> {
    let html = Html::parse_document(text);
    let mut faults = Vec::new();
    let headings = all(&html, "h1").len();
    if headings != 1 {
        faults.push(format!("it has {headings} main headings"));
    }
    if text.contains("{{") || text.contains("}}") {
        faults.push("a place in it was left open".to_owned());
    }
    let mut ids = BTreeSet::new();
    for element in all(&html, "[id]") {
        let id = element.value().attr("id").unwrap();
        if !ids.insert(id.to_owned()) {
            faults.push(format!("two things are called {id:?}"));
        }
    }
    for (selector, attribute) in [
        ("label[for]", "for"),
        ("[aria-describedby]", "aria-describedby"),
        ("[aria-labelledby]", "aria-labelledby"),
    ] {
        for element in all(&html, selector) {
            let named = element.value().attr(attribute).unwrap();
            let lost = named.split_whitespace().filter(|id| !ids.contains(*id));
            faults.extend(lost.map(|id| format!("{attribute}={id:?} names nothing")));
        }
    }
    let fields = "input:not([type=hidden]), select, textarea";
    for field in all(&html, fields) {
        let id = field.value().attr("id").unwrap_or_default();
        if all(&html, &format!("label[for=\"{id}\"]")).len() != 1 {
            faults.push(format!("the field {id:?} has no label"));
        }
    }
    faults
}

fn without_sample(names: &[String], samples: &[Sample]) -> Vec<String> {
    let known: BTreeSet<&str> = samples.iter().map(|sample| sample.0).collect();
    let pages = names.iter().filter(|name| !name.starts_with("letters/"));
    let missing = pages.filter(|name| !known.contains(name.as_str()));
    let what = "list its states in the samples() of its handlers' file";
    missing.map(|name| format!("templates/{name}.hbs has no sample: {what}")).collect()
}

/// Values that a page is given and that its template uses in no state.
fn idle(pages: &Pages, samples: &[Sample]) -> Vec<String> {
    let mut used: BTreeMap<(&str, String), bool> = BTreeMap::new();
    for (template, _, values) in samples {
        for key in values.as_object().unwrap().keys() {
            if FRAME.contains(&key.as_str()) {
                continue;
            }
            let mut fewer = values.clone();
            fewer.as_object_mut().unwrap().remove(key);
            // Without it the page breaks, or says something else.
            let (with, without) =
                (pages.render_template(template, values), pages.render_template(template, &fewer));
            let missed = without.map_or(true, |page| with.is_ok_and(|with| with != page));
            *used.entry((template, key.clone())).or_default() |= missed;
        }
    }
    let idle = used.into_iter().filter(|(_, used)| !used);
    idle.map(|((template, key), _)| {
        format!("{template} never uses `{key}`: take it out of the page")
    })
    .collect()
}

#[test]
fn every_state_of_every_page_renders() {
    let (pages, samples) = (Pages::load().unwrap(), samples());
    assert!(samples.len() > 50, "only {} samples", samples.len());
    let broken = samples.iter().flat_map(|sample| faults(&pages, sample)).collect::<Vec<_>>();
    assert_kept(&broken);
}

#[test]
fn every_template_has_a_sample() {
    assert_kept(&without_sample(&Pages::load().unwrap().names(), &samples()));
    let names = ["home/index".to_owned(), "home/lost".to_owned(), "letters/x.text".to_owned()];
    let known = [("home/index", "plain", Value::Null)];
    assert_caught(&without_sample(&names, &known), &["templates/home/lost.hbs has no sample"]);
}

#[test]
fn no_page_is_given_what_it_does_not_show() {
    assert_kept(&idle(&Pages::load().unwrap(), &samples()));
}

#[test]
fn a_missing_value_and_an_idle_one_are_caught() {
    let pages = Pages::load().unwrap();
    let find = |name: &str| samples().into_iter().find(|sample| sample.0 == name).unwrap();
    let mut missing = find("sessions/new");
    missing.2.as_object_mut().unwrap().remove("next");
    assert_caught(&faults(&pages, &missing), &["sessions/new (empty): a template failed"]);
    let mut deeper = find("sessions/new");
    deeper.2["form"]["fields"].as_object_mut().unwrap().remove("email");
    assert_caught(&faults(&pages, &deeper), &["sessions/new (empty): a template failed"]);
    let mut more = find("sessions/new");
    more.2["unasked"] = json!(1);
    assert_caught(&idle(&pages, &[more]), &["sessions/new never uses `unasked`"]);
}

#[test]
fn a_page_that_cannot_be_read_is_caught() {
    let text = "<h1>A</h1><h1 id=\"a\">B {{x}}</h1><p id=\"a\"></p><label for=\"b\">C</label>\
                <input id=\"c\"><input type=\"hidden\">";
    assert_caught(
        &unreadable(text),
        &[
            "2 main headings",
            "left open",
            "two things are called \"a\"",
            "for=\"b\" names nothing",
            "the field \"c\" has no label",
        ],
    );
}

/// A letter of each kind, with its facts.
fn letters() -> [(&'static str, Value); 10] {
    let nonce = json!({ "nonce": "AAECAwQFBgcICQoLDA0ODw" });
    [
        (
            "invitation",
            json!({ "nonce": "A", "council": "Aberwyvern", "until": "Monday 30 November 2026" }),
        ),
        ("password-reset", nonce.clone()),
        ("password-changed", json!({ "day": "Monday 23 November 2026" })),
        ("address-confirmation", nonce),
        ("address-added", json!({ "address": "gwen@other.example" })),
        ("address-in-use", json!({})),
        (
            "certificate",
            json!({
                "number": "DF-7K4M-92QX", "name": "Gwen Pryce", "edition": "2026",
                "course_title": "Digital Foundations", "completed_on": "2026-11-23",
            }),
        ),
        (
            "certificate-replacement",
            json!({
                "number": "DF-7K4M-92QX", "name": "Gwen Pryce", "edition": "2026",
                "course_title": "Digital Foundations", "completed_on": "2026-11-23",
                "old_number": "DF-2222-3333",
            }),
        ),
        (
            "certificate-revoked",
            json!({
                "old_number": "DF-7K4M-92QX", "course_title": "Digital Foundations",
                "revoked_on": "23 November 2026",
            }),
        ),
        (
            "certificate-name",
            json!({ "course_title": "Digital Foundations", "completed_on": "2026-11-23" }),
        ),
    ]
}

fn letter(kind: &str, facts: &Value) -> Outgoing {
    let at = Clock::Stopped(std::sync::Arc::default()).now();
    Outgoing {
        id: LetterId(1),
        once_key: "test:1".into(),
        kind: kind.into(),
        person_id: None,
        to_name: "Siân O'Neill".into(),
        to_address: "sian@example.gov.uk".into(),
        facts: facts.to_string(),
        message_id: "0123456789abcdef0123".into(),
        created_at: at,
        due_at: at,
        expires_at: None,
        attempts: 1,
        lease: 1,
        leased_until: None,
        sent_at: None,
        reply: None,
        given_up_at: None,
        cancelled_at: None,
        last_error: None,
    }
}

fn post_office() -> Letters {
    Letters {
        pages: Pages::load().unwrap(),
        keys: Keys::new(Random::seeded(1).bytes()),
        base_url: "https://training.example".into(),
    }
}

#[test]
fn every_letter_renders_and_is_the_same_each_time() {
    let office = post_office();
    for (kind, facts) in letters() {
        let words = office.render(&letter(kind, &facts)).unwrap_or_else(|e| panic!("{kind}: {e}"));
        assert!(!words.subject.starts_with("letter-"), "{kind}: {}", words.subject);
        assert!(words.text.contains("Siân O'Neill"), "{kind}: {}", words.text);
        for part in [&words.text, &words.html] {
            assert!(part.contains("https://training.example"), "{kind}: {part}");
            assert!(!part.contains("{{") && !part.contains("&amp;#"), "{kind}: {part}");
        }
        assert!(!words.text.contains('<'), "{kind}: {}", words.text);
        assert_eq!(unreadable(&words.html), Vec::<String>::new(), "{kind}");
        let again = office.render(&letter(kind, &facts)).unwrap();
        assert_eq!((words.text, words.html), (again.text, again.html), "{kind}");
    }
}

#[test]
fn every_letter_template_belongs_to_a_letter() {
    let known: BTreeSet<String> = letters()
        .iter()
        .flat_map(|(kind, _)| [format!("letters/{kind}.html"), format!("letters/{kind}.text")])
        .collect();
    let names = Pages::load().unwrap().names();
    let there: BTreeSet<String> =
        names.into_iter().filter(|name| name.starts_with("letters/")).collect();
    assert_eq!(there, known);
}

#[test]
fn a_letter_without_one_of_its_facts_is_not_sent() {
    let office = post_office();
    for (kind, facts) in letters() {
        for key in facts.as_object().unwrap().keys() {
            let mut fewer = facts.clone();
            fewer.as_object_mut().unwrap().remove(key);
            assert!(office.render(&letter(kind, &fewer)).is_err(), "{kind} does not need {key}");
        }
    }
    assert!(office.render(&letter("unheard-of", &json!({}))).is_err());
}
