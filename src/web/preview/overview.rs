//! All of a course at a glance.

use super::{Draft, Finding, Notes, Sample, links, sample, sample_of_preview};
use crate::courses::edition::{Lesson, Module};
use crate::kernel::date_in_words;
use crate::pages::View;
use serde::Serialize;

#[derive(Serialize)]
pub struct Overview {
    title: String,
    edition: String,
    summary: String,
    root: String,
    download: String,
    modules: Vec<ModuleLines>,
}

#[derive(Serialize)]
struct ModuleLines {
    title: String,
    address: String,
    lessons: Vec<LessonLine>,
    lessons_address: String,
    /// Empty for a module without one.
    quiz: String,
    questions: usize,
}

#[derive(Serialize)]
struct LessonLine {
    title: String,
    address: String,
    words: u32,
    minutes: u32,
    /// Empty if nobody is to review it.
    review_by: String,
}

impl View for Overview {
    const TEMPLATE: &'static str = "preview/index";
}

impl Overview {
    pub fn new(draft: &Draft) -> Overview {
        let edition = &draft.edition;
        Overview {
            title: edition.title.clone(),
            edition: edition.name.clone(),
            summary: edition.summary.clone(),
            root: draft.root().to_owned(),
            download: links::download(&edition.course),
            modules: edition.modules.iter().map(|m| ModuleLines::new(&edition.course, m)).collect(),
        }
    }
}

impl ModuleLines {
    fn new(course: &str, module: &Module) -> ModuleLines {
        let lesson = |lesson: &Lesson| LessonLine {
            title: lesson.title.clone(),
            address: links::lesson(course, &module.id, &lesson.id),
            words: lesson.words,
            minutes: lesson.minutes,
            review_by: lesson.review_by.map(date_in_words).unwrap_or_default(),
        };
        let quiz = module.quiz.as_ref();
        ModuleLines {
            title: module.title.clone(),
            address: links::module(course, &module.id),
            lessons: module.lessons.iter().map(lesson).collect(),
            lessons_address: links::lessons(course, &module.id),
            quiz: quiz.map(|_| links::quiz(course, &module.id)).unwrap_or_default(),
            questions: quiz.map_or(0, |quiz| quiz.questions.len()),
        }
    }
}

pub fn samples() -> Vec<Sample> {
    let lesson = |review_by: &str| LessonLine {
        title: "Your ward".into(),
        address: "/".into(),
        words: 500,
        minutes: 4,
        review_by: review_by.into(),
    };
    let module = |quiz: &str| ModuleLines {
        title: "Data".into(),
        address: "/".into(),
        lessons: vec![lesson("31 May 2027"), lesson("")],
        lessons_address: "/".into(),
        quiz: quiz.into(),
        questions: 14,
    };
    let overview = Overview {
        title: "A small course".into(),
        edition: "2026".into(),
        summary: "What it is for.".into(),
        root: "courses/small-course".into(),
        download: "/".into(),
        modules: vec![module("/"), module("")],
    };
    let finding = |is_error: bool| Finding {
        is_error,
        place: "courses/small-course/01-data/quiz.toml:13:1".into(),
        problem: "this choice has no `feedback`".into(),
        remedy: "Add a line.".into(),
    };
    let notes =
        |findings: Vec<Finding>, elsewhere| Notes { digest: "0".into(), findings, elsewhere };
    vec![
        sample("nothing found", &overview),
        sample_of_preview("findings", &overview, notes(vec![finding(true), finding(false)], 0)),
        sample_of_preview("findings elsewhere", &overview, notes(vec![], 2)),
    ]
}
