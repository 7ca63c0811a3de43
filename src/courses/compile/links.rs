//! Where a link may lead: a place in the course that exists, or an https address.

use crate::courses::check::did_you_mean;
use crate::courses::fault::File;
use std::collections::BTreeMap;

/// The places of a course.
#[derive(Debug, Default)]
pub(in crate::courses) struct Directory {
    pub course: String,
    /// The ids of each module's lessons, by the module's id.
    pub modules: BTreeMap<String, Vec<String>>,
    /// Whether some ids could not be read, so that an unknown one may yet be right.
    pub has_gaps: bool,
}

const OTHERS: &str = "Link to https://…, lesson:module/lesson or module:module.";

/// The address to write, or nothing when the link leads nowhere we go; then that has been said.
pub(super) fn resolve(places: &Directory, file: File<'_>, link: &str, at: usize) -> Option<String> {
    if let Some(target) = link.strip_prefix("lesson:") {
        let Some((module, lesson)) = target.split_once('/') else {
            let remedy = "Write lesson:module/lesson, with the ids of both.";
            file.error(at, &format!("`{link}` names no lesson"), remedy);
            return None;
        };
        return places.lesson(file, module, lesson, at);
    }
    if let Some(module) = link.strip_prefix("module:") {
        places.module(file, module, at)?;
        return Some(format!("/courses/{}/{module}", places.course));
    }
    if is_https(link) {
        return Some(link.to_owned());
    }
    file.error(at, &format!("a link may not lead to `{link}`"), OTHERS);
    None
}

/// Whether it is a whole address of the web, encrypted, and without a name or password in it.
pub(in crate::courses) fn is_https(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>\\`{}|^".contains(c);
    host.contains('.')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:".contains(c))
        && !host.starts_with(['.', '-', ':'])
        && !rest.contains(odd)
}

impl Directory {
    fn module(&self, file: File<'_>, id: &str, at: usize) -> Option<&Vec<String>> {
        let lessons = self.modules.get(id);
        if lessons.is_none() && !self.has_gaps {
            let near = did_you_mean(id, self.modules.keys().map(String::as_str));
            let problem = format!("this link is dead: no module has the id `{id}`{near}");
            file.error(at, &problem, "Use the id in the module's module.toml.");
        }
        lessons
    }

    fn lesson(&self, file: File<'_>, module: &str, id: &str, at: usize) -> Option<String> {
        let lessons = self.module(file, module, at)?;
        if !lessons.iter().any(|known| known == id) {
            if !self.has_gaps {
                let near = did_you_mean(id, lessons.iter().map(String::as_str));
                let problem =
                    format!("this link is dead: the module `{module}` has no lesson `{id}`{near}");
                file.error(at, &problem, "Use the id at the top of the lesson's file.");
            }
            return None;
        }
        Some(format!("/courses/{}/{module}/{id}", self.course))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_https_addresses_lead_out() {
        for good in ["https://www.gov.uk", "https://a.uk/x?y=1#z", "https://a.uk:8443/"] {
            assert!(is_https(good), "{good}");
        }
        for bad in [
            "http://www.gov.uk",
            "HTTPS://www.gov.uk",
            "https://",
            "https:///x",
            "https://user@evil.uk",
            "https://a.uk\\@evil.uk",
            "https://a.uk/\" onclick=\"x",
            "//a.uk",
            "javascript:alert(1)",
            " https://a.uk",
            "https://localhost",
        ] {
            assert!(!is_https(bad), "{bad}");
        }
    }
}
