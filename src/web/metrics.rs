//! Counts for whoever watches the service: requests by route pattern, the writer's queue, letters.

use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    Registry, TextEncoder,
};
use std::time::Duration;

/// All counts. A cheap clone.
#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    waiting_writes: IntGauge,
    write_retries: IntCounter,
    letters: IntGaugeVec,
    oldest_due: IntGauge,
}

/// Where latencies fall, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

impl Metrics {
    /// Counts that all begin at nothing.
    pub fn new() -> Result<Metrics, prometheus::Error> {
        let registry = Registry::new();
        let by = |name: &str, help: &str| Opts::new(name, help);
        let metrics = Metrics {
            requests: IntCounterVec::new(
                by("http_requests_total", "Requests answered, by route and status."),
                &["method", "route", "status"],
            )?,
            seconds: HistogramVec::new(
                HistogramOpts::new("http_request_seconds", "Time to an answer, by route.")
                    .buckets(BUCKETS.to_vec()),
                &["method", "route"],
            )?,
            waiting_writes: IntGauge::with_opts(by(
                "database_waiting_writes",
                "Writes that wait for the database.",
            ))?,
            write_retries: IntCounter::with_opts(by(
                "database_write_retries_total",
                "Tries of writes that lost a race and were done again.",
            ))?,
            letters: IntGaugeVec::new(
                by("letters", "Letters in the outbox, by state."),
                &["state"],
            )?,
            oldest_due: IntGauge::with_opts(by(
                "letters_oldest_due_seconds",
                "For how long the letter that is due longest has been due.",
            ))?,
            registry,
        };
        let collectors: [Box<dyn prometheus::core::Collector>; 6] = [
            Box::new(metrics.requests.clone()),
            Box::new(metrics.seconds.clone()),
            Box::new(metrics.waiting_writes.clone()),
            Box::new(metrics.write_retries.clone()),
            Box::new(metrics.letters.clone()),
            Box::new(metrics.oldest_due.clone()),
        ];
        for collector in collectors {
            metrics.registry.register(collector)?;
        }
        #[cfg(target_os = "linux")]
        metrics
            .registry
            .register(Box::new(prometheus::process_collector::ProcessCollector::for_self()))?;
        Ok(metrics)
    }

    /// Counts an answer.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        self.requests.with_label_values(&[method, route, &status.to_string()]).inc();
        self.seconds.with_label_values(&[method, route]).observe(took.as_secs_f64());
    }

    /// Notes how the database and the outbox stand.
    pub fn note(&self, waiting_writes: usize, letters: &[(&'static str, i64)], oldest_due: i64) {
        self.waiting_writes.set(i64::try_from(waiting_writes).unwrap_or(i64::MAX));
        for (state, count) in letters {
            self.letters.with_label_values(&[*state]).set(*count);
        }
        self.oldest_due.set(oldest_due);
    }

    /// Counts writes that were done again.
    pub fn retried(&self, writes: u64) {
        self.write_retries.inc_by(writes);
    }

    /// The counts as Prometheus reads them.
    pub fn text(&self) -> Result<String, prometheus::Error> {
        let mut bytes = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
