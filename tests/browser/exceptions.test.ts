import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listCells } from '@baton/contract/cells.ts';
import { requestException } from '@baton/contract/exception-acts.ts';
import { type ExceptionDetail, listExceptions } from '@baton/contract/exceptions.ts';
import { createImport } from '@baton/contract/imports.ts';
import { getKnowledge, loadKnowledge } from '@baton/contract/knowledge.ts';
import { getSession } from '@baton/contract/people.ts';
import { changeManyAttributes } from '@baton/contract/scope.ts';
import { nessusScan, patchCsv } from '@baton/services/evidence/testing/sample-reports.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { openBrowser } from './browser.ts';
import { bringInLeads, PASSWORD, signHere, type Visit } from './two-leads.ts';

// An exception from its request over both signatures and a review meeting to its expiry, and one that KEV reopens.

const KB = 'KB5044273';
const DEVICES = ['LAB-01', 'LAB-02', 'LAB-03', 'LAB-04', 'OFFICE-01'];
const folder = mkdtempSync(join(tmpdir(), 'baton-exceptions-'));

let baton: RunningBaton;
let browser: Browser;
let sato: Visit;
let novak: Visit;

/** A bundle in which the KB removes one CVE, listed in KEV or not. */
function bundle(date: string, kev: boolean): string {
  const listed = kev ? { kev: { dateAdded: date, dueDate: null, ransomware: false } } : {};
  const kb = { row: 'kb', kb: KB, supersedes: [], builds: [], cves: ['CVE-2026-1000'], products: [], published: null };
  const header = {
    row: 'header',
    format: 'baton-knowledge',
    formatVersion: 1,
    date,
    sources: [{ name: 'Test', licence: 'CC0-1.0', date, url: 'https://example.org', records: 2 }],
    counts: { source: 0, packageFix: 0, kb: 1, vulnerability: 1 },
  };
  return [header, { ...kb, severity: null }, { row: 'vulnerability', cve: 'CVE-2026-1000', ...listed }]
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}

