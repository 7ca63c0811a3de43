//! The rules of the house: what a course promises of itself, and its words.
#![cfg(test)]

use super::sample::{Course, MORE, good};
use super::{report, with};
use crate::courses::{Fault, Report};

/// The small course with promises.
fn promising(promises: &str) -> Course {
    let mut course = good();
    append(&mut course, "course.toml", &format!("[promises]\n{promises}\n"));
    course
}

fn append(course: &mut Course, path: &str, text: &str) {
    course.get_mut(path).unwrap().push_str(text);
}

/// Replaces `from` by `to` in one file.
fn change(course: &mut Course, path: &str, from: &str, to: &str) {
    let text = course.get_mut(path).unwrap();
    assert!(text.contains(from), "{path} has no {from}");
    *text = text.replacen(from, to, 1);
}

fn says(list: &[Fault], path: &str, line: usize, problem: &str) -> bool {
    let is_it = |f: &Fault| f.file == path && f.line == line && f.problem.contains(problem);
    list.iter().any(is_it)
}

const MODULE: &str = "01-data/module.toml";
const QUIZ: &str = "01-data/quiz.toml";
const NEXT: &str = "01-data/02-next.md";
const MULTIPLE: &str = r#"[[questions]]
id = "several"
kind = "multiple"
marking = "partial"
objective = "age"
lesson = "next"
text = "Which?"
choices = [
  { id = "a", text = "This", correct = true, feedback = "This one." },
  { id = "b", text = "That", feedback = "Not that one." },
]
"#;

#[test]
fn a_promise_that_is_not_kept_is_an_error() {
    for (promise, path, problem) in [
        ("lessons = [3, 6]", MODULE, "lessons: 2, where 3 to 6 are promised"),
        ("minutes = [20, 25]", MODULE, "minutes to read: 1, where 20 to 25"),
        ("lesson_words = [5, 780]", NEXT, "words in this lesson: 3, where 5 to 780"),
        ("figures = 2", MODULE, "figures: 1, where 2 or more are promised"),
        ("cases = 1", MODULE, "cases: 0, where 1 or more"),
        ("card_questions = [5, 8]", NEXT, "the last lesson has no card"),
        ("facilitator_words = [400, 700]", MODULE, "words in the notes for facilitators: 54"),
        ("bank = 3", QUIZ, "marked questions: 2, where 3 or more"),
        ("draw = 8", QUIZ, "draw = 2, where 8 is promised"),
        ("pass_mark = 80", QUIZ, "pass_mark = 75, where 80 is promised"),
        ("objective_questions = 2", QUIZ, "questions for the objective `age`: 1, where 2 or more"),
        (
            "longest_right = 35",
            QUIZ,
            "of 1 questions with one right choice, it is the longest in 1",
        ),
        ("same_place = 40", QUIZ, "it is number 1 in 1: at most 40% are promised"),
        ("every_kind = true", "course.toml", "is used, only: single, true-false"),
        ("terms = 2", "course.toml", "terms in the glossary: 1, where 2 or more"),
    ] {
        let report = report(promising(promise));
        assert!(report.faults.iter().all(|fault| fault.file == path), "{promise}\n{report}");
        assert!(says(&report.faults, path, 1, problem), "{promise}\n{report}");
        assert!(report.warnings.is_empty(), "{promise}\n{report}");
    }
}

#[test]
fn promises_that_are_kept_are_not_mentioned() {
    let promises = "lessons = [2, 2]\nminutes = [1, 1]\nlesson_words = [3, 10]\nfigures = 1\ncases = 1\n\
        card_questions = [2, 2]\nfacilitator_words = [50, 60]\nreading_age = 13\nbank = 6\ndraw = 2\n\
        pass_mark = 75\nobjective_questions = 1\nlongest_right = 100\nsame_place = 100\nterms = 1\n\
        every_kind = true";
    let mut course = promising(promises);
    append(&mut course, QUIZ, MORE);
    append(&mut course, QUIZ, MULTIPLE);
    let text = "> [!CASE] A\n> Words.\n\n> [!CARD] B\n> 1. C?\n> 2. D?\n";
    change(&mut course, NEXT, "## A heading\n\nWords.", text);
    let report = report(course);
    assert!(report.passes(true), "{report}");
}

#[test]
fn a_lesson_that_is_hard_to_read_is_a_warning() {
    let hard = "Notwithstanding considerable organisational complexity, authorities prioritise \
        interoperability.";
    let mut course = promising("reading_age = 13");
    change(&mut course, NEXT, "Words.", hard);
    let report = report(course);
    assert!(report.faults.is_empty() && report.warnings.len() == 1, "{report}");
    assert!(says(&report.warnings, NEXT, 1, "not for 13"), "{report}");
    let [module] = report.survey.modules.as_slice() else { panic!("{:?}", report.survey) };
    let ages: Vec<_> = module.lessons.iter().map(|lesson| lesson.reading.age().unwrap()).collect();
    assert!(ages[0] < 13.0 && ages[1] > 20.0, "{ages:?}");
}

