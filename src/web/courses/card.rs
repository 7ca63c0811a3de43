//! A lesson's card of questions, on a page that prints on one sheet of A5.

use super::edition;
use crate::courses::edition::{Edition, Lesson, Module};
use crate::pages::View;
use crate::web::{Answer, Error, Request, Sample, SignedIn, links, sample};
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct CardPage {
    lesson_address: String,
    lesson_title: String,
    course_title: String,
    module_title: String,
    cards_html: String,
}

impl View for CardPage {
    const TEMPLATE: &'static str = "courses/card";
}

/// Shows the card of a lesson that has one.
pub async fn card(who: SignedIn, rq: Request) -> Answer {
    let edition = edition(&rq, &who).await?;
    let module = edition.module(rq.part("module")).ok_or(Error::NotFound)?;
    let lesson = module.lesson(rq.part("lesson")).ok_or(Error::NotFound)?;
    rq.page(StatusCode::OK, &card_page(&edition, module, lesson)?)
}

/// The card of a lesson.
///
/// # Errors
/// [`Error::NotFound`] when it has none.
pub fn card_page(
    edition: &Edition,
    module: &Module,
    lesson: &Lesson,
) -> Result<impl View + use<>, Error> {
    let cards = lesson.cards();
    if cards.is_empty() {
        return Err(Error::NotFound);
    }
    let lesson_address = links::lesson(&edition.course, &module.id, &lesson.id);
    // Words explained and sources stand under the lesson.
    let cards_html = cards.join("\n").replace("href=\"#", &format!("href=\"{lesson_address}#"));
    Ok(CardPage {
        lesson_address,
        lesson_title: lesson.title.clone(),
        course_title: edition.title.clone(),
        module_title: module.title.clone(),
        cards_html,
    })
}

pub fn samples() -> Vec<Sample> {
    let cards_html = "<section class=\"question-card\" aria-labelledby=\"card-1\">\
        <h2 id=\"card-1\">Eight questions</h2><ol><li>Who owns it?</li></ol></section>";
    let page = CardPage {
        lesson_address: "/".into(),
        lesson_title: "Your turn".into(),
        course_title: "Digital Foundations".into(),
        module_title: "Data".into(),
        cards_html: cards_html.into(),
    };
    vec![sample("a card", &page)]
}
