import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@baton/contract/client.ts';
import { acceptInvitation, createInvitation, createKey, setUp } from '@baton/contract/people.ts';
import {
  judgeAs,
  makeDevices,
  makeFixes,
  TOLD_CELLS,
  type ToldCell,
} from '@baton/services/reconcile-devices/testing/told-history.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { openEmbeddedPostgres } from '@baton/store/embedded/embedded-postgres.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { runBaton } from '../running-cli.ts';
import { newVisitor, openBrowser, type Visitor } from './browser.ts';
import { walk } from './walk.ts';

// Two teams look back on a cycle together, promise something, and judge it in the next one; the leads close both.

const PASSWORD = 'correct horse battery staple';
const folder = mkdtempSync(join(tmpdir(), 'baton-cycles-'));
const data = join(folder, 'data');
const today = Temporal.Now.plainDateISO('UTC');
const ago = (days: number) => today.subtract({ days }).toString();
const ahead = (days: number) => today.add({ days }).toString();

let baton: RunningBaton;
let browser: Browser;
let brandt: Visitor;
let osei: Visitor;
let novak: Visitor;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  await makePast();
  [baton, browser] = await Promise.all([startBaton(data), openBrowser()]);
  const tokenOf = (link: string) => new URL(link).searchParams.get('token') ?? '';
  const enter = async (path: string, body: object) => {
    const answer = await fetch(`${baton.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-baton': '1' },
      body: JSON.stringify({ ...body, password: PASSWORD }),
    });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return createClient({ baseUrl: baton.url, headers: { cookie } });
  };
  const first = { name: 'K. Brandt', email: 'k.brandt@example.org', team: 'it' };
  const lead = await enter(setUp.path, { token: tokenOf(await baton.setUpLink()), ...first });
  const invite = async (email: string, name: string, team: 'it' | 'infosec', role: 'lead' | 'member') => {
    const { link } = await lead(createInvitation, { body: { email, team, role } });
    await enter(acceptInvitation.path, { token: tokenOf(link), name });
  };
  await invite('a.osei@example.org', 'A. Osei', 'infosec', 'lead');
  await invite('s.novak@example.org', 'S. Novak', 'it', 'member');
  const { secret } = await lead(createKey, { body: { name: 'reader', role: 'viewer', expiresInDays: 1 } });
  environment = { BATON_URL: baton.url, BATON_KEY: secret, XDG_CONFIG_HOME: folder };
  brandt = await signIn('k.brandt@example.org');
  osei = await signIn('a.osei@example.org');
  novak = await signIn('s.novak@example.org');
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await baton?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What happened before anybody set up cycles: in the first InfoSec's scans came late, in the second they did not. */
async function makePast(): Promise<void> {
  const log = { info: () => {}, warn: () => {}, error: console.error };
  const postgres = await openEmbeddedPostgres({
    dataFolder: data,
    log,
    onLost: (error) => {
      throw error;
    },
  });
  const connection = connectDatabase(postgres.url);
  try {
    await migrate(connection.pool);
    await tellPast(connection.db);
  } finally {
    await connection.close();
    await postgres.close();
  }
}

async function tellPast(db: Database): Promise<void> {
  const names = ['wks-0101', 'wks-0102', 'wks-0103', 'wks-0104'];
  const ids = await makeDevices(db, names);
  await makeFixes(db, new Map(['KB5099412', 'KB5101777'].map((fix) => [fix, []])));
  const told = (verdict: ToldCell['verdict'], cause: ToldCell['cause'] = null) => {
    const found = TOLD_CELLS.find((cell) => cell.verdict === verdict && cell.cause === cause);
    if (found === undefined) throw new Error(`No cell is told to be ${verdict}.`);
    return found;
  };
  const judge = (day: string, devices: readonly number[], cells: Readonly<Record<string, ToldCell>>) =>
    judgeAs(
      db,
      Temporal.PlainDate.from(day).toZonedDateTime('UTC').toInstant().add({ hours: 9 }),
      devices.map((n) => ({
        deviceId: ids[n] ?? '',
        name: names[n] ?? '',
        operatingSystem: 'Windows 11',
        cells: new Map(Object.entries(cells)),
      })),
    );
  const [proven, open, stale] = [told('proven'), told('open'), told('unproven', 'stale-scan')];
  await judge(ago(70), [0, 1, 2, 3], { KB5099412: open });
  await judge(ago(55), [0], { KB5099412: proven });
  await judge(ago(52), [1, 2, 3], { KB5099412: stale });
  await judge(ago(45), [3], { KB5099412: stale, KB5101777: open });
  await judge(ago(25), [1, 2], { KB5099412: proven });
}

async function signIn(email: string): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  const { page } = visitor;
  await page.goto(`${baton.url}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Board' }).waitFor();
  return visitor;
}

const open = ({ page }: Visitor, path: string) => page.goto(`${baton.url}${path}`);

async function write({ page }: Visitor, prompt: string, words: string): Promise<void> {
  const panel = page.locator('.prompt', { hasText: prompt });
  await panel.getByRole('textbox').fill(words);
  await panel.getByRole('button', { name: 'Write it down' }).click();
  await panel.getByText(words).waitFor();
}

async function close(number: number): Promise<void> {
  await open(brandt, `/cycles/${number}/retrospective`);
  await brandt.page.getByLabel('What is to be said of it').fill('As talked through on Thursday.');
  await brandt.page.getByRole('button', { name: 'Offer it to both leads' }).click();
  for (const [{ page }, team] of [
    [brandt, 'IT'],
    [osei, 'InfoSec'],
  ] as const) {
    await page.goto(`${baton.url}/cycles/${number}/retrospective`);
    await page.getByLabel('Your password, to sign').fill(PASSWORD);
    await page.getByRole('button', { name: `Sign for ${team}` }).click();
    await page.getByText(team === 'IT' ? 'IT has signed.' : 'nothing of it changes any more').waitFor();
  }
}

test('a lead sets when cycles begin, and past ones are made from the record', async () => {
  const { page } = brandt;
  await page.getByRole('link', { name: 'Cycles' }).click();
  await page.getByText('No cycle has begun yet.').waitFor();
  await page.getByLabel('They begin on').selectOption('dates');
  await page.getByLabel(/^Dates, with commas/).fill([ago(60), ago(30), ago(1), ahead(29)].join(', '));
  await page.getByLabel('Zone').fill('UTC');
  await page.getByLabel(/^First cycle holds/).fill(ago(60));
  await page.getByRole('button', { name: 'Set the rule' }).click();
  await page.getByText('3 cycles').waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'Fill it in' }).count(), { timeout: 30_000 }).toBe(2);
  await page.getByText(/^runs, 2[89] d/).waitFor();
});

