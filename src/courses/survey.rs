//! What a course holds, module by module: for whoever writes it.

use super::edition::{Edition, Module};
use super::reading::Reading;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A course, counted.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    pub course: String,
    pub modules: Vec<ModuleSurvey>,
    /// Terms in its glossary.
    pub terms: usize,
}

/// A module, counted.
#[derive(Debug, Clone)]
pub struct ModuleSurvey {
    pub id: String,
    pub words: u32,
    pub minutes: u32,
    pub objectives: usize,
    /// How many questions of each kind its quiz has.
    pub kinds: BTreeMap<&'static str, usize>,
    /// Different sources that its lessons cite.
    pub sources: usize,
    pub reading: Reading,
    /// The first of its pages' reviews that falls due.
    pub next_review: Option<NaiveDate>,
    pub lessons: Vec<LessonSurvey>,
}

/// A lesson, counted.
#[derive(Debug, Clone)]
pub struct LessonSurvey {
    pub id: String,
    pub words: u32,
    pub minutes: u32,
    pub sources: usize,
    pub reading: Reading,
    pub review_by: Option<NaiveDate>,
}

impl Survey {
    /// Counts a course; `readings` has one for each lesson of each module.
    pub(super) fn of(edition: &Edition, readings: &[Vec<Reading>], terms: usize) -> Survey {
        let modules = edition.modules.iter().zip(readings);
        Survey {
            course: edition.course.clone(),
            modules: modules.map(|(module, readings)| ModuleSurvey::of(module, readings)).collect(),
            terms,
        }
    }

    /// Different kinds of question in all its quizzes.
    pub fn kinds(&self) -> BTreeSet<&'static str> {
        self.modules.iter().flat_map(|module| module.kinds.keys().copied()).collect()
    }
}

impl ModuleSurvey {
    fn of(module: &Module, readings: &[Reading]) -> ModuleSurvey {
        let lessons = module.lessons.iter().zip(readings).map(|(lesson, reading)| LessonSurvey {
            id: lesson.id.clone(),
            words: lesson.words,
            minutes: lesson.minutes,
            sources: lesson.sources.len(),
            reading: *reading,
            review_by: lesson.review_by,
        });
        let mut kinds = BTreeMap::new();
        for question in module.quiz.iter().flat_map(|quiz| &quiz.questions) {
            *kinds.entry(question.kind.word()).or_default() += 1;
        }
        let sources: BTreeSet<&str> = module
            .lessons
            .iter()
            .flat_map(|lesson| &lesson.sources)
            .map(|source| source.id.as_str())
            .collect();
        let notes = module.facilitator_notes.as_ref().and_then(|notes| notes.review_by);
        let reviews = module.lessons.iter().filter_map(|lesson| lesson.review_by);
        ModuleSurvey {
            id: module.id.clone(),
            words: module.words(),
            minutes: module.minutes(),
            objectives: module.objectives.len(),
            kinds,
            sources: sources.len(),
            reading: readings.iter().copied().fold(Reading::default(), Reading::and),
            next_review: reviews.chain(notes).min(),
            lessons: lessons.collect(),
        }
    }
}
