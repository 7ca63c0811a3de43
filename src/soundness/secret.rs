//! I12: how a secret looks, so that one that is kept in clear is seen.

use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Words that a fact is not called.
const NAMES: [&str; 9] =
    ["token", "password", "passphrase", "secret", "link", "url", "cookie", "phc", "hash"];

/// Whether bytes look like the SHA-256 of something: its length, and not a text.
pub fn is_hash(bytes: &[u8]) -> bool {
    bytes.len() == 32 && !bytes.iter().all(|byte| (0x20..0x7f).contains(byte))
}

/// Whether a text looks like a nonce: 16 bytes of chance.
pub fn is_nonce(text: &str) -> bool {
    BASE64URL_NOPAD.decode(text.as_bytes()).is_ok_and(|bytes| bytes.len() == 16)
}

/// Whether a link's token is what its row says beside the hash: then anybody who reads the table
/// has the link.
pub fn is_hash_of(hash: &[u8], text: &str) -> bool {
    Sha256::digest(text.as_bytes()).as_slice() == hash
}

/// Whether a text looks like an Argon2id hash with its salt.
pub fn is_phc(text: &str) -> bool {
    let parts: Vec<&str> = text.split('$').collect();
    matches!(parts.as_slice(), ["", "argon2id", "v=19", costs, salt, hash]
        if costs.contains("m=") && salt.len() >= 22 && hash.len() >= 43)
}

/// What looks like a secret in a letter's or an entry's facts: its name, or `facts` that are no
/// object.
pub fn find_secret(facts: &str) -> Option<String> {
    match serde_json::from_str(facts) {
        Ok(Value::Object(fields)) => fields.iter().find_map(|(name, value)| of(name, value)),
        _ => Some("facts".to_owned()),
    }
}

fn of(name: &str, value: &Value) -> Option<String> {
    let within = match value {
        Value::Object(fields) => fields.iter().find_map(|(name, value)| of(name, value)),
        Value::Array(items) => items.iter().find_map(|item| of(name, item)),
        Value::String(text) if is_secret(text) => Some(name.to_owned()),
        _ => None,
    };
    let lower = name.to_ascii_lowercase();
    within.or_else(|| NAMES.iter().any(|word| lower.contains(word)).then(|| name.to_owned()))
}

/// A link, a token of 256 bits, or a password's hash.
fn is_secret(text: &str) -> bool {
    let is_token = |word: &str| word.len() == 43 && BASE64URL_NOPAD.decode(word.as_bytes()).is_ok();
    text.contains("://")
        || text.contains("$argon2")
        || text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c))).any(is_token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_told_from_a_text() {
        assert!(is_hash(&Sha256::digest(b"a token")));
        assert!(!is_hash(b"0123456789abcdef0123456789abcdef"));
        assert!(!is_hash(b"short"));
        assert!(is_nonce(&BASE64URL_NOPAD.encode(&[9; 16])));
        assert!(!is_nonce(&BASE64URL_NOPAD.encode(&[9; 32])));
        assert!(is_phc(
            "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$Bl9y1oVqL2p7Gq7W1oVqL2p7Gq7W1oVqL2p7Gq7W1oU"
        ));
        assert!(!is_phc("violet-harbour-lantern"));
    }

    #[test]
    fn a_secret_among_facts_is_seen() {
        let token = BASE64URL_NOPAD.encode(&[9; 32]);
        for facts in [
            r#"{"token":"a"}"#.to_owned(),
            r#"{"resetLink":"a"}"#.to_owned(),
            format!(r#"{{"day":"/invitations/{token}"}}"#),
            r#"{"about":{"it":["https://training.example/a"]}}"#.to_owned(),
            "no facts".to_owned(),
        ] {
            assert!(find_secret(&facts).is_some(), "{facts}");
        }
        for facts in [
            r"{}".to_owned(),
            r#"{"nonce":"AAECAwQFBgcICQoLDA0ODw","council":"Aberwyvern"}"#.to_owned(),
            r#"{"number":"DF-7K4M-92QX","name":"Gwen","completed_on":"2026-11-23"}"#.to_owned(),
        ] {
            assert_eq!(find_secret(&facts), None, "{facts}");
        }
    }
}
