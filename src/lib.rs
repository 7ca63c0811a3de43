//! Digital Foundations: a training service for elected councillors.
//!
//! The rooms, top to bottom. Imports point up this page, and only to rooms that a door names in
//! its `Uses:` line; `tests/laws/rooms.rs` sees to it.

// Words every room shares: ids, enums kept as words, the clock, names and dates.
pub mod kernel;
// The settings: flags, then environment, then a file.
pub mod config;
// One handle, two databases; the only transaction.
pub mod db;
// Templates, texts and static files.
pub mod pages;
// Documents on paper: text set and drawn, accessible and fit to be kept.
pub mod paper;
// The outbox, and the only voice that speaks SMTP.
pub mod mail;
// Who did what to whom, append-only.
pub mod audit;
// Identity, addresses and grants.
pub mod people;
// Passwords, sessions, invitations and limits.
pub mod access;
// Councils, by name and nation.
pub mod councils;
// A person's seat on a council.
pub mod members;
// Courses as files, and their frozen editions.
pub mod courses;
// Questions drawn, answered and marked.
pub mod quizzes;
// Certificates that people can trust.
pub mod certificates;
// What a learner does, all in one place.
pub mod learning;
// Finding something in a course.
pub mod search;
// Forgetting a person, in every room.
pub mod privacy;
// Whether what is kept is as it must be.
pub mod soundness;
// What happens by itself.
pub mod jobs;
// HTTP: routes, guards, pages, errors.
pub mod web;
// The command line.
pub mod cli;
