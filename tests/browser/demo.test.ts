import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { getSession } from '@baton/contract/people.ts';
import { readDemoMark } from '@baton/services/demo/demo-mark.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { newVisitor, openBrowser } from './browser.ts';

// The demo, smaller than the one that people see: loaded, opened, and marked on every page.

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'baton-demo-test-'));
const dataFolder = join(folder, 'data');
const BAND = 'Demo: made-up devices and people';

let baton: RunningBaton;
let browser: Browser;

beforeAll(async () => {
  // One line, and no warning of anything below it.
  const stderr = 'Making up devices and people for the demo (once, about a minute) …\n';
  expect(loadDemo(dataFolder)).toMatchObject({ status: 0, stderr });
  [baton, browser] = await Promise.all([startBaton(dataFolder), openBrowser()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('shows the band before and after signing in, and a board with a past', async () => {
  const { page, complaints } = await newVisitor(browser);
  await page.goto(baton.url);
  await page.getByRole('note').getByText(BAND).waitFor();
  const { password = '' } = (await readDemoMark(dataFolder)) ?? {};
  await page.getByLabel('E-mail').fill('piet@demo.example');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('Agreed since').waitFor();
  expect(await page.getByRole('note').getByText(BAND).isVisible()).toBe(true);
  for (const path of ['/remediations', '/devices', '/imports']) {
    await page.goto(baton.url + path);
    await page.getByRole('table').first().waitFor();
    expect(await page.getByRole('note').getByText(BAND).isVisible()).toBe(true);
  }
  await page.goto(`${baton.url}/remediations`);
  await page.getByText('verify').first().waitFor();
  expect(complaints).toEqual([]);
});

test('says so by API and at the start, with how to sign in', async () => {
  const answer = await fetch(`${baton.url}/api/session`);
  expect(getSession.response.parse(await answer.json())).toMatchObject({ demo: true, setUpNeeded: false });
  const { password = '-' } = (await readDemoMark(dataFolder)) ?? {};
  await expect.poll(() => baton.output()).toContain('marta@demo.example');
  expect(baton.output()).toContain(password);
});

test('is loaded once, and never into a folder that holds other data', () => {
  expect(loadDemo(dataFolder)).toMatchObject({ status: 0, stderr: '' });
  const other = join(folder, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'something'), '');
  const refused = loadDemo(other);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('holds data that is no demo');
});

function loadDemo(data: string) {
  const args = ['tools/demo/load-demo.ts', '--data', data, '--devices', '24', '--cycles', '2'];
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, DATABASE_URL: '' } });
}
