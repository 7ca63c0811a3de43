//! Where facts come from: the list under a lesson, and a module's reading list.

use super::edition;
use crate::courses::edition::{Edition, Module, Source};
use crate::kernel::date_in_words;
use crate::pages::View;
use crate::web::{Answer, Error, Request, Sample, SignedIn, links, sample};
use actix_web::http::StatusCode;
use serde::Serialize;
use std::collections::BTreeMap;

/// A source as the list under a text prints it.
#[derive(Debug, Serialize)]
pub struct SourceLine {
    pub number: u32,
    publisher: String,
    title: String,
    address: String,
    date: String,
    accessed: String,
    pub cited_at: Vec<Citation>,
}

/// A place in the text that cites a source.
#[derive(Debug, Serialize)]
pub struct Citation {
    pub id: String,
    /// From 1 for each source.
    pub place: usize,
}

impl From<&Source> for SourceLine {
    fn from(source: &Source) -> SourceLine {
        SourceLine {
            number: source.number,
            publisher: source.publisher.clone(),
            title: source.title.clone(),
            address: source.address.clone().unwrap_or_default(),
            date: source.date.as_deref().map(published).unwrap_or_default(),
            accessed: date_in_words(source.accessed),
            cited_at: source
                .cited_at
                .iter()
                .enumerate()
                .map(|(at, id)| Citation { id: id.clone(), place: at + 1 })
                .collect(),
        }
    }
}

/// `2022`, `July 2022` or `19 July 2022`, from as much as is known.
fn published(date: &str) -> String {
    if let Ok(day) = date.parse() {
        return date_in_words(day);
    }
    let month = format!("{date}-01").parse().map(date_in_words);
    month
        .map_or_else(|_| date.to_owned(), |words: String| words.trim_start_matches("1 ").to_owned())
}

impl SourceLine {
    pub fn sample() -> SourceLine {
        SourceLine {
            number: 1,
            title: "Guidance".into(),
            publisher: "A publisher".into(),
            address: "https://example.gov.uk/".into(),
            date: "July 2022".into(),
            accessed: "23 November 2026".into(),
            cited_at: vec![Citation { id: "cite-1-1".into(), place: 1 }],
        }
    }
}

#[derive(Serialize)]
struct ReadingListPage {
    module_address: String,
    module_title: String,
    works: Vec<Work>,
}

/// A source, and the lessons that cite it.
#[derive(Serialize)]
struct Work {
    #[serde(flatten)]
    source: SourceLine,
    lessons: Vec<Citing>,
}

#[derive(Serialize)]
struct Citing {
    title: String,
    /// The source's place in the lesson's list.
    address: String,
}

impl View for ReadingListPage {
    const TEMPLATE: &'static str = "courses/reading-list";
}

/// Lists the sources that a module's lessons cite, each once.
pub async fn reading_list(who: SignedIn, rq: Request) -> Answer {
    let edition = edition(&rq, &who).await?;
    let module = edition.module(rq.part("module")).ok_or(Error::NotFound)?;
    rq.page(StatusCode::OK, &reading_list_page(&edition, module))
}

/// The sources of a module.
pub fn reading_list_page(edition: &Edition, module: &Module) -> impl View + use<> {
    ReadingListPage {
        module_address: links::module(&edition.course, &module.id),
        module_title: module.title.clone(),
        works: works(edition, module),
    }
}

/// By publisher, then by title.
fn works(edition: &Edition, module: &Module) -> Vec<Work> {
    let mut works: BTreeMap<(String, &str, &str), Work> = BTreeMap::new();
    for lesson in &module.lessons {
        let address = links::lesson(&edition.course, &module.id, &lesson.id);
        for source in &lesson.sources {
            let key = (source.publisher.to_lowercase(), source.title.as_str(), source.id.as_str());
            let work = works.entry(key).or_insert_with(|| Work {
                source: SourceLine { cited_at: Vec::new(), ..SourceLine::from(source) },
                lessons: Vec::new(),
            });
            work.lessons.push(Citing {
                title: lesson.title.clone(),
                address: format!("{address}#source-{}", source.number),
            });
        }
    }
    works.into_values().collect()
}

pub fn samples() -> Vec<Sample> {
    let citing = || Citing { title: "The law".into(), address: "/".into() };
    let work = |address: &str, date: &str| Work {
        source: SourceLine {
            address: address.into(),
            date: date.into(),
            cited_at: vec![],
            ..SourceLine::sample()
        },
        lessons: vec![citing(), citing()],
    };
    let page = |works| ReadingListPage {
        module_address: "/".into(),
        module_title: "Connectivity".into(),
        works,
    };
    vec![
        sample("works", &page(vec![work("https://example.gov.uk/", "2022"), work("", "")])),
        sample("none", &page(vec![])),
    ]
}

#[cfg(test)]
mod tests {
    use super::published;

    #[test]
    fn a_source_is_dated_as_well_as_it_is_known() {
        assert_eq!(published("2022-07-01"), "1 July 2022");
        assert_eq!(published("2022-07"), "July 2022");
        assert_eq!(published("2022"), "2022");
    }
}
