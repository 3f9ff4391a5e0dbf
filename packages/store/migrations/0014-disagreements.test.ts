import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { connectDatabase } from '../connection/connect-database.ts';
import { newTestDatabase } from '../testing/test-database.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './read-migrations.ts';

const DEVICE = '00000000-0000-4000-8000-000000000001';
const REMEDIATION = '00000000-0000-4000-8000-0000000000aa';
const REQUEST = '00000000-0000-4000-8000-0000000000bb';

test('what remediations had asked becomes a request like any other, and what waits is counted by hours', async () => {
  const migrations = await readMigrations();
  const connection = connectDatabase(await newTestDatabase({ empty: true }));
  const { db, pool } = connection;
  await migrate(
    pool,
    migrations.filter(({ number }) => number < 14),
  );
  await sql`INSERT INTO device (device_id, name) VALUES (${DEVICE}, 'WKS-1')`.execute(db);
  await sql`INSERT INTO fix (key, product, kind, name, title) VALUES ('KB1', 'kb:KB1', 'kb', 'KB1', 'KB1')`.execute(db);
  await sql`
    INSERT INTO cell_state (verdict, cause, also, owner, it_says, infosec_says, rule_version)
    VALUES ('unproven', 'stale-scan', '{}', 'infosec', 'installed', 'reported', 1)`.execute(db);
  await sql`
    INSERT INTO cell (device_id, fix_id, state_id, since)
    SELECT ${DEVICE}, fix_id, (SELECT max(state_id) FROM cell_state), '2026-11-26T05:59:59.999Z' FROM fix`.execute(db);
  await sql`INSERT INTO service_policy VALUES ('default', 1, '{}', now())`.execute(db);
  await sql`
    INSERT INTO remediation (remediation_id, fix_id, title, cves, kev, replaces, version, place, in_place_since, held_since, opened_at,
      reopened, proven, open, disputed, unproven, excepted, installed, it_counted, scanned, not_reported, policy_id, policy_version,
      tier_id, clock_aim, clock_event)
    VALUES (${REMEDIATION}, 'KB1', 'KB1', '{}', '{}', '{}', 1, 'verify', now(), now(), now(), 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 'default', 1,
      'critical', 'fix', 'tested')`.execute(db);
  await sql`
    INSERT INTO remediation_event (remediation_id, seq, at, act, by_kind, by_id, by_name, by_team, by_role, note, details)
    VALUES (${REMEDIATION}, 1, '2026-11-25T10:00:00Z', 'request-verification', 'person', ${DEVICE}, 'S. Novak', 'it', 'member', 'please', '{}')`.execute(
    db,
  );
  await sql`
    INSERT INTO verification_request VALUES (${REQUEST}, ${REMEDIATION}, 1, ARRAY[${DEVICE}]::uuid[], '[{"kind":"check","id":"7"}]')`.execute(
    db,
  );
  await migrate(pool, migrations);
  expect(await db.selectFrom('device_request').selectAll().execute()).toMatchObject([
    {
      request_id: REQUEST,
      kind: 'rescan',
      asked_team: 'infosec',
      asked_at: '2026-11-25T10:00:00Z',
      by_name: 'S. Novak',
      note: 'please',
      checks: [{ kind: 'check', id: '7' }],
      remediation_id: REMEDIATION,
      seq: 1,
      devices: 1,
      done: 0,
    },
  ]);
  expect(await db.selectFrom('device_request_device').selectAll().execute()).toMatchObject([
    { request_id: REQUEST, device_id: DEVICE, outcome: null },
  ]);
  expect(await db.selectFrom('cell_hour').select(['hour', 'cells']).execute()).toEqual([
    { hour: Date.parse('2026-11-26T05:00:00Z') / 3_600_000, cells: 1 },
  ]);
  await connection.close();
});
