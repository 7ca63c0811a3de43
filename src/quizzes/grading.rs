//! Which mark counts of several attempts, and whether the quiz is passed, in exact fractions.
//!
//! Only attempts that were handed in are looked at, the first one first. A quiz is passed when the
//! mark that counts reached the pass mark after any of them: passing never goes backwards.

use super::marking::{Mark, passes};
use crate::courses::edition::{Grading, Quiz};

/// The mark that counts after these attempts; none before the first.
pub fn counting(grading: Grading, marks: &[Mark]) -> Option<Mark> {
    match grading {
        Grading::Best => marks.iter().copied().reduce(larger),
        Grading::Last => marks.last().copied(),
        Grading::First => marks.first().copied(),
        Grading::Mean => means(marks).last(),
    }
}

/// Whether a quiz is passed with these attempts.
pub fn is_passed(quiz: &Quiz, marks: &[Mark]) -> bool {
    let passes = |mark: Mark| passes(mark, quiz.pass_mark);
    match quiz.grading {
        // The first mark that passes is the best, and the last, when it is handed in.
        Grading::Best | Grading::Last => marks.iter().copied().any(passes),
        Grading::First => marks.first().copied().is_some_and(passes),
        Grading::Mean => means(marks).any(passes),
    }
}

fn larger(one: Mark, other: Mark) -> Mark {
    if other.compare(one).is_gt() { other } else { one }
}

/// The mean after each attempt. It ends where a fraction grows beyond all that draws can bring.
fn means(marks: &[Mark]) -> impl Iterator<Item = Mark> {
    let sums = marks.iter().scan((0_i128, 1_i128), |sum, mark| {
        *sum = plus(*sum, (mark.gained.into(), i128::from(mark.available).max(1)))?;
        Some(*sum)
    });
    sums.zip(1_i128..).map_while(|((gained, available), count)| {
        let available = available.checked_mul(count)?;
        let divisor = divisor(gained, available);
        let part = |number: i128| i64::try_from(number / divisor).ok();
        Some(Mark { gained: part(gained)?, available: part(available)? })
    })
}

/// A sum of two fractions in lowest terms.
fn plus(a: (i128, i128), b: (i128, i128)) -> Option<(i128, i128)> {
    let common = divisor(a.1, b.1);
    let (over_a, over_b) = (b.1 / common, a.1 / common);
    let top = a.0.checked_mul(over_a)?.checked_add(b.0.checked_mul(over_b)?)?;
    let bottom = a.1.checked_mul(over_a)?;
    let divisor = divisor(top, bottom);
    Some((top / divisor, bottom / divisor))
}

/// The greatest common divisor of a number and one that is not nothing.
fn divisor(a: i128, b: i128) -> i128 {
    if a == 0 { b } else { divisor(b % a, a) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    const ALL: [Grading; 4] = [Grading::Best, Grading::Last, Grading::First, Grading::Mean];

    fn mark(gained: i64, available: i64) -> Mark {
        Mark { gained, available }
    }

    fn quiz(grading: Grading, pass_mark: u32) -> Quiz {
        Quiz { grading, ..Quiz::new(8, pass_mark, vec![]) }
    }

    #[test]
    fn each_grading_takes_its_mark() {
        let marks = [mark(4, 8), mark(8, 8), mark(3, 6)];
        for (grading, expected) in [
            (Grading::Best, mark(8, 8)),
            (Grading::Last, mark(3, 6)),
            (Grading::First, mark(4, 8)),
            (Grading::Mean, mark(2, 3)),
        ] {
            assert_eq!(counting(grading, &marks), Some(expected), "{grading:?}");
            assert_eq!(counting(grading, &[]), None, "{grading:?}");
        }
    }

    #[test]
    fn a_mean_exactly_on_the_pass_mark_passes_and_a_hair_less_does_not() {
        let quiz = quiz(Grading::Mean, 75);
        assert!(is_passed(&quiz, &[mark(4, 8), mark(8, 8)]));
        assert!(is_passed(&quiz, &[mark(2, 3), mark(5, 6)]));
        // 1/3 is no decimal: a mean of rounded ones could pass here.
        assert!(!is_passed(&quiz, &[mark(2, 3), mark(83_333_333, 100_000_000)]));
    }

    #[test]
    fn each_grading_passes_by_its_own_rule() {
        let (good, bad) = (mark(6, 8), mark(5, 8));
        for (grading, marks, expected) in [
            (Grading::Best, &[bad, good][..], true),
            (Grading::Last, &[bad, good], true),
            (Grading::Last, &[good, bad], true),
            (Grading::First, &[bad, good], false),
            (Grading::First, &[good, bad], true),
            (Grading::Mean, &[bad, good], false),
            (Grading::Mean, &[good, bad], true),
            (Grading::Mean, &[bad, good, mark(8, 8)], true),
        ] {
            assert_eq!(is_passed(&quiz(grading, 75), marks), expected, "{grading:?} {marks:?}");
        }
    }

    fn any_mark() -> impl Strategy<Value = Mark> {
        // As draws are worth: parts of up to the least common multiple of 1 to 30, times 100.
        let available =
            prop_oneof![1..=100_i64, Just(2_329_089_562_800), Just(232_908_956_280_000)];
        available.prop_flat_map(|available| {
            (0..=available).prop_map(move |gained| Mark { gained, available })
        })
    }

    proptest! {
        #[test]
        fn passing_is_the_counting_mark_reaching_the_pass_mark_once(
            marks in prop::collection::vec(any_mark(), 0..8),
            pass_mark in 1..=100_u32,
        ) {
            for grading in ALL {
                let after = |n: usize| counting(grading, &marks[..n]).unwrap();
                let once = (1..=marks.len()).any(|n| passes(after(n), pass_mark));
                prop_assert_eq!(is_passed(&quiz(grading, pass_mark), &marks), once, "{:?}", grading);
            }
        }

        #[test]
        fn one_attempt_more_never_takes_a_pass_away(
            marks in prop::collection::vec(any_mark(), 1..8),
            pass_mark in 1..=100_u32,
        ) {
            for grading in ALL {
                let quiz = quiz(grading, pass_mark);
                let before = is_passed(&quiz, &marks[..marks.len() - 1]);
                prop_assert!(!before || is_passed(&quiz, &marks), "{grading:?}");
            }
        }

        #[test]
        fn a_mean_lies_between_the_smallest_and_the_largest(
            marks in prop::collection::vec(any_mark(), 1..100),
        ) {
            let mean = counting(Grading::Mean, &marks).unwrap();
            prop_assert!(marks.iter().any(|m| mean.compare(*m) != Ordering::Less));
            prop_assert!(marks.iter().any(|m| mean.compare(*m) != Ordering::Greater));
        }

        #[test]
        fn of_equal_marks_every_grading_takes_that_one(one in any_mark(), times in 1..20_usize) {
            for grading in ALL {
                let counts = counting(grading, &vec![one; times]).unwrap();
                prop_assert_eq!(counts.compare(one), Ordering::Equal, "{:?}", grading);
            }
        }
    }
}
