//! Invitations: opening one shows a page, pressing its button accepts.

use super::account::name_text;
use super::form::FormState;
use super::password_resets::password_text;
use super::{Answer, Anyone, Error, Request, Sample, links, sample};
use crate::access::{self, Device, InvitationState, SessionToken};
use crate::certificates::document::characters_without_a_glyph;
use crate::courses::MAIN_COURSE;
use crate::kernel::PersonId;
use crate::learning::{self, LearningError};
use crate::members;
use crate::pages::View;
use crate::people::PersonName;
use actix_web::http::StatusCode;
use serde::Serialize;
use zeroize::Zeroizing;

#[derive(Serialize)]
struct InvitationPage {
    form: FormState,
    council: String,
    address: String,
    action: String,
    /// Who is signed in and may join the council to their account; empty for nobody.
    me: String,
    /// Whether the address already has an account, which must sign in.
    has_account: bool,
    sign_in: String,
}

impl View for InvitationPage {
    const TEMPLATE: &'static str = "invitations/show";
}

/// An invitation that no longer works: exactly one of the reasons is set.
#[derive(Serialize)]
struct SpentPage {
    used: bool,
    expired: bool,
    replaced: bool,
    /// A new one was sent a moment ago.
    renewed: bool,
    council: String,
    renewal: String,
}

impl View for SpentPage {
    const TEMPLATE: &'static str = "invitations/spent";
}

fn fields() -> FormState {
    FormState::empty(&["name", "password"])
}

async fn state(rq: &Request) -> Result<(InvitationState, String), Error> {
    let (token, now) = (rq.part("token").to_owned(), rq.now());
    let (state, council) =
        rq.app.db.read(move |conn| members::invitation_state(conn, &token, now)).await?;
    Ok((state, council.map(|council| council.name).unwrap_or_default()))
}

fn spent(rq: &Request, state: &InvitationState, council: String, renewed: bool) -> Answer {
    let view = SpentPage {
        used: matches!(state, InvitationState::Used),
        expired: matches!(state, InvitationState::Expired { .. }) && !renewed,
        replaced: matches!(state, InvitationState::Replaced) && !renewed,
        renewed,
        council,
        renewal: format!("/invitations/{}/renewal", rq.part("token")),
    };
    let status = if renewed { StatusCode::OK } else { StatusCode::GONE };
    rq.page(status, &view)
}

/// Shows the invitation. Opening it spends nothing and signs nobody in.
pub async fn show(Anyone(who): Anyone, rq: Request) -> Answer {
    match state(&rq).await? {
        (InvitationState::Open { invitation, known }, council) => {
            let view = InvitationPage {
                form: fields().with("name", &invitation.name),
                council,
                address: invitation.address,
                action: rq.http().path().to_owned(),
                has_account: known.is_some() && known != who.as_ref().map(|who| who.person),
                me: who.map(|who| who.name).unwrap_or_default(),
                sign_in: links::sign_in_then(rq.http().path()),
            };
            rq.page(StatusCode::OK, &view)
        }
        (state, council) => spent(&rq, &state, council, false),
    }
}

