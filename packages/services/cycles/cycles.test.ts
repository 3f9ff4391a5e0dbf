import { VERDICTS } from '@baton/domain/reconciliation/verdict.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { settleBoardDays } from '../note-board-day/note-board-day.ts';
import {
  judgeAs,
  makeDevices,
  makeFixes,
  TOLD_CELLS,
  type ToldCell,
} from '../reconcile-devices/testing/told-history.ts';
import { addSigner } from '../service-levels/testing/clocked-relay.ts';
import { requireCycle } from './known-cycle.ts';
import { makeRetrospective } from './make-retrospective.ts';
import { openDueCycles } from './open-cycles.ts';
import { setSchedule } from './plan-cycles.ts';
import { readCycle } from './read-cycle.ts';

// Whatever happens to a fleet, a cycle's figures are those that counting its cells one by one gives.

const FIXES = ['KB1', 'KB2', 'KB3'] as const;
const DEVICES = 5;
/** Berlin's midnights: no end of a UTC day. */
const STARTS = ['2026-09-07T22:00:00Z', '2026-10-12T22:00:00Z', '2026-11-09T23:00:00Z'] as const;
const NOW = '2026-11-26T08:00:00Z';

const cell = fc.integer({ min: -1, max: TOLD_CELLS.length - 1 });
const judging = fc.record({ device: fc.nat({ max: DEVICES - 1 }), cells: fc.tuple(cell, cell, cell) });
/** Judgings before the first cycle, in each of two, and since. */
const history = fc.array(fc.array(judging, { maxLength: 8 }), { minLength: 4, maxLength: 4 });
type Fleet = ReadonlyMap<number, ReadonlyMap<string, ToldCell>>;

async function live(db: Database, told: typeof history extends fc.Arbitrary<infer Value> ? Value : never) {
  const ids = await makeDevices(
    db,
    Array.from({ length: DEVICES }, (_, n) => `dev-${n}`),
  );
  await makeFixes(db, new Map(FIXES.map((fix) => [fix, []])));
  const fleets: Fleet[] = [];
  let fleet: Fleet = new Map();
  for (const [phase, judgings] of told.entries()) {
    const from = Temporal.Instant.from(phase === 0 ? '2026-09-01T00:00:00Z' : (STARTS[phase - 1] ?? NOW));
    for (const [n, { device, cells }] of judgings.entries()) {
      const own = new Map(
        FIXES.flatMap((fix, at) => {
          const one = TOLD_CELLS[cells[at] ?? -1];
          return one === undefined ? [] : [[fix, one] as const];
        }),
      );
      fleet = new Map([...fleet, [device, own]]);
      // The first of a phase in its very first moment.
      const deviceId = ids[device] ?? '';
      await judgeAs(db, from.add({ hours: n }), [
        { deviceId, name: `dev-${device}`, operatingSystem: 'Debian 12', cells: own },
      ]);
    }
    fleets.push(fleet);
  }
  return { ids, fleets };
}

function keysOf(fleet: Fleet): ReadonlyMap<string, ToldCell> {
  const keys = new Map<string, ToldCell>();
  for (const [device, cells] of fleet) for (const [fix, told] of cells) keys.set(`${device} ${fix}`, told);
  return keys;
}

