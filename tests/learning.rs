//! What learners do, through their pages: reading, quizzes, completion, certificates.

mod attempts;
mod certificates;
mod lessons;
mod progress;
mod secrets;
