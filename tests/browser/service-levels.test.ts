import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listRemediations } from '@baton/contract/remediations.ts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { openBrowser } from './browser.ts';
import { bringInLeads, deliverByKey, signHere, type Visit } from './two-leads.ts';
import { nessusScan, patchExport, type StoryDevice } from './two-reports.ts';

// Two leads agree on when a clock stands still, and on another policy: what would move is seen before, both sign, and every
// deadline follows and says why.

const KB = 'KB5099412';
const folder = mkdtempSync(join(tmpdir(), 'baton-levels-'));
const DEVICES: readonly StoryDevice[] = [
  { name: 'WKS-0101', installed: null, boot: 5000, scanned: 90, reported: true },
  { name: 'WKS-0102', installed: null, boot: 5000, scanned: 91, reported: true },
];

let baton: RunningBaton;
let browser: Browser;
let it: Visit;
let infosec: Visit;
let remediation = '';

beforeAll(async () => {
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data')), openBrowser()]);
  [it, infosec] = await bringInLeads(baton, browser, [
    { name: 'K. Brandt', email: 'k.brandt@example.org', team: 'it' },
    { name: 'A. Osei', email: 'a.osei@example.org', team: 'infosec' },
  ]);
  await deliverByKey(baton, it, { folder, team: 'it', name: 'pdq.csv', text: patchExport(KB, DEVICES, Date.now()) });
  await deliverByKey(baton, infosec, {
    folder,
    team: 'infosec',
    name: 'weekly.nessus',
    text: nessusScan(KB, DEVICES, Date.now()),
  });
  await vi.waitFor(
    async () => {
      remediation = (await it.call(listRemediations, { query: {} })).rows[0]?.id ?? '';
      if (remediation === '') throw new Error('no remediation yet');
    },
    { timeout: 20_000, interval: 200 },
  );
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [who, { page }] of Object.entries({ it, infosec })) {
    await page.screenshot({ path: join(tmpdir(), `baton-levels-${who}-${task.id}.png`), fullPage: true });
  }
});

test('a clock stands still when a lead of each team has signed for it', async () => {
  const { page } = it;
  await page.goto(`${baton.url}/remediations/${remediation}`);
  await page.getByRole('button', { name: 'Ask for a pause' }).click();
  await page.getByLabel('Why the clock is to stand still').fill('The vendor investigates');
  const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 16);
  await page.getByLabel('Until').fill(until);
  await page.getByRole('button', { name: 'Ask both teams' }).click();
  await page.getByText('waits for signatures').waitFor();
  await signHere(it, 'IT');
  await page.getByText('IT has signed.').waitFor();

  await infosec.page.goto(`${baton.url}/for-you`);
  await infosec.page.getByRole('link', { name: /A pause of .* waits for your signature/ }).click();
  await signHere(infosec, 'InfoSec');
  await infosec.page.getByText('the clock stands still').waitFor();
  await infosec.page.getByText('paused').first().waitFor();
  await infosec.page.getByText(/Why it is due then: it moved/).click();
  await infosec.page.getByText('A pause that both teams signed moved it.').waitFor();
});

test('another policy is looked at, written, signed by both, and then every deadline cites it', async () => {
  const { page } = it;
  await page.goto(`${baton.url}/settings/service-levels`);
  await page.getByText('as it ships, signed by nobody yet').waitFor();
  const row = page.getByRole('row').filter({ hasText: 'CISA BOD 26-04' });
  await row.getByRole('button', { name: 'Draft from it' }).click();
  await page.getByRole('button', { name: 'See which deadlines move' }).click();
  await page.getByText('1 deadline would move').waitFor();
  await page.getByRole('button', { name: 'Keep as the draft' }).click();
  await page.getByText('saved by K. Brandt').waitFor();
  await page.getByLabel('What changes, and why').fill('The directive binds us.');
  await page.getByRole('button', { name: 'Offer it for signing' }).click();
  await page.getByText('Version 1: CISA BOD 26-04').waitFor();
  await signHere(it, 'IT');
  await page.getByText('IT has signed.').waitFor();

  await infosec.page.goto(`${baton.url}/for-you`);
  await infosec.page.getByRole('link', { name: 'Version 1 of the service levels waits for your signature' }).click();
  await signHere(infosec, 'InfoSec');
  await infosec.page.getByText(/version 1, in force since/).waitFor();

  await infosec.page.goto(`${baton.url}/remediations/${remediation}`);
  // The page hears of it by itself, when the background has reckoned every deadline anew.
  await infosec.page.getByText('CISA BOD 26-04, version 1').first().waitFor({ timeout: 60_000 });
});

test('a policy that is not right is told by its line, and keeps out', async () => {
  const { page } = it;
  await page.goto(`${baton.url}/settings/service-levels`);
  await page.getByLabel('The policy as YAML').fill('id: x\nname: X\ntiers: []\n');
  await page.getByRole('button', { name: 'Keep as the draft' }).click();
  await page.getByText('Line 3, column 8').waitFor();
});

test('a maintenance window is set, and what cannot be met by it is told', async () => {
  const { page } = it;
  await page.goto(`${baton.url}/settings/service-levels`);
  await page.getByLabel('Name', { exact: true }).fill('Saturday night');
  await page.getByRole('button', { name: 'Set the window' }).click();
  await page.getByRole('cell', { name: 'Saturday night' }).waitFor();
  await infosec.page.goto(`${baton.url}/settings/service-levels`);
  await infosec.page.getByRole('button', { name: 'Remove' }).waitFor();
  expect(await infosec.page.getByRole('button', { name: 'Remove' }).getAttribute('aria-disabled')).toBe('true');
  await infosec.page.goto(`${baton.url}/breaches`);
  await infosec.page.getByText('Verified on time', { exact: true }).waitFor();
  expect(it.complaints.filter((line) => !line.startsWith('400'))).toEqual([]);
  expect(infosec.complaints).toEqual([]);
});
