//! A form as a page shows it: what was typed, and what is wrong with it.

use crate::pages::Texts;
use serde::Serialize;
use std::collections::BTreeMap;

/// A form's state, for its template.
#[derive(Debug, Clone, Serialize, Default)]
pub struct FormState {
    /// All faults, in the order of the fields, for the summary above the title.
    pub faults: Vec<Fault>,
    pub fields: BTreeMap<&'static str, FieldState>,
}

/// One thing to put right.
#[derive(Debug, Clone, Serialize)]
pub struct Fault {
    /// The id of the control to go to.
    pub field: String,
    pub text: String,
}

/// One field: never a password's value.
#[derive(Debug, Clone, Serialize, Default)]
pub struct FieldState {
    pub value: String,
    pub fault: String,
}

impl FormState {
    /// A form with these fields, empty.
    pub fn empty(names: &[&'static str]) -> FormState {
        let fields = names.iter().map(|name| (*name, FieldState::default())).collect();
        FormState { faults: Vec::new(), fields }
    }

    /// Puts what was typed back in place.
    pub fn with(mut self, name: &'static str, value: &str) -> FormState {
        self.fields.entry(name).or_default().value.replace_range(.., value);
        self
    }

    /// Adds a fault, in the words of `key`.
    pub fn fault(&mut self, texts: &Texts, name: &'static str, key: &str) {
        self.fault_with(texts, name, key, &[]);
    }

    /// Adds a fault whose words hold values.
    pub fn fault_with(
        &mut self,
        texts: &Texts,
        name: &'static str,
        key: &str,
        args: &[(&str, String)],
    ) {
        let text = texts.text(key, args);
        self.fields.entry(name).or_default().fault.clone_from(&text);
        self.faults.push(Fault { field: name.to_owned(), text });
    }

    /// Whether something has to be put right.
    pub fn is_faulty(&self) -> bool {
        !self.faults.is_empty()
    }
}
