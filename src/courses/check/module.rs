//! `module.toml`, and a module put together from its parts.

use super::ids::Seen;
use super::promises::{Facts, LessonFacts, Promises};
use super::table::{Table, parse};
use super::{
    At, Checking, Figures, LessonDraft, References, facilitator, figures, folders, lesson, quiz,
};
use crate::courses::compile::Directory;
use crate::courses::edition::{Module, Objective};
use crate::courses::fault::File;
use crate::courses::reading::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// A module whose ids are known, before its lessons are compiled.
pub(super) struct Draft<'a> {
    /// Its module.toml.
    pub file: File<'a>,
    /// None when it cannot be read, as every other part.
    pub id: Option<At<String>>,
    title: String,
    summary: String,
    required: bool,
    pub objectives: Option<Vec<At<Objective>>>,
    pub lessons: Vec<LessonDraft<'a>>,
    folder: &'a folders::Folder<'a>,
}

/// A module, and what it used.
pub(super) struct Compiled {
    pub module: Module,
    /// SVG texts, by name by content.
    pub figures: BTreeMap<String, String>,
    /// Ids of sources.
    pub cited: BTreeSet<String>,
    /// Whether everything could be read, so that what is missing is missing.
    pub is_whole: bool,
    /// Of each lesson.
    pub readings: Vec<Reading>,
}

/// Reads the head of a module, and the heads of its lessons.
pub(super) fn read<'a>(checking: Checking<'a>, folder: &'a folders::Folder<'a>) -> Draft<'a> {
    let path = format!("{}/module.toml", folder.name);
    let found = checking.files.find(&path);
    if found.is_none() {
        let remedy = "Write it, with the module's id, title, summary, required and objectives.";
        checking.faults.missing(&path, remedy);
    }
    let file = File::new(found.unwrap_or((folder.name, "")), checking.faults);
    let lessons = folder.lessons.iter().map(|path| lesson::read(checking, path)).collect();
    let mut draft = Draft {
        file,
        id: None,
        title: String::new(),
        summary: String::new(),
        required: false,
        objectives: None,
        lessons,
        folder,
    };
    if found.is_some()
        && let Some(document) = parse(file, file.text)
    {
        let table = Table::root(file, &document, "module");
        table.only(&["id", "title", "summary", "required", "objectives"]);
        draft.id = table.id("id");
        draft.title = table.text("title").map_or_else(String::new, |text| text.value);
        draft.summary = table.text("summary").map_or_else(String::new, |text| text.value);
        draft.required = table.flag("required").unwrap_or_default();
        draft.objectives = objectives(&table);
    }
    draft
}

/// Ids of modules and of lessons that the addresses of other pages have taken.
const TAKEN: (&[&str], &[&str]) =
    (&["download", "glossary"], &["facilitator-notes", "lessons", "quiz", "reading-list"]);

impl Draft<'_> {
    /// Says which ids no page could be found under.
    pub(super) fn refuse_taken_ids(&self) {
        let refuse = |file: File<'_>, id: Option<&At<String>>, taken: &[&str]| {
            if let Some(id) = id.filter(|id| taken.contains(&id.value.as_str())) {
                let problem = format!("the id `{}` is taken by a page of the service", id.value);
                file.error(id.at, &problem, "Give it another id.");
            }
        };
        refuse(self.file, self.id.as_ref(), TAKEN.0);
        for lesson in &self.lessons {
            refuse(lesson.file, lesson.id_at.as_ref(), TAKEN.1);
        }
    }
}

fn objectives(module: &Table<'_>) -> Option<Vec<At<Objective>>> {
    let mut seen = Seen::default();
    let mut all = Some(Vec::new());
    for table in module.tables("objectives", "objective")? {
        table.only(&["id", "text"]);
        let (id, text) = (table.id("id"), table.text("text"));
        if let Some(id) = &id {
            seen.note(table.file, "objective", id);
        }
        match (id, text, &mut all) {
            (Some(id), Some(text), Some(list)) => {
                let value = Objective { id: id.value, text: text.value };
                list.push(At { value, at: id.at });
            }
            // With one of them unknown, nobody can say that another file names a wrong one.
            _ => all = None,
        }
    }
    all
}

/// Compiles a module's lessons and its quiz.
pub(super) fn compile(
    checking: Checking<'_>,
    draft: Draft<'_>,
    places: &Directory,
    references: &References,
    promises: &Promises,
) -> Compiled {
    let figures = figures::read(checking, &draft.folder.figures);
    let mut seen = Seen::default();
    let (mut cited, mut drawn) = (BTreeSet::new(), BTreeSet::new());
    let (mut lessons, mut facts) = (Vec::new(), Vec::new());
    for lesson in &draft.lessons {
        if let Some(id) = &lesson.id_at {
            seen.note(lesson.file, "lesson", id);
        }
        lesson.check_objectives(draft.objectives.as_deref());
        let file = lesson.file;
        let reading = lesson.reading();
        let (lesson, body) = lesson.compile(places, references, &figures.by_name);
        facts.push(LessonFacts { file, cases: body.cases, cards: body.cards, reading });
        cited.extend(body.cited.into_iter().map(|cited| cited.source));
        drawn.extend(body.figures);
        lessons.push(lesson);
    }
    let shown = drawn.len();
    let facilitator_notes =
        facilitator::read(checking, draft.folder.name, places, references, &figures.by_name).map(
            |(notes, body)| {
                cited.extend(body.cited.into_iter().map(|cited| cited.source));
                drawn.extend(body.figures);
                notes
            },
        );
    warn_of_unused(checking, &draft, &figures, &drawn);
    let (quiz, is_whole) = quiz::read(checking, &draft, draft.folder.name, places).unzip();
    let (file, folder) = (draft.file, draft.folder.name);
    let objectives = draft.objectives.unwrap_or_default().into_iter().map(|at| at.value).collect();
    let module = Module {
        id: draft.id.map_or_else(String::new, |id| id.value),
        title: draft.title,
        summary: draft.summary,
        required: draft.required,
        objectives,
        lessons,
        quiz,
        facilitator_notes,
    };
    let is_whole =
        is_whole.unwrap_or(checking.files.find(&format!("{folder}/quiz.toml")).is_none());
    let quiz = checking.files.find(&format!("{folder}/quiz.toml")).filter(|_| is_whole);
    let quiz = quiz.map(|found| File::new(found, checking.faults));
    let readings = facts.iter().map(|facts| facts.reading).collect();
    promises.check_module(&Facts { file, quiz, module: &module, lessons: facts, figures: shown });
    Compiled { module, figures: figures.texts, cited, is_whole, readings }
}

fn warn_of_unused(
    checking: Checking<'_>,
    draft: &Draft<'_>,
    figures: &Figures,
    drawn: &BTreeSet<String>,
) {
    for path in &draft.folder.figures {
        let name = path.rsplit('/').next().unwrap_or_default();
        if figures.by_name.contains_key(name) && !drawn.contains(name) {
            let file = File::new(checking.files.find(path).unwrap_or((path, "")), checking.faults);
            file.warn(0, "no lesson shows this figure", "Show it, or delete the file.");
        }
    }
}
