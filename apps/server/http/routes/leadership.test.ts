import { createClient } from '@baton/contract/client.ts';
import { createImport } from '@baton/contract/imports.ts';
import * as contract from '@baton/contract/leadership.ts';
import { listLog } from '@baton/contract/log.ts';
import { createKey } from '@baton/contract/people.ts';
import type { VulnerabilityRow } from '@baton/domain/advisories/bundle-rows.ts';
import { writeBundle } from '@baton/formats/knowledge/write-bundle.ts';
import { SYSTEM } from '@baton/services/actor.ts';
import { hoursAgo, nessusScan, patchCsv } from '@baton/services/evidence/testing/sample-reports.ts';
import { loadBundle } from '@baton/services/load-knowledge/load-bundle.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { TEST_PASSWORD, type TestPerson, useTestServer } from '../../testing/test-server.ts';
import { waitForImport } from '../../testing/wait-for-import.ts';

const server = useTestServer({ role: 'all' });
const proof = { method: 'password', password: TEST_PASSWORD } as const;
const KB = 'KB5044273';
const LISTED = 'CVE-2026-0001';
const NAMES = ['wks-1', 'wks-2', 'wks-3'];

let it: TestPerson;
let infosec: TestPerson;
let member: TestPerson;

beforeAll(async () => {
  it = await server.person({ team: 'it', role: 'lead', name: 'B. Brandt' });
  infosec = await server.person({ team: 'infosec', role: 'lead', name: 'A. Osei' });
  member = await server.person({ team: 'it', name: 'C. Member' });
  const rows = NAMES.map((computer) => ({
    computer,
    serial: `S-${computer}`,
    kb: KB,
    status: 'Installed',
    installedOn: hoursAgo(31),
  }));
  const before = Math.floor(Date.now() / 1000) - 48 * 3600;
  const scan = nessusScan(NAMES.map((name) => ({ name, from: before, findings: [{ plugin: '208284', kb: KB }] })));
  for (const [team, fileName, file] of [
    ['it', 'export.csv', patchCsv(rows)],
    ['infosec', 'scan.nessus', scan],
  ] as const) {
    const { importId } = await it.call(createImport, { query: { fileName, team }, file });
    await waitForImport(it.call, importId);
  }
  // The KB itself is not known: what it removes is told by a finding, as of most applications.
  const { db } = server.database;
  await sql`INSERT INTO fix_cve (fix_id, cve) SELECT fix_id, ${LISTED} FROM fix WHERE key = ${KB}`.execute(db);
  await loadBundle(db, SYSTEM, bundleOf({ kev: { dateAdded: '2026-01-02', dueDate: null, ransomware: false } }));
}, 60_000);

async function* bundleOf(facts: Pick<VulnerabilityRow, 'kev'>): AsyncGenerator<Uint8Array> {
  const listed: VulnerabilityRow = {
    row: 'vulnerability',
    cve: LISTED,
    epss: { score: 0.5, percentile: 0.9 },
    ...facts,
  };
  const source = { name: 'Test', licence: 'CC0-1.0', date: '2026-01-02', url: 'https://example.org', records: 1 };
  const nothing = { offered: [], packageFixes: [], kbs: [], lifecycles: [], officeReleases: [] };
  yield writeBundle({ ...nothing, date: '2026-01-02', sources: [source], vulnerabilities: [listed] });
}

const read = () => member.call(contract.readLeadership);
const year = new Date().getUTCFullYear() + 1;
const GOALS = {
  title: 'Goals of the year',
  by: `${year}-12-31`,
  goals: [
    { measure: 'agreed' as const, target: 92.5 },
    { measure: 'kev-cells' as const, target: 3 },
  ],
};

describe('the leadership page', () => {
  test('shows both teams’ one number with its integers, risk, what is missing and what would help', async () => {
    const page = await read();
    expect(page).toMatchObject({
      agreed: { numerator: 0, denominator: 3 },
      agreedWithoutExceptions: { numerator: 0, denominator: 3 },
      exceptedCells: 0,
      exceptions: { inForce: 0, devices: 0, renewals: 0, oldest: null },
      seenByBoth: { numerator: 3, denominator: 3 },
      risk: { now: { kevFixes: 1, kevCells: 3, epssWeighted: 1.5 } },
      goals: null,
      charter: { version: null },
      policy: { version: 0 },
    });
    expect(page.gaps.reduce((sum, { cells }) => sum + cells, 0)).toBe(page.verdicts.disputed + page.verdicts.unproven);
    expect(page.gaps[0]).toMatchObject({ kind: 'looked', cells: 3 });
    expect(page.needs).toEqual([{ title: 'More frequent scans of 3 devices', why: expect.any(String), cells: 3 }]);
    expect(page.trend.points.at(-1)?.agreed).toEqual(page.agreed);
  });
});

