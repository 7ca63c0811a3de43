CREATE TABLE certificates (
    id               INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id        BIGINT NOT NULL REFERENCES people (id),
    completion_id    BIGINT NOT NULL REFERENCES course_completions (id),
    course           TEXT NOT NULL,
    award            INTEGER NOT NULL,
    issue            INTEGER NOT NULL,
    number           TEXT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('current', 'replaced', 'revoked', 'erased')),
    state_changed_at TIMESTAMP,
    state_reason     TEXT,
    printed_name     TEXT NOT NULL,
    course_title     TEXT NOT NULL,
    edition          TEXT NOT NULL,
    completed_on     DATE NOT NULL,
    issued_at        TIMESTAMP NOT NULL,
    CONSTRAINT certificates_number_key UNIQUE (number),
    CONSTRAINT certificates_person_id_course_award_issue_key UNIQUE (person_id, course, award, issue)
);
CREATE INDEX certificates_completion_id_idx ON certificates (completion_id);
CREATE UNIQUE INDEX certificates_person_id_course_key ON certificates (person_id, course)
    WHERE state = 'current';
