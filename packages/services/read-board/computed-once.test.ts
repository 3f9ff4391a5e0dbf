import { FLEET_NOW, type View } from '@baton/store/board/device-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { computedOnce } from './computed-once.ts';

const database = useTestDatabase();
const YESTERDAY: View = { scope: [], at: Temporal.Now.instant().subtract({ hours: 24 }).toString() };

/** As every transaction does that moves a number. */
async function move(db: Database, column: 'version' | 'past_version'): Promise<void> {
  await sql`UPDATE board_total SET ${sql.ref(column)} = ${sql.ref(column)} + 1`.execute(db);
}

beforeEach(async () => {
  await sql`
    INSERT INTO board_total (shard, devices, in_it, in_infosec, in_both, proven, open, disputed, unproven, excepted, it_counted,
      it_installed, infosec_scanned, infosec_not_reported)
    VALUES (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING`.execute(database.db);
});

/** A computation that ends when it is told to, and counts how often it was begun. */
function computation() {
  const gate = Promise.withResolvers<void>();
  const counted = { begun: 0, end: gate.resolve };
  const compute = async (): Promise<number> => {
    counted.begun += 1;
    const mine = counted.begun;
    await gate.promise;
    return mine;
  };
  return { counted, compute };
}

test('twenty who ask at once wait for one computation', async () => {
  const { counted, compute } = computation();
  const asked = Array.from({ length: 20 }, () => computedOnce(database.db, 'twenty', FLEET_NOW, compute));
  counted.end();
  expect(new Set(await Promise.all(asked))).toEqual(new Set([1]));
  expect(counted.begun).toBe(1);
});

test('a change of the data is seen by whoever asks next; a past day changes only with the past', async () => {
  const { counted, compute } = computation();
  counted.end();
  const now = () => computedOnce(database.db, 'changes', FLEET_NOW, compute);
  const then = () => computedOnce(database.db, 'changes', YESTERDAY, compute);
  expect([await now(), await now(), await then(), await then()]).toEqual([1, 1, 2, 2]);
  await move(database.db, 'version');
  expect([await now(), await then()]).toEqual([3, 2]);
  await move(database.db, 'past_version');
  expect([await now(), await then()]).toEqual([3, 4]);
});
