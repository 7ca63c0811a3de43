//! The acts, one file each.

pub mod accept;
pub mod attempt;
mod complete;
pub mod enrol;
pub mod read;
