# Every page
service-name = Digital Foundations
skip-link = Skip to the main content
error-prefix = Error:
error-summary-title = There is a problem
nav-main = Main
nav-back = Back
nav-about = About this service
nav-home = Home
nav-certificates = Certificates
nav-account = Your account
nav-admin = Run the service
nav-sign-out = Sign out
nav-help = Get help
nav-accessibility = Accessibility
nav-privacy = Privacy
nav-cookies = Cookies
nav-check = Check a certificate
nav-demo-letters = Letters of this demo
password-show = Show password
password-hide = Hide password

# The front page
front-title = The digital side of being a councillor
front-lead = Short lessons for elected members: what to ask, what to weigh, and what it means for the people in your ward.
front-what-title = What you get
front-what-lessons = Modules of about 20 minutes, in lessons of five or so. Stop whenever you like: your place is kept.
front-what-answers = Quizzes that lose nothing. Each answer is saved as you give it, and you can try as often as you need.
front-what-questions = A card of questions from each module to take into your next meeting.
front-what-certificate = A certificate, by e-mail, that anybody can check.
front-now-title = What is here today
front-now-text = Three modules of the 2026 edition are ready: the introduction, Data, and Security and Resilience. The other ten outcomes of the Local Government Digitalisation Almanac follow.
front-join-title = How to join
front-join-text = Your council sends you an invitation by e-mail. If you cannot find it, ask your democratic services team to send another: the old one stops working and no harm is done.

# Home
home-morning = Good morning, { $name }
home-afternoon = Good afternoon, { $name }
home-evening = Good evening, { $name }
home-continue = Continue
home-begin = Begin
home-begin-text = Start here. It takes a few minutes, and you can stop whenever you like.
home-next-quiz = The quiz on { $module }
home-next-quiz-text = You have read every lesson. The quiz finishes this module.
home-progress-title = Your progress
progress-modules = { $of ->
    [one] { $done } of { $of } module done.
   *[other] { $done } of { $of } modules done.
}
home-modules-title = The modules
home-modules-text = Take them in any order. Each takes 20 to 25 minutes, in lessons of five or six.
home-certificate-title = Your certificate
home-certificate-earned = You completed { $course } on { $date }. The certificate has gone to you by e-mail, and it is here too.
home-certificate-show = See your certificate
home-certificate-empty = { $left ->
    [one] It will appear here, and come to you by e-mail, when all { $of } modules are done. One to go.
   *[other] It will appear here, and come to you by e-mail, when all { $of } modules are done. { $left } to go.
}
home-no-course-title = No course yet
home-teach-title = You teach
home-teach-text = You have no course of your own to take. The modules, notes for facilitators and quizzes are under Teaching.
home-course = All about this course: glossary, and a copy to read without a connection
home-no-course-text = Your course will be here when you accept an invitation from a council. Look for it in your e-mail.

# Course and module
course-edition = Edition { $edition }
module-done = Done on { $date }
module-quiz-left = Lessons read, quiz to go
module-in-progress = In progress: { $read } of { $of } lessons read
module-not-started = Not started, about { $minutes } minutes
module-optional = (if you wish)
module-back = { $course }: all modules
module-context = { $lessons ->
    [one] One lesson, about { $minutes } minutes
   *[other] { $lessons } lessons, about { $minutes } minutes in all
}
module-done-text = You completed this module on { $date }. You can read it again whenever you like.
module-objectives-title = After this module you can
module-tasks-title = Lessons and quiz
module-quiz = Quiz
module-quiz-passed = Passed
module-quiz-open = { $questions } questions
module-begin = Begin this module
module-next = Go on to the next module

module-more-title = More of this module
module-reading-list = Reading list: the sources of its lessons
module-notes = Notes for facilitators
course-glossary = Glossary: the words that this course explains

# Reading list, glossary and card
reading-list-title = Reading list: { $module }
reading-list-lead = Every source that the lessons of this module cite. The address was right on the day we saw it.
reading-list-cited = Cited in
reading-list-none = The lessons of this module cite no sources.
glossary-title = Glossary
glossary-lead = The words that this course explains, and the lesson where each is used first.
glossary-lesson = First in { $module }: { $lesson }
glossary-none = This course explains no words yet.
card-title = { $module }: your card
card-hint = Choose Print in your browser: the card fits on one sheet of A5, or half a sheet of A4.
lesson-card = Print this card on one A5 page
# A module on one page, and the course in one file
module-whole = All lessons on one page, to read or print
whole-module-context = { $course }: { $lessons ->
    [one] one lesson
   *[other] all { $lessons } lessons
}, about { $minutes } minutes
whole-contents = Contents
whole-terms-title = Words explained
download-offer-title = Read it without a connection
download-offer = One file with all the lessons, the words explained and the sources. It opens in any browser, on a train or in a meeting, and prints well. The quizzes stay here.
download-go = Download the course
download-title = { $course }, edition { $edition }: all lessons
download-about = This file holds all the lessons of the course, the words explained and the sources. It needs no connection.
download-quizzes = The quizzes are not in it: take them online, where your answers, your progress and your certificate are kept.
download-online = { $course } online
download-objectives = After this module you can:
download-quiz = When you are online again:

