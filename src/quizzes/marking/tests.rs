//! The rules of marking, kind by kind, and what holds for all of them.
#![cfg(test)]

use super::*;
use crate::courses::edition::{Kind, Marking, Matching};
use crate::quizzes::draw::draw;
use crate::quizzes::samples::{
    any_quiz, matching, numeric, question, quiz, reflection, short_text,
};
use SlotState::{NoAnswer, NotRight, PartlyRight, Right, Unmarked};
use proptest::prelude::*;

fn given(letters: &str) -> Given {
    Given::Choices(letters.chars().map(String::from).collect())
}

fn mark_one(kind: Kind, choices: &str, given: &Given) -> SlotMark {
    let mut question = question("q", "one", choices);
    question.kind = kind;
    mark_question(&question, Some(given))
}

#[test]
fn each_kind_has_its_rule() {
    use Kind::{MultipleAllOrNothing as All, MultiplePartial as Partial, Single, TrueFalse};
    for (kind, choices, letters, state, gained) in [
        (Single, "aBc", "b", Right, (1, 1)),
        (Single, "aBc", "a", NotRight, (0, 1)),
        (Single, "aBc", "", NoAnswer, (0, 1)),
        (Single, "aBc", "ab", NotRight, (0, 1)),
        (TrueFalse, "Tf", "t", Right, (1, 1)),
        (TrueFalse, "Tf", "f", NotRight, (0, 1)),
        (All, "ABc", "ab", Right, (1, 1)),
        (All, "ABc", "ba", Right, (1, 1)),
        (All, "ABc", "a", NotRight, (0, 1)),
        (All, "ABc", "abc", NotRight, (0, 1)),
        (All, "ABc", "", NoAnswer, (0, 1)),
        (Partial, "ABCd", "abc", Right, (3, 3)),
        (Partial, "ABCd", "aab", PartlyRight, (2, 3)),
        (Partial, "ABCd", "abd", PartlyRight, (1, 3)),
        (Partial, "ABCd", "ad", NotRight, (0, 3)),
        (Partial, "ABcd", "acd", NotRight, (0, 2)),
        (Partial, "ABCd", "", NoAnswer, (0, 3)),
        (Partial, "ABCd", "abcx", Right, (3, 3)),
        (Single, "aBc", "bx", Right, (1, 1)),
        (Single, "aBc", "x", NoAnswer, (0, 1)),
    ] {
        let marked = mark_one(kind.clone(), choices, &given(letters));
        assert_eq!(marked, SlotMark { state, gained }, "{kind:?} {choices} {letters}");
    }
}

#[test]
fn an_item_counts_in_its_right_place_unless_it_shares_it() {
    use Marking::{AllOrNothing as All, Partial};
    for (marking, places, state, gained) in [
        (Partial, "a1b2c3d4", Right, (4, 4)),
        (Partial, "a2b1c3d4", PartlyRight, (2, 4)),
        (Partial, "d1a2b3c4", NotRight, (0, 4)),
        (Partial, "a1", PartlyRight, (1, 4)),
        (Partial, "a1b1c1d1", NotRight, (0, 4)),
        (Partial, "a1b2c2d4", PartlyRight, (2, 4)),
        (Partial, "", NoAnswer, (0, 4)),
        (Partial, "x1", NoAnswer, (0, 4)),
        (All, "a1b2c3d4", Right, (1, 1)),
        (All, "a2b1c3d4", NotRight, (0, 1)),
        (All, "a1b2c3", NotRight, (0, 1)),
        (All, "", NoAnswer, (0, 1)),
    ] {
        let chars: Vec<char> = places.chars().collect();
        let places =
            chars.chunks(2).map(|c| (c[0].to_string(), c[1].to_digit(10).unwrap() as usize));
        let given = Given::Places { places: places.collect() };
        let marked = mark_one(Kind::Ordering(marking), "abcd", &given);
        assert_eq!(marked, SlotMark { state, gained }, "{given:?}");
    }
}

#[test]
fn each_right_pair_counts() {
    use Marking::{AllOrNothing as All, Partial};
    for (marking, pairs, state, gained) in [
        (Partial, "aa bb cc", Right, (3, 3)),
        (Partial, "aa bd ca", PartlyRight, (1, 3)),
        (Partial, "ab bc ca", NotRight, (0, 3)),
        (Partial, "bb", PartlyRight, (1, 3)),
        (Partial, "", NoAnswer, (0, 3)),
        (Partial, "ax", NoAnswer, (0, 3)),
        (Partial, "xa", NoAnswer, (0, 3)),
        (All, "aa bb cc", Right, (1, 1)),
        (All, "aa bb", NotRight, (0, 1)),
    ] {
        let pair = |pair: &str| (format!("to-{}", &pair[..1]), pair[1..].to_owned());
        let given = Given::Pairs { pairs: pairs.split_whitespace().map(pair).collect() };
        let marked = mark_one(matching(marking, "abc"), "abcd", &given);
        assert_eq!(marked, SlotMark { state, gained }, "{given:?}");
    }
}

