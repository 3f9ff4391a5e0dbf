import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { newVisitor, openBrowser, type Visitor } from './browser.ts';
import { fillWithWorld } from './fleet.ts';
import { pathsOf, type Seen, walk } from './walk.ts';

// Every page of a fleet of ten devices, wide and light, narrow and dark. The same walk goes through 100,000 devices in
// benchmarks/pages/walk.ts. With BATON_PICTURES=folder a picture of each page is put there.

const folder = mkdtempSync(join(tmpdir(), 'baton-walk-'));

let baton: RunningBaton;
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data')), openBrowser()]);
  visitor = await newVisitor(browser);
  const { page } = visitor;
  const plan = { seed: 3, devices: 10, folder: join(folder, 'world') };
  await fillWithWorld(page, await baton.setUpLink(), plan);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['light', 1440],
  ['dark', 800],
] as const)('every page is whole, in a %s window of %i pixels', async (scheme, width) => {
  const { page } = visitor;
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: 900 });
  const pictures = process.env.BATON_PICTURES ? join(process.env.BATON_PICTURES, `${scheme}-${width}`) : undefined;
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  const paths = await pathsOf(page);
  const seen: Seen[] = [];
  for await (const one of walk(page, paths, { baseUrl: baton.url, pictures })) seen.push(one);
  expect(seen.map(({ path }) => path)).toEqual(paths);
  expect(seen.filter(({ overflow, headings }) => overflow > 0 || headings !== 1)).toEqual([]);
  expect(visitor.complaints).toEqual([]);
});
