//! Somebody who takes a quiz over HTTP and remembers what they were told.

use crate::rig::people::Learner;
use crate::rig::wire::{Reply, Wire};
use anyhow::bail;
use std::collections::VecDeque;
use std::net::SocketAddr;
use tokio::task::JoinSet;

/// A learner with their answers to give: each question twice, then the attempt is handed in.
#[derive(Clone)]
pub struct Taker {
    pub learner: Learner,
    steps: Vec<Step>,
    /// How many steps were acknowledged.
    done: usize,
    pub handed_in: bool,
}

/// One answer to one question.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    pub slot: usize,
    pub choice: &'static str,
}

/// What stands in a slot, by what the learner was told: how often it was saved, and the last choice.
pub type Told = (i64, Option<&'static str>);

/// How far a learner has come: how many answers were acknowledged, and whether the attempt was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress(usize, bool);

impl Taker {
    pub fn new(learner: Learner) -> Taker {
        let questions = learner.questions.len();
        // Every other learner ends with one wrong answer, which passes all the same.
        let errs = learner.person.0 % 2 == 1;
        let last = |slot| if errs && slot == 0 { "wrong" } else { "right" };
        let first = (0..questions).map(|slot| Step { slot, choice: "other" });
        let second = (0..questions).map(|slot| Step { slot, choice: last(slot) });
        Taker { learner, steps: first.chain(second).collect(), done: 0, handed_in: false }
    }

    /// The answer to give now; none when all are given.
    pub fn step(&self) -> Option<Step> {
        self.steps.get(self.done).copied()
    }

    /// What the learner was told of a slot.
    pub fn told(&self, slot: usize) -> Told {
        let saved = self.steps.iter().take(self.done).filter(|step| step.slot == slot);
        saved.fold((0, None), |(sequence, _), step| (sequence + 1, Some(step.choice)))
    }

    /// How many answers will be right, of how many.
    pub fn mark(&self) -> (i64, i64) {
        let right = self.steps.iter().filter(|step| step.choice == "right").count();
        let number = |count| i64::try_from(count).unwrap_or_default();
        (number(right), number(self.learner.questions.len()))
    }

    /// How far they have come.
    pub fn progress(&self) -> Progress {
        Progress(self.done, self.handed_in)
    }

    /// The learner as they were then.
    pub fn back_at(&self, Progress(done, handed_in): Progress) -> Taker {
        Taker { done, handed_in, ..self.clone() }
    }

    /// How many acknowledgements the learner holds.
    pub fn acknowledged(&self) -> usize {
        self.done + usize::from(self.handed_in)
    }

    /// The next request.
    pub fn ask(&self) -> Vec<u8> {
        match self.step() {
            None => self.submission(),
            Some(Step { slot, choice }) => {
                let (sequence, _) = self.told(slot);
                let path = format!("/attempts/{}/questions/{}", self.learner.attempt, slot + 1);
                post(&self.learner, &path, &format!("sequence={sequence}&choice={choice}"))
            }
        }
    }

    pub fn submission(&self) -> Vec<u8> {
        post(&self.learner, &format!("/attempts/{}/submission", self.learner.attempt), "")
    }

    /// Notes that the request was acknowledged.
    pub fn noted(&mut self) {
        if self.done < self.steps.len() {
            self.done += 1;
        } else {
            self.handed_in = true;
        }
    }
}

/// A form, as somebody who is signed in sends it.
pub fn post(learner: &Learner, path: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: sid={}\r\n\
         sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\n\r\n{body}",
        learner.session,
        body.len()
    )
    .into_bytes()
}

/// A page, as somebody who is signed in asks for it.
pub fn get(learner: &Learner, path: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: sid={}\r\n\
         sec-fetch-site: same-origin\r\n\r\n",
        learner.session
    )
    .into_bytes()
}

/// Where an answer sends the browser.
pub fn location(wire: &Wire, reply: &Reply) -> String {
    let text = String::from_utf8_lossy(wire.bytes(reply)).into_owned();
    let lines = text.lines().take_while(|line| !line.is_empty());
    let named = lines.filter_map(|line| line.split_once(": "));
    let found = named.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("location"));
    found.map(|(_, value)| value.to_owned()).unwrap_or_default()
}

/// Lets all give their answers, `at_once` at a time, up to the handing in.
pub async fn answer_all(
    address: SocketAddr,
    takers: Vec<Taker>,
    at_once: usize,
) -> anyhow::Result<Vec<Taker>> {
    let mut tasks = JoinSet::new();
    for lane in deal(takers, at_once) {
        tasks.spawn(answer(address, lane));
    }
    let mut back = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        back.extend(ended??);
    }
    Ok(back)
}

async fn answer(address: SocketAddr, mut lane: VecDeque<Taker>) -> anyhow::Result<Vec<Taker>> {
    let mut wire = Wire::connect(address).await?;
    for taker in &mut lane {
        while taker.step().is_some() {
            let reply = wire.exchange(&taker.ask()).await?;
            if reply.status != 303 {
                bail!("an answer was not saved: {}", reply.status);
            }
            taker.noted();
        }
    }
    Ok(lane.into())
}

/// Lets all hand in, `at_once` at a time.
pub async fn hand_in_all(
    address: SocketAddr,
    takers: Vec<Taker>,
    at_once: usize,
) -> anyhow::Result<Vec<Taker>> {
    let mut tasks = JoinSet::new();
    for mut some in deal(takers, at_once) {
        tasks.spawn(async move {
            let mut wire = Wire::connect(address).await?;
            for taker in &mut some {
                let reply = wire.exchange(&taker.submission()).await?;
                if reply.status != 303 {
                    bail!("a submission was answered {}", reply.status);
                }
                taker.noted();
            }
            anyhow::Ok(Vec::from(some))
        });
    }
    let mut back = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        back.extend(ended??);
    }
    Ok(back)
}

fn deal(takers: Vec<Taker>, lanes: usize) -> Vec<VecDeque<Taker>> {
    let mut dealt: Vec<VecDeque<Taker>> = vec![VecDeque::new(); lanes];
    for (number, taker) in takers.into_iter().enumerate() {
        if let Some(lane) = dealt.get_mut(number % lanes) {
            lane.push_back(taker);
        }
    }
    dealt
}
