//! HTTP: routes, guards, pages, errors.
//!
//! Uses: kernel, db, pages, paper, mail, people, access, councils, members, courses, quizzes, certificates, learning, search, jobs.

mod account;
mod addresses;
mod admin;
mod allowances;
mod attempts;
mod certificates;
mod courses;
mod demo;
mod edge;
mod error;
mod fields;
mod form;
mod frame;
mod guard;
mod home;
mod invitations;
mod links;
mod metrics;
mod operations;
mod password_resets;
mod preview;
mod request;
mod routes;
mod search;
mod serve;
mod sessions;
mod statics;
mod teaching;
mod transcript;

pub use courses::file as course_file;
pub use error::{Error, Refusal};
pub use frame::{Sample, sample, samples};
pub use guard::{Administrator, Anyone, Guard, Public, SignedIn, Trainer, Who};
pub use preview::{Desk, configure as configure_preview, preview};
pub use request::Request;
pub use routes::{Line, TABLE, configure};
pub use serve::{Service, application, keep_working, serve, told_to_stop};

use crate::access::Keys;
use crate::access::password::Hasher;
use crate::courses::Shelf;
use crate::db::Db;
use crate::kernel::{Clock, Random};
use crate::pages::Pages;
use crate::search::Indexes;
use actix_web::HttpResponse;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tokio::sync::Semaphore;

/// What a handler gives back.
pub type Answer = Result<HttpResponse, Error>;

/// Everything that a request may touch. A cheap clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What [`App`] holds.
pub struct Inner {
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub pages: Pages,
    pub shelf: Shelf,
    pub indexes: Indexes,
    pub hasher: Hasher,
    pub keys: Keys,
    /// The address that people type, without a slash at its end.
    pub base_url: String,
    /// Reverse proxies whose word on a visitor's address is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Who may read the metrics from elsewhere.
    pub metrics_token: Option<String>,
    pub metrics: metrics::Metrics,
    /// Whether this is a demo, which shows its letters to everybody.
    pub demo: bool,
    /// Set when the process is told to stop.
    pub draining: AtomicBool,
    /// Places for requests: who finds none is asked to come back, before anything is read.
    pub places: Semaphore,
}

/// How many requests are worked on at once.
pub const PLACES: usize = 512;

impl App {
    /// Puts the parts together.
    pub fn new(inner: Inner) -> App {
        App(Arc::new(inner))
    }

    /// Whether people reach the service by https.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

pub use metrics::Metrics;
