//! The glossary of a course: every word that its lessons explain.

use super::edition;
use crate::courses::edition::{Edition, Term};
use crate::pages::View;
use crate::web::{Answer, Request, Sample, SignedIn, links, sample};
use actix_web::http::StatusCode;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct GlossaryPage {
    course_address: String,
    course_title: String,
    terms: Vec<TermLine>,
}

/// A term, and the first lesson that uses it.
#[derive(Serialize)]
struct TermLine {
    #[serde(flatten)]
    term: Term,
    module: String,
    lesson: String,
    address: String,
}

impl View for GlossaryPage {
    const TEMPLATE: &'static str = "courses/glossary";
}

/// Lists the terms of the edition that a person learns from, or teaches.
pub async fn glossary(who: SignedIn, rq: Request) -> Answer {
    let edition = edition(&rq, &who).await?;
    rq.page(StatusCode::OK, &glossary_page(&edition))
}

/// The terms of an edition.
pub fn glossary_page(edition: &Edition) -> impl View + use<> {
    GlossaryPage {
        course_address: links::course(&edition.course),
        course_title: edition.title.clone(),
        terms: terms(edition),
    }
}

/// By the letters of the term.
fn terms(edition: &Edition) -> Vec<TermLine> {
    let mut terms: BTreeMap<(String, &str), TermLine> = BTreeMap::new();
    for module in &edition.modules {
        for lesson in &module.lessons {
            for term in &lesson.terms {
                terms.entry((term.term.to_lowercase(), &term.id)).or_insert_with(|| TermLine {
                    term: term.clone(),
                    module: module.title.clone(),
                    lesson: lesson.title.clone(),
                    address: links::lesson(&edition.course, &module.id, &lesson.id),
                });
            }
        }
    }
    terms.into_values().collect()
}

pub fn samples() -> Vec<Sample> {
    let line = |id: &str| TermLine {
        term: Term {
            id: id.into(),
            term: id.into(),
            forms: vec![],
            meaning_html: "A <em>word</em>.".into(),
        },
        module: "Data".into(),
        lesson: "Your ward".into(),
        address: "/".into(),
    };
    let page = |terms| GlossaryPage {
        course_address: "/".into(),
        course_title: "Digital Foundations".into(),
        terms,
    };
    vec![
        sample("terms", &page(vec![line("dataset"), line("phishing")])),
        sample("none", &page(vec![])),
    ]
}
