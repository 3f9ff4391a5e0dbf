import { randomUUID } from 'node:crypto';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { appendEvents, type KeptEvent } from '@baton/store/relay/history.ts';
import { insertRemediations, type NewRemediation, type RemediationClock } from '@baton/store/relay/remediations.ts';
import { insertDeadlineChanges } from '@baton/store/service-levels/deadline-changes.ts';
import { nameOfActor, SYSTEM } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import type { ClockInputs } from '../service-levels/clock-inputs.ts';
import { deadlineMoved } from '../service-levels/deadline-moved.ts';
import { batonPosition } from './baton-position.ts';
import { cellCounts } from './cell-counts.ts';
import type { FixCellCounts, FixFacts } from './fix-evidence.ts';
import { LOG_ACTIONS, logDetails } from './record-act.ts';
import type { RelayContext } from './relay-context.ts';
import { clockColumns, factColumns } from './set-clock.ts';

/** A fix that a device needs and that has no remediation. */
export interface FixToOpen {
  readonly fixId: string;
  readonly counts: FixCellCounts;
  readonly facts: FixFacts;
  readonly inputs: ClockInputs;
}

/**
 * Opens a remediation for each fix. Identifying is done by whatever found it: Baton writes the evidence down and hands the
 * baton on to InfoSec, to prioritise. @returns the fixes that got one; one that another transaction opened meanwhile is left out
 */
export async function openRemediations(
  trx: DatabaseTransaction,
  { now }: RelayContext,
  policy: Policy,
  fixes: readonly FixToOpen[],
): Promise<ReadonlySet<string>> {
  const opened = fixes.map((fix) => ({ fix, id: randomUUID(), history: identified(fix.counts, now) }));
  const rows = opened.map(({ fix, id, history }): NewRemediation & RemediationClock => ({
    remediation_id: id,
    fix_id: fix.fixId,
    opened_at: now,
    ...batonPosition(history),
    ...factColumns(fix.facts, fix.counts),
    ...clockColumns(policy, fix.facts, history, fix.inputs, now),
  }));
  const inserted = await insertRemediations(trx, rows);
  const kept = opened.filter(({ fix }) => inserted.has(fix.fixId));
  await appendEvents(
    trx,
    kept.flatMap(({ id, history }) => history.map((event) => ({ ...event, remediationId: id }))),
  );
  const openedRows = rows.filter(({ fix_id }) => inserted.has(fix_id));
  await insertDeadlineChanges(
    trx,
    openedRows.flatMap(
      (row) => deadlineMoved(row.remediation_id, null, row, { policy, event: 'opened', at: now }) ?? [],
    ),
  );
  await appendLog(
    trx,
    ...kept.map(({ fix, id, history }) => ({
      actor: SYSTEM,
      action: LOG_ACTIONS.open,
      subject: { kind: 'remediation', id, name: fix.fixId },
      details: history[0] ? logDetails(history[0]) : {},
    })),
  );
  return inserted;
}

/** The first two entries: found, and handed on. */
function identified(counts: FixCellCounts, now: string): readonly KeptEvent[] {
  const { required, excepted } = cellCounts(counts);
  const found = {
    by: { kind: 'system' },
    byName: nameOfActor(SYSTEM),
    at: now,
    note: null,
    details: {
      required,
      excepted,
      reported: counts.scanned - counts.notReported,
      missing: counts.itCounted - counts.installed,
    },
  } as const;
  return [
    { ...found, seq: 1, act: 'open', from: null, to: 'identify' },
    { ...found, seq: 2, act: 'hand-over', from: 'identify', to: 'prioritise' },
  ];
}
