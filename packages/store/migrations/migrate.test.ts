import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { connectDatabase } from '../connection/connect-database.ts';
import { newTestDatabase, useTestDatabase } from '../testing/test-database.ts';
import { migrate } from './migrate.ts';
import { type Migration, readMigrations } from './read-migrations.ts';

const database = useTestDatabase({ empty: true });

const first: Migration = { number: 1, name: '0001-first', sql: 'CREATE TABLE first (id int)', sha256: 'a' };
const second: Migration = { number: 2, name: '0002-second', sql: 'CREATE TABLE second (id int)', sha256: 'b' };
const broken: Migration = {
  number: 2,
  name: '0002-broken',
  sql: 'CREATE TABLE half (id int); SELECT nonsense',
  sha256: 'c',
};

test('applies what is missing, in order, and a second time nothing', async () => {
  expect((await migrate(database.pool, [first])).applied).toEqual(['0001-first']);
  expect((await migrate(database.pool, [first])).applied).toEqual([]);
});

test('undoes a migration that fails, and leaves no record of it', async () => {
  await expect(migrate(database.pool, [first, broken])).rejects.toMatchObject({ code: 'migration-failed' });
  const { rows } = await sql<{ half: string | null }>`SELECT to_regclass('half') AS half`.execute(database.db);
  expect(rows).toEqual([{ half: null }]);
  expect((await migrate(database.pool, [first, second])).applied).toEqual(['0002-second']);
});

test('refuses a database of a later version', async () => {
  await expect(migrate(database.pool, [first])).rejects.toMatchObject({ code: 'schema-newer' });
});

test('refuses a migration that was edited after it was applied', async () => {
  await expect(migrate(database.pool, [{ ...first, sha256: 'z' }, second])).rejects.toMatchObject({
    code: 'migration-changed',
  });
});

test('lets servers that start together take turns', async () => {
  const url = await newTestDatabase({ empty: true });
  const connections = [1, 2, 3].map(() => connectDatabase(url));
  const migrations = await readMigrations();
  const outcomes = await Promise.all(connections.map(({ pool }) => migrate(pool, migrations)));
  await Promise.all(connections.map((connection) => connection.close()));
  const names = migrations.map((migration) => migration.name);
  expect(outcomes.map((outcome) => outcome.applied).sort((a, b) => a.length - b.length)).toEqual([[], [], names]);
});
