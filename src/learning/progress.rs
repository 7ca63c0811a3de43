//! How far a learner is, and what comes next. Nothing here ever goes backwards.

use crate::courses::edition::{Edition, Lesson, Module};
use crate::kernel::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// What a learner has done on a course.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    read: BTreeSet<(String, String)>,
    passed: BTreeSet<String>,
    completed: BTreeMap<String, Instant>,
    pub course_completed_at: Option<Instant>,
}

impl Standing {
    /// From what is kept: lessons read as (module, lesson), quizzes passed, modules completed.
    pub fn new(
        read: impl IntoIterator<Item = (String, String)>,
        passed: impl IntoIterator<Item = String>,
        completed: impl IntoIterator<Item = (String, Instant)>,
        course_completed_at: Option<Instant>,
    ) -> Standing {
        Standing {
            read: read.into_iter().collect(),
            passed: passed.into_iter().collect(),
            completed: completed.into_iter().collect(),
            course_completed_at,
        }
    }

    /// Whether the learner said that they read a lesson.
    pub fn has_read(&self, module: &str, lesson: &str) -> bool {
        self.read.contains(&(module.to_owned(), lesson.to_owned()))
    }

    /// Whether a module's quiz is passed.
    pub fn has_passed(&self, module: &str) -> bool {
        self.passed.contains(module)
    }

    /// Whether a module is complete.
    pub fn has_completed(&self, module: &str) -> bool {
        self.completed.contains_key(module)
    }

    /// When a module was completed.
    pub fn completed_at(&self, module: &str) -> Option<Instant> {
        self.completed.get(module).copied()
    }

    /// As if nothing were completed.
    #[cfg(feature = "faults")]
    pub fn forget_completions(&mut self) {
        self.completed.clear();
        self.course_completed_at = None;
    }

    /// Notes a lesson as read.
    pub fn note_read(&mut self, module: &str, lesson: &str) {
        self.read.insert((module.to_owned(), lesson.to_owned()));
    }

    /// Notes a module as complete.
    pub fn note_completed(&mut self, module: &str, at: Instant) {
        self.completed.insert(module.to_owned(), at);
    }
}

/// Whether a module's lessons are read and its quiz, if it has one, is passed.
pub fn is_complete(module: &Module, standing: &Standing) -> bool {
    module.lessons.iter().all(|lesson| standing.has_read(&module.id, &lesson.id))
        && (module.quiz.is_none() || standing.has_passed(&module.id))
}

/// Whether every required module is complete; a course without modules never is.
pub fn is_course_complete(edition: &Edition, standing: &Standing) -> bool {
    let mut required = edition.modules.iter().filter(|module| module.required).peekable();
    required.peek().is_some() && required.all(|module| standing.has_completed(&module.id))
}

/// Whether passing this module's quiz would complete the course.
pub fn is_last_step(edition: &Edition, module: &Module, standing: &Standing) -> bool {
    let mut others = edition.modules.iter().filter(|m| m.required && m.id != module.id);
    standing.course_completed_at.is_none()
        && module.required
        && lessons_read(module, standing) == module.lessons.len()
        && others.all(|other| standing.has_completed(&other.id))
}

/// How many lessons of a module are read.
pub fn lessons_read(module: &Module, standing: &Standing) -> usize {
    module.lessons.iter().filter(|lesson| standing.has_read(&module.id, &lesson.id)).count()
}

/// How many modules are complete.
pub fn modules_completed(edition: &Edition, standing: &Standing) -> usize {
    edition.modules.iter().filter(|module| standing.has_completed(&module.id)).count()
}

/// How a module stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModuleState {
    NotStarted,
    InProgress {
        read: usize,
        of: usize,
    },
    /// All lessons are read; the quiz is left.
    QuizLeft,
    Done {
        at: Instant,
    },
}

/// How a module stands for a learner.
pub fn module_state(module: &Module, standing: &Standing) -> ModuleState {
    let (read, of) = (lessons_read(module, standing), module.lessons.len());
    match standing.completed_at(&module.id) {
        Some(at) => ModuleState::Done { at },
        None if read == of => ModuleState::QuizLeft,
        None if read == 0 && !standing.has_passed(&module.id) => ModuleState::NotStarted,
        None => ModuleState::InProgress { read, of },
    }
}

/// What a learner goes on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<'a> {
    Lesson { module: &'a Module, lesson: &'a Lesson },
    Quiz { module: &'a Module },
    Nothing,
}

/// The first unfinished thing: in the module that was begun, else in the first that was not.
pub fn next<'a>(edition: &'a Edition, standing: &Standing) -> Next<'a> {
    let open = || edition.modules.iter().filter(|module| !standing.has_completed(&module.id));
    let begun = open().find(|module| module_state(module, standing) != ModuleState::NotStarted);
    match begun.or_else(|| open().next()) {
        Some(module) => next_in(module, standing),
        None => Next::Nothing,
    }
}

