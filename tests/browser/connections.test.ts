import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { newVisitor, openBrowser, type Visitor } from './browser.ts';
import { setUpInfosec } from './fleet.ts';

// A lead connects other tools, sees what was not taken and why, mends it, and sends it again; and takes the audit pack along.

const folder = mkdtempSync(join(tmpdir(), 'baton-connections-'));
const got: string[] = [];
let isDown = true;
let hook: Server;
let hookUrl = '';
let baton: RunningBaton;
let browser: Browser;
let lead: Visitor;

beforeAll(async () => {
  hook = createServer((request, answer) => {
    got.push(`${request.url} ${String(request.headers['webhook-signature']).slice(0, 3)}`);
    answer.writeHead(isDown ? 503 : 200).end(isDown ? 'maintenance until noon' : 'taken');
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const at = hook.address();
  hookUrl = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
  const allow = ['--allow-private-hosts', '127.0.0.1'];
  [baton, browser] = await Promise.all([startBaton(join(folder, 'data'), ...allow), openBrowser()]);
  lead = await newVisitor(browser);
  await setUpInfosec(lead.page, await baton.setUpLink());
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  hook?.closeAllConnections();
  hook?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a webhook is connected, its secret shown once, and what was given up is sent again once it is mended', async () => {
  const { page } = lead;
  await page.goto(`${baton.url}/settings/connections`);
  await page.getByText('No tool is connected yet.').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('SIEM');
  await page.getByLabel('Address', { exact: true }).fill(`${hookUrl}/siem`);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  expect(await page.locator('.secret code').textContent()).toMatch(/^whsec_\S{44}$/);
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByText('It did not arrive.').waitFor();
  expect(await page.getByText('maintenance until noon').count()).toBeGreaterThan(0);
  const given = page.getByRole('row', { name: /A test from Baton/ });
  await given.getByText('given up').waitFor();
  await page.reload();
  expect(await page.locator('.secret code').count()).toBe(0);
  isDown = false;
  await given.getByRole('button', { name: 'Send again' }).click();
  await given.getByText('sent', { exact: true }).waitFor();
  await page.getByRole('row', { name: /SIEM/ }).first().getByText('works').waitFor();
  expect(got).toEqual(['/siem v1,', '/siem v1,']);
});

test('it is paused, changed, and removed only by a second press', async () => {
  const { page } = lead;
  const row = page.getByRole('row', { name: /SIEM/ }).first();
  await row.getByRole('button', { name: 'Pause' }).click();
  await row.getByText('paused').waitFor();
  await row.getByRole('button', { name: 'Resume' }).click();
  await row.getByRole('button', { name: 'Change' }).click();
  const form = page.getByRole('region', { name: 'Change SIEM' });
  await form.getByLabel('Deadlines that have passed').check();
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /Deadlines that have passed/ }).waitFor();
  await row.getByRole('button', { name: 'Change' }).click();
  await form.getByRole('button', { name: 'Remove' }).click();
  await form.getByRole('button', { name: 'Remove SIEM and its secret' }).click();
  await page.getByText('No tool is connected yet.').waitFor();
});

test('a calendar is made, read by its address, and revoked', async () => {
  const { page } = lead;
  await page.getByLabel('Called').fill('Patching');
  await page.getByRole('button', { name: 'Make a calendar' }).click();
  const address = (await page.locator('.secret code').textContent()) ?? '';
  expect(await (await fetch(address)).text()).toContain('X-WR-CALNAME:Patching');
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('revoked').waitFor();
  expect((await fetch(address)).status).toBe(410);
});

test('the leadership page is sent each month by a connected mail server, and the audit pack is a button', async () => {
  const { page } = lead;
  await page.getByRole('button', { name: 'E-mail', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Company mail');
  await page.getByLabel('Mail server').fill('127.0.0.1');
  await page.getByLabel('Port').fill('9');
  await page.getByLabel('Security').selectOption('none');
  await page.getByLabel('From', { exact: true }).fill('baton@example.org');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText('1 connection').waitFor();
  await page.goto(`${baton.url}/leadership`);
  await page.getByLabel('To, with commas').fill('cio@example.org, ciso@example.org');
  await page.getByRole('button', { name: 'Send it each month' }).click();
  await page.getByText('cio@example.org, ciso@example.org').waitFor();
  await page.getByRole('button', { name: 'Send it now' }).click();
  await page.getByText('to ciso@example.org:').waitFor();
  for (const address of ['/leadership', '/settings/log']) {
    await page.goto(`${baton.url}${address}`);
    const started = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Audit pack' }).click();
    const pack = await (await started).path();
    expect(readFileSync(pack).subarray(0, 2).toString()).toBe('PK');
  }
  expect(lead.complaints).toEqual([]);
});
