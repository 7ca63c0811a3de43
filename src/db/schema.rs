// @generated automatically by Diesel CLI.

diesel::table! {
    allowances (id) {
        id -> BigInt,
        person_id -> BigInt,
        course -> Text,
        module -> Text,
        extra_time_percent -> Integer,
        extra_attempts -> Integer,
        reason -> Text,
        granted_by_person_id -> BigInt,
        granted_at -> Timestamp,
        ended_by_person_id -> Nullable<BigInt>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    answers (id) {
        id -> BigInt,
        attempt_id -> BigInt,
        slot -> Integer,
        sequence -> BigInt,
        given -> Text,
        saved_at -> Timestamp,
    }
}

diesel::table! {
    attempts (id) {
        id -> BigInt,
        enrolment_id -> BigInt,
        edition_id -> BigInt,
        module -> Text,
        number -> Integer,
        state -> Text,
        seed -> BigInt,
        draw -> Text,
        started_at -> Timestamp,
        deadline_at -> Nullable<Timestamp>,
        submitted_at -> Nullable<Timestamp>,
        gained -> Nullable<BigInt>,
        available -> Nullable<BigInt>,
        passed -> Nullable<Bool>,
    }
}

diesel::table! {
    audit_entries (id) {
        id -> BigInt,
        at -> Timestamp,
        actor_person_id -> Nullable<BigInt>,
        act -> Text,
        about_person_id -> Nullable<BigInt>,
        council_id -> Nullable<BigInt>,
        facts -> Text,
        seal -> Nullable<Binary>,
    }
}

diesel::table! {
    certificates (id) {
        id -> BigInt,
        person_id -> BigInt,
        completion_id -> BigInt,
        course -> Text,
        award -> Integer,
        issue -> Integer,
        number -> Text,
        state -> Text,
        state_changed_at -> Nullable<Timestamp>,
        state_reason -> Nullable<Text>,
        printed_name -> Text,
        course_title -> Text,
        edition -> Text,
        completed_on -> Date,
        issued_at -> Timestamp,
        expires_on -> Nullable<Date>,
        issued_by_person_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    councils (id) {
        id -> BigInt,
        slug -> Text,
        name -> Text,
        sort_key -> Text,
        search_key -> Text,
        nation -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    course_completions (id) {
        id -> BigInt,
        person_id -> BigInt,
        enrolment_id -> BigInt,
        edition_id -> BigInt,
        course -> Text,
        award -> Integer,
        completed_at -> Timestamp,
    }
}

diesel::table! {
    credentials (person_id) {
        person_id -> BigInt,
        phc -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    editions (id) {
        id -> BigInt,
        course -> Text,
        name -> Text,
        revision -> Integer,
        digest -> Text,
        content -> Text,
        published_at -> Timestamp,
    }
}

diesel::table! {
    enrolments (id) {
        id -> BigInt,
        person_id -> BigInt,
        course -> Text,
        edition_id -> BigInt,
        enrolled_at -> Timestamp,
    }
}

diesel::table! {
    invitations (id) {
        id -> BigInt,
        council_id -> BigInt,
        invited_by_person_id -> BigInt,
        name -> Text,
        address -> Text,
        address_key -> Text,
        nonce -> Text,
        token_hash -> Binary,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        replaced_at -> Nullable<Timestamp>,
        accepted_at -> Nullable<Timestamp>,
        accepted_by_person_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    lesson_reads (id) {
        id -> BigInt,
        enrolment_id -> BigInt,
        module -> Text,
        lesson -> Text,
        read_at -> Timestamp,
    }
}

diesel::table! {
    letters (id) {
        id -> BigInt,
        once_key -> Text,
        kind -> Text,
        person_id -> Nullable<BigInt>,
        to_name -> Text,
        to_address -> Text,
        facts -> Text,
        message_id -> Text,
        created_at -> Timestamp,
        due_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
        attempts -> Integer,
        lease -> Integer,
        leased_until -> Nullable<Timestamp>,
        sent_at -> Nullable<Timestamp>,
        reply -> Nullable<Text>,
        given_up_at -> Nullable<Timestamp>,
        cancelled_at -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    links (id) {
        id -> BigInt,
        person_id -> BigInt,
        kind -> Text,
        address -> Text,
        address_key -> Text,
        nonce -> Text,
        token_hash -> Binary,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        replaced_at -> Nullable<Timestamp>,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    memberships (id) {
        id -> BigInt,
        person_id -> BigInt,
        council_id -> BigInt,
        began_on -> Date,
        ended_on -> Nullable<Date>,
    }
}

diesel::table! {
    module_completions (id) {
        id -> BigInt,
        enrolment_id -> BigInt,
        module -> Text,
        completed_at -> Timestamp,
    }
}

diesel::table! {
    officer_grants (id) {
        id -> BigInt,
        person_id -> BigInt,
        council_id -> BigInt,
        granted_at -> Timestamp,
    }
}

diesel::table! {
    people (id) {
        id -> BigInt,
        name -> Text,
        sort_key -> Text,
        search_key -> Text,
        created_at -> Timestamp,
        erased_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    person_addresses (id) {
        id -> BigInt,
        person_id -> BigInt,
        address -> Text,
        address_key -> Text,
        is_primary -> Bool,
        confirmed_at -> Timestamp,
    }
}

diesel::table! {
    printed_names (person_id) {
        person_id -> BigInt,
        name -> Text,
        confirmed_at -> Timestamp,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        person_id -> BigInt,
        token_hash -> Binary,
        device -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    staff_grants (id) {
        id -> BigInt,
        person_id -> BigInt,
        role -> Text,
        granted_at -> Timestamp,
    }
}

diesel::table! {
    try_buckets (id) {
        id -> BigInt,
        key -> Text,
        began_at -> Timestamp,
        tries -> Integer,
    }
}

diesel::joinable!(answers -> attempts (attempt_id));
diesel::joinable!(attempts -> editions (edition_id));
diesel::joinable!(attempts -> enrolments (enrolment_id));
diesel::joinable!(audit_entries -> councils (council_id));
diesel::joinable!(certificates -> course_completions (completion_id));
diesel::joinable!(course_completions -> editions (edition_id));
diesel::joinable!(course_completions -> enrolments (enrolment_id));
diesel::joinable!(course_completions -> people (person_id));
diesel::joinable!(credentials -> people (person_id));
diesel::joinable!(enrolments -> editions (edition_id));
diesel::joinable!(enrolments -> people (person_id));
diesel::joinable!(invitations -> councils (council_id));
diesel::joinable!(lesson_reads -> enrolments (enrolment_id));
diesel::joinable!(letters -> people (person_id));
diesel::joinable!(links -> people (person_id));
diesel::joinable!(memberships -> councils (council_id));
diesel::joinable!(memberships -> people (person_id));
diesel::joinable!(module_completions -> enrolments (enrolment_id));
diesel::joinable!(officer_grants -> councils (council_id));
diesel::joinable!(officer_grants -> people (person_id));
diesel::joinable!(person_addresses -> people (person_id));
diesel::joinable!(printed_names -> people (person_id));
diesel::joinable!(sessions -> people (person_id));
diesel::joinable!(staff_grants -> people (person_id));

diesel::allow_tables_to_appear_in_same_query!(
    allowances,
    answers,
    attempts,
    audit_entries,
    certificates,
    councils,
    course_completions,
    credentials,
    editions,
    enrolments,
    invitations,
    lesson_reads,
    letters,
    links,
    memberships,
    module_completions,
    officer_grants,
    people,
    person_addresses,
    printed_names,
    sessions,
    staff_grants,
    try_buckets,
);
