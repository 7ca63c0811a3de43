CREATE TABLE people (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL,
    sort_key    TEXT NOT NULL,
    search_key  TEXT NOT NULL,
    created_at  TIMESTAMP NOT NULL,
    erased_at   TIMESTAMP
);
CREATE INDEX people_sort_key_idx ON people (sort_key);

CREATE TABLE person_addresses (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id    BIGINT NOT NULL REFERENCES people (id),
    address      TEXT NOT NULL,
    address_key  TEXT NOT NULL,
    is_primary   BOOLEAN NOT NULL,
    confirmed_at TIMESTAMP NOT NULL,
    CONSTRAINT person_addresses_address_key_key UNIQUE (address_key)
);
CREATE INDEX person_addresses_person_id_idx ON person_addresses (person_id);
CREATE UNIQUE INDEX person_addresses_person_id_key ON person_addresses (person_id) WHERE is_primary;

CREATE TABLE councils (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    slug        TEXT NOT NULL,
    name        TEXT NOT NULL,
    sort_key    TEXT NOT NULL,
    search_key  TEXT NOT NULL,
    nation      TEXT NOT NULL CHECK (nation IN ('england', 'wales', 'scotland', 'northern-ireland')),
    created_at  TIMESTAMP NOT NULL,
    CONSTRAINT councils_slug_key UNIQUE (slug)
);
CREATE INDEX councils_sort_key_idx ON councils (sort_key);

CREATE TABLE staff_grants (
    id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id  BIGINT NOT NULL REFERENCES people (id),
    role       TEXT NOT NULL CHECK (role IN ('administrator', 'trainer')),
    granted_at TIMESTAMP NOT NULL,
    CONSTRAINT staff_grants_person_id_role_key UNIQUE (person_id, role)
);

CREATE TABLE officer_grants (
    id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id  BIGINT NOT NULL REFERENCES people (id),
    council_id BIGINT NOT NULL REFERENCES councils (id),
    granted_at TIMESTAMP NOT NULL,
    CONSTRAINT officer_grants_person_id_council_id_key UNIQUE (person_id, council_id)
);
CREATE INDEX officer_grants_council_id_idx ON officer_grants (council_id);

CREATE TABLE memberships (
    id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id  BIGINT NOT NULL REFERENCES people (id),
    council_id BIGINT NOT NULL REFERENCES councils (id),
    began_on   DATE NOT NULL,
    ended_on   DATE,
    CONSTRAINT memberships_person_id_council_id_began_on_key UNIQUE (person_id, council_id, began_on)
);
CREATE INDEX memberships_council_id_idx ON memberships (council_id);
