//! Words every room shares: ids, enums kept as words, the clock, randomness, names, dates and numbers.
//!
//! Uses: nothing.

mod clock;
mod dates;
mod decimal;
mod ids;
mod names;
mod nation;
mod random;
mod typed;
mod words;

pub use clock::{Clock, Instant};
pub use dates::{clock_time, date_in_words, day_in_words, iso_instant, london, london_date};
pub use decimal::Decimal;
pub use ids::*;
pub use names::{AddressFault, EmailAddress, fold, search_key, slug, sort_key};
pub use nation::Nation;
pub use random::Random;
pub use typed::{NumberFault, answer_key, number_with_unit, read_number};
