import { auditManifest } from '@baton/contract/audit.ts';
import { createClient } from '@baton/contract/client.ts';
import { compareCycles, getCycle, listCycles, setCycleSchedule } from '@baton/contract/cycles.ts';
import { listLog } from '@baton/contract/log.ts';
import { listNotifications } from '@baton/contract/notifications.ts';
import { createKey } from '@baton/contract/people.ts';
import * as contract from '@baton/contract/retrospectives.ts';
import { readZip } from '@baton/formats/zip/read-zip.ts';
import {
  judgeAs,
  makeDevices,
  makeFixes,
  TOLD_CELLS,
  type ToldCell,
} from '@baton/services/reconcile-devices/testing/told-history.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { TEST_PASSWORD, type TestPerson, useTestServer } from '../../testing/test-server.ts';

// Three cycles of a small fleet: the first two have ended, the second judges what the first promised.

const server = useTestServer({ role: 'all' });
const proof = { method: 'password', password: TEST_PASSWORD } as const;
const today = Temporal.Now.plainDateISO('UTC');
const ago = (days: number) => today.subtract({ days }).toString();
const ahead = (days: number) => today.add({ days }).toString();
const momentOf = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime('UTC').toInstant();
const told = (verdict: ToldCell['verdict'], cause: ToldCell['cause'] = null): ToldCell => {
  const found = TOLD_CELLS.find((cell) => cell.verdict === verdict && cell.cause === cause);
  if (found === undefined) throw new Error(`No cell is told to be ${verdict}.`);
  return found;
};
const [proven, open, stale] = [told('proven'), told('open'), told('unproven', 'stale-scan')];

let it: TestPerson;
let infosec: TestPerson;
let novak: TestPerson;
let sato: TestPerson;
let viewer: TestPerson;

beforeAll(async () => {
  it = await server.person({ team: 'it', role: 'lead', name: 'K. Brandt' });
  infosec = await server.person({ team: 'infosec', role: 'lead', name: 'A. Osei' });
  novak = await server.person({ team: 'it', name: 'S. Novak' });
  sato = await server.person({ team: 'infosec', name: 'M. Sato' });
  viewer = await server.person({ team: 'it', role: 'viewer' });
  await tellStory();
});

/** Two devices with a fix before the first cycle; in it one is proven and a late fix comes; in the second the other waits for a scan. */
async function tellStory(): Promise<void> {
  const { db } = server.database;
  const ids = await makeDevices(db, ['wks-1', 'wks-2']);
  await makeFixes(
    db,
    new Map([
      ['KB1', []],
      ['KB2', []],
    ]),
  );
  const judge = (day: string, device: number, cells: readonly (readonly [string, ToldCell])[]) =>
    judgeAs(db, momentOf(day).add({ hours: 9 }), [
      { deviceId: ids[device] ?? '', name: `wks-${device + 1}`, operatingSystem: 'Debian 12', cells: new Map(cells) },
    ]);
  await judge(ago(50), 0, [['KB1', open]]);
  await judge(ago(50), 1, [['KB1', open]]);
  await judge(ago(35), 0, [['KB1', proven]]);
  await judge(ago(30), 0, [
    ['KB1', proven],
    ['KB2', open],
  ]);
  await judge(ago(15), 1, [['KB1', stale]]);
}

const params = (number: number) => ({ params: { number } });
const read = (number: number, who = viewer) => who.call(contract.readRetrospective, params(number));

