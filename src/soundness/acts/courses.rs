use super::letters::owed;
use crate::courses::{self, CourseError, edition::Edition};
use crate::db::Conn;
use crate::kernel::{EditionId, EnrolmentId, PersonId};
use crate::quizzes::marking::Mark;
use crate::soundness::Look;
use crate::soundness::attempt::{Try, check_marks, check_series, check_state};
use crate::soundness::certificate::check_certificates;
use crate::soundness::course::{Place, check_place};
use crate::soundness::finding::{ASK, Findings, Invariant};
use crate::soundness::outbox::Cause;
use crate::soundness::store::{self, AnswerRow, CertificateRow, EnrolmentRow};
use diesel::QueryResult;
use std::collections::HashSet;
use std::sync::Arc;

const EDITION: &str = "restore the table editions from a backup: an edition never changes";

/// I2: every edition is what was published.
pub fn editions(
    conn: &mut Conn,
    look: &Look,
    _after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    for entry in courses::list_editions(conn).map_err(database)? {
        if let Err(what) = edition(conn, look, entry.id)? {
            found.fault(Invariant::Marks, ("editions", entry.id.0), what, EDITION);
        }
    }
    Ok(None)
}

/// An edition, or why it cannot be read.
fn edition(
    conn: &mut Conn,
    look: &Look,
    id: EditionId,
) -> QueryResult<Result<Arc<Edition>, String>> {
    if let Some(known) = look.shelf.get(id) {
        return Ok(Ok(known));
    }
    match courses::get_edition(conn, id) {
        Ok(edition) => {
            look.shelf.put(id, edition);
            Ok(look.shelf.get(id).ok_or_else(|| "it cannot be kept".to_owned()))
        }
        Err(CourseError::Unreadable { reason, .. }) => Ok(Err(reason)),
        Err(CourseError::NoSuchEdition(_)) => Ok(Err("it is not there".to_owned())),
        Err(error) => Err(database(error)),
    }
}

fn database(error: CourseError) -> diesel::result::Error {
    match error {
        CourseError::Database(error) => error,
        other => diesel::result::Error::QueryBuilderError(Box::new(other)),
    }
}

/// I2 and I7, for each attempt by itself.
pub fn attempts(
    conn: &mut Conn,
    look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let rows = store::list_attempts(conn, after)?;
    let Some(last) = rows.last().map(|(row, ..)| row.id.0) else { return Ok(None) };
    let answers = store::list_answers(conn, after, last)?;
    for (row, of_enrolment, erased_at) in &rows {
        let at = ("attempts", row.id.0);
        check_state(row, found);
        let other = row.edition_id != *of_enrolment;
        let what = "of another edition than its enrolment";
        found.fault_if(other, Invariant::Attempts, at, what, ASK);
        let edition = match edition(conn, look, row.edition_id)? {
            Ok(edition) => edition,
            Err(why) => {
                let what = format!("its edition cannot be read: {why}");
                found.fault(Invariant::Marks, at, what, EDITION);
                continue;
            }
        };
        let quiz = edition.module(&row.module).and_then(|module| module.quiz.as_ref());
        match quiz {
            Some(quiz) => {
                let own = slice(&answers, |answer: &AnswerRow| answer.attempt_id, row.id);
                check_marks(row, own, quiz, erased_at.is_some(), found);
            }
            None => found.fault(Invariant::Marks, at, "its edition has no such quiz", ASK),
        }
    }
    found.count(Invariant::Marks, rows.len());
    found.count(Invariant::Attempts, rows.len());
    Ok(Some(last))
}

/// The rows of one owner, of rows that are in the order of their owners.
fn slice<R, K: Ord + Copy>(rows: &[R], key: impl Fn(&R) -> K, of: K) -> &[R] {
    let from = rows.partition_point(|row| key(row) < of);
    let to = rows.partition_point(|row| key(row) <= of);
    rows.get(from..to).unwrap_or_default()
}

