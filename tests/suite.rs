//! The one test binary. `laws::forgotten` checks that every file is listed.
#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

mod access;
mod db;
mod hostile;
mod journeys;
mod kit;
mod laws;
mod learning;
mod mail;
mod names;
mod preview;
mod quizzes;
mod search;
mod soundness;
