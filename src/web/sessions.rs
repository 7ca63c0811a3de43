//! Signing in and out.

use super::fields::Fields;
use super::form::FormState;
use super::{Answer, Anyone, Error, Request, Sample, attempts, links, sample};
use crate::access::{self, AccessError, Device, Limit, SessionToken};
use crate::kernel::EmailAddress;
use crate::pages::View;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use serde::Serialize;
use zeroize::Zeroizing;

#[derive(Serialize)]
struct SignInPage {
    form: FormState,
    /// Where to go afterwards; empty for home.
    next: String,
    /// An answer that was sent without a session, on its way through this form.
    carried: Vec<Carried>,
}

/// A hidden field.
#[derive(Debug, Clone, Serialize)]
pub struct Carried {
    name: String,
    value: String,
}

impl Carried {
    pub fn new(name: &str, value: &str) -> Carried {
        Carried { name: name.to_owned(), value: value.to_owned() }
    }

    /// All fields of a form, as hidden ones.
    pub fn all(fields: &Fields, beginning: &str) -> Vec<Carried> {
        let field = |(name, value): (&str, &str)| Carried {
            name: format!("{beginning}{name}"),
            value: value.to_owned(),
        };
        fields.all().map(field).collect()
    }

    pub fn sample() -> Vec<Carried> {
        vec![Carried { name: "choice".into(), value: "a".into() }]
    }
}

/// What the names of carried fields begin with.
const CARRIED: &str = "carried-";

impl View for SignInPage {
    const TEMPLATE: &'static str = "sessions/new";
}

fn empty() -> FormState {
    FormState::empty(&["email", "password"])
}

/// Shows the sign-in form; who is signed in goes home.
pub async fn new(Anyone(who): Anyone, rq: Request) -> Answer {
    let next = rq.asked("next")?.to_owned();
    let next = if links::is_ours(&next) { next } else { String::new() };
    if who.is_some() {
        return Ok(rq.to(if next.is_empty() { "/" } else { &next }));
    }
    rq.page(StatusCode::OK, &SignInPage { form: empty(), next, carried: vec![] })
}

/// Leads whoever must sign in first to the form and back. An answer that was sent is not lost: the
/// form carries it, and no address ever holds it.
pub fn sign_in_first(rq: &Request) -> Answer {
    let next = rq.address();
    let Some(answer) = attempts::sent_answer(rq).filter(|_| links::is_ours(&next)) else {
        return Ok(rq.to(&links::sign_in_then(&next)));
    };
    let carried = Carried::all(&answer, CARRIED);
    rq.page(StatusCode::UNAUTHORIZED, &SignInPage { form: empty(), next, carried })
}

/// Signs in. What is wrong is never said in halves, and takes as long either way.
pub async fn create(_: Anyone, rq: Request) -> Answer {
    let (email, password) = (rq.field("email")?, Zeroizing::new(rq.field("password")?.to_owned()));
    let next = rq.field("next")?.to_owned();
    let next = if links::is_ours(&next) { next } else { String::new() };
    let answer = rq.fields()?.under(CARRIED);
    let again = |form: FormState| {
        let (next, carried) = (next.clone(), Carried::all(&answer, CARRIED));
        rq.page(StatusCode::UNPROCESSABLE_ENTITY, &SignInPage { form, next, carried })
    };
    let texts = rq.app.pages.texts();
    let mut form = empty().with("email", email);
    let address = EmailAddress::parse(email);
    if address.is_err() {
        form.fault(texts, "email", "fault-address");
    }
    if password.is_empty() {
        form.fault(texts, "password", "fault-password-missing");
    }
    let Ok(address) = address else { return again(form) };
    if form.is_faulty() {
        return again(form);
    }
    let Some(token) = try_password(&rq, address, password).await? else {
        form.fault(texts, "email", "fault-sign-in");
        return again(form);
    };
    let mut answer = arrival(&rq, &token, &next, &answer).await?;
    let cookie = rq.session_cookie(Some(&token));
    answer.add_cookie(&cookie).map_err(|e| Error::Fault(e.into()))?;
    Ok(answer)
}

/// What a sign-in leads to. An answer that was carried is shown, not saved, to whose attempt it is
/// for; somebody else goes home, and it is dropped.
async fn arrival(rq: &Request, token: &SessionToken, next: &str, answer: &Fields) -> Answer {
    if answer.all().next().is_none() {
        return Ok(rq.to(if next.is_empty() { "/" } else { next }));
    }
    let rq = rq.clone().under(token).await?;
    match attempts::unsaved_answer(&rq, next, answer).await {
        Err(Error::NotFound) => Ok(rq.to("/")),
        shown => shown,
    }
}

/// Opens a session if the password is the account's. Tries are counted before the password is
/// looked at, for known and unknown addresses alike.
async fn try_password(
    rq: &Request,
    address: EmailAddress,
    password: Zeroizing<String>,
) -> Result<Option<SessionToken>, Error> {
    let now = rq.now();
    let account = Limit::Account(address.key.clone());
    let network = Limit::Network(rq.network());
    let (account_again, network_again) = (account.clone(), network.clone());
    let (within, credential) = rq
        .app
        .db
        .write(move |conn| {
            let counted = access::try_counted(conn, &account, now)?;
            let within = counted && !access::over_limit(conn, &network, now)?;
            let credential = access::find_credential(conn, &address)?;
            Ok::<_, AccessError>((within, credential))
        })
        .await?;
    if !within {
        return Err(Error::TooMany);
    }
    let phc = credential.as_ref().map(|credential| credential.phc.as_str());
    let fits = rq.app.hasher.verify(password, phc).await?;
    let person = credential.filter(|_| fits).map(|credential| credential.person);
    let token = SessionToken::new(rq.app.random.bytes());
    let (kept, device) = (token.clone(), Device::from_user_agent(rq.user_agent()));
    rq.app
        .db
        .write(move |conn| match person {
            Some(person) => {
                access::try_again(conn, &account_again)?;
                access::open_session(conn, person, &kept, &device, now).map(drop)
            }
            None => access::try_counted(conn, &network_again, now).map(drop),
        })
        .await?;
    Ok(person.map(|_| token))
}

/// Signs out; again changes nothing.
pub async fn remove(Anyone(who): Anyone, rq: Request) -> Answer {
    if let Some(who) = who {
        let now = rq.now();
        rq.app
            .db
            .write(move |conn| access::end_session(conn, who.person, who.session, now))
            .await?;
    }
    let mut answer = rq.to("/?done=signed-out");
    let cookie = rq.session_cookie(None);
    answer.add_cookie(&cookie).map_err(|e| Error::Fault(e.into()))?;
    answer.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cookies\", \"storage\""),
    );
    Ok(answer)
}

pub fn samples() -> Vec<Sample> {
    let mut faulty = empty().with("email", "gwen@aberwyvern");
    faulty.faults.push(super::form::Fault { field: "email".into(), text: "Enter it".into() });
    vec![
        sample("empty", &SignInPage { form: empty(), next: String::new(), carried: vec![] }),
        sample(
            "faulty",
            &SignInPage { form: faulty, next: "/account".into(), carried: Carried::sample() },
        ),
    ]
}