beforeAll(async () => {
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data')), openBrowser()]);
  [sato, novak] = await bringInLeads(baton, browser, [
    { name: 'M. Sato', email: 'm.sato@example.org', team: 'infosec' },
    { name: 'S. Novak', email: 's.novak@example.org', team: 'it' },
  ]);
  // What ships is newer than ours: once it is loaded, ours goes over it and stays.
  await vi.waitUntil(async () => (await sato.call(getKnowledge)).date !== null, { timeout: 60_000, interval: 200 });
  await sato.call(loadKnowledge, { file: bundle('2026-01-02', false) });
  const missing = DEVICES.map((computer) => ({ computer, kb: KB, status: 'Missing' }));
  await novak.call(createImport, { query: { fileName: 'pdq.csv', team: 'it' }, file: patchCsv(missing) });
  const from = Math.floor(Date.now() / 1000) - 7200;
  const findings = [{ plugin: '208303', kb: KB }];
  await sato.call(createImport, {
    query: { fileName: 'weekly.nessus', team: 'infosec' },
    file: nessusScan(DEVICES.map((name) => ({ name, from, findings }))),
  });
  await vi.waitUntil(async () => (await countOf('open')) === DEVICES.length, { timeout: 60_000, interval: 300 });
  await novak.call(changeManyAttributes, {
    body: { devices: { names: DEVICES }, set: [{ kind: 'group', value: 'isolated' }] },
  });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const countOf = async (verdict: 'open' | 'excepted') => (await sato.call(listCells, { query: { verdict } })).total;

async function deviceId(name: string): Promise<string> {
  const { rows } = await sato.call(listCells);
  return rows.find(({ device }) => device === name)?.deviceId ?? '';
}

async function ask(names: readonly string[], until: Date): Promise<ExceptionDetail> {
  const { person } = await novak.call(getSession);
  return novak.call(requestException, {
    body: {
      target: { kind: 'fix', fix: KB },
      devices: { names: [...names] },
      controls: [{ kind: 'attribute', attribute: 'group', value: 'isolated' }],
      reason: 'no-maintenance-window',
      words: 'The laboratory measures until spring.',
      risk: { level: 'low', words: 'Isolated.' },
      ownerId: person?.personId ?? '',
      until: until.toISOString(),
    },
  });
}

const head = (page: Page) => page.locator('.page-head');

test('an empty list says what will be here', async () => {
  await sato.page.goto(`${baton.url}/exceptions`);
  await sato.page.getByText('No exception was asked for yet.').waitFor();
  await sato.page.goto(`${baton.url}/exceptions/review`);
  await sato.page.getByText('Nothing comes due within 30 days.').waitFor();
});

test('is asked for from a cell, shown before it is asked, and holds when both teams have signed', async () => {
  const { page } = novak;
  await page.goto(`${baton.url}/cells/${await deviceId('LAB-01')}/${KB}`);
  await page.getByRole('link', { name: 'Request an exception' }).click();
  await page.getByLabel('In words').fill('The laboratory measures until spring.');
  await page.getByLabel('What could happen').fill('Nothing reaches it from outside.');
  await page.getByLabel('Kind').selectOption('attribute');
  await page.getByRole('textbox', { name: 'Is' }).fill('isolated');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByLabel('Until').fill(new Date(Date.now() + 25 * 86_400_000).toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Show what it sets aside' }).click();
  await page.getByText('shown on 1 of 1 device').waitFor();
  await page.getByRole('button', { name: 'Ask both teams' }).click();
  await page.getByRole('heading', { name: /^EX-1/ }).waitFor();
  await signHere(novak, 'IT');
  await page.getByText('IT has signed.').waitFor();
  expect(await countOf('excepted')).toBe(0);

  await sato.page.goto(`${baton.url}/exceptions`);
  await sato.page.getByRole('button', { name: /waiting for your team/ }).click();
  await sato.page.getByRole('link', { name: /EX-1/ }).click();
  await signHere(sato, 'InfoSec');
  await head(sato.page).getByText('in force until').waitFor();
  // The other browser hears of it without being asked.
  await head(page).getByText('in force until').waitFor();
  await head(page).getByText('1 excepted').waitFor();
  await page.goto(`${baton.url}/cells/${await deviceId('LAB-01')}/${KB}`);
  await page.getByText(`EX-1 sets ${KB} on LAB-01 aside until`).waitFor();
});

test('comes back in a review meeting, is renewed with one click and two signatures, and minutes are kept', async () => {
  const { page } = novak;
  await page.goto(`${baton.url}/exceptions/review`);
  await page.getByText('Who is there').waitFor();
  await page.getByLabel(/M\. Sato/).check();
  await page.getByRole('button', { name: 'Open the meeting' }).click();
  await page.getByRole('heading', { name: 'The meeting is open' }).waitFor();
  await page.getByRole('button', { name: 'Renew' }).click();
  await page.getByText('Decided: to be renewed until').waitFor();
  for (const [visitor, team] of [
    [page, 'IT'],
    [sato.page, 'InfoSec'],
  ] as const) {
    await visitor.goto(`${baton.url}/exceptions/review`);
    await visitor.getByLabel('Your password, to sign').fill(PASSWORD);
    await visitor.getByRole('button', { name: `Sign 1 for ${team}` }).click();
    await visitor.getByText(`Nothing waits for ${team}.`).waitFor();
  }
  await page.getByLabel('What the minutes say besides').fill('Next time in March.');
  await page.getByRole('button', { name: 'Close and keep the minutes' }).click();
  await page.getByText('Next time in March.').waitFor();
  const [row] = (await sato.call(listExceptions)).rows;
  expect(row).toMatchObject({ name: 'EX-1', state: 'in-force', renewals: 1 });
});

test('expires on its date, and its cells are open again', async () => {
  const asked = await ask(['LAB-02'], new Date(Date.now() + 12_000));
  for (const [visitor, team] of [
    [novak, 'IT'],
    [sato, 'InfoSec'],
  ] as const) {
    await visitor.page.goto(`${baton.url}/exceptions/${asked.exceptionId}`);
    await signHere(visitor, team);
  }
  await head(sato.page).getByText('in force until').waitFor();
  await vi.waitUntil(async () => (await countOf('excepted')) === 2, { timeout: 20_000, interval: 200 });
  await head(sato.page).getByText('Its date has passed and nobody renewed it.').waitFor();
  await vi.waitUntil(async () => (await countOf('excepted')) === 1, { timeout: 20_000, interval: 200 });
});

test('is reopened at once when KEV lists a vulnerability of it, and the page says so by itself', async () => {
  const { page } = sato;
  await page.goto(`${baton.url}/exceptions`);
  await page.getByRole('link', { name: /EX-1,/ }).click();
  await head(page).getByText('in force until').waitFor();
  await sato.call(loadKnowledge, { file: bundle('2026-02-02', true) });
  await head(page).getByText('CVE-2026-1000 is in KEV now').waitFor();
  await vi.waitUntil(async () => (await countOf('excepted')) === 0, { timeout: 20_000, interval: 200 });
  expect([...sato.complaints, ...novak.complaints]).toEqual([]);
});
