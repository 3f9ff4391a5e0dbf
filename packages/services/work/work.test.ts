import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { findWork } from '@baton/store/work/work.ts';
import { expect, test } from 'vitest';
import type { TeamActor } from '../actor.ts';
import { defaultStanding } from '../charter/standing.ts';
import { ServiceError } from '../service-error.ts';
import { cancelWork, getWork, listWork } from './list-work.ts';
import { runWork } from './run-work.ts';
import { startWork } from './start-work.ts';

const database = useTestDatabase();
const actor: TeamActor = {
  kind: 'key',
  keyId: '1',
  name: 'script',
  team: 'it',
  role: 'member',
  standing: defaultStanding({ team: 'it', role: 'member' }),
};

async function start(title: string): Promise<string> {
  const { workId } = await database.db.transaction().execute((trx) => startWork(trx, actor, { kind: 'import', title }));
  return workId;
}

test('is seen waiting, running with its progress, and done', async () => {
  const workId = await start('a.csv');
  expect(await getWork(database.db, workId)).toMatchObject({ state: 'waiting', startedBy: 'script', team: 'it' });
  const outcome = await runWork(database.db, workId, async ({ progress }) => {
    progress({ step: 'Reading', done: 10, total: 20 });
    await expect
      .poll(() => getWork(database.db, workId))
      .toMatchObject({ state: 'running', step: 'Reading', progress: { done: 10, total: 20 } });
    progress({ done: 20 });
    return 'fine';
  });
  expect(outcome).toBe('fine');
  expect(await getWork(database.db, workId)).toMatchObject({ state: 'done', progress: { done: 20, total: 20 } });
});

test('stops where somebody asks, at its next safe point', async () => {
  const workId = await start('b.csv');
  const outcome = await runWork(database.db, workId, async ({ signal, throwIfCancelled }) => {
    await cancelWork(database.db, actor, workId);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    throwIfCancelled();
    return 'not reached';
  });
  expect(outcome).toBeUndefined();
  expect(await getWork(database.db, workId)).toMatchObject({ state: 'cancelled', cancelRequested: true, error: null });
  await expect(cancelWork(database.db, actor, workId)).rejects.toMatchObject({ code: 'work-ended' });
});

test('that only waits ends at once, and its job does nothing', async () => {
  const workId = await start('c.csv');
  expect(await cancelWork(database.db, actor, workId)).toMatchObject({ state: 'cancelled' });
  expect(await runWork(database.db, workId, async () => expect.unreachable())).toBeUndefined();
});

test('keeps why it failed: ours in words, a fault without its insides', async () => {
  const said = await start('d.csv');
  const refusal = new ServiceError('invalid', 'The file is cut at line 7.');
  await expect(runWork(database.db, said, () => Promise.reject(refusal))).rejects.toBe(refusal);
  expect(await getWork(database.db, said)).toMatchObject({
    state: 'failed',
    error: { code: 'invalid', message: 'The file is cut at line 7.' },
  });
  const fault = await start('e.csv');
  await expect(runWork(database.db, fault, () => Promise.reject(new TypeError('x of undefined')))).rejects.toThrow();
  expect(JSON.stringify((await findWork(database.db, fault))?.error)).not.toContain('undefined');
});

test('lists what is open', async () => {
  const workId = await start('f.csv');
  const { rows } = await listWork(database.db, { open: 'true', page: 1, pageSize: 10 });
  expect(rows.map((row) => row.workId)).toEqual([workId]);
});
