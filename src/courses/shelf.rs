//! Editions in memory, for everybody to read from.

use super::edition::Edition;
use crate::kernel::EditionId;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

/// Editions by id, and all their figures by name. A cheap clone, shared by all who hold one.
#[derive(Debug, Clone, Default)]
pub struct Shelf(Arc<RwLock<Content>>);

#[derive(Debug, Default)]
struct Content {
    editions: HashMap<EditionId, Arc<Edition>>,
    figures: HashMap<String, Arc<str>>,
}

impl Shelf {
    /// An edition, if it is on the shelf.
    pub fn get(&self, id: EditionId) -> Option<Arc<Edition>> {
        self.content().editions.get(&id).cloned()
    }

    /// A figure's SVG by its name by content (`<digest>.svg`), from any edition.
    pub fn figure(&self, name: &str) -> Option<Arc<str>> {
        self.content().figures.get(name).cloned()
    }

    /// Puts an edition on the shelf. One that is there already stays: editions never change.
    pub fn put(&self, id: EditionId, edition: Edition) {
        let mut content = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for (name, svg) in &edition.figures {
            if !content.figures.contains_key(name) {
                content.figures.insert(name.clone(), svg.as_str().into());
            }
        }
        content.editions.entry(id).or_insert_with(|| Arc::new(edition));
    }

    fn content(&self) -> RwLockReadGuard<'_, Content> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}