test('people of both teams are told, and write what worked and what failed beside figures that data made', async () => {
  await open(novak, '/for-you');
  await novak.page.getByRole('link', { name: /^Cycle 1 has ended/ }).click();
  // Four cells were required at the start; one is proven, three wait for a scan, and one came late.
  await novak.page.getByRole('heading', { name: /^Cycle 1, / }).waitFor();
  await novak.page.getByText('At the end both teams agree on 20.00 %, 1 of 5 required cells').waitFor();
  expect(await novak.page.getByRole('row', { name: /Late: by fixes that came/ }).textContent()).toContain('1 of 5');
  await novak.page.getByRole('row', { name: /Scan older than the fix.*\+3/ }).waitFor();
  await write(novak, 'What worked', 'The test ring found the printer driver in time.');
  await open(osei, '/cycles/1/retrospective');
  await write(osei, 'What failed', 'Scans came a week after the window.');
  await osei.page.getByText('S. Novak').first().waitFor();
  expect(await osei.page.getByRole('button', { name: 'Take back' }).count()).toBe(1);
});

test('an action has an owner, a date, and a number that it promises', async () => {
  const { page } = osei;
  await page.getByLabel('What will be done').fill('Scan within two days of each window');
  await page.getByLabel('Owner').selectOption({ label: 'A. Osei, InfoSec' });
  await page.getByLabel('By', { exact: true }).fill(ahead(3));
  await page.getByLabel('The number that it promises').selectOption('cause-cells');
  await page.locator('select[name=cause]').selectOption('stale-scan');
  await page.getByLabel('cells', { exact: true }).fill('1');
  await page.getByRole('button', { name: 'Add the action' }).click();
  await page.getByText('Cells at most 1, by cause: Scan older than the fix').waitFor();
  await close(1);
  await open(novak, '/cycles/1/retrospective');
  await novak.page.getByText('nothing of it changes any more').waitFor();
  expect(await novak.page.getByRole('button', { name: 'Write it down' }).count()).toBe(0);
});

