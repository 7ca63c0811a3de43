// Every page in every state worth seeing: what it is called, which template shows it, who is there,
// how to get there. They run in this order on one demo, so what one leaves behind the next may use.
import { answerQuestion, answerQuiz, readUntilQuiz, sendAnswers, takeQuiz } from './learner.mjs';
import { findLetter, findLink } from './letters.mjs';
import { Pointer } from './hands.mjs';
import { appendFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const longName = 'Rhiannon Angharad Bevan-Thistlewood of Llanfair-y-Cwm';
const guest = 'rhiannon.bevan-thistlewood@llanfair-y-cwm.example';
const password = 'lantern orchard gravel seven';

// --- Ways to get somewhere ---

const seat = (page) => ({ page, hand: new Pointer(page), url: new URL(page.url()).origin });

// A page that its address alone leads to.
const go = (path) => (page, cast) => page.goto(cast.url + path);

// A page that a link on another page leads to.
const along = (path, link) => async (page, cast) => {
  await page.goto(cast.url + path);
  await new Pointer(page).press(`main a[href^="${link}"]:not([href$="/document"])`);
};

// Fills the form that posts to an address and sends it.
async function fill(page, action, fields) {
  const form = `main form[action="${action}"]`;
  for (const [name, value] of Object.entries(fields)) await page.fill(`${form} [name="${name}"]`, value);
  await new Pointer(page).press(`${form} button:not([type="button"])`);
}

const send = (path, action, fields) => async (page, cast) => {
  await page.goto(cast.url + path);
  await fill(page, action, fields);
};

const pathOf = (page) => new URL(page.url()).pathname;

// A form that posts to the address that a letter's link leads to.
const sendBehind = (kind, email, fields) => async (page, cast) => {
  await page.goto(cast.url + await findLink(cast.demo, email, kind));
  await fill(page, pathOf(page), fields);
};

const behind = (kind, email) => async (page, cast) => page.goto(cast.url + await findLink(cast.demo, email, kind));

const council = (then) => async (page, cast) => {
  await along('/admin', '/admin/councils/')(page, cast);
  if (then) await fill(page, `${pathOf(page)}/invitations`, then);
};

// Modules that the learner about to finish has passed: a try more changes nothing.
const modules = ['introduction', 'data'];

// Which kind of question is on the page.
async function kindOn(page) {
  const kinds = { '.ordering': 'ordering', '.matching': 'matching', textarea: 'reflection',
    '[inputmode="decimal"]': 'numeric', '#answer': 'short-text', '[type="checkbox"]': 'multiple' };
  for (const [selector, kind] of Object.entries(kinds)) {
    if (await page.locator(`main form ${selector}`).count()) return kind;
  }
  return await page.locator('main .choice').count() === 2 ? 'true-false' : 'single';
}

async function findQuestion(page, kind) {
  const base = page.url().replace(/\/(questions\/\d+.*|answers)$/, '');
  await page.goto(`${base}/questions/1`);
  const of = Number((await page.locator('main h1').innerText()).split(' ').pop());
  for (let number = 1; number <= of; number += 1) {
    await page.goto(`${base}/questions/${number}`);
    if (await kindOn(page) === kind) return true;
  }
  await page.goto(`${base}/answers`);
  return false;
}

// Looks for a question of one kind. What a quiz draws is left to chance, so this may take more than one attempt.
const question = (kind, then) => async (page, cast) => {
  for (let tries = 0; tries < 30; tries += 1) {
    for (const module of modules) {
      await page.goto(`${cast.url}/courses/digital-foundations/${module}/quiz`);
      await new Pointer(page).press('form[action$="/quiz/attempts"] button, main a.button[href^="/attempts/"]');
      if (await findQuestion(page, kind)) return then?.(page);
      await sendAnswers(seat(page));
    }
  }
  throw new Error(`no attempt drew a ${kind} question`);
};

// Saves what is on the page, filled in so.
const saveWith = (fill) => async (page) => {
  await fill(page);
  await new Pointer(page).press('main form button.button');
};

// The same question again, as it is once it is answered.
const answered = async (page) => {
  const here = page.url();
  await answerQuestion(seat(page), false);
  await page.goto(here);
};

// --- The states ---

const strangers = [
  { name: 'front', template: 'home/front', open: go('/') },
  { name: 'sign-in', template: 'sessions/new', open: go('/sign-in') },
  { name: 'sign-in-first', template: 'sessions/new', open: go('/account') },
  { name: 'sign-in-empty', template: 'sessions/new', status: 422, open: send('/sign-in', '/sessions', {}) },
  { name: 'sign-in-wrong', template: 'sessions/new', status: 422,
    open: send('/sign-in', '/sessions', { email: 'nobody@example.org', password: 'not the right one' }) },
  { name: 'reset', template: 'password-resets/new', open: go('/password-resets/new') },
  { name: 'reset-not-an-address', template: 'password-resets/new', status: 422,
    open: send('/password-resets/new', '/password-resets', { email: 'gwen at aberwyvern' }) },
  { name: 'help', template: 'about/help', open: go('/help') },
  { name: 'accessibility', template: 'about/accessibility', open: go('/accessibility') },
  { name: 'privacy', template: 'about/privacy', open: go('/privacy') },
  { name: 'cookies', template: 'about/cookies', open: go('/cookies') },
  { name: 'not-found', template: 'errors/show', status: 404, open: go('/no-such-page') },
  { name: 'certificate-form', template: 'certificates/index', open: go('/certificates') },
  { name: 'certificate-unknown', template: 'certificates/show', status: 404,
    open: go('/certificates?number=DF-2222-2222') },
  { name: 'certificate-mistyped', template: 'certificates/show', status: 404,
    open: go('/certificates?number=not%20a%20number') },
  { name: 'demo-letters', template: 'demo/index', open: go('/demo/letters') },
];

const quizPreview = (module, question) => go(`/courses/digital-foundations/${module}/quiz/preview?question=${question}`);

const markPreview = (module, question) => async (page, cast) => {
  await quizPreview(module, question)(page, cast);
  await new Pointer(page).press('main form button');
};

const trainer = [
  { name: 'home-trainer', template: 'home/index', who: 'trainer', open: go('/') },
  { name: 'teaching', template: 'teaching/index', who: 'trainer', print: true, open: go('/teaching') },
  { name: 'lesson-taught', template: 'courses/lesson', who: 'trainer',
    open: go('/courses/digital-foundations/data/learning-from-elsewhere') },
  { name: 'facilitator-notes', template: 'teaching/notes', who: 'trainer', print: true,
    open: go('/courses/digital-foundations/data/facilitator-notes') },
  { name: 'quiz-preview', template: 'teaching/preview', who: 'trainer', open: quizPreview('data', 1) },
  { name: 'quiz-preview-marked', template: 'teaching/preview', who: 'trainer', open: markPreview('data', 2) },
  { name: 'quiz-preview-reflection', template: 'teaching/preview', who: 'trainer', open: markPreview('data', 9) },
];

const administrator = [
  { name: 'admin', template: 'admin/index', who: 'administrator', open: go('/admin') },
  { name: 'admin-no-nation', template: 'admin/index', who: 'administrator', status: 422,
    open: send('/admin', '/admin/councils', { name: 'Llanfair-y-Cwm' }) },
  { name: 'admin-council', template: 'admin/council', who: 'administrator', open: council() },
  { name: 'admin-invitation-faulty', template: 'admin/council', who: 'administrator', status: 422,
    open: council({ name: '', email: 'rhiannon' }) },
  { name: 'admin-invited', template: 'admin/council', who: 'administrator',
    open: council({ name: longName, email: guest }) },
  { name: 'admin-allowances-none', template: 'allowances/index', who: 'administrator', open: go('/admin/allowances') },
  { name: 'admin-allowances-faulty', template: 'allowances/index', who: 'administrator', status: 422,
    open: send('/admin/allowances', '/admin/allowances', { email: 'nobody', percent: '400' }) },
  { name: 'admin-allowances', template: 'allowances/index', who: 'administrator', open: async (page, cast) => {
    await page.goto(`${cast.url}/admin/allowances`);
    await page.selectOption('#scope', 'digital-foundations/data');
    await fill(page, '/admin/allowances', { email: cast.person('halfway').email, percent: '25', reason: 'Agreed on 12 November' });
  } },
  { name: 'admin-letters', template: 'admin/letters', who: 'administrator', open: go('/admin/letters') },
];

// A certificate of somebody, the newest first, on the public page or on one below another path.
const certificateOf = (nth, before = '', after = '') => async (page, cast) => {
  await page.goto(`${cast.url}/certificates`);
  const number = await page.locator('.card .number').nth(nth).innerText();
  await page.goto(`${cast.url}${before}/certificates/${number}${after}`);
};

// A page of administrators about the certificate of somebody whose name holds some letters.
const certificateFor = (letters, after = '') => async (page, cast) => {
  await page.goto(`${cast.url}/admin/certificates?sought=${letters}`);
  const path = await page.locator('main th a').first().getAttribute('href');
  await page.goto(cast.url + path + after);
};

const sendFor = (letters, after, fields) => async (page, cast) => {
  await certificateFor(letters, after)(page, cast);
  await fill(page, pathOf(page), fields);
};

const certificates = [
  { name: 'certificates-corrected', template: 'certificates/index', who: 'corrected', open: go('/certificates') },
  { name: 'certificate-replaced', template: 'certificates/show', who: 'corrected', print: true, open: certificateOf(1) },
  { name: 'certificate-no-document', template: 'errors/show', who: 'corrected', status: 410,
    open: certificateOf(1, '', '/document') },
  { name: 'replacement', template: 'certificates/replacement', who: 'corrected', open: certificateOf(0, '', '/replacement') },
  { name: 'replacement-same-name', template: 'certificates/replacement', who: 'corrected', status: 422,
    open: async (page, cast) => {
      await certificateOf(0, '', '/replacement')(page, cast);
      await fill(page, pathOf(page), {});
    } },
  { name: 'home-revoked', template: 'home/index', who: 'revoked', open: go('/') },
  { name: 'certificates-revoked', template: 'certificates/index', who: 'revoked', open: go('/certificates') },
  { name: 'certificate-revoked', template: 'certificates/show', who: 'revoked', print: true, open: certificateOf(0) },
  { name: 'home-name-wanted', template: 'home/index', who: 'waiting', open: go('/') },
  { name: 'certificates-name-wanted', template: 'certificates/index', who: 'waiting', open: go('/certificates') },
  { name: 'printed-name-wanted', template: 'certificates/printed-name', who: 'waiting', open: go('/account/printed-name') },
  { name: 'admin-certificates', template: 'admin/certificates/index', who: 'administrator', open: go('/admin/certificates') },
  { name: 'admin-certificates-found', template: 'admin/certificates/index', who: 'administrator',
    open: go('/admin/certificates?sought=hughes') },
  { name: 'admin-certificates-none', template: 'admin/certificates/index', who: 'administrator',
    open: go('/admin/certificates?sought=nobody') },
  { name: 'admin-certificate', template: 'admin/certificates/show', who: 'administrator', open: certificateFor('hughes') },
  { name: 'admin-certificate-revoked', template: 'admin/certificates/show', who: 'administrator',
    open: certificateFor('dafydd') },
  { name: 'admin-replacement', template: 'admin/certificates/replacement', who: 'administrator',
    open: certificateFor('dafydd', '/replacement') },
  { name: 'admin-replacement-faulty', template: 'admin/certificates/replacement', who: 'administrator', status: 422,
    open: sendFor('dafydd', '/replacement', { name: '' }) },
  { name: 'revocation', template: 'admin/certificates/revocation', who: 'administrator',
    open: certificateFor('hughes', '/revocation') },
  { name: 'revocation-no-reason', template: 'admin/certificates/revocation', who: 'administrator', status: 422,
    open: sendFor('hughes', '/revocation', { reason: '' }) },
];

const newcomer = [
  { name: 'letter', template: 'demo/show', open: async (page, cast) => {
    const { path } = await findLetter(cast.demo, guest, /\/invitations\//);
    await page.goto(cast.url + path);
  } },
  { name: 'invitation', template: 'invitations/show', who: 'guest', open: behind('invitations', guest) },
  { name: 'invitation-faulty', template: 'invitations/show', who: 'guest', status: 422,
    open: sendBehind('invitations', guest, { name: '', password: 'password' }) },
  { name: 'home-new', template: 'home/index', who: 'guest',
    open: sendBehind('invitations', guest, { name: longName, password }) },
  { name: 'invitation-used', template: 'invitations/spent', status: 410, open: behind('invitations', guest) },
  { name: 'certificates-none', template: 'certificates/index', who: 'guest', open: go('/certificates') },
  { name: 'transcript-none', template: 'transcript/show', who: 'guest', open: go('/transcript') },
  { name: 'module-not-begun', template: 'courses/module', who: 'guest',
    open: go('/courses/digital-foundations/data') },
];

const account = [
  { name: 'account', template: 'account/show', who: 'guest', open: go('/account') },
  { name: 'account-name-unprintable', template: 'account/show', who: 'guest', status: 422,
    open: send('/account', '/account/name', { name: 'Rhiannon \u{1F600} Bevan' }) },
  { name: 'account-renamed', template: 'account/show', who: 'guest',
    open: send('/account', '/account/name', { name: longName }) },
  { name: 'printed-name', template: 'certificates/printed-name', who: 'guest', open: go('/account/printed-name') },
  { name: 'printed-name-unprintable', template: 'certificates/printed-name', who: 'guest', status: 422,
    open: send('/account/printed-name', '/account/printed-name', { name: 'Rhiannon \u{1F600} Bevan' }) },
  { name: 'account-password-faulty', template: 'account/show', who: 'guest', status: 422,
    open: send('/account', '/account/password', { current: 'wrong', password: 'short' }) },
  { name: 'account-address-faulty', template: 'account/show', who: 'guest', status: 422,
    open: send('/account', '/account/addresses', { email: 'rhiannon' }) },
  { name: 'account-address-asked', template: 'account/show', who: 'guest',
    open: send('/account', '/account/addresses', { email: `second.${guest}` }) },
  { name: 'address-confirm', template: 'addresses/confirm', who: 'guest',
    open: behind('address-confirmations', `second.${guest}`) },
  { name: 'account-address-added', template: 'account/show', who: 'guest',
    open: sendBehind('address-confirmations', `second.${guest}`, {}) },
  { name: 'reset-sent', template: 'password-resets/new',
    open: send('/password-resets/new', '/password-resets', { email: guest }) },
  { name: 'reset-choose', template: 'password-resets/edit', open: behind('password-resets', guest) },
  { name: 'reset-guessable', template: 'password-resets/edit', status: 422,
    open: sendBehind('password-resets', guest, { password: 'password1234' }) },
  { name: 'reset-done', template: 'sessions/new',
    open: sendBehind('password-resets', guest, { password: `${password} again` }) },
  { name: 'reset-used', template: 'links/spent', status: 410, open: behind('password-resets', guest) },
];

const learner = [
  { name: 'home', template: 'home/index', who: 'halfway', open: go('/') },
  { name: 'course', template: 'courses/show', who: 'halfway', open: go('/courses/digital-foundations') },
  { name: 'search', template: 'search/index', who: 'halfway', open: go('/search') },
  { name: 'search-found', template: 'search/index', who: 'halfway', open: async (page, cast) => {
    await page.goto(cast.url);
    await page.fill('.site-search input', 'personal dta breech');
    await page.press('.site-search input', 'Enter');
    await page.waitForURL('**/search?q=*');
  } },
  { name: 'search-many', template: 'search/index', who: 'halfway', print: true, open: go('/search?q=council') },
  { name: 'search-nothing', template: 'search/index', who: 'halfway', open: go('/search?q=xylophone') },
  { name: 'search-no-course', template: 'search/index', who: 'officer', open: go('/search?q=council') },
  { name: 'module', template: 'courses/module', who: 'halfway', open: go('/courses/digital-foundations/data') },
  { name: 'module-whole', template: 'courses/lessons', who: 'halfway', print: true,
    open: go('/courses/digital-foundations/data/lessons') },
  { name: 'download', template: 'courses/download', who: 'halfway', file: true, print: true, open: async (page, cast) => {
    await page.goto(`${cast.url}/courses/digital-foundations`);
    const given = page.waitForEvent('download');
    await page.click('main a[href$="/download"]');
    const download = await given;
    const path = join(await mkdtemp(join(tmpdir(), 'foundations-file-')), download.suggestedFilename());
    await download.saveAs(path);
    await page.goto(pathToFileURL(path).href);
  } },
  { name: 'lesson', template: 'courses/lesson', who: 'halfway', print: true,
    open: go('/courses/digital-foundations/data/what-good-looks-like') },
  { name: 'lesson-nations', template: 'courses/lesson', who: 'halfway', print: true,
    open: go('/courses/digital-foundations/data/the-law') },
  { name: 'lesson-card', template: 'courses/lesson', who: 'halfway', print: true,
    open: go('/courses/digital-foundations/data/your-turn') },
  { name: 'card', template: 'courses/card', who: 'halfway', print: true,
    open: go('/courses/digital-foundations/data/your-turn/card') },
  { name: 'reading-list', template: 'courses/reading-list', who: 'halfway', print: true,
    open: go('/courses/digital-foundations/data/reading-list') },
  { name: 'glossary', template: 'courses/glossary', who: 'halfway', print: true,
    open: go('/courses/digital-foundations/glossary') },
  { name: 'lesson-figure', template: 'courses/lesson', who: 'halfway',
    open: go('/courses/digital-foundations/introduction/missions-enablers-principles') },
  { name: 'quiz', template: 'attempts/index', who: 'halfway', open: async (page, cast) => {
    await page.goto(cast.url);
    await readUntilQuiz(seat(page));
  } },
  { name: 'question', template: 'attempts/question', who: 'halfway', open: async (page) => {
    await new Pointer(page).press('form[action$="/quiz/attempts"] button');
    if (!await findQuestion(page, 'single')) throw new Error('this attempt drew no single question');
  } },
  { name: 'question-saved', template: 'attempts/question', who: 'halfway', open: async (page) => {
    const here = page.url();
    await answerQuestion(seat(page), false);
    await page.goto(here);
  } },
  { name: 'answers-unanswered', template: 'attempts/answers', who: 'halfway',
    open: (page) => page.goto(page.url().replace(/questions\/\d+.*$/, 'answers')) },
  { name: 'quiz-open', template: 'attempts/index', who: 'halfway', open: async (page, cast) => {
    await page.goto(cast.url);
    await readUntilQuiz(seat(page));
  } },
  { name: 'result-not-yet', template: 'attempts/result', who: 'halfway', print: true, open: async (page) => {
    await answerQuiz(seat(page), false);
    await sendAnswers(seat(page));
  } },
  { name: 'quiz-tried', template: 'attempts/index', who: 'halfway', open: along('/', '/courses/') },
  { name: 'answers', template: 'attempts/answers', who: 'halfway', open: (page) => answerQuiz(seat(page), true) },
  { name: 'result', template: 'attempts/result', who: 'halfway', print: true, open: (page) => sendAnswers(seat(page)) },
  { name: 'transcript-begun', template: 'transcript/show', who: 'halfway', print: true, open: go('/transcript') },
  { name: 'home-after-a-pass', template: 'home/index', who: 'halfway', open: go('/') },
];

const finisher = [
  { name: 'question-multiple', template: 'attempts/question', who: 'finishing', open: question('multiple') },
  { name: 'question-true-false', template: 'attempts/question', who: 'finishing', open: question('true-false') },
  { name: 'question-ordering', template: 'attempts/question', who: 'finishing', open: question('ordering') },
  { name: 'question-ordering-unfinished', template: 'attempts/question', who: 'finishing',
    open: question('ordering', saveWith(async (page) => {
      for (const at of [0, 1]) await page.locator('main form select').nth(at).selectOption('2');
    })) },
  { name: 'question-matching', template: 'attempts/question', who: 'finishing', open: question('matching') },
  { name: 'question-matching-unfinished', template: 'attempts/question', who: 'finishing',
    open: question('matching', saveWith((page) => page.locator('main form select').first().selectOption({ index: 1 }))) },
  { name: 'question-numeric', template: 'attempts/question', who: 'finishing', open: question('numeric') },
  { name: 'question-numeric-refused', template: 'attempts/question', who: 'finishing', status: 422,
    open: question('numeric', saveWith((page) => page.fill('#answer', 'about a third'))) },
  { name: 'question-short-text', template: 'attempts/question', who: 'finishing', open: question('short-text') },
  { name: 'question-short-text-saved', template: 'attempts/question', who: 'finishing',
    open: question('short-text', answered) },
  { name: 'question-reflection', template: 'attempts/question', who: 'finishing', open: question('reflection') },
  { name: 'question-reflection-saved', template: 'attempts/question', who: 'finishing',
    open: question('reflection', answered) },
  { name: 'answers-later-kinds', template: 'attempts/answers', who: 'finishing',
    open: (page) => page.goto(page.url().replace(/questions\/\d+.*$/, 'answers')) },
  { name: 'result-later-kinds', template: 'attempts/result', who: 'finishing', print: true,
    open: (page) => sendAnswers(seat(page)) },
  { name: 'home-nearly-done', template: 'home/index', who: 'finishing', open: go('/') },
  { name: 'result-complete', template: 'attempts/result', who: 'finishing', print: true, open: async (page) => {
    await readUntilQuiz(seat(page));
    await takeQuiz(seat(page), true);
  } },
  { name: 'home-complete', template: 'home/index', who: 'finishing', open: go('/') },
  { name: 'course-complete', template: 'courses/show', who: 'finishing', open: go('/courses/digital-foundations') },
  { name: 'module-done', template: 'courses/module', who: 'finishing', open: go('/courses/digital-foundations/data') },
  { name: 'certificates', template: 'certificates/index', who: 'finishing', open: go('/certificates') },
  { name: 'transcript', template: 'transcript/show', who: 'finishing', print: true, open: go('/transcript') },
  { name: 'certificate-valid', template: 'certificates/show', who: 'finishing', print: true,
    open: along('/certificates', '/certificates/') },
  { name: 'letter-certificate', template: 'demo/show', open: async (page, cast) => {
    const { path } = await findLetter(cast.demo, cast.person('finishing').email, /\.pdf/);
    await page.goto(cast.url + path);
  } },
  { name: 'too-many-tries', template: 'errors/show', status: 429, open: async (page, cast) => {
    for (let tries = 0; tries < 12; tries += 1) {
      await send('/sign-in', '/sessions', { email: 'somebody@example.org', password: 'wrong again' })(page, cast);
      if (await page.locator('main form').count() === 0) return;
    }
  } },
];

const previewed = (path) => (page, cast) => page.goto(cast.preview.url + path);

const preview = [
  { name: 'preview', template: 'preview/index', open: previewed('/') },
  { name: 'preview-quiz', template: 'preview/quiz', open: previewed('/courses/digital-foundations/data/quiz') },
  { name: 'preview-references', template: 'preview/references', open: previewed('/references') },
  { name: 'preview-lesson', template: 'courses/lesson', open: previewed('/courses/digital-foundations/data/the-law') },
  { name: 'preview-missing', template: 'errors/show', status: 404, open: previewed('/courses/digital-foundations/data/nowhere') },
  { name: 'preview-findings', template: 'preview/index', open: async (page, cast) => {
    // An open page of the preview would follow the file by itself.
    await page.goto('about:blank');
    await appendFile(join(cast.preview.folder, '05-data/04-the-law.md'), '\nNobody said so.[^nobody]\n');
    await page.goto(cast.preview.url);
  } },
  { name: 'preview-lesson-finding', template: 'courses/lesson',
    open: previewed('/courses/digital-foundations/data/the-law') },
];

export const states = [...strangers, ...trainer, ...administrator, ...certificates, ...newcomer, ...account, ...learner, ...finisher,
  ...preview];
