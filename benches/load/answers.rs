//! Answers saved through HTTP, each learner in a quiz of their own.

use crate::client::{self, Visitor};
use crate::program::Measured;
use crate::rig::people::Learner;
use crate::rig::runtime;
use crate::{Bench, median};
use anyhow::bail;
use foundations::kernel::AttemptId;
use foundations::quizzes;
use std::io::Write;

/// Goes through the questions of an attempt, round and round, and answers each otherwise than the
/// last time.
pub struct Answerer {
    learner: Learner,
    /// How often each question was answered, which is its sequence.
    sequences: Vec<i64>,
    at: usize,
}

impl Answerer {
    pub fn new(learner: &Learner) -> Answerer {
        let sequences = vec![0; learner.questions.len()];
        let mut answerer = Answerer { learner: learner.clone(), sequences, at: 0 };
        answerer.skip_without_choices();
        answerer
    }

    pub fn learner(&self) -> &Learner {
        &self.learner
    }

    pub fn slot(&self) -> usize {
        self.at
    }

    /// How often the question in hand was answered.
    pub fn sequence(&self) -> i64 {
        self.sequences.get(self.at).copied().unwrap_or_default()
    }

    /// The choice to give now.
    pub fn choice(&self) -> &str {
        let choices = self.learner.questions.get(self.at).map(Vec::as_slice).unwrap_or_default();
        let other = usize::from(self.sequence() % 2 == 1);
        choices.get(other).map(String::as_str).unwrap_or_default()
    }

    /// Notes that the answer was saved, and turns to the next question.
    pub fn saved(&mut self) {
        if let Some(sequence) = self.sequences.get_mut(self.at) {
            *sequence += 1;
        }
        self.at = (self.at + 1) % self.sequences.len().max(1);
        self.skip_without_choices();
    }

    /// Turns to a question that is answered with choices.
    fn skip_without_choices(&mut self) {
        for _ in 0..self.sequences.len() {
            if !self.choice().is_empty() {
                break;
            }
            self.at = (self.at + 1) % self.sequences.len().max(1);
        }
    }

    /// Goes on from a sequence that was saved before.
    pub fn resume(&mut self, slot: usize, sequence: i64) {
        if let Some(known) = self.sequences.get_mut(slot) {
            *known = sequence;
        }
    }

    fn total(&self) -> i64 {
        self.sequences.iter().sum()
    }
}

impl Visitor for Answerer {
    fn ask(&mut self, request: &mut Vec<u8>) -> bool {
        let body = format!("sequence={}&choice={}", self.sequence(), self.choice());
        let (attempt, number) = (self.learner.attempt, self.slot() + 1);
        let (session, length) = (&self.learner.session, body.len());
        let written = write!(
            request,
            "POST /attempts/{attempt}/questions/{number} HTTP/1.1\r\nhost: 127.0.0.1\r\n\
             cookie: sid={session}\r\nsec-fetch-site: same-origin\r\n\
             user-agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n\
             {body}"
        );
        written.is_ok()
    }

    fn told(&mut self, status: u16) -> bool {
        if status == 303 {
            self.saved();
        }
        status == 303
    }
}

/// Lets all learners answer at once, and then counts what the database has.
pub fn print(bench: &Bench, learners: &[Learner]) -> anyhow::Result<()> {
    let ours = bench.serve()?;
    let mut answerers: Vec<Answerer> = learners.iter().map(Answerer::new).collect();
    let (mut rates, mut p50, mut p99, mut cpu) = (vec![], vec![], vec![], vec![]);
    for number in 0..=bench.rounds {
        let before = ours.cpu()?;
        let (tally, back) = client::round(ours.address, answerers, bench.seconds)?;
        answerers = back;
        if tally.failed > 0 {
            bail!("{} answers were not saved, {} were", tally.failed, tally.done);
        }
        if number == 0 {
            continue; // warms up
        }
        let used = ours.cpu()? - before;
        rates.push(tally.per_second());
        p50.push(tally.milliseconds(0.5));
        p99.push(tally.milliseconds(0.99));
        cpu.push(used * 1e6 / tally.done as f64);
    }
    drop(ours);
    let acknowledged: i64 = answerers.iter().map(Answerer::total).sum();
    let kept = count(bench, answerers.iter().map(|a| a.learner.attempt).collect())?;
    println!(
        "\nAnswers saved through HTTP, {} clients \
         (target >= 10000/s where fdatasync takes 0.1 ms, p99 <= 10 ms)",
        answerers.len()
    );
    println!(
        "  {:.0}/s   p50 {:.2} ms   p99 {:.2} ms   {:.1} us CPU each",
        median(&rates),
        median(&p50),
        median(&p99),
        median(&cpu)
    );
    println!("  {acknowledged} acknowledged; {kept} in the database after the server was killed");
    if acknowledged != kept {
        bail!("answers were lost");
    }
    Ok(())
}

/// How many times answers were saved, by the sequences that the database holds.
fn count(bench: &Bench, attempts: Vec<AttemptId>) -> anyhow::Result<i64> {
    runtime()?.block_on(async {
        let (db, _) = bench.open().await?;
        let kept = db.read(move |conn| {
            let mut sum = 0;
            for attempt in attempts {
                sum += quizzes::answers(conn, attempt)?.iter().map(|a| a.sequence).sum::<i64>();
            }
            Ok::<_, quizzes::QuizError>(sum)
        });
        Ok(kept.await?)
    })
}
