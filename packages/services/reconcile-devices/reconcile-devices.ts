import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import type { ReconcileContext } from '@baton/domain/reconciliation/gather-facts.ts';
import { KbFolding } from '@baton/domain/reconciliation/kb-folding.ts';
import { judgePrepared, type PreparedDevice, prepareDevice } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { endChunk } from '@baton/store/evidence/chunks.ts';
import {
  type DeviceCellsRecord,
  deleteCells,
  lockDeviceCells,
  moveTotals,
  readCellsOf,
  writeCells,
  writeDeviceCells,
} from '@baton/store/evidence/write-cells.ts';
import { currentKnowledge } from '../load-knowledge/current-knowledge.ts';
import { afterReconcile } from './after-reconcile.ts';
import { DiffBuilder } from './diff-devices.ts';
import { FixNumbers } from './fix-numbers.ts';
import { FleetFacts } from './fleet-facts.ts';
import { type LoadedCase, loadCases } from './load-cases.ts';
import { ReportCache } from './report-cache.ts';
import { type DeviceSummary, type KeptDevice, summariseDevice } from './summarise-device.ts';

/** What a process keeps in memory to judge devices: mirrors of what is in the database, one a database. */
export interface Judging {
  readonly reports: ReportCache;
  readonly facts: FleetFacts;
  readonly numbers: FixNumbers;
  folding: { readonly knowledge: Knowledge; readonly folding: KbFolding } | null;
}

const JUDGING = new WeakMap<Database, Judging>();

/** The mirrors of this process; they follow the database by themselves. */
export function judgingOf(db: Database): Judging {
  const known = JUDGING.get(db);
  if (known !== undefined) return known;
  const fresh: Judging = {
    reports: new ReportCache(),
    facts: new FleetFacts(),
    numbers: new FixNumbers(),
    folding: null,
  };
  JUDGING.set(db, fresh);
  return fresh;
}

export interface ChunkOfDelivery {
  readonly importId: string;
  readonly chunk: number;
}

/**
 * Judges devices from the evidence that is kept, and writes what moved: cells, rolled-up numbers, and the call to the relay, in
 * one transaction. Twice changes nothing; killed in the middle it has done nothing; side by side each device is judged in turn.
 *
 * @returns cells that moved
 */
export async function reconcileDevices(
  db: Database,
  deviceIds: readonly string[],
  ofDelivery?: ChunkOfDelivery,
): Promise<{ readonly cellsChanged: number }> {
  const judging = judgingOf(db);
  const knowledge = await currentKnowledge(db);
  return db.transaction().execute(async (trx) => {
    const kept = await lockDeviceCells(trx, deviceIds);
    const cases = await loadCases(
      trx,
      kept.map((row) => row.device_id),
      { excerpts: false, reports: judging.reports },
    );
    const folding = foldingOf(judging, knowledge);
    const prepared = cases.map(({ device }) => prepareDevice(device, knowledge, folding));
    await judging.facts.learn(db, prepared);
    await judging.facts.refresh(db);
    await judging.numbers.ensure(db, fixesOf(prepared));
    const context = { now: Date.now(), knowledge, checks: judging.facts.checks, itBaseline: judging.facts.itBaseline };
    const { cellsChanged } = await write(trx, judging, { kept, cases, prepared, context });
    if (ofDelivery !== undefined) await endChunk(trx, ofDelivery, cellsChanged);
    return { cellsChanged };
  });
}

interface Work {
  readonly kept: readonly DeviceCellsRecord[];
  readonly cases: readonly LoadedCase[];
  readonly prepared: readonly PreparedDevice[];
  readonly context: ReconcileContext;
}

async function write(
  trx: DatabaseTransaction,
  { numbers, facts }: Judging,
  work: Work,
): Promise<{ readonly cellsChanged: number }> {
  const { context } = work;
  const before = await keptDevices(trx, work.kept);
  const diff = new DiffBuilder();
  const summaries: DeviceSummary[] = [];
  for (const [index, loaded] of work.cases.entries()) {
    const device = work.prepared[index];
    if (device === undefined) continue;
    const kept = before.get(loaded.device.deviceId) ?? null;
    const summary = summariseDevice(loaded, judgePrepared(device, context), numbers, kept, context.now);
    summaries.push(summary);
    diff.add(kept, summary);
  }
  const moved = diff.finish();
  await deleteCells(trx, moved.deleted);
  await writeCells(trx, moved.written);
  await writeDeviceCells(
    trx,
    summaries.map(({ row }) => row),
    {
      judgedAt: new Date(context.now).toISOString(),
      lessons: facts.count,
    },
  );
  await moveTotals(trx, moved.totals);
  await afterReconcile(
    trx,
    moved,
    summaries.map(({ row }) => row.device_id),
  );
  return { cellsChanged: moved.cellsChanged };
}

/** What was kept of devices that were judged before, with their cells. */
async function keptDevices(
  trx: DatabaseTransaction,
  rows: readonly DeviceCellsRecord[],
): Promise<ReadonlyMap<string, KeptDevice>> {
  const judged = rows.filter((row) => row.cells_hash.length > 0);
  const cells = Map.groupBy(
    await readCellsOf(
      trx,
      judged.map((row) => row.device_id),
    ),
    (cell) => cell.device_id,
  );
  return new Map(judged.map((row) => [row.device_id, { row, cells: cells.get(row.device_id) ?? [] }]));
}

function* fixesOf(prepared: readonly PreparedDevice[]) {
  for (const { fixes } of prepared) yield* fixes;
}

/** What folds into what is looked up once for one knowledge. */
export function foldingOf(judging: Judging, knowledge: Knowledge): KbFolding {
  if (judging.folding?.knowledge !== knowledge) judging.folding = { knowledge, folding: new KbFolding(knowledge) };
  return judging.folding.folding;
}
