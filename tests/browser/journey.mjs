// The story that must never break: a councillor reads, answers, is marked, finishes, holds a certificate
// that anybody can check. Told by pointer, on a small screen, without scripts and by keyboard alone.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NARROW, WIDE, expectNoSidewaysScroll, expectQuiet, openVisitor } from './browser.mjs';
import { Cast, signIn } from './cast.mjs';
import { root, startDemo } from './demo.mjs';
import { Keyboard, Pointer } from './hands.mjs';
import { at, readUntilQuiz, takeQuiz } from './learner.mjs';
import { findLetter } from './letters.mjs';
import { expect } from './tally.mjs';

const papers = join(root, 'target/browser');
const ways = [
  { name: 'wide', Hand: Pointer, options: { viewport: WIDE } },
  { name: '320 px', Hand: Pointer, options: { viewport: NARROW } },
  { name: 'scripts off', Hand: Pointer, options: { viewport: WIDE, javaScriptEnabled: false } },
  { name: 'keyboard only', Hand: Keyboard, options: { viewport: WIDE } },
];

// A person and their hand on a browser of their own.
async function sitDown(browser, way, person, url) {
  const visitor = await openVisitor(browser, way.options);
  const hand = new way.Hand(visitor.page);
  await signIn(hand, url, person);
  expect(at(visitor.page, /^\/$/), `signing in leads to ${visitor.page.url()}, not home`);
  return { visitor, hand, page: visitor.page, url };
}

async function expectGoodPage({ visitor, page }) {
  expect(visitor.served.status() === 200, `${page.url()} answers ${visitor.served.status()}`);
  expectQuiet(visitor);
  await expectNoSidewaysScroll(page);
}

async function halfwayStory(tally, browser, way, demo, person) {
  let seat;
  const tell = (title, body) => tally.check(`${way.name}: ${title}`, body);
  const arrived = await tell('a learner signs in', async () => {
    seat = await sitDown(browser, way, person, demo.url);
    await expectGoodPage(seat);
  });
  if (!arrived) return;
  const ready = await tell('reads on to the quiz', () => readUntilQuiz(seat, expectGoodPage));
  if (!ready) return;
  const quiz = seat.page.url();
  await tell('answers wrongly and is told, not yet', async () => {
    await takeQuiz(seat, false, expectGoodPage);
    expect(await seat.page.locator('main .status--wrong').count() > 0, 'no answer is marked as wrong');
    expect(await seat.page.locator('main a[href^="/courses/"]').count() > 0, 'no lesson to read again is named');
  });
  await tell('answers again and passes', async () => {
    await seat.page.goto(quiz);
    await takeQuiz(seat, true, expectGoodPage);
    expect(await seat.page.locator('main .status--wrong').count() === 0, 'a right answer is marked as wrong');
    const title = await seat.page.locator('main h1').innerText();
    expect(/^Passed/.test(title), `the result of right answers says: ${title}`);
  });
  await seat.visitor.context.close();
}

async function finishingStory(tally, browser, way, demo, person) {
  let seat;
  let number;
  const tell = (title, body) => tally.check(`${way.name}: ${title}`, body);
  const finished = await tell('the learner about to finish finishes', async () => {
    seat = await sitDown(browser, way, person, demo.url);
    await readUntilQuiz(seat, expectGoodPage);
    await takeQuiz(seat, true, expectGoodPage);
    await seat.page.goto(`${demo.url}/certificates`);
    await expectGoodPage(seat);
  });
  if (!finished) return;
  const link = 'main a[href^="/certificates/"][href$="/document"]';
  await tell('downloads the certificate', async () => {
    expect(await seat.page.locator(link).count() > 0, 'the list of certificates has no document');
    number = (await seat.page.locator(link).first().getAttribute('href')).split('/')[2];
    const file = await seat.hand.take(link);
    expect(/\.pdf$/.test(file.suggestedFilename()), `the file is called ${file.suggestedFilename()}`);
    const path = join(papers, `certificate-${way.name.replaceAll(' ', '-')}.pdf`);
    await file.saveAs(path);
    expect(readFileSync(path).subarray(0, 5).toString() === '%PDF-', 'the file is not a PDF');
  });
  await tell('downloads the transcript', async () => {
    await seat.page.goto(`${demo.url}/transcript`);
    await expectGoodPage(seat);
    const file = await seat.hand.take('main a[href="/transcript/document"]');
    expect(/\.pdf$/.test(file.suggestedFilename()), `the file is called ${file.suggestedFilename()}`);
    await file.saveAs(join(papers, `transcript-${way.name.replaceAll(' ', '-')}.pdf`));
  });
  await tell('receives the letter with the certificate', () => findLetter(demo, person.email, /certificate/i));
  await seat.visitor.context.close();
  if (number) await tell('anybody can check it', () => checkInPublic(browser, way, demo.url, number, person));
}

async function checkInPublic(browser, way, url, number, person) {
  const visitor = await openVisitor(browser, way.options);
  const seat = { visitor, page: visitor.page, hand: new way.Hand(visitor.page) };
  await seat.page.goto(`${url}/certificates/${number}`);
  await expectGoodPage(seat);
  const text = await seat.page.locator('main').innerText();
  for (const fact of [person.name, 'Digital Foundations', number]) {
    expect(text.includes(fact), `the check page does not say ${fact}`);
  }
  expect(!text.includes(person.email), 'the check page tells the e-mail address');
  await visitor.context.close();
}

export async function checkJourneys(tally, browser) {
  mkdirSync(papers, { recursive: true });
  for (const way of ways) {
    const demo = await startDemo();
    const cast = new Cast(browser, demo, openVisitor);
    try {
      await halfwayStory(tally, browser, way, demo, cast.person('halfway'));
      await finishingStory(tally, browser, way, demo, cast.person('finishing'));
    } finally {
      await demo.stop();
    }
  }
}
