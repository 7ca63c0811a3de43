mod kinds;

use crate::kit::database::scratch;
use chrono::TimeDelta;
use diesel::prelude::*;
use foundations::courses::edition::{Choice, Kind, Question, Quiz};
use foundations::db::schema::{attempts, editions, enrolments, people};
use foundations::db::{Conn, Db};
use foundations::kernel::{AttemptId, EditionId, EnrolmentId, Instant, PersonId};
use foundations::quizzes::answer::{AnswerFault, Given};
use foundations::quizzes::attempt::State;
use foundations::quizzes::marking::Mark;
use foundations::quizzes::{self as room, Answer, Attempt, QuizError, Saved, Submitted};
use std::collections::BTreeSet;
use std::fmt::Debug;

const MODULE: &str = "data-protection";

fn at(milliseconds: i64) -> Instant {
    chrono::DateTime::from_timestamp_millis(1_800_000_000_000 + milliseconds).unwrap().naive_utc()
}

/// Four questions of which all are drawn, passed with three: in each, choice `right` is right.
fn quiz() -> Quiz {
    let choice = |id: &str| Choice {
        id: id.to_owned(),
        text_html: id.to_owned(),
        correct: id == "right",
        feedback_html: String::new(),
    };
    let question = |id: &str| Question {
        id: id.to_owned(),
        kind: Kind::Single,
        objective: id.to_owned(),
        lesson: "lesson".to_owned(),
        text_html: String::new(),
        shuffle: true,
        choices: ["right", "wrong", "worse"].map(choice).to_vec(),
    };
    let questions = ["a", "b", "c", "d"].map(question).to_vec();
    Quiz::new(4, 75, questions)
}

fn given(id: &str) -> Given {
    Given::Choices(vec![id.to_owned()])
}

fn add_person(conn: &mut Conn, name: &str) -> QueryResult<PersonId> {
    diesel::insert_into(people::table)
        .values((
            people::name.eq(name),
            people::sort_key.eq(name),
            people::search_key.eq(name),
            people::created_at.eq(at(0)),
        ))
        .returning(people::id)
        .get_result(conn)
}

fn add_edition(conn: &mut Conn) -> QueryResult<EditionId> {
    diesel::insert_into(editions::table)
        .values((
            editions::course.eq("digital-foundations"),
            editions::name.eq("2026"),
            editions::revision.eq(1),
            editions::digest.eq("digest"),
            editions::content.eq("{}"),
            editions::published_at.eq(at(0)),
        ))
        .returning(editions::id)
        .get_result(conn)
}

fn add_enrolment(
    conn: &mut Conn,
    person: PersonId,
    edition: EditionId,
) -> QueryResult<EnrolmentId> {
    diesel::insert_into(enrolments::table)
        .values((
            enrolments::person_id.eq(person),
            enrolments::course.eq("digital-foundations"),
            enrolments::edition_id.eq(edition),
            enrolments::enrolled_at.eq(at(0)),
        ))
        .returning(enrolments::id)
        .get_result(conn)
}

/// Gwen, on a course with one quiz.
#[derive(Clone)]
struct Gwen {
    db: Db,
    person: PersonId,
    edition: EditionId,
    enrolment: EnrolmentId,
    quiz: Quiz,
}

impl Gwen {
    async fn enrol(db: &Db, quiz: Quiz) -> Gwen {
        let enrol = |conn: &mut Conn| {
            let person = add_person(conn, "Gwen Pryce")?;
            let edition = add_edition(conn)?;
            Ok((person, edition, add_enrolment(conn, person, edition)?))
        };
        let (person, edition, enrolment) = db.write::<_, QuizError>(enrol).await.unwrap();
        Gwen { db: db.clone(), person, edition, enrolment, quiz }
    }

    async fn start(&self, now: Instant) -> Result<AttemptId, QuizError> {
        let Gwen { edition, enrolment, quiz, .. } = self.clone();
        let start =
            move |conn: &mut Conn| room::start(conn, enrolment, edition, MODULE, &quiz, 7, now);
        self.db.write(start).await
    }

    async fn save(
        &self,
        id: AttemptId,
        slot: usize,
        given: Given,
        sequence: i64,
        now: Instant,
    ) -> Result<Saved, QuizError> {
        let Gwen { person, quiz, .. } = self.clone();
        let save = move |conn: &mut Conn| {
            let attempt = room::find_attempt_of(conn, person, id)?.unwrap();
            room::save_answer(conn, &attempt, &quiz, slot, &given, sequence, now)
        };
        self.db.write(save).await
    }

