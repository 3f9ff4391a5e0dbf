import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { connectDatabase } from '../connection/connect-database.ts';
import { newTestDatabase } from '../testing/test-database.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './read-migrations.ts';

const DEVICES = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;

test('cells keep their state and time when they become groups', async () => {
  const migrations = await readMigrations();
  const connection = connectDatabase(await newTestDatabase({ empty: true }));
  try {
    const { db, pool } = connection;
    await migrate(
      pool,
      migrations.filter(({ number }) => number < 33),
    );
    await sql`INSERT INTO device (device_id, name) SELECT u, 'WKS-' || right(u::text, 1) FROM unnest(${[...DEVICES]}::uuid[]) u`.execute(
      db,
    );
    await sql`
      INSERT INTO cell_state (verdict, cause, also, owner, it_says, infosec_says, rule_version)
      VALUES ('unproven', 'stale-scan', '{}', 'infosec', 'installed', 'reported', 1), ('open', NULL, '{}', 'it', 'missing', 'reported', NULL)`.execute(
      db,
    );
    await sql`
      INSERT INTO cell (device_id, fix_id, state_id, since)
      SELECT d::uuid, f, (SELECT max(state_id) FROM cell_state) - f % 2, '2026-11-26T05:59:59.999001Z'::timestamptz + f / 4 * interval '1 hour'
      FROM unnest(${[...DEVICES]}::text[]) d CROSS JOIN generate_series(1, 7) f`.execute(db);
    const cells = () =>
      sql`SELECT device_id, fix_id, state_id, since FROM cell ORDER BY device_id, fix_id`
        .execute(db)
        .then(({ rows }) => rows);
    const before = await cells();
    expect(before).toHaveLength(14);
    await migrate(pool, migrations);
    expect(await cells()).toEqual(before);
    expect(await db.selectFrom('cell_group').selectAll().execute()).toHaveLength(8);
  } finally {
    await connection.close();
  }
});
