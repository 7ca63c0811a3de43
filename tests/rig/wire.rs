//! A small HTTP/1.1 client that keeps its connection.

use anyhow::{Context, bail};
use std::net::SocketAddr;
use tokio::net::TcpStream;

/// An answer: its status, and where its body begins and ends in what was read.
pub struct Reply {
    pub status: u16,
    head: usize,
    /// How long the body is, in bytes.
    pub body: usize,
}

/// A connection that is kept.
pub struct Wire {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Wire {
    pub async fn connect(address: SocketAddr) -> anyhow::Result<Wire> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Wire { stream, read: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and reads the whole answer.
    pub async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Reply> {
        let mut rest = request;
        while !rest.is_empty() {
            match self.stream.try_write(rest) {
                Ok(sent) => rest = rest.get(sent..).unwrap_or_default(),
                Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {
                    self.stream.writable().await?;
                }
                Err(e) => return Err(e.into()),
            }
        }
        self.read.clear();
        loop {
            match self.stream.try_read_buf(&mut self.read) {
                Ok(0) => bail!("the connection was closed"),
                Ok(_) => {
                    if let Some(reply) = whole(&self.read)? {
                        return Ok(reply);
                    }
                }
                Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => {
                    self.stream.readable().await?;
                }
                Err(e) => return Err(e.into()),
            }
        }
    }

    /// The answer as it was read, head and body.
    pub fn bytes(&self, reply: &Reply) -> &[u8] {
        self.read.get(..reply.head + reply.body).unwrap_or_default()
    }
}

/// The answer, if all of it is there.
fn whole(read: &[u8]) -> anyhow::Result<Option<Reply>> {
    let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(read.get(..end).unwrap_or_default())?;
    let status = head.get(9..12).context("no status line")?.parse()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let body: usize = length.context("an answer without content-length")?;
    let head = end + 4;
    Ok((read.len() >= head + body).then_some(Reply { status, head, body }))
}
