//! Pages that were rendered before: most readers of a lesson see the same bytes.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Rendered pages by all that decides what they say.
#[derive(Debug, Default)]
pub struct Memory(RwLock<HashMap<String, Arc<[u8]>>>);

/// How many pages are kept: every lesson of a course as every nation reads it, in a few MiB.
const MOST: usize = 256;

impl Memory {
    /// The page under `key`, rendered if it is not there yet.
    ///
    /// # Errors
    /// What `render` says; nothing is kept then.
    pub fn get<E>(
        &self,
        key: &str,
        render: impl FnOnce() -> Result<String, E>,
    ) -> Result<Arc<[u8]>, E> {
        if let Some(page) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Ok(page.clone());
        }
        let page: Arc<[u8]> = render()?.into_bytes().into();
        let mut pages = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // Who is asked for more than this is asked for everything: begin again.
        if pages.len() >= MOST {
            pages.clear();
        }
        pages.insert(key.to_owned(), page.clone());
        Ok(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn render(memory: &Memory, key: &str, text: &str) -> Vec<u8> {
        memory.get(key, || Ok::<_, Infallible>(text.to_owned())).unwrap().to_vec()
    }

    #[test]
    fn a_page_is_rendered_once_under_its_key() {
        let memory = Memory::default();
        assert_eq!(render(&memory, "a", "first"), b"first");
        assert_eq!(render(&memory, "a", "second"), b"first");
        assert_eq!(render(&memory, "b", "second"), b"second");
    }

    #[test]
    fn a_page_that_failed_is_tried_again() {
        let memory = Memory::default();
        assert_eq!(memory.get("a", || Err("no")), Err("no"));
        assert_eq!(render(&memory, "a", "now"), b"now");
    }

    #[test]
    fn no_more_pages_are_kept_than_there_is_room_for() {
        let memory = Memory::default();
        for number in 0..=3 * MOST {
            render(&memory, &number.to_string(), "page");
        }
        assert!(memory.0.read().unwrap().len() <= MOST);
    }
}
