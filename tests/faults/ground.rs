//! Where a proof is held: a folder, a database with the small course, and the program on it.

use crate::broken;
use crate::proof::Size;
use crate::rig::people::{self, Learner};
use crate::rig::program::{Program, command, free_address, listen, run};
use crate::rig::runtime;
use anyhow::{Context, bail};
use foundations::courses::{self, Shelf};
use foundations::db::{Db, Target};
use foundations::kernel::{Clock, Instant, Random};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The course of the proofs.
pub const COURSES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/courses");

/// What all proofs share.
pub struct Setting {
    pub program: PathBuf,
    pub dir: PathBuf,
    pub python: PathBuf,
    pub postgres_bin: PathBuf,
    pub seed: u64,
    /// The promises taken away, as the program reads them.
    pub breaks: String,
    pub size: Size,
}

/// A folder of a proof's own; it goes when this is dropped.
pub struct Folder(pub PathBuf);

/// Whether folders stay.
pub static KEEP: AtomicBool = AtomicBool::new(false);

static MADE: AtomicUsize = AtomicUsize::new(0);

impl Folder {
    #[expect(clippy::disallowed_methods, reason = "scratch folders are the proofs' own")]
    pub fn make(within: &Path, name: &str) -> anyhow::Result<Folder> {
        let made = MADE.fetch_add(1, Ordering::Relaxed);
        let path = within.join(format!("faults-{}-{made}-{name}", std::process::id()));
        std::fs::create_dir_all(&path)
            .with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !KEEP.load(Ordering::Relaxed) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

/// A database with the small course.
pub struct Ground {
    pub folder: Folder,
    pub url: String,
    program: PathBuf,
    courses: PathBuf,
    breaks: String,
    /// What every command of the program is told besides.
    pub env: Vec<(&'static str, String)>,
}

impl Ground {
    pub fn sqlite(setting: &Setting, name: &str) -> anyhow::Result<Ground> {
        let folder = Folder::make(&setting.dir, name)?;
        let url = format!("sqlite:{}", folder.0.join("foundations.db").display());
        Ground::publish(folder, url, setting)
    }

    pub fn postgres(setting: &Setting, name: &str, cluster: &Cluster) -> anyhow::Result<Ground> {
        let folder = Folder::make(&setting.dir, name)?;
        let url = cluster.database(name)?;
        Ground::publish(folder, url, setting)
    }

    pub fn publish(folder: Folder, url: String, setting: &Setting) -> anyhow::Result<Ground> {
        Ground::publish_courses(folder, url, Path::new(COURSES), setting)
    }

    /// As [`Ground::publish`], with the course of another folder.
    pub fn publish_courses(
        folder: Folder,
        url: String,
        courses: &Path,
        setting: &Setting,
    ) -> anyhow::Result<Ground> {
        let ground = Ground {
            folder,
            url,
            program: setting.program.clone(),
            courses: courses.to_owned(),
            breaks: setting.breaks.clone(),
            env: Vec::new(),
        };
        run(ground.command(&["courses", "publish"]))?;
        Ok(ground)
    }

    /// The same program on another database, which is there already.
    pub fn elsewhere(&self, name: &str, url: String) -> anyhow::Result<Ground> {
        Ok(Ground {
            folder: Folder::make(&self.folder.0, name)?,
            url,
            program: self.program.clone(),
            courses: self.courses.clone(),
            breaks: self.breaks.clone(),
            env: self.env.clone(),
        })
    }

    /// A command of the program on this ground.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = command(&self.program, &self.url, words);
        command.env("COURSES_DIR", &self.courses).env("RUST_LOG", "warn");
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// `serve`, about to start; its log goes to a file.
    pub fn service(&self, env: &[(&str, &str)]) -> anyhow::Result<(Command, std::net::SocketAddr)> {
        let address = free_address()?;
        let log = File::options().append(true).create(true).open(self.log())?;
        let mut service = self.command(&["serve"]);
        listen(&mut service, address);
        service
            .env("BREAK", &self.breaks)
            .envs(env.iter().copied())
            .stdout(log.try_clone()?)
            .stderr(log);
        Ok((service, address))
    }

    /// The promises taken away.
    pub fn breaks(&self) -> &str {
        &self.breaks
    }

    /// Where the program's log goes.
    pub fn log(&self) -> PathBuf {
        self.folder.0.join("serve.log")
    }

    pub fn serve(&self, env: &[(&str, &str)]) -> anyhow::Result<Program> {
        let (command, address) = self.service(env)?;
        Program::start(command, address, "/readyz")
    }

    /// Has the program's own `check` prove its invariants.
    pub fn prove_sound(&self) -> anyhow::Result<()> {
        let proved = self.command(&["check"]).output()?;
        if !proved.status.success() {
            let said = String::from_utf8_lossy(&proved.stdout);
            let bad = said.lines().filter(|l| l.contains("NOT SOUND") || l.starts_with(' '));
            let bad = bad.map(str::trim).take(4).collect::<Vec<_>>().join(" / ");
            broken!("`check` finds what is not sound: {bad}");
        }
        Ok(())
    }

    /// The database, as another process has it open.
    pub fn open(&self) -> anyhow::Result<Db> {
        Ok(Db::open(Target::parse(&self.url)?)?)
    }

    /// Enters learners in the middle of their quiz, every lesson read.
    pub fn enter(&self, word: &'static str, count: usize) -> anyhow::Result<Vec<Learner>> {
        self.enter_at(word, count, Clock::Real.now())
    }

    /// As [`Ground::enter`], at that moment.
    pub fn enter_at(
        &self,
        word: &'static str,
        count: usize,
        now: Instant,
    ) -> anyhow::Result<Vec<Learner>> {
        runtime()?.block_on(async {
            let (db, editions) = (self.open()?, Shelf::default());
            let filled = editions.clone();
            db.read(move |conn| courses::load_all(conn, &filled)).await?;
            let learners = people::enter(&db, &editions, word, count, now).await?;
            people_read_all(&db, &editions, &learners, now).await?;
            Ok(learners)
        })
    }
}

/// Reads the lessons that are left.
async fn people_read_all(
    db: &Db,
    shelf: &Shelf,
    learners: &[Learner],
    now: Instant,
) -> anyhow::Result<()> {
    use foundations::learning::{LearningError, read_lesson};
    let shelf = shelf.clone();
    let left: Vec<_> = learners.iter().map(|l| (l.person, l.lesson.clone())).collect();
    db.write(move |conn| {
        for (person, address) in &left {
            let mut parts = address.split('/').skip(2);
            let (Some(course), Some(module), Some(lesson)) =
                (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            read_lesson(conn, &shelf, &Random::Os, *person, course, module, lesson, now)?;
        }
        Ok::<_, LearningError>(())
    })
    .await?;
    Ok(())
}

/// How much longer each fsync takes on a slow disk: some 140 a second are left, as small machines
/// in a cloud have it.
pub const SLOW_DISK_MS: u32 = 7;

/// Compiles the library that slows a disk into this folder.
pub fn slow_disk(folder: &Folder) -> anyhow::Result<PathBuf> {
    preloaded("slow_disk", &[format!("-DSLOW_DISK_MS={SLOW_DISK_MS}")], folder)
}

/// Compiles a library of `tests/rig` that is loaded before a program's own, into this folder.
pub fn preloaded(name: &str, settings: &[String], folder: &Folder) -> anyhow::Result<PathBuf> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rig");
    let library = folder.0.join(format!("{name}.so"));
    let mut compile = Command::new("cc");
    compile.args(["-shared", "-fPIC", "-O1", "-D_GNU_SOURCE"]).args(settings);
    compile.arg("-o").arg(&library);
    run_quietly(compile.args([format!("{source}/{name}.c"), "-ldl".to_owned()]))?;
    Ok(library)
}

/// A PostgreSQL of the proofs' own, which waits for its disk.
pub struct Cluster {
    home: Folder,
    bin: PathBuf,
    port: u16,
    /// A library that slows its disk, to load before its own.
    slow_disk: Option<PathBuf>,
    made: AtomicUsize,
}

impl Cluster {
    pub fn start(setting: &Setting) -> anyhow::Result<Cluster> {
        let home = Folder::make(&std::env::temp_dir(), "postgres")?;
        let port = free_address()?.port();
        let bin = setting.postgres_bin.clone();
        let cluster = Cluster { home, bin, port, slow_disk: None, made: AtomicUsize::new(0) };
        if is_root() {
            run_quietly(Command::new("chown").arg("postgres").arg(&cluster.home.0))?;
        }
        let data = cluster.data();
        run_quietly(
            cluster.tool("initdb").args(["-D", &data, "-U", "test", "-A", "trust"]).args([
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ]),
        )?;
        cluster.up()?;
        Ok(cluster)
    }

    /// Starts the server; it is up when this returns.
    pub fn up(&self) -> anyhow::Result<()> {
        let settings = format!(
            "-c listen_addresses=127.0.0.1 -p {} -k {} -c max_connections=300 -c fsync=on",
            self.port,
            self.home.0.display()
        );
        let log = self.home.0.join("log").display().to_string();
        let mut start = self.tool("pg_ctl");
        if let Some(library) = &self.slow_disk {
            start.env("LD_PRELOAD", library);
        }
        start.args(["-D", &self.data(), "-l", &log, "-w", "-t", "60", "start", "-o", &settings]);
        run_quietly(&mut start)
    }

    /// Stops the server as a power cut would: without a checkpoint, every connection lost.
    pub fn fall(&self) -> anyhow::Result<()> {
        self.stop("immediate")
    }

    fn stop(&self, how: &str) -> anyhow::Result<()> {
        run_quietly(self.tool("pg_ctl").args(["-D", &self.data(), "-m", how, "-w", "stop"]))
    }

    /// Starts the server anew, on a slow disk.
    pub fn slow_down(&mut self) -> anyhow::Result<()> {
        self.slow_disk = Some(slow_disk(&self.home)?);
        self.stop("fast")?;
        self.up()
    }

    fn data(&self) -> String {
        self.home.0.join("data").display().to_string()
    }

    /// A new, empty database.
    pub fn database(&self, name: &str) -> anyhow::Result<String> {
        let name = format!("{name}_{}", self.made.fetch_add(1, Ordering::Relaxed));
        let port = self.port.to_string();
        let mut create = self.tool("createdb");
        run_quietly(create.args(["-h", "127.0.0.1", "-p", &port, "-U", "test", &name]))?;
        Ok(format!("postgres://test@127.0.0.1:{port}/{name}"))
    }

    /// Where the server's own tools are, before all others.
    pub fn path(&self) -> String {
        #[expect(clippy::disallowed_methods, reason = "where tools are found")]
        let others = std::env::var("PATH").unwrap_or_default();
        format!("{}:{others}", self.bin.display())
    }

    /// Reads a dump back into an empty database.
    pub fn restore(&self, dump: &Path, url: &str) -> anyhow::Result<()> {
        let mut restore = Command::new(self.bin.join("pg_restore"));
        restore.args(["--no-owner", "--exit-on-error", "--dbname", url]).arg(dump);
        run_quietly(&mut restore)
    }

    /// Runs statements in a database.
    pub fn run(&self, ground: &Ground, sql: &str) -> anyhow::Result<()> {
        run_quietly(self.tool("psql").args(["-v", "ON_ERROR_STOP=1", "-c", sql, &ground.url]))
    }

    /// PostgreSQL refuses to run as root, and complains about folders that it cannot enter.
    fn tool(&self, name: &str) -> Command {
        let program = self.bin.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(&self.home.0);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = self.fall();
    }
}

/// Whether this process may do everything.
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Runs a tool to its end; what it says is told only if it fails.
pub fn run_quietly(command: &mut Command) -> anyhow::Result<()> {
    // Not a pipe: a server that the tool starts would hold it open.
    let mut said = tempfile::tempfile()?;
    let status = command
        .stdin(Stdio::null())
        .stdout(said.try_clone()?)
        .stderr(said.try_clone()?)
        .status()
        .with_context(|| format!("cannot run {command:?}"))?;
    if !status.success() {
        use std::io::{Read, Seek};
        let mut text = String::new();
        said.rewind()?;
        said.read_to_string(&mut text)?;
        bail!("{command:?} ended with {status}: {text}");
    }
    Ok(())
}
