// What the script adds to an answer that is typed: it is saved after a pause, again when the line is
// back, and nobody leaves with something unsaved without being asked. And forms that are sent once.
import { openVisitor } from './browser.mjs';
import { Cast, signIn } from './cast.mjs';
import { pause, startDemo } from './demo.mjs';
import { Pointer } from './hands.mjs';
import { expect } from './tally.mjs';

const words = 'I will ask who owns the list.\nAnd how old it is.';

// Goes to a question that is answered in one's own words, in whichever module asks one.
async function findReflection(page, url) {
  await page.goto(`${url}/courses/digital-foundations`);
  const links = await page.locator('main a[href^="/courses/digital-foundations/"]').evaluateAll((all) => all.map((a) => a.pathname));
  for (const module of [...new Set(links)].filter((path) => path.split('/').length === 4)) {
    const there = await page.goto(`${url}${module}/quiz`);
    if (there.status() !== 200) continue;
    await new Pointer(page).press('form[action$="/quiz/attempts"] button, main a.button[href^="/attempts/"]');
    const base = page.url().replace(/\/(questions\/\d+|answers).*$/, '');
    for (let number = 1; number < 20; number += 1) {
      const question = await page.goto(`${base}/questions/${number}`);
      if (question.status() !== 200) break;
      if (await page.locator('main textarea').count()) return page.url();
    }
  }
  throw new Error('no module asks for a reflection');
}

const note = (page) => page.locator('main form [data-saved]').innerText();

async function until(what, isSo) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await isSo()) return;
    await pause(100);
  }
  throw new Error(`fifteen seconds, and not ${what}`);
}

export async function checkSaving(tally, browser) {
  const demo = await startDemo();
  try {
    const cast = new Cast(browser, demo, openVisitor);
    const { context, page } = await openVisitor(browser);
    const hand = new Pointer(page);
    await signIn(hand, demo.url, cast.person('halfway'));
    const address = await findReflection(page, demo.url);
    const check = (title, body) => tally.check(`saving: ${title}`, body);
    await check('what is typed is saved after a pause', async () => {
      await page.fill('main textarea', words);
      await until('saved', async () => /^Saved at \d\d:\d\d\.$/.test(await note(page)));
      await page.goto(address);
      const kept = await page.inputValue('main textarea');
      expect(kept === words, `kept: ${kept}`);
    });
    await check('what is typed without a line is saved when it is back', async () => {
      await context.setOffline(true);
      await page.fill('main textarea', `${words} Offline.`);
      await until('said', async () => /no connection/.test(await note(page)));
      await page.click('main form button.button');
      expect(page.url() === address, 'the button led away from what is not saved');
      await context.setOffline(false);
      await until('saved', async () => /^Saved at/.test(await note(page)));
      await page.goto(address);
      expect((await page.inputValue('main textarea')).endsWith('Offline.'), 'what was typed offline is lost');
    });
    await check('who leaves with something unsaved is asked', async () => {
      const asked = [];
      page.on('dialog', (dialog) => { asked.push(dialog.type()); dialog.accept(); });
      await page.locator('main textarea').pressSequentially('More.');
      await page.goto(`${demo.url}/`);
      expect(asked.join() === 'beforeunload', `asked: ${asked.join()}`);
      await page.goto(address);
      await page.goto(`${demo.url}/`);
      expect(asked.length === 1, 'somebody with nothing unsaved is asked');
    });
    await check('a save and the button do not stand in each other\'s way', async () => {
      await page.goto(address);
      await page.route('**/questions/*', async (route) => {
        if (route.request().headers()['x-save']) await pause(1500);
        await route.continue();
      });
      await page.fill('main textarea', `${words} Twice.`);
      await pause(2300);
      await page.locator('main textarea').pressSequentially(' Thrice.');
      await page.click('main form button.button');
      await until('gone on', () => page.url() !== address);
      expect(!/409/.test(await page.title()), 'the two met');
      await page.unroute('**/questions/*');
      await page.goto(address);
      const kept = await page.inputValue('main textarea');
      expect(kept.endsWith('Thrice.'), `kept: ${kept}`);
    });
    await check('a form is sent once', async () => {
      let sent = 0;
      page.on('request', (request) => { if (request.method() === 'POST') sent += 1; });
      await page.goto(address);
      await page.dblclick('main form button.button');
      await page.waitForURL((url) => url.href !== address);
      expect(sent === 1, `a double click sends it ${sent} times`);
    });
    await context.close();
  } finally {
    await demo.stop();
  }
}
