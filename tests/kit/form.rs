//! A form as it stands on a page: what it would send, found by the words beside its controls.

use super::page::{all, words};
use scraper::{ElementRef, Html, Selector};

#[derive(Debug, Clone)]
pub struct Form {
    pub action: String,
    pub method: String,
    pub controls: Vec<Control>,
    pub buttons: Vec<Button>,
    page: String,
}

/// A field, a box or a choice.
#[derive(Debug, Clone)]
pub struct Control {
    pub name: String,
    pub kind: String,
    pub label: String,
    pub value: String,
    /// Whether it is sent: boxes and choices only when they are ticked.
    pub on: bool,
    /// What a list offers, by its values.
    pub options: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Button {
    pub words: String,
    pub field: Option<(String, String)>,
}

impl Form {
    pub fn read(form: &ElementRef<'_>, html: &Html, page: &str) -> Form {
        let attr = |name: &str| form.value().attr(name).unwrap_or_default().to_owned();
        let select = |selector: &str| {
            form.select(&Selector::parse(selector).unwrap()).collect::<Vec<ElementRef<'_>>>()
        };
        let inputs = select("input, textarea, select");
        Form {
            action: attr("action"),
            method: attr("method"),
            controls: inputs.iter().map(|input| Control::read(input, html)).collect(),
            buttons: select("button[type=submit]").iter().map(Button::read).collect(),
            page: page.to_owned(),
        }
    }

    pub fn has_button(&self, words: &str) -> bool {
        self.buttons.iter().any(|button| button.words == words)
    }

    /// The control beside these words; or of this name, if some words stand beside it.
    pub fn control(&self, label: &str) -> &Control {
        let found = self.controls.iter().find(|c| c.label == label || c.name == label);
        let found = found
            .unwrap_or_else(|| panic!("{}: no field {label:?} in {:#?}", self.page, self.controls));
        assert!(!found.label.is_empty(), "{}: {label:?} has no label", self.page);
        found
    }

    /// Types into a field, or picks an option.
    #[must_use]
    pub fn fill(mut self, label: &str, text: &str) -> Form {
        let name = self.control(label).name.clone();
        let is_it = |c: &&mut Control| c.name == name;
        let control = self.controls.iter_mut().find(is_it).unwrap();
        assert!(!control.is_choice(), "{}: {label:?} is no text field", self.page);
        let offered = control.kind != "select" || control.options.iter().any(|o| o == text);
        assert!(offered, "{}: {label:?} offers no {text:?}", self.page);
        text.clone_into(&mut control.value);
        self
    }

    /// Ticks a box or a choice; a choice of one unticks the others.
    #[must_use]
    pub fn choose(mut self, label: &str) -> Form {
        let at = self.controls.iter().position(|c| c.is_choice() && c.label == label);
        let at = at.unwrap_or_else(|| {
            panic!("{}: no choice {label:?} in {:#?}", self.page, self.controls)
        });
        let name = self.controls[at].name.clone();
        if self.controls[at].kind == "radio" {
            self.controls.iter_mut().filter(|c| c.name == name).for_each(|c| c.on = false);
        }
        self.controls[at].on = true;
        self
    }

    /// Unticks every box and choice.
    #[must_use]
    pub fn choose_none(mut self) -> Form {
        self.controls.iter_mut().filter(|c| c.is_choice()).for_each(|c| c.on = false);
        self
    }

    /// The words beside its boxes and choices.
    pub fn choices(&self) -> Vec<&str> {
        self.controls.iter().filter(|c| c.is_choice()).map(|c| c.label.as_str()).collect()
    }

    /// What it sends when this button is pressed.
    pub fn fields(&self, button: &str) -> Vec<(&str, &str)> {
        let sent = self.controls.iter().filter(|c| c.on && !c.name.is_empty());
        let button = self.buttons.iter().find(|b| b.words == button).unwrap();
        sent.map(|c| (c.name.as_str(), c.value.as_str()))
            .chain(button.field.iter().map(|(name, value)| (name.as_str(), value.as_str())))
            .collect()
    }
}

impl Control {
    fn read(input: &ElementRef<'_>, html: &Html) -> Control {
        let attr = |name: &str| input.value().attr(name).unwrap_or_default().to_owned();
        let label = match input.value().attr("id") {
            Some(id) => all(html, &format!("label[for=\"{id}\"]")).first().map(words),
            None => None,
        };
        let kind = match input.value().name() {
            "input" => attr("type"),
            other => other.to_owned(),
        };
        let value = match kind.as_str() {
            "textarea" => input.text().collect(),
            "select" => {
                let chosen = Selector::parse("option[selected]").unwrap();
                let option = input.select(&chosen).next();
                option.and_then(|o| o.value().attr("value")).unwrap_or_default().to_owned()
            }
            _ => attr("value"),
        };
        let on = !["radio", "checkbox"].contains(&kind.as_str())
            || input.value().attr("checked").is_some();
        let all_options = Selector::parse("option").unwrap();
        let options = input.select(&all_options);
        let options = options.map(|o| o.value().attr("value").unwrap_or_default().to_owned());
        let (name, label) = (attr("name"), label.unwrap_or_default());
        Control { name, kind, label, value, on, options: options.collect() }
    }

    pub fn is_choice(&self) -> bool {
        ["radio", "checkbox"].contains(&self.kind.as_str())
    }
}

impl Button {
    fn read(button: &ElementRef<'_>) -> Button {
        let field = button.value().attr("name").map(|name| {
            (name.to_owned(), button.value().attr("value").unwrap_or_default().to_owned())
        });
        let words = match button.value().attr("aria-label") {
            Some(label) => label.to_owned(),
            None => words(button),
        };
        Button { words, field }
    }
}