describe('joint goals', () => {
  test('hold when a lead of each team has signed them, and are tracked by the page’s own figures', async () => {
    const { revision } = await member.call(contract.saveGoalsDraft, { body: { seenRevision: 0, goals: GOALS } });
    const offer = { body: { seenRevision: revision, note: 'Agreed on 12 November.' } };
    await expect(member.call(contract.offerGoals, offer)).rejects.toMatchObject({ code: 'not-permitted' });
    const { version } = await it.call(contract.offerGoals, offer);
    const hash = (await member.call(contract.readGoals)).versions[0]?.hash ?? '';
    const sign = (who: TestPerson) => who.call(contract.signGoals, { params: { version }, body: { hash, proof } });
    await expect(sign(member)).rejects.toMatchObject({ code: 'not-permitted' });
    expect(await sign(it)).toEqual({ inForce: false });
    expect((await read()).goals).toBeNull();
    expect(await sign(infosec)).toEqual({ inForce: true });
    expect((await read()).goals).toMatchObject({
      version: 1,
      title: 'Goals of the year',
      goals: [
        { measure: 'agreed', target: 92.5, figure: { share: { numerator: 0, denominator: 3 } }, reached: false },
        { measure: 'kev-cells', target: 3, figure: { number: 3 }, reached: true },
      ],
    });
  });

  test.each([
    [{ ...GOALS, by: '2020-01-01' }, 'not a day to come'],
    [{ ...GOALS, goals: [GOALS.goals[0], GOALS.goals[0]] }, 'two goals'],
    [{ ...GOALS, goals: [{ measure: 'agreed', target: 120 }] }, 'more than 100'],
    [{ ...GOALS, goals: [] }, 'body.goals.goals'],
  ])('are refused where they make no sense: %#', async (goals, says) => {
    const body = { seenRevision: 0, goals: goals as typeof GOALS };
    await expect(member.call(contract.saveGoalsDraft, { body })).rejects.toThrow(says);
  });
});

