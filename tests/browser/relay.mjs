// The program as it runs for real: `serve`, people added on the command line, letters through a
// real SMTP server that greylists, refuses, dawdles and drops the line after the final dot.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort, pause, program, root } from './demo.mjs';
import { expect } from './tally.mjs';

const PASSWORD = 'violet-harbour-lantern';
const INVITED = ['plain', 'grey', 'hard', 'spam', 'drop', 'slow'];

// A letter that failed waits 24 to 36 seconds; everything here fails at most once.
const PATIENCE = 90_000;

async function startRelay() {
  const child = spawn(process.env.TEST_PYTHON ?? 'python3', ['tests/mail/smtp_server.py'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const events = [];
  createInterface({ input: child.stdout }).on('line', (line) => events.push(JSON.parse(line)));
  for (let tries = 0; events.length === 0 && tries < 100; tries += 1) await pause(100);
  expect(events.length > 0, 'the SMTP server did not start: is aiosmtpd installed?');
  return { port: events[0].port, events, stop: () => child.kill() };
}

async function run(env, words, input = '') {
  const child = spawn(program, words, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (data) => { text += data; });
  child.stderr.on('data', (data) => { text += data; });
  child.stdin.end(input);
  const [code] = await once(child, 'exit');
  expect(code === 0, `foundations ${words.join(' ')} ended with ${code}: ${text}`);
}

async function serve(env, url) {
  const child = spawn(program, ['serve'], { cwd: root, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  for (let tries = 0; tries < 150; tries += 1) {
    if (await fetch(`${url}/readyz`).then((reply) => reply.ok, () => false)) break;
    await pause(200);
  }
  return async () => {
    child.kill('SIGTERM');
    const [code] = await ended;
    return code;
  };
}

async function post(url, path, fields, cookie) {
  return fetch(url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(cookie ? { cookie } : {}) },
    body: new URLSearchParams(fields).toString(),
  });
}

async function inviteAll(url) {
  const reply = await post(url, '/sessions', { email: 'ada@staff.example', password: PASSWORD });
  expect(reply.status === 303, `signing in answers ${reply.status}`);
  const cookie = reply.headers.get('set-cookie').split(';')[0];
  for (const word of INVITED) {
    const fields = { name: `Member ${word}`, email: `${word}@members.example` };
    const sent = await post(url, '/admin/councils/brindle-vale-council/invitations', fields, cookie);
    expect(sent.status === 303, `inviting ${word} answers ${sent.status}`);
  }
  return cookie;
}

const received = (events, word) =>
  events.filter((event) => event.event === 'received' && event.to.includes(`${word}@members.example`));
const refused = (events, word) =>
  events.filter((event) => event.event === 'refused' && event.to === `${word}@members.example`);

async function settle(events) {
  const due = Date.now() + PATIENCE;
  const done = () =>
    ['plain', 'grey', 'slow'].every((word) => received(events, word).length > 0)
    && received(events, 'drop').length > 1
    && ['hard', 'spam'].every((word) => refused(events, word).length > 0);
  while (!done() && Date.now() < due) await pause(500);
}

// Each kind of recipient, as the relay saw it and as the administrator is told.
async function checkLetters(tally, events, ledger) {
  for (const word of ['plain', 'slow']) {
    await tally.check(`letters: ${word} arrives once`, async () => {
      expect(received(events, word).length === 1, JSON.stringify(received(events, word)));
      expect(/http:\/\/127\.0\.0\.1:\d+\/invitations\/\S{20,}/.test(received(events, word)[0].text), 'its link is missing');
    });
  }
  await tally.check('letters: a greylisted one arrives at the second try', async () => {
    expect(refused(events, 'grey').length === 1, JSON.stringify(refused(events, 'grey')));
    expect(received(events, 'grey').length === 1, JSON.stringify(received(events, 'grey')));
  });
  await tally.check('letters: a line lost after the final dot repeats the same Message-ID', async () => {
    const ids = new Set(received(events, 'drop').map((event) => event.message_id));
    expect(received(events, 'drop').length === 2 && ids.size === 1, JSON.stringify(received(events, 'drop')));
  });
  await tally.check('letters: refused ones are given up at once and listed', async () => {
    for (const word of ['hard', 'spam']) {
      expect(refused(events, word).length === 1, JSON.stringify(refused(events, word)));
      expect(received(events, word).length === 0, `${word} was taken`);
    }
    const text = await ledger();
    expect(/hard@members\.example/.test(text) && /given up/i.test(text), 'the ledger does not say so');
  });
}

export async function checkRelay(tally) {
  const dir = await mkdtemp(join(tmpdir(), 'foundations-relay-'));
  const relay = await startRelay();
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    DATABASE_URL: `sqlite:${join(dir, 'real.db')}`,
    BASE_URL: url,
    BIND: url.slice('http://'.length),
    SMTP_URL: `smtp://127.0.0.1:${relay.port}`,
    DRAIN_SECONDS: '0',
  };
  try {
    await run(env, ['administrators', 'add', '--name', 'Ada Marsh', '--email', 'ada@staff.example'], `${PASSWORD}\n`);
    await run(env, ['councils', 'add', '--name', 'Brindle Vale Council', '--nation', 'england']);
    const stop = await serve(env, url);
    const cookie = await inviteAll(url);
    await settle(relay.events);
    // Time for the last outcome to be written down.
    await pause(2_000);
    const ledger = async () => (await fetch(`${url}/admin/letters`, { headers: { cookie } })).text();
    await checkLetters(tally, relay.events, ledger);
    await tally.check('serve: stops with 0 when told to', async () => {
      expect((await stop()) === 0, 'it did not exit with 0');
    });
  } finally {
    relay.stop();
    await rm(dir, { recursive: true, force: true });
  }
}
