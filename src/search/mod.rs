//! Finding something in a course: lessons and terms, by words that may be misspelt.
//!
//! An edition never changes, so its [`Index`] is made once, in memory, and is the same whichever
//! database is behind it.
//!
//! Uses: kernel, courses.

mod excerpt;
mod find;
mod index;
mod passages;
#[cfg(test)]
mod tests;
mod words;

pub use excerpt::Part;
pub use find::{Excerpt, Found, Lesson, MOST_LESSONS, MOST_TERMS, Term};
pub use index::Index;
pub use words::{LONGEST, Query};

use crate::courses::Edition;
use crate::kernel::EditionId;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The indexes of all editions that were searched. A cheap clone, shared by all who hold one.
#[derive(Debug, Clone, Default)]
pub struct Indexes(Arc<RwLock<HashMap<EditionId, Arc<Index>>>>);

impl Indexes {
    /// The index of an edition, made if this is the first search in it.
    pub fn of(&self, id: EditionId, edition: &Edition) -> Arc<Index> {
        if let Some(index) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return index.clone();
        }
        let index = Arc::new(Index::of(edition));
        let mut indexes = self.0.write().unwrap_or_else(PoisonError::into_inner);
        indexes.entry(id).or_insert(index).clone()
    }
}
