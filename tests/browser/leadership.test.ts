import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPack } from '@baton/cli/audit-pack/check-pack.ts';
import { listRemediations } from '@baton/contract/remediations.ts';
import { readZip } from '@baton/formats/zip/read-zip.ts';
import { type FileToPack, writeZip } from '@baton/formats/zip/write-zip.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { type CliRun, runBaton } from '../running-cli.ts';
import { newVisitor, openBrowser } from './browser.ts';
import { bringInLeads, deliverByKey, signHere, type Visit } from './two-leads.ts';
import { nessusScan, patchExport, type StoryDevice } from './two-reports.ts';

// Two leads set goals together, look at one page, send it on by a link and on paper, and hand the auditor the record.

const KB = 'KB5099412';
const folder = mkdtempSync(join(tmpdir(), 'baton-leadership-'));
const DEVICES: readonly StoryDevice[] = [
  { name: '=cmd-1', installed: null, boot: 5000, scanned: 90, reported: true },
  { name: 'WKS-0102', installed: 3000, boot: 2900, scanned: 92, reported: false },
];

let baton: RunningBaton;
let browser: Browser;
let it: Visit;
let infosec: Visit;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data')), openBrowser()]);
  [it, infosec] = await bringInLeads(baton, browser, [
    { name: 'K. Brandt', email: 'k.brandt@example.org', team: 'it' },
    { name: 'A. Osei', email: 'a.osei@example.org', team: 'infosec' },
  ]);
  environment = await deliverByKey(baton, infosec, {
    folder,
    team: 'infosec',
    name: 'weekly.nessus',
    text: nessusScan(KB, DEVICES, Date.now()),
  });
  environment = await deliverByKey(baton, it, {
    folder,
    team: 'it',
    name: 'pdq.csv',
    text: patchExport(KB, DEVICES, Date.now()),
  });
  await vi.waitFor(
    async () => {
      if ((await it.call(listRemediations, { query: {} })).total === 0) throw new Error('no remediation yet');
    },
    { timeout: 20_000, interval: 200 },
  );
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('goals are written, offered, signed by both leads, and then stand on the page', async () => {
  const { page } = it;
  await page.goto(`${baton.url}/leadership`);
  await page.getByText('No goals are set yet.').waitFor();
  await page.getByRole('link', { name: 'Joint goals' }).click();
  await page.getByLabel('What they are called').fill('Goals of the year');
  await page.getByLabel('To', { exact: true }).fill(`${new Date().getUTCFullYear() + 1}-12-31`);
  await page.getByLabel('Agreed').fill('92.5');
  // A goal for every measure: the page still is one sheet of paper.
  await page.getByLabel('Verified on time, 90 days').fill('90');
  await page.getByLabel('Devices both teams see').fill('98');
  await page.getByLabel('Unexplained').fill('0.5');
  await page.getByLabel('Known exploited, still open').fill('0');
  await page.getByLabel('Oldest open item').fill('30');
  await page.getByRole('button', { name: 'Keep as the draft' }).click();
  await page.getByText('saved by K. Brandt').waitFor();
  await page.getByLabel('What they are for').fill('Agreed in the quarterly meeting.');
  await page.getByRole('button', { name: 'Offer them for signing' }).click();
  await signHere(it, 'IT');
  await page.getByText('IT has signed.').waitFor();

  await infosec.page.goto(`${baton.url}/for-you`);
  await infosec.page.getByRole('link', { name: 'Version 1 of the joint goals waits for your signature' }).click();
  await signHere(infosec, 'InfoSec');
  await infosec.page.getByText('holds', { exact: true }).waitFor();
  await infosec.page.getByRole('link', { name: 'Leadership' }).first().click();
  await infosec.page.getByRole('heading', { name: 'Goals of the year' }).waitFor();
  await infosec.page.getByText('goal 92.5', { exact: true }).waitFor();
  // No team is seen on it but in the mark, and in whom it is for.
  expect(await infosec.page.locator('.lead-sheet .team').count()).toBe(0);
});

test('a link shows the page to who has no account, and nothing else, until it is revoked', async () => {
  const { page } = it;
  await page.goto(`${baton.url}/leadership`);
  await page.getByRole('button', { name: 'Link for 7 days' }).click();
  const link = (await page.locator('.secret code').textContent()) ?? '';
  const outsider = await newVisitor(browser);
  await outsider.page.goto(link);
  await outsider.page.getByRole('heading', { name: /Both teams can prove/ }).waitFor();
  expect(await outsider.page.getByRole('button').count()).toBe(0);
  expect(await outsider.page.getByRole('link').count()).toBe(0);
  await outsider.page.goto(`${baton.url}/leadership`);
  await outsider.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await infosec.page.goto(`${baton.url}/leadership`);
  await infosec.page.getByText(/read 1 time/).waitFor();
  await infosec.page.getByRole('button', { name: 'Revoke' }).click();
  await infosec.page.getByText(/revoked/).waitFor();
  await outsider.page.goto(`${link.split('#')[0]}?again#${link.split('#')[1]}`);
  await outsider.page.getByText('This link is not good any more.').waitFor();
  expect(it.complaints).toEqual([]);
  expect(infosec.complaints).toEqual([]);
});

