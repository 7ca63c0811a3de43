//! A clock that can be set: `tests/rig/moved_clock.c` reads it whenever the program asks the time.

use crate::ground::Folder;
use foundations::kernel::{Clock, Instant};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

/// The clock of the program under proof.
pub struct Moved {
    file: File,
    /// Where it is kept; the program is told by `MOVED_CLOCK`.
    pub path: PathBuf,
}

impl Moved {
    pub fn make(folder: &Folder) -> anyhow::Result<Moved> {
        let path = folder.0.join("moved-clock");
        let file = File::options().create(true).truncate(true).write(true).open(&path)?;
        file.write_all_at(&0_i64.to_ne_bytes(), 0)?;
        Ok(Moved { file, path })
    }

    /// Sets it: from now on it goes on from there.
    pub fn set(&self, at: Instant) -> anyhow::Result<()> {
        let by = (at - Clock::Real.now()).num_milliseconds();
        Ok(self.file.write_all_at(&by.to_ne_bytes(), 0)?)
    }
}
