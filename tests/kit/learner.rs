//! What learners do, through their pages; and, where only its end matters, at once.

use super::app::TestApp;
use super::browser::Browser;
use super::cast::Person;
use super::course::{answer_to, asked};
use super::form::Form;
use super::page::{all, words};
use foundations::courses::MAIN_COURSE;
use foundations::courses::edition::{Edition, Question};
use foundations::db::Conn;
use foundations::kernel::AttemptId;
use foundations::learning::{self, LearningError};
use foundations::quizzes::answer::Given;

impl Browser<'_> {
    /// Reads the lessons of a module, beginning on its page, up to its quiz.
    pub async fn read_module(&mut self, title: &str, lessons: usize) {
        self.follow(title).await;
        self.follow_button("Begin this module").await;
        for _ in 0..lessons {
            self.press("I have read this").await;
        }
        assert!(self.page().heading().starts_with("Quiz"), "{}", self.page().heading());
    }

    /// Follows a link that looks like a button.
    pub async fn follow_button(&mut self, words: &str) {
        self.follow(words).await;
    }

    /// Starts the quiz on show and answers it, up to the check of all answers.
    pub async fn answer_quiz(&mut self, edition: &Edition, right: bool) {
        self.press("Start the quiz").await;
        while self.page().has_button("Save and continue") {
            let form = self.answered(edition, right);
            self.submit(&form, "Save and continue", 200).await;
        }
        assert_eq!(self.page().heading(), "Check your answers");
    }

    /// The form of the question on show, with a right or a wrong answer.
    pub fn answered(&self, edition: &Edition, right: bool) -> Form {
        let words = all(&self.page().html(), ".question").first().map(words).unwrap();
        let question = asked(edition, &words);
        self.given(question, &answer_to(question, right))
    }

    /// The form of the question on show with this answer.
    pub fn given(&self, question: &Question, given: &Given) -> Form {
        let preview = "Mark this answer";
        let button = if self.page().has_button(preview) { preview } else { "Save and continue" };
        let form = self.page().form(button).choose_none();
        match given {
            Given::Choices(ids) => {
                let chosen = question.choices.iter().filter(|choice| ids.contains(&choice.id));
                chosen.fold(form, |form, choice| form.choose(&choice.text_html))
            }
            Given::Places { places } => places.iter().fold(form, |form, (item, place)| {
                form.fill(&format!("place-{item}"), &place.to_string())
            }),
            Given::Pairs { pairs } => pairs
                .iter()
                .fold(form, |form, (prompt, choice)| form.fill(&format!("pair-{prompt}"), choice)),
            Given::Text { text, .. } => form.fill("answer", text),
        }
    }

    /// Answers the quiz on show and hands it in.
    pub async fn take_quiz(&mut self, edition: &Edition, right: bool) {
        self.answer_quiz(edition, right).await;
        self.press("Send my answers").await;
    }
}

impl TestApp {
    /// Reads every lesson and passes every quiz but the last, of which an attempt is left open
    /// with right answers.
    pub async fn bring_to_the_end(&self, person: &Person) -> AttemptId {
        let (editions, random) = (self.app.shelf.clone(), self.app.random.clone());
        let (person, now, edition) = (person.id, self.now(), self.edition.clone());
        let learn = move |conn: &mut Conn| {
            let mut open = None;
            for module in &edition.modules {
                for lesson in &module.lessons {
                    let (module, lesson) = (&module.id, &lesson.id);
                    let course = MAIN_COURSE;
                    learning::read_lesson(
                        conn, &editions, &random, person, course, module, lesson, now,
                    )?;
                }
                if let Some(attempt) = open {
                    learning::hand_in(conn, &editions, &random, person, attempt, now)?;
                }
                let at = (MAIN_COURSE, module.id.as_str());
                let id = learning::start_attempt(conn, &editions, &random, person, at, now)?;
                let view = learning::view_attempt(conn, &editions, person, id)?;
                for (slot, drawn) in view.attempt.draw.0.iter().enumerate() {
                    let quiz = module.quiz.as_ref().unwrap();
                    let given = answer_to(quiz.question(&drawn.question).unwrap(), true);
                    learning::save_answer(conn, &editions, person, id, slot, &given, 1, now)?;
                }
                open = Some(id);
            }
            Ok::<_, LearningError>(open.unwrap())
        };
        self.app.db.write(learn).await.unwrap()
    }

    /// Completes the course; the certificate's letter is still to go.
    pub async fn complete(&self, person: &Person) {
        let attempt = self.bring_to_the_end(person).await;
        let (editions, random) = (self.app.shelf.clone(), self.app.random.clone());
        let (person, now) = (person.id, self.now());
        let hand_in = move |conn: &mut Conn| {
            learning::hand_in(conn, &editions, &random, person, attempt, now)
        };
        self.app.db.write(hand_in).await.unwrap();
    }
}
