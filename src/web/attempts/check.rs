//! All answers, before they are handed in.

use super::{Ends, load, module};
use crate::courses::edition::{Kind, Question};
use crate::db::Conn;
use crate::learning;
use crate::pages::View;
use crate::quizzes::answer::{Given, Line, Standing, in_words, standing};
use crate::quizzes::attempt::State;
use crate::quizzes::{self, draw::Slot};
use crate::web::{Answer, Error, Request, Sample, SignedIn, links, sample};
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct AnswersPage {
    module_title: String,
    last_question: String,
    last_number: usize,
    ends: Option<Ends>,
    /// How many questions have no answer, and how many an unfinished one.
    unanswered: usize,
    unfinished: usize,
    lines: Vec<AnswerLine>,
    /// Whether passing brings the certificate, and the name that is confirmed for it.
    certificate: bool,
    printed_name: String,
    submission: String,
}

#[derive(Serialize)]
struct AnswerLine {
    number: usize,
    question_html: String,
    given: Vec<GivenLine>,
    unfinished: bool,
    reflection: bool,
    shared: bool,
    address: String,
}

/// A line of an answer, as pages show it.
#[derive(Serialize)]
pub struct GivenLine {
    /// 0 for none.
    place: usize,
    prompt_html: String,
    text_html: String,
    typed: String,
}

impl GivenLine {
    pub fn samples() -> Vec<GivenLine> {
        let line = |place, prompt: &str, text: &str, typed: &str| GivenLine {
            place,
            prompt_html: prompt.into(),
            text_html: text.into(),
            typed: typed.into(),
        };
        vec![line(1, "", "The date", ""), line(0, "Who", "The clerk", ""), line(0, "", "", "Mine")]
    }
}

impl From<Line> for GivenLine {
    fn from(line: Line) -> GivenLine {
        let Line { place, prompt_html, html, typed } = line;
        GivenLine { place, prompt_html, text_html: html, typed }
    }
}

impl View for AnswersPage {
    const TEMPLATE: &'static str = "attempts/answers";
}

/// Shows all answers before they are handed in.
pub async fn answers(who: SignedIn, rq: Request) -> Answer {
    let view = load(&rq, &who, rq.id("attempt")?).await?;
    let id = view.attempt.id;
    if view.attempt.state != State::InProgress {
        return Ok(rq.to(&links::result(id)));
    }
    let quiz = view.quiz().ok_or(Error::NotFound)?;
    let given = quizzes::given_by_slot(view.answers.clone());
    let draw = &view.attempt.draw.0;
    let asked = |drawn: &Slot| quiz.question(&drawn.question);
    let standings = draw
        .iter()
        .enumerate()
        .filter_map(|(slot, drawn)| Some(standing(asked(drawn)?, given.get(&slot))));
    let standings: Vec<Standing> = standings.collect();
    let is_unfinished = |standing: &&Standing| matches!(standing, Standing::Unfinished { .. });
    let line = |(slot, drawn): (usize, &Slot)| {
        let address = links::question(id, slot + 1);
        Some(line(slot + 1, asked(drawn)?, given.get(&slot), address))
    };
    let (shelf, person) = (rq.app.shelf.clone(), who.person);
    let (course, of) = (view.edition.course.clone(), view.attempt.module.clone());
    let name = move |conn: &mut Conn| learning::name_if_passed(conn, &shelf, person, &course, &of);
    let name = rq.app.db.read(name).await?;
    let page = AnswersPage {
        module_title: module(&view)?.title.clone(),
        last_question: links::question(id, draw.len()),
        last_number: draw.len(),
        ends: view.attempt.deadline_at.map(|at| Ends::new(at, rq.now())),
        unanswered: standings.iter().filter(|s| **s == Standing::Unanswered).count(),
        unfinished: standings.iter().filter(is_unfinished).count(),
        lines: draw.iter().enumerate().filter_map(line).collect(),
        certificate: name.is_some(),
        printed_name: name.unwrap_or_default(),
        submission: format!("/attempts/{id}/submission"),
    };
    rq.page(StatusCode::OK, &page)
}

fn line(number: usize, question: &Question, given: Option<&Given>, address: String) -> AnswerLine {
    let words = given.map(|given| in_words(question, given)).unwrap_or_default();
    AnswerLine {
        number,
        question_html: question.text_html.clone(),
        given: words.into_iter().map(GivenLine::from).collect(),
        unfinished: matches!(standing(question, given), Standing::Unfinished { .. }),
        reflection: matches!(question.kind, Kind::Reflection(_)),
        shared: given.is_some_and(Given::is_shared),
        address,
    }
}

pub fn samples() -> Vec<Sample> {
    let given = |place: usize, prompt: &str, html: &str, typed: &str| GivenLine {
        place,
        prompt_html: prompt.into(),
        text_html: html.into(),
        typed: typed.into(),
    };
    let line = |number: usize, given: Vec<GivenLine>| AnswerLine {
        number,
        question_html: "Why?".into(),
        unfinished: number == 3,
        reflection: number == 4 || number == 5,
        shared: number == 5,
        given,
        address: "/".into(),
    };
    let page = |unanswered, unfinished, lines| AnswersPage {
        module_title: "Data".into(),
        last_question: "/".into(),
        last_number: 8,
        ends: (unanswered == 1).then(|| Ends::sample("")),
        unanswered,
        unfinished,
        lines,
        certificate: unanswered == 2 || unfinished == 1,
        printed_name: if unfinished == 1 { "Gwen Pryce".into() } else { String::new() },
        submission: "/".into(),
    };
    let all = vec![
        line(1, vec![given(0, "", "Because", "")]),
        line(2, vec![given(1, "", "Ask", ""), given(2, "", "Weigh", "")]),
        line(3, vec![given(0, "A complaint", "The regulator", "")]),
        line(4, vec![given(0, "", "", "I shall ask.\nTwice.")]),
        line(5, vec![given(0, "", "", "12%")]),
    ];
    vec![
        sample("all answered", &page(0, 0, vec![line(1, vec![given(0, "", "Because", "")])])),
        sample("one left", &page(1, 0, vec![line(1, vec![])])),
        sample("two left", &page(2, 0, vec![line(1, vec![]), line(2, vec![])])),
        sample("one unfinished", &page(0, 1, all)),
        sample("some of both", &page(1, 2, vec![line(3, vec![given(1, "", "Ask", "")])])),
    ]
}
