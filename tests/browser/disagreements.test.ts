import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listDisagreements, listWorkCells } from '@baton/contract/disagreements.ts';
import { createImport } from '@baton/contract/imports.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { openBrowser } from './browser.ts';
import { bringInLeads, type Visit } from './two-leads.ts';
import { nessusScan, patchExport, type StoryDevice } from './two-reports.ts';

// The queue of disagreements, walked by keyboard and pointer: chosen, previewed, asked, answered, requested.

const KB = 'KB5099412';
const folder = mkdtempSync(join(tmpdir(), 'baton-disagreements-'));
/** Six devices scanned before the install, and one that has not restarted since. */
const DEVICES: readonly StoryDevice[] = [
  ...[1, 2, 3, 4, 5, 6].map((n) => ({ name: `WKS-010${n}`, installed: 80, boot: 70, scanned: 90 + n, reported: true })),
  { name: 'WKS-0107', installed: 3000, boot: 9000, scanned: 94, reported: false },
];

let baton: RunningBaton;
let browser: Browser;
let sato: Visit;
let novak: Visit;

beforeAll(async () => {
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data')), openBrowser()]);
  [sato, novak] = await bringInLeads(baton, browser, [
    { name: 'M. Sato', email: 'm.sato@example.org', team: 'infosec' },
    { name: 'S. Novak', email: 's.novak@example.org', team: 'it' },
  ]);
  const now = Date.now();
  await novak.call(createImport, {
    query: { fileName: 'pdq.csv', team: 'it', source: 'PDQ' },
    file: patchExport(KB, DEVICES, now),
  });
  await sato.call(createImport, {
    query: { fileName: 'weekly.nessus', team: 'infosec' },
    file: nessusScan(KB, DEVICES, now),
  });
  await vi.waitUntil(async () => (await sato.call(listDisagreements)).cells === 7, { timeout: 60_000, interval: 300 });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const opened = (page: Page) => page.locator('.cell-view .cell-bar').first();

test('an empty Baton says what will be here', async () => {
  const { page } = sato;
  await page.goto(`${baton.url}/disagreements?view=requests`);
  await page.getByText('No request is open.').waitFor();
  await page.goto(`${baton.url}/disagreements?view=questions`);
  await page.getByText('No question waits for InfoSec.').waitFor();
});

test('cells are walked and chosen by keyboard, and assigned with a preview of what the number gains', async () => {
  const { page } = sato;
  await page.goto(`${baton.url}/disagreements`);
  await page.getByRole('heading', { name: 'Scan older than the fix' }).waitFor();
  await opened(page).getByText('1 of 6').waitFor();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await opened(page).getByText('2 of 6').waitFor();
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar');
  await bar.getByText('2 chosen').waitFor();
  await page.keyboard.press('k');
  await opened(page).getByText('1 of 6').waitFor();
  await page.keyboard.press('.');
  expect(await page.locator(':focus').textContent()).toBe('Request rescan of 6');
  await bar.getByRole('button', { name: 'Assign 2' }).click();
  const form = page.getByRole('region', { name: 'What would be done' });
  await form.getByText('2 cells on 2 devices.').waitFor();
  expect(await form.textContent()).toMatch(/of 7\) at most: \+28\.57 points/);
  await form.getByRole('button', { name: 'Assign 2' }).click();
  await page.getByText('Done for 2 cells').waitFor();
  await opened(page).locator('..').getByText('M. Sato').first().waitFor();
  const { total } = await sato.call(listWorkCells, { query: { person: 'nobody' } });
  expect(total).toBe(5);
});

test('a question waits for the other team and is answered on the cell', async () => {
  const { page } = sato;
  await page.goto(`${baton.url}/disagreements?key=pending-reboot`);
  await page.getByRole('button', { name: 'Ask IT' }).first().click();
  const form = page.getByRole('region', { name: 'What would be done' });
  await form.getByLabel('Question').fill('When does it restart?');
  await form.getByRole('button', { name: 'Ask IT' }).click();
  await page.getByText('IT is asked about 1 cell.').waitFor();

  await novak.page.goto(`${baton.url}/disagreements?view=questions`);
  await novak.page.getByText('When does it restart?').waitFor();
  await novak.page.getByLabel('Answer').fill('Tonight at 22:00.');
  await novak.page.getByRole('button', { name: 'Answer' }).click();
  await novak.page.getByText('No question waits for IT.').waitFor();
  // InfoSec's open page hears of it.
  await page.getByText('Tonight at 22:00.').waitFor();
});

test('a rescan is requested, its targets and checks are saved, and its progress is shown', async () => {
  const { page } = sato;
  await page.goto(`${baton.url}/disagreements?key=stale-scan`);
  await page.getByRole('button', { name: 'Request rescan of 6' }).click();
  const form = page.getByRole('region', { name: 'What would be done' });
  await form.getByText('6 cells on 6 devices.').waitFor();
  await form.getByRole('button', { name: 'Request rescan of 6' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('status').getByRole('button', { name: 'Save targets and checks' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^nessus-(targets|plugins)\.txt$/);
  await page.goto(`${baton.url}/disagreements?view=requests`);
  await page.getByText('0 of 6 looked at').waitFor();
});

test('what cannot be saved says so, and can be tried again', async () => {
  const page = await sato.page.context().newPage();
  const error = { code: 'internal', message: 'The lists could not be written.' };
  await page.route('**/api/disagreements/scan-lists', (route) => route.fulfill({ status: 500, json: { error } }));
  await page.goto(`${baton.url}/disagreements?key=stale-scan`);
  const save = page.getByRole('button', { name: 'Save targets and checks' });
  await save.click();
  await page.getByRole('alert').getByText('The lists could not be written.').waitFor();
  await page.unroute('**/api/disagreements/scan-lists');
  const saved = page.waitForEvent('download');
  await save.click();
  await saved;
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  await page.close();
});

test('leads set the times after seeing what becomes overdue; others read them', async () => {
  const { page } = sato;
  await page.goto(`${baton.url}/disagreements?view=times`);
  await page.getByLabel('Hours of Scan older than the fix').fill('24');
  await page.getByRole('button', { name: 'Show what becomes overdue' }).click();
  await page.getByText('72 h becomes 24 h').waitFor();
  await page.getByLabel('Why').fill('We scan every night.');
  await page.getByRole('button', { name: 'Set these times' }).click();
  await page.getByText('Version 1, set by M. Sato').waitFor();
});

test('nothing is wider than the window, and the page complains of nothing', async () => {
  for (const { page, complaints } of [sato, novak]) {
    for (const [width, path] of [
      [1440, '/disagreements'],
      [1100, '/disagreements?by=device'],
      [800, '/disagreements?by=fix'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${baton.url}${path}`);
      await opened(page).waitFor();
      expect(
        await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
      ).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  }
});
