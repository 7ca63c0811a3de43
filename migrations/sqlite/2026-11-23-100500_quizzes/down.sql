DROP TABLE answers;
DROP TABLE attempts;
