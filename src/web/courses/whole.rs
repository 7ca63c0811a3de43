//! Many lessons on one page: a module to print, and the course as one file.
//!
//! Each lesson was compiled for a page of its own, so ids, headings, links and the numbers of sources
//! are written anew for the page that they share.

use super::lesson::{Open, body};
use super::sources::{Citation, SourceLine};
use crate::courses::edition::{Edition, Lesson, Module, Source, Term};
use crate::courses::markup::{self, Piece, pieces};
use crate::pages::Pages;
use crate::web::{Error, links};
use serde::Serialize;
use std::collections::BTreeMap;

/// How lessons are put on the page.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'s> {
    pub open: Open,
    /// The level of the headings above a lesson's own: its title stands there.
    pub level: u8,
    /// What stands before the path in links to the site; empty within it.
    pub base: &'s str,
    /// Whether figures are put into the page.
    pub figures: bool,
}

/// Some modules of an edition.
#[derive(Serialize)]
pub struct Whole {
    pub modules: Vec<WholeModule>,
    pub terms: Vec<Term>,
    pub sources: Vec<SourceLine>,
}

#[derive(Serialize)]
pub struct WholeModule {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub minutes: u32,
    pub objectives: Vec<String>,
    pub lessons: Vec<WholeLesson>,
    /// The address of its quiz, if it has one.
    pub quiz: String,
}

#[derive(Serialize)]
pub struct WholeLesson {
    pub id: String,
    pub title: String,
    pub lead: String,
    pub body: String,
}

impl Whole {
    /// Puts modules together, in their order.
    pub fn new<'e>(
        pages: &Pages,
        edition: &'e Edition,
        modules: &[&'e Module],
        setting: Setting<'_>,
    ) -> Result<Whole, Error> {
        let mut binder = Binder::new(edition, modules, setting);
        let mut bound = Vec::new();
        for module in modules {
            let mut lessons = Vec::new();
            for lesson in &module.lessons {
                let html = body(pages, &lesson.body, setting.open)?;
                lessons.push(binder.lesson(module, lesson, &html));
            }
            bound.push(binder.module(module, lessons));
        }
        Ok(Whole { modules: bound, terms: binder.terms(), sources: binder.sources })
    }
}

/// What is known of a page while its lessons are put on it.
struct Binder<'e, 's> {
    edition: &'e Edition,
    setting: Setting<'s>,
    /// Addresses of modules and lessons that stand on the page, and their ids there.
    places: BTreeMap<String, String>,
    terms: BTreeMap<String, Term>,
    sources: Vec<SourceLine>,
    /// The numbers of sources by their ids.
    numbers: BTreeMap<String, u32>,
}

/// Ids never have a dot, so nothing else on the page is called so.
fn place(module: &Module, lesson: &Lesson) -> String {
    format!("{}.{}", module.id, lesson.id)
}

impl<'e, 's> Binder<'e, 's> {
    fn new(edition: &'e Edition, modules: &[&'e Module], setting: Setting<'s>) -> Binder<'e, 's> {
        let mut places = BTreeMap::new();
        for module in modules {
            if modules.len() > 1 {
                places.insert(links::module(&edition.course, &module.id), module.id.clone());
            }
            for lesson in &module.lessons {
                let address = links::lesson(&edition.course, &module.id, &lesson.id);
                places.insert(address, place(module, lesson));
            }
        }
        let (terms, sources, numbers) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        Binder { edition, setting, places, terms, sources, numbers }
    }

    fn module(&self, module: &Module, lessons: Vec<WholeLesson>) -> WholeModule {
        let quiz = module.quiz.as_ref().map(|_| links::quiz(&self.edition.course, &module.id));
        WholeModule {
            id: module.id.clone(),
            title: module.title.clone(),
            summary: module.summary.clone(),
            minutes: module.minutes(),
            objectives: module.objectives.iter().map(|o| o.text.clone()).collect(),
            lessons,
            quiz: quiz.map(|quiz| format!("{}{quiz}", self.setting.base)).unwrap_or_default(),
        }
    }

    fn lesson(&mut self, module: &Module, lesson: &Lesson, html: &str) -> WholeLesson {
        let id = place(module, lesson);
        let numbers: Vec<u32> =
            lesson.sources.iter().map(|source| self.cited(source, &id)).collect();
        // Two modules may have a lesson of one title, with a table of one caption.
        let above = match self.places.get(&links::module(&self.edition.course, &module.id)) {
            Some(module) => format!("{module} {id}"),
            None => id.clone(),
        };
        let page = Page { binder: self, id: &id, above: &above, numbers: &numbers };
        let body = page.rewritten(html);
        let explained = lesson.terms.iter().map(|term| {
            let meaning_html = page.rewritten(&term.meaning_html);
            (term.id.clone(), Term { meaning_html, ..term.clone() })
        });
        let explained: Vec<(String, Term)> = explained.collect();
        for (id, term) in explained {
            self.terms.entry(id).or_insert(term);
        }
        WholeLesson { id, title: lesson.title.clone(), lead: lesson.lead.clone(), body }
    }

    /// The number of a source on this page; notes where the lesson cites it.
    fn cited(&mut self, source: &Source, lesson: &str) -> u32 {
        let next = u32::try_from(self.sources.len() + 1).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(source.id.clone()).or_insert(next);
        if number == next {
            let mut line = SourceLine::from(source);
            line.number = number;
            line.cited_at.clear();
            self.sources.push(line);
        }
        if let Some(line) = self.sources.iter_mut().find(|line| line.number == number) {
            for cited in &source.cited_at {
                let place = line.cited_at.len() + 1;
                line.cited_at.push(Citation { id: format!("{lesson}.{cited}"), place });
            }
        }
        number
    }

    /// In the order of the alphabet.
    fn terms(&mut self) -> Vec<Term> {
        let mut terms: Vec<Term> = std::mem::take(&mut self.terms).into_values().collect();
        terms.sort_by_key(|term| crate::kernel::search_key(&term.term));
        terms
    }

    /// A picture as part of the page.
    fn figure(&self, address: &str) -> Option<String> {
        let svg = self.edition.figures.get(address.strip_prefix("/figures/")?)?;
        Some(format!("data:image/svg+xml;base64,{}", data_encoding::BASE64.encode(svg.as_bytes())))
    }
}

