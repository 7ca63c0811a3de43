//! Every way in which a request can end other than well, and the page it gets.

use super::fields::BadBody;
use super::{Request, sessions};
use crate::access::AccessError;
use crate::access::password::Busy;
use crate::certificates::CertificateError;
use crate::councils::CouncilError;
use crate::courses::CourseError;
use crate::db::{Unavailable, why_unavailable};
use crate::members::MemberError;
use crate::pages::{PageFault, View};
use crate::people::PeopleError;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use diesel::result::Error as Query;
use serde::Serialize;
use std::error::Error as StdError;

/// Why there is no ordinary answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such page, or not for this person: the same answer for both.
    #[error("no such page")]
    NotFound,
    #[error("sign in first")]
    SignInFirst,
    /// The form or query cannot be read.
    #[error("the form cannot be read: {0:?}")]
    BadBody(BadBody),
    /// Too many tries; come back in a few minutes.
    #[error("too many tries")]
    TooMany,
    /// The request came from another site.
    #[error("from another site")]
    Foreign,
    /// Something stops this person; its page says what and offers a way on.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    #[error("unavailable: {0}")]
    Unavailable(Unavailable),
    #[error("something broke")]
    Fault(#[source] Box<dyn StdError + Send + Sync>),
}

/// A page for what stops a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    pub status: StatusCode,
    /// The keys of its title and its text.
    pub words: (&'static str, &'static str),
    /// Where to go on, and the key of the words for it.
    pub way_on: (&'static str, &'static str),
}

impl From<BadBody> for Error {
    fn from(fault: BadBody) -> Error {
        Error::BadBody(fault)
    }
}

impl From<Query> for Error {
    fn from(error: Query) -> Error {
        match (why_unavailable(&error), error) {
            (Some(why), _) => Error::Unavailable(why),
            (None, Query::NotFound) => Error::NotFound,
            (None, error) => Error::Fault(error.into()),
        }
    }
}

impl From<PageFault> for Error {
    fn from(error: PageFault) -> Error {
        Error::Fault(error.into())
    }
}

impl From<Busy> for Error {
    fn from(_: Busy) -> Error {
        Error::Unavailable(Unavailable::Overloaded)
    }
}

impl From<PeopleError> for Error {
    fn from(error: PeopleError) -> Error {
        match error {
            PeopleError::NotFound => Error::NotFound,
            PeopleError::AddressTaken | PeopleError::AddressNeeded => Error::Refused(Refusal {
                status: StatusCode::CONFLICT,
                words: ("error-address-title", "error-address-text"),
                way_on: ("/account", "go-account"),
            }),
            PeopleError::Database(error) => error.into(),
        }
    }
}

impl From<CouncilError> for Error {
    fn from(error: CouncilError) -> Error {
        match error {
            CouncilError::NotFound => Error::NotFound,
            CouncilError::NameTaken | CouncilError::NameUnfit => Error::Refused(Refusal {
                status: StatusCode::CONFLICT,
                words: ("error-council-title", "error-council-text"),
                way_on: ("/admin", "go-admin"),
            }),
            CouncilError::Database(error) => error.into(),
        }
    }
}

impl From<MemberError> for Error {
    fn from(error: MemberError) -> Error {
        match error {
            MemberError::Access(error) => error.into(),
            MemberError::Council(error) => error.into(),
            MemberError::Database(error) => error.into(),
        }
    }
}

impl From<AccessError> for Error {
    fn from(error: AccessError) -> Error {
        match error {
            AccessError::NotFound => Error::NotFound,
            AccessError::LinkSpent => Error::Refused(Refusal {
                status: StatusCode::CONFLICT,
                words: ("error-link-spent-title", "error-link-spent-text"),
                way_on: ("/sign-in", "go-sign-in"),
            }),
            AccessError::HasAccount => Error::Refused(Refusal {
                status: StatusCode::CONFLICT,
                words: ("error-has-account-title", "error-has-account-text"),
                way_on: ("/sign-in", "go-sign-in"),
            }),
            AccessError::People(error) => error.into(),
            AccessError::Mail(error) => error.into(),
            AccessError::Database(error) => error.into(),
        }
    }
}

impl From<CourseError> for Error {
    fn from(error: CourseError) -> Error {
        match error {
            CourseError::Database(error) => error.into(),
            CourseError::NoSuchEdition(_)
            | CourseError::Unreadable { .. }
            | CourseError::Unwritable(_) => Error::Fault(error.into()),
        }
    }
}

impl From<CertificateError> for Error {
    fn from(error: CertificateError) -> Error {
        match error {
            CertificateError::NotCurrent => Error::Refused(Refusal {
                status: StatusCode::CONFLICT,
                words: ("error-certificate-title", "error-certificate-text"),
                way_on: ("/certificates", "go-certificates"),
            }),
            CertificateError::NoCorrectionsLeft => Error::Refused(Refusal {
                status: StatusCode::CONFLICT,
                words: ("error-corrections-title", "error-corrections-text"),
                way_on: ("/certificates", "go-certificates"),
            }),
            CertificateError::SameName => Error::Refused(Refusal {
                status: StatusCode::CONFLICT,
                words: ("error-same-name-title", "fault-name-same"),
                way_on: ("/certificates", "go-certificates"),
            }),
            CertificateError::Mail(error) => error.into(),
            CertificateError::Database(error) => error.into(),
        }
    }
}

