//! What a course promises of itself in `course.toml`, and whether it keeps it.

use super::table::Table;
use crate::courses::edition::{Kind, Lesson, Module, Question, Quiz};
use crate::courses::fault::File;
use crate::courses::reading::Reading;
use crate::courses::survey::Survey;
use std::ops::RangeInclusive;

type Range = RangeInclusive<u32>;

/// The names under `[promises]`; what is left out is not promised.
const KEYS: [&str; 16] = [
    "lessons",
    "lesson_words",
    "minutes",
    "figures",
    "cases",
    "card_questions",
    "facilitator_words",
    "reading_age",
    "bank",
    "draw",
    "pass_mark",
    "objective_questions",
    "longest_right",
    "same_place",
    "every_kind",
    "terms",
];
const KINDS: usize = 8;

/// What a course promises.
#[derive(Debug, Default)]
pub(super) struct Promises {
    /// Of a module.
    lessons: Option<Range>,
    lesson_words: Option<Range>,
    minutes: Option<Range>,
    figures: Option<u32>,
    cases: Option<u32>,
    /// On the card at the end of a module.
    card_questions: Option<Range>,
    facilitator_words: Option<Range>,
    /// The oldest, of a lesson.
    reading_age: Option<u32>,
    quiz: QuizPromises,
    /// Of the course.
    every_kind: bool,
    terms: Option<u32>,
}

/// What is promised of each quiz.
#[derive(Debug, Default)]
struct QuizPromises {
    /// Marked questions at least.
    bank: Option<u32>,
    draw: Option<u32>,
    pass_mark: Option<u32>,
    /// Marked questions at least for each objective.
    objective_questions: Option<u32>,
    /// In percent of the questions with one right choice: where that is the longest.
    longest_right: Option<u32>,
    /// In percent of the same: where it is the first, or the second, and so on.
    same_place: Option<u32>,
}

/// A module, and what was counted of its texts.
pub(super) struct Facts<'f> {
    /// `module.toml`.
    pub file: File<'f>,
    /// `quiz.toml`.
    pub quiz: Option<File<'f>>,
    pub module: &'f Module,
    pub lessons: Vec<LessonFacts<'f>>,
    pub figures: usize,
}

/// What was counted of a lesson.
pub(super) struct LessonFacts<'f> {
    pub file: File<'f>,
    pub cases: u32,
    /// How many questions each card has.
    pub cards: Vec<u32>,
    pub reading: Reading,
}

/// Reads the promises of a course.
pub(super) fn read(table: &Table<'_>) -> Promises {
    table.only(&KEYS);
    let number = |key, to| table.maybe_number(key, 1, to).map(|number| number.value);
    Promises {
        lessons: table.maybe_range("lessons"),
        lesson_words: table.maybe_range("lesson_words"),
        minutes: table.maybe_range("minutes"),
        figures: number("figures", 100),
        cases: number("cases", 100),
        card_questions: table.maybe_range("card_questions"),
        facilitator_words: table.maybe_range("facilitator_words"),
        reading_age: number("reading_age", 100),
        quiz: QuizPromises {
            bank: number("bank", 1000),
            draw: number("draw", 100),
            pass_mark: number("pass_mark", 100),
            objective_questions: number("objective_questions", 100),
            longest_right: number("longest_right", 100),
            same_place: number("same_place", 100),
        },
        every_kind: table.maybe_flag("every_kind").unwrap_or_default(),
        terms: number("terms", 10_000),
    }
}

const KEEP: &str = "The course promises it in course.toml: keep to it, or change the promise.";

/// Says that something is not as promised.
fn broken(file: File<'_>, problem: &str) {
    file.error(0, problem, KEEP);
}

fn check_range(file: File<'_>, what: &str, found: u32, promised: Option<&Range>) {
    if let Some(promised) = promised.filter(|promised| !promised.contains(&found)) {
        let (least, most) = (promised.start(), promised.end());
        broken(file, &format!("{what}: {found}, where {least} to {most} are promised"));
    }
}

