import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import { namesOf } from '@baton/domain/identity/device-names.ts';
import { reconcileDevice } from '@baton/domain/reconciliation/reconcile-device.ts';
import { SHIPPED_RULES } from '@baton/domain/reconciliation/rules/rule-set.ts';
import { currentKnowledge } from '@baton/services/load-knowledge/current-knowledge.ts';
import { readBoard } from '@baton/services/read-board/read-board.ts';
import { loadCases } from '@baton/services/reconcile-devices/load-cases.ts';
import { CHUNK_DEVICES } from '@baton/services/reconcile-devices/queue-chunks.ts';
import {
  contextOf,
  foldingOf,
  judgingOf,
  reconcileDevices,
} from '@baton/services/reconcile-devices/reconcile-devices.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { insertEvidence } from '@baton/store/evidence/keep-evidence.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { sql } from 'kysely';
import { startProductCluster } from '../product-cluster.ts';
import { duckDbLimit } from './duckdb-limit.ts';
import { judgeByWorkers } from './judge-by-workers.ts';
import { type Fleet, lookAt, makeFleet, nameOf, row } from './make-fleet.ts';
import { tellTimes } from './tell-times.ts';

/**
 * From kept evidence to verdicts, causes, transitions and rolled-up numbers, all stored: devices × fixes from scratch by worker
 * processes; then one device whose evidence changed, and 1,000 that were scanned again. Beside it in the same run the limits:
 * the same join and grouping by DuckDB over the same rows as Parquet, the rules alone in memory, and plain SQL that inserts as
 * many narrow rows. PostgreSQL 18 without fsync.
 *
 *     node benchmarks/reconcile/reconcile.ts [--devices 10000] [--fixes 100] [--workers 2]
 *
 * Goals (issue 3): 100,000 devices × 100 fixes in at most 10 times DuckDB's time; one changed device in under 100 ms.
 */
const MOST_ONE_DEVICE_MS = 100;
/** Enough that clearing up and a collection of the heap fall in between. */
const SINGLE_DEVICES = 1000;
/** The first ones read the knowledge and compile; a server has done so. */
const WARM_DEVICES = 5;
/** How many devices one scan looks at again. */
const SCANNED_AGAIN = 1000;

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '10000' },
    fixes: { type: 'string', default: '100' },
    workers: { type: 'string', default: '2' },
  },
});
const devices = Number(values.devices);
const fixes = Number(values.fixes);

const cluster = await startProductCluster();
const connection = connectDatabase(cluster.urlOf('postgres'));
try {
  await migrate(connection.pool);
  const { db } = connection;
  const fleet = await timed(`${count(devices)} devices made`, () => makeFleet(db, devices, fixes));
  await rulesAlone(db, fleet.deviceIds.slice(0, 1000));
  // The machine's speed moves within minutes: the limit is taken before and after ours.
  const before = await duckDbLimit(devices, fixes, Number(values.workers));
  const ours = await fromScratch(db, fleet.deviceIds);
  const after = await duckDbLimit(devices, fixes, Number(values.workers));
  const limit = (before.seconds + after.seconds) / 2;
  console.log(
    `limit: DuckDB joins, stores and groups ${count(after.cells)} cells in ${before.seconds.toFixed(1)} and ${after.seconds.toFixed(1)} s; ours took ${(ours / limit).toFixed(1)} times as long (goal 10)`,
  );
  await narrowRows(db);
  const oneDeviceMs = await oneDevice(db, fleet);
  await manyDevices(db, fleet);
  if (oneDeviceMs > MOST_ONE_DEVICE_MS) process.exitCode = 1;
} finally {
  await connection.close();
  await cluster.stop();
}

