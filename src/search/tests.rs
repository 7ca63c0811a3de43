use super::*;
use crate::courses::edition::{Block, Lesson as Written, Module, NationNote, Quiz, Term as Entry};
use crate::kernel::Nation;
use std::collections::BTreeMap;

fn lesson(id: &str, title: &str, html: &str) -> Written {
    Written {
        id: id.into(),
        title: title.into(),
        lead: "Some minutes.".into(),
        words: 0,
        minutes: 1,
        review_by: None,
        objectives: vec![],
        body: vec![Block::Html(html.into())],
        terms: vec![],
        sources: vec![],
    }
}

fn edition() -> Edition {
    let term = |id: &str, term: &str, form: &str, meaning: &str| Entry {
        id: id.into(),
        term: term.into(),
        forms: vec![form.into()],
        meaning_html: meaning.into(),
    };
    let mut law = lesson("law", "The law", "<p>All of it.</p>");
    law.body.push(Block::Nations(vec![NationNote {
        nation: Nation::Wales,
        html: "<p>The Commissioner sets standards.</p>".into(),
    }]));
    let mut ward = lesson(
        "ward",
        "Why it reaches your ward",
        "<p>A backup was lost.</p><h2 id=\"ask\">What to ask</h2><p>Ask about Cyber Essentials \
         &amp; when it ends.<sup><a href=\"#source-1\">1</a></sup></p>",
    );
    ward.terms = vec![
        term("backup", "Backup", "spare copy", "A copy that is kept elsewhere."),
        term("essentials", "Cyber Essentials", "CES", "A scheme with <em>five</em> controls."),
    ];
    let mut steps = lesson("steps", "Backups that work", "<p>Cyber attacks end backups.</p>");
    steps.terms.clone_from(&ward.terms);
    let module = |id: &str, title: &str, lessons| Module {
        id: id.into(),
        title: title.into(),
        summary: String::new(),
        required: true,
        objectives: vec![],
        lessons,
        quiz: Some(Quiz::new(1, 75, vec![])),
        facilitator_notes: None,
    };
    Edition {
        course: "c".into(),
        title: "A course".into(),
        name: "2026".into(),
        summary: String::new(),
        language: "en-GB".into(),
        modules: vec![
            module("security", "Security", vec![ward, steps]),
            module("data", "Data", vec![law]),
        ],
        figures: BTreeMap::new(),
    }
}

fn find(typed: &str) -> Found {
    Index::of(&edition()).find(&Query::read(typed))
}

/// Marked words stand in brackets.
fn shown(parts: &[Part]) -> String {
    let word =
        |part: &Part| if part.marked { format!("[{}]", part.text) } else { part.text.clone() };
    parts.iter().map(word).collect()
}

fn lessons(found: &Found) -> Vec<&str> {
    found.lessons.iter().map(|lesson| lesson.lesson.as_str()).collect()
}

#[test]
fn a_misspelt_word_is_found_and_said_to_be_mended() {
    let found = find("cyber esentials");
    assert_eq!(lessons(&found), ["ward"]);
    assert_eq!(found.mended, [("esentials".to_owned(), "essentials".to_owned())]);
    let ward = &found.lessons[0];
    assert_eq!((ward.anchor.as_str(), ward.module_title.as_str()), ("ask", "Security"));
    assert_eq!(shown(&ward.excerpts[0].parts), "Ask about [Cyber] [Essentials] & when it ends.");
    let [term] = found.terms.as_slice() else { panic!("{:?}", found.terms) };
    assert_eq!((term.id.as_str(), term.lesson.as_str()), ("essentials", "ward"));
    assert_eq!(shown(&term.term), "[Cyber] [Essentials]");
    assert_eq!(shown(&term.meaning), "A scheme with five controls.");
}

#[test]
fn a_right_word_is_never_taken_for_another() {
    let found = find("cyber");
    assert!(found.mended.is_empty() && found.unknown.is_empty() && !found.partly);
    assert_eq!(lessons(&found), ["ward", "steps"], "in the order of the course");
}

#[test]
fn a_title_tells_more_than_a_mention_and_a_plural_is_the_same_word() {
    for typed in ["backup", "BACKUPS", "back\u{fc}p"] {
        assert_eq!(lessons(&find(typed)), ["steps", "ward"], "{typed}");
    }
    assert_eq!(shown(&find("backup").lessons[0].title), "[Backups] that work");
}

#[test]
fn a_term_is_found_by_each_of_its_forms() {
    let found = find("spares");
    assert_eq!(lessons(&found), [""; 0]);
    let [term] = found.terms.as_slice() else { panic!("{:?}", found.terms) };
    assert_eq!(shown(&term.term), "Backup");
    assert_eq!(shown(&term.meaning), "A copy that is kept elsewhere.");
}

#[test]
fn the_beginning_of_a_word_finds_it() {
    assert_eq!(lessons(&find("commis")), ["law"]);
    assert_eq!(lessons(&find("com")), [""; 0]);
    let found = find("commissioner");
    assert_eq!(found.lessons[0].excerpts[0].nation, Some(Nation::Wales));
}

#[test]
fn words_that_nothing_has_together_find_what_has_the_most() {
    let found = find("commissioner backup");
    assert!(found.partly);
    assert_eq!(lessons(&found), ["steps", "law", "ward"]);
    let found = find("zebra backup");
    assert_eq!((found.unknown.as_slice(), found.partly), (["zebra".to_owned()].as_slice(), false));
    assert_eq!(lessons(&found), ["steps", "ward"]);
    let found = find("zebra");
    assert_eq!((found.lessons.len(), found.terms.len(), found.unknown.len()), (0, 0, 1));
    assert!(find("").lessons.is_empty() && find("").unknown.is_empty());
}

#[test]
fn a_title_alone_shows_the_lead() {
    let found = find("reaches");
    assert_eq!(shown(&found.lessons[0].excerpts[0].parts), "Some minutes.");
    assert_eq!(found.lessons[0].anchor, "");
}

#[test]
fn a_long_passage_is_shown_around_the_words() {
    let far = "word ".repeat(100);
    let html = format!("<p>{far}apples {far}apples and pears {far}</p>");
    let mut edition = edition();
    edition.modules[1].lessons = vec![lesson("fruit", "Fruit", &html)];
    let found = Index::of(&edition).find(&Query::read("apples pears"));
    let parts = shown(&found.lessons[0].excerpts[0].parts);
    assert!(parts.starts_with("\u{2026} word word word word word word [apples] and [pears] word"));
    assert!(parts.ends_with("word \u{2026}"), "{parts}");
    assert_eq!(parts.split_whitespace().count(), 42);
}

#[test]
fn only_the_best_of_many_are_given_and_all_are_counted() {
    let mut edition = edition();
    let many = |n: usize| lesson(&format!("l{n}"), "Grants", "<p>Grants.</p>");
    edition.modules[1].lessons = (0..30).map(many).collect();
    let found = Index::of(&edition).find(&Query::read("grant"));
    assert_eq!((found.lessons.len(), found.lessons_in_all), (MOST_LESSONS, 30));
    assert_eq!(found.lessons[0].lesson, "l0", "in the order of the course where all are alike");
}

#[test]
fn an_index_is_made_once_for_an_edition() {
    let (indexes, edition) = (Indexes::default(), edition());
    let one = indexes.of(EditionId(1), &edition);
    assert!(Arc::ptr_eq(&one, &indexes.of(EditionId(1), &edition)));
    assert!(!Arc::ptr_eq(&one, &indexes.of(EditionId(2), &edition)));
}
