import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '../actor.ts';
import { checkCells } from '../check-cells/check-cells.ts';
import { hoursAgo, nessusScan, patchCsv } from '../evidence/testing/sample-reports.ts';
import { importReport } from '../import-report/import-report.ts';
import { receiveDelivery } from '../import-report/receive-delivery.ts';
import { readBoard } from '../read-board/read-board.ts';
import { reconcileDevices } from './reconcile-devices.ts';
import { reconcileDue, runReconcileJob } from './run-reconcile-job.ts';

const database = useTestDatabase();
let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'baton-reconcile-'));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

const WHOLE = { differingDevices: [], differingTotals: [] };
const KB = 'KB5044273';
const ASKED = { reason: { kind: 'asked' } } as const;

async function deliver(team: 'it' | 'infosec', fileName: string, text: string): Promise<void> {
  const { db, pool } = database;
  await receiveDelivery({ db, dataFolder }, SYSTEM, { fileName, team, told: {} }, Readable.from([Buffer.from(text)]));
  await runQueuedJobs(pool, {
    'import-report': (payload) => importReport({ db, dataFolder }, payload as Parameters<typeof importReport>[1]),
  });
}

function judgeQueued(): Promise<void> {
  const { db, pool } = database;
  return runQueuedJobs(pool, {
    'reconcile-devices': (payload) => runReconcileJob(db, payload as Parameters<typeof runReconcileJob>[1]),
  });
}

async function deviceIds(): Promise<readonly string[]> {
  const rows = await database.db.selectFrom('device').select('device_id').orderBy('device_id').execute();
  return rows.map((row) => row.device_id);
}

test('the same devices judged side by side many times give every number once', async () => {
  const rows = Array.from({ length: 30 }, (_, n) => ({
    computer: `PAR-${n}`,
    serial: `P${n}`,
    kb: KB,
    status: n % 3 === 0 ? 'Missing' : 'Installed',
    installedOn: hoursAgo(40),
  }));
  await deliver('it', 'parallel.csv', patchCsv(rows));
  const ids = await deviceIds();
  await Promise.all(
    [ids, ids.toReversed(), ids.slice(10), ids, ids.slice(0, 20)].map((some) =>
      reconcileDevices(database.db, some, ASKED),
    ),
  );
  await judgeQueued();
  expect(await checkCells(database.db)).toMatchObject({ devices: 30, cells: 30, ...WHOLE });
  expect((await readBoard(database.db)).it).toEqual({ numerator: 20, denominator: 30 });
});

test('a process that dies in the middle of a chunk has done nothing of it', async () => {
  const before = await readBoard(database.db);
  const scan = nessusScan(
    Array.from({ length: 30 }, (_, n) => ({ name: `PAR-${n}`, from: Math.floor(Date.now() / 1000) - 3600 })),
  );
  await deliver('infosec', 'parallel.nessus', scan);
  const ids = await deviceIds();
  // The server ends the connection at the last statement, as it does where the process was killed.
  await database.pool.query(`
    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
    CREATE TRIGGER dies AFTER INSERT OR UPDATE ON cause_total FOR EACH STATEMENT EXECUTE FUNCTION die()`);
  await expect(reconcileDevices(database.db, ids, ASKED)).rejects.toThrow();
  await database.pool.query('DROP TRIGGER dies ON cause_total');
  expect({ ...(await readBoard(database.db)), asOf: '', lateSources: [] }).toEqual({
    ...before,
    asOf: '',
    lateSources: [],
  });
  await judgeQueued();
  expect(await checkCells(database.db)).toMatchObject(WHOLE);
  expect((await readBoard(database.db)).agreed.numerator).toBe(20);
});

test('time alone makes an inventory stale: the device is judged again when it is due, and not before', async () => {
  await deliver(
    'it',
    'fresh.csv',
    patchCsv([
      {
        computer: 'OLD-1',
        serial: 'O1',
        kb: KB,
        status: 'Installed',
        installedOn: hoursAgo(60),
        lastSeen: hoursAgo(1),
      },
    ]),
  );
  await judgeQueued();
  await reconcileDue(database.db);
  const waiting = await database.pool.query(
    `SELECT attempts, last_error FROM graphile_worker.jobs WHERE task_identifier = 'reconcile-devices'`,
  );
  expect(waiting.rows).toEqual([]);
  await database.pool.query(`UPDATE source SET stale_after_hours = 1 WHERE team = 'it'`);
  await database.pool.query(`UPDATE device_cells SET next_change_at = now() - interval '1 minute'`);
  await reconcileDue(database.db);
  await judgeQueued();
  const { rows: cells } = await database.pool.query('SELECT cause, also FROM cell JOIN cell_state USING (state_id)');
  expect(cells.some(({ cause, also }) => cause === 'stale-inventory' || also.includes('stale-inventory'))).toBe(true);
  expect(await checkCells(database.db)).toMatchObject(WHOLE);
  await database.pool.query(
    `INSERT INTO cell_group SELECT device_id, state_id, since - interval '1 minute', fix_ids FROM cell_group g LIMIT 1`,
  );
  const { rows: twice } = await database.pool.query(
    'SELECT device_id, fix_id FROM cell GROUP BY 1, 2 HAVING count(*) > 1',
  );
  expect(twice.length).toBeGreaterThan(0);
  expect((await checkCells(database.db)).differingDevices).toHaveLength(1);
});

test('a device that is not there is passed over', async () => {
  expect(await reconcileDevices(database.db, [randomUUID()], ASKED)).toEqual({ cellsChanged: 0 });
});
