//! What becomes of each table's rows when a person is erased. A law finds the table that has none.

/// What becomes of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// They go.
    Removed,
    /// They stay, without what says who it was.
    Emptied,
    /// They stay: they name the person by a number that nobody can trace any more.
    Kept,
}

impl Rule {
    /// As a list says it.
    pub const fn word(self) -> &'static str {
        match self {
            Rule::Removed => "removed",
            Rule::Emptied => "emptied",
            Rule::Kept => "kept",
        }
    }
}

/// Every table that leads to a person, its rule, and what that means.
pub const RULES: [(&str, Rule, &str); 19] = [
    ("people", Rule::Emptied, "the name goes; the number stays, so that counts stay true"),
    ("printed_names", Rule::Removed, "the name for certificates"),
    ("person_addresses", Rule::Removed, "all addresses"),
    ("credentials", Rule::Removed, "the password's hash"),
    ("sessions", Rule::Removed, "every device is signed out"),
    ("links", Rule::Removed, "no link in a letter works any more"),
    ("staff_grants", Rule::Removed, "rights of the service's own staff"),
    ("officer_grants", Rule::Removed, "rights at councils"),
    ("invitations", Rule::Emptied, "name and address go; one that is open is ended"),
    ("letters", Rule::Emptied, "recipient and facts go; what is unsent is cancelled"),
    ("memberships", Rule::Kept, "the seat ends today; counts of a council stay true"),
    ("enrolments", Rule::Kept, "for counts"),
    ("lesson_reads", Rule::Kept, "for counts"),
    ("module_completions", Rule::Kept, "for counts"),
    ("course_completions", Rule::Kept, "for counts"),
    ("attempts", Rule::Kept, "marks stay for statistics; one that is open is abandoned"),
    ("answers", Rule::Emptied, "what was typed goes; choices stay for statistics"),
    ("allowances", Rule::Removed, "extra time and attempts, and the reasons for them"),
    ("certificates", Rule::Emptied, "the name goes; whoever checks one reads: holder erased"),
];

/// Tables that lead to a person and are not theirs: what was done has to be answered for.
pub const LEDGERS: [(&str, Rule, &str); 1] =
    [("audit_entries", Rule::Kept, "who did what to whom, by numbers")];
