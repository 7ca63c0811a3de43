//! Every query of the room.

mod invitations;
mod limits;
mod links;
mod sessions;

pub use invitations::*;
pub use limits::*;
pub use links::*;
pub use sessions::*;
