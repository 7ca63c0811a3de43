# The name that certificates print
printed-name-title = The name on your certificates
printed-name-wanted-title = Confirm the name on your certificate
printed-name-wanted-text = You have completed { $course }, and that is kept. Your certificate is ready to be made: check the name below first.
printed-name-text = Certificates made from now on print this name. Those you have stay as they are.
printed-name-field = Name to print
printed-name-hint = In full, as others should read it. It need not be the name by which we greet you.
printed-name-make = Make my certificate
printed-name-save = Save this name
account-printed-title = The name on your certificates
account-printed-text = Certificates print { $name }.
account-printed-wanted = You have not confirmed it yet. We ask before your first certificate is made.
account-printed-change = Change the printed name
account-printed-confirm = Confirm the printed name
account-name-hint = By which we greet you. What certificates print is kept apart, below.
done-printed-name = The name on your certificates is confirmed.
certificate-wanted-title = Your certificate is ready to be made
certificate-wanted-text = You have completed { $course }. Confirm the name to print, and the certificate is yours at once.
certificate-wanted-go = Confirm the name on it
home-certificate-wanted = You completed { $course } on { $date }. Your certificate is ready to be made: confirm the name on it.
home-certificate-revoked = You completed { $course } on { $date }, and that stays on your record. Its certificate was revoked.
result-wanted-text = Your certificate is ready to be made: confirm the name on it.

# The letter that asks for the name
letter-certificate-name-subject = Your Digital Foundations certificate: one question
letter-certificate-name-heading = You have completed { $course }: how should your name be printed?
letter-certificate-name-text = Your certificate is ready to be made. Before we print it, please confirm how your name should stand on it.
letter-certificate-name-button = Confirm the name on my certificate
letter-certificate-name-after = You may have to sign in first. The certificate is made at once, with the date on which you completed the course, and comes to you by e-mail.

# How a certificate stands
certificate-expired = This certificate was valid until { $date }
certificate-expired-text = What it says was true when it was issued. It has run out since.
certificate-replaced = This certificate was replaced on { $date }
certificate-replaced-text = Its holder has a newer certificate for the same course. Ask them for its number.
certificate-revoked = This certificate was revoked on { $date }
certificate-revoked-text = It is no proof of anything any more.
certificate-revoked-own = What you completed stays on your record. If you think this is a mistake, ask your democratic services team.
certificate-erased = The holder of this certificate asked to be forgotten
certificate-erased-text = We issued it, and no longer keep whose it was.
certificate-correct = Correct the name

# Correct and replace
replacement-title = Correct the name on your certificate
replacement-lead = It is made out to { $name }. If that is not right, a new certificate takes its place.
replacement-what = When you press the button:
replacement-new = a new certificate, with a new number, is made at once and comes to you by e-mail
replacement-old = the old one is marked as replaced, and whoever checks it is told so
replacement-next = certificates from now on print the new name as well
replacement-left = { $left ->
    [one] You can do this once more. After that, ask your democratic services team.
   *[other] You can do this { $left } times. After that, ask your democratic services team.
}
replacement-button = Replace my certificate
fault-name-same = That is the name on the certificate already. Change it, or leave the certificate as it is
done-certificate-replaced = The certificate is replaced. The new one is on its way by e-mail.
done-certificate-revoked = The certificate is revoked. A letter tells its holder.
go-certificates = Go to your certificates
error-certificate-title = That certificate no longer holds
error-certificate-text = It was replaced or revoked, perhaps a moment ago in another window. Nothing has changed now.
error-corrections-title = Ask somebody to correct it this time
error-corrections-text = You have corrected this certificate three times. Your democratic services team can have it corrected again.
error-same-name-title = Nothing to correct
error-no-document-title = There is no PDF of that certificate any more
error-no-document-text = It was replaced or revoked, so it is not given out again. Your certificates page shows which one holds.

# Certificates, for administrators
admin-context = Administration
admin-councils = Councils
admin-certificates-go = Find a certificate
admin-certificates-sought = Certificate number, name or e-mail address
admin-certificates-hint = Part of a name will do. A number may be typed without hyphens.
admin-certificates-find = Find
admin-certificates-found = Certificates found
admin-certificates-none-title = No certificate found
admin-certificates-none-text = Nobody with that name or address has one, and none has that number. Check the spelling, or try fewer letters.
admin-certificate-title = Certificate { $number }
admin-certificate-name = Printed name
admin-certificate-holder = Name of the account
admin-certificate-course = Course
admin-certificate-issued = Issued on
admin-certificate-standing = How it stands
admin-certificate-reason = Reason, for staff alone
admin-certificate-replace = Replace it
admin-certificate-reissue = Issue a new one in its place
admin-certificate-revoke = Revoke it
admin-certificate-history = History
admin-certificate-history-caption = All certificates of this person for this course, the newest first
admin-replacement-title = Replace { $number }
admin-replacement-lead = It is made out to { $name }. When you press the button:
admin-replacement-revoked = It was made out to { $name }, and revoked. When you press the button:
admin-replacement-new = a new certificate, with a new number, is made and goes to its holder by e-mail
admin-replacement-stays = the old one stays revoked, and the new one is valid
admin-replacement-kept = the record of what staff did says that you replaced it
admin-replacement-hint = As its holder wants it to be read
admin-replacement-button = Issue the new certificate
revocation-title = Revoke { $number }
revocation-lead = It is made out to { $name }. When you press the button:
revocation-public = whoever checks it is told that it was revoked, and when; never why
revocation-letter = a letter tells its holder, without the reason
revocation-record = what they completed stays on their record, and the record of what staff did says that you revoked it
revocation-undo = it cannot be made valid again; a mistake is put right by a new certificate
revocation-reason = Reason
revocation-reason-hint = For administrators alone. In at most 500 characters, so that somebody else will understand it in a year.
revocation-button = Revoke this certificate
fault-reason-missing = Say why it is revoked
fault-reason-long = Give the reason in at most 500 characters

# Letters about a certificate
letter-certificate-replacement-subject = Your new Digital Foundations certificate
letter-certificate-replacement-heading = Your new certificate
letter-certificate-replacement-text = Your certificate for { $course } has been replaced. The old one, { $old }, is marked as replaced: please use the new one from now on.
letter-certificate-replacement-date = It states what the old one did: the { $edition } edition, completed on { $date }. If you did not ask for this, tell your democratic services team.
letter-certificate-revoked-subject = Your Digital Foundations certificate was revoked
letter-certificate-revoked-heading = Your certificate was revoked
letter-certificate-revoked-text = Your certificate { $number } for { $course } was revoked on { $date }. It is no longer valid, and whoever checks it is told so.
letter-certificate-revoked-record = What you have read and passed stays on your record.
letter-certificate-revoked-ask = To ask why, or if you think that this is a mistake, speak to your democratic services team. A mistake is put right with a new certificate.
letter-certificate-revoked-button = See my certificates
