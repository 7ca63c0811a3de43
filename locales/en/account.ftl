# Fields that stand on several pages
field-email = E-mail address
field-password = Password
field-password-new = New password
field-password-current = Current password
field-password-hint = At least 12 characters. Three unrelated words are easy to remember and hard to guess. Pasting is fine.
field-name = Your name
field-name-hint = As it should stand on your certificate.

# Signing in
sign-in-title = Sign in
sign-in-lead = Short lessons on the digital side of being a councillor. Your place is kept, and so is every answer.
sign-in-email-hint = Any address you have confirmed with us will do.
sign-in-carried-title = Your answer is not saved yet
sign-in-carried-text = You were signed out in the meantime. Your answer is kept on this page: sign in, and you can save it.
sign-in-button = Sign in
sign-in-forgotten = I have forgotten my password
sign-in-new-title = New here?
sign-in-new-text = Your council sends you an invitation by e-mail. Open it and press the button inside. If you cannot find it, ask your democratic services team to send another: the old one stops working and no harm is done.

# Choosing a new password
reset-title = Choose a new password
reset-back = Sign in
reset-lead = Tell us your e-mail address, and we will send you a link to choose a new password.
reset-email-hint = Any address you have confirmed with us will do.
reset-button = Send me a link
reset-sent-title = Look for a letter from us
reset-sent-text = If { $address } belongs to an account, a letter with a link is on its way to it.
reset-sent-until = The link works once, within two hours. Only the newest one works.
reset-sent-junk = Nothing after ten minutes? Look in your junk folder, or ask your council’s IT team whether it was held back.
reset-sent-other = Your account may use another address, such as one from your other council.
reset-sent-again = Try another address
password-title = Choose your new password
password-lead = This is for the account of { $address }.
password-button = Save my new password
password-after = You will then sign in with it. Wherever else you are signed in, we sign you out.

# Links that no longer work
link-title = This link no longer works
link-used = A link works once, and this one has been used.
link-expired = Its time is over. We keep it short, so that an old letter cannot open an account.
link-replaced = We have sent you a newer one since. Open the link in the latest letter.
link-safe = Nothing has changed by opening it, and your account is safe.
link-again = Ask for a new link

# Invitations
invitation-context = An invitation for { $address }
invitation-title = { $council } invites you to Digital Foundations
invitation-lead = Short modules on the digital side of a councillor’s work. Each is about 20 minutes. You can stop whenever you like and find your place again.
invitation-button = Accept and begin
invitation-already-title = Do you have an account already?
invitation-already-text = Perhaps from another council, under another address. One account can hold both, and what you have finished counts once for all.
invitation-already-link = Sign in to accept with that account
invitation-has-account = { $address } already has an account. Sign in, and this invitation will be waiting for you.
invitation-sign-in = Sign in to accept
invitation-other-account = { $address } belongs to another account, and you are signed in as { $me }. If both are yours, sign out, open the link in your letter again, and sign in with { $address }.
invitation-sign-out = Sign out
invitation-join-text = { $council } will be added to the account you have. What you have finished stays finished.
invitation-join = Join as { $me }
invitation-not-me = Not { $me }? Sign out first, then open the link in your letter again.
invitation-used-title = This invitation has been accepted
invitation-used-text = You are in already. Sign in to go on where you stopped.
invitation-expired-title = This invitation has expired
invitation-expired-text = { $council } would still like you to come. Press the button, and we will send a new invitation to the same address.
invitation-renew = Send me a new invitation
invitation-replaced-title = There is a newer invitation
invitation-replaced-text = We have sent you another since this one. Open the link in the latest letter.
invitation-renewed-title = A new invitation is on its way
invitation-renewed-text = It goes to the same address as this one, and works for seven days. You can close this page.
invitation-junk = Nothing after ten minutes? Look in your junk folder, or ask your democratic services team.

# Confirming an address
address-confirm-title = Confirm your e-mail address
address-confirm-lead = Is { $address } yours?
address-confirm-text = Once you confirm it, you can sign in with it.
address-confirm-button = Yes, add this address
address-confirm-not-me = If you did not ask for this, close this page. Nothing will be added.

