//! A person's own account: name, addresses, password, and where they are signed in.

use super::form::FormState;
use super::invitations::fault_for_glyphs;
use super::password_resets::password_text;
use super::{Answer, Error, Request, Sample, SignedIn, sample};
use crate::access::{self, AccessError, Limit};
use crate::kernel::{SessionId, clock_time, date_in_words, london_date};
use crate::members;
use crate::pages::View;
use crate::people::{self, NameFault, PersonName};
use actix_web::http::StatusCode;
use serde::Serialize;
use zeroize::Zeroizing;

/// The three forms of the page; at most one has faults.
#[derive(Serialize)]
pub struct AccountForms {
    pub name: FormState,
    pub address: FormState,
    pub password: FormState,
}

impl AccountForms {
    /// Nothing typed yet.
    pub fn empty() -> AccountForms {
        AccountForms {
            name: FormState::empty(&["name"]),
            address: FormState::empty(&["email"]),
            password: FormState::empty(&["current", "password"]),
        }
    }
}

#[derive(Serialize)]
struct AccountPage {
    name: String,
    /// As certificates print it; empty until it is confirmed.
    printed_name: String,
    councils: Vec<String>,
    addresses: Vec<AddressLine>,
    sessions: Vec<SessionLine>,
    form: FormState,
    forms: AccountForms,
}

#[derive(Serialize)]
struct AddressLine {
    id: i64,
    address: String,
    is_primary: bool,
}

#[derive(Serialize)]
struct SessionLine {
    id: i64,
    device: String,
    since: String,
    seen: String,
    is_this: bool,
}

impl View for AccountPage {
    const TEMPLATE: &'static str = "account/show";
}

/// Shows the account.
pub async fn show(who: SignedIn, rq: Request) -> Answer {
    page(&rq, &who, StatusCode::OK, AccountForms::empty()).await
}

/// The account with its forms in a state.
pub async fn page(
    rq: &Request,
    who: &SignedIn,
    status: StatusCode,
    mut forms: AccountForms,
) -> Answer {
    let (person, now) = (who.person, rq.now());
    let (addresses, sessions, seats, printed) = rq
        .app
        .db
        .read(move |conn| {
            let addresses = people::list_addresses_of(conn, person)?;
            let sessions = access::list_sessions_of(conn, person, now)?;
            let seats = members::list_seats_of(conn, person)?;
            let printed = people::find_printed_name(conn, person)?;
            Ok::<_, AccessError>((addresses, sessions, seats, printed))
        })
        .await?;
    if !forms.name.is_faulty() {
        forms.name = forms.name.with("name", &who.name);
    }
    let faults = [&forms.name, &forms.address, &forms.password];
    let form = FormState {
        faults: faults.into_iter().flat_map(|form| form.faults.clone()).collect(),
        ..FormState::default()
    };
    let when = |at| format!("{} at {}", date_in_words(london_date(at)), clock_time(at));
    let view = AccountPage {
        name: who.name.clone(),
        printed_name: printed.unwrap_or_default(),
        councils: seats.into_iter().map(|seat| seat.council_name).collect(),
        addresses: addresses
            .into_iter()
            .map(|a| AddressLine { id: a.id.0, address: a.address, is_primary: a.is_primary })
            .collect(),
        sessions: sessions
            .into_iter()
            .map(|s| SessionLine {
                id: s.id.0,
                device: s.device,
                since: when(s.created_at),
                seen: when(s.seen_at),
                is_this: s.id == who.session,
            })
            .collect(),
        form,
        forms,
    };
    rq.page(status, &view)
}

/// Changes the name that pages greet.
pub async fn rename(who: SignedIn, rq: Request) -> Answer {
    let typed = rq.field("name")?;
    let mut form = FormState::empty(&["name"]).with("name", typed);
    let name = PersonName::parse(typed);
    match &name {
        Err(fault) => form.fault(rq.app.pages.texts(), "name", name_text(*fault)),
        Ok(name) => fault_for_glyphs(&rq, &mut form, name),
    }
    match name {
        Ok(name) if !form.is_faulty() => {
            rq.app.db.write(move |conn| people::rename(conn, who.person, &name)).await?;
            Ok(rq.to("/account?done=name"))
        }
        _ => {
            let forms = AccountForms { name: form, ..AccountForms::empty() };
            page(&rq, &who, StatusCode::UNPROCESSABLE_ENTITY, forms).await
        }
    }
}

