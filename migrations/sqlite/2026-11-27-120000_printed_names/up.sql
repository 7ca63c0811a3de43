CREATE TABLE printed_names (
    person_id    BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    name         TEXT NOT NULL,
    confirmed_at TIMESTAMP NOT NULL
);
