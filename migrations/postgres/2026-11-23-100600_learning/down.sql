DROP TABLE course_completions;
DROP TABLE module_completions;
DROP TABLE lesson_reads;
