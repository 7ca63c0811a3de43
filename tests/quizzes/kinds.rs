//! Answers of every kind, on a real database.

use super::{Gwen, at};
use crate::kit::contents::count;
use crate::kit::course::{answer_to, every_kind};
use crate::kit::database::scratch;
use diesel::prelude::*;
use foundations::courses::edition::Quiz;
use foundations::db::Conn;
use foundations::db::schema::answers;
use foundations::kernel::NumberFault;
use foundations::quizzes::QuizError;
use foundations::quizzes::answer::{AnswerFault, Given};
use foundations::quizzes::marking::Mark;
use std::collections::BTreeMap;

fn quiz() -> Quiz {
    every_kind().modules.into_iter().find_map(|module| module.quiz).unwrap()
}

/// The slot of a question.
async fn slot_of(gwen: &Gwen, id: foundations::kernel::AttemptId, question: &str) -> usize {
    let draw = gwen.attempt(id).await.draw.0;
    draw.iter().position(|slot| slot.question == question).unwrap()
}

#[actix_web::test]
async fn every_kind_is_kept_as_given_and_marked_from_what_was_kept() {
    for right in [true, false] {
        let scratch = scratch().await;
        let gwen = Gwen::enrol(&scratch.db, quiz()).await;
        let id = gwen.start(at(0)).await.unwrap();
        let draw = gwen.attempt(id).await.draw.0;
        assert_eq!(draw.len(), 9);
        for (slot, drawn) in draw.iter().enumerate() {
            let given = answer_to(gwen.quiz.question(&drawn.question).unwrap(), right);
            // Twice, as by a double click.
            for _ in 0..2 {
                gwen.save(id, slot, given.clone(), 1, at(1)).await.unwrap();
            }
            let kept = gwen.answers(id).await.into_iter().next_back().unwrap();
            assert_eq!((kept.sequence, kept.saved_at), (1, at(1)), "{given:?}");
        }
        assert_eq!(count(&scratch.db, "answers").await, 9);
        let result = gwen.submit(id, at(2)).await.unwrap();
        // Halves, thirds and quarters: 12 parts for each of eight questions.
        let gained = if right { 96 } else { 0 };
        assert_eq!(result.mark, Mark { gained, available: 96 });
        assert_eq!(result.passed, right);
    }
}

#[actix_web::test]
async fn a_part_of_an_order_and_of_a_match_counts() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(0)).await.unwrap();
    let (order, pairs) = (slot_of(&gwen, id, "order").await, slot_of(&gwen, id, "match").await);
    let places = [("b", 1), ("d", 3)].map(|(item, place)| (item.to_owned(), place));
    let given = Given::Places { places: BTreeMap::from(places) };
    gwen.save(id, order, given, 1, at(1)).await.unwrap();
    let pair = BTreeMap::from([("p".to_owned(), "a".to_owned())]);
    gwen.save(id, pairs, Given::Pairs { pairs: pair }, 1, at(1)).await.unwrap();
    // A quarter and a third.
    let result = gwen.submit(id, at(2)).await.unwrap();
    assert_eq!(result.mark, Mark { gained: 3 + 4, available: 96 });
}

#[actix_web::test]
async fn an_answer_of_another_kind_or_no_number_is_refused_and_nothing_is_kept() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(0)).await.unwrap();
    let place = BTreeMap::from([("nowhere".to_owned(), 1)]);
    let pair = BTreeMap::from([("p".to_owned(), "nowhere".to_owned())]);
    for (question, given, fault) in [
        ("number", Given::text("a lot"), AnswerFault::NotANumber(NumberFault::NotANumber)),
        ("number", Given::text("1,2"), AnswerFault::NotANumber(NumberFault::Comma)),
        ("words", Given::text(&"a".repeat(201)), AnswerFault::TooLong { most: 200 }),
        ("thought", Given::text(&"a".repeat(5001)), AnswerFault::TooLong { most: 5000 }),
        ("order", Given::Places { places: place }, AnswerFault::UnknownChoice),
        ("match", Given::Pairs { pairs: pair }, AnswerFault::UnknownChoice),
        ("match", Given::text("a"), AnswerFault::OtherKind),
        ("words", Given::Choices(vec!["a".to_owned()]), AnswerFault::OtherKind),
    ] {
        let slot = slot_of(&gwen, id, question).await;
        match gwen.save(id, slot, given.clone(), 1, at(1)).await {
            Err(QuizError::AnswerFault(found)) => assert_eq!(found, fault, "{given:?}"),
            other => panic!("{given:?}: {other:?}"),
        }
    }
    assert_eq!(gwen.answers(id).await, []);
}

#[actix_web::test]
async fn the_same_words_again_are_the_same_answer_and_others_from_a_stale_tab_are_not() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(0)).await.unwrap();
    let slot = slot_of(&gwen, id, "thought").await;
    let words = |text: &str, shared| Given::Text { text: text.to_owned(), shared };
    gwen.save(id, slot, words("One\r\ntwo ", false), 1, at(1)).await.unwrap();
    let again = gwen.save(id, slot, words("One\ntwo", false), 1, at(2)).await.unwrap();
    assert_eq!(again.saved_at, at(1));
    let stale = gwen.save(id, slot, words("One", false), 1, at(3)).await;
    assert!(matches!(stale, Err(QuizError::StaleAnswer { .. })), "{stale:?}");
    // To share it is a change.
    let stale = gwen.save(id, slot, words("One\ntwo", true), 1, at(3)).await;
    assert!(matches!(stale, Err(QuizError::StaleAnswer { .. })), "{stale:?}");
    gwen.save(id, slot, words("One\ntwo", true), 2, at(4)).await.unwrap();
    gwen.save(id, slot, Given::text("  "), 3, at(5)).await.unwrap();
    assert_eq!(gwen.answers(id).await[0].given, Given::default());
}

/// The first answers were lists of ids.
#[actix_web::test]
async fn an_answer_kept_in_the_first_form_is_read_and_marked() {
    let scratch = scratch().await;
    let gwen = Gwen::enrol(&scratch.db, quiz()).await;
    let id = gwen.start(at(0)).await.unwrap();
    let slot = slot_of(&gwen, id, "one").await;
    let add = move |conn: &mut Conn| {
        diesel::insert_into(answers::table)
            .values((
                answers::attempt_id.eq(id),
                answers::slot.eq(i32::try_from(slot).unwrap()),
                answers::sequence.eq(1),
                answers::given.eq(r#"["a"]"#),
                answers::saved_at.eq(at(1)),
            ))
            .execute(conn)
    };
    gwen.db.write::<_, diesel::result::Error>(add).await.unwrap();
    assert_eq!(gwen.answers(id).await[0].given, Given::Choices(vec!["a".to_owned()]));
    assert_eq!(gwen.submit(id, at(2)).await.unwrap().mark.gained, 12);
}
