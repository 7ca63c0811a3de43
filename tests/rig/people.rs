//! Learners, entered by the program's own operations.

use anyhow::Context;
use foundations::access::password::Hasher;
use foundations::access::{self, AccessError, Device, SessionToken};
use foundations::councils;
use foundations::courses::edition::{Edition, Kind, Module};
use foundations::courses::{MAIN_COURSE, Shelf, newest_edition_id};
use foundations::db::{Conn, Db};
use foundations::kernel::{
    AttemptId, CouncilId, EmailAddress, Instant, Nation, PersonId, Random, london_date,
};
use foundations::learning::{self, LearningError};
use foundations::members;
use foundations::people::{self, PersonName};
use foundations::quizzes::draw::Slot;
use std::sync::Arc;

/// Everybody's password.
pub const PASSWORD: &str = "violet-harbour-lantern";

/// Somebody who is signed in, half-way through the course, and in the middle of a quiz.
#[derive(Clone)]
pub struct Learner {
    pub person: PersonId,
    pub email: String,
    /// The value of their session's cookie.
    pub session: String,
    pub attempt: AttemptId,
    /// The choices of each question that the attempt drew; none where it is answered otherwise.
    pub questions: Vec<Vec<String>>,
    /// Where the lesson stands that they read next.
    pub lesson: String,
}

/// What all entries share.
struct Office {
    phc: String,
    shelf: Shelf,
    random: Random,
    now: Instant,
    council: CouncilId,
    edition: Arc<Edition>,
    word: &'static str,
    /// Makes names and addresses of this run differ from those of the last one.
    run: u64,
}

/// How many are entered in one write.
const AT_ONCE: usize = 32;

/// Enters so many learners at that moment; their addresses begin with `word`.
pub async fn enter(
    db: &Db,
    shelf: &Shelf,
    word: &'static str,
    count: usize,
    now: Instant,
) -> anyhow::Result<Vec<Learner>> {
    let random = Random::Os;
    let run = u64::from_le_bytes(random.bytes());
    let phc = Hasher::new(1).hash(PASSWORD.to_owned().into(), random.bytes()).await?;
    let name = format!("Aberwyvern County Council {run}");
    let council =
        db.write(move |conn| councils::add_council(conn, None, &name, Nation::Wales, now)).await?;
    let newest = db.read(|conn| newest_edition_id(conn, MAIN_COURSE)).await?;
    let edition = newest.and_then(|id| shelf.get(id)).context("no edition is published")?;
    let shelf = shelf.clone();
    let office = Arc::new(Office { phc, shelf, random, now, council, edition, word, run });
    let mut learners = Vec::new();
    while learners.len() < count {
        let (office, from) = (office.clone(), learners.len());
        let numbers = from..count.min(from + AT_ONCE);
        let enter = move |conn: &mut Conn| {
            numbers.clone().map(|number| office.enter(conn, number)).collect::<Result<Vec<_>, _>>()
        };
        learners.extend(db.write(enter).await?);
    }
    Ok(learners)
}

impl Office {
    fn enter(&self, conn: &mut Conn, number: usize) -> Result<Learner, LearningError> {
        let name = PersonName::parse("Gwen Pryce").map_err(|_| LearningError::NotFound)?;
        let email = format!("{}-{}-{number}@aberwyvern.example", self.word, self.run);
        let address = EmailAddress::parse(&email).map_err(|_| LearningError::NotFound)?;
        let person = people::add_person(conn, &name, &address, self.now)?;
        access::set_first_password(conn, person, &self.phc, self.now)?;
        people::confirm_printed_name(conn, person, &name, self.now)?;
        members::join(conn, person, self.council, london_date(self.now))?;
        learning::enrol(conn, person, MAIN_COURSE, self.now)?;
        let session = SessionToken::new(self.random.bytes());
        open_session(conn, person, &session, self.now)?;
        let module = self.module()?;
        let lesson = self.read_half(conn, person, module)?;
        let (attempt, questions) = self.begin_quiz(conn, person, module)?;
        let session = session.as_str().to_owned();
        Ok(Learner { person, email, session, attempt, questions, lesson })
    }

    /// The last module with a quiz.
    fn module(&self) -> Result<&Module, LearningError> {
        let mut modules = self.edition.modules.iter().rev();
        modules.find(|module| module.quiz.is_some()).ok_or(LearningError::NotFound)
    }

    /// Reads all modules before, and the first lesson of this one; says where the next stands.
    fn read_half(
        &self,
        conn: &mut Conn,
        person: PersonId,
        here: &Module,
    ) -> Result<String, LearningError> {
        for module in &self.edition.modules {
            let lessons = if module.id == here.id { 1 } else { module.lessons.len() };
            for lesson in module.lessons.iter().take(lessons) {
                let (editions, random) = (&self.shelf, &self.random);
                let (module, lesson) = (&module.id, &lesson.id);
                learning::read_lesson(
                    conn,
                    editions,
                    random,
                    person,
                    MAIN_COURSE,
                    module,
                    lesson,
                    self.now,
                )?;
            }
            if module.id == here.id {
                break;
            }
        }
        let next = here.lessons.get(1).ok_or(LearningError::NotFound)?;
        Ok(format!("/courses/{MAIN_COURSE}/{}/{}", here.id, next.id))
    }

    fn begin_quiz(
        &self,
        conn: &mut Conn,
        person: PersonId,
        module: &Module,
    ) -> Result<(AttemptId, Vec<Vec<String>>), LearningError> {
        let at = (MAIN_COURSE, module.id.as_str());
        let id = learning::start_attempt(conn, &self.shelf, &self.random, person, at, self.now)?;
        let view = learning::view_attempt(conn, &self.shelf, person, id)?;
        let quiz = view.quiz().ok_or(LearningError::NotFound)?;
        let choices = |slot: &Slot| match quiz.question(&slot.question).map(|q| &q.kind) {
            Some(Kind::Ordering(_) | Kind::Matching(_)) | None => Vec::new(),
            Some(_) => slot.choices.clone(),
        };
        Ok((id, view.attempt.draw.0.iter().map(choices).collect()))
    }
}

fn open_session(
    conn: &mut Conn,
    person: PersonId,
    token: &SessionToken,
    now: Instant,
) -> Result<(), AccessError> {
    let device = Device::from_user_agent("");
    access::open_session(conn, person, token, &device, now).map(drop)
}
