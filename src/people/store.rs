use super::{PersonName, StaffRole};
use crate::db::schema::{officer_grants, people, person_addresses, printed_names, staff_grants};
use crate::db::{Conn, Portable};
use crate::kernel::{AddressId, CouncilId, EmailAddress, Instant, PersonId, search_key, sort_key};
use diesel::prelude::*;

/// A person as kept.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = people)]
pub struct Person {
    pub id: PersonId,
    /// As greeted.
    pub name: String,
    pub erased_at: Option<Instant>,
}

pub fn get_person(conn: &mut Conn, person: PersonId) -> QueryResult<Person> {
    Person::query().filter(people::id.eq(person)).first(conn)
}

pub fn find_person_by_address(conn: &mut Conn, key: &str) -> QueryResult<Option<Person>> {
    Person::query()
        .filter(
            people::id.eq_any(
                person_addresses::table
                    .filter(person_addresses::address_key.eq(key))
                    .select(person_addresses::person_id),
            ),
        )
        .first(conn)
        .optional()
}

/// People whose name holds the folded text or who sign in with it as an address, by name.
pub fn list_people_like(
    conn: &mut Conn,
    folded: &str,
    address_key: &str,
    limit: i64,
) -> QueryResult<Vec<Person>> {
    let plain: String = folded.chars().filter(|c| !matches!(c, '%' | '_' | '\\')).collect();
    let by_address = person_addresses::table
        .filter(person_addresses::address_key.eq(address_key))
        .select(person_addresses::person_id);
    Person::query()
        .filter(people::search_key.like(format!("%{plain}%")).or(people::id.eq_any(by_address)))
        .order((people::sort_key, people::id))
        .limit(limit)
        .load(conn)
}

pub fn add_person(conn: &mut Conn, name: &PersonName, now: Instant) -> QueryResult<PersonId> {
    diesel::insert_into(people::table)
        .values((
            people::name.eq(name.as_str()),
            people::sort_key.eq(sort_key(name.as_str())),
            people::search_key.eq(search_key(name.as_str())),
            people::created_at.eq(now),
        ))
        .returning(people::id)
        .get_result(conn)
}

pub fn set_name(conn: &mut Conn, person: PersonId, name: &PersonName) -> QueryResult<()> {
    diesel::update(people::table.filter(people::id.eq(person)))
        .set((
            people::name.eq(name.as_str()),
            people::sort_key.eq(sort_key(name.as_str())),
            people::search_key.eq(search_key(name.as_str())),
        ))
        .execute(conn)
        .map(drop)
}

pub fn find_printed_name(conn: &mut Conn, person: PersonId) -> QueryResult<Option<String>> {
    printed_names::table
        .filter(printed_names::person_id.eq(person))
        .select(printed_names::name)
        .first(conn)
        .optional()
}

pub fn set_printed_name(
    conn: &mut Conn,
    person: PersonId,
    name: &PersonName,
    now: Instant,
) -> QueryResult<()> {
    let name = printed_names::name.eq(name.as_str());
    diesel::insert_into(printed_names::table)
        .values((printed_names::person_id.eq(person), name, printed_names::confirmed_at.eq(now)))
        .on_conflict(printed_names::person_id)
        .do_update()
        .set((name, printed_names::confirmed_at.eq(now)))
        .on_each()
        .execute(conn)
        .map(drop)
}

/// A confirmed address of a person.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = person_addresses)]
pub struct Address {
    pub id: AddressId,
    pub address: String,
    /// Whether letters go to it.
    pub is_primary: bool,
    pub confirmed_at: Instant,
}

