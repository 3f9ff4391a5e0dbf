import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoardDto } from '@baton/contract/board.ts';
import { formatCounted, formatDay } from '@baton/presentation/formats.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { newVisitor, openBrowser, type Visitor } from './browser.ts';
import { fillWithWorld, readApi } from './fleet.ts';

// The board as people use it: which devices and which day are chosen in the bar and hold across pages, every bar opens its cells,
// the bridge leaves the page as picture and table, and all of it goes by keys.

const folder = mkdtempSync(join(tmpdir(), 'baton-board-'));
const WINDOWS = /^Microsoft Windows|^Windows/;
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

let baton: RunningBaton;
let browser: Browser;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data')), openBrowser()]);
  visitor = await newVisitor(browser);
  page = visitor.page;
  const plan = { seed: 5, devices: 120, folder: join(folder, 'world') };
  await fillWithWorld(page, await baton.setUpLink(), plan);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a scope is chosen with its devices beside it, narrows the number, and holds across pages', async () => {
  await page.goto(`${baton.url}/`);
  const all = await readApi<BoardDto>(page, '/api/board');
  await page.getByRole('button', { name: /^Scope/ }).click();
  const value = page.getByRole('group', { name: 'Operating system' }).getByRole('checkbox', { name: WINDOWS }).first();
  await value.waitFor();
  await page.keyboard.type('windows');
  await value.press('Space');
  await page.getByRole('button', { name: 'Show', exact: true }).press('Enter');
  await page.waitForURL(/scope=os%3A/);
  const scope = new URL(page.url()).searchParams.get('scope') ?? '';
  const narrowed = await readApi<BoardDto>(page, `/api/board?scope=${encodeURIComponent(scope)}`);
  expect(narrowed.agreed.denominator).toBeGreaterThan(0);
  expect(narrowed.agreed.denominator).toBeLessThan(all.agreed.denominator);
  await page.getByText(formatCounted(narrowed.agreed.denominator, 'required cell')).first().waitFor();

  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Devices/ })
    .click();
  await page.getByRole('heading', { name: formatCounted(narrowed.devices.total, 'device') }).waitFor();
  expect(new URL(page.url()).searchParams.get('scope')).toBe(scope);

  await page.getByRole('link', { name: /^Knowledge/ }).click();
  await page.getByText(/This page shows all devices, not only/).waitFor();
  await page.getByRole('button', { name: 'Show all devices' }).click();
  await page.waitForURL((url) => !url.searchParams.has('scope'));

  await page.goto(`${baton.url}/`);
  await page.getByRole('button', { name: /^Scope/ }).click();
  await page.getByRole('group', { name: 'Shown lately' }).getByRole('button').first().click();
  await page.waitForURL((url) => url.searchParams.get('scope') === scope);
});

test('a day gone by stands in the address of every page, is told under the bar, and is left in one step', async () => {
  await page.goto(`${baton.url}/?day=${yesterday}`);
  await page.getByText(`As of ${formatDay(yesterday)}.`).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.waitForURL((url) => url.pathname === '/devices' && url.searchParams.get('day') === yesterday);
  await page.getByText(`As of ${formatDay(yesterday)}.`).waitFor();
  await page.getByRole('link', { name: /^Imports/ }).click();
  await page.getByText(`This page shows now, not ${formatDay(yesterday)}.`).waitFor();
  await page.getByRole('button', { name: 'Return to now' }).click();
  await page.waitForURL((url) => url.pathname === '/imports' && !url.searchParams.has('day'));
});

test('a bar tells itself on focus, and Enter opens as many cells as it counts', async () => {
  await page.goto(`${baton.url}/`);
  const board = await readApi<BoardDto>(page, '/api/board');
  const bar = page.locator('.waterfall a[aria-label$="list these cells"]').first();
  await bar.focus();
  const hint = page.locator('.bar-hint');
  await hint.waitFor();
  const name = (await bar.getAttribute('aria-label')) ?? '';
  const step = board.bridge.find((each) => name.startsWith(`${each.label}: `));
  expect(step).toBeDefined();
  const told = await hint.innerText();
  for (const words of [
    step?.summary ?? '?',
    formatCounted(step?.cells ?? 0, 'cell'),
    formatCounted(step?.devices ?? 0, 'device'),
  ])
    expect(told).toContain(words);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cells\?.*cause=/);
  await page.getByRole('heading', { name: formatCounted(step?.cells ?? 0, 'cell'), exact: true }).waitFor();
});

test('every pair of both sides’ words opens as many cells as it counts', async () => {
  const board = await readApi<BoardDto>(page, '/api/board');
  expect(board.words.reduce((sum, pair) => sum + pair.cells, 0)).toBe(board.agreed.denominator);
  for (const pair of board.words.filter(({ cells }) => cells > 0)) {
    const { total } = await readApi<{ total: number }>(
      page,
      `/api/cells?itWord=${pair.it}&infosecWord=${pair.infosec}&pageSize=1`,
    );
    expect([pair.it, pair.infosec, total]).toEqual([pair.it, pair.infosec, pair.cells]);
  }
});

test('small causes unfold at a click and fold again', async () => {
  await page.goto(`${baton.url}/`);
  const folds = page.locator('.waterfall a[aria-label$="open to see each"]');
  await page.locator('.waterfall a').first().waitFor();
  const before = await folds.count();
  expect(before).toBeGreaterThan(0);
  await folds.first().press('Enter');
  await expect.poll(() => folds.count()).toBe(before - 1);
  await page.getByRole('button', { name: 'Fold the small ones' }).click();
  await expect.poll(() => folds.count()).toBe(before);
});

test('the bridge leaves as a picture of its size, and as a table with its fractions', async () => {
  await page.goto(`${baton.url}/`);
  const board = await readApi<BoardDto>(page, '/api/board');
  const png = await download('Save as PNG');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  // Width and height stand in the header's fifth and sixth word (PNG, 11.2.2).
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2480, 772]);
  const csv = (await download('Save as CSV')).toString();
  for (const step of board.bridge) expect(csv).toContain(step.cause);
  expect(csv).toContain(String(board.agreed.numerator));
});

test('rows go by j and k, a device is chosen with x, and ? shows the keys', async () => {
  await page.goto(`${baton.url}/devices`);
  await page.locator('tbody tr[data-row]').first().waitFor();
  const focused = (): Promise<string> => page.locator('tr:has(:focus)').innerText();
  await page.keyboard.press('j');
  const first = await focused();
  await page.keyboard.press('j');
  expect(await focused()).not.toBe(first);
  await page.keyboard.press('k');
  expect(await focused()).toBe(first);
  await page.keyboard.press('x');
  await page.getByText('1 chosen').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page.waitForURL(`${baton.url}/`);
});

test('no page complained', () => {
  expect(visitor.complaints).toEqual([]);
});

async function download(item: string): Promise<Buffer> {
  await page.getByRole('button', { name: 'Print, picture or CSV' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
  return readFileSync(await file.path());
}
