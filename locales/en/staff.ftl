# What staff read.

# Extra time and extra attempts
allowances-title = Extra time and attempts
allowances-lead = Give a person longer, or more attempts, than a quiz allows everybody. It holds for quizzes that have a time limit or a limit of attempts.
allowances-caption = What is given now, the newest first
allowances-person = Person
allowances-scope = Course or module
allowances-scope-choose = Choose a course or a module
allowances-gives = Gives
allowances-percent = { $percent } % more time.
allowances-attempts = { $attempts ->
    [one] One more attempt.
   *[other] { $attempts } more attempts.
}
allowances-reason = Reason
allowances-by = Given by
allowances-by-on = { $name }, { $date }
allowances-end-column = End it
allowances-end = End
allowances-end-whose = what { $name } has for { $scope }
allowances-none-title = Nobody has extra time or attempts
allowances-none-text = What you give below will be listed here until somebody ends it.
allowances-give-title = Give extra time or attempts
allowances-email-hint = The one that they sign in with.
allowances-percent-label = Extra time, in percent
allowances-percent-hint = 25 makes 40 minutes 50. At most { $most }; leave it empty for none. An attempt that is under way ends later, never sooner.
allowances-attempts-label = Extra attempts
allowances-attempts-hint = At most { $most }; leave it empty for none.
allowances-reason-hint = For example: agreed with democratic services on 12 November. Do not write about anybody's health.
allowances-give = Give it
done-allowed = It is given. An attempt that is under way has its longer time already.
done-allowance-ended = It is ended. An attempt that is under way keeps its time.
fault-scope = Choose a course or a module
fault-percent = Extra time is a whole number from 0 to { $most }
fault-attempts = Extra attempts are a whole number from 0 to { $most }
fault-nothing-given = Give extra time, extra attempts or both
fault-reason = Write the reason, in at most { $most } characters
fault-nobody = Nobody signs in with this address

# What trainers teach with
nav-teaching = Teaching
teaching-context = For trainers
teaching-title = Teaching
teaching-lead = What learners who enrol now are given, to look at before you teach it.
teaching-caption = { $course }, edition { $edition }
teaching-module = Module
teaching-minutes = Minutes to read
teaching-bank = Questions in the bank
teaching-quiz = Quiz
teaching-preview = Try the quiz: { $module }
teaching-no-quiz = No quiz
teaching-notes = Notes
teaching-notes-of = Notes for facilitators: { $module }
teaching-no-notes = No notes yet
teaching-download = All lessons in one file, to read without a connection
teaching-none-title = No course is published yet
teaching-none-text = The modules will be listed here once a course is published. Whoever runs the service does that on the command line.
lesson-taught = You see this lesson because you teach. Nothing is noted.
notes-title = Notes for facilitators: { $module }
notes-context = { $course }, edition { $edition }
notes-hint = For trainers and administrators. Learners do not see this page.
notes-review = To be reviewed by { $date }.
quiz-preview-title = Preview, question { $number } of { $of }: { $module }
quiz-preview-notice = This is a preview. Nothing that you answer is kept, counted or sent.
quiz-preview-context = Quiz: { $module }, draw { $draw }
quiz-preview-mark = Mark this answer
quiz-preview-marked = As a learner would see it
quiz-preview-nav = Through the preview
quiz-preview-next = The next question
quiz-preview-another = Another draw of questions
