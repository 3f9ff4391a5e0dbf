import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { newVisitor, openBrowser, type Visitor } from './browser.ts';
import { nessusScan, patchExport, type StoryDevice } from './two-reports.ts';

// The whole story on the whole thing, as two people of two teams: set up, see this machine, drop two reports that disagree, see why,
// and take one fix through the relay until independent evidence closes it.

const KB = 'KB5099412';
const folder = mkdtempSync(join(tmpdir(), 'baton-story-'));
const now = Date.now();

const BEFORE: readonly StoryDevice[] = [
  { name: 'WKS-0101', installed: null, boot: 5000, scanned: 90, reported: true },
  { name: 'WKS-0102', installed: null, boot: 5000, scanned: 91, reported: true },
  { name: 'WKS-0103', installed: 3000, boot: 2900, scanned: 92, reported: false },
  { name: 'WKS-0104', installed: 80, boot: 70, scanned: 93, reported: true },
  { name: 'WKS-0105', installed: 3000, boot: 2900, scanned: 94, reported: false, loggedIn: false },
];
const DEPLOYED = BEFORE.map((device) => (device.installed === null ? { ...device, installed: 20, boot: 15 } : device));
const SCANNED_AGAIN = DEPLOYED.map((device) => ({ ...device, scanned: 5, reported: false, loggedIn: true }));
const FOUND_AGAIN = SCANNED_AGAIN.map((device, index) => ({ ...device, scanned: 2, reported: index === 0 }));

let baton: RunningBaton;
let browser: Browser;
let it: Visitor;
let infosec: Visitor;
let remediation: string;

beforeAll(async () => {
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data')), openBrowser()]);
  it = await newVisitor(browser);
  infosec = await newVisitor(browser);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

// What both saw when a test failed, for whoever mends it.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [who, { page }] of Object.entries({ it, infosec })) {
    await page.screenshot({ path: join(tmpdir(), `baton-story-${who}-${task.id}.png`) });
  }
});

test('the set-up link makes IT’s lead, who invites InfoSec’s', async () => {
  const { page } = it;
  await page.goto(await baton.setUpLink());
  await page.getByLabel('Your name').fill('S. Novak');
  await page.getByLabel('E-mail').fill('s.novak@example.com');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Make the first account' }).click();
  await page.getByRole('heading', { name: 'Three first steps' }).waitFor();
  await page.getByLabel('E-mail').fill('m.sato@example.com');
  await page.getByRole('button', { name: 'Invite' }).click();
  const link = await page.locator('.secret code').first().innerText();

  await infosec.page.goto(link);
  await infosec.page.getByLabel('Your name').fill('M. Sato');
  await infosec.page.getByLabel('Password', { exact: true }).fill('another long password here');
  await infosec.page.getByRole('button', { name: 'Join' }).click();
  await infosec.page.getByRole('link', { name: 'Board' }).waitFor();

  await page.goto(await baton.setUpLink());
  await page
    .getByText(/works? (only )?once|used|no longer/i)
    .first()
    .waitFor();
});

test('this machine is enrolled and shows its real packages', async () => {
  const { page } = it;
  await page.goto(`${baton.url}/settings`);
  await page.getByText('Enrol a device', { exact: true }).click();
  await page.getByRole('button', { name: 'Enrol this machine' }).click();
  const name = hostname().split('.')[0] ?? hostname();
  await page.goto(`${baton.url}/devices`);
  await page.getByRole('link', { name, exact: true }).click({ timeout: 60_000 });
  await page.getByText('Software').click();
  await page.getByRole('cell', { name: 'apt', exact: true }).first().waitFor();
}, 90_000);

test('two reports that disagree are dropped, and the board says why they differ', async () => {
  await deliver(it.page, 'pdq.csv', patchExport(KB, BEFORE, now));
  await deliver(infosec.page, 'weekly.nessus', nessusScan(KB, BEFORE, now));
  await deliver(infosec.page, 'weekly.nessus', nessusScan(KB, BEFORE, now), 'known');

  const { page } = infosec;
  await page.goto(`${baton.url}/`);
  const bar = page.getByRole('link', { name: /Scan older than the fix: 1 cells?/ });
  await bar.click();
  await page.getByText('WKS-0104').waitFor();
  expect(await page.locator('[data-row]').count()).toBe(1);

  await page.goto(`${baton.url}/disagreements`);
  await page.getByText('Scan older than the fix').first().click();
  await page.getByText(/Nessus looked on .* before the install of/).waitFor();
  await page.getByText('What proven needs').waitFor();
});

