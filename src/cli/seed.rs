//! The demo's people and what they have done. None of them exists.

use super::add::hash_of;
use super::start::Parts;
use crate::access;
use crate::certificates::{self, CertificateNumber};
use crate::councils;
use crate::courses::edition::{Edition, Module};
use crate::courses::{MAIN_COURSE, Shelf};
use crate::db::Conn;
use crate::kernel::{CouncilId, EmailAddress, Instant, Nation, PersonId, Random, london_date};
use crate::learning::{self, LearningError};
use crate::members::{self, MemberError};
use crate::people::{self, PersonName, StaffRole};
use crate::quizzes::{answer::Given, marking};
use anyhow::Context;
use chrono::TimeDelta;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The password of everybody in a demo.
pub const PASSWORD: &str = "violet-harbour-lantern";
/// Whom to try first.
pub const FIRST: &str = "gwen.pryce@aberwyvern.example";

/// Whose certificate was corrected, whose was revoked, and whose waits for the name.
const CORRECTED: &str = "sian.hughes@aberwyvern.example";
const REVOKED: &str = "dafydd.morgan@aberwyvern.example";
const UNCONFIRMED: &str = "mair.ellis@aberwyvern.example";
const ADMINISTRATOR: &str = "ada@training.example";
/// Who have nothing left to do.
const FINISHED: [&str; 3] = [CORRECTED, REVOKED, UNCONFIRMED];

/// A person of the demo.
pub struct Cast {
    role: &'static str,
    name: &'static str,
    pub email: &'static str,
    pub about: &'static str,
}

const CAST: [Cast; 8] = [
    Cast {
        role: "learner",
        name: "Gwen Pryce",
        email: FIRST,
        about: "a councillor who is half-way",
    },
    Cast {
        role: "learner",
        name: "Rhys Llewellyn",
        email: "rhys.llewellyn@aberwyvern.example",
        about: "a councillor with one quiz to go",
    },
    Cast {
        role: "learner",
        name: "Sian Hughes",
        email: CORRECTED,
        about: "a councillor who had the name on her certificate corrected",
    },
    Cast {
        role: "learner",
        name: "Dafydd Morgan",
        email: REVOKED,
        about: "a councillor whose certificate was revoked",
    },
    Cast {
        role: "learner",
        name: "Mair Ellis",
        email: UNCONFIRMED,
        about: "a councillor whose certificate waits for her name",
    },
    Cast {
        role: "trainer",
        name: "Tomasz Łukaszewicz",
        email: "tomasz@training.example",
        about: "a trainer",
    },
    Cast {
        role: "officer",
        name: "Elin Rees",
        email: "elin.rees@aberwyvern.example",
        about: "the council's democratic services officer",
    },
    Cast {
        role: "administrator",
        name: "Ada Marsh",
        email: ADMINISTRATOR,
        about: "runs the service; invites people",
    },
];

impl Cast {
    /// As `demo.json` lists it.
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "role": self.role, "name": self.name, "email": self.email, "password": PASSWORD,
        })
    }
}

/// Fills an empty demo; one that was filled before stays as it is.
pub async fn seed(parts: &Parts) -> anyhow::Result<&'static [Cast]> {
    let first = EmailAddress::parse(FIRST).ok().context("the demo's address")?;
    let known = parts.db.read(move |conn| people::find_person_by_address(conn, &first)).await?;
    if known.is_none() {
        let phc = hash_of(PASSWORD).await?;
        let stage = Stage {
            phc,
            shelf: parts.shelf.clone(),
            random: parts.random.clone(),
            now: parts.clock.now(),
        };
        let (keys, random) = (parts.keys.clone(), parts.random.clone());
        parts
            .db
            .write(move |conn| {
                let council = councils::add_council(
                    conn,
                    None,
                    "Aberwyvern County Council",
                    Nation::Wales,
                    stage.now,
                )?;
                let council = councils::get_council(conn, council)?;
                let mut people = BTreeMap::new();
                for cast in &CAST {
                    let person = stage.enter(conn, cast, council.id).map_err(unseeded)?;
                    people.insert(cast.email, person);
                }
                if let Some(by) = people.get(ADMINISTRATOR).copied() {
                    stage.certificates(conn, by, &people).map_err(unseeded)?;
                    let name = PersonName::parse("Nia Evans")
                        .map_err(|_| unseeded(LearningError::NotFound))?;
                    let address = EmailAddress::parse("nia.evans@aberwyvern.example")
                        .map_err(|_| unseeded(LearningError::NotFound))?;
                    members::invite(
                        conn, by, &council, &name, &address, &keys, &random, stage.now,
                    )?;
                }
                Ok::<_, MemberError>(())
            })
            .await?;
    }
    Ok(&CAST)
}

/// What all scenes share.
struct Stage {
    phc: String,
    shelf: Shelf,
    random: Random,
    now: Instant,
}

