import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BoardDto } from '@baton/contract/board.ts';
import { formatFraction } from '@baton/presentation/formats.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { newVisitor, openBrowser, type Visitor } from './browser.ts';
import { fillWithWorld, readApi } from './fleet.ts';

// A fleet of 400 devices whose reports disagree in every way that Baton knows, looked at as people see it. With BATON_PICTURES=1 the
// pictures of the README are taken anew; otherwise they go to a temporary folder.

const folder = mkdtempSync(join(tmpdir(), 'baton-pictures-'));
const temporary = join(folder, 'images');
const forReadme = process.env.BATON_PICTURES ? resolve(import.meta.dirname, '../../docs/images') : temporary;
/** The pictures that the documents show. */
const SHOWN: ReadonlySet<string> = new Set(['board-light', 'board-dark', 'disagreements', 'remediations']);
const pictureOf = (name: string): string => join(SHOWN.has(name) ? forReadme : temporary, `${name}.png`);

let baton: RunningBaton;
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  for (const path of [temporary, forReadme]) mkdirSync(path, { recursive: true });
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data')), openBrowser()]);
  visitor = await newVisitor(browser);
  const { page } = visitor;
  const plan = { seed: 11, devices: 400, folder: join(folder, 'world') };
  await fillWithWorld(page, await baton.setUpLink(), plan);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each(['light', 'dark'] as const)(
  'the board shows the numbers that the API gives, and nothing is wider than the window (%s)',
  async (scheme) => {
    const { page } = visitor;
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${baton.url}/`);
    // Time moves cells while the test looks; page and API go together all the same.
    await expect
      .poll(
        async () => {
          const { agreed, it, infosec } = await readApi<BoardDto>(page, '/api/board');
          const texts = [agreed, it, infosec].map(formatFraction);
          return Promise.all(texts.map((text) => page.getByText(text).first().isVisible()));
        },
        { timeout: 20_000 },
      )
      .toEqual([true, true, true]);
    const board = await readApi<BoardDto>(page, '/api/board');
    expect(board.bridge.length).toBeGreaterThan(10);
    expect(await overflow(page)).toBe(0);
    await page.screenshot({ path: pictureOf(`board-${scheme}`) });
  },
);

// Scan older than the fix: a cell on which both sides have something to show.
test.each([
  ['disagreements', '/disagreements?cause=stale-scan'],
  ['remediations', '/remediations'],
  ['devices', '/devices'],
  ['imports', '/imports'],
])('%s fits the window and says what it shows', async (name, path) => {
  const { page } = visitor;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${baton.url}${path}`);
  await page.locator('[data-row], tbody tr').first().waitFor();
  if (name === 'disagreements') await page.getByText('What proven needs').waitFor();
  expect(await page.locator('h1').count()).toBe(1);
  expect(await overflow(page)).toBe(0);
  await page.screenshot({ path: pictureOf(name) });
});

test('every bar opens exactly the cells that it counts', async () => {
  const { page } = visitor;
  const board = await readApi<BoardDto>(page, '/api/board');
  for (const step of board.bridge) {
    const { total } = await readApi<{ total: number }>(
      page,
      `/api/cells?cause=${step.cause}&part=${step.part}&pageSize=1`,
    );
    expect([step.part, step.cause, total]).toEqual([step.part, step.cause, step.cells]);
  }
});

test('a fold that is opened by keyboard leaves the focus on the first bar of it', async () => {
  const { page } = visitor;
  await page.goto(`${baton.url}/`);
  const fold = page.locator('.waterfall a[aria-label*="smaller causes"]').first();
  const key = (await fold.getAttribute('data-bar')) ?? '';
  await fold.focus();
  await page.keyboard.press('Enter');
  await page.locator(`.waterfall a[data-bar="${key}"]`).waitFor({ state: 'detached' });
  const focused = page.locator('.waterfall a:focus');
  expect(await focused.getAttribute('aria-label')).toContain('list these cells');
  expect((await focused.getAttribute('data-bar'))?.split(':')[0]).toBe(key.split(':')[0]);
});

test('no page complained', () => {
  expect(visitor.complaints).toEqual([]);
});

/** By how many pixels the page is wider than its window. */
async function overflow(page: Page): Promise<number> {
  const { width, window } = await page
    .locator('html')
    .evaluate((root) => ({ width: root.scrollWidth, window: root.clientWidth }));
  return Math.max(0, width - window);
}
