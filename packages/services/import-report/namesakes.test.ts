import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hoursAgo, nessusScan, patchCsv } from '../evidence/testing/sample-reports.ts';
import { runReconcileJob } from '../reconcile-devices/run-reconcile-job.ts';
import { importReport } from './import-report.ts';
import { receiveDelivery } from './receive-delivery.ts';

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'baton-namesakes-'));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

const KB = 'KB5044273';
const row = (computer: string, serial = '') => ({
  computer,
  serial,
  kb: KB,
  status: 'Installed',
  installedOn: hoursAgo(60),
  lastBoot: hoursAgo(50),
});
const looked = { from: Math.floor(Date.now() / 1000) - 7200 };
const berlin = { name: 'srv01.berlin.example', ...looked };
/** The one that lacks the fix. */
const paris = { name: 'srv01.paris.example', ...looked, findings: [{ plugin: '208284', kb: KB }] };
const other = { name: 'srv02.berlin.example', ...looked };

const IT = { team: 'it', source: 'WSUS', fileName: 'wsus.csv', text: patchCsv([row('SRV01'), row('SRV02')]) } as const;
const scan = (source: string, ...hosts: Parameters<typeof nessusScan>[0]) =>
  ({
    team: 'infosec',
    source,
    fileName: `${hosts.map(({ name }) => name).join()}.nessus`,
    text: nessusScan(hosts),
  }) as const;
type Delivery = typeof IT | ReturnType<typeof scan>;

const APART = [
  ['SRV01', 'it', 'unproven', 'not-in-infosec-scope'],
  ['SRV02', 'infosec it', 'proven', null],
  ['srv01.paris.example', 'infosec', 'unproven', 'not-in-it-inventory'],
];

test.each<[string, readonly Delivery[]]>([
  ['one scan of both', [IT, scan('Nessus', berlin, paris, other)]],
  ['one scan of both, first', [scan('Nessus', paris, berlin, other), IT]],
  ['a scan of each', [IT, scan('Nessus', berlin, other), scan('Nessus', paris)]],
  ['a scan of each, the other way', [IT, scan('Nessus', paris, other), scan('Nessus', berlin)]],
  ['between them', [scan('Nessus', berlin, other), IT, scan('Nessus', paris)]],
  ['two scanners', [scan('Nessus', berlin, other), IT, scan('Tenable', paris)]],
  [
    'delivered again',
    [IT, scan('Nessus', berlin, other), scan('Nessus', paris), IT, scan('Nessus', berlin, other), IT],
  ],
])('a bare name that two hosts bear proves nothing: %s', async (_title, deliveries) => {
  await withDeliveries(deliveries, async (cells) => {
    expect(await cells()).toEqual(APART);
  });
});

test.each<[string, readonly Delivery[]]>([
  [
    'both first',
    [
      { ...IT, text: patchCsv([row('srv01.berlin.example'), row('srv01.paris.example')]) },
      scan('Nessus', { ...berlin, name: 'SRV01' }),
    ],
  ],
  [
    'both last',
    [
      scan('Nessus', { ...berlin, name: 'SRV01' }),
      { ...IT, text: patchCsv([row('srv01.berlin.example'), row('srv01.paris.example')]) },
    ],
  ],
  [
    'one after the other',
    [
      { ...IT, text: patchCsv([row('srv01.berlin.example')]) },
      scan('Nessus', { ...berlin, name: 'SRV01' }),
      { ...IT, source: 'MECM' as 'WSUS', text: patchCsv([row('srv01.paris.example')]) },
    ],
  ],
])('nor where it is the scanner that tells the bare name: %s', async (_title, deliveries) => {
  await withDeliveries(deliveries, async (cells) => {
    expect(await cells()).toEqual([
      ['srv01.berlin.example', 'it', 'unproven', 'not-in-infosec-scope'],
      ['srv01.paris.example', 'it', 'unproven', 'not-in-infosec-scope'],
    ]);
  });
});

/** Devices with their cells: name, who knows it, verdict and cause. Devices without a cell are left out. */
async function withDeliveries(
  deliveries: readonly Delivery[],
  check: (cells: () => Promise<readonly unknown[]>) => Promise<void>,
): Promise<void> {
  const { db, pool, close } = connectDatabase(await newTestDatabase());
  try {
    for (const { team, source, fileName, text } of deliveries) {
      await receiveDelivery(
        { db, dataFolder },
        { kind: 'system' },
        { fileName, team, told: { source } },
        Readable.from([Buffer.from(text)]),
      );
      await runQueuedJobs(pool, {
        'import-report': (payload) => importReport({ db, dataFolder }, payload as Parameters<typeof importReport>[1]),
        'reconcile-devices': (payload) => runReconcileJob(db, payload as Parameters<typeof runReconcileJob>[1]),
        'follow-cells': () => undefined,
        'note-board-day': () => undefined,
      });
    }
    await check(async () => {
      const { rows } = await sql<{ row: unknown[] }>`
        SELECT json_build_array(d.name,
          (SELECT string_agg(DISTINCT s.team, ' ') FROM device_record r JOIN source s USING (source_id) WHERE r.device_id = d.device_id),
          s.verdict, s.cause) AS row
        FROM device d JOIN device_cells c USING (device_id)
        CROSS JOIN LATERAL unnest(c.states, c.state_cells) AS u (state_id, cells)
        JOIN cell_state s USING (state_id)
        ORDER BY d.name COLLATE "C", s.verdict`.execute(db);
      return rows.map((one) => one.row);
    });
  } finally {
    await close();
  }
}
