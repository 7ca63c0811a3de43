//! Secrets that stand in links and cookies. The database keeps only their SHA-256.

use data_encoding::BASE64URL_NOPAD;
use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// The SHA-256 of a token.
pub type TokenHash = Vec<u8>;

/// What a link is for; part of what is signed, so that no link serves for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    Invitation,
    PasswordReset,
    AddressConfirmation,
}

impl LinkKind {
    const fn word(self) -> &'static str {
        match self {
            LinkKind::Invitation => "invitation",
            LinkKind::PasswordReset => "password-reset",
            LinkKind::AddressConfirmation => "address-confirmation",
        }
    }
}

/// The key from which links are made: outside the database, so that no dump holds a live link.
#[derive(Clone)]
pub struct Keys(zeroize::Zeroizing<[u8; 32]>);

impl Keys {
    /// Takes the 32 bytes of `SECRET_KEY`.
    pub fn new(secret: [u8; 32]) -> Keys {
        Keys(zeroize::Zeroizing::new(secret))
    }

    /// The token of a link: HMAC-SHA-256 of its kind and its row's nonce, the same at each sending.
    pub fn link_token(&self, kind: LinkKind, nonce: &str) -> String {
        // HMAC pads its key with zeros to a block (RFC 2104); doing so here cannot fail.
        let mut block = zeroize::Zeroizing::new([0; 64]);
        for (to, from) in block.iter_mut().zip(self.0.iter()) {
            *to = *from;
        }
        let mut mac = <Hmac<Sha256> as KeyInit>::new(block.as_slice().into());
        mac.update(kind.word().as_bytes());
        mac.update(b"\0");
        mac.update(nonce.as_bytes());
        BASE64URL_NOPAD.encode(&mac.finalize().into_bytes())
    }

    /// From 16 bytes of chance: the nonce that a row keeps, and its token's hash.
    pub fn new_link(&self, kind: LinkKind, chance: [u8; 16]) -> (String, TokenHash) {
        let nonce = BASE64URL_NOPAD.encode(&chance);
        let hash = hash_token(&self.link_token(kind, &nonce));
        (nonce, hash)
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// What the database keeps of a token.
pub fn hash_token(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The secret in a session's cookie.
#[derive(Clone)]
pub struct SessionToken(zeroize::Zeroizing<String>);

impl SessionToken {
    /// A new one, from 256 bits of chance.
    pub fn new(chance: [u8; 32]) -> SessionToken {
        SessionToken(BASE64URL_NOPAD.encode(&chance).into())
    }

    /// The cookie's value.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database keeps of it.
    pub fn hash(&self) -> TokenHash {
        hash_token(&self.0)
    }

    /// What a cookie's value would be kept as.
    pub fn hash_of(cookie: &str) -> TokenHash {
        hash_token(cookie)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_serves_one_kind_only_and_repeats() {
        let keys = Keys::new([7; 32]);
        let token = keys.link_token(LinkKind::Invitation, "n");
        assert_eq!(token, keys.link_token(LinkKind::Invitation, "n"));
        assert_ne!(token, keys.link_token(LinkKind::PasswordReset, "n"));
        assert_ne!(token, keys.link_token(LinkKind::Invitation, "m"));
        assert_ne!(token, Keys::new([8; 32]).link_token(LinkKind::Invitation, "n"));
    }
}