test('the fix is prioritised by InfoSec and tested, approved and deployed by IT', async () => {
  await infosec.page.goto(`${baton.url}/remediations`);
  await infosec.page
    .getByRole('link', { name: new RegExp(KB) })
    .first()
    .click();
  await infosec.page.getByRole('button', { name: 'Hand to IT' }).waitFor();
  remediation = infosec.page.url();
  await it.page.goto(remediation);
  expect(await openActs(it.page)).not.toContain('Hand to IT');

  await act(infosec.page, 'Hand to IT');
  await act(it.page, 'Accept');
  await act(it.page, 'Sign off the test', async (form) => {
    await form.getByLabel('Devices tested').fill('2');
    await form.getByLabel('All good on').fill('2');
    await form.getByLabel('What was seen').fill('starts, prints, signs in');
  });
  await act(it.page, 'Approve');
  await deliver(it.page, 'pdq-2.csv', patchExport(KB, DEPLOYED, now));
  await it.page.goto(remediation);
  await act(it.page, /^Hand over 5 of 5/);
  await it.page
    .getByText(/InfoSec holds the baton/)
    .first()
    .waitFor();
});

test('nobody closes before the evidence is there, and then the second scan closes it', async () => {
  await infosec.page.goto(remediation);
  await infosec.page.getByText(/Your leg: verify/).waitFor();
  expect(await openActs(infosec.page)).not.toContain('Close');
  expect(await openActs(it.page)).not.toContain('Close');
  await act(infosec.page, /^Rescan \d/, undefined, 'asks');

  await deliver(infosec.page, 'weekly-2.nessus', nessusScan(KB, SCANNED_AGAIN, now));
  await expect.poll(() => holderOf(infosec.page), { timeout: 30_000, interval: 500 }).toMatch(/closed/i);
  await it.page.goto(`${baton.url}/remediations?state=closed`);
  await it.page
    .getByRole('link', { name: new RegExp(KB) })
    .first()
    .waitFor();
});

test('a later scan that finds it again opens it again', async () => {
  await deliver(infosec.page, 'weekly-3.nessus', nessusScan(KB, FOUND_AGAIN, now));
  await expect.poll(() => holderOf(infosec.page), { timeout: 30_000, interval: 500 }).toMatch(/reopened|opened again/i);
});

test('no page complained', () => {
  expect([...new Set([...it.complaints, ...infosec.complaints])]).toEqual([]);
});

/** Drops a file on Imports and waits until it is judged, or known. */
async function deliver(page: Page, name: string, text: string, outcome: 'judged' | 'known' = 'judged'): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, text);
  await page.goto(`${baton.url}/imports`);
  await page.getByLabel('Choose reports').setInputFiles(path);
  if (name.endsWith('.csv')) await page.getByRole('button', { name: 'Import', exact: true }).click();
  const told = outcome === 'known' ? /known since|already/i : /^done: /;
  await page.getByText(told).first().waitFor({ timeout: 30_000 });
}

/** Takes an act on the remediation's page: its button, its form, its note. */
async function act(
  page: Page,
  name: string | RegExp,
  fill?: (form: ReturnType<Page['locator']>) => Promise<void>,
  outcome: 'moves' | 'asks' = 'moves',
): Promise<void> {
  await page.goto(remediation);
  await page.locator('.acts').getByRole('button', { name }).first().click();
  const form = page.locator('.act-form');
  await fill?.(form);
  const note = form.getByLabel(/^Note/);
  if ((await note.count()) > 0) await note.fill('as agreed this morning');
  await form.locator('button[type=submit]').click();
  if (outcome === 'asks') await page.getByText(/InfoSec is asked to look at/).waitFor();
  else await form.waitFor({ state: 'detached' });
}

/** The acts that are open to whoever looks. */
async function openActs(page: Page): Promise<readonly string[]> {
  await page.locator('.acts button').first().waitFor();
  return page.locator('.acts button:not([aria-disabled=true])').allInnerTexts();
}

async function holderOf(page: Page): Promise<string> {
  await page.goto(remediation);
  await page.locator('h1').waitFor();
  return page.locator('main').innerText();
}
