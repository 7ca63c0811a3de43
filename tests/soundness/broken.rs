//! A row of each kind that is not as it must be, made by hand, is found and named.

use super::life::lived_in;
use super::rows::breaks;
use foundations::soundness::Invariant::{
    Attempts, Completions, Database, Erasure, Leases, Letters, Marks, OneCertificate, Secrets,
};

const ONE_CURRENT: &str = "certificates_person_id_course_key";
const ONE_OPEN: &str = "attempts_enrolment_id_module_key";

#[actix_web::test]
async fn i1_a_row_that_breaks_the_databases_own_rules() {
    let t = lived_in().await;
    let back = format!(
        "CREATE UNIQUE INDEX {ONE_CURRENT} ON certificates (person_id, course) \
         WHERE state = 'current'"
    );
    let gone = format!("DROP INDEX {ONE_CURRENT}");
    let found = (Database, "certificates", "the rule that (person_id, course) is unique is gone");
    breaks(&t, &gone, &back, &[found]).await;
    for (sql, table, what) in [
        (
            "UPDATE answers SET attempt_id = attempt_id + 99999",
            "answers",
            "its attempt_id names no row",
        ),
        ("UPDATE sessions SET person_id = 99999", "sessions", "its person_id names no row"),
        ("DELETE FROM editions", "enrolments", "its edition_id names no row of editions"),
    ] {
        breaks(&t, sql, "", &[(Database, table, what)]).await;
    }
}

#[actix_web::test]
async fn i2_an_attempt_that_its_answers_do_not_bear_out() {
    let t = lived_in().await;
    let passed = "(SELECT min(id) FROM attempts WHERE passed)";
    let its_answer = format!("(SELECT min(id) FROM answers WHERE attempt_id = {passed})");
    for (sql, table, what) in [
        (
            format!("UPDATE attempts SET gained = gained - 1 WHERE id = {passed}"),
            "attempts",
            "is kept",
        ),
        (
            format!("UPDATE attempts SET available = available * 2 WHERE id = {passed}"),
            "attempts",
            "is kept",
        ),
        (
            format!("UPDATE attempts SET passed = NOT passed WHERE id = {passed}"),
            "attempts",
            "kept as not passed, but is",
        ),
        (
            format!("UPDATE attempts SET seed = seed + 1 WHERE id = {passed}"),
            "attempts",
            "its draw is not the one that its seed gives",
        ),
        (
            format!("UPDATE attempts SET draw = 'x' WHERE id = {passed}"),
            "attempts",
            "its draw cannot be read",
        ),
        (
            format!("UPDATE attempts SET module = 'none' WHERE id = {passed}"),
            "attempts",
            "no such quiz",
        ),
        (
            format!("DELETE FROM answers WHERE id = {its_answer}"),
            "attempts",
            "its answers are worth",
        ),
        (
            format!("UPDATE answers SET given = '[\"none\"]' WHERE id = {its_answer}"),
            "answers",
            "does not fit its question",
        ),
        (
            format!("UPDATE answers SET given = 'x' WHERE id = {its_answer}"),
            "answers",
            "cannot be read",
        ),
        (
            format!("UPDATE answers SET slot = 90 WHERE id = {its_answer}"),
            "answers",
            "no such slot",
        ),
        (
            format!("UPDATE answers SET sequence = 0 WHERE id = {its_answer}"),
            "answers",
            "its sequence is below 1",
        ),
        (
            format!("UPDATE answers SET saved_at = '2026-11-24 09:00:00' WHERE id = {its_answer}"),
            "answers",
            "saved after its attempt was handed in",
        ),
        (
            "UPDATE editions SET content = replace(content, 'A lead.', 'B lead.')".to_owned(),
            "editions",
            "changed after it was published",
        ),
    ] {
        breaks(&t, &sql, "", &[(Marks, table, what)]).await;
    }
}

