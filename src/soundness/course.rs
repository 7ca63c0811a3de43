//! I4: completions are what was done, and certificates are what was completed.

use super::finding::{ASK, Findings, Invariant};
use super::store::{CertificateRow, CompletionRow, EnrolmentRow, ModuleRow};
use crate::courses::edition::{Edition, Module};
use crate::kernel::{Instant, london_date};
use crate::learning::progress::{Standing, is_complete, is_course_complete};
use crate::quizzes::{grading, marking::Mark};

/// All that is kept of one person's place on a course.
#[derive(Debug)]
pub struct Place<'a> {
    pub enrolment: &'a EnrolmentRow,
    pub edition: &'a Edition,
    /// (module, lesson)
    pub read: Vec<(String, String)>,
    /// (module, mark) of every attempt that was handed in, by module, the first one first.
    pub marks: Vec<(&'a str, Mark)>,
    pub modules: Vec<&'a ModuleRow>,
    pub completions: Vec<&'a CompletionRow>,
    pub certificates: Vec<&'a CertificateRow>,
    /// Whether the person has confirmed the name to print; without it a certificate waits.
    pub confirmed: bool,
}

impl Place<'_> {
    /// The completions that no certificate states.
    pub fn waiting(&self) -> impl Iterator<Item = &CompletionRow> {
        let is_stated = |id| self.certificates.iter().any(|c| c.completion_id == id);
        self.completions.iter().filter(move |row| !is_stated(row.id)).copied()
    }
}

const LATE: &str = "the learner's next act on the course completes it; if it does not, ask whoever \
                    maintains the program";

/// I4, for one place.
pub fn check_place(place: &Place<'_>, found: &mut Findings) {
    let mut standing = Standing::new(place.read.iter().cloned(), passed(place), [], None);
    check_modules(place, &mut standing, found);
    let complete = is_course_complete(place.edition, &standing);
    let at = ("enrolments", place.enrolment.id.0);
    let missing = complete && place.completions.is_empty();
    let what = "every module is complete, but the course is not";
    found.fault_if(missing, Invariant::Completions, at, what, LATE);
    for completion in &place.completions {
        check_completion(place, completion, complete, found);
    }
}

/// The modules whose quiz is passed, by the quiz's own rule.
fn passed(place: &Place<'_>) -> Vec<String> {
    let marks_of = |module: &str| -> Vec<Mark> {
        place.marks.iter().filter(|(of, _)| *of == module).map(|(_, mark)| *mark).collect()
    };
    let is_passed = |module: &&Module| {
        let quiz = module.quiz.as_ref();
        quiz.is_some_and(|quiz| grading::is_passed(quiz, &marks_of(&module.id)))
    };
    place.edition.modules.iter().filter(is_passed).map(|module| module.id.clone()).collect()
}

fn check_modules(place: &Place<'_>, standing: &mut Standing, found: &mut Findings) {
    let enrolment = place.enrolment.id.0;
    let done: Vec<&str> = place
        .edition
        .modules
        .iter()
        .filter(|module| is_complete(module, standing))
        .map(|module| module.id.as_str())
        .collect();
    for module in &done {
        if !place.modules.iter().any(|row| row.module == *module) {
            let what = format!("everything in the module {module} is done, but it is not complete");
            found.fault(Invariant::Completions, ("enrolments", enrolment), what, LATE);
        }
        standing.note_completed(module, Instant::default());
    }
    for row in &place.modules {
        if !done.contains(&row.module.as_str()) {
            let what = "complete, but lessons are unread, its quiz is not passed, or the edition \
                        has no such module";
            found.fault(Invariant::Completions, ("module_completions", row.id), what, ASK);
        }
    }
}

fn check_completion(place: &Place<'_>, row: &CompletionRow, complete: bool, found: &mut Findings) {
    let at = ("course_completions", row.id.0);
    let mut broken = |is, what| found.fault_if(is, Invariant::Completions, at, what, ASK);
    broken(!complete, "the course is complete, but not every module that it requires");
    let enrolment = place.enrolment;
    let same = (row.person_id, row.edition_id) == (enrolment.person_id, enrolment.edition_id)
        && row.course == enrolment.course;
    broken(!same, "its person, course or edition is not its enrolment's");
    let issued: Vec<&&CertificateRow> =
        place.certificates.iter().filter(|c| c.completion_id == row.id).collect();
    let missing = issued.is_empty() && place.confirmed;
    broken(missing, "the course is complete and the name confirmed, but no certificate was issued");
    for certificate in issued {
        let same = (certificate.person_id, certificate.award) == (row.person_id, row.award)
            && certificate.course == row.course;
        let prints = certificate.edition == place.edition.name
            && certificate.course_title == place.edition.title
            && certificate.completed_on == london_date(row.completed_at);
        let at = ("certificates", certificate.id.0);
        let what = "its person, course or award is not its completion's";
        found.fault_if(!same, Invariant::Completions, at, what, ASK);
        let what = "its title, edition or date is not its completion's";
        found.fault_if(!prints, Invariant::Completions, at, what, ASK);
    }
}
