# What all letters say
letter-hello = Dear { $name },
letter-copy = If the button does not work, copy this address into your browser:
letter-wishes = With good wishes,
letter-account-why = You have this letter because { $address } belongs to an account with us.
letter-privacy = What we keep about you

# An invitation
letter-invitation-subject = { $council } invites you to Digital Foundations
letter-invitation-heading = Your invitation from { $council }
letter-invitation-text = { $council } would like you to take Digital Foundations: short modules on the digital side of a councillor’s work. Each is about 20 minutes. You can stop whenever you like and find your place again.
letter-invitation-button = Open my invitation
letter-invitation-until = The link works once, until { $until }. After that it will offer you a new one.
letter-invitation-ignore = Opening it commits you to nothing: you decide on the page.
letter-invitation-why = You have this letter because { $council } gave us your address for training.

# A new password
letter-password-reset-subject = Choose a new password for Digital Foundations
letter-password-reset-heading = Choose a new password
letter-password-reset-text = Somebody, we hope you, asked for a new password for your account.
letter-password-reset-button = Choose my new password
letter-password-reset-until = The link works once, within two hours of when you asked. Only the newest one works.
letter-password-reset-ignore = If it was not you, do nothing. Your password stays as it is.

# The password was changed
letter-password-changed-subject = Your password for Digital Foundations was changed
letter-password-changed-heading = Your password was changed
letter-password-changed-text = The password of your account was changed on { $day }. If that was you, there is nothing to do.
letter-password-changed-not-you = If it was not you, choose a new password now. That signs out everybody who is using your account.
letter-password-changed-button = Choose a new password
letter-password-changed-council = Then tell your democratic services team, so that they know.

# Is this address yours?
letter-address-confirmation-subject = Confirm your address for Digital Foundations
letter-address-confirmation-heading = Is this address yours?
letter-address-confirmation-text = You asked to add { $address } to your account.
letter-address-confirmation-button = Confirm this address
letter-address-confirmation-until = The link works once, within two days. You can then sign in with this address.
letter-address-confirmation-ignore = If you did not ask for this, do nothing. Nothing will be added.
letter-address-confirmation-why = You have this letter because somebody with an account asked us to add { $address } to it.

# An address was added
letter-address-added-subject = An address was added to your Digital Foundations account
letter-address-added-heading = An address was added to your account
letter-address-added-text = You can now sign in with { $address } too. If you added it, there is nothing to do.
letter-address-added-not-you = If you did not, remove it on your account page and change your password.
letter-address-added-button = Open my account

# The address is taken
letter-address-in-use-subject = About your address for Digital Foundations
letter-address-in-use-heading = Somebody tried to add your address
letter-address-in-use-text = Somebody signed in to another account asked to add { $address } to it. It already belongs to your account, so nothing was changed.
letter-address-in-use-yours = If it was you, you have two accounts. Sign in with this address to see the one that has it.
letter-address-in-use-button = Open my account
letter-address-in-use-other = If it was not you, there is nothing to do.

# The certificate
letter-certificate-subject = Your Digital Foundations certificate
letter-certificate-heading = You have completed { $course }
letter-certificate-text = Congratulations. You completed { $course } on { $date }.
letter-certificate-attached = Your certificate is attached as a PDF. It is made out to { $name }, and its number is { $number }.
letter-certificate-button = See the certificate online
letter-certificate-check = Anybody who has this address or the number can check there that the certificate is real. It shows your name, the course and the date, and never an e-mail address.
letter-certificate-edition = It is for the { $edition } edition. Keep this letter: it is yours, whichever council you serve.
