//! Searching a course of thirteen modules.

use crate::median;
use anyhow::Context;
use foundations::courses::edition::{Block, Edition, Lesson, Module};
use foundations::courses::markup::{Piece, pieces};
use foundations::courses::{self, library};
use foundations::search::{Index, Query};
use std::hint::black_box;
use std::time::Instant;

const MODULES: usize = 13;
const TRIES: usize = 100;

const TYPED: [&str; 8] = [
    "cyber esentials",
    "data",
    "council",
    "what is a data controller",
    "ransomeware atack on a councl",
    "phising",
    "zzzzzzzzzzzz",
    "mispelt evrywhere resiliance govrnance particpation conectivity servces inclusio",
];

/// Makes the index of a whole course, and looks for things in it.
pub fn print() -> anyhow::Result<()> {
    let course = course()?;
    let lessons = || course.modules.iter().flat_map(|module| &module.lessons);
    let words: u32 = lessons().map(|lesson| lesson.words).sum();
    let made: Vec<f64> = (0..10).map(|_| timed(|| drop(black_box(Index::of(&course))))).collect();
    let index = Index::of(&course);
    println!("\nSearch in {MODULES} modules, {} lessons, {words} words", lessons().count());
    println!("  the index is made in {:.1} ms, once for each edition", median(&made));
    for typed in TYPED {
        let find = || drop(black_box(index.find(&Query::read(typed))));
        let times: Vec<f64> = (0..TRIES).map(|_| timed(find)).collect();
        let worst = times.iter().copied().fold(0.0, f64::max);
        println!("  {:.2} ms (worst {worst:.2}): {typed}", median(&times));
    }
    Ok(())
}

fn timed(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64() * 1000.0
}

/// The course that is built in, its modules repeated until there are enough. Copies have long words
/// of their own, or the course would have too few different ones.
fn course() -> anyhow::Result<Edition> {
    let files = library::embedded();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).context("a date")?;
    let files = files.first().context("no course is built in")?;
    let mut edition = courses::check(files, day).edition.context("the course has faults")?;
    let all = edition.modules.clone();
    edition.modules = (0..MODULES)
        .filter_map(|at| Some(copy(all.get(at % all.len())?, at / all.len())))
        .collect();
    Ok(edition)
}

fn copy(module: &Module, nth: usize) -> Module {
    let lesson = |lesson: &Lesson| {
        let mut lesson = lesson.clone();
        for block in &mut lesson.body {
            match block {
                Block::Html(html) => *html = reworded(html, nth),
                Block::Nations(notes) => {
                    for note in notes {
                        note.html = reworded(&note.html, nth);
                    }
                }
            }
        }
        lesson
    };
    let lessons = module.lessons.iter().map(lesson).collect();
    Module { id: format!("{}-{nth}", module.id), lessons, ..module.clone() }
}

fn reworded(html: &str, nth: usize) -> String {
    let word = |word: &str| match word.len() {
        6.. if nth > 0 && word.chars().all(char::is_alphabetic) => {
            word.to_owned() + &"q".repeat(nth)
        }
        _ => word.to_owned(),
    };
    pieces(html)
        .map(|piece| match piece {
            Piece::Tag(tag) => format!("<{tag}>"),
            Piece::Text(text) => text.split(' ').map(word).collect::<Vec<_>>().join(" "),
        })
        .collect()
}
