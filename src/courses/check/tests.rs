//! The checker against a small course, whole and with one thing wrong at a time.
#![cfg(test)]

mod house;
mod mistakes;
mod sample;

use super::*;
use crate::courses::edition::{Block, Grading, Kind, Marking, Module, Quiz, Review};
use mistakes::{IN_LATER_KINDS, IN_LESSONS, IN_NOTES, IN_QUIZZES, IN_TOML};
use sample::{Course, MORE, SVG, good};

fn report(course: Course) -> Report {
    check(&Files::new("", course), "2026-11-23".parse().unwrap())
}

/// The good course with `from` replaced by `to` in one file.
fn with(path: &str, from: &str, to: &str) -> Course {
    let mut course = good();
    let text = course.get_mut(path).unwrap();
    assert!(text.contains(from), "{path} has no {from}");
    *text = text.replacen(from, to, 1);
    course
}

#[test]
fn a_good_course_becomes_an_edition() {
    let report = report(good());
    assert!(report.passes(true), "{report}");
    let edition = report.edition.unwrap();
    assert_eq!((edition.course.as_str(), edition.name.as_str()), ("foundations", "2026"));
    let module = edition.module("data").unwrap();
    assert_eq!(module.objectives.len(), 2);
    let lesson = module.lesson("ward").unwrap();
    assert_eq!((lesson.words, lesson.minutes), (10, 1));
    let [Block::Html(html)] = lesson.body.as_slice() else { panic!("{:?}", lesson.body) };
    let figure = edition.figures.keys().next().unwrap();
    assert!(html.contains(&format!("/figures/{figure}")), "{html}");
    assert!(html.contains("href=\"/courses/foundations/data/next\""), "{html}");
    assert_eq!(lesson.terms.first().unwrap().meaning_html, "Facts kept <em>together</em>.");
    let source = lesson.sources.first().unwrap();
    assert_eq!((source.number, source.cited_at.join(" ")), (1, "cite-1-1".to_owned()));
    let quiz = module.quiz.as_ref().unwrap();
    let (one, two) = (quiz.question("q1").unwrap(), quiz.question("q2").unwrap());
    assert_eq!((&one.kind, one.shuffle), (&Kind::Single, true));
    assert_eq!((&two.kind, two.shuffle), (&Kind::TrueFalse, false));
    let right: Vec<_> = two.choices.iter().map(|c| (c.id.as_str(), c.correct)).collect();
    assert_eq!(right, [("true", false), ("false", true)]);
}

#[test]
fn an_id_that_a_page_of_the_service_has_is_refused() {
    for (path, from, to) in [
        ("01-data/module.toml", "id = \"data\"", "id = \"download\""),
        ("01-data/02-next.md", "id = \"next\"", "id = \"quiz\""),
        ("01-data/02-next.md", "id = \"next\"", "id = \"lessons\""),
    ] {
        let report = report(with(path, from, to)).to_string();
        assert!(report.contains("is taken by a page of the service"), "{report}");
    }
    let lesson = ("01-data/02-next.md", "id = \"next\"", "id = \"download\"");
    let report = report(with(lesson.0, lesson.1, lesson.2)).to_string();
    assert!(!report.contains("is taken"), "{report}");
}

#[test]
fn a_quiz_keeps_its_rules() {
    let rules = "= 75\nattempts = 3\nwait_hours = 24\ntime_limit_minutes = 30\ngrading = \"mean\"\nreview = \"after-last-attempt\"";
    let report = report(with("01-data/quiz.toml", "= 75", rules));
    assert!(report.passes(true), "{report}");
    let edition = report.edition.unwrap();
    let quiz = edition.module("data").unwrap().quiz.as_ref().unwrap();
    assert_eq!((quiz.attempts, quiz.wait_hours), (Some(3), Some(24)));
    assert_eq!((quiz.time_limit_minutes, quiz.grading), (Some(30), Grading::Mean));
    assert_eq!(quiz.review, Review::AfterLastAttempt);
}

/// An edition's digest is made of its JSON: a rule that a quiz does not have is not written.
#[test]
fn a_quiz_without_rules_is_written_as_ever() {
    let edition = report(good()).edition.unwrap();
    let quiz = edition.module("data").unwrap().quiz.as_ref().unwrap();
    let json = serde_json::to_value(quiz).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["attempts", "draw", "pass_mark", "questions", "wait_hours"]);
    assert_eq!(&serde_json::from_value::<Quiz>(json).unwrap(), quiz);
}

#[test]
fn a_module_keeps_its_facilitators_notes() {
    let edition = report(good()).edition.unwrap();
    let module = edition.module("data").unwrap();
    let notes = module.facilitator_notes.as_ref().unwrap();
    assert_eq!(notes.review_by, "2027-11-30".parse().ok());
    let [Block::Html(html)] = notes.body.as_slice() else { panic!("{:?}", notes.body) };
    assert!(html.contains("<h2 id=\"two-cases-to-hand-out\">"), "{html}");
    assert!(!html.contains("class=\"term\"") && html.contains("A plan for 60"), "{html}");
    assert_eq!(notes.sources.len(), 1);
}

