//! A request as it leaves, and the answer as it arrives: for tests that a browser cannot be.

use actix_web::body::to_bytes;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{CONTENT_TYPE, COOKIE, HeaderMap, LOCATION};
use actix_web::test::TestRequest;
use std::net::SocketAddr;

/// Where calls come from when they do not say.
pub const NETWORK: &str = "192.0.2.1";

/// A request to make.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
    /// The address of the visitor's network.
    pub network: String,
}

impl Call {
    pub fn new(method: &str, path: &str) -> Call {
        Call {
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            network: NETWORK.to_owned(),
        }
    }

    pub fn get(path: &str) -> Call {
        Call::new("GET", path)
    }

    /// A form with these fields.
    pub fn post(path: &str, fields: &[(&str, &str)]) -> Call {
        Call::new("POST", path)
            .body("application/x-www-form-urlencoded", encoded(fields).into_bytes())
    }

    pub fn body(mut self, kind: &str, bytes: Vec<u8>) -> Call {
        self.body = bytes;
        if kind.is_empty() { self } else { self.header(CONTENT_TYPE.as_str(), kind.as_bytes()) }
    }

    pub fn header(mut self, name: &str, value: &[u8]) -> Call {
        self.headers.push((name.to_owned(), value.to_vec()));
        self
    }

    /// With a session's cookie; none for nobody.
    pub fn cookie(self, cookie: &str) -> Call {
        if cookie.is_empty() { self } else { self.header(COOKIE.as_str(), cookie.as_bytes()) }
    }

    pub fn from(mut self, network: &str) -> Call {
        network.clone_into(&mut self.network);
        self
    }

    pub fn request(&self) -> TestRequest {
        let uri: actix_web::http::Uri =
            self.path.parse().unwrap_or_else(|e| panic!("{:?} is no address: {e}", self.path));
        let mut request = TestRequest::default()
            .method(self.method.parse().unwrap())
            .uri(&uri.to_string())
            .peer_addr(SocketAddr::new(self.network.parse().unwrap(), 40_000));
        for (name, value) in &self.headers {
            request = request.append_header((name.as_str(), value.as_slice()));
        }
        request.set_payload(self.body.clone())
    }
}

/// Fields as a form sends them.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let part = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", part(name), part(value))).collect();
    pairs.join("&")
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub async fn of(response: ServiceResponse) -> Reply {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = to_bytes(response.into_body()).await.unwrap().to_vec();
        Reply { status, headers, body }
    }

    /// A header's value; empty when it was not sent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
