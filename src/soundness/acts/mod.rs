//! The looks, one file for what is read together. Each reads one batch in one moment, so that a
//! write under way is seen whole or not at all.

mod courses;
mod erased;
mod letters;
mod ways_in;
mod whole;

use super::Look;
use super::finding::Findings;
use crate::db::Conn;
use diesel::QueryResult;

/// Looks at the rows after an id, and says which was the last; none when there are no more.
pub type Step = fn(&mut Conn, &Look, i64, &mut Findings) -> QueryResult<Option<i64>>;

/// All looks, each with the name of the table that it goes through.
pub const STEPS: [(&str, Step); 14] = [
    ("the whole", whole::file),
    ("the rules of tables", whole::promises),
    ("editions", courses::editions),
    ("attempts", courses::attempts),
    ("enrolments", courses::enrolments),
    ("certificates", courses::certificates),
    ("letters", letters::letters),
    ("letters owed for certificates", letters::certificates),
    ("passwords", ways_in::credentials),
    ("sessions", ways_in::sessions),
    ("invitations", ways_in::invitations),
    ("links", ways_in::links),
    ("the audit log", ways_in::audit),
    ("erased people", erased::people),
];
