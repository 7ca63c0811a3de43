//! One question a page; every answer is saved as it is given.

use super::ask::{self, Ask};
use super::check::GivenLine;
use super::turn::{Stale, Turn, Unsaved};
use super::{Ends, SavedAt, close, given, load, module};
use crate::courses::edition::Question;
use crate::kernel::{AttemptId, PersonId, clock_time};
use crate::learning::{self, LearningError};
use crate::pages::View;
use crate::quizzes::answer::{Given, Standing, standing};
use crate::quizzes::attempt::State;
use crate::quizzes::{self, QuizError, Saved};
use crate::web::fields::Fields;
use crate::web::form::Fault;
use crate::web::sessions::Carried;
use crate::web::{Answer, Error, Request, Sample, SignedIn, links, sample};
use actix_web::HttpResponse;
use actix_web::http::Method;
use serde::Serialize;

/// The largest answer that a sign-in carries, in bytes: more than any that can be saved.
const LARGEST_CARRIED: usize = 24 * 1024;

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
    /// What comes after it.
    next: String,
    action: String,
    check: String,
    sequence: i64,
    question_html: String,
    ask: Ask,
    saved: Option<SavedAt>,
    answered: bool,
    unfinished: Option<Unfinished>,
    stale: Option<Stale>,
    unsaved: Option<Unsaved>,
    faults: Vec<Fault>,
}

/// What an order or a match still lacks.
#[derive(Serialize)]
struct Unfinished {
    ordering: bool,
    missing: usize,
    shared: usize,
}

impl View for QuestionPage {
    const TEMPLATE: &'static str = "attempts/question";
}

impl Unfinished {
    fn of(question: &Question, kept: &Given) -> Option<Unfinished> {
        match standing(question, Some(kept)) {
            Standing::Unfinished { missing, shared } => {
                let ordering = matches!(kept, Given::Places { .. });
                Some(Unfinished { ordering, missing, shared })
            }
            Standing::Answered | Standing::Unanswered => None,
        }
    }
}

/// Shows a question with the answer that is saved.
pub async fn question(who: SignedIn, rq: Request) -> Answer {
    let at = (rq.id("attempt")?, rq.id("question")?);
    show(&who, &rq, at, Turn::Visit).await
}

/// The answer that a request sends, whoever makes it: its fields, as they may be sent again.
pub fn sent_answer(rq: &Request) -> Option<Fields> {
    let sent = rq.http().method() == Method::POST && links::question_at(&rq.address()).is_some();
    let fields = rq.fields().ok().filter(|_| sent)?.except(&["sequence", "clear"]);
    let size: usize = fields.all().map(|(name, value)| name.len() + value.len()).sum();
    let given = given::read(&fields).ok()?;
    (!given.is_empty() && size <= LARGEST_CARRIED).then_some(fields)
}

/// Shows a question with an answer that came through a sign-in, for its reader to save.
///
/// # Errors
/// [`Error::NotFound`] when the attempt is not theirs.
pub async fn unsaved_answer(rq: &Request, address: &str, fields: &Fields) -> Answer {
    let who: SignedIn = rq.proof()?;
    let at = links::question_at(address).ok_or(Error::NotFound)?;
    show(&who, rq, at, Turn::Unsaved(given::read(fields)?)).await
}

