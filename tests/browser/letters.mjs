// Letters as the demo shows them. They leave a moment after what they are about, so this waits.
import { Problem } from './tally.mjs';

const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

const unescape = (text) => text.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=').replaceAll('&#x2F;', '/');

async function read(url) {
  const reply = await fetch(url);
  if (!reply.ok) throw new Problem(`${url} answers ${reply.status}`);
  return unescape(await reply.text());
}

async function listLetters(demo) {
  const list = await read(`${demo.url}/demo/letters`);
  return [...new Set([...list.matchAll(/href="(\/demo\/letters\/[^"]+)"/g)].map((match) => match[1]))];
}

// The first letter to an address whose page matches a pattern: its path and the match.
export async function findLetter(demo, email, pattern) {
  for (let tries = 0; tries < 60; tries += 1) {
    for (const path of await listLetters(demo)) {
      const text = await read(demo.url + path);
      const match = text.includes(email) ? text.match(pattern) : null;
      if (match) return { path, match };
    }
    await pause(500);
  }
  throw new Problem(`no letter to ${email} with ${pattern} within 30 seconds`);
}

// The path of a link of ours (`invitations`, `password-resets`, `address-confirmations`) sent to an address.
export async function findLink(demo, email, kind) {
  const { match } = await findLetter(demo, email, new RegExp(`/${kind}/[A-Za-z0-9_.~-]{8,}`));
  return match[0];
}
