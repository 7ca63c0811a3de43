// Starts the program's demo in a scratch folder and stops it again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = process.env.FOUNDATIONS ?? join(root, 'target/debug/foundations');

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

async function untilReady(url, child, log, path = '/readyz') {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) break;
    const ready = await fetch(url + path).then((reply) => reply.ok, () => false);
    if (ready) return;
    await pause(200);
  }
  throw new Error(`the program did not become ready:\n${readFileSync(log, 'utf8').slice(-4000)}`);
}

// A demo of its own: `url`, the `people` who can sign in, and `stop`, which answers the exit code.
export async function startDemo() {
  const dir = await mkdtemp(join(tmpdir(), 'foundations-browser-'));
  const log = join(dir, 'demo.log');
  const output = openSync(log, 'a');
  const port = await freePort();
  const args = ['demo', '--dir', dir, '--bind', `127.0.0.1:${port}`];
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', output, output] });
  closeSync(output);
  const ended = once(child, 'exit');
  // However the tests end, no demo outlives them.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    const [code, signal] = await ended;
    process.off('exit', kill);
    await rm(dir, { recursive: true, force: true });
    return code ?? signal;
  };
  try {
    await untilReady(url, child, log);
    const facts = JSON.parse(readFileSync(join(dir, 'demo.json'), 'utf8'));
    return { url: facts.base_url.replace(/\/$/, ''), people: facts.people, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

// A preview of a copy of the course, in a folder of its own: `url`, the `folder`, and `stop`.
export async function startPreview() {
  const dir = await mkdtemp(join(tmpdir(), 'foundations-preview-'));
  const folder = join(dir, 'digital-foundations');
  await cp(join(root, 'courses/digital-foundations'), folder, { recursive: true });
  const log = join(dir, 'preview.log');
  const output = openSync(log, 'a');
  const port = await freePort();
  const args = ['courses', 'preview', '--bind', `127.0.0.1:${port}`, folder];
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', output, output] });
  closeSync(output);
  const ended = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    process.off('exit', kill);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child, log, '/digest');
    return { url, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
