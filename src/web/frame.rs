//! What stands around every page, and the samples that prove each template complete.

use super::preview::Notes;
use super::{Answer, App, Error};
use crate::access::Visitor;
use crate::pages::{PageFault, Pages, View};
use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, web};
use serde::Serialize;

/// What every page around its content needs.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The page's language.
    pub lang: &'static str,
    pub signed_in: bool,
    pub may_teach: bool,
    pub is_administrator: bool,
    pub demo: bool,
    /// Whether this is the page that searches, which has the field itself.
    pub searching: bool,
    /// What the checker says, in a preview of a course; none in the service.
    pub preview: Option<Notes>,
    /// What was done by the form before this page; empty for nothing.
    pub notice: String,
}

/// What a page may be asked to confirm, and the key of the words for it.
const DONE: &[(&str, &str)] = &[
    ("password", "done-password"),
    ("name", "done-name"),
    ("printed-name", "done-printed-name"),
    ("certificate-replaced", "done-certificate-replaced"),
    ("certificate-revoked", "done-certificate-revoked"),
    ("address-asked", "done-address-asked"),
    ("address-added", "done-address-added"),
    ("address-removed", "done-address-removed"),
    ("address-primary", "done-address-primary"),
    ("session-ended", "done-session-ended"),
    ("invited", "done-invited"),
    ("council-added", "done-council-added"),
    ("signed-out", "done-signed-out"),
    ("joined", "done-joined"),
    ("allowed", "done-allowed"),
    ("allowance-ended", "done-allowance-ended"),
    ("marked-before", "done-marked-before"),
    ("too-late", "done-too-late"),
];

impl Frame {
    pub(super) fn new(app: &App, visitor: Option<&Visitor>, path: &str, done: &str) -> Frame {
        let notice = DONE
            .iter()
            .find(|(word, _)| *word == done)
            .map(|(_, key)| app.pages.texts().text(key, &[]))
            .unwrap_or_default();
        Frame {
            lang: "en",
            signed_in: visitor.is_some(),
            may_teach: visitor.is_some_and(Visitor::may_teach),
            is_administrator: visitor.is_some_and(|v| v.is_administrator),
            demo: app.demo,
            searching: path == "/search",
            preview: None,
            notice,
        }
    }

    /// Around a page of a preview, where nobody is signed in.
    pub(super) fn of_preview(notes: Notes) -> Frame {
        Frame {
            lang: "en",
            signed_in: false,
            may_teach: true,
            is_administrator: false,
            demo: false,
            searching: false,
            preview: Some(notes),
            notice: String::new(),
        }
    }

    pub(super) fn html<V: View>(&self, pages: &Pages, view: &V) -> Result<String, PageFault> {
        pages.render(&Framed { frame: self, view })
    }

    pub(super) fn answer<V: View>(&self, app: &App, status: StatusCode, view: &V) -> Answer {
        let html = self.html(&app.pages, view)?;
        Ok(HttpResponse::build(status).content_type(ContentType::html()).body(html))
    }

    /// Answers with a page that `key` and this frame decide wholly; it is rendered once.
    pub(super) fn answer_remembered<V: View>(
        &self,
        app: &App,
        key: &str,
        view: impl FnOnce() -> Result<V, Error>,
    ) -> Answer {
        let key = format!("{} {key} {self:?}", V::TEMPLATE);
        let html =
            app.pages.remembered(&key, || Ok::<_, Error>(self.html(&app.pages, &view()?)?))?;
        let html = web::Bytes::from_owner(html);
        Ok(HttpResponse::Ok().content_type(ContentType::html()).body(html))
    }
}

/// A view in its frame.
#[derive(Serialize)]
pub struct Framed<'a, V> {
    #[serde(flatten)]
    frame: &'a Frame,
    #[serde(flatten)]
    view: &'a V,
}

impl<V: View> View for Framed<'_, V> {
    const TEMPLATE: &'static str = V::TEMPLATE;
}

/// A page in one of its states, for the laws: template, state, and all that it may say.
pub type Sample = (&'static str, &'static str, serde_json::Value);

/// Makes a sample of a view.
pub fn sample<V: View>(state: &'static str, view: &V) -> Sample {
    sample_in(&frame_of_samples(), state, view)
}

/// Makes a sample of a view in a preview.
pub fn sample_of_preview<V: View>(state: &'static str, view: &V, notes: Notes) -> Sample {
    sample_in(&Frame::of_preview(notes), state, view)
}

fn sample_in<V: View>(frame: &Frame, state: &'static str, view: &V) -> Sample {
    let value = serde_json::to_value(Framed { frame, view }).unwrap_or_default();
    (V::TEMPLATE, state, value)
}

fn frame_of_samples() -> Frame {
    Frame {
        lang: "en",
        signed_in: true,
        may_teach: true,
        is_administrator: true,
        demo: true,
        searching: false,
        preview: None,
        notice: "Done.".to_owned(),
    }
}

/// Every state of every page.
pub fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    all.extend(super::home::samples());
    all.extend(super::sessions::samples());
    all.extend(super::password_resets::samples());
    all.extend(super::invitations::samples());
    all.extend(super::addresses::samples());
    all.extend(super::account::samples());
    all.extend(super::courses::samples());
    all.extend(super::attempts::samples());
    all.extend(super::certificates::samples());
    all.extend(super::transcript::samples());
    all.extend(super::search::samples());
    all.extend(super::preview::samples());
    all.extend(super::teaching::samples());
    all.extend(super::admin::samples());
    all.extend(super::allowances::samples());
    all.extend(super::admin::certificates::samples());
    all.extend(super::statics::samples());
    all.extend(super::demo::samples());
    all
}
