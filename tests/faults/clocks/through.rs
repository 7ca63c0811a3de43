//! A turn, lived through over HTTP.

use super::moved::Moved;
use super::rows::Row;
use super::{LIMIT, Turn, WAIT, WAYS, Way};
use crate::broken;
use crate::rig::people::Learner;
use crate::rig::wire::Wire;
use crate::taker::{Taker, get, location, post};
use anyhow::Context;
use chrono::TimeDelta;
use diesel::prelude::*;
use foundations::db::Db;
use foundations::db::schema::letters;
use foundations::kernel::{AttemptId, Instant, date_in_words, iso_instant};
use std::net::SocketAddr;
use std::time::Duration;

/// One turn, lived through.
pub struct Through<'a> {
    pub address: SocketAddr,
    pub clock: &'a Moved,
    pub db: Db,
    pub turn: &'a Turn,
}

impl Through<'_> {
    /// Lets learners live through it, who began before; gives them back.
    pub async fn live(&self, learners: Vec<Learner>, begun: Instant) -> anyhow::Result<Vec<Taker>> {
        let turn: Instant = self.turn.at.parse()?;
        self.first_attempts_end(&learners, begun).await?;
        let mut takers = self.begin_again(learners, turn - TimeDelta::minutes(21)).await?;
        let deadline = turn + TimeDelta::minutes(10);
        self.clock.set(turn - TimeDelta::minutes(20))?;
        for taker in &mut takers {
            self.shows_deadline(taker, deadline).await?;
            for _ in 0..taker.learner.questions.len() {
                self.goes_on(taker).await?;
            }
        }
        self.clock.set(turn - TimeDelta::minutes(140))?;
        for (taker, way) in takers.iter_mut().zip(WAYS.into_iter().cycle()) {
            self.shows_deadline(taker, deadline).await?;
            while taker.step().is_some() {
                self.goes_on(taker).await?;
            }
            if way == Way::Early {
                self.goes_on(taker).await?;
            }
        }
        self.clock.set(turn + TimeDelta::minutes(9))?;
        for (taker, _) in of(&mut takers, Way::InTime) {
            self.goes_on(taker).await?;
        }
        self.clock.set(deadline)?;
        for (taker, _) in of(&mut takers, Way::Late) {
            self.comes_too_late(taker).await?;
        }
        let attempts: Vec<_> = takers.iter().map(|taker| taker.learner.attempt).collect();
        self.closed(&attempts).await?;
        let rows = self.rows(&attempts).await?;
        for (row, way) in rows.iter().zip(WAYS.into_iter().cycle()) {
            row.judge(way, deadline, self.turn)?;
        }
        self.clock.set(turn - TimeDelta::hours(3))?;
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        self.clock.set(turn + TimeDelta::hours(1))?;
        self.letters_left().await?;
        if self.rows(&attempts).await? != rows {
            broken!("{}: what was closed has changed since", self.turn.at);
        }
        for row in rows.iter().step_by(WAYS.len()).take(1) {
            let taker = takers.first().context("no learner")?;
            self.waits(&taker.learner, row.submitted_at.context("open")? + WAIT).await?;
        }
        Ok(takers)
    }

    /// Nobody answers anything, so a job closes all attempts at their deadline.
    async fn first_attempts_end(&self, learners: &[Learner], begun: Instant) -> anyhow::Result<()> {
        self.clock.set(begun + LIMIT)?;
        let attempts: Vec<_> = learners.iter().map(|learner| learner.attempt).collect();
        self.closed(&attempts).await?;
        for row in self.rows(&attempts).await? {
            if row.submitted_at != Some(begun + LIMIT) {
                broken!("begun at {begun} with {LIMIT}, closed at {:?}", row.submitted_at);
            }
        }
        Ok(())
    }

    /// The wait is over at that moment: the page says so, and it is so.
    async fn begin_again(
        &self,
        learners: Vec<Learner>,
        again_at: Instant,
    ) -> anyhow::Result<Vec<Taker>> {
        let mut takers = Vec::new();
        for learner in learners {
            let attempt = self.waits(&learner, again_at).await?;
            takers.push(Taker::new(Learner { attempt, ..learner }));
        }
        Ok(takers)
    }

    async fn waits(&self, learner: &Learner, again_at: Instant) -> anyhow::Result<AttemptId> {
        let quiz = "/courses/digital-foundations/answers/quiz";
        let start = post(learner, &format!("{quiz}/attempts"), "");
        self.clock.set(again_at - TimeDelta::minutes(1))?;
        let (status, page) = self.ask(&get(learner, quiz)).await?;
        let said = format!("datetime=\"{}\"", iso_instant(again_at));
        if status != 200 || !page.contains(&said) {
            broken!("the next attempt may start at {again_at}, and the page does not say so");
        }
        let (status, _) = self.ask(&start).await?;
        if status != 409 {
            broken!("a minute before the wait is over an attempt is answered {status}");
        }
        // Not to the millisecond, so that the deadline is the next whole minute.
        self.clock.set(again_at + TimeDelta::milliseconds(10))?;
        let (status, place) = self.ask(&start).await?;
        let attempt = place.strip_prefix("/attempts/").and_then(|id| id.parse().ok());
        match (status, attempt) {
            (303, Some(attempt)) => Ok(attempt),
            _ => broken!("the wait is over, and an attempt is answered {status} {place}"),
        }
    }

    async fn shows_deadline(&self, taker: &Taker, deadline: Instant) -> anyhow::Result<()> {
        let path = format!("/attempts/{}/questions/1", taker.learner.attempt);
        let (_, page) = self.ask(&get(&taker.learner, &path)).await?;
        let exact = format!("datetime=\"{}\"", iso_instant(deadline));
        let words = format!("ends at {}", self.turn.deadline);
        if !page.contains(&exact) || !page.contains(&words) {
            let shown = page.split("<time datetime=").nth(1).unwrap_or("none");
            let shown = shown.split("</time>").next().unwrap_or_default();
            broken!("the deadline is {deadline}, {words:?}, and the page says {shown}");
        }
        Ok(())
    }

    /// Gives the next answer, or hands in.
    async fn goes_on(&self, taker: &mut Taker) -> anyhow::Result<()> {
        let (status, _) = self.ask(&taker.ask()).await?;
        if status != 303 {
            broken!("{}: an answer before the deadline got {status}", self.turn.at);
        }
        taker.noted();
        Ok(())
    }

    async fn comes_too_late(&self, taker: &Taker) -> anyhow::Result<()> {
        let (attempt, (sequence, _)) = (taker.learner.attempt, taker.told(0));
        let path = format!("/attempts/{attempt}/questions/1");
        let form = format!("sequence={sequence}&choice=wrong");
        let (status, place) = self.ask(&post(&taker.learner, &path, &form)).await?;
        if status != 303 || !place.ends_with("/result?done=too-late") {
            broken!("{}: an answer at the deadline got {status} {place}", self.turn.at);
        }
        Ok(())
    }

    /// Waits until all these attempts are closed, by whomever.
    async fn closed(&self, attempts: &[AttemptId]) -> anyhow::Result<()> {
        self.until(async || Ok(self.rows(attempts).await?.iter().all(|r| r.submitted_at.is_some())))
            .await
            .with_context(|| format!("{}: attempts are still open", self.turn.at))
    }

    async fn letters_left(&self) -> anyhow::Result<()> {
        let open = async || {
            let open: QueryResult<i64> = self
                .db
                .read(|conn| {
                    letters::table.filter(letters::sent_at.is_null()).count().get_result(conn)
                })
                .await;
            Ok(open? == 0)
        };
        self.until(open).await.with_context(|| format!("{}: letters do not go", self.turn.at))
    }

    async fn until(&self, is_so: impl AsyncFn() -> anyhow::Result<bool>) -> anyhow::Result<()> {
        for _ in 0..300 {
            if is_so().await? {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        broken!("it has not come to be so in 15 s")
    }

    async fn rows(&self, ids: &[AttemptId]) -> anyhow::Result<Vec<Row>> {
        let ids = ids.to_vec();
        let rows = self.db.read(move |conn| {
            ids.iter().map(|id| Row::load(conn, *id)).collect::<QueryResult<Vec<_>>>()
        });
        let rows = rows.await?;
        for number in rows.iter().filter_map(|row| row.certificate.as_ref()) {
            let (_, page) = self.check_page(&number.0).await?;
            let day = date_in_words(number.1);
            if !page.contains(&day) {
                broken!("certificate {} of {day} says otherwise to whoever checks it", number.0);
            }
        }
        Ok(rows)
    }

    async fn check_page(&self, number: &str) -> anyhow::Result<(u16, String)> {
        self.ask(
            format!("GET /certificates/{number} HTTP/1.1\r\nhost: localhost\r\n\r\n").as_bytes(),
        )
        .await
    }

    /// The status, and the page or where else to go.
    async fn ask(&self, request: &[u8]) -> anyhow::Result<(u16, String)> {
        let mut wire = Wire::connect(self.address).await?;
        let reply = wire.exchange(request).await?;
        let text = match reply.status {
            303 => location(&wire, &reply),
            _ => String::from_utf8_lossy(wire.bytes(&reply)).into_owned(),
        };
        Ok((reply.status, text))
    }
}

fn of(takers: &mut [Taker], wanted: Way) -> impl Iterator<Item = (&mut Taker, Way)> {
    takers.iter_mut().zip(WAYS.into_iter().cycle()).filter(move |(_, way)| *way == wanted)
}