/// Another certificate beside each that there is.
fn second(award: i32, issue: i32, state: &str) -> String {
    format!(
        "INSERT INTO certificates (id, person_id, completion_id, course, award, issue, number, state, \
         state_changed_at, printed_name, course_title, edition, completed_on, issued_at) \
         SELECT id + 1000, person_id, completion_id, course, {award}, {issue}, 'DF-2222-2222', \
         '{state}', NULL, printed_name, course_title, edition, completed_on, issued_at \
         FROM certificates"
    )
}

#[actix_web::test]
async fn i3_a_certificate_beside_another() {
    let t = lived_in().await;
    let back = format!(
        "CREATE UNIQUE INDEX {ONE_CURRENT} ON certificates (person_id, course) \
         WHERE state = 'current'"
    );
    let two = format!("DROP INDEX {ONE_CURRENT}; {}", second(2, 1, "current"));
    let found = [
        (OneCertificate, "certificates", "a second current certificate"),
        (Database, "certificates", "not the only row with its (person_id, course)"),
    ];
    breaks(&t, &two, &back, &found).await;
    let later = format!("DROP INDEX {ONE_CURRENT}; {}", second(1, 2, "current"));
    let found = (OneCertificate, "certificates", "current, although a later issue replaced it");
    breaks(&t, &later, &back, &[found]).await;
    for (sql, what) in [
        ("UPDATE certificates SET issue = 2", "not its first issue"),
        ("UPDATE certificates SET number = 'DF-OOOO-1111'", "its number is none that we draw"),
        ("UPDATE certificates SET state = 'revoked'", "do not agree"),
        ("UPDATE certificates SET state = 'replaced'", "replaced, but by nothing"),
        ("UPDATE certificates SET state_changed_at = issued_at", "do not agree"),
    ] {
        breaks(&t, sql, "", &[(OneCertificate, "certificates", what)]).await;
    }
}

#[actix_web::test]
async fn i4_a_completion_that_does_not_follow_or_does_not_lead() {
    let t = lived_in().await;
    for (sql, table, what) in [
        (
            "DELETE FROM module_completions WHERE module = 'data'",
            "enrolments",
            "everything in the module data is done, but it is not complete",
        ),
        (
            "DELETE FROM lesson_reads WHERE module = 'data' AND lesson = 'first'",
            "module_completions",
            "complete, but lessons are unread",
        ),
        (
            "DELETE FROM lesson_reads WHERE module = 'data' AND lesson = 'first'",
            "course_completions",
            "not every module that it requires",
        ),
        (
            "UPDATE attempts SET gained = 0",
            "module_completions",
            "complete, but lessons are unread, its quiz is not passed",
        ),
        (
            "DELETE FROM course_completions",
            "enrolments",
            "every module is complete, but the course",
        ),
        ("DELETE FROM course_completions", "certificates", "a completion that is not there"),
        ("DELETE FROM certificates", "course_completions", "no certificate was issued"),
        (
            "UPDATE course_completions SET person_id = person_id + 1",
            "course_completions",
            "its person, course or edition is not its enrolment's",
        ),
        ("UPDATE certificates SET award = 2", "certificates", "is not its completion's"),
        ("UPDATE certificates SET edition = '2027'", "certificates", "its title, edition or date"),
        (
            "UPDATE certificates SET completed_on = '2026-11-01'",
            "certificates",
            "its title, edition or date",
        ),
    ] {
        breaks(&t, sql, "", &[(Completions, table, what)]).await;
    }
}

#[actix_web::test]
async fn i5_a_letter_that_is_owed_and_not_there_or_there_and_not_owed() {
    let t = lived_in().await;
    for (kind, table) in [
        ("certificate", "certificates"),
        ("certificate-name", "course_completions"),
        ("invitation", "invitations"),
        ("password-reset", "links"),
        ("address-confirmation", "links"),
        ("address-added", "links"),
        ("password-changed", "links"),
        ("password-changed", "credentials"),
    ] {
        let sql = format!("DELETE FROM letters WHERE kind = '{kind}'");
        breaks(&t, &sql, "", &[(Letters, table, "owes a letter")]).await;
    }
    let sql = "UPDATE letters SET once_key = 'certificate:99999' WHERE kind = 'certificate'";
    let found = [
        (Letters, "letters", "owed for row 99999 of certificates"),
        (Letters, "certificates", "owes a letter"),
    ];
    breaks(&t, sql, "", &found).await;
    let sql = "UPDATE letters SET kind = 'invitation' WHERE kind = 'certificate'";
    breaks(&t, sql, "", &[(Letters, "letters", "its key is not one of its kind")]).await;
}