#[test]
fn what_is_typed_is_compared_with_good_will_and_exactly() {
    let thought = || reflection("q").kind;
    for (kind, text, state, gained) in [
        (numeric("12.5", "0.5"), "12.5", Right, (1, 1)),
        (numeric("12.5", "0.5"), "12 %", Right, (1, 1)),
        (numeric("12.5", "0.5"), "13.0", Right, (1, 1)),
        (numeric("12.5", "0.5"), "13.000000000001", NotRight, (0, 1)),
        (numeric("12.5", "0.5"), "11.999999999999", NotRight, (0, 1)),
        (numeric("0.3", "0"), "0.30", Right, (1, 1)),
        (numeric("1250", "0"), "£1,250", Right, (1, 1)),
        (numeric("1250", "0"), "twelve", NotRight, (0, 1)),
        (numeric("0", "0"), " ", NoAnswer, (0, 1)),
        (short_text(&["Siân’s law", "The law"]), " SIAN'S  LAW. ", Right, (1, 1)),
        (short_text(&["Siân’s law", "The law"]), "the law", Right, (1, 1)),
        (short_text(&["Siân’s law", "The law"]), "law", NotRight, (0, 1)),
        (short_text(&["a"]), "", NoAnswer, (0, 1)),
        (thought(), "I shall ask.", Unmarked, (0, 0)),
        (thought(), "", NoAnswer, (0, 0)),
    ] {
        let marked = mark_one(kind, "", &Given::text(text));
        assert_eq!(marked, SlotMark { state, gained }, "{text}");
    }
}

#[test]
fn a_reflection_stands_outside_the_sum() {
    let thought = reflection("thought");
    let with = quiz(1, vec![question("q", "one", "Ab"), thought.clone()]);
    let draw = draw(&with, 7);
    assert_eq!(marked_questions(&with, &draw), 1);
    let answers = BTreeMap::from([(0, given("a")), (1, Given::text("Why not?"))]);
    assert_eq!(mark(&with, &draw, &answers).total, Mark { gained: 1, available: 1 });
    let alone = quiz(1, vec![thought]);
    let drawn = super::super::draw::draw(&alone, 7);
    let total = mark(&alone, &drawn, &BTreeMap::new()).total;
    assert_eq!(total, Mark { gained: 0, available: 0 });
    assert!(!passes(total, 1), "nothing available passes nobody");
}

#[test]
fn marks_add_up_over_a_common_denominator() {
    let mut thirds = question("thirds", "one", "ABCd");
    thirds.kind = Kind::MultiplePartial;
    let mut halves = question("halves", "one", "ABcd");
    halves.kind = Kind::MultiplePartial;
    let quiz = quiz(3, vec![thirds, halves, question("whole", "one", "Ab")]);
    let slots = ["thirds", "halves", "whole"].map(|q| Slot { question: q.into(), choices: vec![] });
    let answers = BTreeMap::from([(0, given("ab")), (1, given("a")), (2, given("a"))]);
    // 2/3 + 1/2 + 1 of 3.
    let marked = mark(&quiz, &Draw(slots.to_vec()), &answers);
    assert_eq!(marked.total, Mark { gained: 13, available: 18 });
}

#[test]
fn a_mark_exactly_on_the_pass_mark_passes() {
    for (gained, available, percent, passed) in [
        (7, 10, 70, true),
        (6, 10, 70, false),
        (2, 3, 66, true),
        (2, 3, 67, false),
        (70_000_001, 100_000_000, 70, true),
        (70_000_000, 100_000_000, 70, true),
        (69_999_999, 100_000_000, 70, false),
        (i64::MAX, i64::MAX, 100, true),
        (i64::MAX - 1, i64::MAX, 100, false),
        (0, 5, 0, true),
        (0, 0, 0, false),
    ] {
        let mark = Mark { gained, available };
        assert_eq!(passes(mark, percent), passed, "{mark:?} at {percent} %");
    }
}