impl Stage {
    fn enter(
        &self,
        conn: &mut Conn,
        cast: &Cast,
        council: CouncilId,
    ) -> Result<PersonId, LearningError> {
        let name = PersonName::parse(cast.name).map_err(|_| LearningError::NotFound)?;
        let address = EmailAddress::parse(cast.email).map_err(|_| LearningError::NotFound)?;
        let began = self.now - TimeDelta::days(40);
        let person = people::add_person(conn, &name, &address, began)?;
        access::set_first_password(conn, person, &self.phc, began)?;
        match cast.role {
            "administrator" => people::grant_staff(conn, person, StaffRole::Administrator, began)?,
            "trainer" => people::grant_staff(conn, person, StaffRole::Trainer, began)?,
            "officer" => people::grant_officer(conn, person, council, began)?,
            _ => {
                if cast.email != UNCONFIRMED {
                    people::confirm_printed_name(conn, person, &name, began)?;
                }
                members::join(conn, person, council, london_date(began))?;
                learning::enrol(conn, person, MAIN_COURSE, began)?;
                self.learn(conn, person, cast.email)?;
            }
        }
        Ok(person)
    }

    /// One learner is in the middle of the course, one has only its last quiz left, and some are
    /// done with it.
    fn learn(&self, conn: &mut Conn, person: PersonId, email: &str) -> Result<(), LearningError> {
        let (to_the_end, finished) = (email != FIRST, FINISHED.contains(&email));
        let place = learning::get_place_of(conn, &self.shelf, person, MAIN_COURSE)?;
        let edition: Arc<Edition> = place.edition;
        let (half, last) = (edition.modules.len() / 2, edition.modules.len().saturating_sub(1));
        for (at, module) in edition.modules.iter().enumerate() {
            let day =
                self.now - TimeDelta::days(30) + TimeDelta::days(i64::try_from(at).unwrap_or(0));
            let whole = to_the_end || at < half;
            let lessons = if whole {
                module.lessons.len()
            } else if at == half {
                2
            } else {
                0
            };
            for lesson in module.lessons.iter().take(lessons) {
                learning::read_lesson(
                    conn,
                    &self.shelf,
                    &self.random,
                    person,
                    MAIN_COURSE,
                    &module.id,
                    &lesson.id,
                    day,
                )?;
            }
            if whole && (finished || !(to_the_end && at == last)) {
                self.pass(conn, person, module, day)?;
            }
        }
        Ok(())
    }

    fn pass(
        &self,
        conn: &mut Conn,
        person: PersonId,
        module: &Module,
        day: Instant,
    ) -> Result<(), LearningError> {
        let Some(quiz) = &module.quiz else { return Ok(()) };
        let at = (MAIN_COURSE, module.id.as_str());
        let id = learning::start_attempt(conn, &self.shelf, &self.random, person, at, day)?;
        let view = learning::view_attempt(conn, &self.shelf, person, id)?;
        for (slot, drawn) in view.attempt.draw.0.iter().enumerate() {
            let Some(question) = quiz.question(&drawn.question) else { continue };
            // One slip, so that the result has something to show.
            let given = if slot == 1 { Given::default() } else { marking::key(question) };
            learning::save_answer(conn, &self.shelf, person, id, slot, &given, 1, day)?;
        }
        learning::hand_in(conn, &self.shelf, &self.random, person, id, day)?;
        Ok(())
    }
}

impl Stage {
    /// One certificate was made out to a name without its accent, and one was revoked.
    fn certificates(
        &self,
        conn: &mut Conn,
        administrator: PersonId,
        people: &BTreeMap<&str, PersonId>,
    ) -> Result<(), LearningError> {
        let day = self.now - TimeDelta::days(10);
        let newest = |conn: &mut Conn, email: &str| {
            let person = people.get(email).copied().ok_or(LearningError::NotFound)?;
            let found = certificates::find_newest_of(conn, person, MAIN_COURSE)?;
            let number = found.and_then(|found| CertificateNumber::parse(&found.number));
            Ok::<_, LearningError>((person, number.ok_or(LearningError::NotFound)?))
        };
        let (sian, number) = newest(conn, CORRECTED)?;
        let name = PersonName::parse("Siân Hughes").map_err(|_| LearningError::NotFound)?;
        learning::replace_certificate_of(conn, &self.random, sian, &number, &name, day)?;
        let (_, number) = newest(conn, REVOKED)?;
        let reason = "The quizzes were answered by somebody else";
        learning::revoke_certificate(conn, administrator, &number, reason, day)
    }
}

/// A scene that fails leaves nothing behind; the reason is for whoever changes the scenes.
fn unseeded(error: LearningError) -> MemberError {
    MemberError::Database(diesel::result::Error::QueryBuilderError(error.into()))
}
