//! The table of proofs.

use crate::ground::Setting;
use crate::{
    backed_up, burst, clocks, fallen, full_disk, killed, mailed, on_disk, repeated, slow_clients,
    stopped,
};

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
    Proof { name: "burst-sqlite", prove: burst::sqlite, breaks: &[] },
    Proof { name: "burst-postgres", prove: burst::postgres, breaks: &["no-locks"] },
    Proof {
        name: "mail-away",
        prove: mailed::away,
        breaks: &["mark-sent-first", "message-id-anew"],
    },
    Proof { name: "mail-poisoned", prove: mailed::poisoned, breaks: &["poison-blocks"] },
    Proof { name: "full-disk", prove: full_disk::prove, breaks: &["swallow-full-disk"] },
    Proof { name: "postgres-falls", prove: fallen::prove, breaks: &["commit-not-awaited"] },
    Proof { name: "backed-up-sqlite", prove: backed_up::sqlite, breaks: &["backup-without-log"] },
    Proof { name: "backed-up-postgres", prove: backed_up::postgres, breaks: &[] },
    Proof {
        name: "clocks",
        prove: clocks::prove,
        breaks: &["time-runs-back", "deadline-by-the-wall-clock"],
    },
    Proof { name: "slow-clients", prove: slow_clients::prove, breaks: &["no-body-limit"] },
    Proof { name: "stopped", prove: stopped::prove, breaks: &["stop-at-once"] },
];
