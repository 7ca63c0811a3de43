//! Certificates: the PDF that a learner keeps.
//!
//! Uses: kernel.

pub mod document;
