import type { DeadlineEvent } from '@baton/domain/service-levels/deadline-change.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { readClockMoves } from '@baton/store/relay/history.ts';
import {
  type ClockUpdate,
  holdRemediations,
  type RemediationRecord,
  readOpenIds,
  updateRemediations,
} from '@baton/store/relay/remediations.ts';
import { insertDeadlineChanges, type NewDeadlineChange } from '@baton/store/service-levels/deadline-changes.ts';
import type { FixFacts } from '../relay/fix-evidence.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { clockColumns, clockFactColumns, factsKept, isWritten, policyInForce } from '../relay/set-clock.ts';
import { type ClockInputs, NO_INPUTS, readClockInputs } from './clock-inputs.ts';
import { deadlineMoved } from './deadline-moved.ts';

/** Small enough that nobody who hands a baton over waits for long, large enough that statements are few. */
const BATCH = 2500;
/** While the database writes one batch, the clocks of another are computed (50,000: 10.0 s one by one). */
const AT_ONCE = 2;

export interface Recomputed {
  readonly looked: number;
  readonly moved: number;
}

/**
 * Sets the clocks of all open remediations anew, batch by batch: after a policy came into force, after knowledge or devices'
 * attributes changed. What does not move is not written; what moves leaves its reason. Twice is as good as once.
 */
export async function recomputeDeadlines(
  db: Database,
  context: RelayContext,
  event: DeadlineEvent,
  { signal, batch = BATCH }: { readonly signal?: AbortSignal; readonly batch?: number } = {},
): Promise<Recomputed> {
  let looked = 0;
  let moved = 0;
  const next = openPages(db, batch);
  // One that fails stops the others, so that nothing goes on behind whoever was told.
  const failed = new AbortController();
  const recomputeOnward = async (): Promise<void> => {
    while (signal?.aborted !== true && !failed.signal.aborted) {
      const ids = await next();
      if (ids.length === 0) return;
      // Not `moved += await`: that adds to what it was before the wait.
      const movedNow = await db.transaction().execute((trx) => recomputeThese(trx, context, ids, event));
      moved += movedNow;
      looked += ids.length;
    }
  };
  const lanes = Array.from({ length: AT_ONCE }, () =>
    recomputeOnward().catch((error: unknown) => {
      failed.abort();
      throw error;
    }),
  );
  for (const lane of await Promise.allSettled(lanes)) if (lane.status === 'rejected') throw lane.reason;
  return { looked, moved };
}

/** Hands out the open remediations page by page, whoever asks; empty at the end. */
function openPages(db: Database, batch: number): () => Promise<readonly string[]> {
  let after = '';
  let turn: Promise<readonly string[]> = Promise.resolve([]);
  return () => {
    turn = turn.then(async () => {
      const page = await readOpenIds(db, after, batch);
      after = page.at(-1)?.fixId ?? after;
      return page.map(({ remediationId }) => remediationId);
    });
    return turn;
  };
}

/** The same for remediations that are named, in the caller's transaction. @returns how many deadlines moved */
export async function recomputeThese(
  trx: DatabaseTransaction,
  context: RelayContext,
  remediationIds: readonly string[],
  event: DeadlineEvent,
): Promise<number> {
  const policy = await policyInForce(trx, context);
  const held = await holdRemediations(trx, { remediationIds });
  const open = held.filter(({ place }) => place !== 'closed');
  const fixIds = open.map(({ fix_id }) => fix_id);
  const facts = await context.evidence.facts(trx, fixIds);
  const moves = await readClockMoves(
    trx,
    open.map(({ remediation_id }) => remediation_id),
  );
  const inputs = await readClockInputs(
    trx,
    open.map(({ remediation_id: remediationId, fix_id: fixId }) => ({ remediationId, fixId })),
  );
  const updates: ClockUpdate[] = [];
  const changes: NewDeadlineChange[] = [];
  for (const record of open) {
    const update = updateOf(record, policy, {
      facts: facts.get(record.fix_id) ?? factsKept(record),
      moves: moves.get(record.remediation_id) ?? [],
      inputs: inputs.get(record.remediation_id) ?? NO_INPUTS,
      now: context.now,
    });
    if (isWritten(record, update)) continue;
    updates.push(update);
    const change = deadlineMoved(record.remediation_id, record, update, { policy, event, at: context.now });
    if (change !== null) changes.push(change);
  }
  await updateRemediations(trx, updates);
  await insertDeadlineChanges(trx, changes);
  if (updates.length > 0) await publishEvent(trx, { topic: 'remediation' });
  return changes.length;
}

interface Known {
  readonly facts: FixFacts;
  readonly moves: Parameters<typeof clockColumns>[2];
  readonly inputs: ClockInputs;
  readonly now: string;
}

function updateOf(record: RemediationRecord, policy: Policy, { facts, moves, inputs, now }: Known): ClockUpdate {
  return {
    remediation_id: record.remediation_id,
    ...clockColumns(policy, facts, moves, inputs, now),
    ...clockFactColumns(facts),
  };
}
