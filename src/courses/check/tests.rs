//! The checker against small courses: one good, and the same with one thing wrong at a time.

use super::*;
use crate::courses::edition::{Block, Kind};
use crate::courses::fault::Fault;

#[test]
fn scratch() {
    let Some(folder) = option_env!("COURSE_TO_CHECK") else { return };
    let files = crate::courses::library::read_course(std::path::Path::new(folder)).unwrap();
    let report = check(&files, "2026-11-23".parse().unwrap());
    println!("{report}");
    if let Some(e) = &report.edition { for m in &e.modules { for l in &m.lessons { println!("{} {} {}", m.id, l.id, l.words); println!("{:#?}", l.body); println!("{:#?}", l.terms.iter().map(|t| &t.id).collect::<Vec<_>>()); } } }
}