# The account
account-title = Your account
account-lead = You are signed in as { $name }.
account-councils-title = Your councils
account-no-council = You are not with a council at present. What you have learned stays yours.
account-name-title = Your name
account-name-button = Save my name
account-addresses-title = Your e-mail addresses
account-addresses-text = You can sign in with any of these. Letters go to one of them.
account-address-primary = Letters go here
account-address-make-primary = Send letters here
account-address-remove = Remove
account-address-of = {": "}{ $address }
account-address-add-title = Add an address
account-address-add-label = Another e-mail address
account-address-add-hint = We will send a link to it, to be sure that it is yours.
account-address-add-button = Send me a link
account-password-title = Your password
account-password-text = When you change it, we sign you out everywhere but here.
account-password-button = Change my password
account-sessions-title = Where you are signed in
account-sessions-text = If you do not know one of these, end it and change your password.
account-session-times = Signed in on { $since }. Last seen on { $seen }.
account-session-this = This device
account-session-end = End
account-session-of = {": "}{ $device }, signed in on { $since }

# What is wrong in a form, and what to do about it
fault-address = Enter your e-mail address in full, like name@council.gov.uk
fault-sign-in = That address and password do not go together. Try again, or choose a new password
fault-password-missing = Enter your password
fault-password-current = That is not your current password. Try again
fault-password-new = Enter a new password
fault-password-short = Choose a password of at least 12 characters
fault-password-long = Choose a password of at most 128 characters
fault-password-guessable = That password is easy to guess. Choose three words that have nothing to do with each other, with you or with your council
fault-name-missing = Enter your name
fault-name-long = Enter your name in at most 80 characters
fault-name-unprintable = Enter your name again: it holds a character that cannot be seen
fault-name-glyphs = We cannot print { $characters } on a certificate yet. Enter your name without it
fault-nation = Choose a nation
fault-council-taken = There is a council of that name already. Enter another name
fault-council-name = Enter the council’s name, with letters and in at most 120 characters

# What has just been done
done-password = Your password is changed.
done-name = Your name is changed. What certificates print stays as you confirmed it.
done-address-asked = If that address can be added, a letter with a link is on its way to it. The link works for two days.
done-address-added = The address is added. You can sign in with it.
done-address-removed = The address is removed.
done-address-primary = Letters go to that address from now on.
done-session-ended = That device is signed out.
done-invited = The invitation is on its way.
done-council-added = The council is added.
done-signed-out = You are signed out. Your place is kept.
done-marked-before = The quiz was marked before, so your last answer does not count.
done-too-late = The time was over, so your last answer came too late and does not count. The answers that were saved by then are marked.
done-joined = Welcome. Your place is ready.

# Ways on
go-home = Go to your home page
go-account = Go to your account
go-admin = Go to the councils
go-sign-in = Sign in

# What stops a request
error-help = Get help
error-reference = If you tell somebody about it, give them this reference:
error-not-found-title = We cannot find that page
error-not-found-text = The address may have a slip in it, or the page may have moved. Nothing you have done is lost.
error-not-found-typed = If you typed the address, check it for a missing letter.
error-not-found-letter = If you followed a link in an e-mail, it may be cut in two. Copy all of it.
error-not-found-signed-out = If somebody sent you the link, you may need to sign in first, or it may be a page for them alone.
error-sign-in-title = Sign in to see this page
error-sign-in-text = You were away for a while, or have not signed in yet. Sign in, and we will bring you back here.
error-too-large-title = That was more than we can take
error-too-large-text = The form held too much text. Go back, shorten it, and send it again.
error-slow-title = The form did not reach us in time
error-slow-text = Your connection may have broken off. Nothing was changed. Go back and send it again.
error-form-title = We could not read that form
error-form-text = Nothing was changed. Go back, load the page again, and send the form once more.
error-too-many-title = Too many tries
error-too-many-text = To keep accounts safe, we take only so many tries in a short time. Wait five minutes and try again. Your account is not locked.
error-foreign-title = That form came from another site
error-foreign-text = We take forms only from our own pages. Nothing was changed. Open the page here and try again.
error-method-title = That page cannot be opened like this
error-method-text = It answers a form, and has nothing to show on its own. Nothing was changed.
error-unavailable-title = We cannot do that just now
error-unavailable-text = The service is busy or under repair. Nothing you have saved is lost. Try again in a minute.
error-fault-title = Something went wrong on our side
error-fault-text = It was not your doing, and we have made a note of it. What you had saved is safe. Try again in a few minutes.
error-address-title = That address cannot be changed like this
error-address-text = An address belongs to one account only, and the one that letters go to cannot be removed. To remove it, send letters to another address first.
error-council-title = That council cannot be saved
error-council-text = Its name is taken or cannot be used. Choose another name.
error-link-spent-title = This link no longer works
error-link-spent-text = A link works once, and only the newest one works. If you have used it, sign in. If not, ask for another.
error-has-account-title = You have an account already
error-has-account-text = The invitation went to an address that belongs to an account. Sign in with that address, then open the link in your letter again.
error-no-edition-title = This course is not ready yet
error-no-edition-text = Your place is kept. Look again in a few days, or ask your democratic services team.
error-no-attempts-left-title = There are no tries left
error-no-attempts-left-text = You have used every try that this quiz allows. Ask your democratic services team what to do next. Your answers and marks are kept.
error-wait-title = Not just yet
error-wait-text = This quiz asks for a pause between tries. Read the lessons again in the meantime, and come back later.
error-stale-answer-title = You have answered this in another window
error-stale-answer-text = It was saved there first, and we kept that answer. Open the question again to see it, and change it if you wish.
error-submitted-title = This quiz is marked already
error-submitted-text = Your answers are in and cannot change now. Your result is kept with the module.
error-time-over-title = The time was over
error-time-over-text = What you sent came too late and does not count. The answers that were saved by then are marked, and your result is kept with the module.
error-abandoned-title = This try is closed
error-abandoned-text = It was set aside without being marked. Start the quiz again from its module.

