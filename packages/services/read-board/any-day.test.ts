import { buildBridge } from '@baton/domain/reconciliation/bridge.ts';
import { Tally } from '@baton/domain/reconciliation/tally.ts';
import { asOneUnit, NO_NUMBERS } from '@baton/domain/reconciliation/unit-numbers.ts';
import { parseScope } from '@baton/domain/scope/scope.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteBoardDay, settleBoardDays } from '../note-board-day/note-board-day.ts';
import { exportCells } from '../read-cells/export-cells.ts';
import { listCells } from '../read-cells/list-cells.ts';
import {
  cellOf,
  judgeAs,
  makeDevices,
  makeFixes,
  TOLD_CELLS,
  type ToldCell,
  tellAttribute,
} from '../reconcile-devices/testing/told-history.ts';
import { dayOf } from './asked-view.ts';
import { readBoard } from './read-board.ts';
import { listDiffCells, readBoardDiff } from './read-board-diff.ts';
import { readBoardNumbers } from './read-board-numbers.ts';
import { readBoardTrend } from './read-board-trend.ts';

const FIXES = ['KB1', 'KB2', 'KB3', 'KB4'] as const;
const CVES = new Map([
  ['KB1', ['CVE-2026-0001', 'CVE-2026-0002']],
  ['KB2', ['CVE-2026-0002']],
  ['KB3', ['CVE-2026-0003']],
  ['KB4', []],
]);
const DEVICES = 9;
const PAST_DAYS = 4;
const SYSTEMS = ['Windows 10', 'Debian 12'];

/** A cell by its place in TOLD_CELLS; -1: the device has no such cell. */
const cell = fc.integer({ min: -1, max: TOLD_CELLS.length - 1 });
/** One judging of one device: each fix’s cell. */
const judging = fc.record({
  device: fc.nat({ max: DEVICES - 1 }),
  cells: fc.tuple(cell, cell, cell, cell),
});
/** Judgings of each past day and of today, and when a device has the tag: from the end of one day to the end of another. */
const history = fc.record({
  days: fc.array(fc.array(judging, { maxLength: 14 }), { minLength: PAST_DAYS + 1, maxLength: PAST_DAYS + 1 }),
  tags: fc.array(
    fc.record({
      device: fc.nat({ max: DEVICES - 1 }),
      from: fc.integer({ min: 0, max: PAST_DAYS }),
      days: fc.option(fc.integer({ min: 1, max: PAST_DAYS })),
    }),
    { maxLength: 12 },
  ),
});
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;
type Fleet = ReadonlyMap<number, ReadonlyMap<string, ToldCell>>;

