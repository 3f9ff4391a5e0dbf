import { SYSTEM as SYSTEM_DOER } from '@baton/domain/relay/doer.ts';
import { isApprovedByBoth } from '@baton/domain/relay/emergency.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { holdLateEmergencies } from '@baton/store/relay/late-emergencies.ts';
import { type Actor, SYSTEM } from '../actor.ts';
import type { Moved } from './move-baton.ts';
import { holdRemediation, recordAct } from './record-act.ts';
import { recordStay } from './record-stay.ts';
import type { RelayContext } from './relay-context.ts';

/** Approves an emergency afterwards, for the actor's team. Late ones are taken too: they do not undo that they are late. */
export async function approveEmergency(
  trx: DatabaseTransaction,
  context: RelayContext,
  request: { readonly actor: Actor; readonly remediationId: string; readonly note: string },
): Promise<Moved> {
  return recordStay(trx, context, { ...request, act: 'approve-emergency', version: null });
}

const BATCH = 100;

/**
 * Writes down of every emergency whose time for approval has passed that it was not approved by both: a breach, told to both
 * leads. Any number of workers may run it at once; each is written once.
 */
export async function noteLateEmergencies(db: Database, context: RelayContext): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const late = await holdLateEmergencies(trx, context.now, BATCH);
    for (const { remediation_id } of late) {
      const held = await holdRemediation(trx, context, remediation_id, null);
      if (isApprovedByBoth(stateOf(held.history).emergency)) continue;
      await recordAct(trx, context, held, {
        act: 'emergency-late',
        actor: SYSTEM,
        doer: SYSTEM_DOER,
        to: null,
        note: null,
      });
    }
    return late.length;
  });
}
