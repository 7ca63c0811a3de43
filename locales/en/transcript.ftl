# A learner's transcript: page, PDF and table
transcript-title = Your transcript
transcript-see = See your transcript
transcript-about = Everything you have read, taken and completed, with dates and marks, to keep or to show.
transcript-lead = { $name }: { $read } of { $lessons } lessons read, { $completed } of { $modules } modules completed, { $minutes ->
    [one] one minute of study
   *[other] { $minutes } minutes of study
}.
transcript-basis = Minutes of study are given as a record of development, counted from the reading time of lessons you said you have read.
transcript-download = Download the transcript (PDF)
transcript-download-table = Download it as a table (CSV)
transcript-none-title = Nothing on it yet
transcript-none-text = Each module will be here as you read its lessons and take its quiz.
transcript-course = { $course }, edition { $edition }
transcript-course-done = Completed on { $date }.
transcript-course-open = Not completed yet.
transcript-caption = Modules of { $course }: what was read, the marks that count, and when
transcript-module = Module
transcript-read = Lessons read
transcript-mark = Mark
transcript-passed = Quiz passed
transcript-completed = Completed
transcript-attempts = Attempts
transcript-minutes = Minutes
transcript-of = { $part } of { $whole }
transcript-no-mark = No mark yet
transcript-no-quiz = No quiz
transcript-not-yet = Not yet
transcript-in-all = In all
transcript-each-own = Per module
transcript-certificates = Certificates
transcript-certificates-caption = Your certificates, the newest first
transcript-number = Number
transcript-certificate-course = Course
transcript-edition = Edition
transcript-awarded = Awarded
transcript-state = State
transcript-current = Valid
transcript-replaced = Replaced by a newer one
transcript-revoked = Revoked
transcript-erased = Erased, as its holder asked
transcript-paper-title = Transcript of { $name }
transcript-paper-issued = Issued on { $date } by Digital Foundations, { $host }.
transcript-paper-lead = { $read } of { $lessons } lessons read, { $completed } of { $modules } modules completed, { $minutes ->
    [one] one minute of study
   *[other] { $minutes } minutes of study
}.
transcript-paper-basis = Minutes of study are given as a record of development, counted from the reading time of lessons that the learner said they have read.
transcript-paper-check = Anybody can check a certificate by its number at
transcript-paper-foot = Transcript of { $name }, { $date }, page { $page } of { $pages }
transcript-table-kind = Row
transcript-table-total = Total
transcript-table-certificate = Certificate
transcript-table-minutes = Minutes of study, counted from the reading time of lessons said to be read
transcript-table-number = Certificate number
transcript-table-state = Certificate state
