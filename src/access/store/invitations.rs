use crate::db::Conn;
use crate::db::schema::invitations;
use crate::kernel::{CouncilId, EmailAddress, Instant, InvitationId, PersonId};
use diesel::prelude::*;

/// An invitation as kept.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = invitations)]
pub struct Invitation {
    pub id: InvitationId,
    pub council_id: CouncilId,
    pub invited_by_person_id: PersonId,
    /// As the council wrote it; the invited person chooses their own.
    pub name: String,
    pub address: String,
    pub address_key: String,
    pub created_at: Instant,
    pub expires_at: Instant,
    pub replaced_at: Option<Instant>,
    pub accepted_at: Option<Instant>,
}

impl Invitation {
    /// The address that it went to.
    pub fn email(&self) -> EmailAddress {
        EmailAddress { text: self.address.clone(), key: self.address_key.clone() }
    }
}

/// A row to add.
#[derive(Debug, Insertable)]
#[diesel(table_name = invitations)]
pub struct NewInvitation<'a> {
    pub council_id: CouncilId,
    pub invited_by_person_id: PersonId,
    pub name: &'a str,
    pub address: &'a str,
    pub address_key: &'a str,
    pub nonce: &'a str,
    pub token_hash: &'a [u8],
    pub created_at: Instant,
    pub expires_at: Instant,
}

pub fn add_invitation(conn: &mut Conn, new: &NewInvitation<'_>) -> QueryResult<InvitationId> {
    diesel::insert_into(invitations::table).values(new).returning(invitations::id).get_result(conn)
}

pub fn get_invitation(conn: &mut Conn, token_hash: &[u8]) -> QueryResult<Invitation> {
    Invitation::query().filter(invitations::token_hash.eq(token_hash)).first(conn)
}

pub fn list_invitations_of(
    conn: &mut Conn,
    council: CouncilId,
    most: i64,
) -> QueryResult<Vec<Invitation>> {
    Invitation::query()
        .filter(invitations::council_id.eq(council))
        .filter(invitations::replaced_at.is_null())
        // Whom it invited was erased.
        .filter(invitations::address_key.ne(""))
        .order(invitations::id.desc())
        .limit(most)
        .load(conn)
}

pub fn replace_invitations_to(
    conn: &mut Conn,
    council: CouncilId,
    address_key: &str,
    now: Instant,
) -> QueryResult<()> {
    let open = invitations::table
        .filter(invitations::council_id.eq(council))
        .filter(invitations::address_key.eq(address_key))
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::replaced_at.is_null());
    diesel::update(open).set(invitations::replaced_at.eq(now)).execute(conn).map(drop)
}

pub fn set_accepted(
    conn: &mut Conn,
    invitation: InvitationId,
    by: PersonId,
    now: Instant,
) -> QueryResult<()> {
    diesel::update(invitations::table.filter(invitations::id.eq(invitation)))
        .set((invitations::accepted_at.eq(now), invitations::accepted_by_person_id.eq(by)))
        .execute(conn)
        .map(drop)
}

/// Empties the invitations that a person accepted, or that went to one of these addresses; an open
/// one is ended. Says which they were.
pub fn empty_invitations_to(
    conn: &mut Conn,
    person: PersonId,
    address_keys: &[String],
    now: Instant,
) -> QueryResult<Vec<InvitationId>> {
    let accepted = invitations::accepted_by_person_id.eq(person);
    let theirs: Vec<InvitationId> = invitations::table
        .filter(accepted.assume_not_null().or(invitations::address_key.eq_any(address_keys)))
        .select(invitations::id)
        .load(conn)?;
    let rows = || invitations::table.filter(invitations::id.eq_any(&theirs));
    diesel::update(rows())
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::replaced_at.is_null())
        .set(invitations::replaced_at.eq(now))
        .execute(conn)?;
    diesel::update(rows())
        .set((
            invitations::name.eq(""),
            invitations::address.eq(""),
            invitations::address_key.eq(""),
            invitations::nonce.eq(""),
        ))
        .execute(conn)?;
    Ok(theirs)
}
