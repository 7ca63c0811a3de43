CREATE TABLE attempts (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrolment_id BIGINT NOT NULL REFERENCES enrolments (id),
    edition_id   BIGINT NOT NULL REFERENCES editions (id),
    module       TEXT NOT NULL,
    number       INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('in-progress', 'submitted', 'abandoned')),
    seed         BIGINT NOT NULL,
    draw         TEXT NOT NULL,
    started_at   TIMESTAMP NOT NULL,
    deadline_at  TIMESTAMP,
    submitted_at TIMESTAMP,
    gained       BIGINT,
    available    BIGINT,
    passed       BOOLEAN,
    CONSTRAINT attempts_enrolment_id_module_number_key UNIQUE (enrolment_id, module, number)
);
CREATE INDEX attempts_edition_id_idx ON attempts (edition_id);
CREATE UNIQUE INDEX attempts_enrolment_id_module_key ON attempts (enrolment_id, module)
    WHERE state = 'in-progress';

CREATE TABLE answers (
    id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    attempt_id BIGINT NOT NULL REFERENCES attempts (id),
    slot       INTEGER NOT NULL,
    sequence   BIGINT NOT NULL,
    given      TEXT NOT NULL,
    saved_at   TIMESTAMP NOT NULL,
    CONSTRAINT answers_attempt_id_slot_key UNIQUE (attempt_id, slot)
);
