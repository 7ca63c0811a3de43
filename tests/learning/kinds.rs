//! Every kind of question through its pages: asked, answered, corrected, cleared, reviewed.

use crate::kit::app::{Setup, TestApp};
use crate::kit::browser::Browser;
use crate::kit::contents::{changed, contents, count};
use crate::kit::course::{answer_to, asked, every_kind};
use crate::kit::page::{all, words};
use foundations::quizzes::answer::Given;
use std::collections::BTreeMap;

const QUIZ: &str = "/courses/digital-foundations/data/quiz";
const SAVE: &str = "Save and continue";

async fn started() -> TestApp {
    Setup { edition: every_kind(), ..Setup::default() }.start().await
}

/// Gwen, at a question of a new attempt.
async fn at_question<'a>(t: &'a TestApp, id: &str) -> Browser<'a> {
    let mut browser = t.signed_in(&t.cast.gwen).await;
    browser.get(QUIZ).await;
    browser.press("Start the quiz").await;
    let first = browser.page().path.clone();
    for number in 1..=9 {
        let path = first.replace("questions/1", &format!("questions/{number}"));
        browser.get(&path).await;
        if shown(&browser) == format!("What is {id} of data?") {
            return browser;
        }
    }
    panic!("{id} was not drawn");
}

/// The words of the question on show.
fn shown(browser: &Browser<'_>) -> String {
    all(&browser.page().html(), ".question").first().map(words).unwrap()
}

#[actix_web::test]
async fn eight_kinds_bring_eight_marks_and_a_reflection_none() {
    for (right, heading) in [(true, "Passed: 8 out of 8"), (false, "Not yet: 0 out of 8")] {
        let t = started().await;
        let mut browser = t.signed_in(&t.cast.gwen).await;
        browser.get(QUIZ).await;
        browser.page().assert_says("8 questions, one at a time, and then something to think over");
        browser.page().assert_says("6 right answers pass");
        browser.press("Start the quiz").await;
        assert_eq!(browser.page().heading(), "Question 1 of 9");
        while browser.page().has_button(SAVE) {
            let form = browser.answered(&t.edition, right);
            browser.submit(&form, SAVE, 200).await;
        }
        browser.page().assert_says_not("has no answer");
        browser.page().assert_says_not("not finished");
        browser.page().assert_says("I shall ask in my own ward.");
        browser.press("Send my answers").await;
        assert_eq!(browser.page().heading(), heading);
        let page = browser.page();
        page.assert_says("Not marked");
        page.assert_says("I shall ask in my own ward. Kept for you alone.");
        page.assert_says("The telltale for guidance.");
        page.assert_says("Your order:");
        page.assert_says("The right order:");
        page.assert_says("Anything from £1,250 to £1,251 counts.");
        page.assert_says("Also accepted:");
        page.assert_says(if right { "You answered: £1,250.5" } else { "You answered: £12" });
        if !right {
            page.assert_says("The telltale for twelve.");
        }
        browser.get(QUIZ).await.assert_says(heading);
    }
}

#[actix_web::test]
async fn each_kind_shows_what_was_saved_and_can_be_cleared() {
    let t = started().await;
    for id in ["one", "three", "four", "five", "order", "match", "number", "words", "thought"] {
        let mut browser = t.signed_in(&t.cast.gwen).await;
        browser.get(QUIZ).await;
        if browser.page().has_button("Start the quiz") {
            browser.press("Start the quiz").await;
        } else {
            browser.follow("Go on with the quiz").await;
        }
        let at = browser.page().path.clone();
        let base = at.split("/questions").next().unwrap().to_owned();
        let mut path = String::new();
        for number in 1..=9 {
            path = format!("{base}/questions/{number}");
            browser.get(&path).await;
            if shown(&browser) == format!("What is {id} of data?") {
                break;
            }
        }
        assert!(!browser.page().has_button("Clear my answer"), "{id}");
        let given = answer_to(asked(&t.edition, &shown(&browser)), true);
        let form = browser.given(asked(&t.edition, &shown(&browser)), &given);
        browser.submit(&form, SAVE, 200).await;
        assert_ne!(browser.page().path, path, "{id}: a whole answer goes on");
        browser.get(&path).await.assert_says("Saved at 09:00");
        let mut kept = browser
            .page()
            .form(SAVE)
            .fields(SAVE)
            .iter()
            .map(|f| format!("{f:?}"))
            .collect::<Vec<_>>();
        let mut sent = form.fields(SAVE).iter().map(|f| format!("{f:?}")).collect::<Vec<_>>();
        for fields in [&mut kept, &mut sent] {
            fields.retain(|field| !field.contains("sequence"));
        }
        assert_eq!(kept, sent, "{id}");
        browser.press("Clear my answer").await;
        assert_eq!(browser.page().path, path, "{id}");
        browser.page().assert_says_not("Saved at");
        assert!(!browser.page().has_button("Clear my answer"), "{id}");
    }
}

