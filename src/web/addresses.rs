//! The addresses that a person signs in with.

use super::account::{self, AccountForms};
use super::form::FormState;
use super::password_resets::spent;
use super::{Answer, Anyone, Request, Sample, SignedIn, sample};
use crate::access::{self, AccessError, Limit, LinkState};
use crate::kernel::{AddressId, EmailAddress};
use crate::pages::View;
use crate::people;
use actix_web::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct ConfirmPage {
    address: String,
    action: String,
}

impl View for ConfirmPage {
    const TEMPLATE: &'static str = "addresses/confirm";
}

/// Sends a link to an address that a person wants to add.
pub async fn create(who: SignedIn, rq: Request) -> Answer {
    let email = rq.field("email")?;
    let Ok(address) = EmailAddress::parse(email) else {
        let mut form = FormState::empty(&["email"]).with("email", email);
        form.fault(rq.app.pages.texts(), "email", "fault-address");
        let forms = AccountForms { address: form, ..AccountForms::empty() };
        return account::page(&rq, &who, StatusCode::UNPROCESSABLE_ENTITY, forms).await;
    };
    let (keys, random, now) = (rq.app.keys.clone(), rq.app.random.clone(), rq.now());
    let person = who.person;
    rq.app
        .db
        .write(move |conn| {
            if access::try_counted(conn, &Limit::Letters(address.key.clone()), now)? {
                access::ask_for_address(conn, person, &address, &keys, &random, now)?;
            }
            Ok::<_, AccessError>(())
        })
        .await?;
    Ok(rq.to("/account?done=address-asked"))
}

/// Shows what a confirmation link is about. Opening it spends nothing.
pub async fn confirm(_: Anyone, rq: Request) -> Answer {
    let (token, now) = (rq.part("token").to_owned(), rq.now());
    let state = rq.app.db.read(move |conn| access::address_link_state(conn, &token, now)).await?;
    match state {
        LinkState::Open { address, .. } => {
            let action = rq.http().path().to_owned();
            rq.page(StatusCode::OK, &ConfirmPage { address, action })
        }
        state => spent(&rq, &state, "/account"),
    }
}

/// Adds the address.
pub async fn confirmed(Anyone(who): Anyone, rq: Request) -> Answer {
    let (token, now) = (rq.part("token").to_owned(), rq.now());
    rq.app.db.write(move |conn| access::add_address_by_link(conn, &token, now)).await?;
    Ok(rq.to(if who.is_some() {
        "/account?done=address-added"
    } else {
        "/sign-in?done=address-added"
    }))
}

/// Sends letters to this address from now on.
pub async fn make_primary(who: SignedIn, rq: Request) -> Answer {
    let address: AddressId = rq.id("address")?;
    rq.app.db.write(move |conn| people::make_primary(conn, who.person, address)).await?;
    Ok(rq.to("/account?done=address-primary"))
}

/// Removes an address.
pub async fn remove(who: SignedIn, rq: Request) -> Answer {
    let address: AddressId = rq.id("address")?;
    rq.app.db.write(move |conn| people::remove_address(conn, who.person, address)).await?;
    Ok(rq.to("/account?done=address-removed"))
}

pub fn samples() -> Vec<Sample> {
    vec![sample("open", &ConfirmPage { address: "gwen@example.gov.uk".into(), action: "/".into() })]
}
