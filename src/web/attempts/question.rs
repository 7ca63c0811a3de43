//! One question a page; every answer is saved as it is given.

use super::{Ends, SavedAt, close, load, module};
use crate::courses::edition::Question;
use crate::kernel::AttemptId;
use crate::learning::{self, LearningError};
use crate::pages::View;
use crate::quizzes::answer::Given;
use crate::quizzes::attempt::State;
use crate::quizzes::{self, QuizError};
use crate::web::{Answer, Error, Request, Sample, SignedIn, links, sample};
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct QuestionPage {
    module_title: String,
    number: usize,
    of: usize,
    stones: Vec<&'static str>,
    /// When the attempt ends, if its quiz has a time limit.
    ends: Option<Ends>,
    /// The question before; empty for the first.
    previous: String,
    action: String,
    check: String,
    sequence: i64,
    question_html: String,
    multiple: bool,
    partial: bool,
    choices: Vec<ChoiceLine>,
    saved: Option<SavedAt>,
    answered: bool,
    /// Another tab or device saved a newer answer, which stands.
    stale: bool,
}

#[derive(Serialize)]
struct ChoiceLine {
    id: String,
    text_html: String,
    chosen: bool,
}

impl View for QuestionPage {
    const TEMPLATE: &'static str = "attempts/question";
}

/// Shows a question with the answer that is saved.
pub async fn question(who: SignedIn, rq: Request) -> Answer {
    show(&who, &rq, StatusCode::OK, false).await
}

async fn show(who: &SignedIn, rq: &Request, status: StatusCode, stale: bool) -> Answer {
    let number: usize = rq.id("question")?;
    let view = load(rq, who).await?;
    let id = view.attempt.id;
    if view.attempt.state != State::InProgress {
        return Ok(rq.to(&links::result(id)));
    }
    let slot = number.checked_sub(1).ok_or(Error::NotFound)?;
    let drawn = view.attempt.draw.0.get(slot).ok_or(Error::NotFound)?;
    let quiz = view.quiz().ok_or(Error::NotFound)?;
    let question = quiz.question(&drawn.question).ok_or(Error::NotFound)?;
    let answer = view.answers.iter().find(|a| usize::try_from(a.slot) == Ok(slot));
    let chosen = answer.map(|answer| answer.given.0.as_slice()).unwrap_or_default();
    let of = view.attempt.draw.0.len();
    let open = super::unanswered(&view);
    let page = QuestionPage {
        module_title: module(&view)?.title.clone(),
        number,
        of,
        stones: (1..=of).map(|n| stone(n, number, &open)).collect(),
        ends: view.attempt.deadline_at.map(|at| Ends::new(at, rq.now())),
        previous: if slot == 0 { String::new() } else { links::question(id, slot) },
        action: links::question(id, number),
        check: links::answers(id),
        sequence: answer.map_or(0, |answer| answer.sequence),
        question_html: question.text_html.clone(),
        multiple: question.kind.is_multiple(),
        partial: question.kind == crate::courses::edition::Kind::MultiplePartial,
        choices: choices(question, &drawn.choices, chosen),
        saved: answer.filter(|_| !chosen.is_empty()).map(|answer| SavedAt::new(answer.saved_at)),
        answered: !chosen.is_empty(),
        stale,
    };
    rq.page(status, &page)
}

fn stone(n: usize, here: usize, unanswered: &[usize]) -> &'static str {
    if n == here {
        "stone--now"
    } else if unanswered.contains(&n) {
        ""
    } else {
        "stone--done"
    }
}

/// The choices in the order that the attempt shows them. What is right is not among their words.
fn choices(question: &Question, order: &[String], chosen: &[String]) -> Vec<ChoiceLine> {
    let line = |id: &String| {
        let choice = question.choices.iter().find(|choice| choice.id == *id)?;
        Some(ChoiceLine {
            id: id.clone(),
            text_html: choice.text_html.clone(),
            chosen: chosen.contains(id),
        })
    };
    order.iter().filter_map(line).collect()
}

