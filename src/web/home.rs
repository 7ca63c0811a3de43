//! The first page: what the service is, or a learner's own home.

use super::courses::ModuleLine;
use super::{Answer, Anyone, Request, Sample, links, sample};
use crate::kernel::{date_in_words, london, london_date};
use crate::learning::progress::{self, Next};
use crate::learning::{self, Place, Proof};
use crate::members;
use crate::pages::View;
use actix_web::http::StatusCode;
use chrono::Timelike;
use serde::Serialize;

/// The first page for who is not signed in.
#[derive(Serialize)]
struct FrontPage {}

impl View for FrontPage {
    const TEMPLATE: &'static str = "home/front";
}

/// A learner's home.
#[derive(Serialize)]
struct HomePage {
    /// Part of the key of the greeting: `morning`, `afternoon` or `evening`.
    morning: bool,
    afternoon: bool,
    name: String,
    councils: String,
    courses: Vec<CourseCard>,
}

#[derive(Serialize)]
struct CourseCard {
    title: String,
    address: String,
    next: Option<NextCard>,
    done: usize,
    of: usize,
    left: usize,
    stones: Vec<&'static str>,
    modules: Vec<ModuleLine>,
    /// When the course was completed; empty until then.
    completed_on: String,
    /// Of a completed course: the certificate waits for the name, or was revoked.
    name_wanted: bool,
    revoked: bool,
}

#[derive(Serialize)]
struct NextCard {
    begun: bool,
    is_quiz: bool,
    title: String,
    module: String,
    number: usize,
    of: usize,
    minutes: u32,
    address: String,
}

impl View for HomePage {
    const TEMPLATE: &'static str = "home/index";
}

/// Shows the first page, or the learner's home.
pub async fn index(Anyone(who): Anyone, rq: Request) -> Answer {
    let Some(who) = who else { return rq.page(StatusCode::OK, &FrontPage {}) };
    let shelf = rq.app.shelf.clone();
    let person = who.person;
    let (places, proofs, seats) = rq
        .app
        .db
        .read(move |conn| {
            let places = learning::list_places_of(conn, &shelf, person)?;
            let proof = |place: &Place| match place.standing.course_completed_at {
                Some(_) => learning::proof_of(conn, person, &place.edition.course).map(Some),
                None => Ok(None),
            };
            let proofs = places.iter().map(proof).collect::<Result<Vec<_>, _>>()?;
            let seats = members::list_seats_of(conn, person)?;
            Ok::<_, learning::LearningError>((places, proofs, seats))
        })
        .await?;
    let hour = london(rq.now()).hour();
    let councils: Vec<String> = seats.into_iter().map(|seat| seat.council_name).collect();
    let view = HomePage {
        morning: hour < 12,
        afternoon: (12..18).contains(&hour),
        name: who.name,
        councils: councils.join(", "),
        courses: places.iter().zip(proofs).map(|(place, proof)| card(place, proof)).collect(),
    };
    rq.page(StatusCode::OK, &view)
}

fn card(place: &Place, proof: Option<Proof>) -> CourseCard {
    let (edition, standing) = (&place.edition, &place.standing);
    let done = progress::modules_completed(edition, standing);
    let here = match progress::next(edition, standing) {
        Next::Lesson { module, .. } | Next::Quiz { module } => Some(module.id.as_str()),
        Next::Nothing => None,
    };
    let modules: Vec<ModuleLine> = edition
        .modules
        .iter()
        .map(|module| ModuleLine::new(&edition.course, module, standing, here == Some(&module.id)))
        .collect();
    CourseCard {
        title: edition.title.clone(),
        address: links::course(&edition.course),
        next: next_card(place),
        done,
        of: modules.len(),
        left: modules.len() - done,
        stones: modules.iter().map(ModuleLine::stone).collect(),
        modules,
        completed_on: standing
            .course_completed_at
            .map(|at| date_in_words(london_date(at)))
            .unwrap_or_default(),
        name_wanted: proof == Some(Proof::NameWanted),
        revoked: proof == Some(Proof::Revoked),
    }
}

fn next_card(place: &Place) -> Option<NextCard> {
    let (edition, standing) = (&place.edition, &place.standing);
    let begun = *standing != progress::Standing::default();
    match progress::next(edition, standing) {
        Next::Nothing => None,
        Next::Lesson { module, lesson } => Some(NextCard {
            begun,
            is_quiz: false,
            title: lesson.title.clone(),
            module: module.title.clone(),
            number: module.lessons.iter().take_while(|l| l.id != lesson.id).count() + 1,
            of: module.lessons.len(),
            minutes: lesson.minutes,
            address: links::lesson(&edition.course, &module.id, &lesson.id),
        }),
        Next::Quiz { module } => Some(NextCard {
            begun,
            is_quiz: true,
            title: module.title.clone(),
            module: module.title.clone(),
            number: 0,
            of: module.lessons.len(),
            minutes: 0,
            address: links::quiz(&edition.course, &module.id),
        }),
    }
}

pub fn samples() -> Vec<Sample> {
    let next = |is_quiz: bool, begun: bool| NextCard {
        begun,
        is_quiz,
        title: "When the landlines go".into(),
        module: "Connectivity".into(),
        number: 3,
        of: 4,
        minutes: 6,
        address: "/".into(),
    };
    let page = |next: Option<NextCard>, proof: Option<Proof>, hour: u32| HomePage {
        morning: hour < 12,
        afternoon: hour == 15,
        name: "Gwen".into(),
        councils: "Aberwyvern County Council".into(),
        courses: vec![CourseCard {
            title: "Digital Foundations".into(),
            address: "/".into(),
            next,
            done: 1,
            of: 3,
            left: 2,
            stones: vec!["stone--done", "stone--now", ""],
            modules: ModuleLine::samples(),
            completed_on: proof.map(|_| "20 November 2026").unwrap_or_default().into(),
            name_wanted: proof == Some(Proof::NameWanted),
            revoked: proof == Some(Proof::Revoked),
        }],
    };
    let nothing = HomePage {
        morning: false,
        afternoon: false,
        name: "Ada".into(),
        councils: String::new(),
        courses: vec![],
    };
    vec![
        sample("front", &FrontPage {}),
        sample("lesson next", &page(Some(next(false, true)), None, 9)),
        sample("new", &page(Some(next(false, false)), None, 15)),
        sample("quiz next", &page(Some(next(true, true)), None, 20)),
        sample("done", &page(None, Some(Proof::Issued), 9)),
        sample("done, the name is wanted", &page(None, Some(Proof::NameWanted), 9)),
        sample("done, the certificate was revoked", &page(None, Some(Proof::Revoked), 9)),
        sample("no course", &nothing),
    ]
}
