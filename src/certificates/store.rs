use super::{CertificateNumber, Standing, State};
use crate::db::Conn;
use crate::db::schema::certificates;
use crate::kernel::{CertificateId, CompletionId, Instant, PersonId};
use chrono::NaiveDate;
use diesel::prelude::*;

/// A certificate as kept.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = certificates)]
pub struct Certificate {
    pub id: CertificateId,
    pub person_id: PersonId,
    pub completion_id: CompletionId,
    pub course: String,
    /// Rises with each renewal, from 1.
    pub award: i32,
    /// Rises with each replacement, from 1.
    pub issue: i32,
    pub number: String,
    pub state: State,
    /// When it stopped being current.
    pub state_changed_at: Option<Instant>,
    /// Why it was revoked; for staff alone.
    pub state_reason: Option<String>,
    pub printed_name: String,
    pub course_title: String,
    pub edition: String,
    pub completed_on: NaiveDate,
    pub issued_at: Instant,
    /// Its last day; none while certificates do not run out.
    pub expires_on: Option<NaiveDate>,
    /// The administrator who issued it; none when its holder's own act did.
    pub issued_by_person_id: Option<PersonId>,
}

impl Certificate {
    /// How it stands on a day.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        Standing::of(self.state, self.expires_on, today)
    }
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

/// How many issues of an award its holder has made to put something right.
pub fn count_corrections(
    conn: &mut Conn,
    person: PersonId,
    course: &str,
    award: i32,
) -> QueryResult<i64> {
    certificates::table
        .filter(certificates::person_id.eq(person))
        .filter(certificates::course.eq(course))
        .filter(certificates::award.eq(award))
        .filter(certificates::issue.gt(1))
        .filter(certificates::issued_by_person_id.is_null())
        .count()
        .get_result(conn)
}

/// Ends a certificate that is current. Whether this call was the one that did.
pub fn set_ended(
    conn: &mut Conn,
    certificate: CertificateId,
    state: State,
    reason: Option<&str>,
    now: Instant,
) -> QueryResult<bool> {
    let changed = diesel::update(certificates::table)
        .filter(certificates::id.eq(certificate))
        .filter(certificates::state.eq(State::Current))
        .set((
            certificates::state.eq(state),
            certificates::state_changed_at.eq(now),
            certificates::state_reason.eq(reason),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// A certificate that is about to be issued.
pub struct NewCertificate<'a> {
    pub person: PersonId,
    pub completion: CompletionId,
    pub course: &'a str,
    pub award: i32,
    pub issue: i32,
    pub number: &'a CertificateNumber,
    pub printed_name: &'a str,
    pub course_title: &'a str,
    pub edition: &'a str,
    pub completed_on: NaiveDate,
    pub expires_on: Option<NaiveDate>,
    pub issued_by: Option<PersonId>,
}

pub fn add_certificate(
    conn: &mut Conn,
    new: &NewCertificate<'_>,
    now: Instant,
) -> QueryResult<Certificate> {
    let id: CertificateId = diesel::insert_into(certificates::table)
        .values((
            certificates::person_id.eq(new.person),
            certificates::completion_id.eq(new.completion),
            certificates::course.eq(new.course),
            certificates::award.eq(new.award),
            certificates::issue.eq(new.issue),
            certificates::number.eq(new.number.as_str()),
            certificates::state.eq(State::Current),
            certificates::printed_name.eq(new.printed_name),
            certificates::course_title.eq(new.course_title),
            certificates::edition.eq(new.edition),
            certificates::completed_on.eq(new.completed_on),
            certificates::issued_at.eq(now),
            certificates::expires_on.eq(new.expires_on),
            certificates::issued_by_person_id.eq(new.issued_by),
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
