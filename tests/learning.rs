//! What learners do, through their pages: reading, quizzes, completion, certificates.

mod attempts;
mod certificates;
mod progress;
mod secrets;
