//! What a check says of a row that is not as it must be.

use chrono::TimeDelta;
use std::collections::BTreeMap;

/// A request has fifteen seconds between its look at the clock and its commit, so two moments that
/// belong to two requests may be out of order by as much.
pub const SLACK: TimeDelta = TimeDelta::seconds(15);

/// A fault that only a mistake of the program explains, or a hand in the database.
pub const ASK: &str = "restore this row from a backup, or ask whoever maintains the program";

/// The database itself cannot be trusted.
pub const RESTORE: &str = "stop the service, keep this database, and restore the last sound backup";

/// What is always so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Invariant {
    Database,
    Marks,
    OneCertificate,
    Completions,
    Letters,
    Leases,
    Attempts,
    Erasure,
    Secrets,
}

impl Invariant {
    /// All, in the order of their numbers.
    pub const ALL: [Invariant; 9] = [
        Invariant::Database,
        Invariant::Marks,
        Invariant::OneCertificate,
        Invariant::Completions,
        Invariant::Letters,
        Invariant::Leases,
        Invariant::Attempts,
        Invariant::Erasure,
        Invariant::Secrets,
    ];

    /// As the rules of the product number it.
    pub const fn number(self) -> &'static str {
        match self {
            Invariant::Database => "I1",
            Invariant::Marks => "I2",
            Invariant::OneCertificate => "I3",
            Invariant::Completions => "I4",
            Invariant::Letters => "I5",
            Invariant::Leases => "I6",
            Invariant::Attempts => "I7",
            Invariant::Erasure => "I11",
            Invariant::Secrets => "I12",
        }
    }

    /// What it claims, and of what.
    pub const fn claim(self) -> (&'static str, &'static str) {
        match self {
            Invariant::Database => ("the database keeps its own rules", "rules"),
            Invariant::Marks => ("marks recompute from the answers", "attempts"),
            Invariant::OneCertificate => ("nobody has two of one certificate", "certificates"),
            Invariant::Completions => {
                ("completions follow from what was done, certificates from them", "places")
            }
            Invariant::Letters => ("every letter that is owed is there once", "causes"),
            Invariant::Leases => {
                ("letters are leased for their term, and sent for sure", "letters")
            }
            Invariant::Attempts => ("attempts are in a state that exists", "attempts"),
            Invariant::Erasure => ("nothing is left of who was erased", "people"),
            Invariant::Secrets => ("no secret is kept, and none works for too long", "rows"),
        }
    }
}

/// One row that is not as it must be. Says no name and no address: logs keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub invariant: Invariant,
    pub table: String,
    pub id: i64,
    pub what: String,
    /// What to do.
    pub remedy: &'static str,
}

/// What a look at some rows found.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pub checked: BTreeMap<Invariant, u64>,
    pub faults: Vec<Fault>,
}

impl Findings {
    /// So many more were looked at.
    pub fn count(&mut self, invariant: Invariant, more: usize) {
        let checked = self.checked.entry(invariant).or_default();
        *checked = checked.saturating_add(u64::try_from(more).unwrap_or(u64::MAX));
    }

    /// A row is not as it must be.
    pub fn fault(
        &mut self,
        invariant: Invariant,
        (table, id): (&str, i64),
        what: impl Into<String>,
        remedy: &'static str,
    ) {
        let (table, what) = (table.to_owned(), what.into());
        self.faults.push(Fault { invariant, table, id, what, remedy });
    }

    /// As [`Findings::fault`], when `broken`.
    pub fn fault_if(
        &mut self,
        broken: bool,
        invariant: Invariant,
        row: (&str, i64),
        what: &str,
        remedy: &'static str,
    ) {
        if broken {
            self.fault(invariant, row, what, remedy);
        }
    }
}
