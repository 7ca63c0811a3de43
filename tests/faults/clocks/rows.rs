//! What the database has of an attempt across a turn.

use super::{LIMIT, Turn, Way};
use crate::broken;
use anyhow::bail;
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use foundations::db::Conn;
use foundations::db::schema::{answers, attempts, certificates, enrolments};
use foundations::kernel::{AttemptId, EnrolmentId, Instant, PersonId};

/// The times of an attempt, and what it brought.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    pub started_at: Instant,
    pub deadline_at: Option<Instant>,
    pub submitted_at: Option<Instant>,
    pub saved_at: Vec<Instant>,
    pub certificate: Option<(String, NaiveDate)>,
}

impl Row {
    pub fn load(conn: &mut Conn, id: AttemptId) -> QueryResult<Row> {
        let (started_at, deadline_at, submitted_at, enrolment) = attempts::table
            .filter(attempts::id.eq(id))
            .select((
                attempts::started_at,
                attempts::deadline_at,
                attempts::submitted_at,
                attempts::enrolment_id,
            ))
            .first::<(_, _, _, EnrolmentId)>(conn)?;
        let saved_at = answers::table
            .filter(answers::attempt_id.eq(id))
            .order(answers::slot)
            .select(answers::saved_at)
            .load(conn)?;
        let person = enrolments::table
            .filter(enrolments::id.eq(enrolment))
            .select(enrolments::person_id)
            .first::<PersonId>(conn)?;
        let certificate = certificates::table
            .filter(certificates::person_id.eq(person))
            .select((certificates::number, certificates::completed_on))
            .first(conn)
            .optional()?;
        Ok(Row { started_at, deadline_at, submitted_at, saved_at, certificate })
    }

    /// Whether its times are in order, and as its deadline and its learner made them.
    pub fn judge(&self, way: Way, deadline: Instant, turn: &Turn) -> anyhow::Result<()> {
        let Some(submitted) = self.submitted_at else { bail!("the attempt is open") };
        if self.deadline_at != Some(deadline) {
            broken!("the deadline that was shown is {deadline}, kept is {:?}", self.deadline_at);
        }
        let given = deadline - self.started_at;
        if given < LIMIT || given >= LIMIT + TimeDelta::minutes(1) {
            broken!("{}: the attempt had {given}, and should have {LIMIT}", turn.at);
        }
        let saved = self.saved_at.iter().copied();
        if saved.clone().any(|at| at < self.started_at) || saved.clone().any(|at| at > submitted) {
            let first = self.saved_at.iter().min();
            let (from, to) = (self.started_at, submitted);
            broken!("{}: saved at {first:?}, in an attempt from {from} to {to}", turn.at);
        }
        let at_deadline = matches!(way, Way::Late | Way::Never);
        if (submitted == deadline) != at_deadline || submitted < self.started_at {
            broken!("{}: closed at {submitted}, deadline {deadline}", turn.at);
        }
        let day = if way == Way::Early { turn.before } else { turn.after };
        match &self.certificate {
            Some((_, on)) if on.to_string() == day => Ok(()),
            other => broken!("{}: completed on {day}, the certificate says {other:?}", turn.at),
        }
    }
}
