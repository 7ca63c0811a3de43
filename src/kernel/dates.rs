//! Dates as people read them. Times are kept in UTC and shown in London's.

use super::Instant;
use chrono::{DateTime, Datelike, NaiveDate, TimeZone};
use chrono_tz::{Europe::London, Tz};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The moment as clocks in London show it.
pub fn london(at: Instant) -> DateTime<Tz> {
    London.from_utc_datetime(&at)
}

/// The date in London at that moment.
pub fn london_date(at: Instant) -> NaiveDate {
    london(at).date_naive()
}

/// `31 March 2027`.
pub fn date_in_words(date: NaiveDate) -> String {
    let month = MONTHS.get(date.month0() as usize).unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

/// `Wednesday 31 March 2027`.
pub fn day_in_words(date: NaiveDate) -> String {
    let day = match date.weekday() {
        chrono::Weekday::Mon => "Monday",
        chrono::Weekday::Tue => "Tuesday",
        chrono::Weekday::Wed => "Wednesday",
        chrono::Weekday::Thu => "Thursday",
        chrono::Weekday::Fri => "Friday",
        chrono::Weekday::Sat => "Saturday",
        chrono::Weekday::Sun => "Sunday",
    };
    format!("{day} {}", date_in_words(date))
}

/// `14:03`, in London; `01:03 GMT` in the hour that comes twice when summer time ends.
pub fn clock_time(at: Instant) -> String {
    let shown = london(at);
    let is_once = London.from_local_datetime(&shown.naive_local()).single().is_some();
    shown.format(if is_once { "%H:%M" } else { "%H:%M %Z" }).to_string()
}

/// For the `datetime` attribute: `2027-03-31T13:03:00Z`.
pub fn iso_instant(at: Instant) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        NaiveDate::parse_from_str(&text[..10], "%Y-%m-%d")
            .ok()
            .and_then(|d| d.and_hms_opt(text[11..13].parse().ok()?, text[14..16].parse().ok()?, 0))
            .unwrap()
    }

    #[test]
    fn summer_time_is_an_hour_ahead() {
        assert_eq!(clock_time(at("2027-03-28 00:59")), "00:59");
        assert_eq!(clock_time(at("2027-03-28 01:00")), "02:00");
    }

    #[test]
    fn the_hour_that_comes_twice_says_which() {
        assert_eq!(clock_time(at("2027-10-30 23:59")), "00:59");
        assert_eq!(clock_time(at("2027-10-31 00:00")), "01:00 BST");
        assert_eq!(clock_time(at("2027-10-31 00:59")), "01:59 BST");
        assert_eq!(clock_time(at("2027-10-31 01:00")), "01:00 GMT");
        assert_eq!(clock_time(at("2027-10-31 02:00")), "02:00");
    }

    #[test]
    fn the_date_is_londons() {
        assert_eq!(date_in_words(london_date(at("2027-06-30 23:30"))), "1 July 2027");
        assert_eq!(day_in_words(london_date(at("2027-01-31 23:30"))), "Sunday 31 January 2027");
    }
}
