//! I2 and I7: what an attempt's row says follows from its draw, its answers and its quiz.

use super::finding::{ASK, Findings, Invariant, SLACK};
use super::store::{AnswerRow, AttemptRow, TryRow};
use crate::courses::edition::Quiz;
use crate::kernel::Instant;
use crate::quizzes::answer::{self, Given};
use crate::quizzes::draw::{self, Draw};
use crate::quizzes::marking::{self, Mark};
use std::collections::BTreeMap;

const CLOCK: &str = "if the machine's clock was set back then, this is harmless; else restore this \
                     row from a backup";

/// I7: the row holds what its state needs, and nothing else; its times are in order.
pub fn check_state(row: &AttemptRow, found: &mut Findings) {
    let at = ("attempts", row.id.0);
    let mut broken = |is: bool, what: &str, remedy| {
        found.fault_if(is, Invariant::Attempts, at, what, remedy);
    };
    let result = [row.gained.is_some(), row.available.is_some(), row.passed.is_some()];
    let is_submitted = row.state == "submitted";
    match row.state.as_str() {
        "in-progress" | "abandoned" => {
            let what = format!("{}, but has a result or a time of handing in", row.state);
            broken(row.submitted_at.is_some() || result.contains(&true), &what, ASK);
        }
        "submitted" => {
            let lacks = row.submitted_at.is_none() || result.contains(&false);
            broken(lacks, "submitted, but without a result or a time of handing in", ASK);
        }
        _ => broken(true, "in a state that does not exist", ASK),
    }
    broken(row.number < 1, "its number is below 1", ASK);
    let (gained, available) = (row.gained.unwrap_or(0), row.available.unwrap_or(1));
    let within = gained >= 0 && gained <= available && available > 0;
    broken(is_submitted && !within, "its mark is out of bounds", ASK);
    let early = row.submitted_at.is_some_and(|at| at + SLACK < row.started_at);
    broken(early, "handed in before it was started", CLOCK);
    let late = row.submitted_at.zip(row.deadline_at).is_some_and(|(at, by)| at > by);
    broken(late, "handed in after its deadline, which should be its time", ASK);
    let short = row.deadline_at.is_some_and(|by| by <= row.started_at);
    broken(short, "its deadline is not after its start", ASK);
}

/// I2: the draw follows from the seed, each answer fits its question and came in time, and the mark
/// is that of the answers. Of somebody who was erased, only that the mark and the pass agree: what
/// they wrote is gone.
pub fn check_marks(
    row: &AttemptRow,
    answers: &[AnswerRow],
    quiz: &Quiz,
    erased: bool,
    found: &mut Findings,
) {
    let at = ("attempts", row.id.0);
    let mut broken = |what: &str| found.fault(Invariant::Marks, at, what, ASK);
    let Ok(drawn) = serde_json::from_str::<Draw>(&row.draw) else {
        return broken("its draw cannot be read");
    };
    if drawn != draw::draw(quiz, row.seed) {
        return broken("its draw is not the one that its seed gives");
    }
    let mut given = BTreeMap::new();
    for answer in answers {
        match kept(answer, &drawn, quiz, erased) {
            Ok((slot, one)) => {
                given.insert(slot, one);
            }
            Err(what) => found.fault(Invariant::Marks, ("answers", answer.id), what, ASK),
        }
        let late = row.submitted_at.is_some_and(|by| answer.saved_at > by + SLACK);
        let early = answer.saved_at + SLACK < row.started_at;
        let row = ("answers", answer.id);
        let what = "saved after its attempt was handed in";
        found.fault_if(late, Invariant::Marks, row, what, CLOCK);
        let what = "saved before its attempt was started";
        found.fault_if(early, Invariant::Marks, row, what, CLOCK);
    }
    let (Some(gained), Some(available), Some(passed)) = (row.gained, row.available, row.passed)
    else {
        return;
    };
    let stored = Mark { gained, available };
    let computed = if erased { stored } else { marking::mark(quiz, &drawn, &given).total };
    if computed != stored {
        let what = format!(
            "its answers are worth {} of {}, but {gained} of {available} is kept",
            computed.gained, computed.available
        );
        found.fault(Invariant::Marks, at, what, ASK);
    } else if marking::passes(stored, quiz.pass_mark) != passed {
        let what = if passed { "kept as passed, but not" } else { "kept as not passed, but is" };
        found.fault(Invariant::Marks, at, what, ASK);
    }
}

fn kept(
    answer: &AnswerRow,
    drawn: &Draw,
    quiz: &Quiz,
    erased: bool,
) -> Result<(usize, Given), &'static str> {
    let slot = usize::try_from(answer.slot).map_err(|_| "its slot is below 0")?;
    let shown = drawn.0.get(slot).ok_or("its attempt has no such slot")?;
    let question = quiz.question(&shown.question).ok_or("its quiz has no such question")?;
    let given: Given =
        serde_json::from_str(&answer.given).map_err(|_| "what was given cannot be read")?;
    if answer.sequence < 1 {
        return Err("its sequence is below 1");
    }
    let fits = erased || answer::fit(question, shown, &given).as_ref() == Ok(&given);
    if fits { Ok((slot, given)) } else { Err("what was given does not fit its question") }
}

/// A row of the list of somebody's attempts at one quiz.
#[derive(Debug, Clone, Copy)]
pub struct Try<'a> {
    pub id: i64,
    pub number: i32,
    pub state: &'a str,
    pub started_at: Instant,
}

impl<'a> From<&'a TryRow> for Try<'a> {
    fn from(row: &'a TryRow) -> Try<'a> {
        let TryRow { id, number, state, started_at, .. } = row;
        Try { id: id.0, number: *number, state, started_at: *started_at }
    }
}

/// I7: the attempts at one quiz, by number, are numbered from 1 without a gap, began one after the
/// other, and at most one is open.
pub fn check_series(tries: &[Try<'_>], found: &mut Findings) {
    let mut broken = |id: i64, what: &str, remedy| {
        found.fault(Invariant::Attempts, ("attempts", id), what, remedy);
    };
    for (expected, one) in (1..).zip(tries) {
        if one.number != expected {
            let what = format!("numbered {}, where {expected} comes next", one.number);
            broken(one.id, &what, ASK);
            break;
        }
    }
    let mut open = tries.iter().filter(|one| one.state == "in-progress").skip(1);
    if let Some(second) = open.next() {
        broken(second.id, "a second open attempt at one quiz", ASK);
    }
    for pair in tries.windows(2) {
        if let [before, after] = pair
            && after.started_at + SLACK < before.started_at
        {
            broken(after.id, "started before the attempt that it follows", CLOCK);
        }
    }
}
