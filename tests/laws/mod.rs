//! What holds for the whole house, read from its files. Each law is a function over a path and a
//! text, and has a test that feeds it something broken: a law that cannot fail is no law.

mod access;
mod code;
mod forgotten;
mod homes;
mod lints;
mod migrations;
mod names;
mod pages;
mod privacy;
mod purity;
mod rooms;
mod schema;
mod source;
mod tags;
mod templates;
mod texts;
