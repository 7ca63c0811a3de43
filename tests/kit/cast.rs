//! A small cast of people with names. None of them exists.

use super::app::TestApp;
use chrono::TimeDelta;
use foundations::access;
use foundations::councils;
use foundations::courses::MAIN_COURSE;
use foundations::db::Conn;
use foundations::kernel::{CouncilId, EmailAddress, Instant, Nation, PersonId, london_date};
use foundations::learning::{self, LearningError};
use foundations::members;
use foundations::people::{self, PersonName, StaffRole};

/// Everybody's.
pub const PASSWORD: &str = "violet-harbour-lantern";
/// What those choose who choose anew.
pub const NEW_PASSWORD: &str = "copper-thistle-meadow";

#[derive(Debug, Clone)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub email: String,
}

#[derive(Debug, Clone)]
pub struct Cast {
    /// In Wales.
    pub aberwyvern: CouncilId,
    /// In England.
    pub glanmoor: CouncilId,
    /// A councillor of Aberwyvern.
    pub gwen: Person,
    /// A councillor of Glanmoor.
    pub idris: Person,
    pub tomasz: Person,
    /// An officer of Aberwyvern.
    pub elin: Person,
    pub ada: Person,
}

/// What somebody is, besides a person.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    Learner(CouncilId),
    Trainer,
    Officer(CouncilId),
    Administrator,
}

pub fn name(text: &str) -> PersonName {
    PersonName::parse(text).unwrap()
}

pub fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// Adds somebody with an account.
pub fn add(
    conn: &mut Conn,
    phc: &str,
    part: Part,
    (called, address): (&str, &str),
    now: Instant,
) -> Result<Person, LearningError> {
    let id = people::add_person(conn, &name(called), &email(address), now)?;
    access::set_first_password(conn, id, phc, now)?;
    match part {
        Part::Learner(council) => {
            people::confirm_printed_name(conn, id, &name(called), now)?;
            members::join(conn, id, council, london_date(now))?;
            learning::enrol(conn, id, MAIN_COURSE, now)?;
        }
        Part::Trainer => people::grant_staff(conn, id, StaffRole::Trainer, now)?,
        Part::Officer(council) => people::grant_officer(conn, id, council, now)?,
        Part::Administrator => people::grant_staff(conn, id, StaffRole::Administrator, now)?,
    }
    Ok(Person { id, name: called.to_owned(), email: address.to_owned() })
}

pub fn add_cast(conn: &mut Conn, phc: &str, now: Instant) -> Result<Cast, LearningError> {
    let began = now - TimeDelta::days(40);
    let mut council = |name: &str, nation| {
        councils::add_council(conn, None, name, nation, began).expect("a new council")
    };
    let aberwyvern = council("Aberwyvern County Council", Nation::Wales);
    let glanmoor = council("Glanmoor Borough Council", Nation::England);
    let mut add = |part, who| add(conn, phc, part, who, began);
    Ok(Cast {
        aberwyvern,
        glanmoor,
        gwen: add(Part::Learner(aberwyvern), ("Gwen Pryce", "gwen@aberwyvern.example"))?,
        idris: add(Part::Learner(glanmoor), ("Idris Hughes", "idris@glanmoor.example"))?,
        tomasz: add(Part::Trainer, ("Tomasz Łukaszewicz", "tomasz@training.example"))?,
        elin: add(Part::Officer(aberwyvern), ("Elin Rees", "elin@aberwyvern.example"))?,
        ada: add(Part::Administrator, ("Ada Marsh", "ada@training.example"))?,
    })
}

impl TestApp {
    /// Adds a learner of a council.
    pub async fn learner(&self, called: &str, address: &str, council: CouncilId) -> Person {
        let (called, address) = (called.to_owned(), address.to_owned());
        let (phc, now) = (self.phc.clone(), self.now());
        let add = move |conn: &mut Conn| {
            add(conn, &phc, Part::Learner(council), (&called, &address), now)
        };
        self.app.db.write(add).await.unwrap()
    }

    /// Invites somebody to Aberwyvern; the letter is still to go.
    pub async fn invite(&self, called: &'static str, address: &'static str) {
        self.invite_to(self.cast.aberwyvern, called, address).await;
    }

    pub async fn invite_to(&self, council: CouncilId, called: &'static str, address: &'static str) {
        let (keys, random) = (self.app.keys.clone(), self.app.random.clone());
        let (by, now) = (self.cast.ada.id, self.now());
        let invite = move |conn: &mut Conn| {
            let council = councils::get_council(conn, council).expect("a council");
            let (name, email) = (name(called), email(address));
            members::invite(conn, by, &council, &name, &email, &keys, &random, now)
        };
        self.app.db.write(invite).await.unwrap();
    }
}
