//! Names content by what it says.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// SHA-256 of a text, in hexadecimal.
pub(super) fn digest(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}
