//! Words every room shares: ids, enums kept as words, the clock, randomness, names and dates.
//!
//! Uses: nothing.

mod clock;
mod dates;
mod ids;
mod names;
mod nation;
mod random;
mod words;

pub use clock::{Clock, Instant};
pub use dates::{clock_time, date_in_words, day_in_words, iso_instant, london, london_date};
pub use ids::*;
pub use names::{AddressFault, EmailAddress, fold, search_key, slug, sort_key};
pub use nation::Nation;
pub use random::Random;