async function checkCycle(db: Database, number: number, before: Fleet, after: Fleet, ids: readonly string[]) {
  const { figures } = await requireCycle(db, number);
  if (figures === null) throw new Error('no figures');
  const [was, is] = [keysOf(before), keysOf(after)];
  const wasFix = new Set([...was.keys()].map((key) => key.split(' ')[1]));
  const verdicts = (keys: readonly string[]) =>
    Object.fromEntries(
      VERDICTS.map((verdict) => [verdict, [...keys].filter((key) => is.get(key)?.verdict === verdict).length]),
    );
  const late = [...is.keys()].filter((key) => !was.has(key));
  const isNewDevice = (key: string) => !before.has(Number(key.split(' ')[0]));
  const byFix = late.filter((key) => !isNewDevice(key) && !wasFix.has(key.split(' ')[1]));
  expect(figures.frozen).toEqual({
    devices: before.size,
    fixes: wasFix.size,
    cells: was.size,
    now: verdicts([...was.keys()].filter((key) => is.has(key))),
    gone: [...was.keys()].filter((key) => !is.has(key)).length,
  });
  expect(figures.late).toMatchObject({
    devices: after.size - before.size,
    cells: late.length,
    onNewDevices: late.filter(isNewDevice).length,
    byNewFixes: byFix.length,
    now: verdicts(late),
  });
  expect(figures.end.agreed).toEqual({ numerator: verdicts([...is.keys()]).proven, denominator: is.size });
  expect(figures.change.at(-1)?.to ?? figures.start.agreed).toEqual(figures.end.agreed);
  expect(figures.end.devices.total).toBe(after.size);
  const left = [...was.keys()].filter((key) => !['proven', 'excepted', undefined].includes(is.get(key)?.verdict));
  const byDevice = Map.groupBy(left, (key) => ids[Number(key.split(' ')[0])] ?? '');
  const kept = await db
    .selectFrom('cycle_gap_device as g')
    .innerJoin('patch_cycle as c', 'c.cycle_id', 'g.cycle_id')
    .where('c.number', '=', number)
    .select(['device_id', 'cells'])
    .execute();
  expect(new Map(kept.map(({ device_id, cells }) => [device_id, cells]))).toEqual(
    new Map([...byDevice].map(([device, keys]) => [device, keys.length])),
  );
  expect(figures.gap).toMatchObject({ devices: byDevice.size, cells: left.length, lookedBack: number });
}

test('the figures of any cycle are what its cells, counted one by one, come to', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (told) => {
      const connection = connectDatabase(await newTestDatabase());
      const { db } = connection;
      try {
        const lead = await addSigner(db, 'K. Brandt', 'it');
        const { ids, fleets } = await live(db, told);
        // A noted day is of UTC: it must not stand in for a start at Berlin's midnight.
        while ((await settleBoardDays(db, Temporal.Instant.from(NOW))) > 0);
        const rule = { kind: 'weekday', nth: 2, weekday: 2, plusDays: 0 } as const;
        await setSchedule(db, lead, { rule, timeZone: 'Europe/Berlin', since: '2026-09-20' }, NOW);
        expect(await openDueCycles(db, NOW)).toEqual([1, 2]);
        for (const number of [1, 2]) await makeRetrospective(db, number, NOW);
        const [first = new Map(), second = new Map(), third = new Map(), now = new Map()] = fleets;
        await checkCycle(db, 1, first, second, ids);
        await checkCycle(db, 2, second, third, ids);
        // The one that runs is seen as of now.
        const running = await readCycle(db, 3, NOW);
        expect(running.cycle).toMatchObject({
          number: 3,
          state: 'running',
          firstDay: '2026-11-10',
          lastDay: '2026-12-07',
        });
        expect(running.progress.end.agreed.denominator).toBe(keysOf(now).size);
        const { figures } = await requireCycle(db, 2);
        const gapIn = async (n: number) =>
          new Set(
            (
              await sql<{ device_id: string }>`SELECT device_id FROM cycle_gap_device JOIN patch_cycle USING (cycle_id)
            WHERE number = ${n}`.execute(db)
            ).rows.map(({ device_id }) => device_id),
          );
        const both = (await gapIn(1)).intersection(await gapIn(2));
        expect(figures?.gap.everyCycle).toBe(both.size);
        expect(
          new Set(figures?.gap.longest.filter(({ inARow }) => inARow === 2).map(({ deviceId }) => deviceId)),
        ).toEqual(both);
      } finally {
        await connection.close();
      }
    }),
    { numRuns: 4, endOnFailure: true },
  );
}, 120_000);
