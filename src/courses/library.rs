//! Where course files come from: a folder on disk, or the courses built into this program.

use super::files::Files;
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

#[derive(RustEmbed)]
#[folder = "courses/"]
#[allow_missing = true]
struct Embedded;

/// The courses built into this program, by the names of their folders.
pub fn embedded() -> Vec<Files> {
    let mut courses: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for path in Embedded::iter().filter(|path| !is_hidden(path)) {
        if let (Some((course, rest)), Some(file)) = (path.split_once('/'), Embedded::get(&path)) {
            let text = String::from_utf8_lossy(&file.data).into_owned();
            courses.entry(course.to_owned()).or_default().push((rest.to_owned(), text));
        }
    }
    let files = |(course, texts): (String, _)| Files::new(&format!("courses/{course}"), texts);
    courses.into_iter().map(files).collect()
}

/// The courses in a folder (`COURSES_DIR`): each folder in it is one.
///
/// # Errors
/// When the folder or a file in it cannot be read; the text names it.
pub fn read(folder: &Path) -> io::Result<Vec<Files>> {
    let mut courses = Vec::new();
    for entry in entries(folder)? {
        if entry.is_dir() {
            courses.push(read_course(&entry)?);
        }
    }
    Ok(courses)
}

/// The course folders in a folder, or the folder itself, if it is one.
///
/// # Errors
/// As [`read`].
pub fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_course = |folder: &Path| folder.join("course.toml").is_file();
    if is_course(folder) {
        return Ok(vec![folder.to_owned()]);
    }
    let mut found = entries(folder)?;
    found.retain(|entry| is_course(entry));
    Ok(found)
}

/// One course's folder.
///
/// # Errors
/// As [`read`].
pub fn read_course(folder: &Path) -> io::Result<Files> {
    let mut texts = Vec::new();
    gather(folder, "", &mut texts)?;
    Ok(Files::new(&folder.to_string_lossy(), texts))
}

fn gather(folder: &Path, prefix: &str, texts: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in entries(folder)? {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.is_dir() {
            gather(&entry, &format!("{path}/"), texts)?;
        } else {
            texts.push((path, read_text(&entry)?));
        }
    }
    Ok(())
}

/// What lies in a folder, in order, without hidden files.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| named(folder, &error))? {
        let path = entry.map_err(|error| named(folder, &error))?.path();
        if !path.file_name().is_some_and(|name| is_hidden(&name.to_string_lossy())) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Bytes that are no UTF-8 become replacement characters, which the checker points to.
#[expect(clippy::disallowed_methods, reason = "course files are read here and nowhere else")]
fn read_text(path: &Path) -> io::Result<String> {
    let bytes = std::fs::read(path).map_err(|error| named(path, &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot read {}: {error}", path.display()))
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a folder to read is made here")]
    fn a_folder_of_courses_is_read_whole_but_for_hidden_files() {
        let scratch = tempfile::tempdir().unwrap();
        let module = scratch.path().join("one/01-a");
        std::fs::create_dir_all(&module).unwrap();
        std::fs::write(scratch.path().join("one/course.toml"), "x").unwrap();
        std::fs::write(module.join("01-b.md"), b"a\xFFb").unwrap();
        std::fs::write(module.join(".DS_Store"), "x").unwrap();
        let courses = read(scratch.path()).unwrap();
        let files: Vec<_> = courses.iter().flat_map(Files::iter).collect();
        assert_eq!(files, [("01-a/01-b.md", "a\u{FFFD}b"), ("course.toml", "x")]);
        let missing = read(&scratch.path().join("two")).unwrap_err();
        assert!(missing.to_string().contains("two"), "{missing}");
    }
}
