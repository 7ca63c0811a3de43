//! Why a question's page is shown, and what stands on it for that.

use super::ask;
use super::check::GivenLine;
use crate::courses::edition::Question;
use crate::quizzes::QuizError;
use crate::quizzes::answer::{AnswerFault, Given, in_words};
use crate::web::form::Fault;
use crate::web::sessions::Carried;
use crate::web::{Error, Request};
use actix_web::http::StatusCode;
use serde::Serialize;

/// Another tab or device saved a newer answer, which is the one that the form shows.
#[derive(Serialize)]
pub struct Stale {
    /// What was sent from here; nothing when it was cleared.
    pub mine: Vec<GivenLine>,
    /// The fields that save it after all.
    pub fields: Vec<Carried>,
}

/// The form shows an answer that came through a sign-in, and is not saved.
#[derive(Serialize)]
pub struct Unsaved {
    /// What is saved; nothing when nothing is.
    pub kept: Vec<GivenLine>,
}

/// Why the page is shown.
pub enum Turn {
    /// Somebody came to it.
    Visit,
    /// The answer sent here is older than the one that is kept.
    Stale(Given),
    /// The answer came through a sign-in, and is not saved.
    Unsaved(Given),
    /// The answer sent here does not fit; it is shown again, and nothing of it is kept.
    Refused { given: Given, sequence: i64, fault: AnswerFault },
}

/// What the page shows in the question's place, besides what is kept.
pub struct Shown {
    pub status: StatusCode,
    pub given: Given,
    pub sequence: i64,
    pub stale: Option<Stale>,
    pub unsaved: Option<Unsaved>,
    pub faults: Vec<Fault>,
}

impl Turn {
    /// Puts the page together with the answer that is kept.
    pub fn shown(
        self,
        rq: &Request,
        question: &Question,
        kept: &Given,
        sequence: i64,
    ) -> Result<Shown, Error> {
        let (status, given) = (StatusCode::OK, kept.clone());
        let lines = |given: &Given| in_words(question, given).into_iter().map(Into::into).collect();
        let visit =
            Shown { status, given, sequence, stale: None, unsaved: None, faults: Vec::new() };
        Ok(match self {
            Turn::Visit => visit,
            Turn::Stale(given) => {
                let fields = if given.is_empty() {
                    vec![Carried::new("clear", "1")]
                } else {
                    Carried::all(&rq.fields()?.except(&["sequence", "clear"]), "")
                };
                let stale = Some(Stale { mine: lines(&given), fields });
                Shown { status: StatusCode::CONFLICT, stale, ..visit }
            }
            Turn::Unsaved(given) => {
                let unsaved = Some(Unsaved { kept: lines(kept) });
                Shown { given, unsaved, ..visit }
            }
            // Under the number that it came with: a fault makes no stale tab fresh.
            Turn::Refused { given, sequence, fault } => {
                let said = ask::fault(rq.app.pages.texts(), fault);
                let faults = vec![said.ok_or(QuizError::AnswerFault(fault))?];
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                Shown { status, given, sequence, faults, ..visit }
            }
        })
    }
}
