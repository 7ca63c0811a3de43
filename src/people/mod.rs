//! People: one identity each, with the addresses that sign in and the rights that were granted.
//!
//! Uses: kernel, db.

mod grants;
mod name;
mod store;

pub use grants::{Grants, StaffRole};
pub use name::{NameFault, PersonName};
pub use store::{Address, Erased, Person};

use crate::db::{Conn, broken_rule};
use crate::kernel::{AddressId, CouncilId, EmailAddress, Instant, PersonId, search_key};

/// What can stop a person here.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// Somebody has that address already, perhaps the same person.
    #[error("the address is taken")]
    AddressTaken,
    /// A person keeps at least one address to sign in with, and one that letters go to.
    #[error("the address is the one that letters go to")]
    AddressNeeded,
    /// No such person or address, or not theirs.
    #[error("there is no such person or address")]
    NotFound,
    #[error("the database failed")]
    Database(#[source] diesel::result::Error),
}

impl From<diesel::result::Error> for PeopleError {
    fn from(error: diesel::result::Error) -> Self {
        match broken_rule(&error).as_deref() {
            Some("person_addresses_address_key_key") => PeopleError::AddressTaken,
            _ if error == diesel::result::Error::NotFound => PeopleError::NotFound,
            _ => PeopleError::Database(error),
        }
    }
}

/// Adds a person with their first address, which is confirmed and gets their letters.
pub fn add_person(
    conn: &mut Conn,
    name: &PersonName,
    address: &EmailAddress,
    now: Instant,
) -> Result<PersonId, PeopleError> {
    if store::find_person_by_address(conn, &address.key)?.is_some() {
        return Err(PeopleError::AddressTaken);
    }
    let person = store::add_person(conn, name, now)?;
    store::add_address(conn, person, address, true, now)?;
    Ok(person)
}

/// Who signs in with this address.
pub fn find_person_by_address(
    conn: &mut Conn,
    address: &EmailAddress,
) -> Result<Option<Person>, PeopleError> {
    Ok(store::find_person_by_address(conn, &address.key)?)
}

/// The first people, by name, whose name holds a text or who sign in with it as an address.
pub fn list_people_like(
    conn: &mut Conn,
    text: &str,
    limit: i64,
) -> Result<Vec<Person>, PeopleError> {
    let address_key = text.trim().to_ascii_lowercase();
    Ok(store::list_people_like(conn, &search_key(text), &address_key, limit)?)
}

/// A person by id.
pub fn get_person(conn: &mut Conn, person: PersonId) -> Result<Person, PeopleError> {
    Ok(store::get_person(conn, person)?)
}

/// Changes the name that pages greet. What certificates print stays as it was confirmed.
pub fn rename(conn: &mut Conn, person: PersonId, name: &PersonName) -> Result<(), PeopleError> {
    Ok(store::set_name(conn, person, name)?)
}

/// The name that certificates print, once its holder has confirmed it.
pub fn find_printed_name(conn: &mut Conn, person: PersonId) -> Result<Option<String>, PeopleError> {
    Ok(store::find_printed_name(conn, person)?)
}

/// Confirms the name that certificates print from now on.
pub fn confirm_printed_name(
    conn: &mut Conn,
    person: PersonId,
    name: &PersonName,
    now: Instant,
) -> Result<(), PeopleError> {
    Ok(store::set_printed_name(conn, person, name, now)?)
}

/// The addresses of a person, the one that gets letters first.
pub fn list_addresses_of(conn: &mut Conn, person: PersonId) -> Result<Vec<Address>, PeopleError> {
    Ok(store::list_addresses_of(conn, person)?)
}

/// The address that letters go to.
pub fn letter_address(conn: &mut Conn, person: PersonId) -> Result<String, PeopleError> {
    Ok(store::get_primary_address(conn, person)?)
}

/// Adds a confirmed address. The person's own address again changes nothing.
pub fn add_address(
    conn: &mut Conn,
    person: PersonId,
    address: &EmailAddress,
    now: Instant,
) -> Result<(), PeopleError> {
    match store::find_person_by_address(conn, &address.key)? {
        Some(owner) if owner.id == person => Ok(()),
        Some(_) => Err(PeopleError::AddressTaken),
        None => Ok(store::add_address(conn, person, address, false, now)?),
    }
}

/// Sends letters to this address of the person from now on.
pub fn make_primary(
    conn: &mut Conn,
    person: PersonId,
    address: AddressId,
) -> Result<(), PeopleError> {
    store::get_address_of(conn, person, address)?;
    Ok(store::set_primary(conn, person, address)?)
}

/// Removes an address that letters do not go to, and says which it was.
pub fn remove_address(
    conn: &mut Conn,
    person: PersonId,
    address: AddressId,
) -> Result<Address, PeopleError> {
    let row = store::get_address_of(conn, person, address)?;
    if row.is_primary {
        return Err(PeopleError::AddressNeeded);
    }
    store::remove_address_of(conn, person, address)?;
    Ok(row)
}

/// The keys by which a person's addresses are found elsewhere.
pub fn list_address_keys_of(conn: &mut Conn, person: PersonId) -> Result<Vec<String>, PeopleError> {
    Ok(store::list_address_keys_of(conn, person)?)
}

/// Forgets a person: names, addresses and rights. The row stays, with the time of the first erasure.
pub fn forget(conn: &mut Conn, person: PersonId, now: Instant) -> Result<(), PeopleError> {
    store::remove_addresses_of(conn, person)?;
    store::remove_printed_name_of(conn, person)?;
    store::remove_grants_of(conn, person)?;
    store::set_erased(conn, person, now)?;
    Ok(())
}

/// Everybody who was erased.
pub fn list_erased(conn: &mut Conn) -> Result<Vec<Erased>, PeopleError> {
    Ok(store::list_erased(conn)?)
}

/// Whether somebody who was erased is here as if they had not been.
pub fn is_known(conn: &mut Conn, erased: &Erased) -> Result<bool, PeopleError> {
    Ok(store::has_known(conn, erased)?)
}

/// What a person may do beyond learning.
pub fn grants_of(conn: &mut Conn, person: PersonId) -> Result<Grants, PeopleError> {
    Ok(Grants {
        staff: store::list_staff_roles(conn, person)?,
        officer_of: store::list_officer_councils(conn, person)?,
    })
}

/// Grants a role of the service's own staff; again changes nothing.
pub fn grant_staff(
    conn: &mut Conn,
    person: PersonId,
    role: StaffRole,
    now: Instant,
) -> Result<(), PeopleError> {
    if !store::list_staff_roles(conn, person)?.contains(&role) {
        store::add_staff_grant(conn, person, role, now)?;
    }
    Ok(())
}

/// Makes a person an officer of a council; again changes nothing.
pub fn grant_officer(
    conn: &mut Conn,
    person: PersonId,
    council: CouncilId,
    now: Instant,
) -> Result<(), PeopleError> {
    if !store::list_officer_councils(conn, person)?.contains(&council) {
        store::add_officer_grant(conn, person, council, now)?;
    }
    Ok(())
}