#[actix_web::test]
async fn an_order_with_gaps_is_kept_and_the_page_says_what_is_missing() {
    let t = started().await;
    let mut browser = at_question(&t, "order").await;
    let path = browser.page().path.clone();
    let labels: Vec<String> =
        all(&browser.page().html(), ".ordering label").iter().map(words).collect();
    assert_eq!(labels.len(), 4);
    let right = ["b", "d", "a", "c"].map(|id| format!("data 4 {id}"));
    assert_ne!(labels, right, "never in the right order");
    let form = browser.page().form(SAVE).fill(&labels[0], "2").fill(&labels[1], "2");
    browser.submit(&form, SAVE, 200).await;
    assert_eq!(browser.page().path, path);
    browser.page().assert_says("Saved, but not finished");
    browser.page().assert_says("2 of them have no place yet.");
    browser.page().assert_says("2 of them share a place. Give each one its own.");
    assert_eq!(browser.page().form(SAVE).control(&labels[1]).value, "2");
    browser.follow("Check all answers").await.assert_says("Not finished");
    browser.page().assert_says("One question is not finished");
    browser.page().assert_says("8 questions have no answer");
    browser.get(&path).await;
    browser.follow("Leave it as it is and go on").await;
    assert_ne!(browser.page().path, path);
    let base = path.split("/questions").next().unwrap();
    browser.get(base).await;
    assert_eq!(browser.page().heading(), "Question 1 of 9", "it is still open");
    browser.get(&path).await;
    let places = labels.iter().zip(["1", "2", "3", "4"]);
    let whole = places.fold(browser.page().form(SAVE), |form, (label, at)| form.fill(label, at));
    browser.submit(&whole, SAVE, 200).await;
    browser.get(&path).await.assert_says_not("not finished");
}

#[actix_web::test]
async fn a_match_with_gaps_is_kept_and_marked_as_it_is() {
    let t = started().await;
    let mut browser = at_question(&t, "match").await;
    let question = asked(&t.edition, &shown(&browser));
    let given = Given::Pairs { pairs: BTreeMap::from([("p".to_owned(), "a".to_owned())]) };
    let form = browser.given(question, &given);
    browser.submit(&form, SAVE, 200).await;
    browser.page().assert_says("2 of them have nothing chosen yet.");
    browser.follow("Check all answers").await.assert_says("Prompt p: data 4 a Not finished");
    browser.press("Send my answers").await;
    assert_eq!(browser.page().heading(), "Not yet: 1/3 out of 8");
    browser.page().assert_says("Prompt p You chose: data 4 a Right");
    browser.page().assert_says("Prompt q You chose: nothing Not right The right answer: data 4 b");
}

#[actix_web::test]
async fn what_is_no_number_is_shown_again_and_nothing_is_lost() {
    let t = started().await;
    let mut browser = at_question(&t, "number").await;
    browser.fill(&[("answer", "1,250")], SAVE).await;
    let path = format!("/attempts/1/questions/{}", number_of(&t, "number").await);
    browser.get(&path).await;
    let before = contents(&t.app.db).await;
    for (typed, fault) in [
        ("about 12", "Type a number in figures"),
        ("12,5", "Use a point for decimals"),
        ("1234567890123456", "Type a shorter number"),
    ] {
        browser.fill_expecting(&[("answer", typed)], SAVE, 422).await;
        assert!(browser.page().faults()[0].starts_with(fault), "{:?}", browser.page().faults());
        assert!(browser.page().title().starts_with("Error: "));
        assert_eq!(browser.page().form(SAVE).control("answer").value, typed);
        browser.page().assert_says_not("Saved at");
    }
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
    browser.fill(&[("answer", " £ 1,250.50 ")], SAVE).await;
    browser.get(&path).await;
    assert_eq!(browser.page().form(SAVE).control("answer").value, "£ 1,250.50");
    browser.follow("Check all answers").await.assert_says("£1,250.5");
}