#[test]
fn marks_of_different_draws_compare_as_fractions() {
    let mark = |gained, available| Mark { gained, available };
    assert_eq!(mark(2, 3).compare(mark(4, 6)), Ordering::Equal);
    assert_eq!(mark(13, 18).compare(mark(5, 7)), Ordering::Greater);
    assert_eq!(mark(5, 7).compare(mark(13, 18)), Ordering::Less);
}

/// Any answer to a question, as far as `bits` say: bit `i` for its choice, item or prompt `i`.
fn any_given(question: &Question, bits: u32) -> Given {
    let bit = |i: usize| bits >> i & 1 == 1;
    let other = |i: usize, of: usize| (bits as usize >> (8 + 3 * i)) % of;
    let choices = question.choices.iter().enumerate().filter(|(i, _)| bit(*i));
    let of = question.choices.len();
    match &question.kind {
        Kind::Ordering(_) => {
            let place = |(i, item): (usize, &crate::courses::edition::Choice)| {
                (item.id.clone(), other(i, of) + 1)
            };
            Given::Places { places: choices.map(place).collect() }
        }
        Kind::Matching(Matching { prompts, .. }) => {
            let chosen = prompts.iter().enumerate().filter(|(i, _)| bit(*i));
            let pair = |(i, prompt): (usize, &crate::courses::edition::Prompt)| {
                (prompt.id.clone(), question.choices[other(i, of)].id.clone())
            };
            Given::Pairs { pairs: chosen.map(pair).collect() }
        }
        Kind::Numeric(_) if bit(0) => Given::text(&(i64::from(bits % 128) - 64).to_string()),
        Kind::ShortText(_) if bit(0) => Given::text(["law", "lore"][other(0, 2)]),
        Kind::Reflection(_) if bit(0) => Given::text("Words."),
        _ => Given::Choices(choices.map(|(_, choice)| choice.id.clone()).collect()),
    }
}

fn any_attempt() -> impl Strategy<Value = (Quiz, Draw, BTreeMap<usize, Given>)> {
    (any_quiz(), any::<i64>(), prop::collection::vec(any::<u32>(), 13)).prop_map(
        |(quiz, seed, bits)| {
            let draw = draw(&quiz, seed);
            let asked = draw.0.iter().map(|slot| quiz.question(&slot.question).unwrap());
            let answers = asked.zip(bits).map(|(question, bits)| any_given(question, bits));
            let answers = answers.enumerate().collect();
            (quiz, draw, answers)
        },
    )
}

/// The answer with one more part of the key in it, for each part; none where marks are whole.
fn with_one_more_right(question: &Question, given: &Given) -> Vec<Given> {
    let is_other = given.is_empty();
    match (&question.kind, key(question)) {
        (Kind::MultiplePartial, Given::Choices(right)) => {
            let mut all = Vec::new();
            for id in right {
                let mut more = given.choices().to_vec();
                more.push(id);
                all.push(Given::Choices(more));
            }
            all
        }
        (Kind::Ordering(Marking::Partial), Given::Places { places: right }) => {
            let more = right.into_iter().map(|(item, place)| match given {
                Given::Places { places } => {
                    let mut places = places.clone();
                    places.insert(item, place);
                    Given::Places { places }
                }
                _ => Given::Places { places: BTreeMap::from([(item, place)]) },
            });
            more.collect()
        }
        (
            Kind::Matching(Matching { marking: Marking::Partial, .. }),
            Given::Pairs { pairs: right },
        ) => {
            let more = right.into_iter().map(|(prompt, choice)| match given {
                Given::Pairs { pairs } => {
                    let mut pairs = pairs.clone();
                    pairs.insert(prompt, choice);
                    Given::Pairs { pairs }
                }
                _ => Given::Pairs { pairs: BTreeMap::from([(prompt, choice)]) },
            });
            more.collect()
        }
        (Kind::Reflection(_), _) => Vec::new(),
        (_, key) if is_other => vec![key],
        _ => Vec::new(),
    }
}

