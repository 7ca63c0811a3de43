//! What fits which question, how far it goes, and how it is kept.
#![cfg(test)]

use super::*;
use crate::courses::edition::Marking;
use crate::quizzes::samples::{matching, numeric, question, quiz, reflection, short_text};
use AnswerFault::{NotANumber, OtherKind, TooLong, TooMany, UnknownChoice};

fn letter_ids(text: &str) -> Vec<String> {
    text.chars().map(String::from).collect()
}

fn fitted(kind: Kind, shown: &str, given: &Given) -> Result<Given, AnswerFault> {
    let mut question = question("q", "one", shown);
    question.kind = kind;
    fit(&question, &Slot { question: "q".to_owned(), choices: letter_ids(shown) }, given)
}

/// `a1b2`: item a in place 1, b in place 2.
fn places(text: &str) -> Given {
    let chars: Vec<char> = text.chars().collect();
    let pairs = chars.chunks(2).map(|c| (c[0].to_string(), c[1].to_digit(10).unwrap() as usize));
    Given::Places { places: pairs.collect() }
}

/// `ab ba`: prompt a with choice b, b with a.
fn pairs(text: &str) -> Given {
    let pairs =
        text.split_whitespace().map(|pair| (format!("to-{}", &pair[..1]), pair[1..].into()));
    Given::Pairs { pairs: pairs.collect() }
}

#[test]
fn choices_fit_a_question_that_has_them() {
    use Kind::{MultipleAllOrNothing as All, MultiplePartial as Partial, Single, TrueFalse};
    for (kind, letters, kept) in [
        (Single, "", Ok("")),
        (Single, "a", Ok("a")),
        (Single, "aa", Ok("a")),
        (Single, "ab", Err(TooMany)),
        (Single, "x", Err(UnknownChoice)),
        (Single, "ax", Err(UnknownChoice)),
        (TrueFalse, "ab", Err(TooMany)),
        (All, "", Ok("")),
        (All, "abc", Ok("cba")),
        (All, "bcb", Ok("cb")),
        (Partial, "ac", Ok("ca")),
        (Partial, "axc", Err(UnknownChoice)),
        (Kind::Ordering(Marking::Partial), "a", Err(OtherKind)),
        (short_text(&["a"]), "a", Err(OtherKind)),
    ] {
        let result = fitted(kind.clone(), "cba", &Given::Choices(letter_ids(letters)));
        assert_eq!(result, kept.map(|k| Given::Choices(letter_ids(k))), "{kind:?} {letters}");
    }
}

#[test]
fn places_and_pairs_fit_as_far_as_they_go() {
    let ordering = || Kind::Ordering(Marking::Partial);
    for (given, fault) in [
        (places("a1b2c3"), None),
        (places("a1b1"), None),
        (places("a3"), None),
        (places("a4"), Some(UnknownChoice)),
        (places("a0"), Some(UnknownChoice)),
        (places("x1"), Some(UnknownChoice)),
        (pairs("ab"), Some(OtherKind)),
    ] {
        assert_eq!(fitted(ordering(), "cba", &given).err(), fault, "{given:?}");
    }
    let pairing = || matching(Marking::Partial, "ab");
    for (given, fault) in [
        (pairs("aa bb"), None),
        (pairs("ac bc"), None),
        (pairs("aa"), None),
        (pairs("ax"), Some(UnknownChoice)),
        (pairs("ca"), Some(UnknownChoice)),
        (places("a1"), Some(OtherKind)),
    ] {
        assert_eq!(fitted(pairing(), "abc", &given).err(), fault, "{given:?}");
    }
}

#[test]
fn texts_are_trimmed_and_end_somewhere() {
    let long = |most: usize| "ŵ".repeat(most);
    let shared = |text: &str| Given::Text { text: text.to_owned(), shared: true };
    let thought = || reflection("q").kind;
    for (kind, given, kept) in [
        (short_text(&["a"]), Given::text("  Data  law "), Ok(Given::text("Data  law"))),
        (short_text(&["a"]), shared("law"), Ok(Given::text("law"))),
        (short_text(&["a"]), Given::text(" \r\n "), Ok(Given::default())),
        (short_text(&["a"]), Given::text(&long(200)), Ok(Given::text(&long(200)))),
        (short_text(&["a"]), Given::text(&long(201)), Err(TooLong { most: 200 })),
        (numeric("12", "0"), Given::text(" 12 % "), Ok(Given::text("12 %"))),
        (numeric("12", "0"), Given::text("ten"), Err(NotANumber(NumberFault::NotANumber))),
        (numeric("12", "0"), Given::text("1,2"), Err(NotANumber(NumberFault::Comma))),
        (numeric("12", "0"), Given::text(&"1".repeat(201)), Err(TooLong { most: 200 })),
        (thought(), shared("a\r\nb"), Ok(shared("a\nb"))),
        (thought(), Given::text(&long(5000)), Ok(Given::text(&long(5000)))),
        (thought(), Given::text(&long(5001)), Err(TooLong { most: 5000 })),
        (thought(), places("a1"), Err(OtherKind)),
    ] {
        assert_eq!(fitted(kind, "", &given), kept, "{given:?}");
    }
}

