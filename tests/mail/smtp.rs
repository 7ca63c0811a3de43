//! A relay that lives in the test and does, by the recipient's local part, what relays do.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How the relay treats everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Takes letters.
    Friendly,
    /// Wants a sign-in that nobody offers.
    Locked,
    /// Refuses our own address.
    Snooty,
    /// Is going down: 421 instead of a greeting.
    Closing,
    /// Accepts the line and says nothing.
    Silent,
}

/// A message as it arrived.
#[derive(Debug, Clone)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    pub data: String,
}

impl Received {
    /// A header's value; long ones are unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.data.split("\n\n").next().unwrap().replace("\n ", " ");
        let start = format!("{name}: ");
        head.lines().find_map(|line| line.strip_prefix(&start)).map(str::to_owned)
    }
}

/// The relay; it goes when this is dropped.
pub struct Relay {
    pub address: SocketAddr,
    heard: Arc<Mutex<Vec<Received>>>,
    task: JoinHandle<()>,
}

impl Relay {
    pub async fn start() -> Relay {
        Relay::start_at("127.0.0.1:0".parse().unwrap(), Mood::Friendly).await
    }

    pub async fn start_at(address: SocketAddr, mood: Mood) -> Relay {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard: Arc<Mutex<Vec<Received>>> = Arc::default();
        let task = tokio::spawn({
            let heard = heard.clone();
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let session = Session { heard: heard.clone(), mood };
                    tokio::spawn(session.run(stream));
                }
            }
        });
        Relay { address, heard, task }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn heard(&self) -> Vec<Received> {
        self.heard.lock().unwrap().clone()
    }

    /// How many messages the recipient with this local part got.
    pub fn count(&self, local: &str) -> usize {
        let to = format!("{local}@example.gov.uk");
        self.heard().iter().filter(|m| m.to.contains(&to)).count()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Session {
    heard: Arc<Mutex<Vec<Received>>>,
    mood: Mood,
}

type Reader = Lines<BufReader<OwnedReadHalf>>;

impl Session {
    async fn run(self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        match self.mood {
            Mood::Closing => return write.write_all(b"421 4.3.2 closing\r\n").await,
            Mood::Silent => {
                tokio::time::sleep(Duration::from_mins(1)).await;
                return Ok(());
            }
            _ => write.write_all(b"220 fake ESMTP\r\n").await?,
        }
        let (mut from, mut to) = (String::new(), Vec::new());
        while let Some(line) = lines.next_line().await? {
            let verb = line.to_ascii_uppercase();
            let reply = if verb.starts_with("EHLO") {
                "250-fake\r\n250 8BITMIME"
            } else if verb.starts_with("MAIL") {
                from = address_in(&line);
                self.sender()
            } else if verb.starts_with("RCPT") {
                to.push(address_in(&line));
                recipient(&line).await
            } else if verb.starts_with("DATA") {
                write.write_all(b"354 go\r\n").await?;
                if !self.data(&mut lines, &from, &to).await? {
                    return Ok(());
                }
                "250 2.0.0 queued as 7F"
            } else if verb.starts_with("QUIT") {
                return bye(&mut write).await;
            } else {
                "502 5.5.1 what?"
            };
            write.write_all(format!("{reply}\r\n").as_bytes()).await?;
        }
        Ok(())
    }

    fn sender(&self) -> &'static str {
        match self.mood {
            Mood::Locked => "530 5.7.0 sign in first",
            Mood::Snooty => "550 5.7.1 we do not know you",
            _ => "250 ok",
        }
    }

    /// Takes the message; says whether its sender is to be told.
    async fn data(&self, lines: &mut Reader, from: &str, to: &[String]) -> std::io::Result<bool> {
        let mut data = String::new();
        while let Some(line) = lines.next_line().await? {
            if line == "." {
                break;
            }
            data.push_str(line.strip_prefix('.').unwrap_or(&line));
            data.push('\n');
        }
        let message = Received { from: from.to_owned(), to: to.to_vec(), data };
        let first = {
            let mut heard = self.heard.lock().unwrap();
            heard.push(message);
            heard.iter().filter(|m| m.to == to).count() == 1
        };
        if to.iter().any(|to| to.starts_with("slow@")) && first {
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
        Ok(!(to.iter().any(|to| to.starts_with("drop@")) && first))
    }
}

async fn recipient(line: &str) -> &'static str {
    match address_in(line).split('@').next().unwrap() {
        "soft" => "451 4.7.1 greylisted, come back",
        "hard" => "550 5.1.1 <hard@example.gov.uk> unknown",
        "idle" => {
            tokio::time::sleep(Duration::from_millis(50)).await;
            "250 ok"
        }
        _ => "250 ok",
    }
}

async fn bye(write: &mut OwnedWriteHalf) -> std::io::Result<()> {
    write.write_all(b"221 bye\r\n").await
}

fn address_in(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or("").to_owned()
}
