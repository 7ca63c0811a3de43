//! Every query of the room: it reads all tables, a few hundred rows at a time, and writes none.
//!
//! Words and JSON are read as text, so that a row which no longer says anything can be told of.

mod catalogue;
mod courses;
mod erased;
mod letters;
mod ways_in;

pub use catalogue::*;
pub use courses::*;
pub use erased::*;
pub use letters::*;
pub use ways_in::*;

/// Rows looked at in one read.
pub const BATCH: i64 = 500;

/// Faults of one kind that a query gives at the most.
pub const FEW: i64 = 50;
