DROP TABLE enrolments;
DROP TABLE editions;
