//! Whole courses: those built in, and the one that the guide for writers teaches.
#![cfg(test)]

use super::*;

/// The courses that ship with this program, when they are in the tree.
#[test]
fn the_courses_built_in_have_no_faults() {
    for files in library::embedded() {
        let report = check(&files, "2026-11-23".parse().unwrap());
        assert!(report.passes(true), "{report}");
        assert_eq!(compile(&files, "2026-11-23".parse().unwrap()), report.edition);
    }
}

/// The examples of the guide for writers, each under its path, are one course.
#[test]
fn the_course_in_the_guide_has_no_faults() {
    let guide = include_str!("../../docs/course-format.md");
    let fences: Vec<&str> = guide.split("\n\n```").collect();
    let example = |pair: &[&str]| {
        let path = pair[0].lines().last()?.strip_prefix('`')?.strip_suffix('`')?;
        let text = pair[1].split_once('\n')?.1.split("\n```").next()?;
        Some((path.to_owned(), format!("{text}\n")))
    };
    let files = Files::new("guide", fences.windows(2).filter_map(example));
    assert_eq!(files.iter().count(), 9);
    let report = check(&files, "2026-11-23".parse().unwrap());
    assert!(report.passes(true), "{report}");
}
