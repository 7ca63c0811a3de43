//! Where the relay stands and how it is spoken to, as written in `SMTP_URL`.

use percent_encoding::percent_decode_str;
use std::net::IpAddr;
use zeroize::Zeroizing;

/// How the line is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte (`smtps:`).
    Implicit,
    /// With STARTTLS, or not at all.
    Required,
    /// With STARTTLS when it is offered. A listener in between can prevent it.
    Opportunistic,
    /// Not.
    None,
}

/// A relay.
#[derive(Clone, PartialEq, Eq)]
pub struct Relay {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    /// User and password.
    pub login: Option<(String, Zeroizing<String>)>,
}

/// Why an `SMTP_URL` cannot be used; the text says what to write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RelayFault {
    #[error("SMTP_URL must begin with smtp://, smtps:// or file:, like smtp://relay.example:587")]
    Scheme,
    #[error("SMTP_URL names no host, or a port that is no number: smtp://relay.example:587")]
    Host,
    #[error("SMTP_URL names no folder: write it like file:var/mail")]
    Folder,
    #[error("SMTP_URL has a user or password that is not UTF-8 when percent-decoded")]
    Login,
    #[error("SMTP_URL has a user and no password, or a password and no user")]
    HalfLogin,
    #[error("SMTP_URL has ?{0}: only tls=required, tls=opportunistic or tls=none may stand there")]
    Query(String),
    #[error("SMTP_URL would send its password in clear: use tls=required, or smtps://")]
    PasswordInClear,
    #[error("TLS cannot be prepared: {0}")]
    Tls(String),
}

impl Relay {
    /// Reads `smtp://user:password@host:port?tls=required|opportunistic|none` or `smtps://…`.
    /// Without `tls=`, STARTTLS is required, except on the way to this very machine.
    ///
    /// # Errors
    /// [`RelayFault`] says what to write instead.
    pub fn parse(url: &str) -> Result<Relay, RelayFault> {
        let (scheme, rest) = url.split_once("://").ok_or(RelayFault::Scheme)?;
        let implicit = match scheme {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(RelayFault::Scheme),
        };
        let (rest, query) = rest.split_once('?').map_or((rest, None), |(r, q)| (r, Some(q)));
        let (login, place) = rest.rsplit_once('@').map_or((None, rest), |(l, p)| (Some(l), p));
        let (host, port) = place_of(place.strip_suffix('/').unwrap_or(place))?;
        let tls = tls_of(query, implicit, is_loopback(&host))?;
        let login = login.map(login_of).transpose()?;
        let in_clear = matches!(tls, Tls::None | Tls::Opportunistic) && !is_loopback(&host);
        if login.is_some() && in_clear {
            return Err(RelayFault::PasswordInClear);
        }
        let usual = match tls {
            Tls::Implicit => 465,
            Tls::Required | Tls::Opportunistic => 587,
            Tls::None => 25,
        };
        Ok(Relay { host, port: port.unwrap_or(usual), tls, login })
    }
}

fn place_of(place: &str) -> Result<(String, Option<u16>), RelayFault> {
    let (host, port) = match place.strip_prefix('[').and_then(|p| p.split_once(']')) {
        Some((host, "")) => (host, None),
        Some((host, rest)) => (host, Some(rest.strip_prefix(':').ok_or(RelayFault::Host)?)),
        None => place.split_once(':').map_or((place, None), |(h, p)| (h, Some(p))),
    };
    let port = port.map(str::parse).transpose().map_err(|_| RelayFault::Host)?;
    let odd = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'));
    if host.is_empty() || host.contains(odd) || port == Some(0) {
        return Err(RelayFault::Host);
    }
    Ok((host.to_owned(), port))
}

fn tls_of(query: Option<&str>, implicit: bool, loopback: bool) -> Result<Tls, RelayFault> {
    match (query, implicit) {
        (None | Some("" | "tls=required"), true) => Ok(Tls::Implicit),
        (None | Some(""), false) if loopback => Ok(Tls::None),
        (None | Some("" | "tls=required"), false) => Ok(Tls::Required),
        (Some("tls=opportunistic"), false) => Ok(Tls::Opportunistic),
        (Some("tls=none"), false) => Ok(Tls::None),
        (Some(other), _) => Err(RelayFault::Query(other.to_owned())),
    }
}

