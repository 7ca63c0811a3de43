//! A learner's own certificate as a PDF.

use super::super::error::Refusal;
use super::super::{Answer, Error, Request, SignedIn, links};
use crate::certificates::document::{self, DrawFault, Printed};
use crate::certificates::{self, Certificate, CertificateNumber, Standing};
use crate::kernel::london_date;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY};

/// The PDF of a learner's own certificate; of one that was replaced or revoked there is none.
pub async fn document(who: SignedIn, rq: Request) -> Answer {
    let number = CertificateNumber::parse(rq.part("number")).ok_or(Error::NotFound)?;
    let found = rq
        .app
        .db
        .read(move |conn| certificates::find_certificate_of(conn, who.person, &number))
        .await
        .map_err(Error::from)?
        .ok_or(Error::NotFound)?;
    if !matches!(found.standing(london_date(rq.now())), Standing::Valid | Standing::Expired) {
        return Err(Error::Refused(Refusal {
            status: StatusCode::GONE,
            words: ("error-no-document-title", "error-no-document-text"),
            way_on: ("/certificates", "go-certificates"),
        }));
    }
    let filename = format!("digital-foundations-{}.pdf", found.number);
    let base = rq.app.base_url.clone();
    let drawn = tokio::task::spawn_blocking(move || draw(&found, &base));
    let pdf =
        drawn.await.map_err(|e| Error::Fault(e.into()))?.map_err(|e| Error::Fault(e.into()))?;
    Ok(download("application/pdf", &filename, pdf))
}

fn draw(certificate: &Certificate, base: &str) -> Result<Vec<u8>, DrawFault> {
    let check = format!("{base}{}", links::certificate(&certificate.number));
    document::draw(&Printed {
        name: &certificate.printed_name,
        course_title: &certificate.course_title,
        edition: &certificate.edition,
        completed_on: certificate.completed_on,
        number: &certificate.number,
        check_address: &check,
        service_address: host(base),
    })
}

/// Where the service is found, as people type it.
pub fn host(base: &str) -> &str {
    base.split_once("://").map_or(base, |(_, host)| host)
}

/// A file to keep; opened in a browser, it can do nothing there.
pub fn download(media_type: &'static str, filename: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{filename}\"")))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox"))
        .body(bytes)
}