/// The first unfinished thing of a module.
pub fn next_in<'a>(module: &'a Module, standing: &Standing) -> Next<'a> {
    let unread = module.lessons.iter().find(|lesson| !standing.has_read(&module.id, &lesson.id));
    match unread {
        Some(lesson) => Next::Lesson { module, lesson },
        None if module.quiz.is_some() && !standing.has_passed(&module.id) => Next::Quiz { module },
        None => Next::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courses::edition::Quiz;

    fn module(id: &str, lessons: usize, quiz: bool, required: bool) -> Module {
        let lesson = |n: usize| Lesson {
            id: format!("l{n}"),
            title: String::new(),
            lead: String::new(),
            words: 0,
            minutes: 5,
            review_by: None,
            objectives: vec![],
            body: vec![],
            terms: vec![],
            sources: vec![],
        };
        let quiz = quiz.then(|| Quiz::new(1, 75, vec![]));
        Module {
            id: id.into(),
            title: id.into(),
            summary: String::new(),
            required,
            objectives: vec![],
            lessons: (1..=lessons).map(lesson).collect(),
            quiz,
            facilitator_notes: None,
        }
    }

    fn edition(modules: Vec<Module>) -> Edition {
        Edition {
            course: "c".into(),
            title: String::new(),
            name: "1".into(),
            summary: String::new(),
            language: "en-GB".into(),
            modules,
            figures: BTreeMap::new(),
        }
    }

    #[test]
    fn eleven_lessons_of_eleven_complete_a_module_and_ten_do_not() {
        let module = module("m", 11, false, true);
        let mut standing = Standing::default();
        for n in 1..=10 {
            standing.note_read("m", &format!("l{n}"));
        }
        assert!(!is_complete(&module, &standing));
        standing.note_read("m", "l11");
        assert!(is_complete(&module, &standing));
    }

    #[test]
    fn a_module_with_a_quiz_wants_it_passed() {
        let module = module("m", 1, true, true);
        let read = [("m".to_owned(), "l1".to_owned())];
        let unpassed = Standing::new(read.clone(), [], [], None);
        assert!(!is_complete(&module, &unpassed));
        assert_eq!(module_state(&module, &unpassed), ModuleState::QuizLeft);
        assert!(is_complete(&module, &Standing::new(read, ["m".to_owned()], [], None)));
    }

    #[test]
    fn the_last_step_is_a_required_quiz_with_nothing_else_left() {
        let modules = || vec![module("a", 1, true, true), module("b", 1, true, true)];
        let at = Instant::default();
        let read = || [("b".to_owned(), "l1".to_owned())];
        let done = || [("a".to_owned(), at)];
        let is_last = |modules: Vec<Module>, standing: &Standing| {
            let edition = edition(modules);
            is_last_step(&edition, edition.module("b").unwrap(), standing)
        };
        assert!(is_last(modules(), &Standing::new(read(), [], done(), None)));
        assert!(!is_last(modules(), &Standing::new(read(), [], [], None)), "another is left");
        assert!(!is_last(modules(), &Standing::new([], [], done(), None)), "a lesson is left");
        assert!(!is_last(modules(), &Standing::new(read(), [], done(), Some(at))), "all is done");
        let optional = vec![module("a", 1, true, true), module("b", 1, true, false)];
        assert!(!is_last(optional, &Standing::new(read(), [], done(), None)), "it is optional");
    }

    #[test]
    fn only_required_modules_hold_a_course_up() {
        let edition = edition(vec![module("a", 1, false, true), module("b", 1, false, false)]);
        let mut standing = Standing::default();
        assert!(!is_course_complete(&edition, &standing));
        standing.note_completed("a", Instant::default());
        assert!(is_course_complete(&edition, &standing));
        assert!(!is_course_complete(&super::tests::edition(vec![]), &standing));
    }

    #[test]
    fn continue_leads_to_what_was_begun_and_then_to_the_first_left() {
        let edition = edition(vec![
            module("a", 1, true, true),
            module("b", 2, false, true),
            module("c", 1, false, true),
        ]);
        let at = |standing: &Standing| match next(&edition, standing) {
            Next::Lesson { module, lesson } => format!("{}/{}", module.id, lesson.id),
            Next::Quiz { module } => format!("{}/quiz", module.id),
            Next::Nothing => "nothing".to_owned(),
        };
        let mut standing = Standing::default();
        assert_eq!(at(&standing), "a/l1");
        standing.note_read("b", "l1");
        assert_eq!(at(&standing), "b/l2");
        standing.note_read("b", "l2");
        standing.note_completed("b", Instant::default());
        standing.note_read("a", "l1");
        assert_eq!(at(&standing), "a/quiz");
        standing.note_completed("a", Instant::default());
        standing.note_completed("c", Instant::default());
        assert_eq!(at(&standing), "nothing");
    }
}
