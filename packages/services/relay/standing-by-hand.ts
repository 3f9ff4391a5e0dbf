import { needsWork } from '@baton/domain/relay/needs-work.ts';
import type { RelayEvent } from '@baton/domain/relay/relay-event.ts';
import { verifiedByHand } from '@baton/domain/relay/verified-by-hand.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Cover } from '@baton/store/evidence/fix-cells.ts';
import type { FixCell, FixEvidence } from './fix-evidence.ts';

export interface StandingByHand {
  /** Cells that a person verified, and whose evidence has not changed since. */
  readonly cells: number;
  /** Of these, those that would be work for a remediation by their evidence. */
  readonly needsWork: number;
  readonly deviceIds: readonly string[];
}

const NONE: StandingByHand = { cells: 0, needsWork: 0, deviceIds: [] };

/** What of a person's verifications still stands: on cells that are unproven, and have been so since before. */
export async function standingByHand(
  db: Database | DatabaseTransaction,
  evidence: FixEvidence,
  { record, history }: { readonly record: Cover; readonly history: readonly RelayEvent[] },
): Promise<StandingByHand> {
  const verified = verifiedByHand(history);
  if (verified.size === 0) return NONE;
  const deviceIds = [...verified.keys()];
  const { rows } = await evidence.cells(db, record, { deviceIds, limit: deviceIds.length, offset: 0 });
  const standing = rows.filter((cell) => isUnchanged(cell, verified.get(cell.deviceId)));
  return {
    cells: standing.length,
    needsWork: standing.filter(needsWork).length,
    deviceIds: standing.map(({ deviceId }) => deviceId),
  };
}

function isUnchanged({ verdict, since }: FixCell, verifiedAt: string | undefined): boolean {
  if (verdict !== 'unproven' || verifiedAt === undefined) return false;
  return since === null || Temporal.Instant.compare(since, verifiedAt) <= 0;
}
