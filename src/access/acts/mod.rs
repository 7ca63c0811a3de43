//! The acts, one file for each thing that is opened, spent or counted.

pub mod invitations;
pub mod limits;
pub mod links;
pub mod sessions;
