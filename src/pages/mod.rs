//! Templates, texts and static files, compiled in and read once at start.
//!
//! Uses: nothing.

mod assets;
mod helpers;
mod memory;
mod texts;

pub use assets::{Asset, Assets};
pub use texts::{Args, Texts};

use handlebars::Handlebars;
use memory::Memory;
use serde::Serialize;
use std::sync::Arc;

/// What a template may say: its name, and exactly the values that it shows.
pub trait View: Serialize {
    /// The template's path below `templates/`, without its ending.
    const TEMPLATE: &'static str;
}

/// All templates, ready to render. A cheap clone.
#[derive(Clone)]
pub struct Pages {
    engine: Arc<Handlebars<'static>>,
    texts: Arc<Texts>,
    assets: Arc<Assets>,
    memory: Arc<Memory>,
}

#[derive(rust_embed::RustEmbed)]
#[folder = "templates/"]
struct Templates;

/// A template or a text that cannot be used, or lacks a value; names the file and the place.
#[derive(Debug, thiserror::Error)]
pub enum PageFault {
    #[error("template {0} does not parse: {1}")]
    Parse(String, Box<handlebars::TemplateError>),
    #[error("a template failed: {0}")]
    Render(#[from] Box<handlebars::RenderError>),
    #[error("texts do not parse: {0}")]
    Texts(String),
}

impl Pages {
    /// Reads every template, text and static file.
    pub fn load() -> Result<Pages, PageFault> {
        let texts = Arc::new(Texts::load()?);
        let assets = Arc::new(Assets::load());
        let mut engine = Handlebars::new();
        engine.set_strict_mode(true);
        helpers::register(&mut engine, &texts, &assets);
        for path in Templates::iter() {
            let Some(file) = Templates::get(&path) else { continue };
            let name = path.trim_end_matches(".hbs").to_owned();
            let source = String::from_utf8_lossy(&file.data).into_owned();
            engine
                .register_template_string(&name, source)
                .map_err(|e| PageFault::Parse(path.to_string(), Box::new(e)))?;
        }
        Ok(Pages { engine: Arc::new(engine), texts, assets, memory: Arc::default() })
    }

    /// Renders a view in its layout.
    pub fn render<V: View>(&self, view: &V) -> Result<String, PageFault> {
        self.render_template(V::TEMPLATE, view)
    }

    /// Renders a page that says the same whenever `key` is the same; the next time it is there.
    pub fn remembered<E>(
        &self,
        key: &str,
        render: impl FnOnce() -> Result<String, E>,
    ) -> Result<Arc<[u8]>, E> {
        self.memory.get(key, render)
    }

    /// Renders a template by name, as letters do.
    pub fn render_template(&self, name: &str, data: &impl Serialize) -> Result<String, PageFault> {
        self.engine.render(name, data).map_err(|e| PageFault::Render(Box::new(e)))
    }

    /// The names of all templates that stand alone (no partial, no layout).
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.engine.get_templates().keys().cloned().collect();
        names.retain(|name| !name.split('/').any(|part| part.starts_with('_')));
        names.sort();
        names
    }

    /// The texts that people read.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The stylesheet, the script and the pictures.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }
}
