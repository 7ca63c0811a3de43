CREATE TABLE credentials (
    person_id  BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    phc        TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL
);

CREATE TABLE sessions (
    id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id  BIGINT NOT NULL REFERENCES people (id),
    token_hash BLOB NOT NULL,
    device     TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    seen_at    TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at   TIMESTAMP,
    CONSTRAINT sessions_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX sessions_person_id_idx ON sessions (person_id);

CREATE TABLE invitations (
    id                    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    council_id            BIGINT NOT NULL REFERENCES councils (id),
    invited_by_person_id  BIGINT NOT NULL REFERENCES people (id),
    name                  TEXT NOT NULL,
    address               TEXT NOT NULL,
    address_key           TEXT NOT NULL,
    nonce                 TEXT NOT NULL,
    token_hash            BLOB NOT NULL,
    created_at            TIMESTAMP NOT NULL,
    expires_at            TIMESTAMP NOT NULL,
    replaced_at           TIMESTAMP,
    accepted_at           TIMESTAMP,
    accepted_by_person_id BIGINT REFERENCES people (id),
    CONSTRAINT invitations_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX invitations_council_id_idx ON invitations (council_id);
CREATE INDEX invitations_invited_by_person_id_idx ON invitations (invited_by_person_id);
CREATE INDEX invitations_accepted_by_person_id_idx ON invitations (accepted_by_person_id);
CREATE INDEX invitations_created_at_idx ON invitations (created_at);
CREATE UNIQUE INDEX invitations_council_id_address_key_key ON invitations (council_id, address_key)
    WHERE accepted_at IS NULL AND replaced_at IS NULL;

CREATE TABLE links (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id   BIGINT NOT NULL REFERENCES people (id),
    kind        TEXT NOT NULL CHECK (kind IN ('password-reset', 'address-confirmation')),
    address     TEXT NOT NULL,
    address_key TEXT NOT NULL,
    nonce       TEXT NOT NULL,
    token_hash  BLOB NOT NULL,
    created_at  TIMESTAMP NOT NULL,
    expires_at  TIMESTAMP NOT NULL,
    replaced_at TIMESTAMP,
    used_at     TIMESTAMP,
    CONSTRAINT links_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX links_person_id_idx ON links (person_id);
CREATE UNIQUE INDEX links_person_id_kind_address_key_key ON links (person_id, kind, address_key)
    WHERE used_at IS NULL AND replaced_at IS NULL;

CREATE TABLE try_buckets (
    id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key      TEXT NOT NULL,
    began_at TIMESTAMP NOT NULL,
    tries    INTEGER NOT NULL,
    CONSTRAINT try_buckets_key_key UNIQUE (key)
);
CREATE INDEX try_buckets_began_at_idx ON try_buckets (began_at);
