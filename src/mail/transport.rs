//! How a letter leaves: by SMTP, into a folder, or not at all. The only home of lettre.
//!
//! lettre's own transport is not used, but its connection: so each step of the conversation has
//! its own meaning ([`super::verdict::judge`]), nothing after the relay's "yes" can turn a sent
//! letter into a failure, and our time limits cover more than the connect (lettre's issue 1027).

use super::letter::{Rendered, one_line};
use super::relay::{Relay, RelayFault, Tls};
use super::store::Outgoing;
use super::verdict::{Outcome, Step, Verdict, judge, spelled_out};
use crate::kernel::Instant;
use lettre::address::Envelope;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error as SmtpError, response::Response};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::timeout;

/// Whom letters are from: `Digital Foundations <training@foundations.example>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFrom(Mailbox);

/// Why a `MAIL_FROM` cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("MAIL_FROM must be like: Digital Foundations <training@foundations.example>")]
pub struct MailFromFault;

impl std::str::FromStr for MailFrom {
    type Err = MailFromFault;
    fn from_str(text: &str) -> Result<MailFrom, MailFromFault> {
        let mailbox: Mailbox = text.parse().map_err(|_| MailFromFault)?;
        let ascii = mailbox.email.to_string().is_ascii();
        if ascii { Ok(MailFrom(mailbox)) } else { Err(MailFromFault) }
    }
}

/// A letter ready to leave.
pub(super) struct Composed {
    envelope: Envelope,
    bytes: Vec<u8>,
    /// Its name in a folder of letters.
    file: String,
}

/// How long a conversation may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// To reach the relay.
    pub connect: Duration,
    /// Until it has greeted us, encrypted the line and signed us in.
    pub opening: Duration,
    /// In all; shorter than a lease.
    pub whole: Duration,
}

/// A relay may think for a minute about a message (RFC 5321, 4.5.3.2, asks for more, but a lease
/// must end); a shorter limit would make slow but accepted letters look failed, and send twice.
impl Default for Limits {
    fn default() -> Limits {
        let seconds = Duration::from_secs;
        Limits { connect: seconds(10), opening: seconds(25), whole: seconds(90) }
    }
}

/// A way for letters to leave.
#[derive(Clone)]
pub enum Transport {
    /// To a relay.
    Smtp(Smtp),
    /// One `.eml` file per letter in this folder: for development and the demo.
    Files(PathBuf),
    /// Letters wait.
    None,
}

/// A relay, ready to be spoken to.
#[derive(Clone)]
pub struct Smtp {
    relay: Relay,
    tls: Option<TlsParameters>,
    limits: Limits,
}

impl Transport {
    /// Reads `smtp://user:password@host:port?tls=required|opportunistic|none`, `smtps://…` or
    /// `file:DIR`. User and password are percent-encoded.
    ///
    /// # Errors
    /// [`RelayFault`] says what to write instead.
    pub fn parse(url: &str) -> Result<Transport, RelayFault> {
        if let Some(folder) = url.strip_prefix("file:") {
            let folder = folder.strip_prefix("//").unwrap_or(folder);
            let found = !folder.is_empty();
            return if found {
                Ok(Transport::Files(folder.into()))
            } else {
                Err(RelayFault::Folder)
            };
        }
        let relay = Relay::parse(url)?;
        let tls = match relay.tls {
            Tls::None => None,
            Tls::Implicit | Tls::Required | Tls::Opportunistic => Some(
                TlsParameters::new(relay.host.clone())
                    .map_err(|e| RelayFault::Tls(spelled_out(&e)))?,
            ),
        };
        Ok(Transport::Smtp(Smtp { relay, tls, limits: Limits::default() }))
    }

    /// The same, with other limits: for tests.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Transport {
        match self {
            Transport::Smtp(smtp) => Transport::Smtp(Smtp { limits, ..smtp }),
            other => other,
        }
    }

    /// Sends one letter to its one recipient.
    pub(super) async fn send(&self, letter: Composed) -> Outcome {
        match self {
            Transport::Smtp(smtp) => smtp.send(&letter.envelope, &letter.bytes).await,
            Transport::Files(folder) => keep_file(folder.clone(), letter).await,
            Transport::None => Outcome::new(Verdict::Relay, "no SMTP_URL is set"),
        }
    }
}

/// Never a password.
impl std::fmt::Debug for Transport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Transport::Smtp(smtp) => smtp.relay.fmt(f),
            Transport::Files(folder) => write!(f, "file:{}", folder.display()),
            Transport::None => f.write_str("none"),
        }
    }
}

