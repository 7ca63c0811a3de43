//! Promises that are taken away on purpose, so that the proofs in `tests/faults` are seen to fail.
//! Only in builds with the feature `faults`, which none that is released has.

/// Whether `BREAK`, words separated by commas, says this one.
pub fn is_broken(promise: &str) -> bool {
    #[expect(clippy::disallowed_methods, reason = "a setting, of the proofs alone")]
    let words = std::env::var("BREAK").unwrap_or_default();
    words.split(',').any(|word| word == promise)
}
