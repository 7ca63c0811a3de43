//! Whether the relay is worth trying: after a failure of its own it is left alone, and then asked
//! with one letter at a time until it takes one.

use super::schedule::PAUSE;
use super::verdict::Verdict;
use crate::kernel::Instant;

/// What is known of the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breaker {
    /// It works, as far as is known.
    Closed,
    /// It failed; one letter may try it from this moment on.
    OpenUntil(Instant),
}

/// How many letters may go now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// As many as there are.
    All,
    /// One, to find out.
    Probe,
    /// None.
    Nobody,
}

impl Breaker {
    /// Asks to send. A probe is given once in a pause, whatever becomes of it.
    pub fn ask(&mut self, now: Instant) -> Pass {
        match *self {
            Breaker::Closed => Pass::All,
            // Further off than a pause: the machine's clock was set back.
            Breaker::OpenUntil(until) if now < until && until <= now + PAUSE => Pass::Nobody,
            Breaker::OpenUntil(_) => {
                *self = Breaker::OpenUntil(now + PAUSE);
                Pass::Probe
            }
        }
    }

    /// Learns from a try. A line that went quiet, or a letter unfit to send, says nothing about
    /// the relay.
    pub fn learn(&mut self, verdict: Verdict, now: Instant) {
        match verdict {
            Verdict::Relay => *self = Breaker::OpenUntil(now + PAUSE),
            Verdict::Sent | Verdict::Later | Verdict::Refused => *self = Breaker::Closed,
            Verdict::Unknown | Verdict::Unfit => {}
        }
    }

    /// Whether letters are held back.
    pub fn is_open(self) -> bool {
        self != Breaker::Closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn at(seconds: i64) -> Instant {
        chrono::DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap().naive_utc()
    }

    #[test]
    fn it_opens_on_a_broken_relay_and_probes_every_half_minute() {
        let mut breaker = Breaker::Closed;
        assert_eq!(breaker.ask(at(0)), Pass::All);
        breaker.learn(Verdict::Relay, at(0));
        assert!(breaker.is_open());
        assert_eq!(breaker.ask(at(29)), Pass::Nobody);
        assert_eq!(breaker.ask(at(30)), Pass::Probe);
        assert_eq!(breaker.ask(at(30)), Pass::Nobody);
        assert_eq!(breaker.ask(at(60)), Pass::Probe);
        breaker.learn(Verdict::Relay, at(61));
        assert_eq!(breaker.ask(at(90)), Pass::Nobody);
        assert_eq!(breaker.ask(at(91)), Pass::Probe);
    }

    #[test]
    fn a_clock_that_is_set_back_holds_nothing_up() {
        let mut breaker = Breaker::OpenUntil(at(3_630));
        assert_eq!(breaker.ask(at(3_600)), Pass::Nobody);
        assert_eq!(breaker.ask(at(0)), Pass::Probe);
        assert_eq!(breaker.ask(at(1)), Pass::Nobody);
    }

    #[test]
    fn any_answer_of_the_relay_closes_it() {
        for (verdict, closed) in [
            (Verdict::Sent, true),
            (Verdict::Later, true),
            (Verdict::Refused, true),
            (Verdict::Unknown, false),
            (Verdict::Unfit, false),
        ] {
            let mut breaker = Breaker::OpenUntil(at(0));
            breaker.learn(verdict, at(1));
            assert_eq!(!breaker.is_open(), closed, "{verdict:?}");
            let mut breaker = Breaker::Closed;
            breaker.learn(verdict, at(1));
            assert!(!breaker.is_open(), "{verdict:?}");
        }
        assert_eq!(PAUSE, TimeDelta::seconds(30));
    }
}