    async fn submit(&self, id: AttemptId, now: Instant) -> Result<Submitted, QuizError> {
        let Gwen { person, quiz, .. } = self.clone();
        let submit = move |conn: &mut Conn| {
            let attempt = room::find_attempt_of(conn, person, id)?.unwrap();
            room::submit(conn, &attempt, &quiz, now)
        };
        self.db.write(submit).await
    }

    /// Takes the quiz with so many right answers.
    async fn take(&self, right: usize, now: Instant) -> AttemptId {
        let id = self.start(now).await.unwrap();
        for slot in 0..right {
            self.save(id, slot, given("right"), 1, now).await.unwrap();
        }
        assert!(self.submit(id, now).await.unwrap().first);
        id
    }

    async fn attempt(&self, id: AttemptId) -> Attempt {
        let person = self.person;
        let found = self.db.read(move |conn| room::find_attempt_of(conn, person, id)).await;
        found.unwrap().unwrap()
    }

    async fn answers(&self, id: AttemptId) -> Vec<Answer> {
        self.db.read(move |conn| room::answers(conn, id)).await.unwrap()
    }

    async fn abandon(&self, id: AttemptId) {
        let abandon = move |conn: &mut Conn| {
            diesel::update(attempts::table.filter(attempts::id.eq(id)))
                .set(attempts::state.eq(State::Abandoned))
                .execute(conn)
        };
        assert_eq!(self.db.write(abandon).await.unwrap(), 1);
    }
}

/// What eight callers at once get.
async fn eight_at_once<T, F>(act: impl Fn(i64) -> F) -> Vec<T>
where
    T: Debug + 'static,
    F: Future<Output = Result<T, QuizError>> + 'static,
{
    let tasks: Vec<_> = (0..8).map(|i| actix_web::rt::spawn(act(i))).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap().unwrap());
    }
    results
}

#[actix_web::test]
async fn eight_starts_at_once_land_on_one_attempt() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let ids = eight_at_once(|i| {
        let gwen = gwen.clone();
        async move { gwen.start(at(i)).await }
    })
    .await;
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1);
    let enrolment = gwen.enrolment;
    let kept = scratch.db.read(move |conn| room::list_attempts(conn, enrolment, MODULE)).await;
    assert_eq!(kept.unwrap(), [gwen.attempt(ids[0]).await]);
}

#[actix_web::test]
async fn an_attempt_keeps_its_draw_and_is_found_again() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(1)).await.unwrap();
    let attempt = gwen.attempt(id).await;
    assert_eq!(attempt.draw, room::draw::draw(&gwen.quiz, 7));
    assert_eq!((attempt.number, attempt.state), (1, State::InProgress));
    assert_eq!((attempt.started_at, attempt.deadline_at), (at(1), None));
    assert_eq!((attempt.edition_id, attempt.result()), (gwen.edition, None));
    let enrolment = gwen.enrolment;
    let open = |module: &'static str| {
        scratch.db.read(move |conn| room::find_open_attempt(conn, enrolment, module))
    };
    assert_eq!(open(MODULE).await.unwrap(), Some(attempt));
    assert_eq!(open("another-module").await.unwrap(), None);
    gwen.submit(id, at(2)).await.unwrap();
    assert_eq!(open(MODULE).await.unwrap(), None);
}

#[actix_web::test]
async fn eight_submissions_at_once_give_one_result() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(1)).await.unwrap();
    for slot in 0..3 {
        gwen.save(id, slot, given("right"), 1, at(2)).await.unwrap();
    }
    let results = eight_at_once(|i| {
        let gwen = gwen.clone();
        async move { gwen.submit(id, at(10 + i)).await }
    })
    .await;
    assert_eq!(results.iter().filter(|r| r.first).count(), 1);
    let mark = Mark { gained: 3, available: 4 };
    assert!(results.iter().all(|r| r.mark == mark && r.passed), "{results:?}");
    let kept = gwen.attempt(id).await;
    assert_eq!(
        kept.result(),
        Some(Submitted { mark, passed: true, at: kept.submitted_at.unwrap(), first: false })
    );
    let again = gwen.submit(id, at(99)).await.unwrap();
    assert_eq!(Some(again), kept.result());
    assert_eq!(gwen.attempt(id).await, kept);
}

/// The second page was loaded before the first one was answered.
#[actix_web::test]
async fn a_submission_that_lost_the_race_returns_the_stored_result() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(1)).await.unwrap();
    let before = gwen.attempt(id).await;
    let first = gwen.submit(id, at(2)).await.unwrap();
    let quiz = gwen.quiz.clone();
    let second = scratch.db.write(move |conn| room::submit(conn, &before, &quiz, at(3))).await;
    assert_eq!(second.unwrap(), Submitted { first: false, ..first });
    assert_eq!(gwen.attempt(id).await.submitted_at, Some(at(2)));
}