pub fn list_addresses_of(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<Address>> {
    Address::query()
        .filter(person_addresses::person_id.eq(person))
        .order((person_addresses::is_primary.desc(), person_addresses::id))
        .load(conn)
}

pub fn get_address_of(
    conn: &mut Conn,
    person: PersonId,
    address: AddressId,
) -> QueryResult<Address> {
    Address::query()
        .filter(person_addresses::person_id.eq(person))
        .filter(person_addresses::id.eq(address))
        .first(conn)
}

pub fn get_primary_address(conn: &mut Conn, person: PersonId) -> QueryResult<String> {
    person_addresses::table
        .filter(person_addresses::person_id.eq(person))
        .filter(person_addresses::is_primary.eq(true))
        .select(person_addresses::address)
        .first(conn)
}

pub fn add_address(
    conn: &mut Conn,
    person: PersonId,
    address: &EmailAddress,
    is_primary: bool,
    now: Instant,
) -> QueryResult<()> {
    diesel::insert_into(person_addresses::table)
        .values((
            person_addresses::person_id.eq(person),
            person_addresses::address.eq(&address.text),
            person_addresses::address_key.eq(&address.key),
            person_addresses::is_primary.eq(is_primary),
            person_addresses::confirmed_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

pub fn set_primary(conn: &mut Conn, person: PersonId, address: AddressId) -> QueryResult<()> {
    let all = person_addresses::table.filter(person_addresses::person_id.eq(person));
    diesel::update(all).set(person_addresses::is_primary.eq(false)).execute(conn)?;
    diesel::update(person_addresses::table.filter(person_addresses::id.eq(address)))
        .set(person_addresses::is_primary.eq(true))
        .execute(conn)
        .map(drop)
}

pub fn remove_address_of(conn: &mut Conn, person: PersonId, address: AddressId) -> QueryResult<()> {
    diesel::delete(
        person_addresses::table
            .filter(person_addresses::person_id.eq(person))
            .filter(person_addresses::id.eq(address)),
    )
    .execute(conn)
    .map(drop)
}

pub fn list_staff_roles(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<StaffRole>> {
    staff_grants::table
        .filter(staff_grants::person_id.eq(person))
        .select(staff_grants::role)
        .load(conn)
}

pub fn add_staff_grant(
    conn: &mut Conn,
    person: PersonId,
    role: StaffRole,
    now: Instant,
) -> QueryResult<()> {
    diesel::insert_into(staff_grants::table)
        .values((
            staff_grants::person_id.eq(person),
            staff_grants::role.eq(role),
            staff_grants::granted_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

pub fn list_officer_councils(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<CouncilId>> {
    officer_grants::table
        .filter(officer_grants::person_id.eq(person))
        .select(officer_grants::council_id)
        .load(conn)
}

pub fn add_officer_grant(
    conn: &mut Conn,
    person: PersonId,
    council: CouncilId,
    now: Instant,
) -> QueryResult<()> {
    diesel::insert_into(officer_grants::table)
        .values((
            officer_grants::person_id.eq(person),
            officer_grants::council_id.eq(council),
            officer_grants::granted_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

pub fn list_address_keys_of(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<String>> {
    person_addresses::table
        .filter(person_addresses::person_id.eq(person))
        .select(person_addresses::address_key)
        .load(conn)
}

pub fn remove_addresses_of(conn: &mut Conn, person: PersonId) -> QueryResult<()> {
    let theirs = person_addresses::table.filter(person_addresses::person_id.eq(person));
    diesel::delete(theirs).execute(conn).map(drop)
}

pub fn remove_printed_name_of(conn: &mut Conn, person: PersonId) -> QueryResult<()> {
    let theirs = printed_names::table.filter(printed_names::person_id.eq(person));
    diesel::delete(theirs).execute(conn).map(drop)
}

pub fn remove_grants_of(conn: &mut Conn, person: PersonId) -> QueryResult<()> {
    let staff = staff_grants::table.filter(staff_grants::person_id.eq(person));
    diesel::delete(staff).execute(conn)?;
    let officer = officer_grants::table.filter(officer_grants::person_id.eq(person));
    diesel::delete(officer).execute(conn).map(drop)
}

/// Empties the name; the first erasure's time stays.
pub fn set_erased(conn: &mut Conn, person: PersonId, now: Instant) -> QueryResult<()> {
    let row = people::table.filter(people::id.eq(person));
    diesel::update(row)
        .set((people::name.eq(""), people::sort_key.eq(""), people::search_key.eq("")))
        .execute(conn)?;
    diesel::update(row.filter(people::erased_at.is_null()))
        .set(people::erased_at.eq(now))
        .execute(conn)
        .map(drop)
}

/// Somebody who was erased. The two times make sure that it is the same person.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Erased {
    pub person: PersonId,
    pub created_at: Instant,
    pub erased_at: Instant,
}

pub fn list_erased(conn: &mut Conn) -> QueryResult<Vec<Erased>> {
    people::table
        .filter(people::erased_at.is_not_null())
        .order(people::id)
        .select((people::id, people::created_at, people::erased_at.assume_not_null()))
        .load(conn)
}

pub fn has_known(conn: &mut Conn, erased: &Erased) -> QueryResult<bool> {
    let same = people::table
        .filter(people::id.eq(erased.person))
        .filter(people::created_at.eq(erased.created_at))
        .filter(people::erased_at.is_null());
    diesel::select(diesel::dsl::exists(same)).get_result(conn)
}
