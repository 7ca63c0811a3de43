//! Where a breach stands: the file and line that make the table and column it names.

use crate::laws::source::{Source, assert_caught};

/// Puts before each breach the file and line that it speaks of.
pub fn placed(files: &[Source], breaches: &[String]) -> Vec<String> {
    breaches.iter().map(|b| place(files, b).map_or_else(|| b.clone(), |at| at + b)).collect()
}

fn place(files: &[Source], breach: &str) -> Option<String> {
    let words: Vec<&str> = words(breach).collect();
    if let ["migration", number, ..] = words.as_slice() {
        let mut downs = files.iter().filter(|file| file.path.ends_with("/down.sql"));
        let file = downs.nth(number.parse::<usize>().ok()?.checked_sub(1)?)?;
        return Some(file.breach_at(1, ""));
    }
    let made = |word: &str| {
        let making = format!("CREATE TABLE {word} (");
        files
            .iter()
            .find_map(|file| Some((file, line_from(&file.text, 0, |l| l.contains(&making))?)))
    };
    let (at, (file, table)) = words.iter().enumerate().find_map(|(at, w)| Some((at, made(w)?)))?;
    let column = words.get(at + 1).and_then(|column| {
        line_from(&file.text, table + 1, |line| self::words(line).any(|word| word == *column))
    });
    Some(file.breach_at(column.unwrap_or(table) + 1, ""))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

fn line_from(text: &str, from: usize, is_it: impl Fn(&str) -> bool) -> Option<usize> {
    text.lines().enumerate().skip(from).find(|(_, line)| is_it(line)).map(|(at, _)| at)
}

#[test]
fn breaches_are_placed() {
    let files = [
        Source::new("m/1/down.sql", ""),
        Source::new(
            "m/1/up.sql",
            "CREATE TABLE a (\n  id BIGINT\n);\nCREATE TABLE b (\n  id BIGINT,\n  a_id BIGINT\n);",
        ),
    ];
    let said = [
        "b.a_id refers to a",
        "only SQLite has this: (\"b\", [\"id\"])",
        "a: odd",
        "migration 1: x",
        "none",
    ];
    let parts = [
        "m/1/up.sql:6: b.a_id refers to a",
        "m/1/up.sql:5: only SQLite",
        "m/1/up.sql:1: a: odd",
        "m/1/down.sql:1: migration 1",
        "none",
    ];
    assert_caught(&placed(&files, &said.map(str::to_owned)), &parts);
}
