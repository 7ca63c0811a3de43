// Every page in every state worth seeing: what it is called, which template shows it, who is there,
// how to get there. They run in this order on one demo, so what one does the next may find.
import { answerQuestion, readUntilQuiz, sendAnswers, takeQuiz } from './learner.mjs';
import { findLetter, findLink } from './letters.mjs';
import { Pointer } from './hands.mjs';

const newcomer = { email: 'rhiannon.bevan-thistlewood@newcomer.example', password: 'lantern orchard gravel' };
const noSuchPage = '/attempts/999999';

// A page that its address alone leads to.
const go = (path) => (page, cast) => page.goto(cast.url + path);

// Goes to a page, fills the form with this action and sends it.
const send = (path, action, fields) => async (page, cast) => {
  if (path) await page.goto(cast.url + path);
  const form = `main form[action="${action.replace('{here}', new URL(page.url()).pathname)}"]`;
  for (const [name, value] of Object.entries(fields)) await page.fill(`${form} [name="${name}"]`, value);
  await new Pointer(page).press(`${form} button[type="submit"], ${form} button`);
};

const follow = (kind, email) => async (page, cast) => {
  await page.goto(cast.url + await findLink(cast.demo, email ?? cast.person('halfway').email, kind));
};

const seat = (page, cast) => ({ page, hand: new Pointer(page), url: cast.url });

// The first link on a page whose address matches.
const firstLink = async (page, pattern) => {
  const links = await page.locator('main a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  const found = links.find((link) => pattern.test(link ?? ''));
  if (!found) throw new Error(`${page.url()} has no link like ${pattern}`);
  return found;
};

// Goes on from question to question until one is of this kind.
const question = (kind) => async (page, cast) => {
  await page.goto(page.url().replace(/questions\/\d+.*$/, 'questions/1'));
  for (let steps = 0; steps < 40 && /\/questions\//.test(page.url()); steps += 1) {
    const type = await page.locator('main .choice input').first().getAttribute('type');
    const choices = await page.locator('main .choice').count();
    const found = type === 'checkbox' ? 'multiple' : choices === 2 ? 'true-false' : 'single';
    if (found === kind) return;
    await answerQuestion(seat(page, cast), true);
  }
  throw new Error(`this attempt drew no ${kind} question`);
};

export const visitors = [
  { name: 'front', template: 'home/front', open: go('/') },
  { name: 'sign-in', template: 'sessions/new', open: go('/sign-in') },
  { name: 'sign-in-first', template: 'sessions/new', open: go('/account') },
  { name: 'sign-in-wrong', template: 'sessions/new', status: 422,
    open: send('/sign-in', '/sessions', { email: 'nobody@example.org', password: 'not the right one' }) },
  { name: 'sign-in-empty', template: 'sessions/new', status: 422,
    open: send('/sign-in', '/sessions', { email: '', password: '' }) },
  { name: 'reset', template: 'password_resets/new', open: go('/password-resets/new') },
  { name: 'reset-not-an-address', template: 'password_resets/new', status: 422,
    open: send('/password-resets/new', '/password-resets', { email: 'gwen' }) },
  { name: 'reset-sent', template: 'password_resets/sent', open: async (page, cast) =>
    send('/password-resets/new', '/password-resets', { email: cast.person('halfway').email })(page, cast) },
  { name: 'help', template: 'statics/help', open: go('/help') },
  { name: 'accessibility', template: 'statics/accessibility', open: go('/accessibility') },
  { name: 'privacy', template: 'statics/privacy', open: go('/privacy') },
  { name: 'cookies', template: 'statics/cookies', open: go('/cookies') },
  { name: 'not-found', template: 'errors/show', status: 404, open: go('/no-such-page') },
  { name: 'check-form', template: 'certificates/check', open: go('/certificates') },
  { name: 'check-unknown', template: 'certificates/check', status: 404, open: go('/certificates/AAAA-BBBB-CCCC') },
];

export const states = [
  ...visitors,
];