impl Smtp {
    async fn send(&self, envelope: &Envelope, bytes: &[u8]) -> Outcome {
        let opening = timeout(self.limits.opening, self.open());
        let mut conn = match opening.await {
            Ok(Ok(conn)) => conn,
            Ok(Err(error)) => return outcome(Step::Opening, &error),
            Err(_) => {
                return Outcome::new(
                    Verdict::Relay,
                    "the relay did not greet us, or sign us in, in time",
                );
            }
        };
        let rest = self.limits.whole.saturating_sub(self.limits.opening);
        let result = match timeout(rest, converse(&mut conn, envelope, bytes)).await {
            Ok(Ok(response)) => Outcome::new(Verdict::Sent, words_of(&response)),
            Ok(Err((step, error))) => outcome(step, &error),
            Err(_) => return Outcome::new(Verdict::Unknown, "the relay did not answer in time"),
        };
        // A farewell changes nothing any more.
        let _ = timeout(Duration::from_secs(1), conn.abort()).await;
        result
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        let hello = ClientId::default();
        let Relay { host, port, tls, login } = &self.relay;
        let implicit = self.tls.clone().filter(|_| *tls == Tls::Implicit);
        let place = (host.as_str(), *port);
        let limit = Some(self.limits.connect);
        let mut conn =
            AsyncSmtpConnection::connect_tokio1(place, limit, &hello, implicit, None).await?;
        if let Some(parameters) = self.tls.clone()
            && (*tls == Tls::Required || (*tls == Tls::Opportunistic && conn.can_starttls()))
        {
            conn.starttls(parameters, &hello).await?;
        }
        if let Some((user, password)) = login {
            let login = Credentials::new(user.clone(), password.to_string());
            conn.auth(DEFAULT_MECHANISMS, &login).await?;
        }
        Ok(conn)
    }
}

async fn converse(
    conn: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    bytes: &[u8],
) -> Result<Response, (Step, SmtpError)> {
    let at = |step| move |error| (step, error);
    let sender = Mail::new(envelope.from().cloned(), vec![]);
    conn.command(sender).await.map_err(at(Step::Sender))?;
    for to in envelope.to() {
        let recipient = Rcpt::new(to.clone(), vec![]);
        conn.command(recipient).await.map_err(at(Step::Recipient))?;
    }
    conn.command(Data).await.map_err(at(Step::Message))?;
    conn.message(bytes).await.map_err(at(Step::Message))
}

fn outcome(step: Step, error: &SmtpError) -> Outcome {
    Outcome::new(judge(step, error.status().map(u16::from)), spelled_out(error))
}

fn words_of(response: &Response) -> String {
    let words: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), words.join(" "))
}

/// The message: text and HTML, with the attachment beside them. The same letter and words give
/// the same bytes, but for the date.
///
/// # Errors
/// What is wrong with the address or the attachment; the letter can never be sent.
pub(super) fn compose(
    from: &MailFrom,
    letter: &Outgoing,
    rendered: Rendered,
    now: Instant,
) -> Result<Composed, String> {
    if !letter.to_address.is_ascii() {
        return Err("the address has letters that most mail systems refuse".into());
    }
    let address = letter.to_address.parse().map_err(|e| format!("the address is faulty: {e}"))?;
    let name = Some(one_line(&letter.to_name)).filter(|name| !name.is_empty());
    let id = &letter.message_id;
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    let message = Message::builder()
        .from(from.0.clone())
        .to(Mailbox::new(name, address))
        .subject(one_line(&rendered.subject))
        .message_id(Some(format!("<{id}@{}>", from.0.email.domain())))
        .date(now.and_utc().into())
        // RFC 3834: absence notices are not sent in reply.
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .multipart(body(rendered, id)?)
        .map_err(|e| e.to_string())?;
    Ok(Composed {
        envelope: message.envelope().clone(),
        bytes: message.formatted(),
        file: format!("{}-{id}.eml", now.format("%Y%m%dT%H%M%S%3f")),
    })
}

/// Boundaries come from the Message-ID, not from chance, so that a retry sends the same bytes.
fn body(rendered: Rendered, id: &str) -> Result<MultiPart, String> {
    let boundary = |part| format!("{id}-{part}");
    let words = MultiPart::alternative()
        .boundary(boundary("words"))
        .singlepart(SinglePart::plain(rendered.text))
        .singlepart(SinglePart::html(rendered.html));
    let Some(file) = rendered.attachment else {
        return Ok(words);
    };
    let media_type = ContentType::parse(&file.media_type).map_err(|e| e.to_string())?;
    let file =
        lettre::message::Attachment::new(one_line(&file.filename)).body(file.bytes, media_type);
    Ok(MultiPart::mixed().boundary(boundary("files")).multipart(words).singlepart(file))
}