# Help
help-title = Get help
help-lead = What most people ask, and whom to ask about the rest.
help-sign-in-title = I cannot sign in
help-sign-in-text = Use any e-mail address that you have confirmed with us. If you have forgotten your password, we can send you a link to choose another. After ten wrong tries, wait five minutes.
help-sign-in-link = Choose a new password
help-invitation-title = My invitation does not work
help-invitation-text = An invitation works once, for seven days. If yours has expired, open it and press the button for a new one. If you cannot find it, ask your democratic services team to invite you again.
help-place-title = Will I lose my place?
help-place-text = No. What you have read is remembered when you say that you have read it, and each answer is saved when you go on to the next question. You can go on from any phone, tablet or computer.
help-quiz-title = What if I do not pass a quiz?
help-quiz-text = You see how each answer was marked, and you can try again. The questions may change from one try to the next.
help-certificate-title = Where is my certificate?
help-certificate-text = It comes by e-mail when every module is done, and stays on your certificates page.
help-certificate-link = See your certificates, or check one
help-wrong-title = A lesson seems to be wrong
help-wrong-text = Each lesson names its sources and says when they were seen. Law and guidance change: tell your democratic services team the lesson and the sentence, so that it can be put right.
help-person-title = Talk to a person
help-person-text = Your council’s democratic services team can invite you, answer questions about the course, and pass on what they cannot settle. If a page gave you a reference, tell them that too.

# Accessibility
accessibility-title = Accessibility statement
accessibility-lead = We want every councillor to be able to use Digital Foundations, with whatever device, eyes, hands and time they have.
accessibility-can-title = What you should be able to do
accessibility-can-zoom = Enlarge the text to 400 % without scrolling sideways, except in wide tables.
accessibility-can-keyboard = Reach and use everything with a keyboard alone, and always see where you are.
accessibility-can-reader = Listen to every page with a screen reader: headings, labels, tables and errors are marked as such, and figures are described.
accessibility-can-colour = Read every state as a word. Nothing depends on colour alone, and light and dark follow your device.
accessibility-can-device = Use a phone as narrow as 320 pixels, or print any page.
accessibility-can-script = Do everything with scripts switched off.
accessibility-can-time = Take your time. No quiz is timed, and each answer is saved when you go on to the next question.
accessibility-status-title = How far we comply
accessibility-status-text = We built the service to meet the Web Content Accessibility Guidelines, version 2.2, level AA. Until somebody independent has tested it, we say no more than this: it is designed to comply, and not yet shown to comply.
accessibility-not-title = What we have not done, or know to be lacking
accessibility-not-audited = No independent audit has been made.
accessibility-not-users = People who use screen readers, magnifiers or voice control every day have not yet tried the service.
accessibility-not-order = Putting items in order is done with a list of numbers for each item. It works with a keyboard, but may be slow by voice.
accessibility-not-welsh = The pages are in English only. Welsh is planned.
accessibility-tested-title = How we tested
accessibility-tested-text = Automatic checks run on the templates of all pages at each change: headings of tables, descriptions of pictures, the language of the page and the order of the keyboard. We calculated the contrast of every colour on every background. Such checks find only a part of what can be wrong.
accessibility-tell-title = Tell us what stands in your way
accessibility-tell-text = Tell your democratic services team what you wanted to do, on which page, and with what device. They will pass it on.
accessibility-formats-text = If you need the course in another form, such as large print or a printed copy of the lessons, ask them for that too.
accessibility-law-title = If you are not content with the answer
accessibility-law-text = The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 are enforced by the Equality and Human Rights Commission in England, Scotland and Wales, and by the Equality Commission for Northern Ireland there.
accessibility-law-eass = In England, Scotland and Wales, ask the Equality Advisory and Support Service
accessibility-law-ecni = In Northern Ireland, ask the Equality Commission for Northern Ireland
accessibility-prepared = This statement describes the 2026 edition of the service. It will be written again after the first test with users.

