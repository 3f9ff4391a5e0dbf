import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { settleBoardDays } from '@baton/services/note-board-day/note-board-day.ts';
import { readBoard } from '@baton/services/read-board/read-board.ts';
import { readBoardDiff } from '@baton/services/read-board/read-board-diff.ts';
import { readBoardTrend } from '@baton/services/read-board/read-board-trend.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { sql } from 'kysely';
import { intoSites, makeOlder } from '../pages/make-history.ts';
import { startProductCluster } from '../product-cluster.ts';
import { judgeByWorkers } from '../reconcile/judge-by-workers.ts';
import { makeFleet } from '../reconcile/make-fleet.ts';

/**
 * What a year of history costs: each device has been judged anew each week, and six of its cells moved. How large that is, beside
 * the same moves as plain narrow rows; and how long it takes to have past numbers again, for the first time and once remembered,
 * beside a plain pass over the moves that were gone back along.
 *
 *     node benchmarks/history/year.ts [--devices 10000] [--fixes 100]
 *
 * Goal (issue 3): a year of 100,000 devices costs little more than its changes.
 */
const WEEKS = 52;
/** Fixes of one device that move in one week: some 300 moves a year. */
const MOVES = 6;

const { values } = parseArgs({
  options: { devices: { type: 'string', default: '10000' }, fixes: { type: 'string', default: '100' } },
});

const cluster = await startProductCluster();
const { db, pool, close } = connectDatabase(cluster.urlOf('postgres'));
try {
  await migrate(pool);
  const fleet = await makeFleet(db, Number(values.devices), Number(values.fixes));
  await judgeByWorkers(db, cluster.urlOf('postgres'), fleet.deviceIds, { workers: 2 });
  await makeOlder(db, 7 * WEEKS + 1);
  await intoSites(db, 7 * WEEKS + 1);
  await liveThroughYear(db);
  await sql`VACUUM ANALYZE`.execute(db);
  await tellSize(db);
  await tellTimes(db);
} finally {
  await close();
  await cluster.stop();
}

/** Proven cells that were open every other week, and are as they were: so that going back leads to what there could have been. */
async function liveThroughYear(db: Database): Promise<void> {
  const { rows } = await sql<{ proven: number; open: number }>`
    SELECT min(state_id) FILTER (WHERE verdict = 'proven') AS proven, min(state_id) FILTER (WHERE verdict = 'open') AS open
    FROM cell_state`.execute(db);
  const { proven, open } = rows[0] ?? { proven: 0, open: 0 };
  const states = (state: number) => sql`array_fill(${state}::integer, ARRAY[${MOVES}::integer])`;
  await sql`
    INSERT INTO device_move (device_id, moved_at, reason, report_id, first, fix_ids, befores, afters)
    SELECT c.device_id, now() - make_interval(days => 7 * week::integer, secs => 1 + abs(hashtext(c.device_id::text)) % 500000), 'asked', NULL,
      false, c.proven[1:${MOVES}::integer],
      CASE WHEN week % 2 = 0 THEN ${states(open)} ELSE ${states(proven)} END,
      CASE WHEN week % 2 = 0 THEN ${states(proven)} ELSE ${states(open)} END
    FROM generate_series(${WEEKS - 1}::integer, 0, -1) AS week CROSS JOIN device_cells c
    WHERE array_length(c.proven, 1) >= ${MOVES}`.execute(db);
}

async function tellSize(db: Database): Promise<void> {
  await sql`
    CREATE TABLE narrow_move AS
    SELECT m.device_id, m.moved_at, u.fix_id, u.before, u.after
    FROM device_move m CROSS JOIN LATERAL unnest(m.fix_ids, m.befores, m.afters) AS u (fix_id, before, after)`.execute(
    db,
  );
  await sql`CREATE INDEX ON narrow_move (device_id, moved_at)`.execute(db);
  const { rows } = await sql<{ moves: number; ours: number; narrow: number }>`
    SELECT (SELECT count(*) FROM narrow_move) AS moves, pg_total_relation_size('device_move') AS ours,
      pg_total_relation_size('narrow_move') AS narrow`.execute(db);
  const { moves, ours, narrow } = rows[0] ?? { moves: 0, ours: 0, narrow: 0 };
  console.log(
    `a year of ${values.devices} devices, ${moves.toLocaleString('en-US')} moves of cells: ${megabytes(ours)} MB, ${(ours / moves).toFixed(0)} bytes a move with its indexes; limit, plain rows with an index: ${megabytes(narrow)} MB, ${(narrow / moves).toFixed(0)} bytes`,
  );
  await sql`DROP TABLE narrow_move`.execute(db);
}

async function tellTimes(db: Database): Promise<void> {
  const site = [{ kind: 'site', values: ['site 1'] }] as const;
  const day = (ago: number) => Temporal.Now.plainDateISO('UTC').subtract({ days: ago }).toString();
  for (const ago of [1, 30, 7 * WEEKS - 7]) {
    await timed(`limit: a plain pass over the moves of ${ago} days`, () => passOverMoves(db, ago));
    await timed(`board of a site, ${ago} days ago`, () => readBoard(db, { scope: site, day: day(ago) }));
    await timed(`board of the fleet, ${ago} days ago, not noted`, () => readBoard(db, { day: day(ago) }));
    await timed(`difference of a site, ${ago} days ago to today`, () =>
      readBoardDiff(db, { scope: site, from: day(ago), to: day(0) }),
    );
  }
  await timed('trend of a site, a year', () => readBoardTrend(db, { days: 7 * WEEKS, scope: site }));
  const begun = performance.now();
  const days = await settleBoardDays(db);
  console.log(`noting a past day once: ${((performance.now() - begun) / days).toFixed(0)} ms`);
  await timed('board of the fleet, 2 days ago, noted', () => readBoard(db, { day: day(2) }));
  await timed('trend of the fleet, a year', () => readBoardTrend(db, { days: 7 * WEEKS }));
}

/** What nothing that goes back can beat: reading the moves since, of all devices. */
async function passOverMoves(db: Database, days: number): Promise<void> {
  await sql`
    SELECT sum(u.after - u.before)
    FROM device_move m CROSS JOIN LATERAL unnest(m.befores, m.afters) AS u (before, after)
    WHERE m.moved_at >= now() - make_interval(days => ${days}::integer)`.execute(db);
}

async function timed(what: string, act: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  await act();
  const first = performance.now() - begun;
  await act();
  const again = performance.now() - begun - first;
  console.log(`${what}: ${first.toFixed(0)} ms, again ${again.toFixed(0)} ms; load ${loadavg()[0]?.toFixed(1)}`);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