/// An edition's digest is made of its JSON: what a module does not have is not written.
#[test]
fn a_module_without_facilitators_notes_is_written_as_ever() {
    let mut course = good();
    course.remove("01-data/facilitator.md");
    let edition = report(course).edition.unwrap();
    let module = edition.module("data").unwrap();
    let json = serde_json::to_value(module).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "lessons", "objectives", "quiz", "required", "summary", "title"]);
    assert_eq!(&serde_json::from_value::<Module>(json).unwrap(), module);
}

#[test]
fn each_mistake_is_found_where_it_was_made() {
    for (path, from, to, line, problem) in [IN_TOML, IN_QUIZZES, IN_LESSONS, IN_NOTES].concat() {
        let report = report(with(path, from, to));
        let found = |fault: &crate::courses::Fault| {
            fault.file == path && fault.line == line && fault.problem.contains(problem)
        };
        assert!(report.faults.iter().any(found), "{path} {to}: {line} {problem}\n{report}");
        assert!(report.edition.is_none(), "{path} {to}");
        assert!(report.faults.iter().all(|fault| !fault.remedy.is_empty()), "{report}");
    }
}

const QUIZ: &str = "01-data/quiz.toml";

/// The good course with questions of the later kinds, `from` replaced by `to` in them.
fn with_later_kinds(from: &str, to: &str) -> Course {
    let mut course = good();
    assert!(MORE.contains(from), "no {from}");
    course.get_mut(QUIZ).unwrap().push_str(&MORE.replacen(from, to, 1));
    course
}