#[actix_web::test]
async fn i6_a_letter_that_says_wrongly_what_became_of_it() {
    let t = lived_in().await;
    for (sql, what) in [
        ("UPDATE letters SET reply = NULL", "sent, but without what the relay said"),
        ("UPDATE letters SET reply = ' '", "sent, but without what the relay said"),
        ("UPDATE letters SET sent_at = NULL", "not sent, but with a reply"),
        (
            "UPDATE letters SET sent_at = NULL, reply = NULL, leased_until = '2026-11-23 10:00:00'",
            "leased for longer than a lease lasts",
        ),
        ("UPDATE letters SET sent_at = NULL, reply = NULL, given_up_at = due_at", "but not why"),
        ("UPDATE letters SET attempts = 5", "more tries than claims"),
        ("UPDATE letters SET attempts = 0, lease = 0", "sent, but never tried"),
        ("UPDATE letters SET created_at = '2027-01-01 00:00:00'", "sent before it was owed"),
    ] {
        breaks(&t, sql, "", &[(Leases, "letters", what)]).await;
    }
}

#[actix_web::test]
async fn i7_an_attempt_in_a_state_that_does_not_exist() {
    let t = lived_in().await;
    let open = "WHERE state = 'in-progress'";
    let done = "WHERE state = 'submitted'";
    for (sql, what) in [
        (format!("UPDATE attempts SET gained = 1 {open}"), "in-progress, but has a result"),
        (format!("UPDATE attempts SET submitted_at = started_at {open}"), "in-progress, but has"),
        (format!("UPDATE attempts SET state = 'abandoned' {done}"), "abandoned, but has a result"),
        (format!("UPDATE attempts SET submitted_at = NULL {done}"), "submitted, but without"),
        (format!("UPDATE attempts SET passed = NULL {done}"), "submitted, but without"),
        (format!("UPDATE attempts SET state = 'submitted' {open}"), "submitted, but without"),
        (format!("UPDATE attempts SET gained = available + 1 {done}"), "out of bounds"),
        (
            format!("UPDATE attempts SET submitted_at = '2026-11-22 09:00:00' {done}"),
            "handed in before it was started",
        ),
        (
            format!(
                "UPDATE attempts SET deadline_at = '2026-11-23 08:00:00', \
                 started_at = '2026-11-23 07:00:00' {done}"
            ),
            "handed in after its deadline",
        ),
        (format!("UPDATE attempts SET deadline_at = started_at {open}"), "not after its start"),
        (format!("UPDATE attempts SET number = 7 {open}"), "numbered 7, where 2 comes next"),
        (
            format!("UPDATE attempts SET started_at = '2026-11-22 09:00:00' {open}"),
            "started before the attempt that it follows",
        ),
    ] {
        breaks(&t, &sql, "", &[(Attempts, "attempts", what)]).await;
    }
    let back = format!(
        "CREATE UNIQUE INDEX {ONE_OPEN} ON attempts (enrolment_id, module) \
         WHERE state = 'in-progress'"
    );
    let two = format!("DROP INDEX {ONE_OPEN}; UPDATE attempts SET state = 'in-progress'");
    breaks(&t, &two, &back, &[(Attempts, "attempts", "a second open attempt")]).await;
}

