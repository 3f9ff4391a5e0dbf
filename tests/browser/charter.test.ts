import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getSession } from '@baton/contract/people.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { newVisitor, openBrowser, type Visitor } from './browser.ts';

// Two leads write the charter and sign it: questions, the matrix by keyboard, a warning, an offer, two signatures with
// passwords, and a right that follows from it.

const folder = mkdtempSync(join(tmpdir(), 'baton-charter-browser-'));
const PASSWORDS = {
  it: 'correct horse battery staple',
  infosec: 'another long password here',
  member: 'a third long password',
};

let baton: RunningBaton;
let browser: Browser;
let it: Visitor;
let infosec: Visitor;
let member: Visitor;

beforeAll(async () => {
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data')), openBrowser()]);
  it = await newVisitor(browser);
  infosec = await newVisitor(browser);
  member = await newVisitor(browser);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [who, { page }] of Object.entries({ it, infosec, member })) {
    await page.screenshot({ path: join(tmpdir(), `baton-charter-${who}-${task.id}.png`), fullPage: true });
  }
});

async function comeIn(page: Page, link: string, name: string, password: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('link', { name: 'Charter' }).waitFor();
}

/** The cell of the matrix that is written, by its words. */
const cell = (page: Page, words: string) => page.getByRole('button', { name: words });

test('two leads and a member come in', async () => {
  const { page } = it;
  await page.goto(await baton.setUpLink());
  await page.getByLabel('Your name').fill('J. Brandt');
  await page.getByLabel('E-mail').fill('j.brandt@example.com');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORDS.it);
  await page.getByRole('button', { name: 'Make the first account' }).click();
  await page.getByRole('heading', { name: 'Three first steps' }).waitFor();
  await page.getByLabel('E-mail').fill('m.osei@example.com');
  await page.getByRole('button', { name: 'Invite' }).click();
  await comeIn(infosec.page, await page.locator('.secret code').first().innerText(), 'M. Osei', PASSWORDS.infosec);
  await page.goto(`${baton.url}/settings/people`);
  await page.getByLabel('E-mail').fill('s.novak@example.com');
  await page.getByRole('button', { name: 'Invite' }).click();
  await comeIn(member.page, await page.locator('.secret code').first().innerText(), 'S. Novak', PASSWORDS.member);
}, 60_000);

test('five questions make the first draft, and the keyboard changes a cell', async () => {
  const { page } = it;
  await page.getByRole('link', { name: 'Charter' }).click();
  await page.getByText('No version is signed by both leads yet').waitFor();
  await page.getByRole('button', { name: 'Start the draft' }).click();
  await cell(page, 'Scanning, all of IT: nothing').focus();
  // Approving is three rows down, the members two columns on.
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await page.keyboard.press('a');
  await page.getByText('The lead of IT and the members of IT both answer for it').waitFor();
  await page.keyboard.press('r');
  await page.keyboard.press('a');
  await cell(page, 'Approving, the members of IT: responsible; before: informed').waitFor();
  expect(await page.getByText('both answer for it').count()).toBe(0);
  await page.getByRole('button', { name: 'Keep the draft' }).click();
  await page.getByText('From then on a member of IT may do: approving').waitFor();
  await page.getByRole('button', { name: 'Keep the draft', disabled: true }).waitFor();
});

test('whoever is named gets a column, and a warning where it would be on both sides', async () => {
  const { page } = it;
  await page.getByLabel('Name somebody').selectOption({ label: 'S. Novak, IT' });
  await cell(page, 'Verifying, S. Novak: nothing').press('r');
  await page.getByText('S. Novak gets no right by this: it is for InfoSec').waitFor();
  await cell(page, 'Verifying, S. Novak: responsible').press('Delete');
  await page.getByRole('button', { name: 'Take S. Novak out' }).click();
  expect(await cell(page, 'Verifying, S. Novak').count()).toBe(0);
});

test('what one writes is not wiped by what another keeps meanwhile', async () => {
  const { page } = it;
  await page.getByLabel('Title').fill('Written by Brandt');
  const novak = member.page;
  await novak.goto(`${baton.url}/charter?text=draft`);
  await novak.getByLabel('Title').fill('Kept by Novak');
  await novak.getByRole('button', { name: 'Keep the draft' }).click();
  await page.getByText('S. Novak kept another draft meanwhile').waitFor();
  expect(await page.getByLabel('Title').inputValue()).toBe('Written by Brandt');
  await page.getByRole('button', { name: 'Take theirs' }).click();
  expect(await page.getByLabel('Title').inputValue()).toBe('Kept by Novak');
});

test('it is offered, and holds once both leads have signed with their passwords', async () => {
  const { page } = it;
  await page.getByLabel('What changes and why').fill('Members approve as well.');
  await page.getByRole('button', { name: 'Offer for signing' }).click();
  await page.getByRole('heading', { name: 'Version 1 waits for signatures' }).waitFor();
  await page.getByLabel('Your password').fill(PASSWORDS.it);
  await page.getByRole('button', { name: 'Sign for IT' }).click();
  await page.getByText('IT has signed. It waits for InfoSec').waitFor();

  const other = infosec.page;
  await other.getByRole('link', { name: 'Charter' }).click();
  await other.getByText('Approving').first().waitFor();
  await other.getByLabel('Your password').fill('not the password');
  await other.getByRole('button', { name: 'Sign for InfoSec' }).click();
  await other.getByText('The current password is not right').waitFor();
  await other.getByLabel('Your password').fill(PASSWORDS.infosec);
  await other.getByRole('button', { name: 'Sign for InfoSec' }).click();
  await other.getByText('Version 1, in force since').waitFor();
  // The other lead's open page says it too, without being loaded again.
  await page.getByText('in force', { exact: true }).first().waitFor();
  const told: unknown = await member.page.evaluate(async () => (await fetch('/api/session')).json());
  expect(getSession.response.parse(told).person?.permissions).toContain('remediation.approve');
});

test('a member sees whose it is to sign, and a deputy signs', async () => {
  const { page } = it;
  await page.goto(`${baton.url}/charter?text=in-force`);
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByLabel('Title').fill('Patching charter of the works');
  await page.getByRole('button', { name: 'Keep the draft' }).click();
  await page.getByText('The title is written anew').waitFor();
  await page.getByRole('button', { name: 'Keep the draft', disabled: true }).waitFor();
  await page.getByLabel('What changes and why').fill('A title of our own.');
  await page.getByRole('button', { name: 'Offer for signing' }).click();
  await page.getByRole('heading', { name: 'Version 2 waits for signatures' }).waitFor();

  const novak = member.page;
  await novak.goto(`${baton.url}/charter`);
  await novak.getByText('The lead of IT signs, or the deputy whom they made.').waitFor();
  await page.locator('select[name=kind]').selectOption('deputy');
  await page.locator('select[name=person]').selectOption({ label: 'S. Novak' });
  await page.getByRole('button', { name: 'Say so' }).click();
  await page.locator('.duties').getByText('S. Novak').waitFor();
  await novak.getByLabel('Your password').fill(PASSWORDS.member);
  await novak.getByRole('button', { name: 'Sign for IT' }).click();
  await novak.getByText('S. Novak, deputy').first().waitFor();
});

test('nothing on the pages went wrong by itself', () => {
  expect(it.complaints).toEqual([]);
  expect(infosec.complaints.filter((one) => !one.startsWith('401 /api/charter'))).toEqual([]);
  expect(member.complaints).toEqual([]);
});
