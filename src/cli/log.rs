use tracing_subscriber::EnvFilter;

/// Writes the log: JSON for machines, or only what goes wrong for a person at a terminal.
pub fn begin(for_machines: bool) {
    let level = if for_machines { "info" } else { "warn" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    let log = tracing_subscriber::fmt().with_env_filter(filter);
    // A second start in one process (tests) keeps the first log.
    let _ = if for_machines {
        log.json().flatten_event(true).try_init()
    } else {
        log.with_writer(std::io::stderr).try_init()
    };
}
