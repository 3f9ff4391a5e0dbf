import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@baton/contract/client.ts';
import { createImport, getImport } from '@baton/contract/imports.ts';
import { acceptInvitation, createInvitation, createKey, setUp } from '@baton/contract/people.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nessusScan, patchExport, type StoryDevice } from '../browser/two-reports.ts';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { type CliRun, runBaton } from '../running-cli.ts';

// Disagreements as work, the board in parts, and rules, by command line: what each says, and how it refuses.

const KB = 'KB5099412';
const folder = mkdtempSync(join(tmpdir(), 'baton-work-commands-'));
const password = 'correct horse battery staple';
const SATO = ['m.sato@example.org', password];
const BRANDT = ['j.brandt@example.org', password];
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const today = new Date().toISOString().slice(0, 10);
/** Two that were scanned before the fix went in, one that both sides call done, one that InfoSec could not log in to. */
const DEVICES: readonly StoryDevice[] = [
  { name: 'WKS-0201', installed: 2000, boot: 1900, scanned: 4000, reported: true },
  { name: 'WKS-0202', installed: 2000, boot: 1900, scanned: 4000, reported: true },
  { name: 'WKS-0203', installed: 3000, boot: 2900, scanned: 90, reported: false },
  { name: 'WKS-0204', installed: 3000, boot: 2900, scanned: 94, reported: false, loggedIn: false },
];

let server: RunningBaton;
let infosecKey = '';
let itKey = '';
let asSato: Client;
let asBrandt: Client;

type As = 'it' | 'infosec';
const baton = (args: readonly string[], typed: readonly string[] = [], as: As = 'infosec'): Promise<CliRun> =>
  runBaton(
    args,
    {
      BATON_URL: server.url,
      BATON_KEY: as === 'it' ? itKey : infosecKey,
      XDG_CONFIG_HOME: join(folder, 'config'),
    },
    typed.map((line) => `${line}\n`).join(''),
  );

const tokenOf = (link: string): string => new URL(link).searchParams.get('token') ?? '';

async function enter(path: string, body: object): Promise<Client> {
  const headers = { 'content-type': 'application/json', 'x-baton': '1' };
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return createClient({ baseUrl: server.url, headers: { cookie } });
}

