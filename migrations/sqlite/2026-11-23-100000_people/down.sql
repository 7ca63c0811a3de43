DROP TABLE memberships;
DROP TABLE officer_grants;
DROP TABLE staff_grants;
DROP TABLE councils;
DROP TABLE person_addresses;
DROP TABLE people;
