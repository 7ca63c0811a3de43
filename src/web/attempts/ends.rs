use crate::kernel::{Instant, clock_time, date_in_words, iso_instant, london_date};
use serde::Serialize;

/// A moment to come, as a clock in London shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Ends {
    pub time: String,
    /// The day, unless it is today.
    pub on: String,
    pub iso: String,
}

impl Ends {
    pub fn new(at: Instant, now: Instant) -> Ends {
        let (day, today) = (london_date(at), london_date(now));
        let on = if day == today { String::new() } else { date_in_words(day) };
        Ends { time: clock_time(at), on, iso: iso_instant(at) }
    }

    pub fn sample(on: &str) -> Ends {
        Ends { time: "14:35".into(), on: on.into(), iso: "2026-11-23T14:35:00Z".into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn the_day_is_said_unless_it_is_today_in_london() {
        let now = "2026-11-23T20:00:00".parse().unwrap();
        let ends = |hours| Ends::new(now + TimeDelta::hours(hours), now);
        assert_eq!((ends(3).time.as_str(), ends(3).on.as_str()), ("23:00", ""));
        assert_eq!((ends(4).time.as_str(), ends(4).on.as_str()), ("00:00", "24 November 2026"));
    }
}
