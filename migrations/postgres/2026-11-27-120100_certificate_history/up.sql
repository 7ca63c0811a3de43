ALTER TABLE certificates ADD COLUMN expires_on DATE;
ALTER TABLE certificates ADD COLUMN issued_by_person_id BIGINT REFERENCES people (id);
CREATE INDEX certificates_issued_by_person_id_idx ON certificates (issued_by_person_id);
