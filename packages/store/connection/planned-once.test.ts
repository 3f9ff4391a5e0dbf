import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../testing/test-database.ts';
import { connectDatabase } from './connect-database.ts';
import { isOneOf, PLANNED_ONCE, planName } from './planned-once.ts';

const database = useTestDatabase();

/** How often the one connection was asked with a plan that it had made before or then, by the words of the statement. */
async function plansOf(db: ReturnType<typeof connectDatabase>['db'], words: string): Promise<readonly number[]> {
  const { rows } = await sql<{ times: number }>`
    SELECT generic_plans + custom_plans AS times FROM pg_prepared_statements WHERE statement LIKE ${`%${words}%`}`.execute(
    db,
  );
  return rows.map(({ times }) => times);
}

test('a statement that says so keeps its plan with the connection, every other one is planned each time', async () => {
  const { db, close } = connectDatabase(database.url, { maxConnections: 1 });
  try {
    for (const id of [1, 2, 3]) {
      await sql`${PLANNED_ONCE} SELECT fix_id AS kept FROM fix WHERE fix_id = ${id}`.execute(db);
      await db.selectFrom('fix').select('title').where('fix_id', '=', id).modifyEnd(PLANNED_ONCE).execute();
      await sql`SELECT fix_id AS passing FROM fix WHERE fix_id = ${id}`.execute(db);
    }
    expect(await plansOf(db, 'AS kept')).toEqual([3]);
    expect(await plansOf(db, 'select "title" from "fix"')).toEqual([3]);
    expect(await plansOf(db, 'AS passing FROM')).toEqual([]);
  } finally {
    await close();
  }
});

test('one device is looked up by a plan that was made once, several are not; the answers are the same', async () => {
  const { db, close } = connectDatabase(database.url, { maxConnections: 1 });
  try {
    const ids = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`);
    const names = async (asked: readonly string[]) => {
      const { rows } = await sql<{ name: string }>`
        SELECT name FROM device WHERE device_id ${isOneOf(asked)} ORDER BY name`.execute(db);
      return rows.map(({ name }) => name);
    };
    await sql`INSERT INTO device (device_id, name) SELECT u, right(u::text, 1) FROM unnest(${ids}::uuid[]) u`.execute(
      db,
    );
    expect(await Promise.all(ids.map((id) => names([id])))).toEqual([['1'], ['2'], ['3']]);
    expect(await names(ids.slice(1))).toEqual(['2', '3']);
    expect(await names([])).toEqual([]);
    expect(await plansOf(db, 'SELECT name FROM device')).toEqual([3]);
  } finally {
    await close();
  }
});

test('an answer is of its own values and of the transaction that asks', async () => {
  const { db } = database;
  const count = (key: string) => sql<{ n: number }>`${PLANNED_ONCE} SELECT count(*) AS n FROM fix WHERE key = ${key}`;
  await db
    .transaction()
    .execute(async (trx) => {
      await sql`INSERT INTO fix (key, product, kind, name, title) VALUES ('KB1', 'kb:KB1', 'kb', 'KB1', 'KB1')`.execute(
        trx,
      );
      expect((await count('KB1').execute(trx)).rows).toEqual([{ n: 1 }]);
      expect((await count('KB2').execute(trx)).rows).toEqual([{ n: 0 }]);
      expect((await count('KB1').execute(db)).rows).toEqual([{ n: 0 }]);
      throw new Error('nothing of this is kept');
    })
    .catch((error: Error) => expect(error.message).toBe('nothing of this is kept'));
  expect((await count('KB1').execute(db)).rows).toEqual([{ n: 0 }]);
});

test('names are told apart by every word, and there is an end to them', () => {
  const text = (n: number) => `/* planned once */ SELECT ${n}`;
  expect(planName('SELECT 1')).toBeUndefined();
  expect(planName(text(0))).toBe(planName(text(0)));
  expect(planName(text(0))).not.toBe(planName(text(1)));
  const names = Array.from({ length: 500 }, (_, n) => planName(text(n)));
  expect(names.filter((name) => name !== undefined).length).toBeLessThanOrEqual(150);
  expect(planName(text(0))).toBe(names[0]);
  expect(planName(text(499))).toBeUndefined();
});
