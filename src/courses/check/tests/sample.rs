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
feedback = "It is one."
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
feedback_false = "It is not."
"#;
/// Questions of the later kinds, to be put after those of `QUIZ`.
pub(super) const MORE: &str = r#"[[questions]]
id = "order"
kind = "ordering"
marking = "partial"
objective = "age"
lesson = "next"
text = "In which order?"
items = [
  { id = "c", text = "Ask", feedback = "First." },
  { id = "a", text = "Weigh", feedback = "Then." },
  { id = "b", text = "Vote", feedback = "Last." },
]
[[questions]]
id = "match"
kind = "matching"
marking = "all-or-nothing"
objective = "age"
lesson = "next"
text = "Who does what?"
[[questions.choices]]
id = "officer"
text = "An officer"
[[questions.choices]]
id = "member"
text = "A member"
feedback = "A member decides."
[[questions.choices]]
id = "nobody"
text = "Nobody"
[[questions.pairs]]
id = "advise"
text = "Advises"
choice = "officer"
feedback = "Officers advise."
[[questions.pairs]]
id = "decide"
text = "*Decides*"
choice = "member"
feedback = "Members decide."
[[questions]]
id = "number"
kind = "numeric"
objective = "age"
lesson = "next"
text = "How much?"
answer = 12.50
tolerance = "0.25"
unit = "%"
feedback_right = "Yes."
feedback_wrong = "No."
mistakes = [{ answer = 125, feedback = "A point is missing." }]
[[questions]]
id = "words"
kind = "short-text"
objective = "age"
lesson = "next"
text = "What is it called?"
accepted = ["The data officer", "data officer"]
feedback_right = "Yes."
feedback_wrong = "No."
[[questions]]
id = "thought"
kind = "reflection"
objective = "age"
lesson = "next"
text = "What will you ask?"
guidance = "Ask it soon."
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
const NOTES: &str = r"+++
review_by = 2027-11-30
+++
## The hour

Table: A plan for 60 minutes

| Minutes | What you do | What they do |
|---|---|---|
| 20 | Begin | Listen |
| 40 | Ask | Talk |

## Prompts

1. What would you ask?

## What may come up

- Somebody says that a dataset is for officers. It is not.[^almanac]

## Two cases to hand out

Give [this](lesson:data/ward) to a pair, and [that](lesson:data/next) to another.
";
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
        ("01-data/facilitator.md", NOTES),
        ("01-data/line.svg", SVG),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}
