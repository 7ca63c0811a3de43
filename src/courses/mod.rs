//! Courses as files, and their frozen editions.
//!
//! Uses: kernel.

pub mod edition;
