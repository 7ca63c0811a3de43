//! A quiz before it is taken: its rules, the attempt that is open, the ones before.

use super::{Ends, result};
use crate::courses::edition::{Grading, Quiz};
use crate::db::Conn;
use crate::kernel::{PersonId, date_in_words, london_date};
use crate::learning::{self, LearningError, Place};
use crate::pages::View;
use crate::quizzes::allowance::Allowance;
use crate::quizzes::attempt::{StartRefusal, State, may_start};
use crate::quizzes::{self, Attempt, marking};
use crate::web::{Answer, Error, Request, Sample, SignedIn, links, sample};
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct QuizPage {
    module_title: String,
    module_address: String,
    questions: u32,
    /// Whether one of them is to think over, and brings no mark.
    reflects: bool,
    marked: u32,
    needed: u32,
    rules: Rules,
    unread: usize,
    start: String,
    /// The attempt that takes answers now; empty for none.
    open: String,
    open_answered: usize,
    /// When the open attempt ends.
    ends: Option<Ends>,
    none_left: bool,
    /// When the next may start, if that is later.
    next: Option<Ends>,
    past: Vec<PastLine>,
    /// The mark that counts of several; empty when there are not several, or the best counts.
    counting: String,
    passed: bool,
}

/// What a quiz asks of attempts; nothing is 0. Exactly one of the gradings is set.
#[derive(Serialize)]
struct Rules {
    limit: u32,
    wait_hours: u32,
    minutes: u32,
    best: bool,
    last: bool,
    first: bool,
    mean: bool,
}

#[derive(Serialize)]
struct PastLine {
    number: i32,
    mark: String,
    of: usize,
    passed: bool,
    on: String,
    address: String,
}

impl View for QuizPage {
    const TEMPLATE: &'static str = "attempts/index";
}

impl Rules {
    fn of(quiz: &Quiz, allowance: Allowance) -> Rules {
        Rules {
            limit: allowance.attempts(quiz).unwrap_or_default(),
            wait_hours: quiz.wait_hours.unwrap_or_default(),
            minutes: allowance.minutes(quiz).unwrap_or_default(),
            best: quiz.grading == Grading::Best,
            last: quiz.grading == Grading::Last,
            first: quiz.grading == Grading::First,
            mean: quiz.grading == Grading::Mean,
        }
    }
}

/// A learner's attempts at a quiz.
struct Attempts {
    place: Place,
    all: Vec<Attempt>,
    allowance: Allowance,
    /// The open one, and how many of its questions are answered.
    open: Option<(Attempt, usize)>,
}

/// Shows a quiz.
pub async fn index(who: SignedIn, rq: Request) -> Answer {
    let (course, module_id) = (rq.part("course").to_owned(), rq.part("module").to_owned());
    let mut attempts = load(&rq, who.person, &course, &module_id).await?;
    if let Some((open, _)) = &attempts.open
        && open.over_at(rq.now()).is_some()
    {
        super::close(&rq, who.person, open.id).await?;
        attempts = load(&rq, who.person, &course, &module_id).await?;
    }
    let Attempts { place, all, allowance, open } = attempts;
    let module = place.edition.module(&module_id).ok_or(Error::NotFound)?;
    let quiz = module.quiz.as_ref().ok_or(Error::NotFound)?;
    let address = links::quiz(&place.edition.course, &module.id);
    let past: Vec<_> = all.iter().map(Attempt::past).collect();
    let refusal = may_start(quiz, allowance, &past, rq.now()).err();
    let next = match refusal {
        Some(StartRefusal::WaitUntil(at)) => Some(Ends::new(at, rq.now())),
        _ => None,
    };
    let view = QuizPage {
        module_title: module.title.clone(),
        module_address: links::module(&place.edition.course, &module.id),
        questions: quiz.asks(),
        reflects: quiz.has_reflections(),
        marked: quiz.draw,
        needed: marking::needed(quiz.pass_mark, quiz.draw),
        rules: Rules::of(quiz, allowance),
        unread: module.lessons.len() - learning::progress::lessons_read(module, &place.standing),
        start: format!("{address}/attempts"),
        open: open.as_ref().map(|(open, _)| format!("/attempts/{}", open.id)).unwrap_or_default(),
        open_answered: open.as_ref().map_or(0, |(_, answered)| *answered),
        ends: open.and_then(|(open, _)| open.deadline_at).map(|at| Ends::new(at, rq.now())),
        none_left: refusal == Some(StartRefusal::NoAttemptsLeft),
        next,
        past: all.iter().filter_map(|attempt| past_line(quiz, attempt)).collect(),
        counting: counting(quiz, &all),
        passed: place.standing.has_passed(&module.id),
    };
    rq.page(StatusCode::OK, &view)
}

