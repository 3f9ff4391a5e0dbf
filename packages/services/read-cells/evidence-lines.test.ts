import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '../actor.ts';
import { hoursAgo, patchCsv } from '../evidence/testing/sample-reports.ts';
import { importReport } from '../import-report/import-report.ts';
import { receiveDelivery } from '../import-report/receive-delivery.ts';
import { runReconcileJob } from '../reconcile-devices/run-reconcile-job.ts';
import { listCells } from './list-cells.ts';

const database = useTestDatabase();
let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'baton-lines-'));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

async function deliver(status: 'Missing' | 'Installed', seenHoursAgo: number): Promise<void> {
  const { db, pool } = database;
  const row = { computer: 'LIN-1', serial: 'L1', kb: 'KB5044273', status, lastSeen: hoursAgo(seenHoursAgo) };
  const text = patchCsv([{ ...row, installedOn: status === 'Installed' ? hoursAgo(seenHoursAgo + 1) : '' }]);
  const told = { source: 'patch tool' };
  const fileName = `${status}.csv`;
  await receiveDelivery({ db, dataFolder }, SYSTEM, { fileName, team: 'it', told }, Readable.from([Buffer.from(text)]));
  await runQueuedJobs(pool, {
    'import-report': (payload) => importReport({ db, dataFolder }, payload as Parameters<typeof importReport>[1]),
  });
}

function judge(): Promise<void> {
  const { db, pool } = database;
  return runQueuedJobs(pool, {
    'reconcile-devices': (payload) => runReconcileJob(db, payload as Parameters<typeof runReconcileJob>[1]),
  });
}

async function lineOfIt(): Promise<string | undefined> {
  return (await listCells(database.db, { page: 1, pageSize: 50 })).rows[0]?.it.what;
}

test('lines that are remembered change as soon as their device is judged again', async () => {
  await deliver('Missing', 10);
  await judge();
  expect(await lineOfIt()).toBe('missing');
  await deliver('Installed', 2);
  await judge();
  expect(await lineOfIt()).toBe('installed');
});
