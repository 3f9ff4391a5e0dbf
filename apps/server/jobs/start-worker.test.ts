import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { useTestServer } from '../testing/test-server.ts';
import { defineJob } from './job.ts';
import { startWorker } from './start-worker.ts';

const server = useTestServer();

const ran: number[] = [];
const note = defineJob({
  name: 'note',
  payload: z.object({ number: z.int() }),
  run: async ({ number }) => {
    ran.push(number);
  },
});

test('runs a job when, and only when, the transaction that queued it has committed', async () => {
  const worker = await startWorker(server.server.context, [note], true);
  const { db } = server.database;
  await db.transaction().execute((trx) => enqueueJob(trx, 'note', { number: 1 }));
  const undone = db.transaction().execute(async (trx) => {
    await enqueueJob(trx, 'note', { number: 2 });
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow();
  await expect.poll(() => ran).toEqual([1]);
  await worker.stop();
});

test('folds jobs with one key into one while it waits', async () => {
  const { db } = server.database;
  await enqueueJob(db, 'note', { number: 3 }, { key: 'k' });
  await enqueueJob(db, 'note', { number: 4 }, { key: 'k' });
  const worker = await startWorker(server.server.context, [note], true);
  await expect.poll(() => ran).toEqual([1, 4]);
  await worker.stop();
});

test('takes up at once what a killed process had begun, where it is the only one', async () => {
  await enqueueJob(server.database.db, 'note', { number: 5 });
  await server.database.pool.query(
    "UPDATE graphile_worker._private_jobs SET locked_by = 'dead', locked_at = now(), attempts = 1",
  );
  const worker = await startWorker(server.server.context, [note], true);
  await expect.poll(() => ran, { timeout: 5000 }).toContain(5);
  await worker.stop();
});
