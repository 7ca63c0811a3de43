//! Static files, figures, and the pages about the service.

use super::{Answer, Anyone, Error, Public, Refusal, Request, Sample, sample};
use crate::pages::View;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use serde::Serialize;

const FOR_EVER: (actix_web::http::header::HeaderName, &str) =
    (CACHE_CONTROL, "public, max-age=31536000, immutable");

/// A stylesheet, script or picture under a name that changes with its content.
pub async fn asset(_: Public, rq: Request) -> Answer {
    let asset = rq.app.pages.assets().find(rq.part("name")).ok_or(Error::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type(asset.mime)
        .insert_header(FOR_EVER)
        .body(asset.body.to_vec()))
}

/// A figure of a lesson, under a name that changes with its content.
pub async fn figure(_: Public, rq: Request) -> Answer {
    let svg = rq.app.shelf.figure(rq.part("name")).ok_or(Error::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type("image/svg+xml")
        .insert_header(FOR_EVER)
        .insert_header((
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        ))
        .body(svg.to_string()))
}

macro_rules! about {
    ($($handler:ident $page:ident $template:literal;)+) => { $(
        #[derive(Serialize)]
        struct $page {}

        impl View for $page {
            const TEMPLATE: &'static str = $template;
        }

        /// A page about the service.
        pub async fn $handler(_: Anyone, rq: Request) -> Answer {
            rq.page(StatusCode::OK, &$page {})
        }
    )+

    pub fn samples() -> Vec<Sample> {
        let mut all = vec![$(sample("plain", &$page {})),+];
        all.extend(error_samples());
        all
    } };
}

about! {
    help HelpPage "about/help";
    accessibility AccessibilityPage "about/accessibility";
    privacy PrivacyPage "about/privacy";
    cookies CookiesPage "about/cookies";
}

fn error_samples() -> Vec<Sample> {
    use super::error::{ErrorPage, WayOn};
    let page = |not_found, reference: &str| ErrorPage {
        title: "We cannot find that page".into(),
        text: "Nothing is lost.".into(),
        not_found,
        reference: reference.into(),
        way_on: WayOn { address: "/".into(), label: "Go home".into() },
    };
    vec![sample("not found", &page(true, "")), sample("fault", &page(false, "1A2B3C4D"))]
}

/// No robot has business here: almost every page is somebody's own.
pub async fn robots(_: Public, _: Request) -> Answer {
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("User-agent: *\nDisallow: /\n"))
}

/// Browsers ask for it unasked; the mark stands in the pages.
pub async fn favicon(_: Public, rq: Request) -> Answer {
    let address = rq.app.pages.assets().address("mark.svg").ok_or(Error::NotFound)?;
    Ok(rq.to(address))
}

/// The page exists, but not for this method.
pub async fn wrong_method(_: Anyone, _: Request) -> Answer {
    Err(Error::Refused(Refusal {
        status: StatusCode::METHOD_NOT_ALLOWED,
        words: ("error-method-title", "error-method-text"),
        way_on: ("/", "go-home"),
    }))
}

/// There is no such page.
pub async fn no_such_page(_: Anyone, _: Request) -> Answer {
    Err(Error::NotFound)
}
