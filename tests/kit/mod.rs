//! What tests stand on.

pub mod app;
pub mod browser;
pub mod call;
pub mod cast;
pub mod contents;
pub mod course;
pub mod database;
pub mod form;
pub mod learner;
pub mod page;
mod proof;
