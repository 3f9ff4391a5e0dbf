import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { KbFolding } from '@baton/domain/reconciliation/kb-folding.ts';
import { judgeCells, type PreparedDevice, prepareDevice } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { endChunk } from '@baton/store/evidence/chunks.ts';
import { insertMoves, type JudgingReason } from '@baton/store/evidence/device-moves.ts';
import {
  type DeviceCellsRecord,
  deleteCells,
  lockDeviceCells,
  moveTotals,
  type NewDeviceCells,
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
import { StateBook } from './state-book.ts';
import { type KeptDevice, type NumberedCell, numberCells, summariseDevice } from './summarise-device.ts';

/** What a process keeps in memory to judge devices: mirrors of what is in the database, one a database. */
export interface Judging {
  readonly reports: ReportCache;
  readonly facts: FleetFacts;
  readonly numbers: FixNumbers;
  readonly states: StateBook;
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
    states: new StateBook(),
    folding: null,
  };
  JUDGING.set(db, fresh);
  return fresh;
}

export interface ChunkOfDelivery {
  readonly importId: string;
  readonly chunk: number;
}

export interface JudgingOrder {
  readonly reason: JudgingReason;
  /** The chunk of a delivery that this ends. */
  readonly ofDelivery?: ChunkOfDelivery | undefined;
  /** Milliseconds since 1970 at which it is judged; now unless told. */
  readonly now?: number | undefined;
}

/**
 * Judges devices from the evidence that is kept, and writes what moved: cells, their moves with the reason, rolled-up numbers,
 * and the call to the relay, in one transaction. Twice changes nothing; killed in the middle it has done nothing; side by side
 * each device is judged in turn.
 *
 * @returns cells that moved
 */
export async function reconcileDevices(
  db: Database,
  deviceIds: readonly string[],
  order: JudgingOrder,
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
    const now = order.now ?? Date.now();
    const context = { now, knowledge, checks: judging.facts.checks, itBaseline: judging.facts.itBaseline };
    const judged = prepared.map((device) => numberCells(judgeCells(device, context), judging.numbers, judging.states));
    const before = await keptDevices(trx, kept);
    await judging.states.number(db, statesOf(before));
    const { cellsChanged } = await write(trx, judging, { cases, judged, before, now, reason: order.reason });
    if (order.ofDelivery !== undefined) await endChunk(trx, order.ofDelivery, cellsChanged);
    return { cellsChanged };
  });
}

interface Work {
  readonly cases: readonly LoadedCase[];
  readonly judged: readonly (readonly NumberedCell[])[];
  readonly before: ReadonlyMap<string, KeptDevice>;
  readonly now: number;
  readonly reason: JudgingReason;
}

async function write(
  trx: DatabaseTransaction,
  { states, facts }: Judging,
  { cases, judged, before, now, reason }: Work,
): Promise<{ readonly cellsChanged: number }> {
  const at = new Date(now).toISOString();
  const diff = new DiffBuilder(states, at);
  const rows: NewDeviceCells[] = [];
  for (const [index, loaded] of cases.entries()) {
    const kept = before.get(loaded.device.deviceId) ?? null;
    const summary = summariseDevice(loaded, judged[index] ?? [], kept, now);
    rows.push(summary.row);
    diff.add(kept, summary);
  }
  const moved = diff.finish();
  await deleteCells(trx, moved.deleted);
  await writeCells(trx, moved.written);
  await writeDeviceCells(trx, rows, { judgedAt: at, lessons: facts.count });
  await insertMoves(trx, moved.moves, { at, reason });
  await moveTotals(trx, moved.totals);
  await afterReconcile(
    trx,
    moved,
    rows.map((row) => row.device_id),
  );
  return { cellsChanged: moved.cellsChanged };
}

/** What was kept of devices that were judged before, with their cells. */
async function keptDevices(
  trx: DatabaseTransaction,
  rows: readonly DeviceCellsRecord[],
): Promise<ReadonlyMap<string, KeptDevice>> {
  const judged = rows.filter((row) => row.first_judged_at !== null);
  const cells = Map.groupBy(
    await readCellsOf(
      trx,
      judged.map((row) => row.device_id),
    ),
    (cell) => cell.device_id,
  );
  return new Map(judged.map((row) => [row.device_id, { row, cells: cells.get(row.device_id) ?? [] }]));
}

function* statesOf(before: ReadonlyMap<string, KeptDevice>): Generator<number> {
  for (const { row, cells } of before.values()) {
    yield* row.proven_states ?? [];
    for (const cell of cells) yield cell.state_id;
  }
}

function* fixesOf(prepared: readonly PreparedDevice[]) {
  for (const { fixes } of prepared) yield* fixes;
}

/** What folds into what is looked up once for one knowledge. */
export function foldingOf(judging: Judging, knowledge: Knowledge): KbFolding {
  if (judging.folding?.knowledge !== knowledge) judging.folding = { knowledge, folding: new KbFolding(knowledge) };
  return judging.folding.folding;
}
