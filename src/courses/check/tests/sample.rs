//! A small course.
#![cfg(test)]

use std::collections::BTreeMap;

const COURSE: &str = r#"id = "foundations"
title = "Foundations"
edition = "2026"
summary = "One sentence."
language = "en-GB"
"#;
const MODULE: &str = r#"id = "data"
title = "Data"
summary = "A sentence."
required = true
[[objectives]]
id = "owner"
text = "Ask who owns a dataset"
[[objectives]]
id = "age"
text = "Ask how old it is"
"#;
const LESSON: &str = r#"+++
id = "ward"
title = "Your ward"
lead = "A lead."
review_by = 2027-05-31
objectives = ["owner"]
+++
A dataset has an owner.[^almanac] See [the next](lesson:data/next).

![A line](line.svg "A caption")
"#;
const NEXT: &str = "+++\nid = \"next\"\ntitle = \"Next\"\nlead = \"A lead.\"\n\
    review_by = 2027-05-31\nobjectives = [\"age\"]\n+++\n## A heading\n\nWords.\n";
const QUIZ: &str = r#"draw = 2
pass_mark = 75
[[questions]]
id = "q1"
kind = "single"
objective = "owner"
lesson = "ward"
text = "Who?"
[[questions.choices]]
id = "a"
text = "One"
correct = true
feedback = "Yes."
[[questions.choices]]
id = "b"
text = "Two"
feedback = "No."
[[questions]]
id = "q2"
kind = "true-false"
objective = "age"
lesson = "next"
text = "Old?"
answer = false
feedback_true = "No."
feedback_false = "Yes."
"#;
const GLOSSARY: &str = r#"[[terms]]
id = "dataset"
term = "Dataset"
forms = ["datasets"]
meaning = "Facts kept *together*."
"#;
const SOURCES: &str = r#"[[sources]]
id = "almanac"
title = "Almanac"
publisher = "LGA"
address = "https://www.local.gov.uk/almanac"
date = "2022-07"
accessed = 2026-11-23
confidence = "H"
"#;
pub(super) const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\" width=\"480\" \
    height=\"360\"><rect/></svg>";

/// Paths and texts.
pub(super) type Course = BTreeMap<String, String>;

/// A course without faults.
pub(super) fn good() -> Course {
    [
        ("course.toml", COURSE),
        ("glossary.toml", GLOSSARY),
        ("sources.toml", SOURCES),
        ("01-data/module.toml", MODULE),
        ("01-data/01-ward.md", LESSON),
        ("01-data/02-next.md", NEXT),
        ("01-data/quiz.toml", QUIZ),
        ("01-data/line.svg", SVG),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}
