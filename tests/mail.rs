//! The outbox and its sender, on a real database, against a relay that misbehaves.

mod faults;
mod leases;
mod office;
mod outbox;
mod smtp;
