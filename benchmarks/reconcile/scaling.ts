import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import type { TestCluster } from '@baton/store/testing/test-cluster.ts';
import { sql } from 'kysely';
import { startProductCluster } from '../product-cluster.ts';
import { bindTo, type JudgedByWorkers, judgeByWorkers } from './judge-by-workers.ts';
import { makeFleet } from './make-fleet.ts';
import { childrenOf, postmasterOf } from './watch-postgres.ts';

/**
 * Whether twice the processes on twice the processors judge twice as fast: the same fleet from scratch by one worker process with
 * its PostgreSQL on one processor, then by two with theirs on two. The limit beside it: two fleets at once, each with its own
 * PostgreSQL, process and processor, that share nothing but the machine. What those lose, the machine's memory and caches cost;
 * what we lose beyond it, our sharing.
 *
 * The quickest of some rounds counts, because whatever else the machine does only adds.
 *
 *     node benchmarks/reconcile/scaling.ts [--devices 30000] [--fixes 100] [--rounds 5]
 *
 * Goal (issue 3): nearly twice as fast. Needs taskset, and two processors.
 */
const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '30000' },
    fixes: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '5' },
  },
});
/** Of 500 devices; each process compiles for the first two seconds, which is nothing that more processors could share. */
const WARM_CHUNKS = 8;

if (availableParallelism() < 2) throw new Error('Two processors are needed to measure what a second one brings.');

const clusters: TestCluster[] = [];
try {
  const first = await startFleet();
  const second = await startFleet();
  let [alone, apart, together] = [0, 0, 0];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    alone = Math.max(alone, tell('one process on one processor', [await judge(first, 1, '0')]));
    const both = await Promise.all([judge(first, 1, '0'), judge(second, 1, '1')]);
    apart = Math.max(apart, tell('two that share nothing', both));
    together = Math.max(together, tell('two processes on one PostgreSQL', [await judge(first, 2, '0,1')]));
  }
  console.log(
    `twice the processes on twice the processors: ${(together / alone).toFixed(2)} times as fast (goal: nearly 2); limit, two that share nothing: ${(apart / alone).toFixed(2)} times; ours reach ${Math.round((100 * together) / apart)} % of it`,
  );
} finally {
  for (const cluster of clusters) await cluster.stop();
}

async function startFleet(): Promise<TestCluster> {
  const cluster = await startProductCluster();
  clusters.push(cluster);
  await inDatabase(cluster, 'postgres', (db) => sql`CREATE DATABASE fleet`.execute(db));
  await inDatabase(cluster, 'fleet', async (db, pool) => {
    await migrate(pool);
    await makeFleet(db, Number(values.devices), Number(values.fixes));
    await sql`VACUUM ANALYZE`.execute(db);
  });
  return cluster;
}

/** Judges a fresh copy of a cluster's fleet. */
async function judge(cluster: TestCluster, workers: number, processors: string): Promise<JudgedByWorkers> {
  await inDatabase(cluster, 'postgres', async (db) => {
    await sql`DROP DATABASE IF EXISTS copy`.execute(db);
    await sql`CREATE DATABASE copy TEMPLATE fleet`.execute(db);
    await sql`CHECKPOINT`.execute(db);
    const postmaster = await postmasterOf(db);
    for (const pid of [postmaster, ...childrenOf(postmaster)]) bindTo(pid, processors);
  });
  return inDatabase(cluster, 'copy', async (db) => {
    const { rows } = await sql<{ device_id: string }>`SELECT device_id FROM device`.execute(db);
    const ids = rows.map(({ device_id }) => device_id);
    return judgeByWorkers(db, cluster.urlOf('copy'), ids, { workers, processors, warm: WARM_CHUNKS });
  });
}

/** @returns cells a second of all that ran at once */
function tell(what: string, runs: readonly JudgedByWorkers[]): number {
  const cells = runs.reduce((sum, run) => sum + run.cells, 0);
  const seconds = Math.max(...runs.map((run) => run.seconds));
  const mean = (of: (run: JudgedByWorkers) => number) => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  console.log(
    `${what}: ${cells} cells in ${seconds.toFixed(1)} s, ${Math.round(cells / seconds)} cells/s; processor time a cell: Node ${mean((run) => run.nodeMicros).toFixed(2)} µs, PostgreSQL ${mean((run) => run.postgresMicros).toFixed(2)} µs`,
  );
  return cells / seconds;
}

async function inDatabase<T>(
  cluster: TestCluster,
  name: string,
  act: (db: Database, pool: ReturnType<typeof connectDatabase>['pool']) => Promise<T>,
): Promise<T> {
  const connection = connectDatabase(cluster.urlOf(name));
  try {
    return await act(connection.db, connection.pool);
  } finally {
    await connection.close();
  }
}
