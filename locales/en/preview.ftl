# The preview for whoever writes a course
preview-nav = Preview
preview-overview = Overview
preview-references = Glossary and sources
preview-references-text = What lessons link to and cite. A term that no lesson uses is not here.
preview-context = Preview of { $root }, edition { $edition }
preview-findings = { $count ->
    [one] One finding
   *[other] { $count } findings
}
preview-elsewhere = { $count ->
    [one] One finding about another file
   *[other] { $count } findings about other files
}
preview-error = Error:
preview-warning = Warning:
preview-lessons-of = Lessons of { $module }
preview-lesson = Lesson
preview-words = Words
preview-minutes = Minutes
preview-review = Review by
preview-no-review = No day set
preview-whole = { $module }: all lessons on one page
preview-quiz = { $module }: { $count ->
    [one] one question
   *[other] { $count } questions
} with answers
preview-no-quiz = This module has no quiz.
preview-quiz-lead = { $questions } questions in the bank. Each attempt draws { $draw }, and { $pass }% of the marks pass.
preview-question = Question { $number }
preview-question-facts = { $id }, { $kind }. Objective: { $objective }.
preview-question-lesson = Lesson:
preview-choices = To choose from:
preview-when-right = When right:
preview-when-wrong = When wrong:
preview-guidance = Guidance, with the result:
preview-missing-title = The course has no such page
preview-missing-text = A module or lesson may have another id now, or its file cannot be read yet.