async fn load(
    rq: &Request,
    person: PersonId,
    course: &str,
    module: &str,
) -> Result<Attempts, Error> {
    let (shelf, course, module) = (rq.app.shelf.clone(), course.to_owned(), module.to_owned());
    let load = move |conn: &mut Conn| {
        let place = learning::get_place_of(conn, &shelf, person, &course)?;
        let all = quizzes::list_attempts(conn, place.enrolment.id, &module)?;
        let open = all.iter().find(|attempt| attempt.state == State::InProgress).cloned();
        let answered = match &open {
            Some(open) => quizzes::answers(conn, open.id)?
                .iter()
                .filter(|answer| !answer.given.is_empty())
                .count(),
            None => 0,
        };
        let allowance = quizzes::get_allowance(conn, place.enrolment.id, &module)?;
        let open = open.map(|open| (open, answered));
        Ok::<_, LearningError>(Attempts { place, all, allowance, open })
    };
    Ok(rq.app.db.read(load).await?)
}

fn counting(quiz: &Quiz, attempts: &[Attempt]) -> String {
    let questions = usize::try_from(quiz.draw).unwrap_or(usize::MAX);
    let handed_in = attempts.iter().filter(|attempt| attempt.result().is_some()).count();
    let mark = quizzes::counting_mark(quiz, attempts);
    mark.filter(|_| handed_in > 1 && quiz.grading != Grading::Best)
        .map(|mark| result::marks_in_words(mark, questions))
        .unwrap_or_default()
}

fn past_line(quiz: &Quiz, attempt: &Attempt) -> Option<PastLine> {
    let result = attempt.result()?;
    let of = marking::marked_questions(quiz, &attempt.draw);
    Some(PastLine {
        number: attempt.number,
        mark: result::marks_in_words(result.mark, of),
        of,
        passed: result.passed,
        on: attempt.submitted_at.map(|at| date_in_words(london_date(at))).unwrap_or_default(),
        address: links::result(attempt.id),
    })
}

fn past(number: i32, passed: bool) -> PastLine {
    PastLine {
        number,
        mark: "5".into(),
        of: 8,
        passed,
        on: "2 October 2026".into(),
        address: "/".into(),
    }
}

pub fn samples() -> Vec<Sample> {
    let page = |quiz: Quiz, past: Vec<PastLine>, passed| QuizPage {
        module_title: "Data".into(),
        module_address: "/".into(),
        questions: 8,
        reflects: false,
        marked: 8,
        needed: 6,
        rules: Rules::of(&quiz, Allowance::default()),
        unread: if past.is_empty() { 2 } else { 0 },
        start: "/".into(),
        open: String::new(),
        open_answered: 0,
        ends: None,
        none_left: false,
        next: None,
        past,
        counting: String::new(),
        passed,
    };
    let free = || Quiz::new(8, 75, vec![]);
    let strict = |grading| Quiz {
        attempts: Some(3),
        wait_hours: Some(24),
        time_limit_minutes: Some(30),
        grading,
        ..free()
    };
    let failed = || vec![past(1, false), past(2, false)];
    let open = |quiz, ends| QuizPage {
        open: "/attempts/1".into(),
        open_answered: 3,
        ends,
        ..page(quiz, vec![], false)
    };
    vec![
        sample("first time", &page(free(), vec![], false)),
        sample(
            "with a reflection",
            &QuizPage { questions: 9, reflects: true, ..page(free(), vec![], false) },
        ),
        sample("first time, strict", &page(strict(Grading::First), vec![], false)),
        sample("open", &open(free(), None)),
        sample("open, timed", &open(strict(Grading::Best), Some(Ends::sample("")))),
        sample("passed", &page(free(), vec![past(1, false), past(2, true)], true)),
        sample(
            "to wait",
            &QuizPage {
                next: Some(Ends::sample("28 November 2026")),
                counting: "5½".into(),
                ..page(strict(Grading::Mean), failed(), false)
            },
        ),
        sample(
            "none left",
            &QuizPage { none_left: true, ..page(strict(Grading::Last), failed(), false) },
        ),
    ]
}