async function deliver(call: Client, team: As, fileName: string, file: string): Promise<void> {
  const query = { fileName, team, ...(team === 'it' ? { source: fileName } : {}) };
  const { importId } = await call(createImport, { query, file });
  const until = Date.now() + 30_000;
  for (;;) {
    const { state } = await call(getImport, { params: { importId } });
    if (state === 'done') return;
    if (state === 'failed' || Date.now() > until) throw new Error(`${fileName} is ${state}.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

beforeAll(async () => {
  server = await startBaton(join(folder, 'data'));
  const first = { token: tokenOf(await server.setUpLink()), name: 'M. Sato', email: SATO[0], password };
  asSato = await enter(setUp.path, { ...first, team: 'infosec' });
  const { link } = await asSato(createInvitation, { body: { email: BRANDT[0] ?? '', team: 'it', role: 'lead' } });
  asBrandt = await enter(acceptInvitation.path, { token: tokenOf(link), name: 'J. Brandt', password });
  const body = { name: 'scripts', role: 'lead', expiresInDays: 1 } as const;
  infosecKey = (await asSato(createKey, { body })).secret;
  itKey = (await asBrandt(createKey, { body })).secret;
  await deliver(asBrandt, 'it', 'pdq.csv', patchExport(KB, DEVICES, Date.now()));
  await deliver(asSato, 'infosec', 'weekly.nessus', nessusScan(KB, DEVICES, Date.now()));
}, 120_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Ends as it should, and says this. */
async function says(args: readonly string[], words: RegExp, typed?: readonly string[], as?: As): Promise<string> {
  const { code, out, err } = await baton(args, typed, as);
  expect({ args, code, err: code === 0 ? '' : err }).toEqual({ args, code: 0, err: '' });
  expect(out).toMatch(words);
  return out;
}

/** Ends in error, and says why. */
async function refuses(args: readonly string[], words: RegExp, typed?: readonly string[], as?: As): Promise<void> {
  const { code, err } = await baton(args, typed, as);
  expect(code).not.toBe(0);
  expect(err).toMatch(words);
}

describe('devices and scopes', () => {
  test('a tag is previewed, set and listed; a kind that there is not is refused', async () => {
    await says(['device', 'tag', 'WKS-0201', '--set', 'site:Berlin', '--preview'], /Berlin/, [], 'it');
    await says(
      ['device', 'tag', 'WKS-0201', 'WKS-0203', '--set', 'site:Berlin', '--set', 'tag:dmz'],
      /2 of 2 devices/,
      [],
      'it',
    );
    await says(['scopes'], /site\s+Berlin\s+2|site[\s\S]*Berlin/);
    await refuses(['device', 'tag', 'WKS-0201', '--set', 'weather:bad'], /the kind is one of/, [], 'it');
    await refuses(['device', 'tag', 'WKS-0201', '--set', 'site:Bonn'], /of IT/);
    await refuses(['scopes', '--day', 'yesterday'], /day/);
  });
});

describe('exceptions', () => {
  const request = (...more: readonly string[]): readonly string[] => [
    'exception',
    'request',
    '--fix',
    KB,
    '--device',
    'WKS-0201',
    '--control',
    'attribute:site=Berlin',
    '--reason',
    'no-maintenance-window',
    '--why',
    'The line runs until spring.',
    '--risk',
    'low',
    '--risk-words',
    'Isolated.',
    '--owner',
    'J. Brandt',
    '--until',
    new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
    ...more,
  ];

  test('are shown before they are asked for, signed by a person of each team, and listed', async () => {
    await says(request('--dry-run'), /1 cell on 1 device: WKS-0201[\s\S]*The device has site Berlin: shown on 1 of 1/);
    await says(request(), /EX-1 waits for both teams, on 1 device/, [], 'it');
    await refuses(request(), /EX-1 is about KB5099412 on some of these devices already/);
    await refuses(request('--control', 'weather:bad'), /is no control/);
    await says(['exception', 'list', '--unsigned'], /EX-1 +KB5099412 +waits for IT and InfoSec/);
    await says(['exception', 'sign', 'EX-1'], /Signed\. EX-1 waits for the other team/, BRANDT);
    await refuses(['exception', 'sign', 'EX-1'], /J\. Brandt has signed for IT|nor twice/, BRANDT);
    await says(['exception', 'sign', '1'], /EX-1 is in force/, SATO);
    await refuses(['exception', 'sign', 'EX-1'], /Nothing of EX-1 waits/, SATO);
    await says(['exception', 'list', '--due'], /EX-1 +KB5099412 +in force +1\/1/);
    await says(
      ['exception', 'show', 'EX-1'],
      /It is in force[\s\S]*1\. The device has site Berlin: holds, shown on 1 of 1[\s\S]*IT: J\. Brandt[\s\S]*InfoSec: M\. Sato/,
    );
    await refuses(['exception', 'show', 'EX-99'], /There is no exception EX-99/);
    await says(['leadership'], /Exceptions in force +1 +1 exception on 1 device, not renewed/);
  });

  test('are decided in a review meeting, whose minutes are printed', async () => {
    await says(['exception', 'review', 'open', 'M. Sato', 'J. Brandt'], /The meeting is open/, SATO);
    await refuses(['exception', 'review', 'decide', 'EX-1', 'end'], /an end or a hand-back says why/, SATO);
    await says(['exception', 'review', 'decide', 'EX-1', 'renew'], /1 decided in this meeting/, SATO);
    await says(['exception', 'list'], /EX-1 +KB5099412 +in force, renewal waits for IT and InfoSec/);
    await says(['exception', 'withdraw', 'EX-1', '--note', 'not needed'], /EX-1: in force/, SATO);
    await says(['exception', 'review', 'close', '--notes', 'All said.'], /EX-1 \(KB5099412\) is to be renewed/, BRANDT);
    await says(['exception', 'review'], /Review of exceptions[\s\S]*All said\./);
    await says(['exception', 'check', 'EX-1'], /EX-1: in force/);
    await says(['exception', 'end', 'EX-1', '--note', 'A window was found.'], /EX-1: ended: A window was found/, SATO);
  });
});

describe('the board in parts', () => {
  test.each([
    [['board'], /Agreed/i],
    [['board', '--scope', 'site:Berlin'], /of 2\b/],
    [['bridge', '--csv'], /stale-scan/],
    [['cells', '--scope', 'site:Berlin'], /WKS-0201/],
    [['cells', '--cause', 'stale-scan'], /WKS-0202/],
    [['diff', yesterday], /./],
    [['trend', '--days', '7'], new RegExp(today)],
    [['coverage', '--scope', 'site:Berlin'], /./],
  ])('%j says what the screen shows', async (args, words) => {
    await says(args, words);
  });

  test.each([
    [['board', '--scope', 'weather:bad'], /no part of a scope/],
    [['bridge', '--day', '2999-01-01'], /has not come yet/],
    [['cells', '--verdict', 'perhaps'], /Allowed choices/],
    [['diff', 'tuesday'], /./],
    [['trend', '--days', 'many'], /./],
    [['coverage', '--scope', 'weather:bad'], /no part of a scope/],
  ])('%j is refused with what was wrong', async (args, words) => {
    await refuses(args, words);
  });

  test('a scope lists only its devices', async () => {
    expect((await baton(['cells', '--scope', 'site:Berlin'])).out).not.toMatch(/WKS-0202/);
  });
});

describe('disagreements as work', () => {
  test('the queue of all devices, of a scope, and of a past day', async () => {
    await says(['disagreements'], /^3 cells: [\s\S]*stale-scan/);
    await says(['disagreements', '--scope', 'site:Berlin', '--by', 'device'], /^1 cell: [\s\S]*WKS-0201/);
    const listed = await says(['disagreements', '--scope', 'site:Berlin', '--cells'], /WKS-0201/);
    expect(listed).not.toMatch(/WKS-0202/);
    await says(['disagreements', '--day', today], /^3 cells/);
    await refuses(['disagreements', '--scope', 'weather:bad'], /no part of a scope/);
    await refuses(['disagreements', '--by', 'weather'], /Allowed choices/);
    await refuses(['disagreements', '--day', '2020-01-01', '--by', 'device'], /past day is not grouped by device/);
    await refuses(['disagreements', '--cause', 'bad-weather'], /no cause bad-weather/);
    await refuses(['disagreements', '--day', today, '--cells'], /baton cells --day/);
  });

  test('assigning is a person’s act, of cells that are named, in a scope only its own', async () => {
    const stale = ['--cause', 'stale-scan'];
    await says(['assign', 'M. Sato', ...stale, '--dry-run'], /^2 cells on 2 devices/, SATO);
    await says(['assign', 'M. Sato', ...stale, '--scope', 'site:Berlin'], /^1 cell on 1 device: M\. Sato/, SATO);
    await says(['disagreements', '--person', 'M. Sato'], /WKS-0201/);
    await refuses(['assign', 'M. Sato'], /Say which cells/, SATO);
    await refuses(['assign', 'X. Nobody', ...stale], /nobody called X\. Nobody/, SATO);
    await refuses(['assign', 'J. Brandt', ...stale], /InfoSec moves next|No cell is left/, BRANDT);
  });

  test('a question is asked, answered by the other team only, and closed by its answer', async () => {
    const asked = await says(['ask', 'When do you scan?', '--cause', 'stale-scan'], /Waits for InfoSec/, [], 'it');
    const id = /^[0-9a-f-]{36}/.exec(asked)?.[0] ?? '';
    await refuses(['ask', 'When?'], /Say which cells/, [], 'it');
    await refuses(['ask', 'Why?', '--dispute', '--fix', KB], /several causes/, [], 'it');
    await says(['answer', id, 'Tonight.'], /Answered[\s\S]*Tonight\./);
    await says(['questions'], /Tonight/);
    await refuses(['answer', '00000000-0000-4000-8000-000000000000', 'Tonight.'], /no such question/);
    await refuses(['answer', 'that-one', 'Tonight.'], /questionId/);
  });

  test('a rescan is asked for with its lists; a restart that settles nothing is refused', async () => {
    const lists = join(folder, 'lists');
    await says(['rescan', '--cause', 'stale-scan', '--dry-run'], /^2 cells on 2 devices/);
    await says(['rescan', '--cause', 'stale-scan', '--lists', lists], /2 devices asked for/);
    expect(readdirSync(lists).length).toBeGreaterThan(0);
    await says(['requests', '--open'], /rescan[\s\S]*0 of 2/);
    await refuses(['rescan'], /Say which cells/);
    await refuses(['reboot', '--cause', 'stale-scan'], /no restart settles these/);
    await refuses(['reboot', '--cause', 'moonlight'], /no cause moonlight/);
  });
});

describe('rules', () => {
  test('are applied, previewed, offered, and signed by both leads; another version is refused', async () => {
    await refuses(['rules', 'sign', '1'], /No version of the rule set waits/, SATO);
    const file = join(folder, 'rules.json');
    const own = {
      id: 'own-workstations',
      label: 'Workstations of ours',
      summary: 'they have an owner of their own',
      explanation: '{device} has an owner of its own.',
      nextAction: 'Ask the owner',
      owner: 'both',
      when: { fact: 'device.name', matches: 'NONE-*' },
    };
    writeFileSync(file, JSON.stringify({ order: [own.id], own: [own] }));
    await says(['rules', 'apply', file], /New rule/);
    await says(['rules', 'preview'], /would be judged otherwise/);
    await says(['rules', 'offer', '--note', 'They have owners.'], /Version 1 waits/);
    await refuses(['rules', 'sign', '7'], /Version 1 waits for signatures, not 7/, SATO);
    await refuses(['rules', 'sign', '1'], /./, ['m.sato@example.org', 'not the password']);
    await says(['rules', 'sign', '1'], /when the other team’s lead has signed/, SATO);
    await says(['rules', 'sign', '1'], /Rule set 1 is in force/, BRANDT);
    await says(['rules', 'show'], /Rule set 1|version 1/i);
  });
});

describe('positive proof', () => {
  const [ASKED, NEEDED] = ['KB5043064', 'KB5044273'];
  const NAMES = ['SUP-1', 'SUP-2'];

  beforeAll(async () => {
    const stamp = (hours: number) =>
      new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
    const row = (name: string, kb: string, by: string) =>
      [name, kb, 'Installed', stamp(40), stamp(1), stamp(30), 'No', 'Windows 10 22H2', by].join(',');
    const heads = 'Computer,KB,Status,Installed On,Last Seen,Last Boot,Reboot Pending,OS,Superseded By';
    const rows = NAMES.flatMap((name) => [row(name, NEEDED, ''), row(name, ASKED, NEEDED)]);
    await deliver(asBrandt, 'it', 'superseded.csv', [heads, ...rows, ''].join('\n'));
    const seen = NAMES.map((name) => ({ name, installed: 2400, boot: 1800, scanned: 600, reported: true }));
    await deliver(asSato, 'infosec', 'monthly.nessus', nessusScan(ASKED, seen, Date.now()));
  }, 60_000);

  test('is confirmed or upheld by a person of InfoSec, with words; anything else is refused', async () => {
    await says(['why', 'SUP-1', NEEDED], /superseded-fix/);
    await refuses(['confirm', 'SUP-1', NEEDED, '--days', 'many'], /whole number of days/);
    await refuses(['confirm', 'SUP-1', NEEDED], /InfoSec/, BRANDT);
    await refuses(['confirm', 'SUP-9', NEEDED], /SUP-9/, SATO);
    await refuses(['confirm', 'WKS-0201', KB], /positive proof/, SATO);
    await says(['confirm', 'SUP-1', NEEDED, '--note', 'Looked myself.'], /Confirmed on 1 cell of 1 device/, SATO);
    await refuses(['uphold', 'SUP-2', NEEDED], /note/, SATO);
    await says(['uphold', 'SUP-2', NEEDED, '--note', 'It is missing.'], /Upheld on 1 cell of 1 device/, SATO);
    await says(['scorecard'], /Nessus/);
  });
});
