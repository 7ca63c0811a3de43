CREATE TABLE lesson_reads (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrolment_id BIGINT NOT NULL REFERENCES enrolments (id),
    module       TEXT NOT NULL,
    lesson       TEXT NOT NULL,
    read_at      TIMESTAMP NOT NULL,
    CONSTRAINT lesson_reads_enrolment_id_module_lesson_key UNIQUE (enrolment_id, module, lesson)
);

CREATE TABLE module_completions (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrolment_id BIGINT NOT NULL REFERENCES enrolments (id),
    module       TEXT NOT NULL,
    completed_at TIMESTAMP NOT NULL,
    CONSTRAINT module_completions_enrolment_id_module_key UNIQUE (enrolment_id, module)
);

CREATE TABLE course_completions (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id    BIGINT NOT NULL REFERENCES people (id),
    enrolment_id BIGINT NOT NULL REFERENCES enrolments (id),
    edition_id   BIGINT NOT NULL REFERENCES editions (id),
    course       TEXT NOT NULL,
    award        INTEGER NOT NULL,
    completed_at TIMESTAMP NOT NULL,
    CONSTRAINT course_completions_person_id_course_award_key UNIQUE (person_id, course, award)
);
CREATE INDEX course_completions_enrolment_id_idx ON course_completions (enrolment_id);
CREATE INDEX course_completions_edition_id_idx ON course_completions (edition_id);
