CREATE TABLE editions (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    course       TEXT NOT NULL,
    name         TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    digest       TEXT NOT NULL,
    content      TEXT NOT NULL,
    published_at TIMESTAMP NOT NULL,
    CONSTRAINT editions_course_name_revision_key UNIQUE (course, name, revision),
    CONSTRAINT editions_digest_key UNIQUE (digest)
);

CREATE TABLE enrolments (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id   BIGINT NOT NULL REFERENCES people (id),
    course      TEXT NOT NULL,
    edition_id  BIGINT NOT NULL REFERENCES editions (id),
    enrolled_at TIMESTAMP NOT NULL,
    CONSTRAINT enrolments_person_id_course_key UNIQUE (person_id, course)
);
CREATE INDEX enrolments_edition_id_idx ON enrolments (edition_id);
