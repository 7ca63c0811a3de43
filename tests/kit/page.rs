//! A page as a person sees it: words, links, forms.

use super::call::Reply;
use super::form::Form;
use scraper::{ElementRef, Html, Selector};

/// A page, and where it is.
#[derive(Debug, Clone)]
pub struct Page {
    pub path: String,
    pub reply: Reply,
}

pub fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

/// The words of an element, with single spaces.
pub fn words(element: &ElementRef<'_>) -> String {
    single_spaced(&element.text().collect::<String>())
}

pub fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Page {
    pub fn html(&self) -> Html {
        Html::parse_document(&self.reply.text())
    }

    /// All words of the page's main part.
    pub fn text(&self) -> String {
        all(&self.html(), "main").first().map(words).unwrap_or_default()
    }

    pub fn title(&self) -> String {
        all(&self.html(), "title").first().map(words).unwrap_or_default()
    }

    pub fn heading(&self) -> String {
        all(&self.html(), "h1").first().map(words).unwrap_or_default()
    }

    pub fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// Fails unless the page says this.
    pub fn assert_says(&self, text: &str) {
        assert!(self.says(text), "{} does not say {text:?}:\n{}", self.path, self.text());
    }

    pub fn assert_says_not(&self, text: &str) {
        assert!(!self.says(text), "{} says {text:?}:\n{}", self.path, self.text());
    }

    /// Links as (words, address).
    pub fn links(&self) -> Vec<(String, String)> {
        let html = self.html();
        let links = all(&html, "a[href]");
        links.iter().map(|a| (words(a), a.value().attr("href").unwrap().to_owned())).collect()
    }

    /// The address of the link with these words.
    pub fn link(&self, text: &str) -> String {
        let links = self.links();
        let found = links.iter().find(|(words, _)| words == text);
        found.unwrap_or_else(|| panic!("{} has no link {text:?}: {links:#?}", self.path)).1.clone()
    }

    /// The form with a button of these words.
    pub fn form(&self, button: &str) -> Form {
        let forms = self.forms();
        let found = forms.iter().find(|form| form.has_button(button)).cloned();
        found.unwrap_or_else(|| {
            let buttons: Vec<_> = forms.iter().flat_map(|form| &form.buttons).collect();
            panic!("{} has no button {button:?}: {buttons:#?}\n{}", self.path, self.text())
        })
    }

    pub fn has_button(&self, button: &str) -> bool {
        self.forms().iter().any(|form| form.has_button(button))
    }

    pub fn forms(&self) -> Vec<Form> {
        let html = self.html();
        all(&html, "form").iter().map(|form| Form::read(form, &html, &self.path)).collect()
    }

    /// The messages of the error summary, each of which must lead to a field.
    pub fn faults(&self) -> Vec<String> {
        let html = self.html();
        let links = all(&html, ".error-summary a");
        for link in &links {
            let target = link.value().attr("href").unwrap().trim_start_matches('#');
            let found = all(&html, &format!("[id=\"{target}\"]"));
            assert!(!found.is_empty(), "{}: no field {target:?}", self.path);
        }
        links.iter().map(words).collect()
    }
}