/// I4, and I7 of the attempts at one quiz.
pub fn enrolments(
    conn: &mut Conn,
    look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let rows = store::list_enrolments(conn, after)?;
    let Some(last) = rows.last().map(|row| row.id.0) else { return Ok(None) };
    let tries = store::list_tries(conn, after, last)?;
    let mut kept = Kept {
        reads: store::list_reads(conn, after, last)?,
        modules: store::list_modules(conn, after, last)?,
        completions: store::list_completions(conn, after, last)?,
        certificates: store::list_certificates_issued(conn, after, last)?,
        tries: &tries,
        confirmed: store::list_confirmed(conn, after, last)?,
    };
    kept.reads.sort_by_key(|(enrolment, ..)| *enrolment);
    kept.modules.sort_by_key(|row| row.enrolment_id);
    kept.completions.sort_by_key(|row| row.enrolment_id);
    kept.certificates.sort_by_key(|row| row.completion_id);
    for series in tries.chunk_by(|a, b| (a.enrolment_id, &a.module) == (b.enrolment_id, &b.module))
    {
        let series: Vec<Try<'_>> = series.iter().map(Try::from).collect();
        check_series(&series, found);
    }
    let mut owing = Vec::new();
    for row in &rows {
        match edition(conn, look, row.edition_id)? {
            Ok(edition) => {
                let place = kept.place(row, &edition);
                check_place(&place, found);
                owing.extend(place.waiting().map(|completion| name_wanted(completion.id.0)));
            }
            Err(why) => {
                let what = format!("its edition cannot be read: {why}");
                found.fault(Invariant::Completions, ("enrolments", row.id.0), what, EDITION);
            }
        }
    }
    owed(conn, &owing, found)?;
    found.count(Invariant::Completions, rows.len());
    Ok(Some(last))
}

/// What is kept of some enrolments, each list in the order of its owners.
struct Kept<'a> {
    reads: Vec<(EnrolmentId, String, String)>,
    modules: Vec<store::ModuleRow>,
    completions: Vec<store::CompletionRow>,
    certificates: Vec<CertificateRow>,
    tries: &'a [store::TryRow],
    confirmed: HashSet<PersonId>,
}

/// The letter that asks for the name to print, while a completion waits for it.
fn name_wanted(completion: i64) -> Cause {
    Cause {
        table: "course_completions",
        id: completion,
        once_key: format!("certificate-name:{completion}"),
        kind: "certificate-name",
    }
}

impl Kept<'_> {
    fn place<'b>(&'b self, row: &'b EnrolmentRow, edition: &'b Edition) -> Place<'b> {
        let reads = slice(&self.reads, |read| read.0, row.id);
        let tries = slice(self.tries, |row| row.enrolment_id, row.id);
        let mark = |row: &'b store::TryRow| {
            let mark = Mark { gained: row.gained?, available: row.available? };
            (row.state == "submitted").then_some((row.module.as_str(), mark))
        };
        let completions: Vec<_> =
            slice(&self.completions, |row| row.enrolment_id, row.id).iter().collect();
        let issued = |id| slice(&self.certificates, |row: &CertificateRow| row.completion_id, id);
        Place {
            enrolment: row,
            edition,
            read: reads.iter().map(|(_, m, l)| (m.clone(), l.clone())).collect(),
            marks: tries.iter().filter_map(mark).collect(),
            modules: slice(&self.modules, |row| row.enrolment_id, row.id).iter().collect(),
            certificates: completions.iter().flat_map(|row| issued(row.id)).collect(),
            completions,
            confirmed: self.confirmed.contains(&row.person_id),
        }
    }
}

/// I3, person by person; and I4 of certificates whose completion is not there.
pub fn certificates(
    conn: &mut Conn,
    _look: &Look,
    after: i64,
    found: &mut Findings,
) -> QueryResult<Option<i64>> {
    let people = store::list_people(conn, after)?;
    let Some(last) = people.last().map(|person| person.0) else { return Ok(None) };
    let rows = store::list_certificates_held(conn, after, last)?;
    for (row, completion) in &rows {
        let at = ("certificates", row.id.0);
        let what = "issued for a completion that is not there";
        found.fault_if(completion.is_none(), Invariant::Completions, at, what, ASK);
    }
    let of = |row: &CertificateRow| (row.person_id, row.course.clone());
    for held in rows.chunk_by(|(a, _), (b, _)| of(a) == of(b)) {
        check_certificates(&held.iter().map(|(row, _)| row).collect::<Vec<_>>(), found);
    }
    found.count(Invariant::OneCertificate, rows.len());
    Ok(Some(last))
}
