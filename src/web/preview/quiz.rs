//! All questions of a quiz, with right answers and feedback, for whoever writes them.

use super::{Sample, links, sample};
use crate::courses::edition::{Choice, Edition, Kind, Marking, Module, Question};
use crate::kernel::number_with_unit;
use crate::pages::View;
use serde::Serialize;

#[derive(Serialize)]
pub struct QuizPage {
    module_title: String,
    module_address: String,
    draw: u32,
    pass_mark: u32,
    questions: Vec<QuestionCard>,
}

/// A question; only what its kind has is filled.
#[derive(Serialize, Default)]
struct QuestionCard {
    number: usize,
    id: String,
    /// As in quiz.toml.
    kind: &'static str,
    objective: String,
    lesson: String,
    lesson_address: String,
    text_html: String,
    /// Whether its choices are items in their right order.
    ordered: bool,
    choices: Vec<ChoiceLine>,
    pairs: Vec<PairLine>,
    answers: Vec<String>,
    mistakes: Vec<MistakeLine>,
    feedback_right_html: String,
    feedback_wrong_html: String,
    guidance_html: String,
}

#[derive(Serialize)]
struct ChoiceLine {
    text_html: String,
    feedback_html: String,
    correct: bool,
}

#[expect(clippy::struct_field_names, reason = "rendered Markdown is called so, by a law")]
#[derive(Serialize)]
struct PairLine {
    prompt_html: String,
    choice_html: String,
    feedback_html: String,
}

#[derive(Serialize)]
struct MistakeLine {
    answer: String,
    feedback_html: String,
}

impl View for QuizPage {
    const TEMPLATE: &'static str = "preview/quiz";
}

impl QuizPage {
    /// Nothing if the module has no quiz.
    pub fn new(edition: &Edition, module: &Module) -> Option<QuizPage> {
        let quiz = module.quiz.as_ref()?;
        let card = |(number, question)| QuestionCard::new(edition, module, number, question);
        Some(QuizPage {
            module_title: module.title.clone(),
            module_address: links::module(&edition.course, &module.id),
            draw: quiz.draw,
            pass_mark: quiz.pass_mark,
            questions: (1..).zip(&quiz.questions).map(card).collect(),
        })
    }
}

impl QuestionCard {
    fn new(edition: &Edition, module: &Module, number: usize, question: &Question) -> QuestionCard {
        let objective = module.objectives.iter().find(|o| o.id == question.objective);
        let lesson = module.lesson(&question.lesson);
        let mut card = QuestionCard {
            number,
            id: question.id.clone(),
            kind: word(&question.kind),
            objective: objective.map(|o| o.text.clone()).unwrap_or_default(),
            lesson: lesson.map(|lesson| lesson.title.clone()).unwrap_or_default(),
            lesson_address: links::lesson(&edition.course, &module.id, &question.lesson),
            text_html: question.text_html.clone(),
            choices: question.choices.iter().map(ChoiceLine::of).collect(),
            ..QuestionCard::default()
        };
        card.add_kind(question);
        card
    }

    fn add_kind(&mut self, question: &Question) {
        match &question.kind {
            Kind::Single | Kind::TrueFalse | Kind::MultipleAllOrNothing | Kind::MultiplePartial => {
            }
            Kind::Ordering(_) => self.ordered = true,
            Kind::Matching(matching) => {
                let text = |id: &str| {
                    let found = question.choices.iter().find(|choice| choice.id == id);
                    found.map(|choice| choice.text_html.clone()).unwrap_or_default()
                };
                let pair = |prompt: &crate::courses::edition::Prompt| PairLine {
                    prompt_html: prompt.text_html.clone(),
                    choice_html: text(&prompt.choice),
                    feedback_html: prompt.feedback_html.clone(),
                };
                self.pairs = matching.prompts.iter().map(pair).collect();
            }
            Kind::Numeric(numeric) => {
                let shown = |number| number_with_unit(number, &numeric.unit);
                self.answers = vec![shown(numeric.answer)];
                if !numeric.tolerance.is_zero() {
                    self.answers.push(format!("\u{b1} {}", shown(numeric.tolerance)));
                }
                let mistakes = numeric.mistakes.iter();
                let line = |mistake: &crate::courses::edition::Mistake| MistakeLine {
                    answer: shown(mistake.answer),
                    feedback_html: mistake.feedback_html.clone(),
                };
                self.mistakes = mistakes.map(line).collect();
                self.feedback_right_html.clone_from(&numeric.feedback_right_html);
                self.feedback_wrong_html.clone_from(&numeric.feedback_wrong_html);
            }
            Kind::ShortText(short) => {
                self.answers.clone_from(&short.accepted);
                self.feedback_right_html.clone_from(&short.feedback_right_html);
                self.feedback_wrong_html.clone_from(&short.feedback_wrong_html);
            }
            Kind::Reflection(reflection) => {
                self.guidance_html.clone_from(&reflection.guidance_html);
            }
        }
    }
}

impl ChoiceLine {
    fn of(choice: &Choice) -> ChoiceLine {
        ChoiceLine {
            text_html: choice.text_html.clone(),
            feedback_html: choice.feedback_html.clone(),
            correct: choice.correct,
        }
    }
}

/// How quiz.toml says it.
fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::TrueFalse => "true-false",
        Kind::MultipleAllOrNothing => "multiple, all-or-nothing",
        Kind::MultiplePartial => "multiple, partial",
        Kind::Ordering(Marking::AllOrNothing) => "ordering, all-or-nothing",
        Kind::Ordering(Marking::Partial) => "ordering, partial",
        Kind::Matching(matching) => match matching.marking {
            Marking::AllOrNothing => "matching, all-or-nothing",
            Marking::Partial => "matching, partial",
        },
        Kind::Numeric(_) => "numeric",
        Kind::ShortText(_) => "short-text",
        Kind::Reflection(_) => "reflection",
    }
}

pub fn samples() -> Vec<Sample> {
    let card = |number: usize| QuestionCard {
        number,
        id: format!("q{number}"),
        kind: "single",
        objective: "Ask who owns a dataset".into(),
        lesson: "Your ward".into(),
        lesson_address: "/".into(),
        text_html: "Who?".into(),
        ..QuestionCard::default()
    };
    let choice = |correct: bool| ChoiceLine {
        text_html: "One".into(),
        feedback_html: "Why.".into(),
        correct,
    };
    let choices = || vec![choice(true), choice(false)];
    let pairs = vec![PairLine {
        prompt_html: "Prompt".into(),
        choice_html: "Choice".into(),
        feedback_html: "Why.".into(),
    }];
    let typed = QuestionCard {
        answers: vec!["5".into()],
        mistakes: vec![MistakeLine { answer: "6".into(), feedback_html: "Count again.".into() }],
        feedback_right_html: "Yes.".into(),
        feedback_wrong_html: "No.".into(),
        ..card(4)
    };
    let page = QuizPage {
        module_title: "Data".into(),
        module_address: "/".into(),
        draw: 8,
        pass_mark: 75,
        questions: vec![
            QuestionCard { choices: choices(), ..card(1) },
            QuestionCard { ordered: true, choices: choices(), ..card(2) },
            QuestionCard { choices: choices(), pairs, ..card(3) },
            typed,
            QuestionCard { guidance_html: "Think.".into(), ..card(5) },
        ],
    };
    vec![sample("every kind", &page)]
}
