import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createImport } from '@baton/contract/imports.ts';
import { acceptInvitation, createInvitation, createKey, setUp } from '@baton/contract/people.ts';
import { listRemediations } from '@baton/contract/remediations.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { nessusScan, patchExport, type StoryDevice } from '../browser/two-reports.ts';
import { enter, tokenOf } from '../entering.ts';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { runBaton } from '../running-cli.ts';

// Daily work on a remediation by command line: each act once, as a person of the team whose leg it is.

const KB = 'KB5099412';
const folder = mkdtempSync(join(tmpdir(), 'baton-remediation-commands-'));
const password = 'correct horse battery staple';
const DEVICES = ['WKS-1', 'WKS-2', 'WKS-3'].map(
  (name): StoryDevice => ({ name, installed: null, boot: 5000, scanned: 90, reported: true }),
);
const EMAILS = { it: 'brandt@example.org', infosec: 'osei@example.org' } as const;
type Team = keyof typeof EMAILS;

let server: RunningBaton;
const keys = new Map<Team, string>();

beforeAll(async () => {
  server = await startBaton(join(folder, 'data'));
  const first = { token: tokenOf(await server.setUpLink()), name: 'K. Brandt', email: EMAILS.it, password };
  const it = await enter(server.url, setUp.path, { ...first, team: 'it' });
  const { link } = await it(createInvitation, { body: { email: EMAILS.infosec, team: 'infosec', role: 'lead' } });
  const infosec = await enter(server.url, acceptInvitation.path, { token: tokenOf(link), name: 'A. Osei', password });
  const body = { name: 'scripts', role: 'member', expiresInDays: 1 } as const;
  keys.set('it', (await it(createKey, { body })).secret);
  keys.set('infosec', (await infosec(createKey, { body })).secret);
  const now = Date.now();
  await it(createImport, {
    query: { fileName: 'a.csv', team: 'it', source: 'a' },
    file: patchExport(KB, DEVICES, now),
  });
  await infosec(createImport, { query: { fileName: 'b.nessus', team: 'infosec' }, file: nessusScan(KB, DEVICES, now) });
  await vi.waitFor(
    async () => expect((await it(listRemediations, { query: {} })).rows[0]?.agreed.denominator).toBe(3),
    { timeout: 30_000, interval: 200 },
  );
}, 300_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Ends as it should, and says this; what a person signs takes e-mail and password. */
async function says(team: Team, args: readonly string[], words: RegExp): Promise<string> {
  const environment = { BATON_URL: server.url, BATON_KEY: keys.get(team), XDG_CONFIG_HOME: join(folder, 'config') };
  const { code, out, err } = await runBaton(['remediation', ...args], environment, `${EMAILS[team]}\n${password}\n`);
  expect({ args, code, err: code === 0 ? '' : err }).toEqual({ args, code: 0, err: '' });
  expect(out).toMatch(words);
  return out;
}

test('a remediation is given, prioritised in bulk, tested, split, merged, and its parts and files are kept', async () => {
  await says('infosec', ['assign', KB, '--to', EMAILS.infosec], /InfoSec holds the baton in prioritise/);
  await says('infosec', ['bulk', 'hand-over', '--team', 'infosec', '--note', 'now'], /It would be done on 1/);
  await says('infosec', ['bulk', 'hand-over', '--team', 'infosec', '--note', 'now', '--yes'], /Done on 1/);
  await says('infosec', ['watch', KB], /told what happens/);
  await says('it', ['reject', KB, '--reason', 'no-fix', '--note', 'none'], /InfoSec answers: "Agree: no fix"/);
  await says('infosec', ['hand-over', KB, '--back', '--note', 'there is one'], /IT holds the baton in accept/);
  await says('it', ['hand-over', KB, '--note', 'taken'], /IT holds the baton in test/);
  const plan = ['--plan', 'all', '--passes', 'it starts'];
  await says('it', ['test', KB, '--device', 'wks-1', ...plan], /IT holds the baton in test/);
  await says('it', ['test', KB, '--device', 'WKS-1', '--result', 'good', '--note', 'works'], /in test/);
  await says('it', ['parts', 'set', KB, 'registry:Override = 72', 'cleanup:old files'], /in test/);
  await says('it', ['parts', 'done', KB, 'registry-1', '--device', 'WKS-2'], /in test/);
  await says('it', ['parts', KB], /registry-1\s+Override = 72\s+1\/3/);
  const split = await says('it', ['split', KB, '--device', 'WKS-3', '--note', 'Saturday'], /Split off as /);
  const other = /as (\S+)\./.exec(split)?.[1] ?? '';
  await says('it', ['show', KB], /Also: 1 devices in test/);
  await says('it', ['merge', KB, '--other', other, '--note', 'all at once after all'], /in test/);
  const file = join(folder, 'notes.txt');
  writeFileSync(file, 'what was seen');
  const attached = await says('it', ['attach', KB, file], /Attached as /);
  await says('it', ['save-file', /as (\S+)\./.exec(attached)?.[1] ?? ''], /^what was seen$/);
  await says('it', ['comment', KB, 'Ready, @A. Osei.'], /Written/);
  const timeline = await says(
    'infosec',
    ['timeline', KB],
    /K\. Brandt merged 1 device of another remediation into this one/,
  );
  for (const entry of ['rejected it: there is no fix', 'planned the test on 1 device', 'attached notes.txt']) {
    expect(timeline).toContain(entry);
  }
}, 300_000);

test('an emergency is declared and approved by both, and what a tier does not ask for is said', async () => {
  await says('it', ['emergency', KB, '--note', 'exploited'], /IT holds the baton in deploy/);
  await says('it', ['emergency', KB, '--approve', '--note', 'right'], /in deploy/);
  await says('infosec', ['emergency', KB, '--approve', '--note', 'right'], /in deploy/);
  await says('it', ['show', KB], /Emergency: approved/);
  await says('it', ['list', '--emergency'], /deploy, emergency/);
  const environment = { BATON_URL: server.url, BATON_KEY: keys.get('it'), XDG_CONFIG_HOME: join(folder, 'config') };
  const typed = `${EMAILS.it}\n${password}\n`;
  const evidence = await runBaton(['remediation', 'evidence', KB, '--note', 'x'], environment, typed);
  expect(evidence.err).toMatch(/asks for no forensic evidence/);
}, 120_000);
