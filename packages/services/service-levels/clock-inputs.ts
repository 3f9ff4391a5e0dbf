import type { Pause } from '@baton/domain/service-levels/pause.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readSignedPauses } from '@baton/store/service-levels/pauses.ts';
import { NOTHING_KNOWN, readSituations, type Situation } from '@baton/store/service-levels/situations.ts';

/** What a clock rests on besides the fix and the history: the devices that need it, and pauses that both teams signed. */
export interface ClockInputs {
  readonly situation: Situation;
  readonly pauses: readonly Pause[];
}

export const NO_INPUTS: ClockInputs = { situation: NOTHING_KNOWN, pauses: [] };

/** By the remediation's id; by the fix's where `remediationId` is null because the remediation is only being opened. */
export async function readClockInputs(
  db: Database | DatabaseTransaction,
  of: readonly { readonly remediationId: string | null; readonly fixId: string }[],
): Promise<ReadonlyMap<string, ClockInputs>> {
  const situations = await readSituations(
    db,
    of.map(({ fixId }) => fixId),
  );
  const pauses = await readSignedPauses(
    db,
    of.flatMap(({ remediationId }) => (remediationId === null ? [] : [remediationId])),
  );
  return new Map(
    of.map(({ remediationId, fixId }) => [
      remediationId ?? fixId,
      {
        situation: situations.get(fixId) ?? NOTHING_KNOWN,
        pauses: (remediationId === null ? undefined : pauses.get(remediationId)) ?? [],
      },
    ]),
  );
}
