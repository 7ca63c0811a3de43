//! A request, read: its form, its query, and who asks.

use super::fields::{BadBody, Fields};
use super::frame::Frame;
use super::{Answer, App, Error, Guard, error};
use crate::access::{self, SessionToken, Visitor};
use crate::db::{Conn, Unavailable};
use crate::kernel::Instant;
use crate::pages::View;
use actix_web::cookie::{Cookie, SameSite, time::Duration as CookieAge};
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_TYPE, LOCATION, USER_AGENT};
use actix_web::http::{Method, StatusCode};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

/// The largest form that we take, in bytes.
const LARGEST_BODY: usize = 64 * 1024;
/// The longest query that we take, in bytes.
const LONGEST_QUERY: usize = 4 * 1024;
/// How long a whole body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(30);

/// How long a handler may take.
const HANDLER_TIME: Duration = Duration::from_secs(15);

/// Everything that a handler may ask of a request.
#[derive(Clone)]
pub struct Request {
    pub app: App,
    http: HttpRequest,
    body: Result<Fields, BadBody>,
    query: Result<Fields, BadBody>,
    visitor: Option<Visitor>,
}

impl FromRequest for Request {
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Request, actix_web::Error>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let http = http.clone();
        let payload = payload.take();
        Box::pin(async move {
            let app = http
                .app_data::<web::Data<App>>()
                .map(|app| app.get_ref().clone())
                .ok_or_else(|| actix_web::error::ErrorInternalServerError("no app"))?;
            let body = match *http.method() {
                Method::POST => read_body(&http, payload).await,
                _ => Ok(Fields::default()),
            };
            let query = match http.query_string() {
                long if long.len() > LONGEST_QUERY => Err(BadBody::TooLarge),
                query => Fields::parse(query.as_bytes()),
            };
            Ok(Request { app, http, body, query, visitor: None })
        })
    }
}