/// Accepts: as who is signed in, or as a new person with a name and a password.
pub async fn accept(Anyone(who): Anyone, rq: Request) -> Answer {
    let (invitation, council, known) = match state(&rq).await? {
        (InvitationState::Open { invitation, known }, council) => (invitation, council, known),
        (state, council) => return spent(&rq, &state, council, false),
    };
    if let Some(who) = who {
        return accept_as(&rq, who.person).await;
    }
    if known.is_some() {
        return Ok(rq.to(&links::sign_in_then(rq.http().path())));
    }
    let (typed, password) = (rq.field("name")?, Zeroizing::new(rq.field("password")?.to_owned()));
    let texts = rq.app.pages.texts();
    let mut form = fields().with("name", typed);
    let name = PersonName::parse(typed);
    match &name {
        Err(fault) => form.fault(texts, "name", name_text(*fault)),
        Ok(name) => fault_for_glyphs(&rq, &mut form, name),
    }
    if let Err(fault) = access::check_password(&password, &[typed, &invitation.address, &council]) {
        form.fault(texts, "password", password_text(fault));
    }
    match name {
        Ok(name) if !form.is_faulty() => accept_new(&rq, name, password).await,
        _ => {
            let view = InvitationPage {
                form,
                council,
                address: invitation.address,
                action: rq.http().path().to_owned(),
                has_account: false,
                me: String::new(),
                sign_in: links::sign_in_then(rq.http().path()),
            };
            rq.page(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
    }
}

/// Says which characters of a name no certificate could print.
pub fn fault_for_glyphs(rq: &Request, form: &mut FormState, name: &PersonName) {
    let missing: String = characters_without_a_glyph(name.as_str()).into_iter().collect();
    if !missing.is_empty() {
        let args = [("characters", missing)];
        form.fault_with(rq.app.pages.texts(), "name", "fault-name-glyphs", &args);
    }
}

async fn accept_as(rq: &Request, person: PersonId) -> Answer {
    let (token, now) = (rq.part("token").to_owned(), rq.now());
    rq.app
        .db
        .write(move |conn| learning::accept_invitation_as(conn, &token, person, MAIN_COURSE, now))
        .await?;
    Ok(rq.to("/?done=joined"))
}

async fn accept_new(rq: &Request, name: PersonName, password: Zeroizing<String>) -> Answer {
    let phc = rq.app.hasher.hash(password, rq.app.random.bytes()).await?;
    let (token, now) = (rq.part("token").to_owned(), rq.now());
    let session = SessionToken::new(rq.app.random.bytes());
    let (kept, device) = (session.clone(), Device::from_user_agent(rq.user_agent()));
    rq.app
        .db
        .write(move |conn| {
            let person =
                learning::accept_invitation_new(conn, &token, &name, &phc, MAIN_COURSE, now)?;
            access::open_session(conn, person, &kept, &device, now)?;
            Ok::<_, LearningError>(())
        })
        .await?;
    let mut answer = rq.to("/?done=joined");
    let cookie = rq.session_cookie(Some(&session));
    answer.add_cookie(&cookie).map_err(|e| Error::Fault(e.into()))?;
    Ok(answer)
}

/// Sends a new invitation in place of an expired one.
pub async fn renew(_: Anyone, rq: Request) -> Answer {
    let (before, council) = state(&rq).await?;
    if !matches!(before, InvitationState::Expired { .. }) {
        return spent(&rq, &before, council, matches!(before, InvitationState::Replaced));
    }
    let (token, now) = (rq.part("token").to_owned(), rq.now());
    let (keys, random) = (rq.app.keys.clone(), rq.app.random.clone());
    rq.app
        .db
        .write(move |conn| members::renew_invitation(conn, &token, &keys, &random, now))
        .await?;
    spent(&rq, &before, council, true)
}

pub fn samples() -> Vec<Sample> {
    let page = |me: &str, has_account: bool| InvitationPage {
        form: fields().with("name", "Gwen Pryce"),
        council: "Aberwyvern County Council".into(),
        address: "gwen@example.gov.uk".into(),
        action: "/".into(),
        me: me.into(),
        has_account,
        sign_in: "/sign-in".into(),
    };
    let spent = |used, expired, replaced, renewed| SpentPage {
        used,
        expired,
        replaced,
        renewed,
        council: "Aberwyvern County Council".into(),
        renewal: "/".into(),
    };
    vec![
        sample("new person", &page("", false)),
        sample("signed in", &page("Gwen Pryce", false)),
        sample("has an account", &page("", true)),
        sample("somebody else's account", &page("Gwen Pryce", true)),
        sample("used", &spent(true, false, false, false)),
        sample("expired", &spent(false, true, false, false)),
        sample("replaced", &spent(false, false, true, false)),
        sample("renewed", &spent(false, false, false, true)),
    ]
}
