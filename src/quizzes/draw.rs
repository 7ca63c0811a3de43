//! Which questions an attempt gets, and in which order. The same seed gives the same draw for ever.

use crate::courses::edition::{Kind, Question, Quiz};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The place of one question in an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The question's id.
    pub question: String,
    /// The ids of its choices or items, in the order shown; none where the answer is typed.
    pub choices: Vec<String>,
}

/// What an attempt asks, in order; slots count from 0. Kept as JSON with the attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw(pub Vec<Slot>);

/// Draws as many marked questions as the quiz says (all, if the bank has fewer), at least one for
/// each objective of the bank as far as that number goes; then one of its reflections, if it has
/// any, so that every attempt is out of as many marks.
pub fn draw(quiz: &Quiz, seed: i64) -> Draw {
    let mut chance = Chance::from_seed(seed);
    let (mut bank, reflections): (Vec<&Question>, Vec<&Question>) =
        quiz.questions.iter().partition(|question| question.kind.is_marked());
    chance.shuffle(&mut bank);
    let mut chosen = one_per_objective_first(bank);
    chosen.truncate(quiz.draw as usize);
    chance.shuffle(&mut chosen);
    if !reflections.is_empty() {
        chosen.extend(reflections.get(chance.below(reflections.len())));
    }
    Draw(chosen.into_iter().map(|question| slot(question, &mut chance)).collect())
}

fn one_per_objective_first(bank: Vec<&Question>) -> Vec<&Question> {
    let mut covered = BTreeSet::new();
    let (mut first, rest): (Vec<_>, Vec<_>) =
        bank.into_iter().partition(|question| covered.insert(question.objective.as_str()));
    first.extend(rest);
    first
}

fn slot(question: &Question, chance: &mut Chance) -> Slot {
    let mut choices: Vec<String> = question.choices.iter().map(|c| c.id.clone()).collect();
    match question.kind {
        Kind::Ordering(_) => choices = disordered(&choices, chance),
        _ if question.shuffle => chance.shuffle(&mut choices),
        _ => {}
    }
    Slot { question: question.id.clone(), choices }
}

/// Any order but the right one, each as likely. It begins from the order of the ids, so that of the
/// right order it tells only that it is another.
fn disordered(right: &[String], chance: &mut Chance) -> Vec<String> {
    let mut shown = right.to_vec();
    shown.sort();
    loop {
        chance.shuffle(&mut shown);
        if shown != right || shown.len() < 2 {
            return shown;
        }
    }
}

/// The key stream of `ChaCha20` (RFC 8439) under a key made of the seed: a standard, so that no
/// library's next version changes an old draw. Not secret.
struct Chance(ChaCha20Rng);

impl Chance {
    fn from_seed(seed: i64) -> Chance {
        let mut key = [0; 32];
        for (to, from) in key.iter_mut().zip(seed.to_le_bytes()) {
            *to = from;
        }
        Chance(ChaCha20Rng::from_seed(key))
    }

