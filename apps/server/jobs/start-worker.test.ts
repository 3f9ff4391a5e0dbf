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
  const worker = await startWorker(server.server.context, [note], server.database.url);
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
  const worker = await startWorker(server.server.context, [note], server.database.url);
  await expect.poll(() => ran).toEqual([1, 4]);
  await worker.stop();
});

test('takes up at once what a killed process had begun', async () => {
  await enqueueJob(server.database.db, 'note', { number: 5 });
  await server.database.pool.query(
    "UPDATE graphile_worker._private_jobs SET locked_by = 'dead', locked_at = now(), attempts = 1",
  );
  const worker = await startWorker(server.server.context, [note], server.database.url);
  await expect.poll(() => ran, { timeout: 5000 }).toContain(5);
  await worker.stop();
});

test('leaves alone what another living process is at', async () => {
  const runs: string[] = [];
  let finish: () => void = () => {};
  const slow = defineJob({
    name: 'slow',
    payload: z.object({}),
    run: async () => {
      runs.push('begun');
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      runs.push('ended');
    },
  });
  const first = await startWorker(server.server.context, [slow], server.database.url);
  await enqueueJob(server.database.db, 'slow', {});
  await expect.poll(() => runs).toEqual(['begun']);
  const second = await startWorker(server.server.context, [slow], server.database.url);
  const { rows } = await server.database.pool.query(
    'SELECT locked_by FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL',
  );
  finish();
  expect(rows).toHaveLength(1);
  await expect.poll(() => runs).toEqual(['begun', 'ended']);
  await Promise.all([first.stop(), second.stop()]);
});