/// The number of a question in Gwen's only attempt.
async fn number_of(t: &TestApp, id: &str) -> usize {
    let person = t.cast.gwen.id;
    let find = move |conn: &mut foundations::db::Conn| {
        foundations::quizzes::find_attempt_of(conn, person, foundations::kernel::AttemptId(1))
    };
    let draw = t.app.db.read(find).await.unwrap().unwrap().draw.0;
    draw.iter().position(|slot| slot.question == id).unwrap() + 1
}

#[actix_web::test]
async fn what_is_too_long_is_shown_again_in_full() {
    let t = started().await;
    for (id, most) in [("words", 200), ("thought", 5000)] {
        let number = match count(&t.app.db, "attempts").await {
            0 => {
                at_question(&t, id).await;
                number_of(&t, id).await
            }
            _ => number_of(&t, id).await,
        };
        let mut browser = t.signed_in(&t.cast.gwen).await;
        browser.get(&format!("/attempts/1/questions/{number}")).await;
        let long = "ŵ".repeat(most + 1);
        browser.fill_expecting(&[("answer", &long)], SAVE, 422).await;
        let said = if most == 200 { "200 characters" } else { "5000 characters" };
        browser.page().assert_says(said);
        assert_eq!(browser.page().form(SAVE).control("answer").value, long);
        assert_eq!(count(&t.app.db, "answers").await, i64::from(id == "thought"));
        browser.fill(&[("answer", &"ŵ".repeat(most))], SAVE).await;
    }
}

#[actix_web::test]
async fn a_reflection_is_shared_only_by_its_own_tick() {
    let t = started().await;
    let mut browser = at_question(&t, "thought").await;
    let path = browser.page().path.clone();
    let share = "Share this with my trainer";
    let form = browser.page().form(SAVE);
    assert!(!form.control(share).on, "unticked at first");
    let form = form.fill("answer", "First line.\n<b>Second</b> line.");
    browser.submit(&form, SAVE, 200).await.assert_says("Kept for you alone.");
    browser.page().assert_says("First line. <b>Second</b> line.");
    browser.get(&path).await;
    assert_eq!(
        browser.page().form(SAVE).control("answer").value,
        "First line.\n<b>Second</b> line."
    );
    let form = browser.page().form(SAVE).choose(share);
    browser.submit(&form, SAVE, 200).await.assert_says("Shared with your trainer.");
    browser.get(&path).await;
    assert!(browser.page().form(SAVE).control(share).on);
    browser.follow("Check all answers").await;
    browser.press("Send my answers").await.assert_says("Shared with your trainer.");
}

#[actix_web::test]
async fn a_stale_tab_gets_its_words_back_and_overwrites_nothing() {
    let t = started().await;
    let mut old = at_question(&t, "words").await;
    let path = old.page().path.clone();
    let stale = old.page().form(SAVE);
    let mut new = old.another();
    new.get(&path).await;
    new.fill(&[("answer", "newer words")], SAVE).await;
    let before = contents(&t.app.db).await;
    // A fault does not make a stale tab fresh.
    let long = "a".repeat(201);
    old.submit(&stale.clone().fill("answer", &long), SAVE, 422).await;
    let form = old.page().form(SAVE).fill("answer", "older words");
    old.submit(&form, SAVE, 409).await.assert_says("You answered this somewhere else");
    old.page().assert_says("older words");
    assert_eq!(old.page().form(SAVE).control("answer").value, "newer words");
    assert_eq!(changed(&before, &contents(&t.app.db).await), [""; 0]);
}
