//! An answer as a question's form sends it.

use crate::quizzes::answer::Given;
use crate::web::fields::{BadBody, Fields};

/// The field of each kind of question.
pub const CHOICE: &str = "choice";
pub const PLACE: &str = "place-";
pub const PAIR: &str = "pair-";
pub const TYPED: &str = "answer";
pub const SHARED: &str = "shared";

/// What the form holds, whatever its question is; whether it fits is for the rules to say. Lists
/// that were left alone say nothing.
///
/// # Errors
/// [`BadBody`] when a field stands twice, or a place is no number.
pub fn read(fields: &Fields) -> Result<Given, BadBody> {
    let choices = fields.many(CHOICE);
    if !choices.is_empty() {
        return Ok(Given::Choices(choices.into_iter().map(str::to_owned).collect()));
    }
    let mut given = Given::default();
    for (item, place) in fields.after(PLACE) {
        let place = place.parse().map_err(|_| BadBody::NotText)?;
        match &mut given {
            Given::Places { places } => {
                if places.insert(item.to_owned(), place).is_some() {
                    return Err(BadBody::Repeated);
                }
            }
            _ => given = Given::Places { places: [(item.to_owned(), place)].into() },
        }
    }
    for (prompt, choice) in fields.after(PAIR) {
        match &mut given {
            Given::Pairs { pairs } => {
                if pairs.insert(prompt.to_owned(), choice.to_owned()).is_some() {
                    return Err(BadBody::Repeated);
                }
            }
            _ => given = Given::Pairs { pairs: [(prompt.to_owned(), choice.to_owned())].into() },
        }
    }
    let text = fields.one(TYPED)?;
    if given.is_empty() && !text.trim().is_empty() {
        let shared = !fields.one(SHARED)?.is_empty();
        return Ok(Given::Text { text: text.to_owned(), shared });
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(form: &str) -> Result<String, BadBody> {
        read(&Fields::parse(form.as_bytes())?).map(|given| serde_json::to_string(&given).unwrap())
    }

    #[test]
    fn each_kind_of_form_is_read() {
        for (form, given) in [
            ("sequence=3", "[]"),
            ("choice=b&choice=a", r#"["b","a"]"#),
            ("place-a=2&place-b=&place-c=2", r#"{"places":{"a":2,"c":2}}"#),
            ("place-a=&place-b=", "[]"),
            ("pair-p=x&pair-q=", r#"{"pairs":{"p":"x"}}"#),
            ("answer=12+%25", r#"{"text":"12 %"}"#),
            ("answer=+++&shared=1", "[]"),
            ("answer=Yes&shared=1", r#"{"text":"Yes","shared":true}"#),
        ] {
            assert_eq!(json(form).as_deref(), Ok(given), "{form}");
        }
    }

    #[test]
    fn a_form_that_no_page_sends_is_refused() {
        for form in ["place-a=x", "place-a=-1", "place-a=1&place-a=2", "pair-a=x&pair-a=y"] {
            assert!(json(form).is_err(), "{form}");
        }
        assert_eq!(json("answer=a&answer=b"), Err(BadBody::Repeated));
    }
}