fn check_least(file: File<'_>, what: &str, found: usize, promised: Option<u32>) {
    if let Some(promised) = promised.filter(|promised| count(found) < *promised) {
        broken(file, &format!("{what}: {found}, where {promised} or more are promised"));
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

impl Promises {
    /// Holds a module to what its course promises.
    pub(super) fn check_module(&self, facts: &Facts<'_>) {
        let (file, module) = (facts.file, facts.module);
        check_range(file, "lessons", count(module.lessons.len()), self.lessons.as_ref());
        check_range(file, "minutes to read", module.minutes(), self.minutes.as_ref());
        check_least(file, "figures", facts.figures, self.figures);
        let cases: u32 = facts.lessons.iter().map(|lesson| lesson.cases).sum();
        check_least(file, "cases", usize::try_from(cases).unwrap_or_default(), self.cases);
        for (lesson, facts) in module.lessons.iter().zip(&facts.lessons) {
            self.check_lesson(lesson, facts);
        }
        self.check_card(facts);
        self.check_notes(facts);
        if let (Some(quiz), Some(file)) = (&module.quiz, facts.quiz) {
            self.quiz.check(file, module, quiz);
        }
    }

    fn check_lesson(&self, lesson: &Lesson, facts: &LessonFacts<'_>) {
        let words = "words in this lesson";
        check_range(facts.file, words, lesson.words, self.lesson_words.as_ref());
        let Some((promised, age)) = self.reading_age.zip(facts.reading.age()) else { return };
        // As it is printed, with one digit after the point.
        if (age * 10.0).round() > f64::from(promised) * 10.0 {
            let problem = format!("this lesson reads like one for {age:.1}, not for {promised}");
            let remedy = "Shorten its sentences, and take a shorter word where there is one.";
            facts.file.warn(0, &problem, remedy);
        }
    }

    /// The card at the end of the module.
    fn check_card(&self, facts: &Facts<'_>) {
        let (Some(promised), Some(last)) = (&self.card_questions, facts.lessons.last()) else {
            return;
        };
        match last.cards.as_slice() {
            [] => broken(last.file, "the last lesson has no card, and one is promised"),
            cards => {
                for questions in cards {
                    let what = "questions on the card";
                    check_range(last.file, what, *questions, Some(promised));
                }
            }
        }
    }

    fn check_notes(&self, facts: &Facts<'_>) {
        let Some(promised) = &self.facilitator_words else { return };
        match &facts.module.facilitator_notes {
            None => {
                broken(facts.file, "this module has no notes for facilitators (facilitator.md)");
            }
            Some(notes) => {
                let what = "words in the notes for facilitators";
                check_range(facts.file, what, notes.words, Some(promised));
            }
        }
    }

    /// Holds the whole course to what it promises.
    pub(super) fn check_course(&self, file: File<'_>, survey: &Survey) {
        check_least(file, "terms in the glossary", survey.terms, self.terms);
        let kinds = survey.kinds();
        if self.every_kind && kinds.len() < KINDS {
            let found = kinds.into_iter().collect::<Vec<_>>().join(", ");
            broken(file, &format!("not every kind of question is used, only: {found}"));
        }
    }
}

impl QuizPromises {
    fn check(&self, file: File<'_>, module: &Module, quiz: &Quiz) {
        let marked: Vec<&Question> =
            quiz.questions.iter().filter(|question| question.kind.is_marked()).collect();
        check_least(file, "marked questions", marked.len(), self.bank);
        for (what, found, promised) in
            [("draw", quiz.draw, self.draw), ("pass_mark", quiz.pass_mark, self.pass_mark)]
        {
            if let Some(promised) = promised.filter(|promised| *promised != found) {
                broken(file, &format!("{what} = {found}, where {promised} is promised"));
            }
        }
        for objective in &module.objectives {
            let tests = marked.iter().filter(|question| question.objective == objective.id).count();
            let what = format!("questions for the objective `{}`", objective.id);
            check_least(file, &what, tests, self.objective_questions);
        }
        self.check_choices(file, &marked);
    }

    /// Somebody who has not read must not pass by choosing the longest, or always the second.
    fn check_choices(&self, file: File<'_>, marked: &[&Question]) {
        let single: Vec<_> =
            marked.iter().filter(|question| question.kind == Kind::Single).collect();
        let longest = single.iter().filter(|question| is_longest(question)).count();
        check_share(file, longest, single.len(), self.longest_right, "it is the longest");
        for place in 0..12 {
            let right = |question: &&&&Question| {
                question.choices.get(place).is_some_and(|choice| choice.correct)
            };
            let found = single.iter().filter(right).count();
            let what = format!("it is number {}", place + 1);
            check_share(file, found, single.len(), self.same_place, &what);
        }
    }
}

fn check_share(file: File<'_>, found: usize, of: usize, promised: Option<u32>, what: &str) {
    let Some(promised) = promised else { return };
    if count(found).saturating_mul(100) > promised.saturating_mul(count(of)) {
        broken(
            file,
            &format!(
                "of {of} questions with one right choice, {what} in {found}: at most {promised}% \
                 are promised"
            ),
        );
    }
}

/// Whether no wrong choice is longer than the right one.
fn is_longest(question: &Question) -> bool {
    let length = |right: bool| {
        let choices = question.choices.iter().filter(|choice| choice.correct == right);
        choices.map(|choice| letters(&choice.text_html)).max()
    };
    length(true) >= length(false)
}

/// How many letters a reader sees.
fn letters(html: &str) -> usize {
    let mut until = None;
    let mut seen = 0;
    for c in html.chars() {
        if let Some(end) = until {
            until = (c != end).then_some(end);
            continue;
        }
        // A reference stands for one letter, a tag for none.
        until = match c {
            '<' => Some('>'),
            '&' => Some(';'),
            _ => None,
        };
        seen += usize::from(c != '<');
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_are_counted_as_they_are_seen() {
        for (html, count) in [("abc", 3), ("a <em>b</em>", 3), ("a &amp; b", 5), ("", 0)] {
            assert_eq!(letters(html), count, "{html}");
        }
    }
}
