//! The result: what each answer was worth, why, and the lesson to revisit.

use super::check::GivenLine;
use super::review::{self, Review};
use super::{load, module};
use crate::courses::edition::{Module, Question};
use crate::kernel::{clock_time, date_in_words, london_date};
use crate::learning::{self, AttemptView, LearningError, Proof};
use crate::pages::View;
use crate::quizzes::answer::{Given, in_words};
use crate::quizzes::attempt::State;
use crate::quizzes::marking::{self, Mark, SlotState};
use crate::quizzes::review::Visible;
use crate::quizzes::{self, Submitted};
use crate::web::{Answer, Error, Request, Sample, SignedIn, links, sample};
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct ResultPage {
    module_title: String,
    module_address: String,
    on: String,
    mark: String,
    of: usize,
    needed: u32,
    passed: bool,
    /// The clock time of the deadline that closed the attempt; empty when it was handed in.
    time_over: String,
    /// Lessons of questions that were not right, each once.
    revisit: Vec<LessonLink>,
    /// Whether feedback comes once the quiz is passed or no attempt is left.
    feedback_later: bool,
    marks_only: bool,
    /// Whether the attempt passes, and another is the one that counts.
    not_counting: bool,
    answers: Vec<MarkedAnswer>,
    quiz: String,
    /// Whether the whole course is complete, so that a certificate is there.
    course_complete: bool,
    /// Whether the certificate waits for the name to print.
    name_wanted: bool,
}

#[derive(Serialize)]
struct LessonLink {
    title: String,
    address: String,
    minutes: u32,
}

/// A question with what was given. Exactly one of the five states is set, unless whether it was
/// right may not be seen.
#[derive(Serialize)]
struct MarkedAnswer {
    number: usize,
    question_html: String,
    right: bool,
    partly: bool,
    wrong: bool,
    none: bool,
    unmarked: bool,
    /// None where no feedback may be seen; then there are the words of what was given.
    review: Option<Review>,
    given: Vec<GivenLine>,
    lesson: Option<LessonLink>,
}

impl View for ResultPage {
    const TEMPLATE: &'static str = "attempts/result";
}

/// Shows the result of an attempt that was handed in.
pub async fn result(who: SignedIn, rq: Request) -> Answer {
    let view = load(&rq, &who, rq.id("attempt")?).await?;
    let Some(result) = view.attempt.result() else {
        return Ok(rq.to(&match view.attempt.state {
            State::InProgress => links::answers(view.attempt.id),
            _ => links::quiz(&view.edition.course, &view.attempt.module),
        }));
    };
    let (person, shelf) = (who.person, rq.app.shelf.clone());
    let course = view.edition.course.clone();
    let (attempt, now) = (view.clone(), rq.now());
    let (place, proof, passed, visible) = rq
        .app
        .db
        .read(move |conn| {
            let place = learning::get_place_of(conn, &shelf, person, &course)?;
            let quiz = attempt.quiz().ok_or(LearningError::NotFound)?;
            let passed = place.standing.has_passed(&attempt.attempt.module);
            let visible = quizzes::visible_of(conn, &attempt.attempt, quiz, passed, now)?;
            let proof = learning::proof_of(conn, person, &course)?;
            Ok::<_, LearningError>((place, proof, passed, visible))
        })
        .await?;
    let complete = place.standing.course_completed_at.is_some();
    let mut page = page(&view, result, visible, complete)?;
    page.not_counting = result.passed && !passed;
    page.name_wanted = complete && proof == Proof::NameWanted;
    rq.page(StatusCode::OK, &page)
}

fn page(
    view: &AttemptView,
    result: Submitted,
    visible: Visible,
    course_complete: bool,
) -> Result<ResultPage, Error> {
    let module = module(view)?;
    let quiz = view.quiz().ok_or(Error::NotFound)?;
    let given = quizzes::given_by_slot(view.answers.clone());
    let marked = marking::mark(quiz, &view.attempt.draw, &given);
    let course = &view.edition.course;
    let mut answers = Vec::new();
    let mut revisit: Vec<LessonLink> = Vec::new();
    for (slot, (drawn, mark)) in view.attempt.draw.0.iter().zip(&marked.slots).enumerate() {
        let Some(question) = quiz.question(&drawn.question) else { continue };
        let nothing = Given::default();
        let given = given.get(&slot).unwrap_or(&nothing);
        let mut line = marked_answer(course, module, question, (slot + 1, mark.state), given);
        line.keep_only(visible, question, given);
        if let Some(lesson) = &line.lesson
            && !revisit.iter().any(|there| there.address == lesson.address)
        {
            revisit.push(LessonLink {
                title: lesson.title.clone(),
                address: lesson.address.clone(),
                ..*lesson
            });
        }
        answers.push(line);
    }
    let of = marking::marked_questions(quiz, &view.attempt.draw);
    Ok(ResultPage {
        module_title: module.title.clone(),
        module_address: links::module(course, &module.id),
        on: view.attempt.submitted_at.map(|at| date_in_words(london_date(at))).unwrap_or_default(),
        mark: marks_in_words(result.mark, of),
        of,
        needed: marking::needed(quiz.pass_mark, u32::try_from(of).unwrap_or(u32::MAX)),
        passed: result.passed,
        time_over: view.attempt.closed_at_deadline().map(clock_time).unwrap_or_default(),
        revisit,
        feedback_later: visible.right_or_wrong && !visible.feedback,
        marks_only: !visible.right_or_wrong,
        not_counting: false,
        answers,
        quiz: links::quiz(course, &module.id),
        course_complete,
        name_wanted: false,
    })
}

