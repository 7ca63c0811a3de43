//! What a learner has done, as a record of their development: module by module, with its totals,
//! and the certificates that came of it. Days are London's.

use super::progress::{Standing, lessons_read};
use crate::courses::edition::{Edition, Module, Quiz, minutes_to_read};
use crate::kernel::{Instant, london_date};
use crate::quizzes::grading;
use crate::quizzes::marking::Mark;
use chrono::NaiveDate;
use std::iter::Sum;
use std::ops::Add;

/// A learner's transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// In the order in which they were begun.
    pub courses: Vec<CourseRecord>,
    /// The newest first.
    pub certificates: Vec<CertificateRecord>,
}

/// One course of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseRecord {
    pub title: String,
    pub edition: String,
    pub completed_on: Option<NaiveDate>,
    /// All of the edition's, in its order.
    pub modules: Vec<ModuleRecord>,
}

/// One module of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleRecord {
    pub title: String,
    pub read: usize,
    pub lessons: usize,
    /// The reading time of the lessons read.
    pub minutes: u32,
    pub completed_on: Option<NaiveDate>,
    /// None for a module without a quiz.
    pub quiz: Option<QuizRecord>,
}

/// How a module's quiz stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizRecord {
    /// How many questions the mark is out of.
    pub questions: u32,
    /// Attempts handed in.
    pub attempts: usize,
    /// The mark that counts, as the quiz is graded.
    pub mark: Option<Mark>,
    pub passed_on: Option<NaiveDate>,
}

/// A certificate, by what its holder may show of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRecord {
    pub number: String,
    pub course_title: String,
    pub edition: String,
    pub completed_on: NaiveDate,
    pub state: crate::certificates::State,
}

/// Several modules together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    pub read: usize,
    pub lessons: usize,
    pub passed: usize,
    pub quizzes: usize,
    pub completed: usize,
    pub modules: usize,
    pub attempts: usize,
    pub minutes: u32,
}

impl Transcript {
    /// Whether nothing is read, handed in or certified yet.
    pub fn is_empty(&self) -> bool {
        let totals = self.totals();
        totals.read == 0 && totals.attempts == 0 && self.certificates.is_empty()
    }

    /// All courses together.
    pub fn totals(&self) -> Totals {
        self.courses.iter().map(CourseRecord::totals).sum()
    }
}

impl CourseRecord {
    /// From the edition that a learner learns from, what they have done of it, and by module their
    /// attempts handed in, the first one first.
    pub fn new(
        edition: &Edition,
        standing: &Standing,
        handed_in: impl Fn(&str) -> Vec<(Mark, Instant)>,
    ) -> CourseRecord {
        let modules = edition
            .modules
            .iter()
            .map(|module| ModuleRecord::new(module, standing, &handed_in(&module.id)))
            .collect();
        CourseRecord {
            title: edition.title.clone(),
            edition: edition.name.clone(),
            completed_on: standing.course_completed_at.map(london_date),
            modules,
        }
    }

    /// Its modules together.
    pub fn totals(&self) -> Totals {
        self.modules.iter().map(ModuleRecord::totals).sum()
    }
}

impl ModuleRecord {
    fn new(module: &Module, standing: &Standing, handed_in: &[(Mark, Instant)]) -> ModuleRecord {
        let read = module.lessons.iter().filter(|l| standing.has_read(&module.id, &l.id));
        ModuleRecord {
            title: module.title.clone(),
            read: lessons_read(module, standing),
            lessons: module.lessons.len(),
            minutes: minutes_to_read(read.map(|lesson| lesson.words).sum()),
            completed_on: standing.completed_at(&module.id).map(london_date),
            quiz: module.quiz.as_ref().map(|quiz| QuizRecord::new(quiz, handed_in)),
        }
    }

    fn totals(&self) -> Totals {
        let quiz = self.quiz.as_ref();
        Totals {
            read: self.read,
            lessons: self.lessons,
            passed: usize::from(quiz.is_some_and(|quiz| quiz.passed_on.is_some())),
            quizzes: usize::from(quiz.is_some()),
            completed: usize::from(self.completed_on.is_some()),
            modules: 1,
            attempts: quiz.map_or(0, |quiz| quiz.attempts),
            minutes: self.minutes,
        }
    }
}

impl QuizRecord {
    fn new(quiz: &Quiz, handed_in: &[(Mark, Instant)]) -> QuizRecord {
        let marks: Vec<Mark> = handed_in.iter().map(|(mark, _)| *mark).collect();
        let passed = handed_in.iter().enumerate().find(|(at, _)| {
            marks.get(..=*at).is_some_and(|so_far| grading::is_passed(quiz, so_far))
        });
        QuizRecord {
            questions: quiz.draw,
            attempts: handed_in.len(),
            mark: grading::counting(quiz.grading, &marks),
            passed_on: passed.map(|(_, (_, at))| london_date(*at)),
        }
    }
}

impl Add for Totals {
    type Output = Totals;

    fn add(self, other: Totals) -> Totals {
        Totals {
            read: self.read + other.read,
            lessons: self.lessons + other.lessons,
            passed: self.passed + other.passed,
            quizzes: self.quizzes + other.quizzes,
            completed: self.completed + other.completed,
            modules: self.modules + other.modules,
            attempts: self.attempts + other.attempts,
            minutes: self.minutes + other.minutes,
        }
    }
}

impl Sum for Totals {
    fn sum<I: Iterator<Item = Totals>>(all: I) -> Totals {
        all.fold(Totals::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courses::edition::Grading;

    fn at(day: u32, hour: u32) -> Instant {
        NaiveDate::from_ymd_opt(2026, 6, day).and_then(|d| d.and_hms_opt(hour, 30, 0)).unwrap()
    }

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 6, day)
    }

    fn mark(gained: i64) -> Mark {
        Mark { gained, available: 8 }
    }

    #[test]
    fn a_quiz_is_passed_on_the_london_day_of_the_attempt_that_passed_it() {
        // Half past eleven at night, by UTC, is the next day in London in June.
        let handed_in = [(mark(5), at(1, 9)), (mark(6), at(2, 23)), (mark(8), at(4, 9))];
        for (grading, counting, passed_on) in [
            (Grading::Best, mark(8), day(3)),
            (Grading::Last, mark(8), day(3)),
            (Grading::First, mark(5), None),
            (Grading::Mean, Mark { gained: 19, available: 24 }, day(4)),
        ] {
            let quiz = Quiz { grading, ..Quiz::new(8, 75, vec![]) };
            let record = QuizRecord::new(&quiz, &handed_in);
            assert_eq!(record.mark, Some(counting), "{grading:?}");
            assert_eq!((record.attempts, record.passed_on), (3, passed_on), "{grading:?}");
        }
    }

    #[test]
    fn a_quiz_not_tried_has_no_mark_and_is_not_passed() {
        let record = QuizRecord::new(&Quiz::new(8, 75, vec![]), &[]);
        assert_eq!((record.attempts, record.mark, record.passed_on), (0, None, None));
    }
}
