// Two ways to use a page: with a pointer, and with the keyboard alone. Both have the same verbs.
import { Problem, expect } from './tally.mjs';

export class Pointer {
  constructor(page) {
    this.page = page;
  }

  async write(selector, text) {
    await this.page.fill(selector, text);
  }

  async choose(selector) {
    await this.page.check(selector);
  }

  // Picks the option with these words from a list.
  async pick(selector, words) {
    await this.page.locator(selector).selectOption({ value: await valueOf(this.page, selector, words) });
  }

  // Presses a link or button and waits for the page that follows.
  async press(selector) {
    await follow(this.page, () => this.page.locator(selector).first().click());
  }

  // Presses a link that gives a file, and answers the file.
  async take(selector) {
    return receive(this.page, () => this.page.locator(selector).first().click());
  }
}

// Tab, Space, Enter and the arrows; nothing else. Each stop must show that it has the focus.
export class Keyboard {
  constructor(page) {
    this.page = page;
  }

  async write(selector, text) {
    await this.reach(selector);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  async choose(selector) {
    const target = this.page.locator(selector).first();
    if (await target.isChecked()) return;
    if ((await target.getAttribute('type')) === 'checkbox') {
      await this.reach(selector);
      await this.page.keyboard.press('Space');
    } else {
      await this.reachGroupOf(target);
      for (let steps = 0; steps < 12 && !(await target.isChecked()); steps += 1) {
        const here = await target.evaluate((element) => element === document.activeElement);
        await this.page.keyboard.press(here ? 'Space' : 'ArrowDown');
      }
    }
    expect(await target.isChecked(), `${selector} cannot be chosen by keyboard on ${this.page.url()}`);
  }

  async pick(selector, words) {
    const target = this.page.locator(selector).first();
    const value = await valueOf(this.page, selector, words);
    await this.reach(selector);
    await this.page.keyboard.press('Home');
    for (let steps = 0; steps < 20 && (await target.inputValue()) !== value; steps += 1) {
      await this.page.keyboard.press('ArrowDown');
    }
    expect(await target.inputValue() === value, `${selector} cannot be picked by keyboard on ${this.page.url()}`);
  }

  async press(selector) {
    await this.reach(selector);
    await follow(this.page, () => this.page.keyboard.press('Enter'));
  }

  async take(selector) {
    await this.reach(selector);
    return receive(this.page, () => this.page.keyboard.press('Enter'));
  }

  async reach(selector) {
    const target = this.page.locator(selector).first();
    await this.tabUntil(() => target.evaluate((element) => element === document.activeElement), selector);
  }

  // A group of radio buttons is one stop, at the chosen button or at either end.
  async reachGroupOf(target) {
    const inGroup = (element) => document.activeElement?.name === element.name;
    await this.tabUntil(() => target.evaluate(inGroup), 'the group of choices');
  }

  async tabUntil(reached, what) {
    for (let stops = 0; stops < 150; stops += 1) {
      if (await reached()) return;
      await this.page.keyboard.press('Tab');
      await this.expectVisibleFocus();
    }
    throw new Problem(`Tab never reaches ${what} on ${this.page.url()}`);
  }

  async expectVisibleFocus() {
    const fault = await this.page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const name = element.outerHTML.slice(0, 120);
      const look = getComputedStyle(element);
      const ringed = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
      if (!ringed) return `has the focus but does not show it: ${name}`;
      const box = element.getBoundingClientRect();
      const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
      return seen ? null : `has the focus out of sight: ${name}`;
    });
    expect(!fault, `${this.page.url()} ${fault}`);
  }
}

// The value of the option with these words.
async function valueOf(page, selector, words) {
  const plain = (text) => text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();
  const options = await page.locator(`${selector} option`).evaluateAll((all) => all.map((one) => ({
    value: one.value, words: one.textContent })));
  const found = options.find((option) => plain(option.words) === plain(words));
  expect(found, `${selector} offers no ${words} on ${page.url()}`);
  return found.value;
}

// Acts, and waits until the page that follows has been read in full.
async function follow(page, act) {
  const before = page.url();
  await Promise.all([
    page.waitForEvent('domcontentloaded').catch(() => { throw new Problem(`no page follows ${before}`); }),
    act(),
  ]);
  await page.waitForLoadState('load');
}

async function receive(page, act) {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return file;
}
