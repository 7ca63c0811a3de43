//! What learners do, through their pages: reading, quizzes, completion, certificates.

mod allowances;
mod attempts;
mod certificates;
mod corrections;
mod deadlines;
mod grading;
mod kinds;
mod lessons;
mod lost_sessions;
mod preview;
mod printed_names;
mod progress;
mod review;
mod revocations;
mod secrets;
mod transcript;
mod whole;
