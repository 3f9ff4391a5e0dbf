import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { SYSTEM } from '@baton/services/actor.ts';
import { checkCells } from '@baton/services/check-cells/check-cells.ts';
import { hoursAgo, nessusScan, patchCsv } from '@baton/services/evidence/testing/sample-reports.ts';
import { importReport } from '@baton/services/import-report/import-report.ts';
import { receiveDelivery } from '@baton/services/import-report/receive-delivery.ts';
import { connectDatabase, type DatabaseConnection } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { startTestCluster, type TestCluster } from '@baton/store/testing/test-cluster.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

const DEVICES = 4_000;
const KBS = ['KB5044273', 'KB5044285', 'KB5044091', 'KB5044099'];
const ALL_JUDGED_WITHIN_MS = 200_000;

let cluster: TestCluster;
let connection: DatabaseConnection;
let folder: string;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  cluster = await startTestCluster();
  folder = await mkdtemp(join(tmpdir(), 'baton-workers-'));
  connection = connectDatabase(cluster.urlOf('postgres'));
  await migrate(connection.pool);
});

afterAll(async () => {
  for (const worker of workers) await ended(worker, 'SIGTERM');
  await connection.close();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});

test('of two workers that judge one delivery, one is killed in the middle: nothing is lost, nothing counts twice', async () => {
  await deliverBoth();
  const doomed = startWorker('one');
  startWorker('two');
  while ((await judgedDevices()) === 0) await delay(20);
  await ended(doomed, 'SIGKILL');
  expect(await judgedDevices()).toBeLessThan(DEVICES);
  // A worker that starts later finds what the killed one held.
  startWorker('three');
  await untilNothingWaits();
  expect(await judgedDevices()).toBe(DEVICES);
  const moves = await firstMoves();
  expect(moves).toEqual({ first: DEVICES, devices: DEVICES });
  expect(await checkCells(connection.db)).toMatchObject({
    devices: DEVICES,
    cells: DEVICES * KBS.length,
    differingDevices: [],
    differingTotals: [],
  });
}, 300_000);

async function deliverBoth(): Promise<void> {
  const rows = Array.from({ length: DEVICES }, (_, n) =>
    KBS.map((kb, k) => ({
      computer: `WRK-${n}`,
      serial: `W${n}`,
      kb,
      status: (n + k) % 5 === 0 ? 'Missing' : 'Installed',
      installedOn: hoursAgo(60),
    })),
  ).flat();
  const scan = nessusScan(
    Array.from({ length: DEVICES }, (_, n) => ({ name: `WRK-${n}`, from: Math.floor(Date.now() / 1000) - 7_200 })),
  );
  const { db, pool } = connection;
  for (const [team, fileName, text] of [
    ['it', 'fleet.csv', patchCsv(rows)],
    ['infosec', 'fleet.nessus', scan],
  ] as const) {
    await receiveDelivery(
      { db, dataFolder: folder },
      SYSTEM,
      { fileName, team, told: {} },
      Readable.from([Buffer.from(text)]),
    );
    await runQueuedJobs(pool, {
      'import-report': (payload) =>
        importReport({ db, dataFolder: folder }, payload as Parameters<typeof importReport>[1]),
    });
  }
}

function startWorker(name: string): ChildProcess {
  const child = spawn(process.execPath, ['apps/server/main.ts', '--data', join(folder, name), '--role', 'worker'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, DATABASE_URL: cluster.urlOf('postgres') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  workers.push(child);
  return child;
}

async function ended(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await exit;
}

async function judgedDevices(): Promise<number> {
  const { rows } = await connection.pool.query<{ judged: number }>(
    'SELECT count(*)::int AS judged FROM device_cells WHERE first_judged_at IS NOT NULL',
  );
  return rows[0]?.judged ?? 0;
}

async function untilNothingWaits(): Promise<void> {
  const until = Date.now() + ALL_JUDGED_WITHIN_MS;
  for (;;) {
    const { rows } = await connection.pool.query<{ waiting: number }>(
      "SELECT count(*)::int AS waiting FROM graphile_worker.jobs WHERE task_identifier = 'reconcile-devices'",
    );
    if (rows[0]?.waiting === 0) return;
    if (Date.now() > until) throw new Error(`${rows[0]?.waiting} jobs still wait to be judged.`);
    await delay(100);
  }
}

async function firstMoves() {
  const { rows } = await connection.pool.query<{ first: number; devices: number }>(
    'SELECT count(*)::int AS first, count(DISTINCT device_id)::int AS devices FROM device_move WHERE first',
  );
  return rows[0];
}
