//! The transcript on paper.

use super::words::{CourseWords, Words, totals_in};
use crate::kernel::{PersonId, date_in_words};
use crate::pages::Texts;
use crate::paper::PaperFault;
use crate::paper::report::{self, Column, Part, Report, Table};
use crate::web::certificates::host;

/// The bytes of the PDF.
pub fn draw(
    words: &Words,
    texts: &Texts,
    base: &str,
    person: PersonId,
) -> Result<Vec<u8>, PaperFault> {
    let date = date_in_words(words.made_on);
    let foot = |page: usize, pages: usize| {
        let values = [
            ("name", words.name.clone()),
            ("date", date.clone()),
            ("page", page.to_string()),
            ("pages", pages.to_string()),
        ];
        texts.text("transcript-paper-foot", &values)
    };
    report::draw(&Report {
        title: &texts.text("transcript-paper-title", &[("name", words.name.clone())]),
        id: &format!("transcript {person} {}", words.made_on),
        made_on: words.made_on,
        parts: parts(words, texts, base),
        foot: &foot,
    })
}

fn parts(words: &Words, texts: &Texts, base: &str) -> Vec<Part> {
    let issued = [("date", date_in_words(words.made_on)), ("host", host(base).to_owned())];
    let mut parts = vec![Part::Text(texts.text("transcript-paper-issued", &issued))];
    if words.courses.is_empty() && words.certificates.is_empty() {
        parts.push(Part::Text(texts.text("transcript-none-title", &[])));
        return parts;
    }
    parts.push(Part::Text(texts.text("transcript-paper-lead", &totals_in(words.totals))));
    parts.push(Part::Text(texts.text("transcript-paper-basis", &[])));
    for course in &words.courses {
        parts.extend(of_course(course, texts));
    }
    if !words.certificates.is_empty() {
        parts.push(Part::Heading(texts.text("transcript-certificates", &[])));
        parts.push(Part::Table(certificates(words, texts)));
        parts.push(Part::Text(texts.text("transcript-paper-check", &[])));
        parts.push(Part::Link(format!("{base}/certificates")));
    }
    parts
}

fn of_course(course: &CourseWords, texts: &Texts) -> [Part; 3] {
    let named = [("course", course.title.clone()), ("edition", course.edition.clone())];
    let standing = match course.completed_on.as_str() {
        "" => texts.text("transcript-course-open", &[]),
        date => texts.text("transcript-course-done", &[("date", date.to_owned())]),
    };
    let table = Table {
        summary: texts.text("transcript-caption", &[("course", course.title.clone())]),
        columns: vec![
            column(texts.text("transcript-module", &[]), 1.6),
            column(texts.text("transcript-read", &[]), 0.75),
            column(texts.text("transcript-mark", &[]), 0.95),
            column(texts.text("transcript-passed", &[]), 1.45),
            column(texts.text("transcript-completed", &[]), 1.45),
            column(texts.text("transcript-attempts", &[]), 0.8),
            column(texts.text("transcript-minutes", &[]), 0.75),
        ],
        rows: course.rows.iter().map(|row| owned(&row.cells())).collect(),
        total: Some(owned(&course.total.cells())),
    };
    [
        Part::Heading(texts.text("transcript-course", &named)),
        Part::Text(standing),
        Part::Table(table),
    ]
}

fn certificates(words: &Words, texts: &Texts) -> Table {
    Table {
        summary: texts.text("transcript-certificates", &[]),
        columns: vec![
            column(texts.text("transcript-number", &[]), 1.2),
            column(texts.text("transcript-certificate-course", &[]), 1.7),
            column(texts.text("transcript-edition", &[]), 0.7),
            column(texts.text("transcript-awarded", &[]), 1.2),
            column(texts.text("transcript-state", &[]), 1.4),
        ],
        rows: words.certificates.iter().map(|line| owned(&line.cells())).collect(),
        total: None,
    }
}

fn column(heading: String, share: f32) -> Column {
    Column { heading, share }
}

fn owned(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificates::State;
    use crate::learning::transcript::{
        CertificateRecord, CourseRecord, ModuleRecord, QuizRecord, Transcript,
    };
    use crate::pages::Pages;
    use crate::quizzes::marking::Mark;
    use chrono::NaiveDate;

    fn transcript(modules: usize) -> Transcript {
        let on = NaiveDate::from_ymd_opt(2026, 11, 20);
        let module = |n: usize| ModuleRecord {
            title: format!("Module {n}: Security and Resilience"),
            read: n % 6,
            lessons: 5,
            minutes: 4,
            completed_on: on.filter(|_| n.is_multiple_of(2)),
            quiz: (n % 5 != 4).then_some(QuizRecord {
                questions: 8,
                attempts: n,
                mark: (n > 0).then_some(Mark { gained: 20, available: 24 }),
                passed_on: on.filter(|_| n.is_multiple_of(2)),
            }),
        };
        let certificate = |state: &State| CertificateRecord {
            number: format!("DF-7K4M-{}", state.word()),
            course_title: "Digital Foundations".into(),
            edition: "2026".into(),
            completed_on: on.unwrap_or_default(),
            state: *state,
        };
        Transcript {
            courses: vec![CourseRecord {
                title: "Digital Foundations".into(),
                edition: "2026".into(),
                completed_on: None,
                modules: (0..modules).map(module).collect(),
            }],
            certificates: State::ALL.iter().map(certificate).collect(),
        }
    }

    #[test]
    fn the_paper_has_the_rows_of_the_page_however_many() {
        let pages = Pages::load().unwrap();
        let made_on = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        for modules in [0, 3, 60] {
            let transcript = transcript(modules);
            let words = Words::new(pages.texts(), &transcript, "Siân Pryce".into(), made_on);
            let printed: Vec<Vec<String>> = parts(&words, pages.texts(), "https://x.example")
                .into_iter()
                .filter_map(|part| match part {
                    Part::Table(table) => Some(table.rows.into_iter().chain(table.total)),
                    _ => None,
                })
                .flatten()
                .collect();
            let of_courses = words.courses.iter().flat_map(|course| {
                course.rows.iter().chain([&course.total]).map(|row| owned(&row.cells()))
            });
            let of_certificates = words.certificates.iter().map(|line| owned(&line.cells()));
            assert_eq!(printed, of_courses.chain(of_certificates).collect::<Vec<_>>());
            let drawn = draw(&words, pages.texts(), "https://x.example", PersonId(1)).unwrap();
            assert!(drawn.starts_with(b"%PDF-1.7"));
        }
    }
}
