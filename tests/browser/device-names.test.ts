import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getBoard } from '@baton/contract/board.ts';
import { listDevices } from '@baton/contract/devices.ts';
import { createImport } from '@baton/contract/imports.ts';
import { createKey } from '@baton/contract/people.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { runBaton } from '../running-cli.ts';
import { openBrowser } from './browser.ts';
import { bringInLeads, PASSWORD, type Visit } from './two-leads.ts';
import { nessusScan, patchExport, type StoryDevice } from './two-reports.ts';

// Which names are one device: what a short name does not tell, and a join that people undo and take back.

const KB = 'KB5099412';
const folder = mkdtempSync(join(tmpdir(), 'baton-device-names-'));
const fixed = { installed: 300, boot: 200, scanned: 90, reported: false };
const LISTED: readonly StoryDevice[] = [
  { name: 'WKS-0101', ...fixed },
  { name: 'SRV01', ...fixed },
];
const SCANNED: readonly StoryDevice[] = [
  { name: 'WKS-0101', ...fixed },
  { name: 'srv01.berlin.example', ...fixed },
  { name: 'srv01.paris.example', ...fixed, reported: true },
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
  const file = patchExport(KB, LISTED, now);
  await novak.call(createImport, { query: { fileName: 'pdq.csv', team: 'it', source: 'PDQ' }, file });
  const query = { fileName: 'weekly.nessus', team: 'infosec', source: 'Nessus' } as const;
  await sato.call(createImport, { query, file: nessusScan(KB, SCANNED, now) });
  await becomes([1, 3]);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until so many cells are agreed, of so many required. */
async function becomes(agreed: readonly [number, number]): Promise<void> {
  await vi.waitFor(
    async () => {
      const board = await sato.call(getBoard, { query: {} });
      expect([board.agreed.numerator, board.agreed.denominator]).toEqual(agreed);
    },
    { timeout: 60_000, interval: 300 },
  );
}

async function open({ page, call }: Visit, name: string): Promise<string> {
  const { rows } = await call(listDevices, { query: { search: name } });
  const deviceId = rows.find((row) => row.name === name)?.deviceId ?? expect.fail(`no ${name}`);
  await page.goto(`${baton.url}/devices/${deviceId}`);
  await page.getByRole('heading', { name }).waitFor();
  return deviceId;
}

test('a short name that two hosts bear proves nothing, and its cell tells both', async () => {
  const deviceId = await open(novak, 'SRV01');
  await novak.page.goto(`${baton.url}/cells/${deviceId}/${KB}`);
  await novak.page
    .getByText(
      'Scans looked at srv01.berlin.example and srv01.paris.example: the short name is the same, and nothing else shows that they are one device.',
    )
    .waitFor();
  expect(novak.complaints).toEqual([]);
});

test('a join is undone with a reason, and taken back', async () => {
  const { page } = sato;
  const joined = await open(sato, 'WKS-0101');
  const record = page.locator('.device-names li').filter({ hasText: 'Nessus' });
  await record.getByRole('button', { name: 'Not this device' }).click();
  await page.getByLabel('Why').fill('Another WKS-0101, in the laboratory');
  await page.getByRole('button', { name: 'Set apart' }).click();
  await page.getByText('set apart from').waitFor();
  const apart = new URL(page.url()).pathname.split('/').at(-1);
  expect(apart).not.toBe(joined);
  await becomes([0, 3]);

  await page.getByRole('button', { name: 'Put it back' }).click();
  await page.getByLabel('Why').fill('It was the same after all');
  await page.getByRole('button', { name: 'Put back' }).click();
  await page.waitForURL(`**/devices/${joined}`);
  await record.getByText('hostname wks-0101').waitFor();
  await becomes([1, 3]);
  await page.goto(`${baton.url}/devices/${apart}`);
  await page.getByText('Its records were put back to').waitFor();
  expect(sato.complaints).toEqual([]);
});

test('the same by the command line, as a person', async () => {
  const { secret } = await novak.call(createKey, { body: { name: 'shell', role: 'member', expiresInDays: 1 } });
  const settings = { BATON_URL: baton.url, BATON_KEY: secret, XDG_CONFIG_HOME: folder };
  const device = (...args: readonly string[]) =>
    runBaton(['device', ...args, '--reason', 'Tried by hand'], settings, `s.novak@example.org\n${PASSWORD}\n`);
  const apart = await device('set-apart', 'WKS-0101', 'nessus');
  const id = /WKS-0101 \(([0-9a-f-]{36})\)/.exec(apart.out)?.[1] ?? expect.fail(apart.err);
  await becomes([0, 3]);
  const unknown = await device('set-apart', id, 'Intune');
  expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('It is known to: Nessus.')]);
  expect((await device('put-back', id, 'Nessus')).out).toBe(
    'What Nessus said is of WKS-0101 again. It is judged anew.\n',
  );
  await becomes([1, 3]);
});
