//! The acts, one file each.

pub mod accept;
pub mod allow;
pub mod attempt;
pub mod certify;
pub mod close;
mod complete;
pub mod correct;
pub mod enrol;
pub mod read;