describe('a link to the page', () => {
  const make = (who: TestPerson, days = 7) => who.call(contract.makeSharedLink, { body: { days } });
  const tokenOf = (link: string) => new URL(link).hash.slice(1);
  const show = (token: string) => server.call(contract.readSharedPage, { body: { token } });

  test('is made by a lead, shows the page and nothing else, and every read is logged', async () => {
    await expect(make(member)).rejects.toMatchObject({ code: 'not-permitted' });
    const { linkId, link, expiresAt } = await make(it);
    expect(new URL(link).search).toBe('');
    const shown = await show(tokenOf(link));
    expect(shown.expiresAt).toBe(expiresAt);
    expect(shown.page.agreed).toEqual((await read()).agreed);
    const [row] = (await member.call(contract.listSharedLinks)).rows;
    expect(row).toMatchObject({ linkId, madeBy: 'B. Brandt', reads: 1, revokedAt: null });
    const { rows } = await member.call(listLog, { query: { subjectId: linkId } });
    expect(rows.map(({ action }) => action)).toEqual(['leadership.link-read', 'leadership.link-made']);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
    // The token is no key to anything else.
    const asKey = createClient({ baseUrl: server.url, key: tokenOf(link) });
    await expect(asKey(contract.readLeadership)).rejects.toMatchObject({ code: 'not-signed-in' });
    const asCookie = createClient({ baseUrl: server.url, headers: { cookie: `baton=${tokenOf(link)}` } });
    await expect(asCookie(contract.readLeadership)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test('is kept as a hash only, and cannot be made to last longer', async () => {
    const { linkId, link } = await make(infosec, 1);
    const { rows } = await sql<{ all: string }>`SELECT to_jsonb(l)::text AS all FROM leadership_link l`.execute(
      server.database.db,
    );
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
    const longer = sql`UPDATE leadership_link SET expires_at = expires_at + interval '1 hour' WHERE link_id = ${linkId}`;
    await expect(longer.execute(server.database.db)).rejects.toMatchObject({ code: '23001' });
    await expect(make(infosec, 32)).rejects.toMatchObject({ where: 'body.days' });
  });

  test('is not good any more once it is revoked, by a lead of either team, or expired', async () => {
    const { linkId, link } = await make(it);
    const revoke = (who: TestPerson) => who.call(contract.revokeSharedLink, { params: { linkId } });
    await expect(revoke(member)).rejects.toMatchObject({ code: 'not-permitted' });
    await revoke(infosec);
    await expect(show(tokenOf(link))).rejects.toMatchObject({ code: 'link-unusable', status: 410 });
    await expect(revoke(it)).rejects.toMatchObject({ code: 'not-found' });
    const expired = await make(it);
    await server.database.pool.query("SET session_replication_role = 'replica'");
    await server.database.pool.query(
      "UPDATE leadership_link SET made_at = now() - interval '9 days', expires_at = now() - interval '1 second' WHERE link_id = $1",
      [expired.linkId],
    );
    await server.database.pool.query("SET session_replication_role = 'origin'");
    await expect(show(tokenOf(expired.link))).rejects.toMatchObject({ code: 'link-unusable' });
  });

  test('is read 30 times a minute and no more', async () => {
    const { link } = await make(it);
    for (let read = 0; read < 30; read += 1) await show(tokenOf(link));
    await expect(show(tokenOf(link))).rejects.toMatchObject({ code: 'too-many-attempts', status: 429 });
  });

  test('is not guessed: wrong tokens from one address end as wrong passwords do', async () => {
    const guess = () => show('x'.repeat(43));
    for (let tries = 0; tries < 8; tries += 1) await expect(guess()).rejects.toMatchObject({ code: 'link-unusable' });
    await expect(guess()).rejects.toMatchObject({ code: 'too-many-attempts' });
  });
});

describe('the page to send on', () => {
  const file = (path: string) => fetch(server.url + path, { headers: { cookie: member.cookie } });

  test('is a message of plain text and HTML that says the same numbers and loads nothing', async () => {
    const answer = await file(`${contract.mailLeadership.path}?to=cio%40example.org`);
    expect(answer.headers.get('content-type')).toBe('message/rfc822');
    const message = await answer.text();
    expect(message).toMatch(/^To: cio@example\.org\r\nSubject: .*0\.0 % agreed\r\n/);
    const parts = message.split(/--baton-[0-9a-f-]+/).slice(1, 3);
    const [plain, html] = parts.map((part) => Buffer.from(part.split('\r\n\r\n')[1] ?? '', 'base64').toString());
    expect(plain).toContain('Agreed: 0.0 % (0 of 3 required cells)');
    expect(plain).toContain('Known exploited, still open: 3 cells (1 fix');
    expect(html).toContain('Goals of the year');
    expect(html).not.toMatch(/<img|<script|<link|src=/);
    const injected = await file(
      `${contract.mailLeadership.path}?to=${encodeURIComponent('a@b.example\r\nBcc: c@d.example')}`,
    );
    expect(injected.status).toBe(400);
  });

  test('is refused on paper with what to do where there is no Chromium', async () => {
    const before = process.env.BATON_CHROMIUM;
    process.env.BATON_CHROMIUM = '/nowhere/chromium';
    const answer = await file(contract.printLeadership.path);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      error: { code: 'no-printer', hint: expect.stringContaining('chromium') },
    });
    if (before === undefined) delete process.env.BATON_CHROMIUM;
    else process.env.BATON_CHROMIUM = before;
  });

  test('is for signed-in people and keys', async () => {
    expect((await fetch(server.url + contract.printLeadership.path)).status).toBe(401);
    const { secret } = await member.call(createKey, { body: { name: 'report', role: 'viewer' } });
    const key = createClient({ baseUrl: server.url, key: secret });
    expect((await key(contract.readLeadership)).agreed.denominator).toBe(3);
    await expect(key(contract.makeSharedLink, { body: { days: 1 } })).rejects.toMatchObject({ code: 'not-permitted' });
  });
});
