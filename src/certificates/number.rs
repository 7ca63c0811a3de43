/// Letters and digits that are not mistaken for one another when read aloud, and spell no word.
const ALPHABET: &[u8; 28] = b"23456789BCDFGHJKMNPQRSTVWXYZ";
/// 28 to the 8th is about 3.8 * 10^11: nobody finds one by trying, at the rate that they may.
const LENGTH: usize = 8;

/// A certificate's number, as printed: `DF-7K4M-92QX`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CertificateNumber(String);

impl CertificateNumber {
    /// A number from 64 bits of chance. That 28 to the 8th does not divide 2 to the 64th makes some
    /// numbers likelier than others by one in fifty million: nothing that helps a guesser.
    pub fn from_chance(chance: u64) -> CertificateNumber {
        let mut rest = chance;
        let mut letters = [0; LENGTH];
        for place in &mut letters {
            let at = usize::try_from(rest % 28).unwrap_or_default();
            *place = ALPHABET.get(at).copied().unwrap_or_default();
            rest /= 28;
        }
        CertificateNumber::printed(&letters)
    }

    /// Reads a number as people type it: in small letters, with or without hyphens and spaces.
    pub fn parse(text: &str) -> Option<CertificateNumber> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let letters =
            plain.strip_prefix("DF").filter(|rest| rest.len() == LENGTH).unwrap_or(&plain);
        let fits = letters.len() == LENGTH && letters.bytes().all(|b| ALPHABET.contains(&b));
        fits.then(|| CertificateNumber::printed(letters.as_bytes()))
    }

    fn printed(letters: &[u8]) -> CertificateNumber {
        let (first, last) = letters.split_at(letters.len() / 2);
        let text = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
        CertificateNumber(format!("DF-{}-{}", text(first), text(last)))
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_however_it_is_typed() {
        let number = CertificateNumber::parse("DF-7K4M-92QX").unwrap();
        for typed in ["df7k4m92qx", " df 7k4m 92qx ", "7K4M-92QX", "DF\u{2013}7K4M\u{2013}92QX"] {
            assert_eq!(CertificateNumber::parse(typed).as_ref(), Some(&number), "{typed}");
        }
        for bad in [
            "",
            "DF-7K4M-92Q",
            "DF-7K4M-92QXX",
            "DF-7K4M-92QO",
            "DF-7K4M-92Q1",
            "é".repeat(8).as_str(),
        ] {
            assert_eq!(CertificateNumber::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn drawn_numbers_differ_and_read_back() {
        let drawn: std::collections::HashSet<String> = (0..500)
            .map(|n| CertificateNumber::from_chance(u64::wrapping_mul(n, 0x9E37_79B9_7F4A_7C15)))
            .inspect(|n| assert_eq!(CertificateNumber::parse(n.as_str()).as_ref(), Some(n)))
            .map(|n| n.as_str().to_owned())
            .collect();
        assert_eq!(drawn.len(), 500);
    }
}
