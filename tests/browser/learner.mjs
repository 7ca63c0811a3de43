// What a learner does: reads on, answers, hands in. A seat is a page, a hand on it and the service's address.
import { readAnswers } from './answers.mjs';
import { expect } from './tally.mjs';

const answers = readAnswers();

export const at = (page, pattern) => pattern.test(new URL(page.url()).pathname);

const nothing = async () => {};

// Goes on from home, saying "I have read this" under each lesson, until a quiz. `look` sees every page.
export async function readUntilQuiz(seat, look = nothing) {
  for (let steps = 0; steps < 60; steps += 1) {
    await look(seat);
    if (at(seat.page, /\/quiz$/)) return;
    if (await seat.page.locator('form[action$="/completion"] button').count()) {
      await seat.hand.press('form[action$="/completion"] button');
    } else {
      if (!at(seat.page, /^\/$/)) await seat.page.goto(seat.url);
      const onwards = 'main a.button';
      expect(await seat.page.locator(onwards).count(), 'home offers nothing to go on with');
      await seat.hand.press(onwards);
    }
  }
  throw new Error('sixty steps, and no quiz');
}

// Answers the question on the page, rightly or for no mark, and goes on.
export async function answerQuestion(seat, rightly) {
  const { page, hand } = seat;
  const question = await page.locator('main form .question').innerText();
  const known = answers.about(question);
  expect(known, `this question is not in the course: ${question}`);
  const which = rightly ? 0 : 1;
  if (known.choices) await chooseFrom(seat, known.choices[which]);
  if (known.lists) await pickFrom(seat, known.lists[which]);
  if (known.typed) await hand.write('#answer', known.typed[which]);
  await hand.press('main form button.button');
}

async function chooseFrom({ page, hand }, texts) {
  const choices = await page.locator('main .choice').evaluateAll((all) => all.map((one) => ({
    id: one.querySelector('input').id, text: one.querySelector('label').innerText })));
  const picked = choices.filter((choice) => texts.includes(answers.plain(choice.text)));
  expect(picked.length === texts.length && texts.length > 0, `no choice to pick among: ${texts.join(', ')}`);
  for (const choice of picked) await hand.choose(`[id="${choice.id}"]`);
}

// From each list, by the words beside it.
async function pickFrom({ page, hand }, options) {
  const lists = await page.locator('main form li').evaluateAll((all) => all.map((one) => ({
    id: one.querySelector('select').id, text: one.querySelector('label').innerText })));
  expect(lists.length === options.size, `${lists.length} lists for ${options.size} lines`);
  for (const list of lists) await hand.pick(`[id="${list.id}"]`, options.get(answers.plain(list.text)));
}

// From the quiz's page, by a new attempt or the open one, through the questions to the check of the answers.
export async function answerQuiz(seat, rightly, look = nothing) {
  await seat.hand.press('form[action$="/quiz/attempts"] button, main a.button[href^="/attempts/"]');
  for (let steps = 0; steps < 40 && at(seat.page, /\/questions\/\d+$/); steps += 1) {
    await look(seat);
    await answerQuestion(seat, rightly);
  }
  expect(at(seat.page, /\/answers$/), `after the last question comes ${seat.page.url()}`);
  await look(seat);
}

export async function sendAnswers(seat, look = nothing) {
  await seat.hand.press('form[action$="/submission"] button');
  expect(at(seat.page, /\/result$/), `after sending the answers comes ${seat.page.url()}`);
  await look(seat);
}

export async function takeQuiz(seat, rightly, look = nothing) {
  await answerQuiz(seat, rightly, look);
  await sendAnswers(seat, look);
}
