import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@baton/contract/client.ts';
import { createKey, setUp } from '@baton/contract/people.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { type CliRun, runBaton } from '../running-cli.ts';

// Connections by command line, against a whole Baton: what each says, how it refuses, and that secrets are asked for.

const folder = mkdtempSync(join(tmpdir(), 'baton-connect-commands-'));
const password = 'correct horse battery staple';
const SATO = ['m.sato@example.org', password];
const got: { readonly url: string; readonly signature: string }[] = [];
let server: RunningBaton;
let hook: Server;
let hookUrl = '';
let key = '';

const baton = (args: readonly string[], typed: readonly string[] = []): Promise<CliRun> =>
  runBaton(
    args,
    { BATON_URL: server.url, BATON_KEY: key, XDG_CONFIG_HOME: join(folder, 'config') },
    typed.map((line) => `${line}\n`).join(''),
  );

beforeAll(async () => {
  hook = createServer((request, answer) => {
    got.push({ url: request.url ?? '', signature: String(request.headers['webhook-signature'] ?? '') });
    answer.writeHead(request.url === '/gone' ? 410 : 200).end('taken');
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const at = hook.address();
  hookUrl = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
  server = await startBaton(join(folder, 'data'), '--allow-private-hosts', '127.0.0.1');
  const token = new URL(await server.setUpLink()).searchParams.get('token') ?? '';
  const headers = { 'content-type': 'application/json', 'x-baton': '1' };
  const first = { token, name: 'M. Sato', email: SATO[0], password, team: 'infosec' };
  const answer = await fetch(`${server.url}${setUp.path}`, { method: 'POST', headers, body: JSON.stringify(first) });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const call = createClient({ baseUrl: server.url, headers: { cookie } });
  key = (await call(createKey, { body: { name: 'scripts', role: 'lead', expiresInDays: 1 } })).secret;
}, 120_000);
afterAll(async () => {
  await server?.stop();
  hook?.closeAllConnections();
  hook?.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('a webhook is connected, tried, listed, paused and removed', async () => {
  expect((await baton(['connect'])).out).toBe('Nothing is connected yet.\n');
  const added = await baton(['connect', 'webhook', 'SIEM', `${hookUrl}/siem`, '--events', 'calendar.*'], SATO);
  expect(added.out).toMatch(
    /^SIEM is connected\. Try it: baton connect test "SIEM"\nSigned by whsec_\S{44}\nIt is shown this once\.\n$/,
  );
  expect(await baton(['connect', 'test', 'siem'], SATO)).toMatchObject({ code: 0, out: '200 taken\n' });
  expect(got.at(-1)).toMatchObject({ url: '/siem', signature: expect.stringMatching(/^v1,\S{44}$/) });
  expect((await baton(['connect'])).out).toMatch(
    /SIEM\s+Webhook\s+http\S+\/siem\s+calendar\.\*\s+1\s+0\s+0\s+0\s+works/,
  );
  expect((await baton(['connect', 'pause', 'SIEM'], SATO)).out).toBe('SIEM is paused.\n');
  expect((await baton(['connect'])).out).toMatch(/paused\n$/);
  expect((await baton(['connect', 'resume', 'SIEM'], SATO)).out).toBe('SIEM goes on.\n');
  const renewed = await baton(['connect', 'new-secret', 'SIEM'], SATO);
  expect(renewed.out).toMatch(/^Signed by whsec_\S+ from now on/);
  const wrong = await baton(['connect', 'test', 'Splunk'], SATO);
  expect(wrong).toMatchObject({
    code: 1,
    err: expect.stringContaining('No connection is called Splunk. There are: SIEM.'),
  });
});

test('what happens reaches it through the running worker, a calendar among it', async () => {
  const made = await baton(['connect', 'calendar', 'make', 'Patching', '--deadlines', 'it'], SATO);
  const [address = ''] = made.out.split('\n');
  expect(await (await fetch(address)).text()).toMatch(/^BEGIN:VCALENDAR\r\n/);
  await expect.poll(() => got.filter(({ url }) => url === '/siem').length, { timeout: 15_000 }).toBe(2);
  expect((await baton(['connect', 'calendar'], SATO)).out).toMatch(/Patching\s+windows, deadlines of IT\s+1/);
  await baton(['connect', 'calendar', 'revoke', 'Patching'], SATO);
  expect((await fetch(address)).status).toBe(410);
});

test('what is given up is told with what to do, and sent again', async () => {
  await baton(['connect', 'webhook', 'Gone', `${hookUrl}/gone`], SATO);
  const tested = await baton(['connect', 'test', 'Gone'], SATO);
  expect(tested).toMatchObject({
    code: 1,
    err: expect.stringMatching(/has nothing at this address \(410\).*\nLook whether the address/),
  });
  const listed = await baton(['connect', 'deliveries', '--of', 'Gone', '--json']);
  const { rows } = JSON.parse(listed.out);
  expect(rows).toMatchObject([{ state: 'failed', attempts: 1 }]);
  expect((await baton(['connect', 'deliveries', rows[0].deliveryId])).out).toMatch(
    /1\s+\S+ \S+\s+did not arrive\s+\d+\s+410 taken/,
  );
  expect((await baton(['connect', 'replay', '--failed-of', 'Gone'])).out).toBe('1 delivery on the way again.\n');
  await expect.poll(() => got.filter(({ url }) => url === '/gone').length, { timeout: 15_000 }).toBe(2);
  expect((await baton(['connect', 'replay'])).code).not.toBe(0);
  expect((await baton(['connect', 'remove', 'Gone'], SATO)).out).toBe('Gone is removed.\n');
});

test('secrets are asked for, and settings that do not fit are refused before anything is sent', async () => {
  const jira = ['connect', 'jira', 'Jira', hookUrl, '--project', 'OPS', '--states', 'working=Doing,closed='];
  expect((await baton(jira, [...SATO, 'a-token'])).out).toMatch(/^Jira is connected/);
  const shown = JSON.parse((await baton(['connect', '--json'])).out).rows.find(
    ({ name }: { name: string }) => name === 'Jira',
  );
  expect(shown).toMatchObject({
    settings: { deployment: 'data-center', states: { waiting: null, working: 'Doing', closed: null } },
    hasSecret: true,
  });
  expect(JSON.stringify(shown)).not.toContain('a-token');
  const wrong = await baton(['connect', 'jira', 'Other', hookUrl, '--project', 'ops'], SATO);
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('a project’s key like OPS') });
  expect((await baton(['connect', 'track', 'KB5000000'])).err).toContain('There is no remediation of KB5000000');
});

test('the leadership page goes by mail each month', async () => {
  expect((await baton(['leadership', 'mail'])).out).toContain('Nobody gets the page by mail');
  await baton(
    [
      'connect',
      'email',
      'Mail',
      '--host',
      '127.0.0.1',
      '--port',
      '9',
      '--security',
      'none',
      '--from',
      'baton@example.org',
    ],
    SATO,
  );
  const set = [
    'leadership',
    'mail',
    'set',
    '--to',
    'cio@example.org',
    '--by',
    'Mail',
    '--day',
    '3',
    '--at',
    '08:00',
    '--zone',
    'Europe/Berlin',
  ];
  expect((await baton(set, SATO)).out).toMatch(
    /^On day 3 of each month at 08:00 \(Europe\/Berlin\), by Mail, to cio@example\.org\.\nNext: \S+ 0[67]:00 UTC\.\n$/,
  );
  expect((await baton(['leadership', 'mail', 'now'], SATO)).out).toMatch(/^1 message on the way/);
  expect((await baton(['leadership', 'mail', 'stop'], SATO)).out).toBe('It is not sent any more.\n');
});