/// The key of what is wrong with a name.
pub const fn name_text(fault: NameFault) -> &'static str {
    match fault {
        NameFault::Empty => "fault-name-missing",
        NameFault::TooLong => "fault-name-long",
        NameFault::Unprintable => "fault-name-unprintable",
    }
}

/// Changes the password, and ends the person's sessions elsewhere.
pub async fn change_password(who: SignedIn, rq: Request) -> Answer {
    let current = Zeroizing::new(rq.field("current")?.to_owned());
    let password = Zeroizing::new(rq.field("password")?.to_owned());
    let texts = rq.app.pages.texts();
    let mut form = FormState::empty(&["current", "password"]);
    if !fits(&rq, &who, current).await? {
        form.fault(texts, "current", "fault-password-current");
    }
    if let Err(fault) = access::check_password(&password, &[&who.name]) {
        form.fault(texts, "password", password_text(fault));
    }
    if form.is_faulty() {
        let forms = AccountForms { password: form, ..AccountForms::empty() };
        return page(&rq, &who, StatusCode::UNPROCESSABLE_ENTITY, forms).await;
    }
    let phc = rq.app.hasher.hash(password, rq.app.random.bytes()).await?;
    let now = rq.now();
    rq.app
        .db
        .write(move |conn| access::change_password(conn, who.person, &phc, Some(who.session), now))
        .await?;
    Ok(rq.to("/account?done=password"))
}

/// Whether this is the person's password; tries are limited as at sign-in.
async fn fits(rq: &Request, who: &SignedIn, password: Zeroizing<String>) -> Result<bool, Error> {
    let (person, now) = (who.person, rq.now());
    let (within, credential) = rq
        .app
        .db
        .write(move |conn| {
            let limit = Limit::Account(format!("person {person}"));
            let within = access::try_counted(conn, &limit, now)?;
            Ok::<_, AccessError>((within, access::find_credential_of(conn, person)?))
        })
        .await?;
    if !within {
        return Err(Error::TooMany);
    }
    let phc = credential.as_ref().map(|credential| credential.phc.as_str());
    Ok(rq.app.hasher.verify(password, phc).await?)
}

/// Ends one of the person's own sessions.
pub async fn end_session(who: SignedIn, rq: Request) -> Answer {
    let (session, now): (SessionId, _) = (rq.id("session")?, rq.now());
    rq.app.db.write(move |conn| access::end_session(conn, who.person, session, now)).await?;
    Ok(rq.to("/account?done=session-ended"))
}

pub fn samples() -> Vec<Sample> {
    let page = |form: FormState, councils: Vec<String>, printed: &str| AccountPage {
        name: "Gwen Pryce".into(),
        printed_name: printed.into(),
        councils,
        addresses: vec![
            AddressLine { id: 1, address: "gwen@example.gov.uk".into(), is_primary: true },
            AddressLine { id: 2, address: "gwen@other.gov.uk".into(), is_primary: false },
        ],
        sessions: vec![
            SessionLine {
                id: 1,
                device: "Safari on an iPhone".into(),
                since: "2 October 2026 at 14:03".into(),
                seen: "2 October 2026 at 14:03".into(),
                is_this: true,
            },
            SessionLine {
                id: 2,
                device: "Another device".into(),
                since: "2 October 2026 at 14:03".into(),
                seen: "2 October 2026 at 14:03".into(),
                is_this: false,
            },
        ],
        form,
        forms: AccountForms::empty(),
    };
    let mut faulty = FormState::empty(&[]);
    faulty.faults.push(super::form::Fault { field: "name".into(), text: "Enter it".into() });
    vec![
        sample(
            "plain",
            &page(
                FormState::empty(&[]),
                vec!["Aberwyvern County Council".into()],
                "Gwenllian Pryce",
            ),
        ),
        sample("faulty, no council", &page(faulty, vec![], "")),
    ]
}
