CREATE TABLE allowances (
    id                   INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id            BIGINT NOT NULL REFERENCES people (id),
    course               TEXT NOT NULL,
    module               TEXT NOT NULL,
    extra_time_percent   INTEGER NOT NULL CHECK (extra_time_percent >= 0 AND extra_time_percent <= 300),
    extra_attempts       INTEGER NOT NULL CHECK (extra_attempts >= 0 AND extra_attempts <= 20),
    reason               TEXT NOT NULL,
    granted_by_person_id BIGINT NOT NULL REFERENCES people (id),
    granted_at           TIMESTAMP NOT NULL,
    ended_by_person_id   BIGINT REFERENCES people (id),
    ended_at             TIMESTAMP
);
CREATE INDEX allowances_person_id_idx ON allowances (person_id);
CREATE INDEX allowances_granted_by_person_id_idx ON allowances (granted_by_person_id);
CREATE INDEX allowances_ended_by_person_id_idx ON allowances (ended_by_person_id);
CREATE UNIQUE INDEX allowances_person_id_course_module_key ON allowances (person_id, course, module)
    WHERE ended_at IS NULL;
