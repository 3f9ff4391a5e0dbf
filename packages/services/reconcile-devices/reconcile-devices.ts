import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { KbFolding } from '@baton/domain/reconciliation/kb-folding.ts';
import { nextChange } from '@baton/domain/reconciliation/next-change.ts';
import type { PreparedDevice } from '@baton/domain/reconciliation/prepared-device.ts';
import type { ReconcileContext } from '@baton/domain/reconciliation/reconcile-context.ts';
import { judgeCells, prepareDevice } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { endChunk } from '@baton/store/evidence/chunks.ts';
import type { JudgingReason } from '@baton/store/evidence/device-moves.ts';
import { lockDeviceCells, type NewDeviceCells } from '@baton/store/evidence/write-cells.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { currentKnowledge } from '../load-knowledge/current-knowledge.ts';
import { currentRules } from '../rules/current-rules.ts';
import { DiffBuilder } from './diff-devices.ts';
import { FixNumbers } from './fix-numbers.ts';
import { FleetFacts } from './fleet-facts.ts';
import { keepJudged, keptDevices } from './keep-judged.ts';
import { type LoadedCase, openCases } from './load-cases.ts';
import { ReportCache } from './report-cache.ts';
import { StateBook } from './state-book.ts';
import { type DeviceSummary, type KeptDevice, numberCells, summariseDevice } from './summarise-device.ts';

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
    const locked = await lockDeviceCells(trx, deviceIds);
    // After the lock, so that the moves of a device follow one another in time as they do in number.
    const now = order.now ?? Date.now();
    const before = await keptDevices(trx, locked.rows);
    // After the locks: whoever judges a device later judges by the rules of then.
    const rules = await currentRules(db, trx);
    await judging.facts.refresh(db);
    await judging.states.number(db, statesOf(before));
    const diff = new DiffBuilder(judging.states, new Date(now).toISOString());
    const rows: NewDeviceCells[] = [];
    const ids = locked.deviceIds;
    const opened = await openCases(trx, ids, { excerpts: false, reports: judging.reports });
    for (let at = 0; at < ids.length; at += SLICE) {
      const cases = opened.cases(ids.slice(at, at + SLICE));
      for (const summary of await judgeSlice(db, cases, { judging, knowledge, rules, before, now })) {
        rows.push(summary.row);
        diff.add(before.get(summary.row.device_id) ?? null, summary);
      }
    }
    const moved = diff.finish();
    const past = order.now !== undefined && order.now < Date.now();
    await keepJudged(trx, rows, moved, { now, past, reason: order.reason, locked });
    await judgeWithLessons(db, trx, judging.facts, rows);
    if (order.ofDelivery !== undefined) await endChunk(trx, order.ofDelivery, moved.cellsChanged);
    return { cellsChanged: moved.cellsChanged };
  });
}

/** Devices whose evidence is unpacked at once: what is dropped before the next collection of young garbage costs nothing to collect. */
const SLICE = 10;

interface SliceContext {
  readonly judging: Judging;
  readonly knowledge: Knowledge;
  readonly rules: RuleSet;
  readonly before: ReadonlyMap<string, KeptDevice>;
  readonly now: number;
}

async function judgeSlice(
  db: Database,
  cases: readonly LoadedCase[],
  { judging, knowledge, rules, before, now }: SliceContext,
): Promise<readonly DeviceSummary[]> {
  const { facts, numbers, states } = judging;
  const folding = foldingOf(judging, knowledge);
  const prepared = cases.map(({ device }) => prepareDevice(device, knowledge, folding));
  await facts.learn(db, prepared);
  await numbers.ensure(db, fixesOf(prepared));
  const context = contextOf(judging, knowledge, rules, now);
  const judged = prepared.map((device) => numberCells(judgeCells(device, context), numbers, states));
  await states.number(db);
  return cases.map((loaded, index) => {
    const kept = before.get(loaded.device.deviceId) ?? null;
    const device = prepared[index];
    const changesAt = device === undefined ? null : nextChange(device, context);
    return summariseDevice(loaded, judged[index] ?? [], kept, { now, lessons: facts.count, changesAt });
  });
}

/**
 * Has those judged again that were judged before something was learned that is known now, here or elsewhere: the search for
 * devices that a lesson concerns does not see what is not committed yet.
 */
async function judgeWithLessons(
  db: Database,
  trx: DatabaseTransaction,
  facts: FleetFacts,
  rows: readonly NewDeviceCells[],
): Promise<void> {
  await facts.refresh(db);
  const unaware = rows.filter((row) => row.lessons < facts.count).map((row) => row.device_id);
  if (unaware.length > 0) await enqueueJob(trx, 'reconcile-devices', { deviceIds: unaware, reason: 'lesson' });
}

function* statesOf(before: ReadonlyMap<string, KeptDevice>): Generator<number> {
  for (const { row, groups } of before.values()) {
    yield* row.proven_states ?? [];
    for (const group of groups) yield group.state_id;
  }
}

function* fixesOf(prepared: readonly PreparedDevice[]) {
  for (const { fixes } of prepared) yield* fixes;
}

/** What is the same for every cell that is judged at a moment. */
export function contextOf(
  judging: Judging,
  knowledge: Knowledge,
  rules: RuleSet,
  now: number = Date.now(),
): ReconcileContext {
  const { checks, itBaseline } = judging.facts;
  return { now, knowledge, checks, itBaseline, rules };
}

/** What folds into what is looked up once for one knowledge. */
export function foldingOf(judging: Judging, knowledge: Knowledge): KbFolding {
  if (judging.folding?.knowledge !== knowledge) judging.folding = { knowledge, folding: new KbFolding(knowledge) };
  return judging.folding.folding;
}
