// What pages gain from a script; everything works without it.

// A form that came back with faults: readers begin at their summary.
document.querySelector('.error-summary')?.focus();

// A button that shows what is typed in a password field. Its words stand on the field.
for (const field of document.querySelectorAll('[data-show][data-hide]')) {
  const input = field.querySelector('input');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link-button';
  button.setAttribute('aria-controls', input.id);
  const show = (shown) => {
    input.type = shown ? 'text' : 'password';
    input.spellcheck = false;
    input.autocapitalize = 'none';
    // The words change with the state, so aria-pressed would say it twice.
    button.textContent = shown ? field.dataset.hide : field.dataset.show;
  };
  show(false);
  button.addEventListener('click', () => show(input.type === 'password'));
  // Browsers remember what was typed as plain text.
  input.form?.addEventListener('submit', () => show(false));
  input.after(button);
}

// A form is sent once, however often its button is pressed; after some seconds it may be tried again.
addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  if (event.defaultPrevented) return;
  form.dataset.sent = 'sent';
  setTimeout(() => { delete form.dataset.sent; }, 5000);
});
// A page that comes back by the back button has sent nothing yet.
addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// An answer to a question. What is typed is saved after a pause, and again when the line is back; who
// leaves with something unsaved is asked. The note below the answer has the words.
function keepAnswer(form) {
  const note = form.querySelector('[data-saved]');
  const { sequence } = form.elements;
  const say = (words, isSaved) => {
    note.className = isSaved ? 'saved' : 'hint';
    note.textContent = words;
  };
  const given = () => {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete('sequence');
    return fields.toString();
  };
  let kept = form.dataset.unsaved ? null : given();
  let saving = null;
  let pause = 0;
  let stopped = false;
  const send = async () => {
    const sent = given();
    const answer = await fetch(form.getAttribute('action'), {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      headers: { 'x-save': 'quietly' },
      redirect: 'manual',
      signal: AbortSignal.timeout(15000),
    });
    if (answer.status === 204) {
      sequence.value = answer.headers.get('x-sequence');
      kept = sent;
      say(`${note.dataset.saved} ${answer.headers.get('x-saved-at')}.`, true);
    } else if (answer.status >= 500) {
      throw new Error('later');
    } else {
      // Its button leads to the page that says why.
      stopped = true;
      say(note.dataset.refused, false);
    }
  };
  const save = () => {
    clearTimeout(pause);
    if (saving || stopped || given() === kept) return;
    saving = send()
      .catch(() => {
        say(note.dataset.offline, false);
        pause = setTimeout(save, 10000);
      })
      .finally(() => { saving = null; });
  };
  form.addEventListener('input', ({ target }) => {
    if (!form.querySelector('textarea') || target.type === 'hidden') return;
    clearTimeout(pause);
    pause = setTimeout(save, 2000);
  });
  addEventListener('online', save);
  // A save under way would make the one that the button sends look old.
  form.addEventListener('submit', (event) => {
    clearTimeout(pause);
    if (!navigator.onLine) {
      event.preventDefault();
      say(note.dataset.offline, false);
    } else if (saving) {
      event.preventDefault();
      saving.then(() => form.requestSubmit(event.submitter));
    } else {
      kept = given();
    }
  });
  addEventListener('beforeunload', (event) => {
    if (given() !== kept) event.preventDefault();
  });
}
document.querySelectorAll('form[data-answer]').forEach(keepAnswer);