test('cycles begin by the rule that a lead sets; past ones are made from the record, by jobs', async () => {
  const empty = await viewer.call(listCycles);
  expect(empty).toMatchObject({
    total: 0,
    schedule: null,
    ofPolicy: { rule: { kind: 'weekday', nth: 2, weekday: 2 } },
  });
  const starts = [ago(40), ago(20), ago(1), ahead(20)];
  const body = { rule: { kind: 'dates', starts }, timeZone: 'UTC', since: ago(40) } as const;
  await expect(novak.call(setCycleSchedule, { body })).rejects.toMatchObject({ code: 'not-permitted' });
  const wrong = { ...body, rule: { kind: 'dates', starts: starts.toReversed() } } as const;
  await expect(it.call(setCycleSchedule, { body: wrong })).rejects.toThrow(/stands after/);
  await expect(it.call(setCycleSchedule, { body: { ...body, timeZone: 'Mars/Base' } })).rejects.toThrow(/no time zone/);
  expect(await it.call(setCycleSchedule, { body })).toEqual({ version: 1 });
  await expect.poll(async () => (await read(2).catch(() => null))?.figures != null).toBe(true);
  const list = await viewer.call(listCycles);
  expect(list.rows.map(({ number, state, firstDay, lastDay }) => [number, state, firstDay, lastDay])).toEqual([
    [3, 'running', ago(1), ahead(19)],
    [2, 'review', ago(20), ago(2)],
    [1, 'review', ago(40), ago(21)],
  ]);
  expect(list.schedule).toMatchObject({ version: 1, setBy: 'K. Brandt' });
  const { rows } = await sato.call(listNotifications, { query: {} });
  expect(rows.map(({ path }) => path)).toEqual(['/cycles/2/retrospective', '/cycles/1/retrospective']);
});

test('the figures are of the record: what was frozen, what came late, why agreed moved, who stays in the gap', async () => {
  const { figures } = await read(1);
  expect(figures).toMatchObject({
    start: { agreed: { numerator: 0, denominator: 2 }, devices: { total: 2 } },
    end: { agreed: { numerator: 1, denominator: 3 } },
    frozen: { devices: 2, fixes: 1, cells: 2, gone: 0, now: { proven: 1, open: 1 } },
    late: { devices: 0, fixes: 1, cells: 1, byNewFixes: 1 },
    change: [
      { kind: 'proven', verdict: 'open', cells: 1, to: { numerator: 1, denominator: 2 } },
      { kind: 'late-fix', cells: 1, proven: 0, to: { numerator: 1, denominator: 3 } },
    ],
    fixesLeft: [{ fix: 'KB1', required: 2, proven: 1 }],
    lateFixes: [{ fix: 'KB2', late: 1 }],
    gap: { devices: 1, cells: 1, lookedBack: 1 },
  });
  expect((await read(2)).figures).toMatchObject({
    start: { agreed: { numerator: 1, denominator: 3 } },
    change: [],
    causes: [{ cause: 'stale-scan', before: 0, after: 1 }, { cause: 'unexplained' }],
    // wks-2 was left in both cycles, wks-1 in the second alone.
    gap: {
      devices: 2,
      cells: 2,
      lookedBack: 2,
      everyCycle: 1,
      longest: [{ device: 'wks-2', inARow: 2 }, { inARow: 1 }],
    },
  });
  const running = await viewer.call(getCycle, params(3));
  expect(running).toMatchObject({ cycle: { state: 'running' }, progress: { late: { cells: 0 }, change: [] } });
  await expect(viewer.call(getCycle, params(9))).rejects.toMatchObject({ code: 'not-found' });
});

test('people of both teams write under the prompts, each with their name, and take back their own words only', async () => {
  const write = (who: TestPerson, prompt: 'worked' | 'failed', words: string) =>
    who.call(contract.addEntry, { ...params(1), body: { prompt, words } });
  await expect(write(viewer, 'worked', 'x')).rejects.toMatchObject({ code: 'not-permitted' });
  await write(novak, 'worked', 'The test ring found the driver in time.');
  const { entryId } = await write(sato, 'failed', 'Scans of the | warehouse <b>came</b> late.');
  const takeBack = (who: TestPerson) => who.call(contract.takeEntryBack, { params: { number: 1, entryId } });
  await expect(takeBack(novak)).rejects.toMatchObject({ code: 'not-found' });
  expect((await read(1)).entries.map(({ by, prompt }) => [by.name, by.team, prompt])).toEqual([
    ['S. Novak', 'it', 'worked'],
    ['M. Sato', 'infosec', 'failed'],
  ]);
  const { entryId: other } = await write(sato, 'failed', 'Wrong.');
  await sato.call(contract.takeEntryBack, { params: { number: 1, entryId: other } });
  expect((await read(1)).entries).toHaveLength(2);
  const { secret } = await it.call(createKey, { body: { name: 'script', role: 'member' } });
  const key = createClient({ baseUrl: server.url, key: secret });
  await expect(key(contract.addEntry, { ...params(1), body: { prompt: 'worked', words: 'x' } })).rejects.toMatchObject({
    status: 403,
  });
});

