//! `quiz.toml`: the rules of a quiz, and whether its bank serves the module.

use super::ids::{Seen, did_you_mean};
use super::module::Draft;
use super::question;
use super::table::{Table, parse};
use super::{At, Checking};
use crate::courses::compile::Directory;
use crate::courses::edition::{Grading, Objective, Question, Quiz, Review};
use crate::courses::fault::File;

/// What the head of a quiz may say.
const KEYS: [&str; 8] = [
    "draw",
    "pass_mark",
    "attempts",
    "wait_hours",
    "time_limit_minutes",
    "grading",
    "review",
    "questions",
];

/// What a question may name.
pub(super) struct Bank<'b> {
    /// None when the module's are not known.
    pub objectives: Option<&'b [At<Objective>]>,
    /// None when some of the module's are not known.
    pub lessons: Option<Vec<&'b str>>,
    pub places: &'b Directory,
}

/// A module's quiz, and whether each of its questions could be read; none if it has no quiz.
pub(super) fn read(
    checking: Checking<'_>,
    module: &Draft<'_>,
    folder: &str,
    places: &Directory,
) -> Option<(Quiz, bool)> {
    let path = format!("{folder}/quiz.toml");
    let Some(found) = checking.files.find(&path) else {
        let remedy = "Add quiz.toml, or leave it so: then reading the lessons completes it.";
        module.file.warn(0, "this module has no quiz", remedy);
        return None;
    };
    let file = File::new(found, checking.faults);
    let document = parse(file, file.text)?;
    let table = Table::root(file, &document, "quiz");
    table.only(&KEYS);
    let draw = table.number("draw", 1, 100);
    let pass_mark = table.number("pass_mark", 1, 100);
    let attempts = table.maybe_number("attempts", 1, 100);
    let wait_hours = table.maybe_number("wait_hours", 1, 8760);
    let time_limit = table.maybe_number("time_limit_minutes", 1, 1440);
    let grading = one_of(&table, "grading", &Grading::WORDS);
    if let Some(grading) = &grading {
        check_grading(file, grading, attempts.as_ref());
    }
    let review = one_of(&table, "review", &Review::WORDS);
    let bank = Bank {
        objectives: module.objectives.as_deref(),
        lessons: module.lessons.iter().map(|lesson| lesson.id.as_deref()).collect(),
        places,
    };
    let (questions, count) = questions(&table, &bank)?;
    if !questions.is_empty() && questions.iter().all(|question| !question.kind.is_marked()) {
        let remedy = "Reflections bring no mark, and something has to pass: write other questions.";
        file.error(0, "no question of this quiz is marked", remedy);
    } else if let Some(draw) = &draw {
        let unmarked = questions.iter().filter(|question| !question.kind.is_marked()).count();
        check_draw(file, draw, count - unmarked, bank.objectives.map(<[_]>::len));
    }
    check_coverage(module, file, &questions, count);
    let is_whole = questions.len() == count;
    let quiz = Quiz {
        attempts: attempts.map(|number| number.value),
        wait_hours: wait_hours.map(|number| number.value),
        grading: grading.map(|word| word.value).unwrap_or_default(),
        time_limit_minutes: time_limit.map(|number| number.value),
        review: review.map(|word| word.value).unwrap_or_default(),
        ..Quiz::new(draw?.value, pass_mark?.value, questions)
    };
    Some((quiz, is_whole))
}

/// A word of a few, which may be left out.
fn one_of<T: Copy>(table: &Table<'_>, key: &str, words: &[(&str, T)]) -> Option<At<T>> {
    let found = table.maybe_text(key)?;
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == found.value) {
        return Some(At { value: *value, at: found.at });
    }
    let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let near = did_you_mean(&found.value, all.iter().copied());
    let problem = format!("there is no {key} `{}`{near}", found.value);
    table.file.error(found.at, &problem, &format!("Write one of: {}.", all.join(", ")));
    None
}

/// Where only the first attempt counts, one that fails closes the module for good.
fn check_grading(file: File<'_>, grading: &At<Grading>, attempts: Option<&At<u32>>) {
    if grading.value == Grading::First {
        let problem = "whoever fails the first attempt can never complete this module";
        file.warn(grading.at, problem, "Take another grading, unless that is what you mean.");
    }
    if grading.value != Grading::Best && attempts.is_some_and(|limit| limit.value == 1) {
        let problem = "with one attempt there is nothing to choose from";
        file.warn(grading.at, problem, "Take `grading` out, or allow more attempts.");
    }
}

/// The questions that are whole, and how many are written.
fn questions(quiz: &Table<'_>, bank: &Bank<'_>) -> Option<(Vec<Question>, usize)> {
    let tables = quiz.tables("questions", "question")?;
    let mut seen = Seen::default();
    let mut questions = Vec::new();
    for table in &tables {
        if let Some(question) = question::read(table, bank, &mut seen) {
            questions.push(question);
        }
    }
    Some((questions, tables.len()))
}

fn check_draw(file: File<'_>, draw: &At<u32>, count: usize, objectives: Option<usize>) {
    let wanted = usize::try_from(draw.value).unwrap_or(usize::MAX);
    if wanted > count {
        let problem = format!("the quiz draws {wanted} questions, and has {count}");
        let remedy = "Lower draw, or write more questions. Reflections bring no mark and do not \
            count.";
        file.error(draw.at, &problem, remedy);
    }
    if let Some(objectives) = objectives.filter(|objectives| wanted < *objectives) {
        let problem = format!("the quiz draws {wanted} questions for {objectives} objectives");
        let remedy =
            format!("Each objective needs one at least: write draw = {objectives} or more.");
        file.error(draw.at, &problem, &remedy);
    }
}

/// Every objective is tested, which a reflection does not do. Not asked while some questions cannot be read.
fn check_coverage(module: &Draft<'_>, quiz: File<'_>, questions: &[Question], count: usize) {
    if questions.len() < count {
        return;
    }
    for objective in module.objectives.iter().flatten() {
        let id = &objective.value.id;
        let tests = |question: &&Question| question.kind.is_marked() && question.objective == *id;
        if !questions.iter().any(|question| tests(&question)) {
            let problem = format!("no question tests the objective `{id}`");
            let remedy = format!("Write one in {}, or take the objective out.", quiz.path);
            module.file.error(objective.at, &problem, &remedy);
        }
    }
}