/** @returns seconds */
async function fromScratch(db: Database, deviceIds: readonly string[]): Promise<number> {
  const workers = Number(values.workers);
  const took = await judgeByWorkers(db, cluster.urlOf('postgres'), deviceIds, { workers });
  console.log(
    `from scratch: ${count(took.cells)} cells in ${took.seconds.toFixed(1)} s by ${workers} processes: ${count(took.cells / took.seconds)} cells/s, peak ${(took.peakBytes / 1e6).toFixed(0)} MB a process, PostgreSQL ${(took.postgresPeakBytes / 1e6).toFixed(0)} MB; load ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    `processor time a cell: Node ${took.nodeMicros.toFixed(2)} µs, PostgreSQL ${took.postgresMicros.toFixed(2)} µs`,
  );
  return took.seconds;
}

/** The rules in memory, without loading and storing: what no storage can beat. */
async function rulesAlone(db: Database, deviceIds: readonly string[]): Promise<void> {
  const judging = judgingOf(db);
  const knowledge = await currentKnowledge(db);
  const loading = performance.now();
  const cases = await loadCases(db, deviceIds, { excerpts: false, reports: judging.reports });
  const loaded = (performance.now() - loading) / 1000;
  const context = contextOf(judging, knowledge, SHIPPED_RULES);
  const folding = foldingOf(judging, knowledge);
  let cells = 0;
  const begun = performance.now();
  for (const { device } of cases) cells += reconcileDevice(device, context, folding).length;
  const seconds = (performance.now() - begun) / 1000;
  console.log(
    `rules alone, one process: ${count(cells / seconds)} cells/s; loading their evidence ${count(cells / loaded)} cells/s`,
  );
}

/** As many narrow rows by plain SQL: one statement, one column of each kind, its primary key. */
async function narrowRows(db: Database): Promise<void> {
  await sql`CREATE TABLE narrow (device_id uuid, fix_id integer, verdict verdict, cause text, PRIMARY KEY (device_id, fix_id))`.execute(
    db,
  );
  const begun = performance.now();
  await sql`
    INSERT INTO narrow SELECT device_id, n, 'unproven', 'stale-scan' FROM device CROSS JOIN generate_series(1, ${fixes}::integer) n`.execute(
    db,
  );
  const seconds = (performance.now() - begun) / 1000;
  // Clearing up after millions of rows would go on while single devices are measured.
  await sql`DROP TABLE narrow`.execute(db);
  const rows = devices * fixes;
  console.log(
    `limit: plain SQL inserts ${count(rows)} narrow rows in ${seconds.toFixed(1)} s: ${count(rows / seconds)} rows/s`,
  );
}

/** One device of the fleet is scanned again: until its verdicts are new and the board has moved. */
async function oneDevice(db: Database, { deviceIds, infosec }: Fleet): Promise<number> {
  const times: number[] = [];
  for (const [index, deviceId] of deviceIds.slice(0, WARM_DEVICES + SINGLE_DEVICES).entries()) {
    const at = Date.now() - 60_000;
    const evidence = { names: namesOf(nameOf(index)), state: EMPTY_STATE, look: lookAt(at), claims: [] };
    const begun = performance.now();
    await db
      .transaction()
      .execute((trx) =>
        insertEvidence(trx, infosec, [{ ...row(deviceId, new Date(at).toISOString(), evidence), ordinal: 2 }]),
      );
    await reconcileDevices(db, [deviceId], { reason: { kind: 'asked' } });
    await readBoard(db);
    times.push(performance.now() - begun);
  }
  return tellTimes(
    `one device of ${count(devices)} scanned again, board read`,
    times.slice(WARM_DEVICES),
    MOST_ONE_DEVICE_MS,
  );
}

/** A scan looks at 1,000 devices again and finds the same: what it costs when little changed. */
async function manyDevices(db: Database, { deviceIds, infosec }: Fleet): Promise<void> {
  const ids = [...deviceIds].slice(2000, 2000 + SCANNED_AGAIN).sort();
  const at = Date.now() - 30_000;
  for (const [reads, ordinal] of [
    ['most cells move', 3],
    ['nothing moves', 4],
  ] as const) {
    const seenAt = new Date(at + ordinal * 1000).toISOString();
    const look = lookAt(at + ordinal * 1000);
    await db.transaction().execute((trx) =>
      insertEvidence(
        trx,
        infosec,
        ids.map((deviceId, n) => ({
          ...row(deviceId, seenAt, { names: namesOf(nameOf(n)), state: EMPTY_STATE, look, claims: [] }),
          ordinal,
        })),
      ),
    );
    const begun = performance.now();
    let moved = 0;
    for (let n = 0; n < ids.length; n += CHUNK_DEVICES) {
      const chunk = ids.slice(n, n + CHUNK_DEVICES);
      moved += (await reconcileDevices(db, chunk, { reason: { kind: 'asked' } })).cellsChanged;
    }
    console.log(
      `${count(ids.length)} devices scanned again, ${reads}: ${((performance.now() - begun) / 1000).toFixed(2)} s, ${count(moved)} of ${count(ids.length * fixes)} cells moved`,
    );
  }
}

async function timed<T>(what: string, act: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const outcome = await act();
  console.log(`${what} in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return outcome;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