#[test]
fn each_later_kind_is_compiled_as_it_was_written() {
    let report = report(with_later_kinds("", ""));
    assert!(report.passes(true), "{report}");
    let edition = report.edition.unwrap();
    let quiz = edition.module("data").unwrap().quiz.as_ref().unwrap();
    let question = |id: &str| quiz.question(id).unwrap();
    let ids = |id: &str| {
        let choices = question(id).choices.iter();
        choices.map(|c| format!("{}{}", c.id, u8::from(c.correct))).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(question("order").kind, Kind::Ordering(Marking::Partial));
    assert_eq!(ids("order"), "c1 a1 b1");
    let Kind::Matching(matching) = &question("match").kind else { panic!("no matching") };
    assert_eq!(ids("match"), "officer1 member1 nobody0");
    assert_eq!((matching.marking, matching.prompts.len()), (Marking::AllOrNothing, 2));
    let prompt = matching.prompts.last().unwrap();
    assert_eq!((prompt.choice.as_str(), prompt.text_html.as_str()), ("member", "<em>Decides</em>"));
    let Kind::Numeric(numeric) = &question("number").kind else { panic!("no number") };
    assert_eq!(numeric.answer.to_string(), "12.5");
    assert_eq!((numeric.tolerance.to_string().as_str(), numeric.unit.as_str()), ("0.25", "%"));
    let Kind::ShortText(short) = &question("words").kind else { panic!("no words") };
    assert_eq!(short.accepted, ["The data officer", "data officer"]);
    assert!(quiz.has_reflections() && !question("thought").shuffle);
}

#[test]
fn each_mistake_in_a_later_kind_is_found_where_it_was_made() {
    let before = good().get(QUIZ).unwrap().lines().count();
    for (from, to, line, problem) in IN_LATER_KINDS {
        let report = report(with_later_kinds(from, to));
        let found = |fault: &crate::courses::Fault| {
            fault.file == QUIZ && fault.line == before + line && fault.problem.contains(problem)
        };
        assert!(report.faults.iter().any(found), "{to}: {} {problem}\n{report}", before + line);
        assert!(report.edition.is_none() && report.faults.len() <= 2, "{to}\n{report}");
    }
}

#[test]
fn a_reflection_tests_nothing() {
    let thought = "[[questions]]\nid = \"t\"\nkind = \"reflection\"\nobjective = \"age\"\n\
        lesson = \"next\"\ntext = \"And you?\"\nguidance = \"Ask.\"\n";
    let quiz = good().remove(QUIZ).unwrap();
    let with_quiz = |text: String| {
        let mut course = good();
        course.insert(QUIZ.to_owned(), text);
        report(course).to_string()
    };
    let one = quiz.split("[[questions]]\nid = \"q2\"").next().unwrap().to_owned();
    let untested = with_quiz(format!("{one}{thought}"));
    assert!(untested.contains("no question tests the objective `age`"), "{untested}");
    assert!(untested.contains("the quiz draws 2 questions, and has 1"), "{untested}");
    let alone = with_quiz(format!("draw = 1\npass_mark = 75\n{thought}"));
    assert!(alone.contains("no question of this quiz is marked"), "{alone}");
}

#[test]
fn a_lesson_of_six_minutes_passes_and_a_word_more_does_not() {
    for (words, passes) in [(840, true), (841, false)] {
        let body = "word ".repeat(words);
        let report = report(with("01-data/02-next.md", "## A heading\n\nWords.", &body));
        assert_eq!(report.passes(false), passes, "{report}");
    }
}

#[test]
fn an_objective_needs_a_question() {
    let report = report(with("01-data/quiz.toml", "\"age\"", "\"owner\""));
    assert_eq!(report.faults.len(), 1, "{report}");
    assert_eq!(report.faults.first().unwrap().file, "01-data/module.toml");
    assert_eq!(report.faults.first().unwrap().line, 9);
}

#[test]
fn missing_and_stray_files_are_named() {
    let without = |path: &str| {
        let mut course = good();
        course.remove(path);
        course
    };
    for path in ["course.toml", "01-data/module.toml"] {
        let report = report(without(path));
        assert!(report.to_string().contains(&format!("error: {path}:1:1: this file is missing")));
    }
    let also = |path: &str, text: &str| {
        let mut course = good();
        course.insert(path.to_owned(), text.to_owned());
        report(course).to_string()
    };
    assert!(also("notes.txt", "x").contains("notes.txt:1:1: this file has no place here"));
    assert!(also("data/module.toml", "x").contains("no place here"));
    assert!(also("01-data/a/b.svg", SVG).contains("no place here"));
    assert!(also("01-data/03-x.markdown", "x").contains("no place here"));
    assert!(also("01-data/02-x.md", "x").contains("another lesson has the same number"));
    assert!(also("01-other/module.toml", "x").contains("another module has the same number"));
    assert!(
        also("02-other/module.toml", "x")
            .contains("02-other/01-a-name.md:1:1: this file is missing")
    );
    assert!(report(Course::new()).to_string().contains("A course has one module at least"));
    assert!(report(without("sources.toml")).to_string().contains("cited but not listed"));
}

#[test]
fn what_should_be_looked_at_is_a_warning() {
    for (path, from, to, problem) in [
        ("01-data/01-ward.md", "2027-05-31", "2026-11-22", "was to be reviewed by 2026-11-22"),
        ("01-data/01-ward.md", "review_by = 2027-05-31\n", "", "nobody will be reminded"),
        ("01-data/facilitator.md", "2027-11-30", "2026-11-22", "this page of notes was to be"),
        ("01-data/facilitator.md", "review_by = 2027-11-30\n", "", "nobody will be reminded"),
        (
            "sources.toml",
            "[[sources]]",
            "[[sources]]\nid = \"b\"\ntitle = \"B\"\npublisher = \"C\"\naccessed = 2026-11-23\nconfidence = \"L\"\n[[sources]]",
            "no lesson cites the source `b`",
        ),
        ("01-data/01-ward.md", "![A line](line.svg \"A caption\")", "", "no lesson shows"),
        ("01-data/01-ward.md", "See", "<b>See</b>", "this is HTML"),
        ("01-data/quiz.toml", "= 75", "= 75\ngrading = \"first\"", "can never complete"),
        (
            "01-data/quiz.toml",
            "= 75",
            "= 75\nattempts = 1\ngrading = \"last\"",
            "nothing to choose",
        ),
    ] {
        let report = report(with(path, from, to));
        assert!(report.passes(false) && !report.passes(true), "{report}");
        assert!(report.edition.is_some());
        assert!(report.warnings.iter().any(|w| w.problem.contains(problem)), "{report}");
    }
    assert!(report(with("01-data/01-ward.md", "2027-05-31", "2026-11-23")).passes(true));
    let mut course = good();
    course.remove("01-data/quiz.toml");
    assert!(report(course).to_string().contains("this module has no quiz"));
}

#[test]
fn a_syntax_error_hides_nothing_elsewhere_and_starts_no_rumours() {
    for path in ["course.toml", "glossary.toml", "sources.toml", "01-data/module.toml"] {
        let mut course = with("01-data/quiz.toml", "feedback = \"No.\"\n", "");
        course.insert(path.to_owned(), "id = \"data\ntitle = [".to_owned());
        let report = report(course);
        let elsewhere: Vec<_> = report.faults.iter().filter(|f| f.file != path).collect();
        assert_eq!(elsewhere.len(), 1, "{report}");
        assert!(report.faults.iter().any(|f| f.file == path && f.problem.contains("TOML")));
    }
    let broken = report(with("01-data/02-next.md", "title = ", "title "));
    assert!(broken.faults.iter().all(|fault| fault.file == "01-data/02-next.md"), "{broken}");
    assert_eq!(broken.faults.first().unwrap().line, 3, "{broken}");
}

#[test]
fn two_modules_may_not_share_an_id() {
    let mut course = good();
    for (path, text) in good() {
        if let Some(rest) = path.strip_prefix("01-data") {
            course.insert(format!("02-more{rest}"), text);
        }
    }
    let report = report(course);
    assert_eq!(report.faults.len(), 1, "{report}");
    assert!(report.to_string().contains("02-more/module.toml:1:6: two modules have the id `data`"));
}

#[test]
fn files_saved_on_windows_are_read_alike() {
    let plain = report(good()).edition.unwrap();
    let windows = good().into_iter().map(|(path, text)| (path, text.replace('\n', "\r\n")));
    let report = report(windows.collect());
    assert!(report.passes(true), "{report}");
    assert_eq!(report.edition.unwrap().modules, plain.modules);
}