#[actix_web::test]
async fn i11_what_is_left_of_somebody_who_was_erased() {
    let t = lived_in().await;
    let gwen = t.cast.gwen.id;
    let erased = format!("UPDATE people SET erased_at = created_at WHERE id = {gwen}");
    let found = [
        "people",
        "person_addresses",
        "credentials",
        "sessions",
        "links",
        "memberships",
        "letters",
        "certificates",
    ];
    let found: Vec<_> =
        found.iter().map(|table| (Erasure, *table, "of a person who was erased")).collect();
    breaks(&t, &erased, "", &found).await;
    let typed = format!("{erased}; UPDATE answers SET given = '{{\"text\":\"my ward\"}}'");
    breaks(&t, &typed, "", &[(Erasure, "answers", "a text is left")]).await;
    for (name, table) in [
        ("Idris Hughes", "attempts"),
        ("Idris Hughes", "allowances"),
        ("Ada Marsh", "staff_grants"),
        ("Elin Rees", "officer_grants"),
        ("Nia Evans", "invitations"),
    ] {
        let erased = format!("UPDATE people SET erased_at = created_at WHERE name = '{name}'");
        breaks(&t, &erased, "", &[(Erasure, table, "of a person who was erased")]).await;
    }
    let named = "UPDATE audit_entries SET facts = '{\"to\":\"gwen@aberwyvern.example\"}'";
    breaks(&t, named, "", &[(Erasure, "audit_entries", "names an address")]).await;
}

#[actix_web::test]
async fn i12_a_secret_in_clear_and_a_way_in_that_works_for_too_long() {
    let t = lived_in().await;
    let one = "WHERE id = (SELECT min(id) FROM";
    let clear = "BYTES('AAECAwQFBgcICQoLDA0ODwAAECAwQFBgcICQoLDA0O')";
    for (sql, table, what) in [
        (
            format!("UPDATE sessions SET token_hash = {clear} {one} sessions)"),
            "sessions",
            "not kept as a hash",
        ),
        (
            format!("UPDATE invitations SET token_hash = {clear} {one} invitations)"),
            "invitations",
            "not kept as a hash",
        ),
        (
            format!("UPDATE links SET token_hash = {clear} {one} links)"),
            "links",
            "not kept as a hash",
        ),
        (
            "UPDATE invitations SET nonce = 'AAECAwQFBgcICQoLDA0ODwAAECAwQFBgcICQoLDA0O0'".into(),
            "invitations",
            "its nonce is not 16 bytes",
        ),
        ("UPDATE credentials SET phc = 'violet-harbour-lantern'".into(), "credentials", "Argon2id"),
        (
            "UPDATE sessions SET expires_at = '2026-12-25 09:00:00'".into(),
            "sessions",
            "works for longer than it may",
        ),
        // A learner's term, on an administrator's session.
        (
            "UPDATE sessions SET expires_at = '2026-12-01 09:00:00'".into(),
            "sessions",
            "works for longer than it may",
        ),
        (
            "UPDATE sessions SET seen_at = '2027-01-01 09:00:00'".into(),
            "sessions",
            "it worked after its end",
        ),
        (
            "UPDATE sessions SET created_at = '2027-01-01 09:00:00', \
             seen_at = '2027-01-01 09:00:00', expires_at = '2027-01-01 19:00:00'"
                .into(),
            "sessions",
            "begins in the future",
        ),
        (
            "UPDATE links SET expires_at = '2026-12-25 09:00:00'".into(),
            "links",
            "works for longer than it may",
        ),
        (
            "UPDATE links SET used_at = '2026-12-25 09:00:00'".into(),
            "links",
            "it worked after its end",
        ),
        (
            "UPDATE invitations SET accepted_at = '2026-12-25 09:00:00'".into(),
            "invitations",
            "it worked after its end",
        ),
        (
            "UPDATE letters SET facts = '{\"link\":\"a\"}' WHERE kind = 'password-reset'".into(),
            "letters",
            "\"link\" looks like a secret",
        ),
        (
            "UPDATE letters SET facts = '{\"day\":\"https://training.example/a\"}'".into(),
            "letters",
            "\"day\" looks like a secret",
        ),
        (
            "UPDATE audit_entries SET facts = '{\"password\":\"a\"}'".into(),
            "audit_entries",
            "\"password\" looks like a secret",
        ),
        ("UPDATE try_buckets SET key = 'account:gwen'".into(), "try_buckets", "not a hash"),
    ] {
        breaks(&t, &sql, "", &[(Secrets, table, what)]).await;
    }
}