/// Saves an answer and goes on; or clears it and stays.
pub async fn answer(who: SignedIn, rq: Request) -> Answer {
    let number: usize = rq.id("question")?;
    let slot = number.checked_sub(1).ok_or(Error::NotFound)?;
    let attempt: AttemptId = rq.id("attempt")?;
    let sequence: i64 = match rq.field("sequence")? {
        "" => 0,
        text => text.parse().map_err(|_| Error::BadBody(crate::web::fields::BadBody::NotText))?,
    };
    let clear = !rq.field("clear")?.is_empty();
    let chosen: Vec<String> = rq.fields()?.many("choice").into_iter().map(str::to_owned).collect();
    // With an answer saved, an empty form says that every box was unticked.
    if chosen.is_empty() && !clear && sequence == 0 {
        return leave_open(&who, &rq, attempt, number).await;
    }
    let given = Given(if clear { Vec::new() } else { chosen });
    let (shelf, person, now) = (rq.app.shelf.clone(), who.person, rq.now());
    let saved = rq
        .app
        .db
        .write(move |conn| {
            let next = sequence.saturating_add(1);
            learning::save_answer(conn, &shelf, person, attempt, slot, &given, next, now)
        })
        .await;
    match saved {
        Ok(_) if clear => Ok(rq.to(&links::question(attempt, number))),
        Ok(saved) => Ok(rq.to(&after(attempt, number, saved.questions))),
        Err(LearningError::Quiz(QuizError::StaleAnswer { .. })) => {
            show(&who, &rq, StatusCode::CONFLICT, true).await
        }
        Err(LearningError::Quiz(QuizError::TimeOver { .. })) => too_late(&rq, attempt).await,
        Err(error) => Err(error.into()),
    }
}

/// The saved answers are marked, and the page of the result says that this one came too late.
async fn too_late(rq: &Request, attempt: AttemptId) -> Answer {
    close(rq, attempt).await?;
    Ok(rq.to(&format!("{}?done=too-late", links::result(attempt))))
}

/// Going on without an answer is allowed; the check of all answers says which are open.
async fn leave_open(who: &SignedIn, rq: &Request, attempt: AttemptId, number: usize) -> Answer {
    let view = load(rq, who).await?;
    match quizzes::takes_answers(&view.attempt, rq.now()) {
        Ok(()) => {}
        // Nothing was given, so nothing came too late.
        Err(QuizError::TimeOver { .. }) => return Ok(rq.to(&links::result(attempt))),
        Err(error) => return Err(error.into()),
    }
    Ok(rq.to(&after(attempt, number, view.attempt.draw.0.len())))
}

fn after(attempt: AttemptId, number: usize, of: usize) -> String {
    if number < of { links::question(attempt, number + 1) } else { links::answers(attempt) }
}

pub fn samples() -> Vec<Sample> {
    let page = |number: usize, multiple: bool, stale, saved: bool| QuestionPage {
        module_title: "Data".into(),
        number,
        of: 8,
        stones: vec!["stone--done", "stone--now", ""],
        ends: multiple.then(|| Ends::sample("")),
        previous: if number == 1 { String::new() } else { "/".into() },
        action: "/".into(),
        check: "/".into(),
        sequence: 7,
        question_html: "What do you ask first?".into(),
        multiple,
        partial: multiple && stale,
        choices: vec![ChoiceLine { id: "a".into(), text_html: "The date".into(), chosen: saved }],
        saved: saved.then(|| SavedAt { time: "14:03".into(), iso: "2026-11-23T14:03:00Z".into() }),
        answered: saved,
        stale,
    };
    vec![
        sample("first, open", &page(1, false, false, false)),
        sample("answered", &page(3, false, false, true)),
        sample("several choices", &page(3, true, false, true)),
        sample("stale", &page(3, true, true, true)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_last_question_comes_the_check() {
        assert_eq!(after(AttemptId(4), 7, 8), "/attempts/4/questions/8");
        assert_eq!(after(AttemptId(4), 8, 8), "/attempts/4/answers");
    }
}