/// The first form of an answer was a list; it is still in the databases of those who had it.
#[test]
fn an_answer_is_kept_as_json_and_the_first_form_is_read() {
    for (json, given) in [
        ("[]", Given::default()),
        (r#"["b","a"]"#, Given::Choices(vec!["b".into(), "a".into()])),
        (r#"{"places":{"a":2,"b":1}}"#, places("b1a2")),
        (r#"{"pairs":{"to-a":"b"}}"#, pairs("ab")),
        (r#"{"text":"12 %"}"#, Given::text("12 %")),
        (r#"{"text":"Yes.","shared":true}"#, Given::Text { text: "Yes.".into(), shared: true }),
    ] {
        assert_eq!(serde_json::from_str::<Given>(json).unwrap(), given);
        assert_eq!(serde_json::to_string(&given).unwrap(), json);
    }
}

#[test]
fn what_is_missing_or_twice_is_counted() {
    let unfinished = |missing, shared| Standing::Unfinished { missing, shared };
    let ordering = Kind::Ordering(Marking::Partial);
    let pairing = matching(Marking::Partial, "abc");
    for (kind, given, expected) in [
        (&ordering, Given::default(), Standing::Unanswered),
        (&ordering, places("a1b2c3"), Standing::Answered),
        (&ordering, places("a1b2"), unfinished(1, 0)),
        (&ordering, places("a2b2c3"), unfinished(0, 2)),
        (&ordering, places("a2b2"), unfinished(1, 2)),
        (&pairing, pairs("aa ba cc"), Standing::Answered),
        (&pairing, pairs("aa"), unfinished(2, 0)),
        (&Kind::Single, Given::Choices(letter_ids("a")), Standing::Answered),
        (&Kind::Single, Given::default(), Standing::Unanswered),
    ] {
        let mut question = question("q", "one", "abc");
        question.kind = kind.clone();
        assert_eq!(standing(&question, Some(&given)), expected, "{given:?}");
    }
    assert_eq!(standing(&question("q", "one", "ab"), None), Standing::Unanswered);
}

#[test]
fn an_unfinished_answer_is_open_and_so_is_none() {
    let mut order = question("order", "one", "abc");
    order.kind = Kind::Ordering(Marking::Partial);
    let quiz = quiz(3, vec![order, question("a", "one", "Ab"), question("b", "one", "Ab")]);
    let slots = ["order", "a", "b"].map(|q| Slot { question: q.into(), choices: letter_ids("ab") });
    let draw = Draw(slots.to_vec());
    let one = Given::Choices(letter_ids("a"));
    let given = BTreeMap::from([(0, places("a1")), (1, one), (2, Given::default())]);
    assert_eq!(unanswered(&quiz, &draw, &given), [0, 2]);
}

#[test]
fn an_answer_is_said_in_the_words_of_its_question() {
    let said = |mut kind: Kind, given: &Given| {
        let mut question = question("q", "one", "abc");
        for choice in &mut question.choices {
            choice.text_html = format!("<em>{}</em>", choice.id);
        }
        if let Kind::Matching(Matching { prompts, .. }) = &mut kind {
            for prompt in prompts {
                prompt.text_html.clone_from(&prompt.id);
            }
        }
        question.kind = kind;
        let lines = in_words(&question, given);
        let words = lines
            .iter()
            .map(|line| format!("{}{}{}{}", line.place, line.prompt_html, line.html, line.typed));
        words.collect::<Vec<_>>().join(", ")
    };
    let chosen = Given::Choices(letter_ids("ca"));
    assert_eq!(said(Kind::MultiplePartial, &chosen), "0<em>a</em>, 0<em>c</em>");
    let ordering = Kind::Ordering(Marking::Partial);
    assert_eq!(said(ordering, &places("a3b1")), "1<em>b</em>, 3<em>a</em>");
    assert_eq!(said(matching(Marking::Partial, "ab"), &pairs("ac")), "0to-a<em>c</em>");
    assert_eq!(said(numeric("1", "0"), &Given::text("1250 %")), "01,250%");
    assert_eq!(said(short_text(&["a"]), &Given::text("<b>")), "0<b>");
    assert_eq!(said(Kind::Single, &Given::default()), "");
}
