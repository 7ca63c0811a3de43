CREATE TABLE audit_entries (
    id               INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at               TIMESTAMP NOT NULL,
    actor_person_id  BIGINT REFERENCES people (id),
    act              TEXT NOT NULL,
    about_person_id  BIGINT REFERENCES people (id),
    council_id       BIGINT REFERENCES councils (id),
    facts            TEXT NOT NULL,
    seal             BLOB
);
CREATE INDEX audit_entries_actor_person_id_idx ON audit_entries (actor_person_id);
CREATE INDEX audit_entries_about_person_id_idx ON audit_entries (about_person_id);
CREATE INDEX audit_entries_council_id_idx ON audit_entries (council_id);