# A lesson
lesson-context = { $module }, lesson { $number } of { $of }, about { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}
lesson-back = { $module }: all lessons
lesson-read = Read
lesson-unread = About { $minutes } minutes
lesson-terms-title = Words in this lesson
lesson-sources-title = Sources
source-accessed = Seen on { $date }.
source-back = Back to the text
source-back-label = Back to the text, from source { $number }, place { $place }
lesson-complete = I have read this
lesson-complete-hint = We will remember, and take you on.
lesson-read-done = You have read this
lesson-to-next = Next lesson
lesson-to-quiz = Take the quiz
lesson-pager = Lessons
lesson-quiz-link = Quiz: { $module }
pager-previous = Previous
pager-next = Next
about-minutes = about { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}

# A quiz
quiz-title = Quiz: { $module }
quiz-lead = { $questions } questions, one at a time. { $needed } right answers pass.
quiz-lead-reflection = { $questions } questions, one at a time, and then something to think over that brings no marks. { $needed } right answers pass.
quiz-rule-saved = Each answer is saved as you give it. Stop whenever you like and come back.
quiz-rule-limit = { $limit ->
    [one] You can take it once.
   *[other] You can take it { $limit } times.
}
quiz-rule-unlimited = You can take it as often as you like.
quiz-rule-best = The best result counts.
quiz-rule-last = The last result counts. Once you have passed, you stay passed.
quiz-rule-first = The first result counts. What follows is practice.
quiz-rule-mean = The mean of all your results counts. Once it passes, you stay passed.
quiz-rule-wait = { $hours ->
    [one] After each attempt there is a pause of one hour before the next.
   *[other] After each attempt there is a pause of { $hours } hours before the next.
}
quiz-rule-untimed = There is no time limit.
quiz-rule-timed = { $minutes ->
    [one] You have one minute from when you start, also while you are away. Whatever is saved by then is marked.
   *[other] You have { $minutes } minutes from when you start, also while you are away. Whatever is saved by then is marked.
}
quiz-none-left = You have used every attempt that this quiz allows. Ask your democratic services team what to do next. Your answers and marks are kept.
quiz-next = You can start the next attempt at { $time }.
quiz-next-on = You can start the next attempt at { $time } on { $date }.
quiz-counting = Your result so far: { $mark } out of { $of }.
attempt-ends = This attempt ends at { $time }.
attempt-ends-on = This attempt ends at { $time } on { $date }.
quiz-passed-before = You have passed this quiz. Taking it again cannot undo that.
quiz-unread = { $unread ->
    [one] One lesson of this module is still to read. You may take the quiz all the same.
   *[other] { $unread } lessons of this module are still to read. You may take the quiz all the same.
}
quiz-open-title = You have begun
quiz-open-text = { $answered } of { $questions } questions are answered and saved.
quiz-open-continue = Go on with the quiz
quiz-start = Start the quiz
quiz-past-title = Your attempts
quiz-past-attempt = Attempt { $number }, { $date }
quiz-past-passed = Passed: { $mark } out of { $of }
quiz-past-not-yet = Not yet: { $mark } out of { $of }

# A question
question-title = Question { $number } of { $of }
question-back = Question { $number }
question-previous = The question before
question-hint-single = Choose one. You can change it later.
question-hint-multiple = Choose all that are right. It counts if you have exactly those.
question-hint-partial = Choose all that are right. Each right one counts, and each wrong one takes a right one away.
question-hint-ordering = Give each one its place: 1 for the first.
question-hint-ordering-partial = Each one in its right place counts.
question-hint-ordering-whole = It counts if all of them are in their right place.
question-hint-matching = Choose what belongs to each. A choice may belong to several, or to none.
question-hint-matching-partial = Each right pair counts.
question-hint-matching-whole = It counts if all pairs are right.
question-hint-number = Type a number, like 12.5 or 1,250.
question-hint-number-unit = Type a number, in { $unit }. You may leave { $unit } out.
question-hint-words = Type a word or a few. Capitals, accents and a full stop make no difference.
question-hint-reflection = Nobody marks this. It is kept for you, and you can read it again with your result.
question-share = Share this with my trainer
question-nothing-chosen = Choose
question-unfinished-title = Saved, but not finished
question-places-missing = { $count ->
    [one] One of them has no place yet.
   *[other] { $count } of them have no place yet.
}
question-places-shared = { $count } of them share a place. Give each one its own.
question-pairs-missing = { $count ->
    [one] One of them has nothing chosen yet.
   *[other] { $count } of them have nothing chosen yet.
}
question-leave = Leave it as it is and go on
question-saved = Saved at
question-offline = Not saved: there is no connection. It is tried again as soon as there is one; leave this page open.
question-not-saved = Not saved. Press “Save and continue” to see why.
question-saved-text = You can stop here and come back.
question-continue = Save and continue
question-clear = Clear my answer
question-check = Check all answers
question-stale-title = You answered this somewhere else
question-stale-text = A newer answer was saved in another tab or on another device. It is shown below and it counts. Change it here if you like.
question-stale-mine = Your answer from here, which is not saved:
question-stale-cleared = None: you cleared it.
question-stale-save = Save my answer from here instead
question-unsaved-title = Your answer is not saved yet
question-unsaved-text = You were signed out before it arrived. It is shown below: press “Save and continue” to save it.
question-unsaved-kept = Saved so far, which it would replace:
fault-number = Type a number in figures, like 12.5 or 1,250
fault-number-comma = Use a point for decimals, like 12.5, and commas only between thousands, like 1,250
fault-number-long = Type a shorter number: at most 15 figures before the point and 12 after it
fault-answer-long = Shorten your answer to { $most } characters or fewer. What you typed is still here, but not saved yet

