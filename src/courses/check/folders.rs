//! How a course's files are laid out: numbered module folders, numbered lessons within.

use crate::courses::fault::{Faults, File};
use crate::courses::files::Files;
use std::collections::BTreeMap;

/// A module's folder and what lies in it.
#[derive(Debug, Default)]
pub(super) struct Folder<'a> {
    pub name: &'a str,
    number: u32,
    /// Paths, in the order of their numbers.
    pub lessons: Vec<&'a str>,
    pub figures: Vec<&'a str>,
}

const COURSE_FILES: [&str; 3] = ["course.toml", "glossary.toml", "sources.toml"];
const MODULE_FILES: [&str; 3] = ["module.toml", "quiz.toml", "facilitator.md"];

/// The module folders, in order.
pub(super) fn arrange<'a>(files: &'a Files, faults: &Faults) -> Vec<Folder<'a>> {
    let mut folders: BTreeMap<&str, Folder<'a>> = BTreeMap::new();
    for (path, text) in files.iter() {
        let stray = |remedy: &str| {
            File::new((path, text), faults).error(0, "this file has no place here", remedy);
        };
        match path.split('/').collect::<Vec<_>>().as_slice() {
            [name] if COURSE_FILES.contains(name) => {}
            [_] => stray("Beside the modules stand course.toml, glossary.toml and sources.toml."),
            [folder, name] => {
                let Some(number) = number(folder) else {
                    stray("A module's folder is named by its number and a word: 05-data.");
                    continue;
                };
                let entry = Folder { name: folder, number, ..Folder::default() };
                let folder = folders.entry(folder).or_insert(entry);
                match name.rsplit_once('.') {
                    Some((_, "md")) if self::number(name).is_some() => folder.lessons.push(path),
                    Some((_, "svg")) => folder.figures.push(path),
                    _ if MODULE_FILES.contains(name) => {}
                    _ => stray(
                        "A module has module.toml, quiz.toml, facilitator.md, lessons (01-a-name.md) \
                         and .svg figures.",
                    ),
                }
            }
            _ => stray("A module's folder has no folders in it."),
        }
    }
    finish(folders, files, faults)
}

fn finish<'a>(
    folders: BTreeMap<&'a str, Folder<'a>>,
    files: &'a Files,
    faults: &Faults,
) -> Vec<Folder<'a>> {
    let mut folders: Vec<Folder<'a>> = folders.into_values().collect();
    folders.sort_by_key(|folder| folder.number);
    for folder in &mut folders {
        folder.lessons.sort_by_key(|path| lesson_number(path));
        for path in twice(&folder.lessons, |path| lesson_number(path)) {
            let remedy = "Number the lessons anew: the number gives their order.";
            let file = File::new(files.find(path).unwrap_or((path, "")), faults);
            file.error(0, "another lesson has the same number in its file name", remedy);
        }
        if folder.lessons.is_empty() {
            let path = format!("{}/01-a-name.md", folder.name);
            faults.missing(&path, "A module has one lesson at least: write it.");
        }
    }
    for folder in twice(&folders, |folder| folder.number) {
        let path = format!("{}/module.toml", folder.name);
        let file = File::new(files.find(&path).unwrap_or((&path, "")), faults);
        let remedy = "Number the modules' folders anew: the number gives their order.";
        file.error(0, "another module has the same number in its folder's name", remedy);
    }
    if folders.is_empty() {
        faults.missing("01-a-name/module.toml", "A course has one module at least: write it.");
    }
    folders
}

/// The number that begins a name like `05-data`.
fn number(name: &str) -> Option<u32> {
    let (number, rest) = name.split_once('-')?;
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    if digits && !rest.is_empty() { number.parse().ok() } else { None }
}

fn lesson_number(path: &str) -> u32 {
    path.rsplit('/').next().and_then(number).unwrap_or_default()
}

/// Those of a sorted list that have the number of the one before.
fn twice<T>(list: &[T], number: impl Fn(&T) -> u32) -> Vec<&T> {
    let pairs = list.iter().zip(list.iter().skip(1));
    pairs.filter(|(a, b)| number(a) == number(b)).map(|(_, b)| b).collect()
}