async fn keep_file(folder: PathBuf, letter: Composed) -> Outcome {
    let Composed { file, bytes, .. } = letter;
    let written = {
        let file = file.clone();
        tokio::task::spawn_blocking(move || write_whole(&folder, &file, &bytes)).await
    };
    match written {
        Ok(Ok(())) => Outcome::new(Verdict::Sent, format!("written to {file}")),
        Ok(Err(error)) => Outcome::new(Verdict::Relay, format!("{file}: {error}")),
        Err(error) => Outcome::new(Verdict::Relay, error.to_string()),
    }
}

/// Writes a file that is there whole or not at all.
#[expect(clippy::disallowed_methods, reason = "letters to a folder are written here")]
fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!(".{name}.part"));
    std::fs::write(&unfinished, bytes)?;
    std::fs::File::open(&unfinished)?.sync_all()?;
    std::fs::rename(&unfinished, folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::super::letter::Attachment;
    use super::*;
    use crate::kernel::LetterId;
    use proptest::prelude::*;

    fn letter(to_name: &str, to_address: &str) -> Outgoing {
        let at = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc();
        Outgoing {
            id: LetterId(1),
            once_key: "k".into(),
            kind: "test".into(),
            person_id: None,
            to_name: to_name.into(),
            to_address: to_address.into(),
            facts: "{}".into(),
            message_id: "0123456789abcdef0123".into(),
            created_at: at,
            due_at: at,
            expires_at: None,
            attempts: 1,
            lease: 1,
            leased_until: None,
            sent_at: None,
            reply: None,
            given_up_at: None,
            cancelled_at: None,
            last_error: None,
        }
    }

    fn composed(name: &str, subject: &str, filename: &str) -> Result<Composed, String> {
        let from = "Digital Foundations <training@foundations.example>".parse().unwrap();
        let letter = letter(name, "gwen@example.gov.uk");
        let attachment = Some(Attachment {
            filename: filename.into(),
            bytes: vec![0, 13, 10, 255],
            media_type: "application/pdf".into(),
        });
        let rendered =
            Rendered { subject: subject.into(), text: "t".into(), html: "<p>".into(), attachment };
        compose(&from, &letter, rendered, letter.created_at)
    }

    #[test]
    fn faulty_addresses_and_senders_are_refused() {
        let from: MailFrom = "training@foundations.example".parse().unwrap();
        let words =
            Rendered { subject: "s".into(), text: "t".into(), html: "h".into(), attachment: None };
        for address in ["", "gwen", "a@b.uk\r\nBcc: c@d.uk", "a@b.uk, c@d.uk", "siân@example.uk"] {
            let letter = letter("Gwen", address);
            assert!(compose(&from, &letter, words.clone(), letter.due_at).is_err(), "{address}");
        }
        for from in ["", "Digital Foundations", "a@b.uk, c@d.uk", "siân@example.uk"] {
            assert_eq!(from.parse::<MailFrom>(), Err(MailFromFault), "{from}");
        }
    }

    #[test]
    fn a_send_fits_into_a_lease() {
        let limits = Limits::default();
        let lease = super::super::schedule::LEASE.to_std().unwrap();
        assert!(limits.whole + Duration::from_secs(20) < lease);
        assert!(limits.connect < limits.opening && limits.opening < limits.whole);
    }

    #[test]
    fn a_transport_shows_no_password() {
        let transport = Transport::parse("smtps://user:s3cret@relay.example").unwrap();
        assert_eq!(format!("{transport:?}"), "smtps://user:***@relay.example:465");
        assert!(matches!(Transport::parse("file:"), Err(RelayFault::Folder)));
        assert_eq!(format!("{:?}", Transport::parse("file:var/mail").unwrap()), "file:var/mail");
    }

    proptest! {
        #[test]
        fn no_text_adds_a_header(name in "(?s).{0,80}", subject in "(?s).{0,200}", file in "(?s).{0,40}") {
            let usual = ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID",
                         "Subject", "To"];
            let composed = composed(&name, &subject, &file).unwrap();
            let text = String::from_utf8(composed.bytes).unwrap();
            prop_assert!(text.is_ascii());
            prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n', '\0']));
            let head = text.split("\r\n\r\n").next().unwrap();
            let mut names: Vec<&str> = head
                .split("\r\n")
                .filter(|line| !line.starts_with(' '))
                .map(|line| line.split(':').next().unwrap())
                .collect();
            names.sort_unstable();
            prop_assert_eq!(names, usual);
            prop_assert_eq!(composed.envelope.to().len(), 1);
        }
    }
}