# Privacy
privacy-title = Privacy
privacy-lead = What this service knows about you, who sees it, and what you can do about it.
privacy-keep-title = What we keep
privacy-keep-name = Your name, your e-mail addresses, and the councils that invited you.
privacy-keep-password = Your password in a scrambled form (argon2id) that cannot be turned back. Nobody can read it, and neither can we.
privacy-keep-learning = Which lessons you have read, your answers in quizzes, your marks, and when modules and the course were completed.
privacy-keep-certificates = The name you want printed, and your certificates: the name on them, the course, its edition, the date and the number; and if one was revoked, when and why.
privacy-keep-sessions = Where you are signed in: the kind of browser and device, when it began and when it was last used.
privacy-keep-letters = The letters that we sent you: to which address, of what kind, and when. Links in them are kept so that nobody can use them from these records alone.
privacy-keep-acts = A log of what matters for security, such as an invitation or a change of password, with who did it and when.
privacy-not-title = What we do not do
privacy-not-text = We do not sell or share your data, show advertisements, follow you to other sites, or load anything from other companies. To stop somebody guessing passwords we count wrong tries, under a scrambled form of the network address, each time for five minutes.
privacy-see-title = Who sees it
privacy-see-text = You see your own record. The administrators of the service see whom they invited, who accepted, the certificates and how they stand, and the list of letters with their addresses. The few people who keep the server running can reach its records when they must. Other councillors see nothing.
privacy-see-certificate = Whoever has the number of your certificate can check it, and sees the name, the course and the date on it. They never see an e-mail address.
privacy-long-title = How long we keep it
privacy-long-text = Where you were signed in, for a month after it ends. Your record of learning and your certificates stay until they are erased at your or your council’s request; no earlier end is set yet.
privacy-rights-title = What you can ask for
privacy-rights-text = You can see what is held about you, have it put right, have a copy, object, or have it erased. Your name and addresses you can change yourself; for the rest, ask your democratic services team.
privacy-rights-account = Go to your account
privacy-rights-ico = If you are not content with the answer, you can complain to the Information Commissioner.
privacy-rights-ico-link = The Information Commissioner’s Office
privacy-cookies-title = Cookies
privacy-cookies-link = The one cookie that we use

# Cookies
cookies-title = Cookies
cookies-lead = We use one cookie. It keeps you signed in, and does nothing else.
cookies-name-label = Its name
cookies-name-before = On the secure address:
cookies-name-or = Without a secure connection, as on a test machine:
cookies-for-label = What it holds
cookies-for-text = A long random number that tells us which sign-in is yours. It says nothing about you, and scripts cannot read it.
cookies-ends-label = When it ends
cookies-ends-text = When you sign out, or when your browser forgets it after being closed. We stop taking it after 12 hours without use, and after 14 days at most.
cookies-staff-label = For staff
cookies-staff-text = We stop taking it after one hour without use, and after 12 hours at most.
cookies-consent = You are not asked to agree to it, because signing in cannot work without it. There are no cookies for statistics or advertising.
cookies-refuse = You can refuse or remove it in your browser. You can then read the public pages, but not sign in.
