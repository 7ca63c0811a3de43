// Only in `foundations courses preview`: opens the page again when a file of the course has changed.
const { digest } = document.currentScript.dataset;

setInterval(async () => {
  const now = await fetch('/digest').then((answer) => (answer.ok ? answer.text() : digest), () => digest);
  if (now !== digest) location.reload();
}, 1000);
