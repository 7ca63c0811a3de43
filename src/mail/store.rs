use super::letter::{Letter, State, message_id};
use super::schedule::LEASE;
use crate::db::schema::letters;
use crate::db::{Conn, Portable};
use crate::kernel::{Instant, LetterId, PersonId};
use diesel::dsl::auto_type;
use diesel::prelude::*;

/// A letter as kept in the outbox.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = letters)]
pub struct Outgoing {
    pub id: LetterId,
    pub once_key: String,
    pub kind: String,
    pub person_id: Option<PersonId>,
    pub to_name: String,
    pub to_address: String,
    /// JSON; read it with [`Outgoing::facts`].
    pub facts: String,
    /// Without angle brackets.
    pub message_id: String,
    pub created_at: Instant,
    /// When it is tried next; moves with each try.
    pub due_at: Instant,
    pub expires_at: Option<Instant>,
    /// Counted tries, the one under way included.
    pub attempts: i32,
    /// Rises with each claim.
    pub lease: i32,
    pub leased_until: Option<Instant>,
    pub sent_at: Option<Instant>,
    /// What the relay said when it took it.
    pub reply: Option<String>,
    pub given_up_at: Option<Instant>,
    pub cancelled_at: Option<Instant>,
    pub last_error: Option<String>,
}

impl Outgoing {
    /// The facts, as the type that the letter's kind is known to hold.
    ///
    /// # Errors
    /// When they do not fit that type.
    pub fn facts<T: serde::de::DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(&self.facts)
    }

    /// Where it stands.
    pub fn state(&self, now: Instant) -> State {
        if self.sent_at.is_some() {
            State::Sent
        } else if self.given_up_at.is_some() {
            State::GivenUp
        } else if self.cancelled_at.is_some() {
            State::Cancelled
        } else if self.leased_until.is_some_and(|until| until > now) {
            State::Leased
        } else if self.due_at <= now {
            State::Due
        } else {
            State::Waiting
        }
    }
}

/// A letter seen to be due, and the lease that it had.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: LetterId,
    pub lease: i32,
}

#[auto_type]
fn is_open() -> _ {
    letters::sent_at
        .is_null()
        .and(letters::given_up_at.is_null())
        .and(letters::cancelled_at.is_null())
}

#[auto_type]
fn is_free(now: Instant) -> _ {
    letters::leased_until.is_null().or(letters::leased_until.le(now))
}

#[auto_type]
fn is_expired(now: Instant) -> _ {
    letters::expires_at.is_not_null().and(letters::expires_at.le(now))
}

#[auto_type]
fn is_fresh(now: Instant) -> _ {
    letters::expires_at.is_null().or(letters::expires_at.gt(now))
}

/// Inserts the letter unless its key is there already.
pub fn add_letter(conn: &mut Conn, letter: &Letter, now: Instant) -> QueryResult<()> {
    diesel::insert_into(letters::table)
        .values((
            letters::once_key.eq(&letter.once_key),
            letters::kind.eq(letter.kind),
            letters::person_id.eq(letter.person),
            letters::to_name.eq(&letter.to_name),
            letters::to_address.eq(&letter.to_address),
            letters::facts.eq(letter.facts.to_string()),
            letters::message_id.eq(message_id(&letter.once_key)),
            letters::created_at.eq(now),
            letters::due_at.eq(letter.due_at),
            letters::expires_at.eq(letter.expires_at),
            letters::attempts.eq(0),
            letters::lease.eq(0),
        ))
        .on_conflict(letters::once_key)
        .do_nothing()
        .on_each()
        .execute(conn)
        .map(drop)
}

pub fn get_id_of_key(conn: &mut Conn, once_key: &str) -> QueryResult<LetterId> {
    letters::table.filter(letters::once_key.eq(once_key)).select(letters::id).first(conn)
}

pub fn find_letter(conn: &mut Conn, id: LetterId) -> QueryResult<Option<Outgoing>> {
    Outgoing::query().filter(letters::id.eq(id)).first(conn).optional()
}

/// The newest first.
pub fn list_newest(conn: &mut Conn, limit: i64) -> QueryResult<Vec<Outgoing>> {
    Outgoing::query().order(letters::id.desc()).limit(limit).load(conn)
}

pub fn set_cancelled(conn: &mut Conn, once_key: &str, now: Instant) -> QueryResult<usize> {
    diesel::update(letters::table.filter(letters::once_key.eq(once_key)).filter(is_open()))
        .set(letters::cancelled_at.eq(now))
        .execute(conn)
}

pub fn set_cancelled_of(conn: &mut Conn, person: PersonId, now: Instant) -> QueryResult<usize> {
    diesel::update(letters::table.filter(letters::person_id.eq(person)).filter(is_open()))
        .set(letters::cancelled_at.eq(now))
        .execute(conn)
}

pub fn count_state(conn: &mut Conn, state: State, now: Instant) -> QueryResult<i64> {
    let all = letters::table.count();
    let open = all.filter(is_open());
    match state {
        State::Sent => all.filter(letters::sent_at.is_not_null()).get_result(conn),
        State::GivenUp => all
            .filter(letters::given_up_at.is_not_null())
            .filter(letters::sent_at.is_null())
            .get_result(conn),
        State::Cancelled => all
            .filter(letters::cancelled_at.is_not_null())
            .filter(letters::sent_at.is_null().and(letters::given_up_at.is_null()))
            .get_result(conn),
        State::Leased => open.filter(letters::leased_until.gt(now)).get_result(conn),
        State::Due => open.filter(is_free(now)).filter(letters::due_at.le(now)).get_result(conn),
        State::Waiting => {
            open.filter(is_free(now)).filter(letters::due_at.gt(now)).get_result(conn)
        }
    }
}

