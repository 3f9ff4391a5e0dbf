import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { compareReports } from '@baton/cli/compare/compare-reports.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { SYSTEM } from '@baton/services/actor.ts';
import { importReport } from '@baton/services/import-report/import-report.ts';
import { receiveDelivery } from '@baton/services/import-report/receive-delivery.ts';
import { loadShippedBundle } from '@baton/services/load-knowledge/load-shipped-bundle.ts';
import { exportCells } from '@baton/services/read-cells/export-cells.ts';
import { reconcileDevices } from '@baton/services/reconcile-devices/reconcile-devices.ts';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { namedCases } from './stranger/stranger-cases.ts';
import { type StrangerFile, writeStrangerFiles } from './stranger/stranger-files.ts';

const NOW = Date.parse('2024-10-14T10:40:00Z');
const database = useTestDatabase();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-stranger-import-'));
  await loadShippedBundle(database.db);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('imported as one office, all of them are judged by the server as the files are by themselves', async () => {
  const files = await allFiles();
  for (const file of files) await deliver(file);
  await judgeAll();
  // A second time, when all that the first one taught of checks is known to every device.
  await judgeAll();
  expect(await kept()).toEqual(await compared(files));
});

async function allFiles(): Promise<readonly StrangerFile[]> {
  const themes = [
    'devices',
    'times',
    'windows',
    'linux',
    'applications',
    'exports',
    'proofs',
    'silence',
    'readings',
  ] as const;
  const written = themes.flatMap(namedCases).map(({ name, ...given }) => writeStrangerFiles(folder, name, given));
  const files = (await Promise.all(written)).flat();
  return [...files.filter(({ team }) => team === 'it'), ...files.filter(({ team }) => team === 'infosec')];
}

async function deliver({ team, path, source, device }: StrangerFile): Promise<void> {
  const { db, pool } = database;
  const told = { source, zone: 'UTC', at: '2024-10-14T10:00:00Z', ...(device === null ? {} : { device }) };
  await receiveDelivery(
    { db, dataFolder: folder },
    SYSTEM,
    { fileName: basename(path), team, told },
    createReadStream(path),
  );
  await runQueuedJobs(pool, {
    'import-report': (payload) =>
      importReport({ db, dataFolder: folder }, payload as Parameters<typeof importReport>[1]),
  });
}

async function judgeAll(): Promise<void> {
  const { db } = database;
  const devices = await db.selectFrom('device').select('device_id').execute();
  const deviceIds = devices.map(({ device_id: id }) => id);
  await reconcileDevices(db, deviceIds, { reason: { kind: 'asked' }, now: NOW });
}

async function kept(): Promise<readonly string[]> {
  let text = '';
  for await (const line of exportCells(database.db, {}, AbortSignal.timeout(60_000))) text += line;
  // No name of these has a comma.
  const rows = text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
  return rows.map(([device = '', , fix = '', verdict = '', cause = '']) => lineOf(device, fix, verdict, cause)).sort();
}

async function compared(files: readonly StrangerFile[]): Promise<readonly string[]> {
  const knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
  const of = (wanted: 'it' | 'infosec') => files.filter(({ team }) => team === wanted).map(({ path }) => path);
  const { cells } = await compareReports({
    it: of('it'),
    infosec: of('infosec'),
    now: NOW,
    knowledge: async () => knowledge,
    staleDays: 14,
    zone: 'UTC',
    device: null,
    signal: new AbortController().signal,
  });
  return cells.map(({ cell, facts }) => lineOf(facts.device.name, cell.fixId, cell.verdict, cell.cause ?? '')).sort();
}

function lineOf(device: string, fix: string, verdict: string, cause: string): string {
  return `${device.trim().toLowerCase()} · ${fix} · ${verdict} · ${cause}`;
}