test('any day of any scope is what it was, lists have as many cells as their bars, and differences sum', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (told) => {
      const connection = connectDatabase(await newTestDatabase());
      try {
        const world = await live(connection.db, told);
        for (const scope of ['', 'tag:dmz', 'os:Debian 12', 'os:Debian 12;tag:dmz'])
          await checkScope(connection.db, world, scope);
        await settleBoardDays(connection.db);
        await noteBoardDay(connection.db);
        for (const [n, day] of world.days.entries()) await checkBoard(connection.db, world, '', n, day);
        await checkTrend(connection.db, world, '');
      } finally {
        await connection.close();
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 300_000);

interface World {
  /** ISO dates, today last. */
  readonly days: readonly string[];
  readonly fleets: readonly Fleet[];
  readonly ids: readonly string[];
  readonly isTagged: (device: number, day: number) => boolean;
}

async function live(db: Database, { days, tags }: History): Promise<World> {
  const now = Temporal.Now.instant();
  const names = Array.from({ length: DEVICES }, (_, n) => `dev-${n}`);
  const ids = await makeDevices(db, names);
  await makeFixes(db, CVES);
  const startOf = (n: number) =>
    Temporal.PlainDate.from(dayOf(now))
      .add({ days: n - PAST_DAYS })
      .toZonedDateTime('UTC')
      .toInstant();
  const fleets: Fleet[] = [];
  let fleet: Fleet = new Map();
  for (const [n, judgings] of days.entries()) {
    for (const [k, { device, cells }] of judgings.entries()) {
      const own = new Map(
        FIXES.flatMap((fix, index) => {
          const one = TOLD_CELLS[cells[index] ?? -1];
          return one === undefined ? [] : [[fix, one] as const];
        }),
      );
      fleet = new Map([...fleet, [device, own]]);
      // Today's fall before now, whatever the hour of the test; the last one of a past day into its last millisecond.
      const last = n < PAST_DAYS && k === judgings.length - 1;
      const at =
        n === PAST_DAYS ? earlierToday(now, k) : startOf(last ? n + 1 : n).add({ milliseconds: last ? -1 : k * 1000 });
      await judgeAs(db, at, [
        {
          deviceId: ids[device] ?? '',
          name: names[device] ?? '',
          operatingSystem: SYSTEMS[device % 2] ?? '',
          cells: own,
        },
      ]);
    }
    fleets.push(fleet);
  }
  const spans = new Map<number, { readonly from: number; readonly until: number | null }>();
  for (const { device, from, days: length } of tags) {
    if (spans.has(device)) continue;
    spans.set(device, { from, until: length === null ? null : from + length });
    await tellAttribute(db, ids[device] ?? '', {
      kind: 'tag',
      value: 'dmz',
      from: startOf(from).add({ hours: from === PAST_DAYS ? 0 : 1 }),
      until: length === null || from + length > PAST_DAYS ? null : startOf(from + length),
    });
  }
  const isTagged = (device: number, day: number) => {
    const span = spans.get(device);
    if (span === undefined || day < span.from) return false;
    return span.until === null || span.until > PAST_DAYS || day < span.until;
  };
  return { days: fleets.map((_, n) => dayOf(startOf(n))), fleets, ids, isTagged };
}

function earlierToday(now: Temporal.Instant, k: number): Temporal.Instant {
  return now.subtract({ milliseconds: 20 - k });
}

/** The cells of a scope on a day, by the story that was told. */
function cellsThen({ fleets, ids, isTagged }: World, scope: string, day: number) {
  const inScope = (device: number) =>
    (!scope.includes('tag:') || isTagged(device, day)) && (!scope.includes('os:Debian') || device % 2 === 1);
  return [...(fleets[day] ?? new Map())].flatMap(([device, cells]) =>
    inScope(device) ? [...cells].map(([fix, told]) => ({ device, ...cellOf(ids[device] ?? '', fix, told) })) : [],
  );
}

async function checkScope(db: Database, world: World, scope: string): Promise<void> {
  for (const [n, day] of world.days.entries()) {
    await checkBoard(db, world, scope, n, day);
    await checkNumbers(db, world, scope, n, day);
    await checkLists(db, world, scope, n, day);
  }
  if (scope !== '') await checkTrend(db, world, scope);
  await checkDiff(db, world, scope, 0, PAST_DAYS);
  await checkDiff(db, world, scope, 1, 2);
}

function scopeOf(text: string) {
  const read = parseScope(text);
  if ('problem' in read) throw new Error(read.problem);
  return read.scope;
}

async function checkBoard(db: Database, world: World, scope: string, n: number, day: string): Promise<void> {
  const tally = new Tally();
  const cells = cellsThen(world, scope, n).toSorted((a, b) => a.device - b.device);
  for (const one of cells) tally.add(one);
  const expected = buildBridge(tally.totals(), tally.causeCounts());
  const board = await readBoard(db, { scope: scopeOf(scope), day });
  expect({ day, scope, it: board.it, agreed: board.agreed, infosec: board.infosec, verdicts: board.verdicts }).toEqual({
    day,
    scope,
    it: expected.it,
    agreed: expected.agreed,
    infosec: expected.infosec,
    verdicts: tally.verdicts,
  });
  expect(
    board.bridge.map(({ part, cause, cells, devices, from, to }) => ({ part, cause, cells, devices, from, to })),
  ).toEqual(
    expected.steps.map(({ part, cause, cells, devices, from, to }) => ({ part, cause, cells, devices, from, to })),
  );
  expect(board.bridge.at(-1)?.to ?? expected.infosec).toEqual(expected.infosec);
  expect(board.words.reduce((sum, pair) => sum + pair.cells, 0)).toBe(cells.length);
}

async function checkNumbers(db: Database, world: World, scope: string, n: number, day: string): Promise<void> {
  const cells = cellsThen(world, scope, n);
  const numbers = await readBoardNumbers(db, { scope: scopeOf(scope), day });
  const byUnit = {
    devices: [...Map.groupBy(cells, ({ device }) => device).values()],
    fixes: [...Map.groupBy(cells, ({ fixId }) => fixId).values()],
    vulnerabilities: [...new Set([...CVES.values()].flat())].map((cve) =>
      cells.filter(({ fixId }) => CVES.get(fixId)?.includes(cve)),
    ),
  };
  for (const unit of ['devices', 'fixes', 'vulnerabilities'] as const) {
    const whole = countUnits(byUnit[unit]);
    const without = countUnits(byUnit[unit].map((own) => own.filter(({ verdict }) => verdict !== 'excepted')));
    expect({ unit, scope, day, ...numbers[unit] }).toEqual({ unit, scope, day, ...whole, withoutExceptions: without });
  }
}

function countUnits(units: readonly (readonly ReturnType<typeof cellOf>[])[]) {
  const sum = { ...NO_NUMBERS };
  for (const own of units) {
    const tally = new Tally();
    for (const one of own) tally.add(one);
    const unit = asOneUnit(tally.totals());
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) Object.assign(sum, { [name]: sum[name] + unit[name] });
  }
  return {
    it: { numerator: sum.itInstalled, denominator: sum.itCounted },
    infosec: { numerator: sum.infosecNotReported, denominator: sum.infosecScanned },
    agreed: { numerator: sum.proven, denominator: sum.required },
  };
}

async function checkLists(db: Database, world: World, scope: string, n: number, day: string): Promise<void> {
  const asked = { scope: scopeOf(scope), day: n === PAST_DAYS ? undefined : day };
  const told = cellsThen(world, scope, n);
  const board = await readBoard(db, asked);
  for (const { part, cause, cells } of board.bridge.slice(0, 2)) {
    const list = await everyPage(db, { ...asked, part, cause });
    expect({ total: list.total, rows: list.rows.length }).toEqual({ total: cells, rows: cells });
  }
  const all = await everyPage(db, asked);
  const keyOf = (deviceId: string, fix: string, verdict: string, cause: string | null) =>
    `${deviceId} ${fix} ${verdict} ${cause}`;
  expect(all.rows.map((row) => keyOf(row.deviceId, row.fix, row.verdict, row.cause)).sort()).toEqual(
    told.map((one) => keyOf(one.deviceId, one.fixId, one.verdict, one.cause)).sort(),
  );
  let text = '';
  for await (const piece of exportCells(db, asked, new AbortController().signal)) text += piece;
  expect(text.trimEnd().split('\r\n').length - 1).toBe(told.length);
}

/** Three at a time, so that pages begin in the middle of devices and groups. */
async function everyPage(db: Database, query: object) {
  const rows: Awaited<ReturnType<typeof listCells>>['rows'] = [];
  for (let page = 1; ; page++) {
    const answer = await listCells(db, { ...query, page, pageSize: 3 });
    rows.push(...answer.rows);
    if (answer.rows.length < 3) return { rows, total: answer.total };
  }
}

async function checkTrend(db: Database, world: World, scope: string): Promise<void> {
  const trend = await readBoardTrend(db, { days: PAST_DAYS + 1, scope: scopeOf(scope) });
  for (const [n, day] of world.days.entries()) {
    const cells = cellsThen(world, scope, n);
    const point = trend.days.find((one) => one.day === day);
    const count = (test: (one: (typeof cells)[number]) => boolean) => cells.filter(test).length;
    expect({
      day,
      agreed: point?.agreed.numerator ?? 0,
      required: point?.agreed.denominator ?? 0,
      disputed: point?.disputed ?? 0,
      unexplained: point?.unexplained ?? 0,
    }).toEqual({
      day,
      agreed: count(({ verdict }) => verdict === 'proven'),
      required: cells.length,
      disputed: count(({ verdict }) => verdict === 'disputed'),
      unexplained: count(({ cause }) => cause === 'unexplained'),
    });
  }
}

async function checkDiff(db: Database, world: World, scope: string, a: number, b: number): Promise<void> {
  const between = { from: world.days[a] ?? '', to: world.days[b] ?? '', scope: scopeOf(scope) };
  const diff = await readBoardDiff(db, between);
  const names = ['required', 'proven', 'itCounted', 'itInstalled', 'infosecScanned', 'infosecNotReported'] as const;
  for (const name of names) {
    expect({ name, sum: diff.groups.reduce((sum, group) => sum + group.adds[name], 0) }).toEqual({
      name,
      sum: diff.difference[name],
    });
  }
  expect(diff.difference.required).toBe(cellsThen(world, scope, b).length - cellsThen(world, scope, a).length);
  for (const group of diff.groups.slice(0, 3)) {
    const list = await listDiffCells(db, { ...between, group: group.id, page: 1, pageSize: 500 });
    expect({ total: list.total, rows: list.rows.length }).toEqual({ total: group.cells, rows: group.cells });
  }
}