async fn read_body(http: &HttpRequest, mut payload: Payload) -> Result<Fields, BadBody> {
    let kind = http.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_form = kind.is_some_and(|kind| {
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
    });
    let mut bytes = Vec::new();
    let read = async {
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| BadBody::Slow)?;
            if bytes.len() + chunk.len() > LARGEST_BODY {
                return Err(BadBody::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(())
    };
    #[cfg(feature = "faults")]
    if crate::db::is_broken("no-body-limit") {
        read.await?;
        return Fields::parse(&bytes);
    }
    tokio::time::timeout(BODY_TIME, read).await.unwrap_or(Err(BadBody::Slow))?;
    // A button without fields sends no type and no bytes.
    if !is_form && !bytes.is_empty() {
        return Err(BadBody::WrongType);
    }
    Fields::parse(&bytes)
}

impl Request {
    /// A field of the form that stands once.
    pub fn field(&self, name: &str) -> Result<&str, Error> {
        Ok(self.fields()?.one(name)?)
    }

    /// The form.
    pub fn fields(&self) -> Result<&Fields, Error> {
        self.body.as_ref().map_err(|fault| Error::BadBody(fault.clone()))
    }

    /// A value of the query that stands once.
    pub fn asked(&self, name: &str) -> Result<&str, Error> {
        Ok(self.query.as_ref().map_err(|fault| Error::BadBody(fault.clone()))?.one(name)?)
    }

    /// A part of the path, as text.
    pub fn part(&self, name: &str) -> &str {
        self.http.match_info().get(name).unwrap_or_default()
    }

    /// Refuses a path with a NUL, which PostgreSQL cannot even look for.
    fn path_is_text(&self) -> Result<(), Error> {
        let mut parts = self.http.match_info().iter();
        if parts.any(|(_, part)| part.contains('\0')) { Err(Error::NotFound) } else { Ok(()) }
    }

    /// A part of the path, as an id or a number; anything else is no such page.
    pub fn id<T: FromStr>(&self, name: &str) -> Result<T, Error> {
        self.part(name).parse().map_err(|_| Error::NotFound)
    }

    /// The path and query asked for.
    pub fn address(&self) -> String {
        self.http.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
    }

    /// The time now.
    pub fn now(&self) -> Instant {
        self.app.clock.now()
    }

    /// Whether our script sends this while its reader goes on: it wants to know how it went, and no
    /// page.
    pub fn is_quiet(&self) -> bool {
        self.http.headers().contains_key("x-save")
    }

    /// What the browser says of itself.
    pub fn user_agent(&self) -> &str {
        self.http.headers().get(USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// Whether the visitor teaches, and so may look at what learners are given.
    pub fn teaches(&self) -> bool {
        self.visitor.as_ref().is_some_and(Visitor::may_teach)
    }

    /// Where the visitor comes from: the peer, or what a trusted proxy says of it.
    pub fn network(&self) -> String {
        let Some(peer) = self.http.peer_addr().map(|peer| peer.ip()) else {
            return "unknown".to_owned();
        };
        let trusted = |ip: &IpAddr| self.app.trusted_proxies.contains(ip);
        if !trusted(&peer) {
            return peer.to_string();
        }
        let forwarded = self.http.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok());
        forwarded
            .unwrap_or_default()
            .rsplit(',')
            .filter_map(|part| part.trim().parse::<IpAddr>().ok())
            .find(|ip| !trusted(ip))
            .unwrap_or(peer)
            .to_string()
    }

    /// The request as HTTP has it, for operations pages.
    pub fn http(&self) -> &HttpRequest {
        &self.http
    }

    /// What every page around its content needs.
    pub fn frame(&self) -> Frame {
        let done = self.query.as_ref().ok().and_then(|query| query.one("done").ok());
        Frame::new(&self.app, self.visitor.as_ref(), self.http.path(), done.unwrap_or_default())
    }

    /// Renders a page.
    pub fn page<V: View>(&self, status: StatusCode, view: &V) -> Answer {
        self.frame().answer(&self.app, status, view)
    }

    /// Shows a page that `key` and the frame around it decide wholly; it is rendered once.
    pub fn remembered_page<V: View>(
        &self,
        key: &str,
        view: impl FnOnce() -> Result<V, Error>,
    ) -> Answer {
        self.frame().answer_remembered(&self.app, key, view)
    }

    /// Sends the browser to another page of ours after a form.
    pub fn to(&self, address: &str) -> HttpResponse {
        HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
    }

    fn cookie_name(&self) -> &'static str {
        if self.app.is_https() { "__Host-sid" } else { "sid" }
    }

    /// The cookie that carries a session; without a token, the one that ends it.
    pub fn session_cookie(&self, token: Option<&SessionToken>) -> Cookie<'static> {
        let value = token.map_or(String::new(), |token| token.as_str().to_owned());
        let mut cookie = Cookie::build(self.cookie_name(), value)
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.app.is_https())
            .finish();
        if token.is_none() {
            cookie.set_max_age(CookieAge::ZERO);
        }
        cookie
    }

    /// This request, as whoever has just signed in with that session makes it.
    pub async fn under(mut self, token: &SessionToken) -> Result<Request, Error> {
        self.identify_by(token.as_str()).await?;
        Ok(self)
    }

    /// What a guard wants proved.
    pub fn proof<G: Guard>(&self) -> Result<G, Error> {
        G::admit(self.visitor.as_ref())
    }

    async fn identify(&mut self) -> Result<(), Error> {
        let Some(cookie) = self.http.cookie(self.cookie_name()) else { return Ok(()) };
        self.identify_by(cookie.value()).await
    }

    async fn identify_by(&mut self, token: &str) -> Result<(), Error> {
        let hash = SessionToken::hash_of(token);
        let now = self.now();
        let found = self.app.db.read_one(move |conn| access::visitor(conn, &hash, now)).await?;
        let Some((visitor, rested)) = found else { return Ok(()) };
        let session = visitor.session;
        self.visitor = Some(visitor);
        if rested {
            let keep = move |conn: &mut Conn| access::keep_alive(conn, session, now);
            let kept = self.app.db.write_one(keep).await;
            if let Err(error) = kept {
                tracing::warn!(%error, "could not note that a session was seen");
            }
        }
        Ok(())
    }
}

/// Runs a handler for whom its guard admits; every way to fail becomes a page.
pub async fn run<G, H, F>(mut request: Request, handler: H) -> HttpResponse
where
    G: Guard,
    H: FnOnce(G, Request) -> F,
    F: Future<Output = Answer>,
{
    let answer = async {
        if G::ASKS {
            request.identify().await?;
        }
        let guard = G::admit(request.visitor.as_ref())?;
        request.path_is_text()?;
        request.fields()?;
        let in_time = tokio::time::timeout(HANDLER_TIME, handler(guard, request.clone()));
        in_time.await.unwrap_or(Err(Error::Unavailable(Unavailable::Overloaded)))
    }
    .await;
    answer.unwrap_or_else(|fault| error::answer(&request, fault))
}
