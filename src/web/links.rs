//! The addresses of pages, in one place.

use crate::kernel::AttemptId;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The sign-in page, coming back to an address of ours afterwards.
pub fn sign_in_then(address: &str) -> String {
    if address == "/" || !is_ours(address) {
        return "/sign-in".to_owned();
    }
    format!("/sign-in?next={}", utf8_percent_encode(address, NON_ALPHANUMERIC))
}

/// Whether an address stays on this site: a path, and nothing that a browser reads as another host
/// or that no header can hold.
pub fn is_ours(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains('\\')
        && address.bytes().all(|byte| byte.is_ascii_graphic())
        && address.len() <= 1_000
}

/// What trainers teach with.
pub const TEACHING: &str = "/teaching";

pub fn course(course: &str) -> String {
    format!("/courses/{course}")
}

pub fn module(course: &str, module: &str) -> String {
    format!("/courses/{course}/{module}")
}

pub fn lesson(course: &str, module: &str, lesson: &str) -> String {
    format!("/courses/{course}/{module}/{lesson}")
}

/// A lesson's card of questions.
pub fn card(course: &str, module: &str, lesson: &str) -> String {
    format!("/courses/{course}/{module}/{lesson}/card")
}

pub fn reading_list(course: &str, module: &str) -> String {
    format!("/courses/{course}/{module}/reading-list")
}

pub fn facilitator_notes(course: &str, module: &str) -> String {
    format!("/courses/{course}/{module}/facilitator-notes")
}

pub fn glossary(course: &str) -> String {
    format!("/courses/{course}/glossary")
}

/// All lessons of a module on one page.
pub fn lessons(course: &str, module: &str) -> String {
    format!("/courses/{course}/{module}/lessons")
}

/// A course as one file.
pub fn download(course: &str) -> String {
    format!("/courses/{course}/download")
}

pub fn quiz(course: &str, module: &str) -> String {
    format!("/courses/{course}/{module}/quiz")
}

/// A quiz as its learners are asked it, for trainers: a draw by its seed, and a question from 1.
pub fn preview(course: &str, module: &str, seed: i64, question: usize) -> String {
    format!("/courses/{course}/{module}/quiz/preview?draw={seed}&question={question}")
}

/// A question of an attempt, numbered from 1.
pub fn question(attempt: AttemptId, number: usize) -> String {
    format!("/attempts/{attempt}/questions/{number}")
}

/// The question that an address leads to, if it leads to one.
pub fn question_at(address: &str) -> Option<(AttemptId, usize)> {
    let (attempt, number) = address.strip_prefix("/attempts/")?.split_once("/questions/")?;
    Some((attempt.parse().ok()?, number.parse().ok()?))
}

pub fn answers(attempt: AttemptId) -> String {
    format!("/attempts/{attempt}/answers")
}

pub fn result(attempt: AttemptId) -> String {
    format!("/attempts/{attempt}/result")
}

pub fn certificate(number: &str) -> String {
    format!("/certificates/{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_found_by_its_address() {
        assert_eq!(question_at(&question(AttemptId(7), 3)), Some((AttemptId(7), 3)));
        for other in
            ["/", "/attempts/7/answers", "/attempts/x/questions/3", "/attempts/7/questions/"]
        {
            assert_eq!(question_at(other), None, "{other}");
        }
    }

    #[test]
    fn nobody_is_sent_off_the_site() {
        for ours in ["/account", "/a?b=c#d"] {
            assert!(is_ours(ours), "{ours}");
        }
        for theirs in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "",
            "account",
            "/a\r\nb",
            "/\t/evil.example",
            "/a\u{1}",
            "/é",
        ] {
            assert!(!is_ours(theirs), "{theirs}");
            assert_eq!(sign_in_then(theirs), "/sign-in");
        }
        assert_eq!(sign_in_then("/a?b"), "/sign-in?next=%2Fa%3Fb");
    }
}