proptest! {
    #[test]
    fn the_order_of_choices_never_matters((quiz, draw, answers) in any_attempt()) {
        let reversed = answers.iter().map(|(slot, given)| match given {
            Given::Choices(ids) => (*slot, Given::Choices(ids.iter().rev().cloned().collect())),
            other => (*slot, other.clone()),
        });
        let mut shown_otherwise = draw.clone();
        for slot in &mut shown_otherwise.0 {
            slot.choices.reverse();
        }
        prop_assert_eq!(
            mark(&quiz, &draw, &answers),
            mark(&quiz, &shown_otherwise, &reversed.collect())
        );
        // Of an ordering the order is the key; of all others it means nothing.
        let mut otherwise = quiz.clone();
        for question in &mut otherwise.questions {
            match &mut question.kind {
                Kind::Ordering(_) => {}
                Kind::Matching(Matching { prompts, .. }) => {
                    prompts.reverse();
                    question.choices.reverse();
                }
                Kind::ShortText(short) => short.accepted.reverse(),
                _ => question.choices.reverse(),
            }
        }
        prop_assert_eq!(mark(&quiz, &draw, &answers), mark(&otherwise, &draw, &answers));
    }

    #[test]
    fn one_more_right_part_never_lowers_a_mark((quiz, draw, answers) in any_attempt()) {
        let before = mark(&quiz, &draw, &answers);
        for (number, slot) in draw.0.iter().enumerate() {
            let question = quiz.question(&slot.question).unwrap();
            for given in with_one_more_right(question, &answers[&number]) {
                let mut more = answers.clone();
                more.insert(number, given);
                let after = mark(&quiz, &draw, &more);
                prop_assert!(after.total.gained >= before.total.gained);
                prop_assert!(after.slots[number].gained.0 >= before.slots[number].gained.0);
            }
        }
    }

    #[test]
    fn a_mark_lies_between_nothing_and_everything((quiz, draw, answers) in any_attempt()) {
        let marked = mark(&quiz, &draw, &answers);
        prop_assert!((0..=marked.total.available).contains(&marked.total.gained));
        prop_assert_eq!(marked.slots.len(), draw.0.len());
        for SlotMark { gained: (part, of), .. } in marked.slots {
            prop_assert!((0..=of).contains(&part));
        }
    }

    #[test]
    fn the_key_and_it_alone_gains_everything((quiz, draw, _) in any_attempt()) {
        let asked = draw.0.iter().map(|slot| quiz.question(&slot.question).unwrap());
        let keys = asked.clone().map(key).enumerate().collect();
        let marked = mark(&quiz, &draw, &keys);
        prop_assert_eq!(marked.total.gained, marked.total.available);
        prop_assert!(passes(marked.total, 100));
        for (slot, question) in marked.slots.iter().zip(asked) {
            let state = if question.kind.is_marked() { Right } else { NoAnswer };
            prop_assert_eq!(slot.state, state);
        }
    }

    #[test]
    fn what_is_available_depends_on_the_draw_alone((quiz, draw, answers) in any_attempt()) {
        let nothing = mark(&quiz, &draw, &BTreeMap::new()).total;
        prop_assert_eq!(mark(&quiz, &draw, &answers).total.available, nothing.available);
        let parts = |slot: &Slot| {
            let question = quiz.question(&slot.question).unwrap();
            match &question.kind {
                Kind::MultiplePartial => count(question.choices.iter().filter(|c| c.correct)),
                Kind::Ordering(Marking::Partial) => count(question.choices.iter()),
                Kind::Matching(Matching { marking: Marking::Partial, prompts }) => {
                    count(prompts.iter())
                }
                _ => 1,
            }
        };
        let questions = i64::try_from(marked_questions(&quiz, &draw)).unwrap();
        let common = nothing.available / questions;
        prop_assert_eq!(common * questions, nothing.available);
        prop_assert!(draw.0.iter().all(|slot| common % parts(slot) == 0));
        let smaller = (1..common).find(|m| draw.0.iter().all(|slot| m % parts(slot) == 0));
        prop_assert_eq!(smaller, None);
    }

    #[test]
    fn a_mark_exactly_on_the_pass_mark_passes_whatever_was_drawn(
        (quiz, draw, answers) in any_attempt(),
        percent in 1..=100_u32,
    ) {
        let total = mark(&quiz, &draw, &answers).total;
        let on_it = total.gained * 100 / total.available;
        let reached = u32::try_from(on_it).unwrap();
        prop_assert!(passes(total, reached), "{} % of {:?}", reached, total);
        prop_assert!(!passes(total, reached + 1));
        prop_assert_eq!(passes(total, percent), percent <= reached);
    }

    #[test]
    fn the_questions_needed_pass_and_one_fewer_do_not(percent in 1..=100_u32, questions in 1..=60_u32) {
        let of = |right: u32| Mark { gained: right.into(), available: questions.into() };
        let needed = needed(percent, questions);
        prop_assert!(passes(of(needed), percent));
        prop_assert!(!passes(of(needed - 1), percent));
    }
}
