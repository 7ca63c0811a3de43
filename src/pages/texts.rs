//! The words that people read, in Fluent files: another language is then a file, not a rewrite.

use super::PageFault;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::HashMap;

#[derive(rust_embed::RustEmbed)]
#[folder = "locales/"]
struct Locales;

/// Values for the places in a text.
pub type Args<'a> = [(&'a str, String)];

/// Every text of every language.
pub struct Texts {
    languages: HashMap<String, FluentBundle<FluentResource>>,
}

/// The language that every text exists in.
const FIRST: &str = "en";

impl Texts {
    pub(super) fn load() -> Result<Texts, PageFault> {
        let mut languages = HashMap::new();
        for path in Locales::iter() {
            let Some((language, _)) = path.split_once('/') else { continue };
            let Some(file) = Locales::get(&path) else { continue };
            let source = String::from_utf8_lossy(&file.data).into_owned();
            let resource = FluentResource::try_new(source)
                .map_err(|(_, errors)| PageFault::Texts(format!("{path}: {errors:?}")))?;
            let id: unic_langid::LanguageIdentifier =
                language.parse().map_err(|e| PageFault::Texts(format!("{language}: {e}")))?;
            let bundle = languages.entry(language.to_owned()).or_insert_with(|| {
                let mut bundle = FluentBundle::new_concurrent(vec![id]);
                // Marks around values are for mixed directions, and stand in the way of copying.
                bundle.set_use_isolating(false);
                bundle
            });
            bundle
                .add_resource(resource)
                .map_err(|errors| PageFault::Texts(format!("{path}: {errors:?}")))?;
        }
        Ok(Texts { languages })
    }

    /// A text with its values in place, if there is one under that key.
    pub fn find(&self, key: &str, args: &Args<'_>) -> Option<String> {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set((*name).to_owned(), value_of(value));
        }
        self.format(FIRST, key, &values)
    }

    /// A text that exists: laws check that it does. A missing one shows its key.
    pub fn text(&self, key: &str, args: &Args<'_>) -> String {
        self.find(key, args).unwrap_or_else(|| key.to_owned())
    }

    pub(super) fn format(
        &self,
        language: &str,
        key: &str,
        args: &FluentArgs<'_>,
    ) -> Option<String> {
        let bundle = self.languages.get(language).or_else(|| self.languages.get(FIRST))?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut faults).into_owned();
        faults.is_empty().then_some(text)
    }
}

/// Whole numbers count, so that plurals work; everything else is text.
pub(super) fn value_of(value: &str) -> FluentValue<'static> {
    match value.parse::<i64>() {
        Ok(number) if !value.starts_with('0') || value == "0" => FluentValue::from(number),
        _ => FluentValue::from(value.to_owned()),
    }
}
