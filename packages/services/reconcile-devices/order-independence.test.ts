import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { emptyKnowledge } from '@baton/domain/advisories/knowledge-in-memory.ts';
import { FleetAssembler } from '@baton/domain/reconciliation/assemble-fleet.ts';
import { reconcileFleet } from '@baton/domain/reconciliation/reconcile-fleet.ts';
import { Tally } from '@baton/domain/reconciliation/tally.ts';
import { detectReader } from '@baton/formats/reports/registry.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCells } from '../check-cells/check-cells.ts';
import { hoursAgo, nessusScan, patchCsv } from '../evidence/testing/sample-reports.ts';
import { importReport } from '../import-report/import-report.ts';
import { receiveDelivery } from '../import-report/receive-delivery.ts';
import { readBoard } from '../read-board/read-board.ts';
import { runReconcileJob } from './run-reconcile-job.ts';

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'baton-order-'));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

interface File {
  readonly team: 'it' | 'infosec';
  readonly source: string;
  readonly fileName: string;
  readonly text: string;
}

const ago = (hours: number): number => Math.floor(Date.now() / 1000) - hours * 3600;
const KBS = ['KB5044273', 'KB5044285', 'KB5044091'];

/** Reports that overlap in devices, fixes and time; one scan lists what it looked at, one could not log in. */
const FILES: readonly File[] = [
  {
    team: 'it',
    source: 'PDQ',
    fileName: 'one.csv',
    text: patchCsv(
      [1, 2, 3, 4, 5, 6].flatMap((n) =>
        KBS.map((kb, k) => ({
          computer: `WKS-${n}`,
          serial: `S${n}`,
          kb,
          status: (n + k) % 4 === 0 ? 'Missing' : 'Installed',
          installedOn: hoursAgo(40),
          lastSeen: hoursAgo(n === 6 ? 24 * 40 : 2),
        })),
      ),
    ),
  },
  {
    team: 'it',
    source: 'PDQ',
    fileName: 'older.csv',
    text: patchCsv(
      [1, 2, 3].map((n) => ({
        computer: `WKS-${n}`,
        serial: `S${n}`,
        kb: KBS[0] ?? '',
        status: 'Missing',
        lastSeen: hoursAgo(200),
      })),
    ),
  },
  {
    team: 'infosec',
    source: 'Nessus',
    fileName: 'first.nessus',
    text: nessusScan(
      [1, 2, 3, 7].map((n) => ({
        name: `WKS-${n}`,
        from: ago(60),
        findings: [{ plugin: '208284', kb: KBS[0] ?? '' }],
      })),
    ),
  },
  {
    team: 'infosec',
    source: 'Nessus',
    fileName: 'second.nessus',
    text: nessusScan(
      [
        { name: 'WKS-1', from: ago(3) },
        { name: 'WKS-2', from: ago(3), credentialed: false },
        { name: 'WKS-4', from: ago(3), findings: [{ plugin: '208285', kb: KBS[1] ?? '' }] },
      ],
      ['wks-5'],
    ),
  },
];

test.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]], [[2, 0, 3, 1]], [[1, 3, 0, 2]]])(
  'the same reports in the order %j give the cells that judging them at once gives, and every number sums',
  async (order) => {
    const connection = connectDatabase(await newTestDatabase());
    try {
      for (const index of order) await deliver(connection.db, FILES[index] ?? never());
      await drain(connection);
      const board = await readBoard(connection.db);
      const { it, agreed, infosec, verdicts, bridge } = board;
      const expected = await atOnce();
      expect({ it, agreed, infosec, verdicts }).toEqual(expected.numbers);
      expect(bridge.map(({ part, cause, cells, devices }) => [part, cause, cells, devices])).toEqual(expected.steps);
      expect(await checkCells(connection.db)).toMatchObject({ devices: 7, differingDevices: [], differingTotals: [] });
    } finally {
      await connection.close();
    }
  },
);

test('judged a second time, nothing changes', async () => {
  const connection = connectDatabase(await newTestDatabase());
  try {
    for (const file of FILES) await deliver(connection.db, file);
    await drain(connection);
    const before = await readBoard(connection.db);
    const cells = await connection.db.selectFrom('cell').selectAll().orderBy('device_id').orderBy('fix_id').execute();
    await runReconcileJob(connection.db, { all: true });
    await drain(connection);
    expect({ ...(await readBoard(connection.db)), asOf: '' }).toEqual({ ...before, asOf: '' });
    expect(await connection.db.selectFrom('cell').selectAll().orderBy('device_id').orderBy('fix_id').execute()).toEqual(
      cells,
    );
  } finally {
    await connection.close();
  }
});

async function deliver(db: Database, { team, source, fileName, text }: File): Promise<void> {
  await receiveDelivery(
    { db, dataFolder },
    { kind: 'system' },
    { fileName, team, told: { source } },
    Readable.from([Buffer.from(text)]),
  );
  // Read at once, judged later: so chunks of several reports stand side by side.
}

function drain({ db, pool }: ReturnType<typeof connectDatabase>): Promise<void> {
  return runQueuedJobs(pool, {
    'import-report': (payload) => importReport({ db, dataFolder }, payload as Parameters<typeof importReport>[1]),
    'reconcile-devices': (payload) => runReconcileJob(db, payload as Parameters<typeof runReconcileJob>[1]),
    'follow-cells': () => undefined,
    'note-board-day': () => undefined,
  });
}

/** The same files judged in memory, all at once. */
async function atOnce() {
  const fleet = new FleetAssembler(336 * 3_600_000);
  for (const { team, source, fileName, text } of FILES.filter((file) => file.fileName !== 'older.csv')) {
    const bytes = Buffer.from(text);
    const take = fleet.begin({ team, source, file: { name: fileName, sha256: null } });
    const reader = detectReader(bytes, fileName) ?? never();
    for await (const part of reader.read(Readable.from([bytes]), { fileName, zone: 'UTC' })) take(part);
  }
  const tally = new Tally();
  for (const judged of reconcileFleet(fleet.devices(), emptyKnowledge('1970-01-01'), Date.now())) {
    for (const { cell } of judged) tally.add(cell);
  }
  const { it, agreed, infosec, steps } = tally.bridge();
  return {
    numbers: { it, agreed, infosec, verdicts: tally.verdicts },
    steps: steps.map(({ part, cause, cells, devices }) => [part, cause, cells, devices]),
  };
}

function never(): never {
  throw new Error(`No such file (${randomUUID()}).`);
}