# Check your answers
answers-title = Check your answers
answers-lead = Everything is saved. Nothing is marked until you press the button below.
answers-open-title = { $count ->
    [one] One question has no answer
   *[other] { $count } questions have no answer
}
answers-unfinished-title = { $count ->
    [one] One question is not finished
   *[other] { $count } questions are not finished
}
answers-unfinished = Not finished
answers-open-text = You can go back to them, or send your answers as they are.
answers-none = No answer yet
answers-change = Change
answers-change-which = your answer to question { $number }
answers-give = Answer
answers-give-which = question { $number }
answers-certificate = This is the last quiz. If you pass, your certificate will be made out to { $name }.
answers-certificate-change = Change the name on it
answers-certificate-unnamed = This is the last quiz. If you pass, you will be asked which name to print on your certificate.
answers-submit = Send my answers

# The result
result-title = Result: { $mark } out of { $of }
result-passed = Passed: { $mark } out of { $of }
result-not-yet = Not yet: { $mark } out of { $of }
result-not-counting = This attempt passes, but it is not the one that counts for the module.
result-which-counts = See which attempt counts
result-feedback-later = Feedback, and what would have been right, is shown once you have passed or used all your attempts.
result-marks-only = This quiz shows your mark, and nothing of single answers.
answer-given = Your answer:
result-time-over = The time ended at { $time }. The answers that were saved by then are marked.
result-passed-lead = { $needed } were needed. Well done.
result-not-yet-lead = You need { $needed }. Only you, and your trainer if you have one, see this. You can try again.
result-complete-title = You have completed the course
result-complete-text = Your certificate is on its way to you by e-mail, and it is here too.
result-on = Go on with the course
result-module = Back to { $module }
result-revisit-title = { $count ->
    [one] One lesson worth another look
   *[other] { $count } lessons worth another look
}
result-again = Try the quiz again
result-leave = Leave it for today
result-answers-title = Your answers, one by one
answer-right = Right
answer-partly = Partly right
answer-wrong = Not right
answer-none = No answer
answer-chosen = You chose:
answer-missed = Also right:
answer-correct = The right answer:
answer-unmarked = Not marked
answer-nothing = nothing
answer-your-order = Your order:
answer-right-order = The right order:
answer-place = { $place }.
answer-place-right = Right place
answer-place-wrong = Another place
answer-typed = You answered:
answer-also-counts = Also accepted:
answer-range = Anything from { $from } to { $to } counts.
answer-reflection = What you wrote:
answer-reflection-own = Kept for you alone.
answer-reflection-shared = Shared with your trainer.
answer-lesson = Read again: { $title }

# Certificates
certificate-line = { $name }, { $date }, edition { $edition }
certificate-download = Download the certificate (PDF)
certificate-check-page = See the page that others check
certificates-none-title = No certificate yet
certificates-none-text = Yours will be here when all modules are done. Nothing runs out in the meantime.
certificates-none-go = Go on with the course
certificate-check-title = Check a certificate
certificate-check-another = Check another
certificate-check = Check
certificate-number = Certificate number
certificate-number-hint = It is printed at the foot of the certificate, like DF-7K4M-92QX. Spaces and small letters are fine.
certificate-valid = This certificate is valid
certificate-checked = Checked on { $date } at { $time }.
certificate-certifies = Digital Foundations certifies that
certificate-completed = completed the course
certificate-on = on { $date }.
certificate-edition = Course edition
certificate-awarded = Awarded
certificate-until = Valid until
certificate-no-end = No end date
certificate-no-address = This page never shows an e-mail address or a council.
certificate-unknown-title = There is no certificate with that number
certificate-unknown-text = Check it letter by letter. It has eight letters and digits after DF, and never an O, a zero, an I or a one.