#[actix_web::test]
async fn a_clock_that_is_set_back_turns_no_attempt_round() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(3_600_000)).await.unwrap();
    let saved = gwen.save(id, 0, given("right"), 1, at(2)).await.unwrap();
    assert_eq!(saved.saved_at, at(3_600_000));
    gwen.save(id, 1, given("right"), 1, at(3_600_500)).await.unwrap();
    let submitted = gwen.submit(id, at(3)).await.unwrap();
    assert_eq!(submitted.at, at(3_600_500));
    let next = gwen.start(at(4)).await.unwrap();
    assert_eq!(gwen.attempt(next).await.started_at, at(3_600_500));
}

#[actix_web::test]
async fn answers_and_a_submission_at_once_are_marked_or_refused() {
    let scratch = scratch().await;
    for round in 0..5 {
        let quiz = Quiz { pass_mark: 100, ..quiz() };
        let gwen = match round {
            0 => Gwen::enrol(&scratch.db, quiz).await,
            _ => Gwen { quiz, ..existing(&scratch.db).await },
        };
        let id = gwen.start(at(round * 10)).await.unwrap();
        let tries = eight_at_once(|i| {
            let gwen = gwen.clone();
            async move {
                if i == 4 {
                    return gwen.submit(id, at(5)).await.map(|result| Some(result.mark.gained));
                }
                let slot = usize::try_from(i % 4).unwrap();
                match gwen.save(id, slot, given("right"), 1, at(5)).await {
                    Ok(_) | Err(QuizError::AlreadySubmitted) => Ok(None),
                    Err(error) => Err(error),
                }
            }
        })
        .await;
        let marked = tries.into_iter().flatten().next().unwrap();
        assert_eq!(marked, i64::try_from(gwen.answers(id).await.len()).unwrap());
    }
}

/// Gwen, who is enrolled already.
async fn existing(db: &Db) -> Gwen {
    let find = |conn: &mut Conn| {
        enrolments::table
            .select((enrolments::person_id, enrolments::edition_id, enrolments::id))
            .first(conn)
    };
    let found: QueryResult<(PersonId, EditionId, EnrolmentId)> = db.read(find).await;
    let (person, edition, enrolment) = found.unwrap();
    Gwen { db: db.clone(), person, edition, enrolment, quiz: quiz() }
}

#[actix_web::test]
async fn a_stale_tab_is_told_so_and_the_newer_answer_stays() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(0)).await.unwrap();
    let first = gwen.save(id, 2, given("wrong"), 1, at(1)).await.unwrap();
    assert_eq!(first, Saved { sequence: 1, saved_at: at(1) });
    let newer = gwen.save(id, 2, given("right"), 2, at(2)).await.unwrap();
    assert_eq!(newer, Saved { sequence: 2, saved_at: at(2) });
    for sequence in [1, 2] {
        match gwen.save(id, 2, given("worse"), sequence, at(3)).await {
            Err(QuizError::StaleAnswer { stored }) => {
                assert_eq!((&stored.given, stored.next_sequence()), (&given("right"), 3));
            }
            other => panic!("{sequence}: {other:?}"),
        }
        let again = gwen.save(id, 2, given("right"), sequence, at(4)).await.unwrap();
        assert_eq!(again, newer, "{sequence}");
    }
    let stored = Answer { slot: 2, sequence: 2, given: given("right"), saved_at: at(2) };
    assert_eq!(gwen.answers(id).await, [stored]);
    assert_eq!(gwen.save(id, 2, given("worse"), 3, at(5)).await.unwrap().sequence, 3);
}

#[actix_web::test]
async fn a_cleared_answer_is_no_answer_and_a_stale_tab_does_not_bring_it_back() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(0)).await.unwrap();
    gwen.save(id, 0, given("right"), 1, at(1)).await.unwrap();
    gwen.save(id, 0, Given::default(), 2, at(2)).await.unwrap();
    let stale = gwen.save(id, 0, given("right"), 1, at(3)).await;
    assert!(matches!(stale, Err(QuizError::StaleAnswer { .. })), "{stale:?}");
    let result = gwen.submit(id, at(4)).await.unwrap();
    assert_eq!(result.mark, Mark { gained: 0, available: 4 });
}

