//! The whole program in a test: real routes and all that happens around them, a database of its
//! own, a clock that stands still, chance that repeats itself, and letters that are kept.

use super::browser::Browser;
use super::call::{Call, Reply};
use super::cast::{Cast, PASSWORD, add_cast};
use super::course;
use super::database::{Scratch, scratch};
use actix_web::dev::{Service, ServiceResponse};
use actix_web::test::init_service;
use chrono::TimeDelta;
use foundations::access::Keys;
use foundations::access::password::Hasher;
use foundations::courses::{self, Edition, Shelf};
use foundations::db::Db;
use foundations::jobs::{self, Letters, Work};
use foundations::kernel::{Clock, Instant, Random};
use foundations::mail::{self, Delivered, Outgoing, Rendered, Sender, State, Transport};
use foundations::pages::Pages;
use foundations::web::{App, Inner, Metrics, application};
use futures_util::future::LocalBoxFuture;
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;

/// Monday 23 November 2026, 09:00 in London.
const BEGINNING: i64 = 1_795_424_400_000;

/// What a test may want otherwise.
#[derive(Debug, Clone)]
pub struct Setup {
    pub base_url: &'static str,
    pub demo: bool,
    pub trusted_proxies: Vec<IpAddr>,
    pub metrics_token: Option<String>,
    pub edition: Edition,
}

impl Default for Setup {
    fn default() -> Setup {
        Setup {
            base_url: "https://training.example",
            demo: false,
            trusted_proxies: vec![],
            metrics_token: None,
            edition: course::edition(),
        }
    }
}

type Served = Rc<dyn Fn(Call) -> LocalBoxFuture<'static, Reply>>;

pub struct TestApp {
    pub app: App,
    pub cast: Cast,
    pub edition: Edition,
    /// The hash of everybody's password.
    pub phc: String,
    pub work: Work,
    served: Served,
    time: Arc<AtomicI64>,
    inbox: TempDir,
    _scratch: Scratch,
}

/// A letter as its reader has it.
#[derive(Debug, Clone)]
pub struct Post {
    pub kind: String,
    pub to: String,
    pub words: Rendered,
    /// As it left, with its headers.
    pub eml: String,
}

impl Post {
    /// The path of the link in it.
    pub fn link(&self) -> String {
        let mut lines = self.words.text.split_whitespace();
        let link = lines.find_map(|word| word.strip_prefix("https://training.example/"));
        let link = link.unwrap_or_else(|| panic!("no link in {}", self.words.text));
        assert!(self.words.html.contains(link), "the link is not in the HTML part");
        format!("/{link}")
    }
}

fn pages() -> Pages {
    static PAGES: OnceLock<Pages> = OnceLock::new();
    PAGES.get_or_init(|| Pages::load().unwrap()).clone()
}

impl Setup {
    pub async fn start(self) -> TestApp {
        let scratch = scratch().await;
        let time = Arc::new(AtomicI64::new(BEGINNING));
        let hasher = Hasher::cheap();
        let phc = hasher.hash(PASSWORD.to_owned().into(), [7; 16]).await.unwrap();
        let (editions, cast) = fill(&scratch.db, &self.edition, &phc, time.clone()).await;
        let app = App::new(Inner {
            db: scratch.db.clone(),
            clock: Clock::Stopped(time.clone()),
            random: Random::seeded(1),
            pages: pages(),
            shelf: editions,
            indexes: foundations::search::Indexes::default(),
            hasher,
            keys: Keys::new([7; 32]),
            base_url: self.base_url.to_owned(),
            trusted_proxies: self.trusted_proxies,
            metrics_token: self.metrics_token,
            metrics: Metrics::new().unwrap(),
            demo: self.demo,
            draining: AtomicBool::new(false),
            places: tokio::sync::Semaphore::new(foundations::web::PLACES),
        });
        let inbox = tempfile::tempdir().unwrap();
        let work = work(&app, &inbox);
        let served = served(&app).await;
        let edition = self.edition;
        TestApp { app, cast, edition, phc, work, served, time, inbox, _scratch: scratch }
    }
}

