use crate::kernel::CouncilId;
use crate::words;

words!(
    /// A right of the service's own staff.
    StaffRole {
        Administrator = "administrator",
        Trainer = "trainer",
    }
);

/// What a person may do beyond learning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grants {
    pub staff: Vec<StaffRole>,
    pub officer_of: Vec<CouncilId>,
}

impl Grants {
    /// Whether the person runs the service.
    pub fn is_administrator(&self) -> bool {
        self.staff.contains(&StaffRole::Administrator)
    }

    /// Whether shorter sessions apply.
    pub fn is_staff(&self) -> bool {
        !self.staff.is_empty() || !self.officer_of.is_empty()
    }
}
