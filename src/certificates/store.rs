use super::{Award, CertificateNumber};
use crate::db::Conn;
use crate::db::schema::certificates;
use crate::kernel::{CertificateId, Instant, PersonId};
use crate::words;
use chrono::NaiveDate;
use diesel::prelude::*;

words!(
    /// How a certificate stands.
    State {
        Current = "current",
        Replaced = "replaced",
        Revoked = "revoked",
        /// Its holder asked to be forgotten.
        Erased = "erased",
    }
);

/// A certificate as kept.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = certificates)]
pub struct Certificate {
    pub id: CertificateId,
    pub course: String,
    pub number: String,
    pub state: State,
    /// When it stopped being current.
    pub state_changed_at: Option<Instant>,
    pub printed_name: String,
    pub course_title: String,
    pub edition: String,
    pub completed_on: NaiveDate,
    pub issued_at: Instant,
}

pub fn find_certificate(
    conn: &mut Conn,
    number: &CertificateNumber,
) -> QueryResult<Option<Certificate>> {
    Certificate::query().filter(certificates::number.eq(number.as_str())).first(conn).optional()
}

pub fn find_certificate_of(
    conn: &mut Conn,
    person: PersonId,
    number: &CertificateNumber,
) -> QueryResult<Option<Certificate>> {
    Certificate::query()
        .filter(certificates::number.eq(number.as_str()))
        .filter(certificates::person_id.eq(person))
        .first(conn)
        .optional()
}

/// The newest issue of an award.
pub fn find_issued(
    conn: &mut Conn,
    person: PersonId,
    course: &str,
    award: i32,
) -> QueryResult<Option<Certificate>> {
    Certificate::query()
        .filter(certificates::person_id.eq(person))
        .filter(certificates::course.eq(course))
        .filter(certificates::award.eq(award))
        .order(certificates::issue.desc())
        .first(conn)
        .optional()
}

pub fn find_newest_of(
    conn: &mut Conn,
    person: PersonId,
    course: &str,
) -> QueryResult<Option<Certificate>> {
    Certificate::query()
        .filter(certificates::person_id.eq(person))
        .filter(certificates::course.eq(course))
        .order((certificates::award.desc(), certificates::issue.desc()))
        .first(conn)
        .optional()
}

pub fn list_certificates_of(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<Certificate>> {
    Certificate::query()
        .filter(certificates::person_id.eq(person))
        .order(certificates::id.desc())
        .load(conn)
}

pub fn add_certificate(
    conn: &mut Conn,
    award: &Award<'_>,
    number: &CertificateNumber,
    now: Instant,
) -> QueryResult<Certificate> {
    let id: CertificateId = diesel::insert_into(certificates::table)
        .values((
            certificates::person_id.eq(award.person),
            certificates::completion_id.eq(award.completion),
            certificates::course.eq(award.course),
            certificates::award.eq(award.award),
            certificates::issue.eq(1),
            certificates::number.eq(number.as_str()),
            certificates::state.eq(State::Current),
            certificates::printed_name.eq(award.printed_name),
            certificates::course_title.eq(award.course_title),
            certificates::edition.eq(award.edition),
            certificates::completed_on.eq(award.completed_on),
            certificates::issued_at.eq(now),
        ))
        .returning(certificates::id)
        .get_result(conn)?;
    Certificate::query().filter(certificates::id.eq(id)).first(conn)
}

pub fn set_erased_of(conn: &mut Conn, person: PersonId, now: Instant) -> QueryResult<()> {
    diesel::update(certificates::table.filter(certificates::person_id.eq(person)))
        .set((
            certificates::state.eq(State::Erased),
            certificates::state_changed_at.eq(now),
            certificates::state_reason.eq(None::<String>),
            certificates::printed_name.eq(""),
        ))
        .execute(conn)
        .map(drop)
}
