import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@baton/contract/client.ts';
import { acceptInvitation, createInvitation, setUp, signIn } from '@baton/contract/people.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { runBaton } from '../running-cli.ts';

// The story of the first people, on the whole thing: the server as it is started, its own PostgreSQL, the command line.

const folder = mkdtempSync(join(tmpdir(), 'baton-first-people-'));
const configHome = join(folder, 'config');
const password = 'correct horse battery staple';

let server: RunningBaton;
/** Every process that was started, to end it whatever happens. */
const started: RunningBaton[] = [];

async function start(...flags: readonly string[]): Promise<RunningBaton> {
  const baton = await startBaton(join(folder, 'data'), ...flags);
  started.push(baton);
  return baton;
}

const baton = (args: readonly string[], input = '') => runBaton(args, { XDG_CONFIG_HOME: configHome }, input);

const tokenIn = (text: string): string => /token=([\w-]+)/.exec(text)?.[1] ?? '';

beforeAll(async () => {
  server = await start();
}, 90_000);
afterAll(async () => {
  for (const each of started) await each.stop();
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
