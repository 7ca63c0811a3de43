//! Guards: values that prove who is asking. Nobody else can make one.

use super::Error;
use crate::access::Visitor;
use crate::kernel::{PersonId, SessionId};

/// Who may use a route, as the access table says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Anyone,
    SignedIn,
    Trainer,
    Administrator,
}

/// A proof that a route asks for.
pub trait Guard: Sized + 'static {
    /// What it proves.
    const WHO: Who;
    /// Whether it wants to know who is asking, which is a look in the database.
    const ASKS: bool = true;
    /// Admits a visitor or says why not.
    fn admit(visitor: Option<&Visitor>) -> Result<Self, Error>;
}

/// Anybody, perhaps signed in.
#[derive(Debug, Clone)]
pub struct Anyone(pub Option<SignedIn>);

/// Anybody, without asking who: for what is the same for all.
#[derive(Debug, Clone)]
pub struct Public;

/// A person who is signed in.
#[expect(clippy::manual_non_exhaustive, reason = "closed to the other files of this crate too")]
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub person: PersonId,
    pub session: SessionId,
    pub name: String,
    // Nobody outside this file can write the whole struct down, and so make one.
    _proof: (),
}

/// A person who teaches: trainers, and who runs the service.
#[derive(Debug, Clone)]
pub struct Trainer(pub SignedIn);

/// A person who runs the service.
#[derive(Debug, Clone)]
pub struct Administrator(pub SignedIn);

impl SignedIn {
    fn of(visitor: &Visitor) -> SignedIn {
        SignedIn {
            person: visitor.person,
            session: visitor.session,
            name: visitor.name.clone(),
            _proof: (),
        }
    }
}

impl Guard for Anyone {
    const WHO: Who = Who::Anyone;
    fn admit(visitor: Option<&Visitor>) -> Result<Self, Error> {
        Ok(Anyone(visitor.map(SignedIn::of)))
    }
}

impl Guard for Public {
    const WHO: Who = Who::Anyone;
    const ASKS: bool = false;
    fn admit(_: Option<&Visitor>) -> Result<Self, Error> {
        Ok(Public)
    }
}

impl Guard for SignedIn {
    const WHO: Who = Who::SignedIn;
    fn admit(visitor: Option<&Visitor>) -> Result<Self, Error> {
        visitor.map(SignedIn::of).ok_or(Error::SignInFirst)
    }
}

impl Guard for Trainer {
    const WHO: Who = Who::Trainer;
    fn admit(visitor: Option<&Visitor>) -> Result<Self, Error> {
        only(visitor, Visitor::may_teach).map(Trainer)
    }
}

impl Guard for Administrator {
    const WHO: Who = Who::Administrator;
    fn admit(visitor: Option<&Visitor>) -> Result<Self, Error> {
        only(visitor, |visitor| visitor.is_administrator).map(Administrator)
    }
}

/// To everybody else there is no such page: its existence is nobody's business.
fn only(
    visitor: Option<&Visitor>,
    is_one: impl FnOnce(&Visitor) -> bool,
) -> Result<SignedIn, Error> {
    match visitor {
        Some(visitor) if is_one(visitor) => Ok(SignedIn::of(visitor)),
        Some(_) => Err(Error::NotFound),
        None => Err(Error::SignInFirst),
    }
}