describe('an action', () => {
  const promise = { measure: 'cause-cells', target: 0, cause: 'stale-scan' } as const;
  const add = (what: string, more: object = {}) =>
    sato.call(contract.addAction, {
      ...params(1),
      body: { what, ownerId: novak.actor.personId, dueOn: ahead(5), ...more },
    });
  const judge = (who: TestPerson, actionId: string, body: object) =>
    who.call(contract.judgeAction, {
      params: { number: 2, actionId },
      body: { judgement: 'done', note: 'It is there.', ...body },
    });

  test('has an owner and a date, and its owner is told', async () => {
    await add('Scan within a day of each deployment', { promise });
    await add('Write the test plan down');
    const { rows } = await novak.call(listNotifications, { query: {} });
    expect(rows[0]?.title).toBe(`An action is yours, by ${ahead(5)}: Write the test plan down`);
    expect((await read(1)).actions[0]).toMatchObject({
      madeIn: 1,
      owner: { name: 'S. Novak' },
      promised: 'Cells at most 0, by cause: Scan older than the fix',
    });
    await expect(add('x', { dueOn: ago(1) })).rejects.toMatchObject({ where: 'body.dueOn' });
    await expect(add('x', { ownerId: viewer.actor.personId })).rejects.toMatchObject({ where: 'body.ownerId' });
    await expect(add('x', { promise: { measure: 'agreed', target: 140 } })).rejects.toMatchObject({
      where: 'body.promise',
    });
    const { actionId } = await add('Not this');
    const takeBack = (who: TestPerson) => who.call(contract.takeActionBack, { params: { number: 1, actionId } });
    await expect(takeBack(novak)).rejects.toMatchObject({ code: 'not-permitted' });
    await takeBack(it);
    expect((await read(1)).actions).toHaveLength(2);
  });

  test('shows up in the next cycle with the number that was promised, and is judged there by another than its owner', async () => {
    const { toJudge } = await read(2);
    const [scan, plan] = toJudge;
    expect(scan).toMatchObject({ figure: { kind: 'number', number: 1 }, kept: false, judgements: [] });
    expect(plan).toMatchObject({ promise: null, figure: null, kept: null });
    const [first, second] = [scan?.actionId ?? '', plan?.actionId ?? ''];
    await expect(judge(novak, first, {})).rejects.toMatchObject({ code: 'not-permitted', message: /does not judge/ });
    await expect(judge(sato, first, { judgement: 'carried' })).rejects.toMatchObject({ where: 'body.dueOn' });
    const inFirst = sato.call(contract.judgeAction, {
      params: { number: 1, actionId: first },
      body: { judgement: 'done', note: 'x' },
    });
    await expect(inFirst).rejects.toMatchObject({ code: 'not-found' });
    await judge(sato, first, { judgement: 'not-done', note: 'Half of them.' });
    await judge(infosec, first, { judgement: 'carried', note: 'The scanner moves next week.', dueOn: ahead(12) });
    await judge(sato, second, {});
    const yours = (await novak.call(listNotifications, { query: {} })).rows.filter(
      ({ kind }) => kind === 'action-item',
    );
    expect(yours.map(({ title, settled }) => [title.split(': ')[1], settled])).toEqual(
      expect.arrayContaining([
        ['Write the test plan down', `Done: ${sato.actor.name} has judged it.`],
        ['Scan within a day of each deployment', null],
        ['Not this', 'Done: it is closed.'],
      ]),
    );
    const judged = (await read(2)).toJudge;
    expect(judged[0]).toMatchObject({
      dueOn: ahead(12),
      judgements: [{ number: 2, judgement: 'carried', figure: { number: 1 }, kept: false, by: { name: 'A. Osei' } }],
    });
    const undo = it.call(contract.takeActionBack, { params: { number: 1, actionId: second } });
    await expect(undo).rejects.toThrow(/has judged this action/);
    // What was carried comes again; what was done does not; the first cycle shows what it made as it was made.
    expect((await read(3)).toJudge.map(({ what }) => what)).toEqual(['Scan within a day of each deployment']);
    expect((await read(1)).actions.map(({ judgements }) => judgements.length)).toEqual([0, 0]);
    const sooner = sato.call(contract.judgeAction, {
      params: { number: 3, actionId: first },
      body: { judgement: 'done', note: 'x' },
    });
    await expect(sooner).rejects.toThrow(/comes with the retrospective of cycle 3/);
  });

  test('is not judged by its owner, or in the cycle that made it, past the services either', async () => {
    const { actionId = '' } = (await read(1)).actions[0] ?? {};
    const write = (number: number, by: TestPerson) => sql`
      INSERT INTO cycle_judgement (action_id, cycle_id, judgement, note, judged_by, judged_by_name, judged_by_team, judged_at)
      SELECT ${actionId}, cycle_id, 'done', 'x', ${by.actor.personId}, 'x', 'it', now() FROM patch_cycle WHERE number = ${number}`;
    await expect(write(3, novak).execute(server.database.db)).rejects.toMatchObject({ code: '23001' });
    await expect(write(1, sato).execute(server.database.db)).rejects.toMatchObject({ code: '23001' });
  });
});

