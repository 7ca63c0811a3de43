// Every page state, light and dark, wide and narrow: no accessibility finding, no sideways scroll,
// valid HTML, a quiet console. A picture of each is kept to be looked at.
import axe from 'axe-core';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  NARROW, WIDE, expectNoSidewaysScroll, expectNothingCutOff, expectPlainWords, expectQuiet, openVisitor,
} from './browser.mjs';
import { root, startDemo, startPreview } from './demo.mjs';
import { expectNothingInline, expectValid } from './markup.mjs';
import { states } from './states.mjs';
import { expect } from './tally.mjs';
import { expectEveryTemplateSeen } from './templates.mjs';
import { Cast } from './cast.mjs';

const shots = join(root, 'tests/browser/shots');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const looks = ['light', 'dark'].flatMap((scheme) => [
  { scheme, size: WIDE, name: `${scheme}-1280` },
  { scheme, size: NARROW, name: `${scheme}-320` },
]);

async function expectAccessible(page) {
  // Under a strict policy a script tag is refused; the tools' own evaluation is not.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((run) => window.axe.run(document, run), {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
  });
  const told = violations.flatMap((one) => one.nodes.map((node) =>
    `${one.id}: ${one.help}\n    ${node.html.slice(0, 160)}\n    ${node.failureSummary.replace(/\s+/g, ' ')}`));
  expect(told.length === 0, `axe finds:\n${told.join('\n')}`);
}

async function look(visitor, state, { scheme, size, name }) {
  const { page } = visitor;
  await page.emulateMedia({ colorScheme: scheme, media: 'screen' });
  await page.setViewportSize(size);
  await page.screenshot({ path: join(shots, `${state.name}-${name}.png`), fullPage: !state.file });
  await expectNoSidewaysScroll(page);
  if (size === NARROW) await expectNothingCutOff(page);
  await expectAccessible(page);
}

async function print(visitor, state) {
  const { page } = visitor;
  await page.emulateMedia({ colorScheme: 'light', media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.screenshot({ path: join(shots, `${state.name}-print.png`), fullPage: !state.file });
  const shown = await page.locator('.site-nav, .site-search, .site-footer nav, .button, .skip-link').evaluateAll(
    (all) => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 100)));
  expect(shown.length === 0, `shows on paper what only a screen can use:\n${shown.join('\n')}`);
}

async function examine(tally, cast, state) {
  const visitor = await cast.visitor(state.who ?? 'nobody');
  const reached = await tally.check(`${state.name}: opens`, async () => {
    visitor.complaints.length = 0;
    await visitor.page.emulateMedia({ colorScheme: 'light', media: 'screen' });
    await visitor.page.setViewportSize(WIDE);
    await state.open(visitor.page, cast);
    await visitor.page.waitForLoadState('load');
    if (state.file) return;
    const status = visitor.served.status();
    const meant = state.status ?? 200;
    expect(status === meant, `${visitor.page.url()} answers ${status}, not ${meant}`);
  });
  if (!reached) return;
  await tally.check(`${state.name}: valid HTML, nothing inline, plain words`, async () => {
    const html = state.file ? readFileSync(fileURLToPath(visitor.page.url()), 'utf8') : await visitor.served.text();
    if (!state.file) expectNothingInline(html, visitor.page.url());
    await expectValid(html, visitor.page.url());
    await expectPlainWords(visitor.page, state.file);
  });
  for (const one of looks) {
    await tally.check(`${state.name}: ${one.name}`, () => look(visitor, state, one));
  }
  if (state.print) await tally.check(`${state.name}: print`, () => print(visitor, state));
  await tally.check(`${state.name}: quiet console`, async () => expectQuiet(visitor));
}

export async function checkPages(tally, browser) {
  mkdirSync(shots, { recursive: true });
  await tally.check('every template has a state', async () => expectEveryTemplateSeen(states));
  const demo = await startDemo();
  const preview = await startPreview();
  const cast = new Cast(browser, demo, openVisitor, preview);
  try {
    for (const state of states) await examine(tally, cast, state);
  } finally {
    await cast.leave();
    await preview.stop();
    const code = await demo.stop();
    await tally.check('the demo ends cleanly when asked', async () => expect(code === 0, `it ended with ${code}`));
  }
}
