//! What happens around every request: who may post, headers, counts, a line in the log.

use super::{App, Error, Request, error};
use crate::db::Unavailable;
use actix_web::body::BoxBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, ORIGIN,
    STRICT_TRANSPORT_SECURITY,
};
use actix_web::middleware::{DefaultHeaders, Next};
use actix_web::{FromRequest, web};
use std::time::Instant;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// Sent with every answer.
const ALWAYS: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    // Not no-referrer: that makes browsers send `Origin: null` with our own forms.
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-robots-tag", "noindex, nofollow"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), \
         gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
];

/// Everything around a request.
pub async fn around(
    app: web::Data<App>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let begun = Instant::now();
    let method = request.method().clone();
    let id = data_encoding::HEXLOWER.encode(&app.random.bytes::<8>());
    let place = app.places.try_acquire();
    let mut answer = if place.is_err() {
        refuse(request, Error::Unavailable(Unavailable::Overloaded)).await?
    } else if is_foreign(&app, &method, request.headers()) {
        refuse(request, Error::Foreign).await?
    } else {
        next.call(request).await?
    };
    let took = begun.elapsed();
    let route = answer.request().match_pattern().unwrap_or_else(|| "none".to_owned());
    let status = answer.status().as_u16();
    app.metrics.answered(method.as_str(), &route, status, took);
    tracing::info!(%method, route, status, micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX), id, "answered");
    dress(&app, answer.headers_mut(), &id);
    Ok(answer)
}

async fn refuse(
    request: ServiceRequest,
    fault: Error,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let (http, _) = request.into_parts();
    let read = Request::from_request(&http, &mut Payload::None).await?;
    Ok(ServiceResponse::new(http, error::answer(&read, fault)))
}

/// Whether another site made the browser send this. Browsers say so in `Sec-Fetch-Site`, older
/// ones in `Origin`; who sends neither is no browser and has nobody's cookies.
fn is_foreign(app: &App, method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = said("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let origin = headers.get(ORIGIN).map(|value| value.to_str().unwrap_or("?"));
    origin.is_some_and(|origin| {
        let host = said("host").unwrap_or_default();
        origin != app.base_url
            && origin.split_once("://").is_none_or(|(_, h)| h.is_empty() || h != host)
    })
}

/// The same headers around pages that are no part of the service.
pub fn headers_of_pages() -> DefaultHeaders {
    let policy = (CONTENT_SECURITY_POLICY, POLICY);
    let headers = DefaultHeaders::new().add(policy).add((CACHE_CONTROL, "no-store"));
    ALWAYS.iter().fold(headers, |headers, header| headers.add(*header))
}

fn dress(app: &App, headers: &mut HeaderMap, id: &str) {
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    if app.is_https() {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    // Almost every page is somebody's own; what is not says so itself.
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
