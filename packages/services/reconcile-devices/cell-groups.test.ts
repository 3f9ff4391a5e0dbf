import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { judgeAs, makeDevices, makeFixes, TOLD_CELLS, type ToldCell } from './testing/told-history.ts';

const FIRST = Temporal.Instant.from('2026-11-20T08:00:00.100Z');
const SECOND = FIRST.add({ hours: 30 });
const THIRD = FIRST.add({ hours: 60 });

const told = (test: (cell: ToldCell) => boolean): ToldCell => {
  const found = TOLD_CELLS.find(test);
  if (found === undefined) throw new Error('There is no such cell.');
  return found;
};
const OPEN = told(({ verdict }) => verdict === 'open');
const PROVEN = told(({ verdict }) => verdict === 'proven');
const STALE = told(({ cause, infosecSays }) => cause === 'stale-scan' && infosecSays === 'reported');
/** Other words of the same cause: its clock runs on. */
const STALE_UNREPORTED = told(({ cause, infosecSays }) => cause === 'stale-scan' && infosecSays === 'not_reported');

type Told = Readonly<Record<string, ToldCell>>;

/** Judges one device at several moments, and tells its cells and groups after the last. */
async function judged(history: readonly (readonly [Temporal.Instant, Told])[]) {
  const connection = connectDatabase(await newTestDatabase());
  try {
    const { db } = connection;
    await makeFixes(db, new Map(['KB1', 'KB2', 'KB3', 'KB4'].map((fix) => [fix, []])));
    const [deviceId = ''] = await makeDevices(db, ['WKS-1']);
    for (const [at, cells] of history) {
      await judgeAs(db, at, [
        { deviceId, name: 'WKS-1', operatingSystem: 'Windows 11', cells: new Map(Object.entries(cells)) },
      ]);
    }
    const cells = await sql<{ key: string; since: string; verdict: string; infosec_says: string }>`
      SELECT f.key, c.since, s.verdict, s.infosec_says FROM cell c JOIN fix f USING (fix_id) JOIN cell_state s USING (state_id)
      ORDER BY f.key`.execute(db);
    const groups = await sql`SELECT FROM cell_group`.execute(db);
    return {
      since: Object.fromEntries(cells.rows.map((cell) => [cell.key, Temporal.Instant.from(cell.since).toString()])),
      says: Object.fromEntries(cells.rows.map((cell) => [cell.key, `${cell.verdict} ${cell.infosec_says}`])),
      groups: groups.rows.length,
    };
  } finally {
    await connection.close();
  }
}

test('a cell that moves leaves the clocks of its neighbours alone', async () => {
  const after = await judged([
    [FIRST, { KB1: OPEN, KB2: OPEN, KB3: STALE, KB4: PROVEN }],
    [SECOND, { KB1: OPEN, KB2: PROVEN, KB3: STALE, KB4: OPEN }],
  ]);
  expect(after.since).toEqual({ KB1: FIRST.toString(), KB3: FIRST.toString(), KB4: SECOND.toString() });
  // Two of one state are two groups, because they have waited since two moments.
  expect(after.groups).toBe(3);
});

test('other words of the same cause keep the clock, another cause starts it anew', async () => {
  const after = await judged([
    [FIRST, { KB1: STALE, KB2: STALE }],
    [SECOND, { KB1: STALE_UNREPORTED, KB2: OPEN }],
    [THIRD, { KB1: STALE_UNREPORTED, KB2: OPEN, KB3: OPEN }],
  ]);
  expect(after.since).toEqual({ KB1: FIRST.toString(), KB2: SECOND.toString(), KB3: THIRD.toString() });
  expect(after.says).toMatchObject({ KB1: 'unproven not_reported', KB2: 'open reported' });
});

test('cells that come at the moment at which others came are of one group with them', async () => {
  const after = await judged([
    [FIRST, { KB1: OPEN }],
    [FIRST, { KB1: OPEN, KB2: OPEN }],
  ]);
  expect(after.since).toEqual({ KB1: FIRST.toString(), KB2: FIRST.toString() });
  expect(after.groups).toBe(1);
});

test('a cell that goes takes nothing with it, and the last one leaves no group', async () => {
  const some = { KB1: OPEN, KB2: OPEN };
  expect(
    await judged([
      [FIRST, some],
      [SECOND, { KB2: OPEN }],
    ]),
  ).toMatchObject({
    since: { KB2: FIRST.toString() },
    groups: 1,
  });
  expect(
    await judged([
      [FIRST, some],
      [SECOND, { KB1: PROVEN }],
    ]),
  ).toMatchObject({ since: {}, groups: 0 });
});
