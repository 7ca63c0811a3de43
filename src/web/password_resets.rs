//! A forgotten password: a letter with a link, and a new password chosen behind it.

use super::form::FormState;
use super::{Answer, Anyone, Error, Request, Sample, sample};
use crate::access::{self, AccessError, Limit, LinkState, PasswordFault};
use crate::kernel::EmailAddress;
use crate::pages::View;
use crate::people;
use actix_web::http::StatusCode;
use serde::Serialize;
use zeroize::Zeroizing;

#[derive(Serialize)]
struct AskPage {
    form: FormState,
    /// The address that a letter may be on its way to; empty before the form was sent.
    sent_to: String,
}

impl View for AskPage {
    const TEMPLATE: &'static str = "password-resets/new";
}

#[derive(Serialize)]
struct ChoosePage {
    form: FormState,
    address: String,
    action: String,
}

impl View for ChoosePage {
    const TEMPLATE: &'static str = "password-resets/edit";
}

/// A link that no longer works: exactly one of the reasons is set.
#[derive(Serialize)]
pub struct SpentPage {
    pub used: bool,
    pub expired: bool,
    pub replaced: bool,
    /// Where to ask for another.
    pub again: String,
}

impl View for SpentPage {
    const TEMPLATE: &'static str = "links/spent";
}

/// The page of a link that was used, has expired or was replaced.
pub fn spent(rq: &Request, state: &LinkState, again: &str) -> Answer {
    let view = SpentPage {
        used: *state == LinkState::Used,
        expired: *state == LinkState::Expired,
        replaced: *state == LinkState::Replaced,
        again: again.to_owned(),
    };
    rq.page(StatusCode::GONE, &view)
}

/// Shows the form for who has forgotten their password.
pub async fn new(_: Anyone, rq: Request) -> Answer {
    let form = FormState::empty(&["email"]);
    rq.page(StatusCode::OK, &AskPage { form, sent_to: String::new() })
}

/// Sends a letter if the address is somebody's; the page is the same either way.
pub async fn create(_: Anyone, rq: Request) -> Answer {
    let email = rq.field("email")?;
    let mut form = FormState::empty(&["email"]).with("email", email);
    let Ok(address) = EmailAddress::parse(email) else {
        form.fault(rq.app.pages.texts(), "email", "fault-address");
        return rq
            .page(StatusCode::UNPROCESSABLE_ENTITY, &AskPage { form, sent_to: String::new() });
    };
    let (keys, random, now) = (rq.app.keys.clone(), rq.app.random.clone(), rq.now());
    let sent_to = address.text.clone();
    rq.app
        .db
        .write(move |conn| {
            // Over the limit nothing is sent, and the page does not say so.
            if access::try_counted(conn, &Limit::Letters(address.key.clone()), now)? {
                access::ask_for_reset(conn, &address, &keys, &random, now)?;
            }
            Ok::<_, AccessError>(())
        })
        .await?;
    rq.page(StatusCode::OK, &AskPage { form, sent_to })
}

/// Shows the form behind the link. Opening it spends nothing.
pub async fn edit(_: Anyone, rq: Request) -> Answer {
    match state(&rq).await? {
        LinkState::Open { address, .. } => choose(&rq, StatusCode::OK, fields(), address),
        state => spent(&rq, &state, "/password-resets/new"),
    }
}

fn fields() -> FormState {
    FormState::empty(&["password"])
}

fn choose(rq: &Request, status: StatusCode, form: FormState, address: String) -> Answer {
    let action = rq.http().path().to_owned();
    rq.page(status, &ChoosePage { form, address, action })
}

async fn state(rq: &Request) -> Result<LinkState, Error> {
    let (token, now) = (rq.part("token").to_owned(), rq.now());
    Ok(rq.app.db.read(move |conn| access::reset_link_state(conn, &token, now)).await?)
}

/// Sets the password that was chosen, and ends every session.
pub async fn update(_: Anyone, rq: Request) -> Answer {
    let (person, address) = match state(&rq).await? {
        LinkState::Open { person, address } => (person, address),
        state => return spent(&rq, &state, "/password-resets/new"),
    };
    let password = Zeroizing::new(rq.field("password")?.to_owned());
    let name = rq.app.db.read(move |conn| people::get_person(conn, person)).await?.name;
    let mut form = fields();
    if let Err(fault) = access::check_password(&password, &[&name, &address]) {
        form.fault(rq.app.pages.texts(), "password", password_text(fault));
        return choose(&rq, StatusCode::UNPROCESSABLE_ENTITY, form, address);
    }
    let phc = rq.app.hasher.hash(password, rq.app.random.bytes()).await?;
    let (token, now) = (rq.part("token").to_owned(), rq.now());
    rq.app.db.write(move |conn| access::reset_password(conn, &token, &phc, now)).await?;
    Ok(rq.to("/sign-in?done=password"))
}

/// The key of what is wrong with a new password.
pub const fn password_text(fault: PasswordFault) -> &'static str {
    match fault {
        PasswordFault::Empty => "fault-password-new",
        PasswordFault::TooShort => "fault-password-short",
        PasswordFault::TooLong => "fault-password-long",
        PasswordFault::Guessable => "fault-password-guessable",
    }
}

pub fn samples() -> Vec<Sample> {
    let ask =
        |sent_to: &str| AskPage { form: FormState::empty(&["email"]), sent_to: sent_to.into() };
    let choose =
        ChoosePage { form: fields(), address: "gwen@example.gov.uk".into(), action: "/".into() };
    let spent = |used, expired, replaced| SpentPage { used, expired, replaced, again: "/".into() };
    vec![
        sample("empty", &ask("")),
        sample("sent", &ask("gwen@example.gov.uk")),
        sample("choose", &choose),
        sample("used", &spent(true, false, false)),
        sample("expired", &spent(false, true, false)),
        sample("replaced", &spent(false, false, true)),
    ]
}