fn login_of(login: &str) -> Result<(String, Zeroizing<String>), RelayFault> {
    let plain = |text: &str| {
        let text = percent_decode_str(text).decode_utf8().map_err(|_| RelayFault::Login)?;
        Ok(text.into_owned())
    };
    let (user, password) = login.split_once(':').ok_or(RelayFault::HalfLogin)?;
    if user.is_empty() || password.is_empty() {
        return Err(RelayFault::HalfLogin);
    }
    Ok((plain(user)?, Zeroizing::new(plain(password)?)))
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Never the password.
impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = if self.tls == Tls::Implicit { "smtps" } else { "smtp" };
        let login = self.login.as_ref().map(|(user, _)| format!("{user}:***@")).unwrap_or_default();
        let host =
            if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        let tls = match self.tls {
            Tls::Implicit => "",
            Tls::Required => "?tls=required",
            Tls::Opportunistic => "?tls=opportunistic",
            Tls::None => "?tls=none",
        };
        write!(f, "{scheme}://{login}{host}:{}{tls}", self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_encrypted_unless_it_stays_on_this_machine() {
        for (url, shown) in [
            ("smtp://relay.example", "smtp://relay.example:587?tls=required"),
            ("smtp://relay.example:25", "smtp://relay.example:25?tls=required"),
            ("smtp://127.8.0.1:1025", "smtp://127.8.0.1:1025?tls=none"),
            ("smtp://[::1]:1025/", "smtp://[::1]:1025?tls=none"),
            ("smtp://localhost", "smtp://localhost:25?tls=none"),
            ("smtp://localhost?tls=required", "smtp://localhost:587?tls=required"),
            ("smtp://mailpit:1025?tls=none", "smtp://mailpit:1025?tls=none"),
            ("smtp://h?tls=opportunistic", "smtp://h:587?tls=opportunistic"),
            ("smtps://relay.example", "smtps://relay.example:465"),
            ("smtp://u:p@127.0.0.1:25", "smtp://u:***@127.0.0.1:25?tls=none"),
            ("smtp://localhost.evil.example", "smtp://localhost.evil.example:587?tls=required"),
        ] {
            assert_eq!(format!("{:?}", Relay::parse(url).unwrap()), shown, "{url}");
        }
    }

    #[test]
    fn faulty_urls_are_refused() {
        for (url, fault) in [
            ("relay.example:25", RelayFault::Scheme),
            ("http://relay.example", RelayFault::Scheme),
            ("smtp://", RelayFault::Host),
            ("smtp://:25", RelayFault::Host),
            ("smtp://h:seven", RelayFault::Host),
            ("smtp://h:0", RelayFault::Host),
            ("smtp://h\r\nx", RelayFault::Host),
            ("smtp://user@h", RelayFault::HalfLogin),
            ("smtp://user:%ff@h", RelayFault::Login),
            ("smtp://h?tls=maybe", RelayFault::Query("tls=maybe".into())),
            ("smtps://h?tls=none", RelayFault::Query("tls=none".into())),
            ("smtp://u:p@h?tls=none", RelayFault::PasswordInClear),
            ("smtp://u:p@h?tls=opportunistic", RelayFault::PasswordInClear),
        ] {
            assert_eq!(Relay::parse(url), Err(fault), "{url}");
        }
    }

    #[test]
    fn a_password_is_decoded_and_never_shown() {
        let relay = Relay::parse("smtps://apikey:s%40cr%2Ft%3A@relay.example").unwrap();
        let (user, password) = relay.login.clone().unwrap();
        assert_eq!((user.as_str(), password.as_str()), ("apikey", "s@cr/t:"));
        let shown = format!("{relay:?}");
        assert!(!shown.contains("cr"), "{shown}");
    }
}
