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
