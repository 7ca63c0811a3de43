//! The one test binary. `laws::forgotten` checks that every file is listed.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used)]

mod laws;
