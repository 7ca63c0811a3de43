// The story that must never break: a councillor reads, answers, is marked, finishes, holds a certificate
// that anybody can check. Told by pointer, on a small screen, without scripts and by keyboard alone.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAnswers } from './answers.mjs';
import { NARROW, WIDE, expectNoSidewaysScroll, expectQuiet, openVisitor } from './browser.mjs';
import { Cast, signIn } from './cast.mjs';
import { root, startDemo } from './demo.mjs';
import { Keyboard, Pointer } from './hands.mjs';
import { expect } from './tally.mjs';

const answers = readAnswers();
const papers = join(root, 'target/browser');
const ways = [
  { name: 'wide', Hand: Pointer, options: { viewport: WIDE } },
  { name: '320 px', Hand: Pointer, options: { viewport: NARROW } },
  { name: 'scripts off', Hand: Pointer, options: { viewport: WIDE, javaScriptEnabled: false } },
  { name: 'keyboard only', Hand: Keyboard, options: { viewport: WIDE } },
];

const at = (page, pattern) => pattern.test(new URL(page.url()).pathname);

// A person and their hand on a browser of their own.
async function sitDown(browser, way, person, url) {
  const visitor = await openVisitor(browser, way.options);
  const hand = new way.Hand(visitor.page);
  await signIn(hand, url, person);
  expect(at(visitor.page, /^\/$/), `signing in leads to ${visitor.page.url()}, not home`);
  return { visitor, hand, page: visitor.page };
}

async function expectGoodPage({ visitor, page }) {
  expect(visitor.served.status() === 200, `${page.url()} answers ${visitor.served.status()}`);
  expectQuiet(visitor);
  await expectNoSidewaysScroll(page);
}

// Goes on from home, saying "I have read this" under each lesson, until a quiz or the end.
async function readUntilQuiz(seat, url) {
  let lessons = 0;
  for (let steps = 0; steps < 60; steps += 1) {
    await expectGoodPage(seat);
    if (at(seat.page, /\/quiz$/)) return lessons;
    if (await seat.page.locator('form[action$="/completion"] button').count()) {
      await seat.hand.press('form[action$="/completion"] button');
      lessons += 1;
    } else {
      if (!at(seat.page, /^\/$/)) await seat.page.goto(url);
      const onwards = 'main a.button';
      expect(await seat.page.locator(onwards).count(), 'home offers nothing to go on with');
      await seat.hand.press(onwards);
    }
  }
  throw new Error('sixty steps, and no quiz');
}

async function answer(seat, rightly) {
  const { page, hand } = seat;
  const question = await page.locator('main fieldset legend').innerText();
  const right = answers.rightFor(question);
  expect(right, `this question is not in the course: ${question}`);
  const choices = await page.locator('main .choice').evaluateAll((all) => all.map((one) => ({
    id: one.querySelector('input').id, text: one.querySelector('label').innerText })));
  const isRight = (choice) => right.some((text) => answers.same(text, choice.text));
  const picked = rightly ? choices.filter(isRight) : choices.filter((choice) => !isRight(choice)).slice(0, 1);
  expect(picked.length > 0, `no choice to pick for: ${question}`);
  for (const choice of picked) await hand.choose(`[id="${choice.id}"]`);
  await hand.press('main form button.button');
}

// Takes the quiz whose page is open, to its result.
async function takeQuiz(seat, rightly) {
  await seat.hand.press('form[action$="/quiz/attempts"] button');
  for (let steps = 0; steps < 40 && at(seat.page, /\/questions\/\d+$/); steps += 1) {
    await expectGoodPage(seat);
    await answer(seat, rightly);
  }
  expect(at(seat.page, /\/answers$/), `after the last question comes ${seat.page.url()}`);
  await expectGoodPage(seat);
  await seat.hand.press('form[action$="/submission"] button');
  expect(at(seat.page, /\/result$/), `after sending the answers comes ${seat.page.url()}`);
  await expectGoodPage(seat);
}

async function halfwayStory(tally, browser, way, demo, person) {
  let seat;
  const tell = (title, body) => tally.check(`${way.name}: ${title}`, body);
  const arrived = await tell('a learner signs in', async () => {
    seat = await sitDown(browser, way, person, demo.url);
    await expectGoodPage(seat);
  });
  if (!arrived) return;
  const ready = await tell('reads on to the quiz', () => readUntilQuiz(seat, demo.url));
  if (!ready) return;
  const quiz = seat.page.url();
  await tell('answers wrongly and is told, not yet', async () => {
    await takeQuiz(seat, false);
    expect(await seat.page.locator('main .status--wrong').count() > 0, 'no answer is marked as wrong');
    expect(await seat.page.locator('main a[href^="/courses/"]').count() > 0, 'no lesson to read again is named');
  });
  await tell('answers again and passes', async () => {
    await seat.page.goto(quiz);
    await takeQuiz(seat, true);
    expect(await seat.page.locator('main .status--wrong').count() === 0, 'a right answer is marked as wrong');
    expect(await seat.page.locator('main .notice--good').count() > 0, 'the result does not say that it is a pass');
  });
  await seat.visitor.context.close();
}

async function finishingStory(tally, browser, way, demo, person) {
  let seat;
  let number;
  const tell = (title, body) => tally.check(`${way.name}: ${title}`, body);
  const finished = await tell('the learner about to finish finishes', async () => {
    seat = await sitDown(browser, way, person, demo.url);
    await readUntilQuiz(seat, demo.url);
    await takeQuiz(seat, true);
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
  await tell('receives the letter with the certificate', () => expectLetter(seat.page, demo.url, person.email));
  await seat.visitor.context.close();
  if (number) await tell('anybody can check it', () => checkInPublic(browser, way, demo.url, number, person));
}

// Letters leave a moment after what they are about.
async function expectLetter(page, url, address) {
  for (let tries = 0; tries < 40; tries += 1) {
    await page.goto(`${url}/demo/letters`);
    const text = await page.locator('main').innerText();
    if (text.includes(address) && /certificate/i.test(text)) return;
    await page.waitForTimeout(500);
  }
  expect(false, `no letter about a certificate to ${address} within 20 seconds`);
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