fn is_callout(tag: &str) -> bool {
    markup::attribute(tag, "class").is_some_and(|class| class.starts_with("callout"))
}

/// One lesson, while it is written anew.
struct Page<'p, 'e, 's> {
    binder: &'p Binder<'e, 's>,
    id: &'p str,
    /// The ids of the headings above it, which tell its parts from those of other lessons.
    above: &'p str,
    /// For each of the lesson's sources, its number on the page.
    numbers: &'p [u32],
}

impl Page<'_, '_, '_> {
    fn rewritten(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut level = self.binder.setting.level;
        // The number of a source stands as text within its link.
        let mut number: Option<u32> = None;
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) => match number.take() {
                    Some(number) => out.push_str(&number.to_string()),
                    None => out.push_str(text),
                },
                Piece::Tag(tag) => {
                    number = markup::attribute(tag, "href").and_then(|href| self.number(href));
                    out.push('<');
                    out.push_str(&self.tag(tag, &mut level));
                    out.push('>');
                }
            }
        }
        out
    }

    fn tag(&self, tag: &str, level: &mut u8) -> String {
        let name = markup::name(tag);
        let own = match name.trim_start_matches('/') {
            "h2" => 1,
            "h3" => 2,
            // A landmark for each would be one too many: their headings lead to them.
            "section" if is_callout(tag) => {
                return markup::with_values(tag, |name, value| {
                    if name == "aria-labelledby" { None } else { self.value(name, value) }
                });
            }
            _ => return markup::with_values(tag, |name, value| self.value(name, value)),
        };
        if name.starts_with('/') {
            return format!("/h{level}");
        }
        // No heading skips a level, wherever a lesson begins.
        *level = (self.binder.setting.level + own).min(*level + 1);
        let rest = tag.get(name.len()..).unwrap_or_default();
        let rest = markup::with_values(rest, |name, value| self.value(name, value));
        format!("h{level}{rest}")
    }

    /// The new value of an attribute; nothing to leave it out.
    fn value(&self, name: &str, value: &str) -> Option<String> {
        Some(match name {
            "id" => format!("{}.{value}", self.id),
            "aria-labelledby" => format!("{} {}.{value}", self.above, self.id),
            "href" => self.link(value),
            "src" if self.binder.setting.figures => {
                self.binder.figure(value).unwrap_or_else(|| value.to_owned())
            }
            // A page to print has all its pictures.
            "loading" => return None,
            "aria-label" => match value.strip_prefix("Source ").and_then(|n| self.renumbered(n)) {
                Some(number) => format!("Source {number}"),
                None => value.to_owned(),
            },
            _ => value.to_owned(),
        })
    }

    fn link(&self, href: &str) -> String {
        if let Some(number) = self.number(href) {
            return format!("#source-{number}");
        }
        if href.starts_with("#term-") {
            return href.to_owned();
        }
        if let Some(id) = href.strip_prefix('#') {
            return format!("#{}.{id}", self.id);
        }
        match self.binder.places.get(href) {
            Some(place) => format!("#{place}"),
            None if href.starts_with('/') => format!("{}{href}", self.binder.setting.base),
            None => href.to_owned(),
        }
    }

    /// The number on this page of the source that a link leads to.
    fn number(&self, href: &str) -> Option<u32> {
        self.renumbered(href.strip_prefix("#source-")?)
    }

    fn renumbered(&self, number: &str) -> Option<u32> {
        let number: usize = number.parse().ok()?;
        self.numbers.get(number.checked_sub(1)?).copied()
    }
}
