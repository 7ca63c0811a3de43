//! The stories that must never break.

mod a_councillor_earns_a_certificate;