fn marked_answer(
    course: &str,
    module: &Module,
    question: &Question,
    (number, state): (usize, SlotState),
    given: &Given,
) -> MarkedAnswer {
    let revisit = state != SlotState::Right && question.kind.is_marked();
    let lesson = module.lesson(&question.lesson).filter(|_| revisit);
    MarkedAnswer {
        number,
        question_html: question.text_html.clone(),
        right: state == SlotState::Right,
        partly: state == SlotState::PartlyRight,
        wrong: state == SlotState::NotRight,
        none: state == SlotState::NoAnswer,
        unmarked: state == SlotState::Unmarked,
        review: Some(Review::new(question, given)),
        given: vec![],
        lesson: lesson.map(|lesson| LessonLink {
            title: lesson.title.clone(),
            address: links::lesson(course, &module.id, &lesson.id),
            minutes: lesson.minutes,
        }),
    }
}

impl MarkedAnswer {
    /// Takes out what may not be seen: no page is given it.
    fn keep_only(&mut self, visible: Visible, question: &Question, given: &Given) {
        if !visible.feedback {
            self.review = None;
            self.given = in_words(question, given).into_iter().map(Into::into).collect();
        }
        if !visible.right_or_wrong {
            (self.right, self.partly, self.wrong) = (false, false, false);
            (self.none, self.unmarked, self.lesson) = (false, false, None);
        }
    }
}

/// A mark out of the number of questions: `6`, or `6½`, or `6 and 2/3`.
pub fn marks_in_words(mark: Mark, questions: usize) -> String {
    let questions = i64::try_from(questions).unwrap_or(i64::MAX);
    if mark.available <= 0 {
        return "0".to_owned();
    }
    let scaled = mark.gained.saturating_mul(questions);
    let (whole, rest) = (scaled / mark.available, scaled % mark.available);
    let divisor = gcd(rest, mark.available);
    match (rest / divisor, mark.available / divisor) {
        (0, _) => whole.to_string(),
        (1, 2) if whole == 0 => "½".to_owned(),
        (1, 2) => format!("{whole}½"),
        (top, bottom) if whole == 0 => format!("{top}/{bottom}"),
        (top, bottom) => format!("{whole} and {top}/{bottom}"),
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

pub fn samples() -> Vec<Sample> {
    let bare = |given| MarkedAnswer { wrong: false, ..without_feedback(given, None) };
    let later = vec![without_feedback(GivenLine::samples(), Some(sample_lesson()))];
    let marks = vec![bare(GivenLine::samples()), bare(vec![])];
    let not_yet = || sample_page(false, false);
    vec![
        sample(
            "not yet, feedback later",
            &ResultPage { feedback_later: true, answers: later, ..not_yet() },
        ),
        sample(
            "not yet, marks only",
            &ResultPage { marks_only: true, revisit: vec![], answers: marks, ..not_yet() },
        ),
        sample(
            "passed, not counting",
            &ResultPage { not_counting: true, ..sample_page(true, false) },
        ),
        sample("not yet", &not_yet()),
        sample("passed", &sample_page(true, false)),
        sample("passed, course complete", &sample_page(true, true)),
        sample(
            "passed, the name is wanted",
            &ResultPage { name_wanted: true, ..sample_page(true, true) },
        ),
    ]
}

fn sample_lesson() -> LessonLink {
    LessonLink { title: "When the landlines go".into(), address: "/".into(), minutes: 5 }
}

fn sample_answer(state: SlotState, review: Review) -> MarkedAnswer {
    MarkedAnswer {
        number: 1,
        question_html: "What do you ask first?".into(),
        right: state == SlotState::Right,
        partly: state == SlotState::PartlyRight,
        wrong: state == SlotState::NotRight,
        none: state == SlotState::NoAnswer,
        unmarked: state == SlotState::Unmarked,
        review: Some(review),
        given: vec![],
        lesson: (state != SlotState::Right).then(sample_lesson),
    }
}

fn without_feedback(given: Vec<GivenLine>, lesson: Option<LessonLink>) -> MarkedAnswer {
    let answer = sample_answer(SlotState::NotRight, Review::default());
    MarkedAnswer { review: None, given, lesson, ..answer }
}

fn sample_page(passed: bool, course_complete: bool) -> ResultPage {
    let states = [
        SlotState::Right,
        SlotState::PartlyRight,
        SlotState::NotRight,
        SlotState::NoAnswer,
        SlotState::Unmarked,
    ];
    let in_state = |state: SlotState| {
        review::samples().into_iter().map(move |(_, review)| sample_answer(state, review))
    };
    ResultPage {
        module_title: "Data".into(),
        module_address: "/".into(),
        on: "23 November 2026".into(),
        mark: "5".into(),
        of: 8,
        needed: 6,
        passed,
        time_over: if passed { String::new() } else { "14:35".into() },
        revisit: if course_complete { vec![] } else { vec![sample_lesson()] },
        feedback_later: false,
        marks_only: false,
        not_counting: false,
        answers: states.into_iter().flat_map(in_state).collect(),
        quiz: "/".into(),
        course_complete,
        name_wanted: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_said_as_people_say_them() {
        for (gained, available, questions, words) in [
            (8, 8, 8, "8"),
            (0, 8, 8, "0"),
            (13, 16, 8, "6½"),
            (1, 16, 8, "½"),
            (20, 24, 8, "6 and 2/3"),
            (1, 24, 8, "1/3"),
            (0, 0, 0, "0"),
        ] {
            assert_eq!(marks_in_words(Mark { gained, available }, questions), words);
        }
    }
}
