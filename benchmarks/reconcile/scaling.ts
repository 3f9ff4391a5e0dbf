import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { sql } from 'kysely';
import { startProductCluster } from '../product-cluster.ts';
import { bindTo, type FromScratch, judgeFromScratch } from './from-scratch.ts';
import { makeFleet } from './make-fleet.ts';
import { childrenOf, postmasterOf } from './watch-postgres.ts';

/**
 * Whether twice the processes on twice the processors judge twice as fast: the same fleet from scratch by one worker process with
 * its PostgreSQL on one processor, then by two with theirs on two. The limit beside it: a loop that touches nothing shared, once
 * and twice at the same time, because processors that share a core or a cache are not twice one.
 *
 *     node benchmarks/reconcile/scaling.ts [--devices 10000] [--fixes 100]
 *
 * Goal (issue 3): nearly twice as fast. Needs taskset, and two processors.
 */
const { values } = parseArgs({
  options: { devices: { type: 'string', default: '10000' }, fixes: { type: 'string', default: '100' } },
});
if (availableParallelism() < 2) throw new Error('Two processors are needed to measure what a second one brings.');

const cluster = await startProductCluster();
try {
  const admin = connectDatabase(cluster.urlOf('postgres'));
  await sql`CREATE DATABASE fleet`.execute(admin.db);
  await inDatabase('fleet', async (db, pool) => {
    await migrate(pool);
    await makeFleet(db, Number(values.devices), Number(values.fixes));
    await sql`VACUUM ANALYZE`.execute(db);
  });
  const one = await from(admin.db, 'one', 1, '0');
  const two = await from(admin.db, 'two', 2, '0,1');
  console.log(
    `twice the processes on twice the processors: ${(one.seconds / two.seconds).toFixed(2)} times as fast (goal: nearly 2); a loop in memory: ${(await loopsTwice()).toFixed(2)} times`,
  );
  await admin.close();
} finally {
  await cluster.stop();
}

async function from(admin: Database, name: string, workers: number, processors: string): Promise<FromScratch> {
  await sql`CREATE DATABASE ${sql.id(name)} TEMPLATE fleet`.execute(admin);
  await sql`CHECKPOINT`.execute(admin);
  const postmaster = await postmasterOf(admin);
  for (const pid of [postmaster, ...childrenOf(postmaster)]) bindTo(pid, processors);
  const took = await inDatabase(name, async (db) => {
    const { rows } = await sql<{ device_id: string }>`SELECT device_id FROM device`.execute(db);
    const ids = rows.map(({ device_id }) => device_id);
    return judgeFromScratch(db, cluster.urlOf(name), ids, workers, processors);
  });
  console.log(
    `${workers} processes on ${workers} processors: ${took.cells} cells in ${took.seconds.toFixed(1)} s, ${Math.round(took.cells / took.seconds)} cells/s; processor time a cell: Node ${took.nodeMicros.toFixed(2)} µs, PostgreSQL ${took.postgresMicros.toFixed(2)} µs`,
  );
  return took;
}

async function inDatabase<T>(
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

/** How much more two loops do at once than one does alone, in threads that make and drop small objects as judging does. */
async function loopsTwice(): Promise<number> {
  const alone = await loop();
  const both = await Promise.all([loop(), loop()]);
  return both.reduce((sum, turns) => sum + turns, 0) / alone;
}

/** @returns turns in two seconds */
function loop(): Promise<number> {
  const source = `
    const { parentPort } = require('node:worker_threads');
    const end = performance.now() + 2000;
    let turns = 0;
    for (; performance.now() < end; turns += 1) {
      const made = [];
      for (let n = 0; n < 1000; n += 1) made.push({ n, text: String(n) });
    }
    parentPort.postMessage(turns);`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
