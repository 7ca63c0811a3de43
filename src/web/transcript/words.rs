//! The transcript in words, the same for page, PDF and table.

use crate::certificates::State;
use crate::kernel::date_in_words;
use crate::learning::transcript::{
    CertificateRecord, CourseRecord, ModuleRecord, QuizRecord, Totals, Transcript,
};
use crate::pages::Texts;
use crate::web::attempts::marks_in_words;
use crate::web::links;
use chrono::NaiveDate;
use serde::Serialize;

/// All that the three forms say.
pub struct Words {
    pub name: String,
    pub made_on: NaiveDate,
    pub lead: String,
    pub totals: Totals,
    /// None while nothing is read, handed in or certified.
    pub courses: Vec<CourseWords>,
    pub certificates: Vec<CertificateWords>,
}

/// A course.
#[derive(Clone, Serialize)]
pub struct CourseWords {
    pub title: String,
    pub edition: String,
    /// Empty until then.
    pub completed_on: String,
    pub rows: Vec<RowWords>,
    pub total: RowWords,
}

/// A row: a module, or what they come to in all.
#[derive(Clone, Serialize)]
pub struct RowWords {
    pub module: String,
    pub read: String,
    pub mark: String,
    pub passed: String,
    pub completed: String,
    pub attempts: String,
    pub minutes: String,
    pub is_passed: bool,
    pub is_completed: bool,
}

/// A certificate.
#[derive(Clone, Serialize)]
pub struct CertificateWords {
    pub number: String,
    pub course: String,
    pub edition: String,
    pub awarded: String,
    pub state: String,
    /// Of the page that checks it.
    pub address: String,
    pub is_current: bool,
}

impl Words {
    pub fn new(texts: &Texts, transcript: &Transcript, name: String, made_on: NaiveDate) -> Words {
        let totals = transcript.totals();
        let lead = [vec![("name", name.clone())], totals_in(totals)].concat();
        let courses = transcript.courses.iter().filter(|_| !transcript.is_empty());
        Words {
            lead: texts.text("transcript-lead", &lead),
            name,
            made_on,
            totals,
            courses: courses.map(|course| CourseWords::new(texts, course)).collect(),
            certificates: transcript
                .certificates
                .iter()
                .map(|certificate| CertificateWords::new(texts, certificate))
                .collect(),
        }
    }
}

/// The totals as the values of a text.
pub fn totals_in(totals: Totals) -> Vec<(&'static str, String)> {
    vec![
        ("read", totals.read.to_string()),
        ("lessons", totals.lessons.to_string()),
        ("completed", totals.completed.to_string()),
        ("modules", totals.modules.to_string()),
        ("minutes", totals.minutes.to_string()),
    ]
}

impl CourseWords {
    fn new(texts: &Texts, course: &CourseRecord) -> CourseWords {
        CourseWords {
            title: course.title.clone(),
            edition: course.edition.clone(),
            completed_on: course.completed_on.map(date_in_words).unwrap_or_default(),
            rows: course.modules.iter().map(|module| RowWords::of(texts, module)).collect(),
            total: RowWords::total(texts, course.totals()),
        }
    }
}

impl RowWords {
    fn of(texts: &Texts, module: &ModuleRecord) -> RowWords {
        let day = |on: Option<NaiveDate>| match on {
            Some(on) => date_in_words(on),
            None => texts.text("transcript-not-yet", &[]),
        };
        let no_quiz = || texts.text("transcript-no-quiz", &[]);
        let quiz = module.quiz.as_ref();
        RowWords {
            module: module.title.clone(),
            read: part_of(texts, &module.read, &module.lessons),
            mark: quiz.map_or_else(no_quiz, |quiz| mark(texts, quiz)),
            passed: quiz.map_or_else(no_quiz, |quiz| day(quiz.passed_on)),
            completed: day(module.completed_on),
            attempts: quiz.map_or(0, |quiz| quiz.attempts).to_string(),
            minutes: module.minutes.to_string(),
            is_passed: quiz.is_some_and(|quiz| quiz.passed_on.is_some()),
            is_completed: module.completed_on.is_some(),
        }
    }

    fn total(texts: &Texts, totals: Totals) -> RowWords {
        RowWords {
            module: texts.text("transcript-in-all", &[]),
            read: part_of(texts, &totals.read, &totals.lessons),
            mark: texts.text("transcript-each-own", &[]),
            passed: part_of(texts, &totals.passed, &totals.quizzes),
            completed: part_of(texts, &totals.completed, &totals.modules),
            attempts: totals.attempts.to_string(),
            minutes: totals.minutes.to_string(),
            is_passed: false,
            is_completed: false,
        }
    }

    /// Its words in the order of the columns.
    pub fn cells(&self) -> [&str; 7] {
        let RowWords { module, read, mark, passed, completed, attempts, minutes, .. } = self;
        [module, read, mark, passed, completed, attempts, minutes]
    }
}

fn part_of(texts: &Texts, part: &impl ToString, whole: &impl ToString) -> String {
    let values = [("part", part.to_string()), ("whole", whole.to_string())];
    texts.text("transcript-of", &values)
}

/// The mark that counts, exactly.
fn mark(texts: &Texts, quiz: &QuizRecord) -> String {
    match quiz.mark {
        Some(mark) => {
            let questions = usize::try_from(quiz.questions).unwrap_or(usize::MAX);
            part_of(texts, &marks_in_words(mark, questions), &questions)
        }
        None => texts.text("transcript-no-mark", &[]),
    }
}

impl CertificateWords {
    fn new(texts: &Texts, certificate: &CertificateRecord) -> CertificateWords {
        CertificateWords {
            number: certificate.number.clone(),
            course: certificate.course_title.clone(),
            edition: certificate.edition.clone(),
            awarded: date_in_words(certificate.completed_on),
            state: match certificate.state {
                State::Current => texts.text("transcript-current", &[]),
                State::Replaced => texts.text("transcript-replaced", &[]),
                State::Revoked => texts.text("transcript-revoked", &[]),
                State::Erased => texts.text("transcript-erased", &[]),
            },
            address: links::certificate(&certificate.number),
            is_current: certificate.state == State::Current,
        }
    }

    /// Its words in the order of the columns.
    pub fn cells(&self) -> [&str; 5] {
        [&self.number, &self.course, &self.edition, &self.awarded, &self.state]
    }
}
