// The system's Chromium, and what a page must never do whoever looks at it.
import { chromium } from 'playwright-core';
import { Problem, expect } from './tally.mjs';

const names = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function openBrowser() {
  const { existsSync } = await import('node:fs');
  const executablePath = process.env.CHROMIUM ?? names.find((name) => existsSync(name));
  if (!executablePath) throw new Error('no Chromium found: install it, or say where it is with CHROMIUM=');
  const args = [
    '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--hide-scrollbars',
  ];
  // Chromium refuses its sandbox to root, which is who runs this in a container.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({ executablePath, args });
}

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 320, height: 640 };

// A visitor with cookies of their own. `complaints` gathers what the console said,
// `served` is the last page as the server sent it.
export async function openVisitor(browser, options = {}) {
  const context = await browser.newContext({ viewport: WIDE, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  const visitor = { context, page, complaints: [], served: null };
  page.on('console', (message) => {
    const { url } = message.location();
    // A page that is meant to be a 404 says so; its status is checked elsewhere.
    const expected = message.text().startsWith('Failed to load resource') && url === page.url();
    if (!['error', 'warning'].includes(message.type()) || expected) return;
    visitor.complaints.push(`${message.text()} (${url})`);
  });
  page.on('pageerror', (error) => visitor.complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    const cause = request.failure()?.errorText ?? 'failed';
    if (cause !== 'net::ERR_ABORTED') visitor.complaints.push(`${request.url()}: ${cause}`);
  });
  page.on('response', (response) => {
    const asked = response.request();
    if (asked.isNavigationRequest() && asked.frame() === page.mainFrame()) visitor.served = response;
  });
  return visitor;
}

// Nothing was refused by the content security policy, nothing broke, nothing failed to load.
export function expectQuiet(visitor) {
  const said = visitor.complaints.splice(0);
  expect(said.length === 0, `the browser's console says:\n${said.join('\n')}`);
}

// Names what sticks out at the right, so that the message says what to mend.
export async function expectNoSidewaysScroll(page) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return null;
    const inScroller = (element) => element.parentElement?.closest('.scroll');
    const out = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > room + 0.5 && !inScroller(element))
      .map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`);
    return `${document.documentElement.scrollWidth} px wide in ${room} px: ${out.slice(0, 6).join(' ')}`;
  });
  if (wide) throw new Problem(`${page.url()} scrolls sideways: ${wide}`);
}

// On a narrow screen a table turns into cards, in which nothing may be cut off.
export async function expectNothingCutOff(page) {
  const cut = await page.evaluate(() => [...document.querySelectorAll('.scroll')]
    .filter((box) => box.querySelector('.cards') && box.scrollWidth > box.clientWidth)
    .map((box) => `${box.scrollWidth} px in ${box.clientWidth} px: ${box.innerText.slice(0, 120)}`));
  if (cut.length > 0) throw new Problem(`${page.url()} cuts off a table:\n${cut.join('\n')}`);
}

// Links that read alike lead to the same page, and what a notice says is in words. In a file that holds
// a whole course, a term may have the name of a source: links within it are not compared.
export async function expectPlainWords(page, isFile = false) {
  const odd = await page.evaluate((links) => {
    const places = new Map();
    const found = [];
    for (const link of document.querySelectorAll(links)) {
      const name = (link.getAttribute('aria-label') ?? link.textContent).replace(/\s+/g, ' ').trim();
      const place = link.href.split('#')[0];
      if (places.has(name) && places.get(name) !== place) found.push(`two links say "${name}": ${places.get(name)} and ${place}`);
      places.set(name, place);
    }
    for (const notice of document.querySelectorAll('main .notice')) {
      if (!/[a-z]{3}/i.test(notice.textContent)) found.push(`a notice says "${notice.textContent.trim()}"`);
    }
    return found;
  }, isFile ? 'main a[href^="https:"]' : 'main a[href]');
  if (odd.length > 0) throw new Problem(`${page.url()}:\n${odd.join('\n')}`);
}
