//! Whether a database is found sound when it is, and not when a row of it was tampered with.

mod backups;
mod broken;
mod clean;
mod command;
mod erasure;
mod life;
mod rows;