#[actix_web::test]
async fn an_answer_that_does_not_fit_is_refused_and_nothing_is_kept() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(0)).await.unwrap();
    let two = Given::Choices(vec!["right".to_owned(), "wrong".to_owned()]);
    let fault = gwen.save(id, 0, two, 1, at(1)).await;
    assert!(matches!(fault, Err(QuizError::AnswerFault(AnswerFault::TooMany))), "{fault:?}");
    let fault = gwen.save(id, 0, given("nonsense"), 1, at(1)).await;
    assert!(matches!(fault, Err(QuizError::AnswerFault(AnswerFault::UnknownChoice))), "{fault:?}");
    for slot in [4, usize::MAX] {
        let fault = gwen.save(id, slot, given("right"), 1, at(1)).await;
        assert!(matches!(fault, Err(QuizError::NoSuchSlot)), "{fault:?}");
    }
    assert_eq!(gwen.answers(id).await, []);
    gwen.save(id, 3, given("right"), 1, at(1)).await.unwrap();
    assert_eq!(gwen.answers(id).await.len(), 1);
}

#[actix_web::test]
async fn after_submission_answers_are_refused_and_the_mark_stays() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.take(3, at(0)).await;
    let late = gwen.save(id, 3, given("right"), 1, at(1)).await;
    assert!(matches!(late, Err(QuizError::AlreadySubmitted)), "{late:?}");
    assert_eq!(gwen.answers(id).await.len(), 3);
}

#[actix_web::test]
async fn an_abandoned_attempt_takes_nothing_and_counts_for_nothing() {
    let scratch = scratch().await;
    let quiz = Quiz { attempts: Some(1), wait_hours: Some(24), ..quiz() };
    let gwen = Gwen::enrol(&scratch.db, quiz).await;
    let id = gwen.start(at(0)).await.unwrap();
    gwen.abandon(id).await;
    let late = gwen.save(id, 0, given("right"), 1, at(1)).await;
    assert!(matches!(late, Err(QuizError::Abandoned)), "{late:?}");
    let late = gwen.submit(id, at(1)).await;
    assert!(matches!(late, Err(QuizError::Abandoned)), "{late:?}");
    let next = gwen.start(at(2)).await.unwrap();
    assert_eq!(gwen.attempt(next).await.number, 2);
}

#[actix_web::test]
async fn a_learner_cannot_start_a_third_attempt_of_two() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, Quiz { attempts: Some(2), ..quiz() }).await;
    gwen.take(0, at(0)).await;
    let second = gwen.take(0, at(1)).await;
    assert_eq!(gwen.attempt(second).await.number, 2);
    let third = gwen.start(at(2)).await;
    assert!(matches!(third, Err(QuizError::NoAttemptsLeft)), "{third:?}");
}

#[actix_web::test]
async fn the_next_attempt_waits_to_the_last_millisecond() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, Quiz { wait_hours: Some(24), ..quiz() }).await;
    gwen.take(0, at(5)).await;
    let over_at = at(5) + TimeDelta::hours(24);
    match gwen.start(over_at - TimeDelta::milliseconds(1)).await {
        Err(QuizError::Wait { again_at }) => assert_eq!(again_at, over_at),
        other => panic!("{other:?}"),
    }
    gwen.start(over_at).await.unwrap();
}

#[actix_web::test]
async fn another_persons_attempt_is_not_found() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(0)).await.unwrap();
    let edition = gwen.edition;
    let add_owen = move |conn: &mut Conn| {
        let owen = add_person(conn, "Owen Rhys")?;
        add_enrolment(conn, owen, edition)?;
        Ok(owen)
    };
    let owen = scratch.db.write::<_, QuizError>(add_owen).await.unwrap();
    let find = |person: PersonId, id: AttemptId| {
        scratch.db.read(move |conn| room::find_attempt_of(conn, person, id))
    };
    assert_eq!(find(owen, id).await.unwrap(), None);
    assert_eq!(find(gwen.person, AttemptId(id.0 + 1)).await.unwrap(), None);
    assert_eq!(find(gwen.person, id).await.unwrap().map(|a| a.id), Some(id));
}

#[actix_web::test]
async fn nothing_is_answered_or_marked_by_another_quiz() {
    let scratch = scratch().await;
    let mut gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(0)).await.unwrap();
    for question in &mut gwen.quiz.questions {
        question.id.push_str("-of-next-year");
    }
    let save = gwen.save(id, 0, given("right"), 1, at(1)).await;
    assert!(matches!(save, Err(QuizError::OtherQuiz)), "{save:?}");
    let submit = gwen.submit(id, at(1)).await;
    assert!(matches!(submit, Err(QuizError::OtherQuiz)), "{submit:?}");
    assert_eq!(gwen.attempt(id).await.state, State::InProgress);
}