test('the page is one sheet of paper', async () => {
  const answer = await fetch(`${baton.url}/api/leadership/page.pdf`, {
    headers: { authorization: `Bearer ${environment.BATON_KEY}` },
  });
  expect(answer.status).toBe(200);
  const file = join(folder, 'page.pdf');
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  expect(readFileSync(file, 'latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  if (!existsSync('/usr/bin/pdftotext')) return;
  const text = execFileSync('pdftotext', ['-layout', file, '-']).toString();
  expect(text).toContain('Both teams can prove');
  expect(text).toContain('Goals of the year');
  expect(text).not.toContain('Link for 7 days');
});

test('the audit pack is whole by its key; whatever is changed in it is found and named', async () => {
  const run = (...args: readonly string[]): Promise<CliRun> => runBaton(args, environment);
  const answer = await fetch(`${baton.url}/api/audit/pack.zip`, {
    headers: { authorization: `Bearer ${environment.BATON_KEY}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const pack = join(folder, 'pack.zip');
  writeFileSync(pack, bytes);
  const key = (await run('audit', 'key')).out.trim();
  const alone = { ...environment, BATON_URL: 'http://127.0.0.1:9', BATON_KEY: '' };
  expect(await runBaton(['audit', 'verify-pack', pack, '--key', key], alone)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^The pack is whole: 14 files, \d+ entries.*\n.*\nSigned by the key given\.\n$/),
  });
  const other = await run('audit', 'verify-pack', pack, '--key', `${key.slice(0, -2)}xx`);
  expect(other).toMatchObject({ code: 1, out: expect.stringContaining('another key') });

  const problemsOf = async (change: (name: string, text: string) => string | null): Promise<string> => {
    const zip = await repacked(bytes, change);
    const read = async (at: number, length: number) => zip.subarray(at, at + length);
    return (await checkPack({ size: zip.byteLength, read }, undefined)).problems.join('\n');
  };
  expect(await problemsOf((_name, text) => text)).toBe('');
  const cases: readonly [(name: string, text: string) => string | null, RegExp][] = [
    [
      (name, text) => (name === 'signatures.csv' ? text.replace('K. Brandt', 'Q. Brandt') : text),
      /signatures\.csv: was changed/,
    ],
    [(name, text) => (name === 'breaches.csv' ? null : text), /breaches\.csv: is missing/],
    [
      (name, text) =>
        name === 'manifest.json' ? text.replace('K. Brandt', 'Q. Brandt').replace('upload', 'uplaod') : text,
      /signature does not fit/,
    ],
    [
      (name, text) => (name === 'log-00001.csv' ? text.replace('key.created', 'key.creatde') : text),
      /log-00001\.csv: was changed/,
    ],
    [
      (name, text) => (name === 'log-00001.csv' ? text.split('\r\n').toSpliced(3, 1).join('\r\n') : text),
      /entries between 2 and 4 are gone/,
    ],
  ];
  for (const [change, says] of cases) expect(await problemsOf(change)).toMatch(says);
  expect((await run('audit', 'verify')).out).toMatch(/^The log is whole/);
  expect((await run('audit', 'log', '--action', 'audit')).out).toContain('audit.pack-made');
  expect((await run('leadership')).out).toMatch(/Both teams can prove[\s\S]*Goals of the year/);
  expect((await run('leadership', 'goals')).out).toContain('K. Brandt, A. Osei');
});

/** The pack with its files changed: null leaves one out. */
async function repacked(bytes: Buffer, change: (name: string, text: string) => string | null): Promise<Buffer> {
  const zip = await readZip({ size: bytes.byteLength, read: async (at, length) => bytes.subarray(at, at + length) });
  async function* files(): AsyncGenerator<FileToPack> {
    for (const name of zip.names) {
      const text = change(name, Buffer.concat(await Array.fromAsync(zip.open(name))).toString('utf8'));
      if (text !== null) yield { name, pieces: piecesOf(text) };
    }
  }
  return Buffer.concat(await Array.fromAsync(writeZip(files(), Temporal.Now.instant())));
}

async function* piecesOf(text: string): AsyncGenerator<string> {
  yield text;
}
