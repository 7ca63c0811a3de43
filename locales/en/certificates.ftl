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
