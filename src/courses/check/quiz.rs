//! `quiz.toml`: the rules of a quiz, and whether its bank serves the module.

use super::ids::Seen;
use super::module::Draft;
use super::question;
use super::table::{Table, parse};
use super::{At, Checking};
use crate::courses::compile::Directory;
use crate::courses::edition::{Objective, Question, Quiz};
use crate::courses::fault::File;

/// What a question may name.
pub(super) struct Bank<'b> {
    /// None when the module's are not known.
    pub objectives: Option<&'b [At<Objective>]>,
    /// None when some of the module's are not known.
    pub lessons: Option<Vec<&'b str>>,
    pub places: &'b Directory,
}

/// A module's quiz, if it has one.
pub(super) fn read(
    checking: Checking<'_>,
    module: &Draft<'_>,
    folder: &str,
    places: &Directory,
) -> Option<Quiz> {
    let path = format!("{folder}/quiz.toml");
    let Some(found) = checking.files.find(&path) else {
        let remedy = "Add quiz.toml, or leave it so: then reading the lessons completes it.";
        module.file.warn(0, "this module has no quiz", remedy);
        return None;
    };
    let file = File::new(found, checking.faults);
    let document = parse(file, file.text)?;
    let table = Table::root(file, &document, "quiz");
    table.only(&["draw", "pass_mark", "attempts", "wait_hours", "questions"]);
    let draw = table.number("draw", 1, 100);
    let pass_mark = table.number("pass_mark", 1, 100);
    let attempts = table.maybe_number("attempts", 1, 100);
    let wait_hours = table.maybe_number("wait_hours", 1, 8760);
    let bank = Bank {
        objectives: module.objectives.as_deref(),
        lessons: module.lessons.iter().map(|lesson| lesson.id.as_deref()).collect(),
        places,
    };
    let (questions, count) = questions(&table, &bank)?;
    if let Some(draw) = &draw {
        check_draw(file, draw, count, bank.objectives.map(<[_]>::len));
    }
    check_coverage(module, file, &questions, count);
    Some(Quiz {
        draw: draw?.value,
        pass_mark: pass_mark?.value,
        attempts: attempts.map(|number| number.value),
        wait_hours: wait_hours.map(|number| number.value),
        questions,
    })
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
        file.error(draw.at, &problem, "Lower draw, or write more questions.");
    }
    if let Some(objectives) = objectives.filter(|objectives| wanted < *objectives) {
        let problem = format!("the quiz draws {wanted} questions for {objectives} objectives");
        let remedy =
            format!("Each objective needs one at least: write draw = {objectives} or more.");
        file.error(draw.at, &problem, &remedy);
    }
}

/// Every objective is tested. Not asked while some questions cannot be read.
fn check_coverage(module: &Draft<'_>, quiz: File<'_>, questions: &[Question], count: usize) {
    if questions.len() < count {
        return;
    }
    for objective in module.objectives.iter().flatten() {
        let id = &objective.value.id;
        if !questions.iter().any(|question| question.objective == *id) {
            let problem = format!("no question tests the objective `{id}`");
            let remedy = format!("Write one in {}, or take the objective out.", quiz.path);
            module.file.error(objective.at, &problem, &remedy);
        }
    }
}
