use super::super::LinkKind;
use crate::db::Conn;
use crate::db::schema::links;
use crate::kernel::{Instant, LinkId, PersonId};
use diesel::prelude::*;

/// The word that the table keeps for a kind of link to a known person.
pub const fn kind_word(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::PasswordReset => "password-reset",
        LinkKind::AddressConfirmation => "address-confirmation",
        LinkKind::Invitation => "invitation",
    }
}

/// A link as kept.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = links)]
pub struct Link {
    pub id: LinkId,
    pub person_id: PersonId,
    pub address: String,
    pub address_key: String,
    pub nonce: String,
    pub created_at: Instant,
    pub expires_at: Instant,
    pub replaced_at: Option<Instant>,
    pub used_at: Option<Instant>,
}

/// A row to add.
#[derive(Debug, Insertable)]
#[diesel(table_name = links)]
pub struct NewLink<'a> {
    pub person_id: PersonId,
    pub kind: &'a str,
    pub address: &'a str,
    pub address_key: &'a str,
    pub nonce: &'a str,
    pub token_hash: &'a [u8],
    pub created_at: Instant,
    pub expires_at: Instant,
}

pub fn add_link(conn: &mut Conn, new: &NewLink<'_>) -> QueryResult<Link> {
    let id: LinkId =
        diesel::insert_into(links::table).values(new).returning(links::id).get_result(conn)?;
    Link::query().filter(links::id.eq(id)).first(conn)
}

pub fn get_link(conn: &mut Conn, kind: &str, token_hash: &[u8]) -> QueryResult<Link> {
    Link::query().filter(links::token_hash.eq(token_hash)).filter(links::kind.eq(kind)).first(conn)
}

pub fn replace_links(
    conn: &mut Conn,
    person: PersonId,
    kind: &str,
    address_key: &str,
    now: Instant,
) -> QueryResult<()> {
    let open = links::table
        .filter(links::person_id.eq(person))
        .filter(links::kind.eq(kind))
        .filter(links::address_key.eq(address_key))
        .filter(links::used_at.is_null())
        .filter(links::replaced_at.is_null());
    diesel::update(open).set(links::replaced_at.eq(now)).execute(conn).map(drop)
}

pub fn set_link_used(conn: &mut Conn, link: LinkId, now: Instant) -> QueryResult<()> {
    diesel::update(links::table.filter(links::id.eq(link)))
        .set(links::used_at.eq(now))
        .execute(conn)
        .map(drop)
}