async fn fill(db: &Db, edition: &Edition, phc: &str, time: Arc<AtomicI64>) -> (Shelf, Cast) {
    let (edition, phc, now) = (edition.clone(), phc.to_owned(), Clock::Stopped(time).now());
    let fill = move |conn: &mut foundations::db::Conn| {
        courses::publish(conn, &edition, now)?;
        add_cast(conn, &phc, now)
    };
    let cast = db.write(fill).await.unwrap();
    let shelf = Shelf::default();
    let filled = shelf.clone();
    db.read(move |conn| courses::load_all(conn, &filled)).await.unwrap();
    (shelf, cast)
}

fn work(app: &App, inbox: &TempDir) -> Work {
    let transport = Transport::Files(inbox.path().to_owned());
    let from = "Digital Foundations <training@foundations.example>".parse().unwrap();
    Work {
        db: app.db.clone(),
        clock: app.clock.clone(),
        random: app.random.clone(),
        shelf: app.shelf.clone(),
        sender: Sender::new(app.db.clone(), transport, from, app.random.clone()),
        letters: Letters {
            pages: app.pages.clone(),
            keys: app.keys.clone(),
            base_url: app.base_url.clone(),
        },
        stopping: AtomicBool::new(false),
    }
}

async fn served(app: &App) -> Served {
    let service = Rc::new(init_service(application(app)).await);
    Rc::new(move |call: Call| {
        let service = service.clone();
        Box::pin(async move {
            let response: ServiceResponse =
                service.call(call.request().to_request()).await.unwrap();
            Reply::of(response).await
        })
    })
}

impl TestApp {
    pub async fn start() -> TestApp {
        Setup::default().start().await
    }

    pub fn now(&self) -> Instant {
        self.app.clock.now()
    }

    /// Moves the clock on.
    pub fn advance(&self, by: TimeDelta) {
        self.time.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }

    /// A new browser, signed in as nobody.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// A new browser, signed in.
    pub async fn signed_in(&self, person: &super::cast::Person) -> Browser<'_> {
        let mut browser = self.browser();
        browser.sign_in(person).await;
        browser
    }

    /// Makes a request, and nothing that a browser would add.
    pub async fn send(&self, call: Call) -> Reply {
        (self.served)(call).await
    }

    /// Sends all letters that are due, and gives them.
    pub async fn deliver(&self) -> Vec<Post> {
        let due = self.letters(&[State::Due]).await;
        let done = jobs::tick(&self.work).await.unwrap();
        let all = Delivered { sent: due.len(), ..Delivered::default() };
        assert_eq!(done, all, "{:#?}", self.letters(State::ALL).await);
        due.iter().map(|letter| self.post(letter)).collect()
    }

    /// Sends all letters that are due, of which there is exactly one.
    pub async fn deliver_one(&self) -> Post {
        let posts = self.deliver().await;
        assert_eq!(posts.len(), 1, "{:?}", posts.iter().map(|p| &p.kind).collect::<Vec<_>>());
        posts.into_iter().next().unwrap()
    }

    #[expect(clippy::disallowed_methods, reason = "the test's own inbox")]
    fn post(&self, letter: &Outgoing) -> Post {
        let mut files = self.inbox.path().read_dir().unwrap().map(|f| f.unwrap().path());
        let is_it =
            |path: &std::path::PathBuf| path.display().to_string().contains(&letter.message_id);
        let eml = std::fs::read_to_string(files.find(is_it).unwrap()).unwrap();
        let words = self.work.letters.render(letter).unwrap();
        Post { kind: letter.kind.clone(), to: letter.to_address.clone(), words, eml }
    }

    /// The letters in these states, oldest first.
    pub async fn letters(&self, states: &[State]) -> Vec<Outgoing> {
        let now = self.now();
        let mut all = self.app.db.read(|conn| mail::list_newest(conn, 10_000)).await.unwrap();
        all.retain(|letter| states.contains(&letter.state(now)));
        all.reverse();
        all
    }
}

/// A test that leaves a letter unsent forgot what its acts owe to somebody.
impl Drop for TestApp {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let (db, now) = (self.app.db.clone(), self.now());
        // The test's own runtime cannot wait here.
        let asked = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let all = db.read(|conn| mail::list_newest(conn, 10_000));
            let all = runtime.unwrap().block_on(all).unwrap();
            let open = [State::Due, State::Waiting, State::Leased];
            let left = all.into_iter().filter(|letter| open.contains(&letter.state(now)));
            left.map(|letter| letter.once_key).collect::<Vec<_>>()
        });
        let left = asked.join().unwrap();
        assert!(left.is_empty(), "letters are unsent: {}", left.join(", "));
    }
}
