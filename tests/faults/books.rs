//! What the database has, held against what learners were told.

use crate::broken;
use crate::taker::Taker;
use diesel::prelude::*;
use foundations::db::schema::{answers, attempts, certificates, course_completions, letters};
use foundations::db::{Conn, Db};
use std::collections::BTreeSet;

/// What a round of checks found beside what was promised.
#[derive(Default, Clone, Copy)]
pub struct Found {
    /// Committed, though nobody was told.
    pub unannounced: usize,
}

/// Compares each learner's attempt with what they were told.
pub async fn compare(db: &Db, takers: &[Taker]) -> anyhow::Result<Found> {
    let (takers, mut found) = (takers.to_vec(), Found::default());
    let rows = db.read(move |conn| {
        let row = |taker: &Taker| Ok((taker.clone(), Row::load(conn, taker)?));
        takers.iter().map(row).collect::<QueryResult<Vec<_>>>()
    });
    for (taker, row) in rows.await? {
        found.unannounced += row.judge(&taker)?;
    }
    Ok(found)
}

/// Finds in a copy whatever these learners had been told, or more.
pub async fn contains(db: &Db, takers: &[Taker]) -> anyhow::Result<()> {
    let takers = takers.to_vec();
    let rows = db.read(move |conn| {
        let row = |taker: &Taker| Ok((taker.clone(), Row::load(conn, taker).optional()?));
        takers.iter().map(row).collect::<QueryResult<Vec<_>>>()
    });
    for (taker, row) in rows.await? {
        let attempt = taker.learner.attempt;
        let Some(row) = row else { broken!("attempt {attempt} is not in the copy") };
        for slot in 0..taker.learner.questions.len() {
            let (told, _) = taker.told(slot);
            let (sequence, _) = row.answer(slot);
            if sequence < told {
                broken!("attempt {attempt}: save {told} was acknowledged, the copy has {sequence}");
            }
        }
        if taker.handed_in && row.state != "submitted" {
            broken!("attempt {attempt}: handed in before, and {} in the copy", row.state);
        }
    }
    Ok(())
}

/// An attempt in the database.
struct Row {
    state: String,
    gained: Option<i64>,
    available: Option<i64>,
    answers: Vec<(i32, i64, String)>,
    certificates: i64,
    letters: i64,
}

impl Row {
    fn load(conn: &mut Conn, taker: &Taker) -> QueryResult<Row> {
        let (attempt, person) = (taker.learner.attempt, taker.learner.person);
        let (state, gained, available) = attempts::table
            .filter(attempts::id.eq(attempt))
            .select((attempts::state, attempts::gained, attempts::available))
            .first(conn)?;
        let answers = answers::table
            .filter(answers::attempt_id.eq(attempt))
            .order(answers::slot)
            .select((answers::slot, answers::sequence, answers::given))
            .load(conn)?;
        let certificates = certificates::table
            .filter(certificates::person_id.eq(person))
            .count()
            .get_result(conn)?;
        let letters = letters::table
            .filter(letters::person_id.eq(person))
            .filter(letters::kind.eq("certificate"))
            .count()
            .get_result(conn)?;
        Ok(Row { state, gained, available, answers, certificates, letters })
    }

    /// The number of the save in a slot, and what was given.
    fn answer(&self, slot: usize) -> (i64, &str) {
        let stored = self.answers.iter().find(|(at, ..)| usize::try_from(*at) == Ok(slot));
        stored.map_or((0, ""), |(_, sequence, given)| (*sequence, given.as_str()))
    }

    /// How much of it nobody was told; or what was promised and is not there.
    fn judge(&self, taker: &Taker) -> anyhow::Result<usize> {
        let (attempt, mut unannounced) = (taker.learner.attempt, 0);
        for slot in 0..taker.learner.questions.len() {
            let (told, choice) = taker.told(slot);
            let (sequence, given) = self.answer(slot);
            let pending = taker.step().filter(|step| step.slot == slot).map(|step| step.choice);
            let has = |choice: Option<&str>| choice.is_none_or(|c| given.contains(c));
            if sequence == told && has(choice) {
                continue;
            }
            if sequence == told + 1 && pending.is_some() && has(pending) {
                unannounced += 1;
                continue;
            }
            broken!(
                "attempt {attempt}, question {}: save {told} ({choice:?}) was acknowledged, and \
                 the database has save {sequence} ({given})",
                slot + 1
            );
        }
        let submitted = self.state == "submitted";
        if taker.handed_in && !submitted {
            broken!("attempt {attempt}: the submission was acknowledged, and it is {}", self.state);
        }
        if submitted && taker.step().is_some() {
            let who = &taker.learner.email;
            broken!("attempt {attempt} of {who} is submitted, and nobody asked for it");
        }
        unannounced += usize::from(submitted && !taker.handed_in);
        if submitted {
            self.judge_result(taker)?;
        }
        Ok(unannounced)
    }

    fn judge_result(&self, taker: &Taker) -> anyhow::Result<()> {
        let (attempt, (right, of)) = (taker.learner.attempt, taker.mark());
        let (gained, available) = (self.gained.unwrap_or(-1), self.available.unwrap_or(0));
        if available == 0 || gained * of != right * available {
            broken!("attempt {attempt}: {right} of {of} are right, marked {gained}/{available}");
        }
        if (self.certificates, self.letters) != (1, 1) {
            broken!(
                "attempt {attempt}: the course is passed, with {} certificates and {} letters",
                self.certificates,
                self.letters
            );
        }
        Ok(())
    }
}

/// Every person who completed has one completion, one certificate and one letter, and nobody else
/// has any; no attempt has a second result.
pub async fn balance(db: &Db) -> anyhow::Result<usize> {
    let all = db.read(|conn| {
        let passed: i64 =
            attempts::table.filter(attempts::passed.eq(true)).count().get_result(conn)?;
        let completions: Vec<Option<i64>> = course_completions::table
            .select(course_completions::person_id.nullable())
            .load(conn)?;
        let certificates: Vec<Option<i64>> =
            certificates::table.select(certificates::person_id.nullable()).load(conn)?;
        let letters: Vec<Option<i64>> = letters::table
            .filter(letters::kind.eq("certificate"))
            .select(letters::person_id)
            .load(conn)?;
        QueryResult::Ok((passed, [completions, certificates, letters]))
    });
    let (passed, all) = all.await?;
    let passed = usize::try_from(passed)?;
    for (what, people) in ["completions", "certificates", "letters"].iter().zip(all) {
        let rows = people.len();
        let people = people.into_iter().collect::<BTreeSet<_>>().len();
        if (rows, people) != (passed, passed) {
            broken!("{passed} passed attempts have {rows} {what}, of {people} people");
        }
    }
    Ok(passed)
}
