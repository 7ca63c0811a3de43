DROP TABLE printed_names;