/// The page of an error.
#[derive(Serialize)]
pub struct ErrorPage {
    pub title: String,
    pub text: String,
    pub not_found: bool,
    pub reference: String,
    pub way_on: WayOn,
}

/// Where to go on.
#[derive(Serialize)]
pub struct WayOn {
    pub address: String,
    pub label: String,
}

impl View for ErrorPage {
    const TEMPLATE: &'static str = "errors/show";
}

/// What an error says: status, name of its texts, way on, and whether coming back helps.
fn page_of(error: &Error) -> Refusal {
    let refusal =
        |status, title, text| Refusal { status, words: (title, text), way_on: ("/", "go-home") };
    match error {
        Error::NotFound => {
            refusal(StatusCode::NOT_FOUND, "error-not-found-title", "error-not-found-text")
        }
        Error::SignInFirst => {
            refusal(StatusCode::UNAUTHORIZED, "error-sign-in-title", "error-sign-in-text")
        }
        Error::BadBody(BadBody::TooLarge) => {
            refusal(StatusCode::PAYLOAD_TOO_LARGE, "error-too-large-title", "error-too-large-text")
        }
        Error::BadBody(BadBody::Slow) => {
            refusal(StatusCode::REQUEST_TIMEOUT, "error-slow-title", "error-slow-text")
        }
        Error::BadBody(BadBody::WrongType) => {
            refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-form-title", "error-form-text")
        }
        Error::BadBody(BadBody::NotText | BadBody::Repeated) => {
            refusal(StatusCode::BAD_REQUEST, "error-form-title", "error-form-text")
        }
        Error::TooMany => {
            refusal(StatusCode::TOO_MANY_REQUESTS, "error-too-many-title", "error-too-many-text")
        }
        Error::Foreign => {
            refusal(StatusCode::FORBIDDEN, "error-foreign-title", "error-foreign-text")
        }
        Error::Refused(refusal) => *refusal,
        Error::Unavailable(_) => refusal(
            StatusCode::SERVICE_UNAVAILABLE,
            "error-unavailable-title",
            "error-unavailable-text",
        ),
        Error::Fault(_) => {
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "error-fault-title", "error-fault-text")
        }
    }
}

/// Makes the answer to a request that failed.
pub fn answer(request: &Request, error: Error) -> HttpResponse {
    if matches!(error, Error::SignInFirst) {
        return sessions::sign_in_first(request).unwrap_or_else(|fault| answer(request, fault));
    }
    // A room's own error may hide that the database is away.
    let error = match error {
        Error::Fault(cause) => match unavailable_inside(cause.as_ref()) {
            Some(why) => Error::Unavailable(why),
            None => Error::Fault(cause),
        },
        other => other,
    };
    let reference = logged(request, &error);
    let refusal = page_of(&error);
    let texts = request.app.pages.texts();
    let view = ErrorPage {
        title: texts.text(refusal.words.0, &[]),
        text: texts.text(refusal.words.1, &[]),
        not_found: matches!(error, Error::NotFound),
        reference,
        way_on: WayOn {
            address: refusal.way_on.0.to_owned(),
            label: texts.text(refusal.way_on.1, &[]),
        },
    };
    let mut answer = request.page(refusal.status, &view).unwrap_or_else(|fault| {
        tracing::error!(error = ?fault, "the error page itself failed");
        HttpResponse::build(refusal.status).body("Something went wrong. Please come back later.")
    });
    if matches!(error, Error::TooMany | Error::Unavailable(_)) {
        let seconds = if matches!(error, Error::TooMany) { 300 } else { 5 };
        answer.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    answer
}

fn unavailable_inside(error: &(dyn StdError + 'static)) -> Option<Unavailable> {
    causes(error).find_map(|e| e.downcast_ref::<Query>().and_then(why_unavailable))
}

fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    let source = |e: &&'a (dyn StdError + 'static)| {
        let e: &'a (dyn StdError + 'static) = *e;
        e.source()
    };
    std::iter::successors(Some(error), source)
}

/// Logs a fault once, with its causes, under a number that the page shows.
fn logged(request: &Request, error: &Error) -> String {
    match error {
        Error::Fault(cause) => {
            let reference = data_encoding::HEXUPPER.encode(&request.app.random.bytes::<4>());
            let causes: Vec<String> = causes(cause.as_ref()).map(ToString::to_string).collect();
            let pattern = request.http().match_pattern().unwrap_or_default();
            tracing::error!(reference, pattern, causes = causes.join(": "), "a request failed");
            reference
        }
        Error::Unavailable(why) => {
            tracing::warn!(%why, "a request was turned away");
            String::new()
        }
        _ => String::new(),
    }
}
