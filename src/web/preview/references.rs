//! The words that lessons explain, and the sources that they cite.

use super::{Error, Sample, sample};
use crate::courses::edition::{Edition, Module, Term};
use crate::pages::{Pages, View};
use crate::web::courses::{Open, Setting, SourceLine, Whole, sample_term};
use serde::Serialize;

#[derive(Serialize)]
pub struct References {
    terms: Vec<Term>,
    sources: Vec<SourceLine>,
}

impl View for References {
    const TEMPLATE: &'static str = "preview/references";
}

impl References {
    pub fn new(pages: &Pages, edition: &Edition) -> Result<References, Error> {
        let modules: Vec<&Module> = edition.modules.iter().collect();
        let setting = Setting { open: Open::All, level: 3, base: "", figures: false };
        let whole = Whole::new(pages, edition, &modules, setting)?;
        let mut sources = whole.sources;
        // The lessons that cite them are not on this page.
        for source in &mut sources {
            source.cited_at.clear();
        }
        Ok(References { terms: whole.terms, sources })
    }
}

pub fn samples() -> Vec<Sample> {
    let page = References { terms: vec![sample_term()], sources: vec![SourceLine::sample()] };
    vec![sample("some", &page), sample("none", &References { terms: vec![], sources: vec![] })]
}