async fn show(
    who: &SignedIn,
    rq: &Request,
    (attempt, number): (AttemptId, usize),
    turn: Turn,
) -> Answer {
    let view = load(rq, who, attempt).await?;
    let id = view.attempt.id;
    if view.attempt.state != State::InProgress {
        let done = match turn {
            Turn::Visit => "",
            _ if view.attempt.closed_at_deadline().is_some() => "?done=too-late",
            _ => "?done=marked-before",
        };
        return Ok(rq.to(&format!("{}{done}", links::result(id))));
    }
    let slot = number.checked_sub(1).ok_or(Error::NotFound)?;
    let drawn = view.attempt.draw.0.get(slot).ok_or(Error::NotFound)?;
    let quiz = view.quiz().ok_or(Error::NotFound)?;
    let question = quiz.question(&drawn.question).ok_or(Error::NotFound)?;
    let answer = view.answers.iter().find(|a| usize::try_from(a.slot) == Ok(slot));
    let kept = answer.map(|answer| answer.given.clone()).unwrap_or_default();
    let now = turn.shown(rq, question, &kept, answer.map_or(0, |answer| answer.sequence))?;
    let of = view.attempt.draw.0.len();
    let open = super::unanswered(&view)?;
    let fault = now.faults.first().map(|fault| fault.text.as_str()).unwrap_or_default();
    let page = QuestionPage {
        module_title: module(&view)?.title.clone(),
        number,
        of,
        stones: (1..=of).map(|n| stone(n, number, &open)).collect(),
        ends: view.attempt.deadline_at.map(|at| Ends::new(at, rq.now())),
        previous: if slot == 0 { String::new() } else { links::question(id, slot) },
        next: after(id, number, of),
        action: links::question(id, number),
        check: links::answers(id),
        sequence: now.sequence,
        question_html: question.text_html.clone(),
        ask: Ask::new(question, &drawn.choices, &now.given, fault),
        saved: answer
            .filter(|answer| !answer.given.is_empty() && now.faults.is_empty())
            .filter(|_| now.unsaved.is_none())
            .map(|answer| SavedAt::new(answer.saved_at)),
        answered: !kept.is_empty(),
        unfinished: Unfinished::of(question, &kept),
        stale: now.stale,
        unsaved: now.unsaved,
        faults: now.faults,
    };
    rq.page(now.status, &page)
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
    let given = if clear { Given::default() } else { given::read(rq.fields()?)? };
    // With an answer saved, an empty form says that every box was unticked.
    if given.is_empty() && !clear && sequence == 0 {
        return leave_open(&who, &rq, attempt, number).await;
    }
    let sent = given.clone();
    let (shelf, person, now) = (rq.app.shelf.clone(), who.person, rq.now());
    let saved = rq
        .app
        .db
        .write_of(person, move |conn| {
            let next = sequence.saturating_add(1);
            learning::save_answer(conn, &shelf, person, attempt, slot, &given, next, now)
        })
        .await;
    match saved {
        Ok(saved) if rq.is_quiet() => Ok(quietly(saved.saved)),
        Ok(_) if clear => Ok(rq.to(&links::question(attempt, number))),
        // It is kept as it is; the page says what it lacks, and leads on all the same.
        Ok(saved) if saved.unfinished => Ok(rq.to(&links::question(attempt, number))),
        Ok(saved) => Ok(rq.to(&after(attempt, number, saved.questions))),
        Err(LearningError::Quiz(QuizError::StaleAnswer { .. })) => {
            show(&who, &rq, (attempt, number), Turn::Stale(sent)).await
        }
        Err(LearningError::Quiz(QuizError::AnswerFault(fault))) => {
            show(&who, &rq, (attempt, number), Turn::Refused { given: sent, sequence, fault }).await
        }
        Err(LearningError::Quiz(QuizError::TimeOver { .. })) => {
            too_late(&rq, person, attempt).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What our script needs to go on: the number of the next save, and the words for this one.
fn quietly(saved: Saved) -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header(("x-sequence", saved.sequence.to_string()))
        .insert_header(("x-saved-at", clock_time(saved.saved_at)))
        .finish()
}

/// The saved answers are marked, and the page of the result says that this one came too late.
async fn too_late(rq: &Request, person: PersonId, attempt: AttemptId) -> Answer {
    close(rq, person, attempt).await?;
    Ok(rq.to(&format!("{}?done=too-late", links::result(attempt))))
}

/// Going on without an answer is allowed; the check of all answers says which are open.
async fn leave_open(who: &SignedIn, rq: &Request, attempt: AttemptId, number: usize) -> Answer {
    let view = load(rq, who, attempt).await?;
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
    let page = |number: usize, ask: Ask| QuestionPage {
        module_title: "Data".into(),
        number,
        of: 8,
        stones: vec!["stone--done", "stone--now", ""],
        ends: (number == 3).then(|| Ends::sample("")),
        previous: if number == 1 { String::new() } else { "/".into() },
        next: "/".into(),
        action: "/".into(),
        check: "/".into(),
        sequence: 7,
        question_html: "What do you ask first?".into(),
        ask,
        saved: None,
        answered: false,
        unfinished: None,
        stale: None,
        unsaved: None,
        faults: vec![],
    };
    let saved = || Some(SavedAt { time: "14:03".into(), iso: "2026-11-23T14:03:00Z".into() });
    let some = || ask::samples().into_iter().next().map(|(_, ask)| ask).unwrap_or_default();
    let unfinished = |ordering, missing, shared| QuestionPage {
        saved: saved(),
        answered: true,
        unfinished: Some(Unfinished { ordering, missing, shared }),
        ..page(3, some())
    };
    let stale = |mine| QuestionPage {
        stale: Some(Stale { mine, fields: Carried::sample() }),
        saved: saved(),
        ..page(3, some())
    };
    let unsaved = |kept| QuestionPage { unsaved: Some(Unsaved { kept }), ..page(3, some()) };
    let fault = || Fault { field: "main".into(), text: "Type a number.".into() };
    let mut all = vec![
        sample("first, open", &page(1, some())),
        sample("answered", &QuestionPage { saved: saved(), answered: true, ..page(3, some()) }),
        sample("stale", &stale(GivenLine::samples())),
        sample("stale, cleared", &stale(vec![])),
        sample("unsaved", &unsaved(vec![])),
        sample("unsaved, another saved", &unsaved(GivenLine::samples())),
        sample("places missing", &unfinished(true, 2, 0)),
        sample("places shared", &unfinished(true, 1, 2)),
        sample("pairs missing", &unfinished(false, 1, 0)),
        sample("refused", &QuestionPage { faults: vec![fault()], ..page(3, some()) }),
    ];
    all.extend(ask::samples().into_iter().map(|(name, ask)| sample(name, &page(3, ask))));
    all
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
