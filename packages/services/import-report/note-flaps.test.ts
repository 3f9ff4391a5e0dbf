import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { readFlaps } from '@baton/store/evidence/device-flaps.ts';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hoursAgo, nessusScan, patchCsv } from '../evidence/testing/sample-reports.ts';
import { listDisagreements } from '../read-disagreements/list-disagreements.ts';
import { runReconcileJob } from '../reconcile-devices/run-reconcile-job.ts';
import { importReport } from './import-report.ts';
import { receiveDelivery } from './receive-delivery.ts';

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'baton-flaps-'));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

const KB = 'KB5044273';
/** Eight words on two devices, a day apart; WKS-1 goes in and out in the last six, WKS-2 got the fix once. */
const WORDS = ['Missing', 'Missing', 'Installed', 'Missing', 'Installed', 'Missing', 'Installed', 'Installed'];
const FILES = WORDS.map((status, index) => {
  const lastSeen = hoursAgo((WORDS.length - index) * 24);
  const installedOn = (word: string) => (word === 'Installed' ? hoursAgo((WORDS.length - index) * 24 + 2) : '');
  const plain = index < 4 ? 'Missing' : 'Installed';
  return patchCsv([
    { computer: 'WKS-1', serial: 'S1', kb: KB, status, lastSeen, lastBoot: lastSeen, installedOn: installedOn(status) },
    {
      computer: 'WKS-2',
      serial: 'S2',
      kb: KB,
      status: plain,
      lastSeen,
      lastBoot: lastSeen,
      installedOn: installedOn(plain),
    },
  ]);
});
const SCAN = nessusScan([
  { name: 'WKS-1', from: Math.floor(Date.now() / 1000) - 7200, findings: [{ plugin: '208284', kb: KB }] },
]);

test.each([[[0, 1, 2, 3, 4, 5, 6, 7]], [[7, 6, 5, 4, 3, 2, 1, 0]], [[4, 0, 7, 2, 6, 1, 3, 5]]])(
  'deliveries in the order %j leave the same history and the same cause',
  async (order) => {
    const { db, pool, close } = connectDatabase(await newTestDatabase());
    try {
      for (const index of order) await deliver(db, 'it', 'WSUS', `${index}.csv`, FILES[index] ?? '');
      await deliver(db, 'infosec', 'Nessus', 'scan.nessus', SCAN);
      await runQueuedJobs(pool, {
        'import-report': (payload) => importReport({ db, dataFolder }, payload as Parameters<typeof importReport>[1]),
        'reconcile-devices': (payload) => runReconcileJob(db, payload as Parameters<typeof runReconcileJob>[1]),
        'follow-cells': () => undefined,
        'note-board-day': () => undefined,
      });
      const devices = await db.selectFrom('device').select(['device_id', 'name']).orderBy('name').execute();
      const flaps = await readFlaps(
        db,
        devices.map((device) => device.device_id),
      );
      expect(
        devices.map(({ device_id }) => (flaps.get(device_id) ?? []).map(({ key, changes }) => [key, changes])),
      ).toEqual([[[`kb:${KB}`, 4]], []]);
      const past = await db.selectFrom('device_past_word').select('seen_at').orderBy('seen_at').execute();
      expect(past).toHaveLength(2 * 5);
      const newest = await db.selectFrom('device_evidence').select('seen_at').where('team', '=', 'it').execute();
      expect(newest).toHaveLength(2);
      expect(Date.parse(newest[0]?.seen_at ?? '')).toBeGreaterThan(Date.parse(past.at(-1)?.seen_at ?? ''));
      const { groups } = await listDisagreements(db, { by: 'cause', page: 1, pageSize: 50 });
      expect(groups.find(({ cause }) => cause === 'flapping-patch')?.cells).toBe(1);
    } finally {
      await close();
    }
  },
);

test('a device that flapped and whose later words are steady loses its note', async () => {
  const { db, pool, close } = connectDatabase(await newTestDatabase());
  const drain = () =>
    runQueuedJobs(pool, {
      'import-report': (payload) => importReport({ db, dataFolder }, payload as Parameters<typeof importReport>[1]),
      'reconcile-devices': () => undefined,
    });
  try {
    for (const [index, text] of FILES.entries()) await deliver(db, 'it', 'WSUS', `${index}.csv`, text);
    await drain();
    expect(await db.selectFrom('device_flap').selectAll().execute()).toHaveLength(1);
    for (const hours of [20, 16, 12, 8, 4]) {
      const row = { computer: 'WKS-1', serial: 'S1', kb: KB, status: 'Installed', lastSeen: hoursAgo(hours) };
      await deliver(db, 'it', 'WSUS', `${hours}.csv`, patchCsv([row]));
    }
    await drain();
    expect(await db.selectFrom('device_flap').selectAll().execute()).toEqual([]);
  } finally {
    await close();
  }
});

async function deliver(
  db: Database,
  team: 'it' | 'infosec',
  source: string,
  fileName: string,
  text: string,
): Promise<void> {
  const told = { fileName, team, told: { source } } as const;
  await receiveDelivery({ db, dataFolder }, { kind: 'system' }, told, Readable.from([Buffer.from(text)]));
}