pub fn find_oldest_due(conn: &mut Conn, now: Instant) -> QueryResult<Option<Instant>> {
    letters::table
        .filter(is_open())
        .filter(letters::due_at.le(now))
        .select(diesel::dsl::min(letters::due_at))
        .get_result(conn)
}

pub fn has_expired(conn: &mut Conn, now: Instant) -> QueryResult<bool> {
    let expired = letters::table.filter(is_open()).filter(is_free(now)).filter(is_expired(now));
    diesel::select(diesel::dsl::exists(expired)).get_result(conn)
}

pub fn set_expired_given_up(conn: &mut Conn, now: Instant) -> QueryResult<usize> {
    diesel::update(letters::table.filter(is_open()).filter(is_free(now)).filter(is_expired(now)))
        .set((letters::given_up_at.eq(now), letters::last_error.eq("expired before it was sent")))
        .execute(conn)
}

/// The longest due first.
pub fn list_due(conn: &mut Conn, now: Instant, limit: i64) -> QueryResult<Vec<Seen>> {
    let due: Vec<(LetterId, i32)> = letters::table
        .filter(is_open())
        .filter(is_free(now))
        .filter(letters::due_at.le(now))
        .order((letters::due_at, letters::id))
        .limit(limit)
        .select((letters::id, letters::lease))
        .load(conn)?;
    Ok(due.into_iter().map(|(id, lease)| Seen { id, lease }).collect())
}

/// Makes the letter ours for a while, unless somebody else was quicker. The try counts from now
/// on, so that a letter that brings the process down is not tried for ever.
pub fn claim(conn: &mut Conn, seen: Seen, now: Instant) -> QueryResult<Option<Outgoing>> {
    let still_due = letters::table
        .filter(letters::id.eq(seen.id))
        .filter(letters::lease.eq(seen.lease))
        .filter(is_open())
        .filter(is_free(now))
        .filter(is_fresh(now))
        .filter(letters::due_at.le(now));
    diesel::update(still_due)
        .set((
            letters::lease.eq(letters::lease + 1),
            letters::leased_until.eq(now + LEASE),
            letters::attempts.eq(letters::attempts + 1),
        ))
        .returning(letters::all_columns)
        .get_result(conn)
        .optional()
}

#[auto_type]
fn is_leased_as(id: LetterId, lease: i32) -> _ {
    letters::id.eq(id).and(letters::lease.eq(lease))
}

pub fn set_sent(conn: &mut Conn, ours: Seen, reply: &str, now: Instant) -> QueryResult<usize> {
    diesel::update(letters::table.filter(is_leased_as(ours.id, ours.lease)))
        .set((
            letters::sent_at.eq(now),
            letters::reply.eq(reply),
            letters::leased_until.eq(None::<Instant>),
        ))
        .execute(conn)
}

pub fn set_given_up(conn: &mut Conn, ours: Seen, error: &str, now: Instant) -> QueryResult<usize> {
    diesel::update(letters::table.filter(is_leased_as(ours.id, ours.lease)))
        .set((
            letters::given_up_at.eq(now),
            letters::last_error.eq(error),
            letters::leased_until.eq(None::<Instant>),
        ))
        .execute(conn)
}

pub fn set_due_again(conn: &mut Conn, ours: Seen, error: &str, at: Instant) -> QueryResult<usize> {
    diesel::update(letters::table.filter(is_leased_as(ours.id, ours.lease)))
        .set((
            letters::due_at.eq(at),
            letters::last_error.eq(error),
            letters::leased_until.eq(None::<Instant>),
        ))
        .execute(conn)
}

/// As [`set_due_again`], and the try does not count.
pub fn set_held(conn: &mut Conn, ours: Seen, error: &str, at: Instant) -> QueryResult<usize> {
    diesel::update(letters::table.filter(is_leased_as(ours.id, ours.lease)))
        .set((
            letters::attempts.eq(letters::attempts - 1),
            letters::due_at.eq(at),
            letters::last_error.eq(error),
            letters::leased_until.eq(None::<Instant>),
        ))
        .execute(conn)
}

/// Gives a letter back untried.
pub fn remove_lease(conn: &mut Conn, ours: Seen) -> QueryResult<usize> {
    diesel::update(letters::table.filter(is_leased_as(ours.id, ours.lease)))
        .set((
            letters::attempts.eq(letters::attempts - 1),
            letters::leased_until.eq(None::<Instant>),
        ))
        .execute(conn)
}

/// The lease rises, so that whoever sends one of them now cannot write into it afterwards.
pub fn empty_letters_to(
    conn: &mut Conn,
    person: PersonId,
    once_keys: &[String],
    now: Instant,
) -> QueryResult<()> {
    let theirs =
        || letters::person_id.eq(person).assume_not_null().or(letters::once_key.eq_any(once_keys));
    diesel::update(letters::table.filter(theirs()).filter(is_open()))
        .set((
            letters::cancelled_at.eq(now),
            letters::leased_until.eq(None::<Instant>),
            letters::lease.eq(letters::lease + 1),
        ))
        .execute(conn)?;
    diesel::update(letters::table.filter(theirs()).filter(letters::reply.is_not_null()))
        .set(letters::reply.eq("erased"))
        .execute(conn)?;
    diesel::update(letters::table.filter(theirs()).filter(letters::last_error.is_not_null()))
        .set(letters::last_error.eq("erased"))
        .execute(conn)?;
    diesel::update(letters::table.filter(theirs()))
        .set((letters::to_name.eq(""), letters::to_address.eq(""), letters::facts.eq("{}")))
        .execute(conn)
        .map(drop)
}
