//! What starts the real program and speaks to it: for `tests/faults` and `benches/load`.

pub mod people;
pub mod program;
pub mod wire;

/// Everything here waits in one thread.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}
