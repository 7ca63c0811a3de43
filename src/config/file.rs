//! The settings file and `*_FILE` secrets, put behind the flags as if they had been typed.

use super::{SECRETS, read};
use anyhow::{Context, bail};
use std::collections::HashSet;
use std::ffi::OsString;
use std::path::Path;

/// Adds to the command line what the settings file and `*_FILE` variables say, for settings that
/// neither a flag nor the environment gives.
pub fn with_settings_file(mut words: Vec<OsString>) -> anyhow::Result<Vec<OsString>> {
    let mut typed: HashSet<String> = words
        .iter()
        .filter_map(|word| word.to_str()?.strip_prefix("--"))
        .map(|flag| flag.split('=').next().unwrap_or(flag).to_owned())
        .collect();
    let mut given: Vec<(String, String)> = Vec::new();
    for name in SECRETS {
        if let Some(path) = environment(&format!("{name}_FILE")) {
            given.push((name.to_owned(), read(Path::new(&path))?.trim().to_owned()));
        }
    }
    if let Some(path) = flag(&words, "--settings-file").or_else(|| environment("SETTINGS_FILE")) {
        given.extend(lines(&read(Path::new(&path))?).with_context(|| path.clone())?);
    }
    for (key, value) in given {
        if let Some(name) = key.strip_suffix("_FILE").filter(|name| SECRETS.contains(name)) {
            push(&mut words, &mut typed, name, read(Path::new(&value))?.trim());
        } else {
            push(&mut words, &mut typed, &key, &value);
        }
    }
    Ok(words)
}

/// The first to say a setting is believed; an empty value says nothing.
fn push(words: &mut Vec<OsString>, said: &mut HashSet<String>, key: &str, value: &str) {
    let flag = key.to_ascii_lowercase().replace('_', "-");
    if !value.is_empty() && environment(key).is_none() && said.insert(flag.clone()) {
        words.push(format!("--{flag}={value}").into());
    }
}

fn flag(words: &[OsString], name: &str) -> Option<String> {
    let texts: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    texts.iter().enumerate().find_map(|(i, word)| match word.strip_prefix(name)? {
        "" => texts.get(i + 1).map(|value| (*value).to_owned()),
        rest => rest.strip_prefix('=').map(str::to_owned),
    })
}

/// The words that were typed.
pub fn command_line() -> Vec<OsString> {
    std::env::args_os().collect()
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that asks the environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn lines(text: &str) -> anyhow::Result<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            bail!("line {}: write KEY=value, not {line:?}", number + 1);
        };
        pairs.push((key.trim().to_owned(), value.trim().trim_matches('"').to_owned()));
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_settings_has_comments_and_quotes() {
        let text = "# a comment\n\nBIND = 0.0.0.0:80\nMAIL_FROM=\"A <a@b.uk>\"\n";
        let pairs = lines(text).unwrap();
        assert_eq!(
            pairs,
            [("BIND".into(), "0.0.0.0:80".into()), ("MAIL_FROM".into(), "A <a@b.uk>".into()),]
        );
        assert!(lines("BIND").unwrap_err().to_string().contains("line 1"));
    }
}
