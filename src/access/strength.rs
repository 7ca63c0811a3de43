//! Which passwords are good enough: length and guessability, no rules of composition.
//!
//! After the NCSC's advice and OWASP ASVS 5.0 §6.2; 12 characters is Cyber Essentials' floor.

/// Why a password will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    Empty,
    TooShort,
    TooLong,
    /// Easy to guess, alone or for somebody who knows the person.
    Guessable,
}

/// Judges a new password; `known` are words an attacker would try first: name, address, council.
pub fn check_password(password: &str, known: &[&str]) -> Result<(), PasswordFault> {
    match password.chars().count() {
        0 => return Err(PasswordFault::Empty),
        1..=11 => return Err(PasswordFault::TooShort),
        129.. => return Err(PasswordFault::TooLong),
        _ => {}
    }
    let words: Vec<&str> = known
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .chain(known.iter().copied())
        .chain(["digital", "foundations", "councillor", "council"])
        .filter(|word| word.chars().count() > 2)
        .collect();
    if zxcvbn::zxcvbn(password, &words).score() < zxcvbn::Score::Three
        || left_without(password, &words) < 8
    {
        return Err(PasswordFault::Guessable);
    }
    Ok(())
}

/// How many characters are left when every known word is taken out.
fn left_without(password: &str, words: &[&str]) -> usize {
    let mut words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let left = words.iter().fold(password.to_lowercase(), |left, word| left.replace(word, ""));
    left.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_random_words_pass_and_the_persons_own_do_not() {
        let known = ["Gwen Pryce", "gwen.pryce@aberwyvern.gov.uk", "Aberwyvern County Council"];
        assert_eq!(check_password("kettle-orbit-violin", &known), Ok(()));
        assert_eq!(check_password("short", &known), Err(PasswordFault::TooShort));
        assert_eq!(check_password("", &known), Err(PasswordFault::Empty));
        assert_eq!(check_password(&"a1B".repeat(43), &known), Err(PasswordFault::TooLong));
        for guessable in ["password1234", "aberwyvern2026", "gwenpryce2026!"] {
            assert_eq!(
                check_password(guessable, &known),
                Err(PasswordFault::Guessable),
                "{guessable}"
            );
        }
    }
}
