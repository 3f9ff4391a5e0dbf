import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createClient } from '@baton/contract/client.ts';
import { acceptInvitation, createInvitation, setUp, signIn } from '@baton/contract/people.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// The story of the first people, on the whole thing: the server as it is started, its own PostgreSQL, the command line.

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'baton-first-people-'));
const configHome = join(folder, 'config');
const password = 'correct horse battery staple';

let server: Running;
/** Every process that was started, to end it whatever happens. */
const started: ChildProcess[] = [];

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly url: string;
  stop(): Promise<number | null>;
}

async function start(...flags: readonly string[]): Promise<Running> {
  const args = ['apps/server/main.ts', '--data', join(folder, 'data'), '--port', '0', ...flags];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  await vi.waitFor(
    () => {
      if (!said.includes('open at') && child.exitCode === null) throw new Error(`It does not open: ${said}`);
    },
    { timeout: 60_000 },
  );
  const url = /open at (http:\S+)/.exec(said)?.[1];
  if (url === undefined) throw new Error(`The server did not start: ${said}`);
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { child, output: () => said, url, stop };
}

function baton(
  args: readonly string[],
  input = '',
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['apps/cli/main.ts', ...args], {
      cwd: root,
      env: { ...process.env, XDG_CONFIG_HOME: configHome },
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    child.once('exit', (code) => done({ code, ...said }));
    child.stdin.end(input);
  });
}

const tokenIn = (text: string): string => /token=([\w-]+)/.exec(text)?.[1] ?? '';

beforeAll(async () => {
  server = await start();
}, 90_000);
afterAll(async () => {
  for (const child of started) {
    if (child.exitCode === null) child.kill('SIGTERM');
  }
  await vi.waitFor(() => expect(started.every(({ exitCode }) => exitCode !== null)).toBe(true), { timeout: 20_000 });
  rmSync(folder, { recursive: true, force: true });
});

test('the printed link makes the first account; its person invites the lead of the other team', async () => {
  await expect.poll(() => tokenIn(server.output())).not.toBe('');
  const anyone = createClient({ baseUrl: server.url });
  const ada = await fetch(`${server.url}${setUp.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-baton': '1' },
    body: JSON.stringify({
      token: tokenIn(server.output()),
      name: 'Ada',
      email: 'ada@example.org',
      password,
      team: 'it',
    }),
  });
  const cookie = ada.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const asAda = createClient({ baseUrl: server.url, headers: { cookie } });
  const { link } = await asAda(createInvitation, {
    body: { email: 'grace@example.org', team: 'infosec', role: 'lead' },
  });
  expect(link.startsWith(server.url)).toBe(true);
  const grace = await anyone(acceptInvitation, { body: { token: tokenIn(link), name: 'Grace', password } });
  expect(grace).toMatchObject({ team: 'infosec', role: 'lead', administrator: false });
});

test('the command line signs in to a key of the own team, kept for this user only', async () => {
  const signedIn = await baton(['sign-in', server.url], `grace@example.org\n${password}\n`);
  expect(signedIn).toMatchObject({ code: 0, out: expect.stringContaining('You act for InfoSec as lead') });
  expect(statSync(join(configHome, 'baton.json')).mode & 0o777).toBe(0o600);
  const people = await baton(['people']);
  expect(people.out).toMatch(/NAME.*E-MAIL[\s\S]*Ada.*IT.*lead, administrator[\s\S]*Grace.*InfoSec/);
  expect(await baton(['log', 'verify'])).toMatchObject({ code: 0, out: expect.stringContaining('The log is whole') });
  const wrong = await baton(['sign-in', server.url], 'grace@example.org\nwrong\n');
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('E-mail or password is not right.') });
});

test('all of it is there after a restart, and there is no set-up link any more', async () => {
  expect(await server.stop()).toBe(0);
  server = await start('--password-link', 'ada@example.org');
  await expect.poll(() => server.output()).toContain('/new-password?token=');
  expect(server.output()).not.toContain('/setup?token=');
  expect(
    await createClient({ baseUrl: server.url })(signIn, { body: { email: 'ada@example.org', password } }),
  ).toMatchObject({ name: 'Ada' });
});
