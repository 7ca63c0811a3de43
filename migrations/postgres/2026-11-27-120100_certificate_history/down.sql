DROP INDEX certificates_issued_by_person_id_idx;
ALTER TABLE certificates DROP COLUMN issued_by_person_id;
ALTER TABLE certificates DROP COLUMN expires_on;
