//! Certificates as PDF.

use crate::median;
use anyhow::Context;
use foundations::certificates::document::{Printed, draw};
use std::time::Instant;

const TRIES: usize = 200;

/// Draws one certificate many times.
pub fn print() -> anyhow::Result<()> {
    let printed = Printed {
        name: "Siân Łukaszewicz-Nguyễn ap Gwilym",
        course_title: "Digital Foundations",
        edition: "2026",
        completed_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).context("a date")?,
        number: "7KQM4T9XWB2C",
        check_address: "https://learn.example.gov.uk/certificates/7KQM4T9XWB2C",
        service_address: "learn.example.gov.uk",
    };
    let mut times = Vec::new();
    let mut size = 0;
    for _ in 0..TRIES {
        let begun = Instant::now();
        size = draw(&printed)?.len();
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    println!("\nCertificates as PDF (target <= 6 ms)");
    let first = times.first().copied().unwrap_or_default();
    println!(
        "  {:.2} ms each (median of {TRIES}; the first {first:.2} ms), {size} bytes",
        median(&times)
    );
    Ok(())
}
