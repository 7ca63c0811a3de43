//! What may be done to a certificate, one file each.

pub mod replace;
pub mod revoke;
