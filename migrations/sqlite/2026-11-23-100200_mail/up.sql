CREATE TABLE letters (
    id            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    once_key      TEXT NOT NULL,
    kind          TEXT NOT NULL,
    person_id     BIGINT REFERENCES people (id),
    to_name       TEXT NOT NULL,
    to_address    TEXT NOT NULL,
    facts         TEXT NOT NULL,
    message_id    TEXT NOT NULL,
    created_at    TIMESTAMP NOT NULL,
    due_at        TIMESTAMP NOT NULL,
    expires_at    TIMESTAMP,
    attempts      INTEGER NOT NULL,
    lease         INTEGER NOT NULL,
    leased_until  TIMESTAMP,
    sent_at       TIMESTAMP,
    reply         TEXT,
    given_up_at   TIMESTAMP,
    cancelled_at  TIMESTAMP,
    last_error    TEXT,
    CONSTRAINT letters_once_key_key UNIQUE (once_key),
    CONSTRAINT letters_message_id_key UNIQUE (message_id)
);
CREATE INDEX letters_person_id_idx ON letters (person_id);
CREATE INDEX letters_due_at_idx ON letters (due_at)
    WHERE sent_at IS NULL AND given_up_at IS NULL AND cancelled_at IS NULL;
