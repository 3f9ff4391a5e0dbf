import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { applyChangedRules } from './apply-changed-rules.ts';

const database = useTestDatabase();

async function queued(): Promise<number> {
  const { rows } = await sql<{ jobs: number }>`
    SELECT count(*)::integer AS jobs FROM graphile_worker.jobs WHERE task_identifier = 'reconcile-devices'`.execute(
    database.db,
  );
  return rows[0]?.jobs ?? 0;
}

test('cells that other rules judged are queued to be judged again, once', async () => {
  const { db } = database;
  await applyChangedRules(db);
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(db);
  await applyChangedRules(db);
  expect(await queued()).toBe(0);

  await sql`UPDATE rules_in_force SET rules = 'those of last year'`.execute(db);
  await applyChangedRules(db);
  expect(await queued()).toBe(1);
  await applyChangedRules(db);
  expect(await queued()).toBe(1);
});