test('the next cycle shows what came of the promise, and somebody else than its owner judges it before the leads close', async () => {
  await open(osei, '/cycles/2/retrospective');
  const { page } = brandt;
  // 3 cells of the cause at the start, 1 at the end.
  await osei.page.getByText(/Came to 1: as promised/).waitFor();
  expect(await osei.page.getByRole('button', { name: 'Judge it' }).getAttribute('title')).toContain('You own it');
  await open(brandt, '/cycles/2/retrospective');
  expect(await page.getByRole('button', { name: 'Offer it to both leads' }).getAttribute('title')).toContain(
    '1 action',
  );
  await page.getByLabel('What came of it').fill('Every window but the last was scanned the day after.');
  await page.getByRole('button', { name: 'Judge it' }).click();
  await page.getByText('all judged').waitFor();
  // wks-0104 was in the gap of both cycles.
  const row = page.getByRole('row', { name: /wks-0104/ });
  expect((await row.textContent())?.endsWith('2')).toBe(true);
  await close(2);
  await open(novak, '/cycles/3/retrospective');
  await novak.page.getByText('The figures come when the cycle has ended.').waitFor();
  expect(await novak.page.getByText('Actions of earlier cycles').count()).toBe(0);
});

test('cycles are compared, and read on the command line and on paper', async () => {
  const { page } = novak;
  await open(novak, '/cycles');
  await page.getByLabel('Compare cycle 1').check();
  await page.getByLabel('Compare cycle 2').check();
  await page.getByRole('button', { name: 'Compare 2' }).click();
  await page
    .getByRole('row', { name: /Agreed.*20\.00 %, 1 of 5.*60\.00 %, 3 of 5/ })
    .first()
    .waitFor();
  const run = (...args: readonly string[]) => runBaton(['cycle', ...args], environment);
  expect((await run('list')).out).toMatch(/2 +.*closed +5 +20\.00 %, 1 of 5 +60\.00 %, 3 of 5/);
  expect((await run('show', '3')).out).toContain('running');
  expect((await run('compare', '1', '2')).out).toMatch(/Agreed +20\.00 %, 1 of 5 +60\.00 %, 3 of 5/);
  expect((await run('action', 'list', '2')).out).toMatch(/Scan within two days.*1, as promised +done: Every window/);
  const text = (await run('retrospective', '1')).out;
  expect(text).toContain('- Scans came a week after the window. (A. Osei, InfoSec)');
  expect((await run('retrospective', '1', '--markdown')).out).toMatch(/^# Cycle 1, .*: retrospective\n/);
  const typed = 's.novak@example.org\ncorrect horse battery staple\n';
  const said = await runBaton(['cycle', 'say', '3', 'adjust', 'Scan on Wednesdays.'], environment, typed);
  expect(said).toMatchObject({ code: 0, out: 'Written under “What to adjust”.\n' });
  await open(novak, '/cycles/1/retrospective');
  await page.getByText('nothing of it changes any more').waitFor();
  const paper = await page.pdf({ preferCSSPageSize: true });
  expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
  for (const { complaints } of [brandt, osei, novak]) expect(complaints).toEqual([]);
});

test.each([
  ['light', 1440],
  ['dark', 800],
] as const)('the pages are whole, in a %s window of %i pixels', async (scheme, width) => {
  const { page, complaints } = novak;
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: 900 });
  const folder = process.env.BATON_PICTURES;
  const pictures = folder === undefined ? undefined : join(folder, `cycles-${scheme}-${width}`);
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  const paths = ['', '/3', '/2', '/2/retrospective', '/3/retrospective', '/compare?numbers=1,2', '/compare'];
  for await (const { path, overflow, headings } of walk(
    page,
    paths.map((one) => `/cycles${one}`),
    { baseUrl: baton.url, pictures },
  ))
    expect({ path, overflow: Math.max(0, overflow), headings }).toEqual({ path, overflow: 0, headings: 1 });
  expect(complaints).toEqual([]);
});