#[test]
fn promises_are_written_rightly() {
    for (promise, problem) in [
        ("lesons = [4, 6]", "there is no `lesons` in a list of promises; did you mean `lessons`?"),
        ("lessons = 4", "`lessons` is of the wrong type (integer)"),
        ("lessons = [4]", "`lessons` is of the wrong type (array)"),
        ("lessons = [6, 4]", "`lessons` has its least above its most"),
        ("figures = 0", "`figures` must be from 1 to 100"),
        ("every_kind = 8", "`every_kind` is of the wrong type (integer)"),
    ] {
        let report = report(promising(promise));
        assert!(says(&report.faults, "course.toml", 7, problem), "{promise}\n{report}");
    }
    let wrong = report(with("course.toml", "language", "promises = 3\nlanguage")).to_string();
    assert!(wrong.contains("`promises` is of the wrong type"), "{wrong}");
}

/// What is half written is not said to be missing.
#[test]
fn a_fault_starts_no_rumours_of_broken_promises() {
    let mut course = promising("bank = 2\nobjective_questions = 1\nevery_kind = true");
    change(&mut course, QUIZ, "feedback = \"No.\"\n", "");
    let report = report(course);
    assert_eq!(report.faults.len(), 1, "{report}");
}

fn words_of(report: &Report) -> Vec<String> {
    let place = |fault: &Fault| format!("{}:{}:{}", fault.file, fault.line, fault.column);
    report.warnings.iter().map(place).collect()
}

#[test]
fn words_that_we_do_without_are_found_where_they_stand() {
    for (path, from, to, place) in [
        (
            "01-data/01-ward.md",
            "See",
            "\u{201c}It's\u{201d} a color. See",
            "01-data/01-ward.md:8:44",
        ),
        ("01-data/01-ward.md", "Your ward", "Organized", "01-data/01-ward.md:3:9"),
        ("01-data/01-ward.md", "A caption", "A Center", "01-data/01-ward.md:10:23"),
        (NEXT, "A heading", "A Theater", "01-data/02-next.md:8:6"),
        (NEXT, "Words.", "> [!NOTE]\n> *Simply* put.", "01-data/02-next.md:11:4"),
        ("01-data/facilitator.md", "Talk", "Just talk", "01-data/facilitator.md:11:14"),
        (QUIZ, "\"Who?\"", "\"Which users?\"", "01-data/quiz.toml:8:8"),
        (QUIZ, "\"No.\"", "\"Leverage it.\"", "01-data/quiz.toml:17:12"),
        (MODULE, "Ask who owns", "Analyze", "01-data/module.toml:7:8"),
        ("glossary.toml", "Facts", "Catalogs", "glossary.toml:5:11"),
        ("01-data/line.svg", "<rect/>", "<text>fiber</text>", "01-data/line.svg:1:90"),
    ] {
        let report = report(with(path, from, to));
        assert_eq!(words_of(&report), [place], "{to}\n{report}");
    }
    let twice = report(with(NEXT, "Words.", "A user, and a user."));
    assert_eq!(words_of(&twice), ["01-data/02-next.md:10:3", "01-data/02-next.md:10:15"]);
}

#[test]
fn names_addresses_and_code_may_hold_any_word() {
    for (path, from, to) in [
        ("sources.toml", "\"Almanac\"", "\"The Color of Users\""),
        (NEXT, "Words.", "`color` and [this](https://a.uk/users/color)."),
    ] {
        let report = report(with(path, from, to));
        assert!(report.passes(true), "{report}");
    }
    let mut course = with(NEXT, "Words.", "The World Health Organization is User-centric.");
    assert_eq!(report(course.clone()).warnings.len(), 2);
    let names = "names = [\"World Health Organization\", \"user-centric\"]\n";
    append(&mut course, "course.toml", names);
    let report = report(course);
    assert!(report.passes(true), "{report}");
}

#[test]
fn feedback_that_greets_only_some_of_its_readers_is_a_warning() {
    for (from, to, line) in [
        ("\"It is one.\"", "\"Yes. It is one.\"", 13),
        ("\"It is one.\"", "\"Correct: it is one.\"", 13),
        ("\"It is not.\"", "\"Right, it is not.\"", 26),
    ] {
        let report = report(with(QUIZ, from, to));
        assert!(
            says(&report.warnings, QUIZ, line, "of a right choice begins with"),
            "{to}\n{report}"
        );
    }
    for (from, to) in [
        ("\"It is one.\"", "\"Right of way matters.\""),
        ("feedback = \"No.\"", "feedback = \"Yes, but no.\""),
        ("feedback_true = \"No.\"", "feedback_true = \"Right to ask.\""),
    ] {
        let report = report(with(QUIZ, from, to));
        assert!(report.passes(true), "{to}\n{report}");
    }
}

#[test]
fn a_term_that_no_lesson_uses_is_a_warning() {
    for (from, to) in
        [("A dataset has", "It has"), ("A dataset has", "A [dataset](module:data) has")]
    {
        let report = report(with("01-data/01-ward.md", from, to));
        assert!(
            says(&report.warnings, "glossary.toml", 2, "no lesson uses the term `dataset`"),
            "{report}"
        );
    }
    assert!(report(with("01-data/01-ward.md", "A dataset has", "All datasets have")).passes(true));
}
