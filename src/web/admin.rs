//! Administrators: councils and their invitations.

pub mod certificates;
mod letters;

pub use letters::letters;

use super::account::name_text;
use super::form::FormState;
use super::{Administrator, Answer, Request, Sample, sample};
use crate::access;
use crate::councils::{self, CouncilError};
use crate::kernel::{EmailAddress, Nation, date_in_words, london_date};
use crate::members::{self, MemberError};
use crate::pages::View;
use crate::people::PersonName;
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct IndexPage {
    councils: Vec<CouncilLine>,
    nations: Vec<NationChoice>,
    form: FormState,
}

#[derive(Serialize)]
struct CouncilLine {
    name: String,
    nation: &'static str,
    address: String,
}

#[derive(Serialize)]
struct NationChoice {
    word: &'static str,
    name: &'static str,
    chosen: bool,
}

impl View for IndexPage {
    const TEMPLATE: &'static str = "admin/index";
}

#[derive(Serialize)]
struct CouncilPage {
    name: String,
    nation: &'static str,
    action: String,
    invitations: Vec<InvitationLine>,
    form: FormState,
}

/// An invitation in the list; exactly one of the states is set.
#[derive(Serialize)]
struct InvitationLine {
    name: String,
    address: String,
    sent_on: String,
    accepted: bool,
    waiting: bool,
    expired: bool,
}

impl View for CouncilPage {
    const TEMPLATE: &'static str = "admin/council";
}

fn council_form() -> FormState {
    FormState::empty(&["name", "nation"])
}

/// Shows all councils.
pub async fn index(_: Administrator, rq: Request) -> Answer {
    list(&rq, StatusCode::OK, council_form(), "").await
}

async fn list(rq: &Request, status: StatusCode, form: FormState, nation: &str) -> Answer {
    let councils = rq.app.db.read(councils::list_councils).await?;
    let view = IndexPage {
        councils: councils
            .into_iter()
            .map(|council| CouncilLine {
                name: council.name,
                nation: council.nation.name(),
                address: format!("/admin/councils/{}", council.slug),
            })
            .collect(),
        nations: Nation::ALL
            .iter()
            .map(|n| NationChoice { word: n.word(), name: n.name(), chosen: n.word() == nation })
            .collect(),
        form,
    };
    rq.page(status, &view)
}

/// Adds a council.
pub async fn create_council(Administrator(who): Administrator, rq: Request) -> Answer {
    let (typed, nation) = (rq.field("name")?.to_owned(), rq.field("nation")?.to_owned());
    let texts = rq.app.pages.texts();
    let mut form = council_form().with("name", &typed);
    let chosen = Nation::from_word(&nation);
    if chosen.is_none() {
        form.fault(texts, "nation", "fault-nation");
    }
    let (name, now) = (typed.clone(), rq.now());
    let added = match chosen {
        Some(chosen) => {
            let person = who.person;
            rq.app
                .db
                .write(move |conn| {
                    councils::add_council(conn, Some(person), &name, chosen, now).map(drop)
                })
                .await
        }
        None => Err(CouncilError::NotFound),
    };
    match added {
        Ok(()) => return Ok(rq.to("/admin?done=council-added")),
        Err(CouncilError::NameTaken) => form.fault(texts, "name", "fault-council-taken"),
        Err(CouncilError::NameUnfit) => form.fault(texts, "name", "fault-council-name"),
        Err(CouncilError::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    list(&rq, StatusCode::UNPROCESSABLE_ENTITY, form, &nation).await
}

fn invitation_form() -> FormState {
    FormState::empty(&["name", "email"])
}

/// Shows a council: whom it invited, and the form to invite somebody.
pub async fn show_council(_: Administrator, rq: Request) -> Answer {
    council(&rq, StatusCode::OK, invitation_form()).await
}

async fn council(rq: &Request, status: StatusCode, form: FormState) -> Answer {
    let slug = rq.part("council").to_owned();
    let now = rq.now();
    let (council, invitations) = rq
        .app
        .db
        .read(move |conn| {
            let council = councils::get_council_by_slug(conn, &slug)?;
            let invitations = access::list_invitations_of(conn, council.id)?;
            Ok::<_, MemberError>((council, invitations))
        })
        .await?;
    let line = |invitation: access::Invitation| InvitationLine {
        sent_on: date_in_words(london_date(invitation.created_at)),
        accepted: invitation.accepted_at.is_some(),
        waiting: invitation.accepted_at.is_none() && now < invitation.expires_at,
        expired: invitation.accepted_at.is_none() && now >= invitation.expires_at,
        name: invitation.name,
        address: invitation.address,
    };
    let view = CouncilPage {
        name: council.name,
        nation: council.nation.name(),
        action: format!("/admin/councils/{}/invitations", council.slug),
        invitations: invitations.into_iter().map(line).collect(),
        form,
    };
    rq.page(status, &view)
}

/// Invites somebody to a council; an open invitation to the same address is replaced.
pub async fn invite(Administrator(who): Administrator, rq: Request) -> Answer {
    let (typed, email) = (rq.field("name")?, rq.field("email")?);
    let texts = rq.app.pages.texts();
    let mut form = invitation_form().with("name", typed).with("email", email);
    let (name, address) = (PersonName::parse(typed), EmailAddress::parse(email));
    if let Err(fault) = &name {
        form.fault(texts, "name", name_text(*fault));
    }
    if address.is_err() {
        form.fault(texts, "email", "fault-address");
    }
    let (Ok(name), Ok(address)) = (name, address) else {
        return council(&rq, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    };
    let slug = rq.part("council").to_owned();
    let back = format!("/admin/councils/{slug}?done=invited");
    let (keys, random, now) = (rq.app.keys.clone(), rq.app.random.clone(), rq.now());
    rq.app
        .db
        .write(move |conn| {
            let council = councils::get_council_by_slug(conn, &slug)?;
            members::invite(conn, who.person, &council, &name, &address, &keys, &random, now)
        })
        .await?;
    Ok(rq.to(&back))
}

pub fn samples() -> Vec<Sample> {
    let index = |councils: Vec<CouncilLine>| IndexPage {
        councils,
        nations: vec![NationChoice { word: "wales", name: "Wales", chosen: true }],
        form: council_form(),
    };
    let line = CouncilLine { name: "Aberwyvern".into(), nation: "Wales", address: "/".into() };
    let council = |invitations: Vec<InvitationLine>| CouncilPage {
        name: "Aberwyvern".into(),
        nation: "Wales",
        action: "/".into(),
        invitations,
        form: invitation_form(),
    };
    let invitation = |accepted, waiting, expired| InvitationLine {
        name: "Gwen Pryce".into(),
        address: "gwen@example.gov.uk".into(),
        sent_on: "2 October 2026".into(),
        accepted,
        waiting,
        expired,
    };
    let some = vec![
        invitation(true, false, false),
        invitation(false, true, false),
        invitation(false, false, true),
    ];
    let mut all = vec![
        sample("councils", &index(vec![line])),
        sample("no councils", &index(vec![])),
        sample("council", &council(some)),
        sample("nobody invited", &council(vec![])),
    ];
    all.extend(letters::samples());
    all
}
