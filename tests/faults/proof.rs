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
    /// Whether it does hardly more than wait, and may be held beside others.
    pub waits: bool,
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

/// A proof that is held alone.
const fn alone(
    name: &'static str,
    prove: fn(&Setting) -> anyhow::Result<String>,
    breaks: &'static [&'static str],
) -> Proof {
    Proof { name, prove, breaks, waits: false }
}

pub const PROOFS: &[Proof] = &[
    alone("killed-sqlite", killed::sqlite, &["reply-before-commit"]),
    alone("killed-postgres", killed::postgres, &[]),
    alone("on-disk", on_disk::prove, &["synchronous-normal"]),
    alone("repeated-sqlite", repeated::sqlite, &["submit-twice"]),
    alone(
        "repeated-postgres",
        repeated::postgres,
        &["submit-twice", "submit-twice,no-unique-rules", "no-unique-rules"],
    ),
    alone("burst-sqlite", burst::sqlite, &["commit-alone"]),
    alone("burst-postgres", burst::postgres, &["no-locks"]),
    Proof {
        waits: true,
        ..alone("mail-away", mailed::away, &["mark-sent-first", "message-id-anew"])
    },
    alone("mail-poisoned", mailed::poisoned, &["poison-blocks"]),
    alone("full-disk", full_disk::prove, &["swallow-full-disk"]),
    alone("postgres-falls", fallen::prove, &["commit-not-awaited"]),
    alone("backed-up-sqlite", backed_up::sqlite, &["backup-without-log"]),
    alone("backed-up-postgres", backed_up::postgres, &[]),
    alone("clocks", clocks::prove, &["time-runs-back", "deadline-by-the-wall-clock"]),
    alone("slow-clients", slow_clients::prove, &["no-body-limit"]),
    alone("stopped", stopped::prove, &["stop-at-once"]),
];
