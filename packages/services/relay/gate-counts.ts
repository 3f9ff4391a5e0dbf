import type { CellCounts } from '@baton/domain/relay/decide-act.ts';
import { devicesWithPartsLeft, partsOf } from '@baton/domain/relay/fix-parts.ts';
import type { Place } from '@baton/domain/relay/leg.ts';
import type { RelayEvent } from '@baton/domain/relay/relay-event.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import { cellCounts } from './cell-counts.ts';
import type { FixCellCounts, FixEvidence } from './fix-evidence.ts';
import { countWithoutEvidence } from './forensic-gate.ts';
import type { RelayContext } from './relay-context.ts';
import { standingByHand } from './standing-by-hand.ts';

interface Looked {
  readonly record: RemediationRecord;
  readonly history: readonly RelayEvent[];
  readonly counts: FixCellCounts;
}

/** Legs that the fix does not leave without forensic evidence, where the tier asks for it. */
const ASKED_IN: ReadonlySet<Place> = new Set(['accept', 'test', 'approve', 'deploy']);

/** A fix is on so many devices at most that its parts are tracked on each. */
const MOST_DEVICES = 100_000;

/**
 * The cells as the gates of the relay take them, with what is looked up only where the history or the tier asks for it: devices
 * verified by hand, parts that are not done, forensic evidence that is missing.
 */
export async function gateCounts(
  db: Database | DatabaseTransaction,
  { evidence }: RelayContext,
  looked: Looked,
): Promise<CellCounts> {
  const byHand = await standingByHand(db, evidence, looked);
  return {
    ...cellCounts(looked.counts),
    byHand: byHand.cells,
    partsLeft: await countPartsLeft(db, evidence, looked),
    evidenceLeft: ASKED_IN.has(looked.record.place) ? await countWithoutEvidence(db, evidence, looked) : 0,
  };
}

async function countPartsLeft(
  db: Database | DatabaseTransaction,
  evidence: FixEvidence,
  { record, history }: Looked,
): Promise<number> {
  const parts = partsOf(history);
  if (parts.length === 0) return 0;
  const { rows } = await evidence.cells(db, record, { limit: MOST_DEVICES, offset: 0 });
  return devicesWithPartsLeft(parts, rows).length;
}
