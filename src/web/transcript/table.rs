//! The transcript for spreadsheets: one row for each module, each course's total and each
//! certificate.

use super::words::{CertificateWords, CourseWords, RowWords, Words};
use crate::pages::Texts;
use csv::{Terminator, WriterBuilder};

/// Spreadsheets take a file that begins with it for UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The bytes of a CSV file, as RFC 4180 has it.
pub fn write(words: &Words, texts: &Texts) -> Result<Vec<u8>, csv::Error> {
    let file = BYTE_ORDER_MARK.as_bytes().to_vec();
    let mut rows = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(file);
    let mut add = |row: [&str; 12]| rows.write_record(row.map(defused));
    let headings = headings(texts);
    add(headings.each_ref().map(String::as_str))?;
    let [module, total, certificate] = [
        texts.text("transcript-module", &[]),
        texts.text("transcript-table-total", &[]),
        texts.text("transcript-table-certificate", &[]),
    ];
    for course in &words.courses {
        for row in &course.rows {
            add(of_module(&module, course, row))?;
        }
        add(of_module(&total, course, &course.total))?;
    }
    for line in &words.certificates {
        add(of_certificate(&certificate, line))?;
    }
    rows.into_inner().map_err(|fault| csv::Error::from(std::io::Error::from(fault.error().kind())))
}

fn headings(texts: &Texts) -> [String; 12] {
    [
        texts.text("transcript-table-kind", &[]),
        texts.text("transcript-certificate-course", &[]),
        texts.text("transcript-edition", &[]),
        texts.text("transcript-module", &[]),
        texts.text("transcript-read", &[]),
        texts.text("transcript-mark", &[]),
        texts.text("transcript-passed", &[]),
        texts.text("transcript-completed", &[]),
        texts.text("transcript-attempts", &[]),
        texts.text("transcript-table-minutes", &[]),
        texts.text("transcript-table-number", &[]),
        texts.text("transcript-table-state", &[]),
    ]
}

fn of_module<'a>(kind: &'a str, course: &'a CourseWords, row: &'a RowWords) -> [&'a str; 12] {
    let [module, read, mark, passed, completed, attempts, minutes] = row.cells();
    let (title, edition) = (&course.title, &course.edition);
    [kind, title, edition, module, read, mark, passed, completed, attempts, minutes, "", ""]
}

fn of_certificate<'a>(kind: &'a str, line: &'a CertificateWords) -> [&'a str; 12] {
    let [number, course, edition, awarded, state] = line.cells();
    [kind, course, edition, "", "", "", "", awarded, "", "", number, state]
}

/// A cell that no spreadsheet takes for a formula.
fn defused(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_begins_like_a_formula_begins_with_an_apostrophe() {
        for cell in ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(defused(cell), format!("'{cell}"));
        }
        for cell in ["", "6 of 8", "½ of 8", "Data = facts", "'quoted'"] {
            assert_eq!(defused(cell), cell);
        }
    }
}
