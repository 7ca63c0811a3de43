//! The table of proofs.

use crate::ground::Setting;
use crate::{killed, on_disk, repeated};

/// One promise, held to.
pub struct Proof {
    pub name: &'static str,
    pub prove: fn(&Setting) -> anyhow::Result<String>,
    /// What `BREAK` may say to take the promise away.
    pub breaks: &'static [&'static str],
}

/// How much is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Enough to see a broken promise.
    Small,
    /// What is run before each change is kept.
    Usual,
    /// For a night.
    Long,
}

/// A promise was broken, in contrast to a proof that could not be held.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Broken(pub String);

/// Ends a proof: the promise is broken.
#[macro_export]
macro_rules! broken {
    ($($words:tt)*) => { return Err($crate::proof::Broken(format!($($words)*)).into()) };
}

pub const PROOFS: &[Proof] = &[
    Proof { name: "killed-sqlite", prove: killed::sqlite, breaks: &["reply-before-commit"] },
    Proof { name: "killed-postgres", prove: killed::postgres, breaks: &[] },
    Proof { name: "on-disk", prove: on_disk::prove, breaks: &["synchronous-normal"] },
    Proof { name: "repeated-sqlite", prove: repeated::sqlite, breaks: &["submit-twice"] },
    Proof {
        name: "repeated-postgres",
        prove: repeated::postgres,
        breaks: &["submit-twice", "submit-twice,no-unique-rules"],
    },
];