describe('closing', () => {
  const offer = (number: number, who = it) =>
    who.call(contract.offerRetrospective, { ...params(number), body: { note: 'As talked through on Thursday.' } });
  const sign = async (number: number, who: TestPerson) => {
    const [newest] = (await read(number)).versions;
    return who.call(contract.signRetrospective, {
      params: { number, version: newest?.version ?? 0 },
      body: { hash: newest?.hash ?? '', proof },
    });
  };

  test('takes both leads on the same text: what is written in between has it offered again', async () => {
    await expect(offer(1, novak)).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(offer(3)).rejects.toThrow(/has no retrospective yet/);
    await offer(1);
    await expect(sign(1, novak)).rejects.toMatchObject({ code: 'not-permitted' });
    expect(await sign(1, it)).toEqual({ closed: false });
    await sato.call(contract.addEntry, { ...params(1), body: { prompt: 'adjust', words: 'Scan on Wednesdays.' } });
    expect((await read(1)).versions[0]).toMatchObject({ version: 1, current: false });
    await expect(sign(1, infosec)).rejects.toThrow(/written into since it was offered/);
    await offer(1, infosec);
    expect(await sign(1, it)).toEqual({ closed: false });
    const written = async () =>
      (await sato.call(listNotifications, { query: {} })).rows.find(({ path }) => path === '/cycles/1/retrospective');
    expect(await written()).toMatchObject({ kind: 'retrospective', settled: null });
    expect(await sign(1, infosec)).toEqual({ closed: true });
    expect(await written()).toMatchObject({ settled: 'Done: it is closed.' });
    const { cycle, versions } = await read(1);
    expect(cycle).toMatchObject({ state: 'closed', closedAt: versions[0]?.inForceFrom });
    const { rows } = await it.call(listLog, { query: { action: 'cycle.closed' } });
    expect(rows).toHaveLength(1);
  });

  test('is for good: nothing is written into it, by the services or past them', async () => {
    const entry = sato.call(contract.addEntry, { ...params(1), body: { prompt: 'worked', words: 'x' } });
    await expect(entry).rejects.toThrow(/have closed the retrospective of cycle 1/);
    await expect(offer(1)).rejects.toMatchObject({ code: 'conflict' });
    const { db } = server.database;
    const refused = { code: '23001' };
    await expect(sql`UPDATE cycle_entry SET taken_back_at = now()`.execute(db)).rejects.toMatchObject(refused);
    await expect(sql`UPDATE patch_cycle SET closed_at = NULL WHERE number = 1`.execute(db)).rejects.toMatchObject(
      refused,
    );
    await expect(sql`UPDATE patch_cycle SET closed_at = now() WHERE number = 2`.execute(db)).rejects.toMatchObject(
      refused,
    );
    await expect(
      sql`UPDATE patch_cycle SET starts_at = starts_at - interval '1 day' WHERE number = 3`.execute(db),
    ).rejects.toMatchObject(refused);
    await expect(sql`UPDATE cycle_fix SET required = required + 1`.execute(db)).rejects.toMatchObject(refused);
    await expect(
      sql`UPDATE patch_cycle SET ends_at = ends_at - interval '1 hour' WHERE number = 2`.execute(db),
    ).rejects.toMatchObject(refused);
  });

  test('puts it into the audit pack: a row, what the leads signed by the hash that they signed, and the same to read', async () => {
    const answer = await fetch(`${server.url}/api/audit/pack.zip`, { headers: { cookie: it.cookie } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const zip = await readZip({ size: bytes.byteLength, read: async (at, length) => bytes.subarray(at, at + length) });
    const textOf = async (name: string) => Buffer.concat(await Array.fromAsync(zip.open(name))).toString('utf8');
    expect(zip.names.filter((name) => name.startsWith('retrospectives'))).toEqual([
      'retrospectives.csv',
      'retrospectives/cycle-1.json',
      'retrospectives/cycle-1.md',
    ]);
    const [version] = (await read(1)).versions;
    const { files } = auditManifest.parse(JSON.parse(await textOf('manifest.json')));
    expect(files.find(({ name }) => name === 'retrospectives/cycle-1.json')?.sha256).toBe(version?.hash);
    expect(JSON.parse(await textOf('retrospectives/cycle-1.json'))).toMatchObject({ number: 1, figures: {} });
    expect(await textOf('retrospectives/cycle-1.md')).toMatch(/^# Cycle 1, .*: retrospective\n/);
    const [head = '', row = '', end] = (await textOf('retrospectives.csv')).split('\r\n');
    expect(end).toBe('');
    const cells = Object.fromEntries(head.split(',').map((name, at) => [name, row.split(',')[at]]));
    const { figures } = await read(1);
    expect(cells).toMatchObject({
      cycle: '1',
      proven_at_end: String(figures?.end.agreed.numerator),
      required_at_end: String(figures?.end.agreed.denominator),
      signed_by_it: 'K. Brandt',
      signed_by_infosec: 'A. Osei',
      sha256: version?.hash,
      file: 'retrospectives/cycle-1.json',
    });
  });

  test('waits for what the cycle before left to do', async () => {
    await sql`ALTER TABLE cycle_judgement DISABLE TRIGGER cycle_judgement_stays`.execute(server.database.db);
    await sql`DELETE FROM cycle_judgement WHERE judgement = 'done'`.execute(server.database.db);
    await expect(offer(2)).rejects.toThrow('Not judged yet: Write the test plan down.');
  });
});

test('cycles are compared side by side in the order asked for; one that runs is not', async () => {
  const { cycles } = await viewer.call(compareCycles, { query: { numbers: '2,1,2' } });
  expect(cycles.map(({ cycle, figures }) => [cycle.number, figures.end.agreed.denominator])).toEqual([
    [2, 3],
    [1, 3],
  ]);
  await expect(viewer.call(compareCycles, { query: { numbers: '1,3' } })).rejects.toThrow(/has no retrospective yet/);
  await expect(viewer.call(compareCycles, { query: { numbers: 'all' } })).rejects.toMatchObject({
    where: 'query.numbers',
  });
});

test('a retrospective is a Markdown text and an HTML page that load nothing, and words stay words', async () => {
  const file = async (ending: string) => {
    const answer = await fetch(`${server.url}/api/cycles/1/retrospective.${ending}`, {
      headers: { cookie: viewer.cookie },
    });
    return [answer.headers.get('content-type'), await answer.text()] as const;
  };
  const [markdownType, markdown] = await file('md');
  expect(markdownType).toBe('text/markdown; charset=utf-8');
  expect(markdown).toContain('| Agreed | 0.00 %, 0 of 2 | 33.33 %, 1 of 3 | +33.33 |');
  expect(markdown).toContain('Scans of the \\| warehouse \\<b\\>came\\</b\\> late. (M. Sato, InfoSec)');
  expect(markdown).toContain('A. Osei, InfoSec');
  const [htmlType, html] = await file('html');
  expect(htmlType).toBe('text/html; charset=utf-8');
  expect(html).toContain('@page{size:A4 landscape');
  expect(html).toContain('&lt;b&gt;came&lt;/b&gt;');
  expect(html).not.toMatch(/<b>|<script|<img|<link|src=|url\(/);
});
