//! Putting the parts together.

use crate::access::Keys;
use crate::access::password::Hasher;
use crate::config::Settings;
use crate::courses::{self, CourseError, Edition, Shelf, library};
use crate::db::{self, Db};
use crate::jobs::{Letters, Work};
use crate::kernel::{Clock, Random, london_date};
use crate::mail::{MailFrom, Sender, Transport};
use crate::pages::Pages;
use crate::search::Indexes;
use crate::web::{App, Inner, Metrics, PLACES};
use anyhow::{Context, bail};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tokio::sync::Semaphore;

/// What every process has.
pub struct Parts {
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub pages: Pages,
    pub shelf: Shelf,
    pub keys: Keys,
    pub base_url: String,
}

/// The runtime that everything asynchronous runs in.
pub fn runtime() -> anyhow::Result<actix_web::rt::Runtime> {
    actix_web::rt::Runtime::new().context("cannot start")
}

/// Opens the database, migrated, and reads templates and editions.
pub async fn parts(settings: &Settings, clock: Clock) -> anyhow::Result<Parts> {
    let target = settings.target()?;
    db::migrate(&target)?;
    let db = Db::open(target.clone())
        .with_context(|| format!("cannot open the database {}", target.redacted()))?;
    let shelf = Shelf::default();
    let filled = shelf.clone();
    db.read(move |conn| courses::load_all(conn, &filled)).await?;
    Ok(Parts {
        db,
        clock,
        random: Random::Os,
        pages: Pages::load()?,
        shelf,
        keys: Keys::new(settings.secret()?),
        base_url: settings.base()?,
    })
}

impl Parts {
    /// What pages need.
    pub fn app(&self, settings: &Settings, demo: bool) -> anyhow::Result<App> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(App::new(Inner {
            db: self.db.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            pages: self.pages.clone(),
            shelf: self.shelf.clone(),
            indexes: Indexes::default(),
            hasher: Hasher::new(cores),
            keys: self.keys.clone(),
            base_url: self.base_url.clone(),
            trusted_proxies: settings.trusted_proxies.clone(),
            metrics_token: settings.metrics_token.clone(),
            metrics: Metrics::new()?,
            demo,
            draining: AtomicBool::new(false),
            places: Semaphore::new(PLACES),
        }))
    }

    /// What jobs need.
    pub fn work(&self, settings: &Settings) -> anyhow::Result<Arc<Work>> {
        let transport = match &settings.smtp_url {
            Some(url) => Transport::parse(url)?,
            None => Transport::None,
        };
        if matches!(transport, Transport::None) {
            tracing::warn!("SMTP_URL is not set: letters wait in the outbox");
        }
        let from: MailFrom = settings.mail_from.parse()?;
        let sender = Sender::new(self.db.clone(), transport, from, self.random.clone());
        Ok(Arc::new(Work {
            db: self.db.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            shelf: self.shelf.clone(),
            sender,
            letters: Letters {
                pages: self.pages.clone(),
                keys: self.keys.clone(),
                base_url: self.base_url.clone(),
            },
            stopping: AtomicBool::new(false),
        }))
    }

    /// Publishes the course files if their course was never published, or if `anew`; says what it
    /// did for each course.
    pub async fn publish(&self, settings: &Settings, anew: bool) -> anyhow::Result<Vec<String>> {
        let mut said = Vec::new();
        for edition in editions(settings, &self.clock)? {
            let (now, name) = (self.clock.now(), format!("{} {}", edition.course, edition.name));
            let (published, newest) = self
                .db
                .write(move |conn| {
                    let published = match courses::newest_edition_id(conn, &edition.course)? {
                        Some(_) if !anew => courses::find_publication(conn, &edition)?,
                        _ => Some(courses::publish(conn, &edition, now)?),
                    };
                    let newest = courses::newest_edition_id(conn, &edition.course)?;
                    Ok::<_, CourseError>((published, newest))
                })
                .await?;
            said.push(match published {
                Some(published) if published.is_new => {
                    format!("{name}: published as revision {}", published.revision)
                }
                Some(published) if Some(published.id) == newest => {
                    format!("{name}: unchanged since revision {}", published.revision)
                }
                Some(published) => format!(
                    "{name}: the files are revision {}, which a later one has replaced; learners \
                     who begin now see the later one",
                    published.revision
                ),
                None => format!(
                    "{name}: the files differ from what is published, which is what learners see; \
                     `foundations courses publish` makes them the next revision"
                ),
            });
        }
        let filled = self.shelf.clone();
        self.db.read(move |conn| courses::load_all(conn, &filled)).await?;
        Ok(said)
    }
}

/// The course files, compiled.
fn editions(settings: &Settings, clock: &Clock) -> anyhow::Result<Vec<Edition>> {
    let all = match &settings.courses_dir {
        Some(folder) => library::read(folder)?,
        None => library::embedded(),
    };
    let mut editions = Vec::new();
    for files in &all {
        match courses::compile(files, london_date(clock.now())) {
            Some(edition) => editions.push(edition),
            None => bail!("{} has faults: `foundations courses check` lists them", files.root()),
        }
    }
    Ok(editions)
}
