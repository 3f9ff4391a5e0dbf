import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { findDelivery } from '@baton/store/evidence/deliveries.ts';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TeamActor } from '../actor.ts';
import { SYSTEM } from '../actor.ts';
import { defaultStanding } from '../charter/standing.ts';
import { nessusScan, patchCsv } from '../evidence/testing/sample-reports.ts';
import { listImports } from '../read-imports/list-imports.ts';
import { cancelImport } from './cancel-import.ts';
import { importReport } from './import-report.ts';
import { receiveDelivery } from './receive-delivery.ts';

const database = useTestDatabase();
const actor: TeamActor = {
  kind: 'key',
  keyId: '00000000-0000-4000-8000-000000000001',
  name: 'a key',
  team: 'it',
  role: 'member',
  standing: defaultStanding({ team: 'it', role: 'member' }),
};

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'baton-import-'));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

function receive(text: string, fileName: string, told: object = {}, team: 'it' | 'infosec' = 'it') {
  return receiveDelivery(
    { db: database.db, dataFolder },
    SYSTEM,
    { fileName, team, told },
    Readable.from([Buffer.from(text)]),
  );
}

function readAll(): Promise<void> {
  return runQueuedJobs(database.pool, {
    'import-report': (payload) =>
      importReport({ db: database.db, dataFolder }, payload as Parameters<typeof importReport>[1]),
  });
}

const ROW = { computer: 'WKS-1', serial: 'S1', kb: 'KB5044273', status: 'Installed' };

describe('an import that is cancelled', () => {
  test('while it waits, ends at once and leaves no file', async () => {
    const { importId } = await receive(patchCsv([ROW]), 'waits.csv');
    await cancelImport(database.db, actor, importId);
    await readAll();
    expect(await findDelivery(database.db, importId)).toMatchObject({ state: 'cancelled', devices: 0 });
    expect(await database.db.selectFrom('device').selectAll().execute()).toEqual([]);
    await expect(cancelImport(database.db, actor, importId)).rejects.toMatchObject({ code: 'work-ended' });
  });

  test('while it is read, stops, and nothing of it stays', async () => {
    const many = Array.from({ length: 40_000 }, (_, n) => ({ ...ROW, computer: `WKS-${n}`, serial: `S${n}` }));
    const { importId } = await receive(patchCsv(many), 'large.csv');
    const reading = readAll();
    await untilRunning(importId);
    await cancelImport(database.db, actor, importId);
    await reading;
    expect(await findDelivery(database.db, importId)).toMatchObject({ state: 'cancelled' });
    expect(await database.db.selectFrom('device').selectAll().execute()).toEqual([]);
    expect((await readdir(join(dataFolder, 'files'), { recursive: true })).filter((name) => name.length > 60)).toEqual(
      [],
    );
  });

  async function untilRunning(importId: string): Promise<void> {
    while ((await findDelivery(database.db, importId))?.state === 'waiting')
      await new Promise((resolve) => setTimeout(resolve, 5));
  }
});

test('the rows of a device may stand anywhere in a file', async () => {
  const rows = [1, 2, 3].flatMap((kb) =>
    [1, 2, 3, 4].map((n) => ({ ...ROW, computer: `WKS-${n}`, serial: `S${n}`, kb: `KB500000${kb}` })),
  );
  const { importId } = await receive(patchCsv(rows), 'scattered.csv');
  await readAll();
  expect(await findDelivery(database.db, importId)).toMatchObject({
    state: 'done',
    devices: 4,
    new_devices: 4,
    claims: 12,
  });
  const { rows: evidence } = await database.pool.query('SELECT count(*)::int AS n FROM device_evidence');
  expect(evidence).toEqual([{ n: 4 }]);
});