    /// Fisher and Yates's shuffle (Knuth, TAOCP vol. 2, algorithm 3.4.2 P): every order is as likely.
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for left in (2..=items.len()).rev() {
            items.swap(left - 1, self.below(left));
        }
    }

    /// A number below `count`, which is at least 1; each is as likely. Numbers from the incomplete
    /// last round of `count` are thrown away, since they would favour small remainders.
    #[expect(clippy::cast_possible_truncation, reason = "it is below `count`, which is a usize")]
    fn below(&mut self, count: usize) -> usize {
        let count = count as u64;
        let whole_rounds = u64::MAX - u64::MAX % count;
        loop {
            let number = self.0.next_u64();
            if number < whole_rounds {
                return (number % count) as usize;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courses::edition::Marking;
    use crate::quizzes::samples::{any_quiz, matching, question, quiz, reflection};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn as_text(draw: &Draw) -> String {
        let slots = draw.0.iter().map(|s| format!("{}:{}", s.question, s.choices.join("")));
        slots.collect::<Vec<_>>().join(" ")
    }

    /// Worked out by a second implementation, written from RFC 8439.
    #[test]
    fn a_seed_gives_the_same_draw_for_ever() {
        let bank = ["one", "one", "two", "two", "three", "three"];
        let bank = bank.iter().enumerate().map(|(i, o)| question(&format!("q{i}"), o, "abCd"));
        let quiz = quiz(4, bank.collect());
        for (seed, pinned) in [
            (0, "q2:abcd q1:dbac q5:cdab q4:dabc"),
            (1, "q2:dbca q4:bacd q0:bacd q1:cbda"),
            (-7, "q5:bcda q2:cdba q3:cdab q0:cdab"),
        ] {
            assert_eq!(as_text(&draw(&quiz, seed)), pinned, "seed {seed}");
        }
    }

    #[test]
    fn choices_that_are_not_to_be_shuffled_keep_their_order() {
        let mut bank = question("q", "one", "aBcdefgh");
        bank.shuffle = false;
        for seed in 0..50 {
            assert_eq!(as_text(&draw(&quiz(1, vec![bank.clone()]), seed)), "q:abcdefgh");
        }
    }

    /// As above; kinds that came later draw from the same stream.
    #[test]
    fn later_kinds_have_the_same_draw_for_ever() {
        let mut bank = vec![question("order", "one", "cabd"), question("pairs", "two", "ABc")];
        bank[0].kind = Kind::Ordering(Marking::Partial);
        bank[1].kind = matching(Marking::Partial, "ab");
        bank.extend(["r1", "r2", "r3"].map(reflection));
        let quiz = quiz(2, bank);
        for (seed, pinned) in [
            (0, "order:dcba pairs:acb r3:"),
            (1, "pairs:acb order:cbad r1:"),
            (-7, "order:dabc pairs:abc r3:"),
        ] {
            assert_eq!(as_text(&draw(&quiz, seed)), pinned, "seed {seed}");
        }
    }

    #[test]
    fn every_order_but_the_right_one_is_as_likely() {
        let mut items = question("q", "one", "bac");
        items.kind = Kind::Ordering(Marking::AllOrNothing);
        let quiz = quiz(1, vec![items]);
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for seed in 0..5000 {
            *seen.entry(as_text(&draw(&quiz, seed))).or_default() += 1;
        }
        assert!(!seen.contains_key("q:bac"), "{seen:?}");
        assert_eq!(seen.len(), 5);
        assert!(seen.values().all(|n| (880..=1120).contains(n)), "{seen:?}");
    }

    #[test]
    fn every_order_of_three_is_as_likely() {
        let quiz = quiz(1, vec![question("q", "one", "aBc")]);
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for seed in 0..6000 {
            *seen.entry(as_text(&draw(&quiz, seed))).or_default() += 1;
        }
        assert_eq!(seen.len(), 6);
        // 1,000 expected; the standard deviation is 29, and the seeds are fixed.
        assert!(seen.values().all(|n| (880..=1120).contains(n)), "{seen:?}");
    }

    #[test]
    fn a_small_draw_takes_one_question_from_each_of_some_objectives() {
        let bank = [("a", "one"), ("b", "one"), ("c", "two"), ("d", "three")];
        let quiz = quiz(2, bank.iter().map(|(id, o)| question(id, o, "aB")).collect());
        for seed in 0..100 {
            let objectives: BTreeSet<_> =
                draw(&quiz, seed).0.iter().map(|s| objective(&quiz, s)).collect();
            assert_eq!(objectives.len(), 2);
        }
    }

    fn objective(quiz: &Quiz, slot: &Slot) -> String {
        quiz.question(&slot.question).unwrap().objective.clone()
    }

    proptest! {
        #[test]
        fn as_many_distinct_questions_as_asked_for(quiz in any_quiz(), seed: i64) {
            let draw = draw(&quiz, seed);
            let distinct: BTreeSet<_> = draw.0.iter().map(|s| &s.question).collect();
            let bank = quiz.questions.iter().filter(|q| q.kind.is_marked()).count();
            let marked = bank.min(quiz.draw as usize);
            prop_assert_eq!(draw.0.len(), marked + usize::from(quiz.has_reflections()));
            prop_assert_eq!(distinct.len(), draw.0.len());
        }

        #[test]
        fn every_objective_is_asked_about(quiz in any_quiz(), seed: i64) {
            let drawn = draw(&quiz, seed);
            let marked = |id: &str| quiz.question(id).unwrap().kind.is_marked();
            let asked = drawn.0.iter().filter(|s| marked(&s.question));
            let asked: BTreeSet<_> = asked.map(|s| objective(&quiz, s)).collect();
            let bank = quiz.questions.iter().filter(|q| q.kind.is_marked());
            let all: BTreeSet<_> = bank.map(|q| q.objective.clone()).collect();
            prop_assert_eq!(asked.len(), all.len().min(quiz.draw as usize));
        }

        #[test]
        fn a_slot_shows_exactly_the_choices_of_its_question(quiz in any_quiz(), seed: i64) {
            for slot in draw(&quiz, seed).0 {
                let question = quiz.question(&slot.question).unwrap();
                let known: BTreeSet<_> = question.choices.iter().map(|c| c.id.clone()).collect();
                prop_assert_eq!(slot.choices.len(), known.len());
                prop_assert_eq!(slot.choices.into_iter().collect::<BTreeSet<_>>(), known);
            }
        }

        #[test]
        fn a_reflection_comes_last_and_alone(quiz in any_quiz(), seed: i64) {
            let drawn = draw(&quiz, seed).0;
            let marked = |slot: &Slot| quiz.question(&slot.question).unwrap().kind.is_marked();
            let (last, before) = drawn.split_last().unwrap();
            prop_assert!(before.iter().all(marked));
            prop_assert_eq!(marked(last), !quiz.has_reflections());
        }

        #[test]
        fn items_are_never_shown_in_their_right_order(quiz in any_quiz(), seed: i64) {
            for slot in draw(&quiz, seed).0 {
                let question = quiz.question(&slot.question).unwrap();
                if matches!(question.kind, Kind::Ordering(_)) {
                    let right: Vec<_> = question.choices.iter().map(|c| c.id.clone()).collect();
                    prop_assert_ne!(slot.choices, right);
                }
            }
        }

        #[test]
        fn each_question_of_the_bank_can_appear(quiz in any_quiz()) {
            let drawn: BTreeSet<String> =
                (0..400).flat_map(|seed| draw(&quiz, seed).0).map(|s| s.question).collect();
            prop_assert_eq!(drawn.len(), quiz.questions.len());
        }
    }
}