test('two devices with one serial are told as twins', async () => {
  const { importId } = await receive(
    patchCsv([
      { ...ROW, computer: 'LAP-1', serial: 'SAME' },
      { ...ROW, computer: 'LAP-1-OLD', serial: 'SAME' },
    ]),
    'twins.csv',
    { source: 'Twins' },
  );
  await readAll();
  expect(await findDelivery(database.db, importId)).toMatchObject({ devices: 2 });
  const twins = await database.db.selectFrom('device_twin').selectAll().execute();
  expect(twins.map(({ kind, value }) => [kind, value])).toEqual([
    ['serial', 'same'],
    ['serial', 'same'],
  ]);
  // The next delivery of the same inventory finds both again.
  await receive(
    patchCsv([
      { ...ROW, computer: 'LAP-1', serial: 'SAME' },
      { ...ROW, computer: 'LAP-1-OLD', serial: 'SAME', status: 'Missing' },
    ]),
    'twins-again.csv',
    { source: 'Twins' },
  );
  await readAll();
  const [newest] = (await listImports(database.db, { page: 1, pageSize: 1 })).rows;
  expect(newest).toMatchObject({ fileName: 'twins-again.csv', devices: 2, newDevices: 0 });
});

test('a ghost takes no device’s place, however far apart the two stand in a file', async () => {
  const known = { ...ROW, computer: 'LAP-B', serial: 'REUSED' };
  await receive(patchCsv([known]), 'one.csv', { source: 'Ghosts' });
  await readAll();
  const { rows: before } = await database.pool.query(`SELECT device_id FROM device WHERE name = 'LAP-B'`);
  // More than a batch of others between them: LAP-A, the ghost, is read first.
  const others = Array.from({ length: 600 }, (_, n) => ({ ...ROW, computer: `LAP-A-${n}`, serial: `OTHER-${n}` }));
  await receive(patchCsv([{ ...known, computer: 'LAP-A' }, ...others, known]), 'both.csv', { source: 'Ghosts' });
  await readAll();
  const { rows: after } = await database.pool.query(
    `SELECT device_id, name FROM device WHERE name IN ('LAP-A', 'LAP-B') ORDER BY name`,
  );
  expect(after.map(({ name }) => name)).toEqual(['LAP-A', 'LAP-B']);
  expect(after[1].device_id).toBe(before[0].device_id);
});

test('of IT only the newest word on a device is kept, whichever came first', async () => {
  const at = (day: string, status: string) =>
    patchCsv([{ ...ROW, computer: 'ORD-1', serial: 'O1', status, lastSeen: `2024-10-${day} 09:00` }]);
  await receive(at('20', 'Installed'), 'new.csv', { source: 'Order' });
  await readAll();
  await receive(at('10', 'Missing'), 'old.csv', { source: 'Order' });
  await readAll();
  const { rows } = await database.pool.query(
    `SELECT e.seen_at::date AS day FROM device_evidence e JOIN device d USING (device_id) WHERE d.name = 'ORD-1'`,
  );
  expect(rows).toEqual([{ day: '2024-10-20' }]);
});

test('an unchanged listing of one device at another time is another look', async () => {
  const text = 'CVE-2024-45490 libexpat1 (fixed, remotely exploitable, high urgency)\n';
  const told = { device: 'web01', at: '2024-10-14T03:00:00Z' };
  const first = await receive(text, 'debsecan.txt', told, 'infosec');
  const again = await receive(text, 'debsecan.txt', told, 'infosec');
  const later = await receive(text, 'debsecan.txt', { ...told, at: '2024-10-15T03:00:00Z' }, 'infosec');
  expect([again.alreadyKnown, again.importId === first.importId, later.alreadyKnown]).toEqual([true, true, false]);
  await readAll();
  const { rows } = await database.pool.query(
    `SELECT e.seen_at FROM device_evidence e JOIN device d USING (device_id) WHERE d.name = 'web01' ORDER BY 1`,
  );
  expect(rows.map((row) => row.seen_at)).toEqual(['2024-10-14T03:00:00Z', '2024-10-15T03:00:00Z']);
});

test('visits of a scanner are kept, but those that later full ones cover', async () => {
  for (let hour = 0; hour < 15; hour++) {
    await receive(
      nessusScan([{ name: 'OFTEN', from: 1_728_600_000 + hour * 3600, credentialed: hour !== 14 }]),
      `often-${hour}.nessus`,
      {},
      'infosec',
    );
  }
  await readAll();
  const { rows } = await database.pool.query(
    `SELECT count(*)::int AS n, bool_or(covers) AS covers FROM device_evidence e JOIN device d USING (device_id) WHERE d.name = 'OFTEN'`,
  );
  expect(rows[0]?.n).toBeGreaterThanOrEqual(12);
});
