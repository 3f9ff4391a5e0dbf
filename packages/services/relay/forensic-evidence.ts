import { forensicsOf } from '@baton/domain/relay/forensics.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Actor } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import { cellsOfChoice } from './cells-of-choice.ts';
import { asksForEvidence } from './forensic-gate.ts';
import type { Moved } from './move-baton.ts';
import type { HeldRemediation } from './record-act.ts';
import { recordStay } from './record-stay.ts';
import type { RelayContext } from './relay-context.ts';

interface Asked {
  readonly actor: Actor;
  readonly remediationId: string;
  readonly version: number | null;
  /** What was collected and where it lies; why it is done without. */
  readonly note: string;
}

/** Writes down that forensic evidence of devices was collected, before the patch. All that need the fix where none is named. */
export async function collectEvidence(
  trx: DatabaseTransaction,
  context: RelayContext,
  { deviceIds, ...request }: Asked & { readonly deviceIds?: readonly string[] },
): Promise<Moved> {
  return recordStay(trx, context, { ...request, act: 'collect-evidence' }, async (held) => {
    await requireAsked(trx, held);
    const cells = await cellsOfChoice(trx, context.evidence, held, deviceIds);
    return { deviceIds: cells.map(({ deviceId }) => deviceId) };
  });
}

/** Does without forensic evidence, for the actor's own team. The patch waits until both teams do, or evidence is there. */
export async function waiveEvidence(trx: DatabaseTransaction, context: RelayContext, request: Asked): Promise<Moved> {
  return recordStay(trx, context, { ...request, act: 'waive-evidence' }, async (held) => {
    await requireAsked(trx, held);
    const { actor } = request;
    if (actor.kind === 'person' && forensicsOf(held.history).waivedBy.includes(actor.team)) {
      throw new ServiceError('conflict', 'Your team has waived the evidence.');
    }
    return {};
  });
}

async function requireAsked(trx: DatabaseTransaction, { record }: HeldRemediation): Promise<void> {
  if (await asksForEvidence(trx, record)) return;
  throw new ServiceError('conflict', `The service level of ${record.fix_id} asks for no forensic evidence.`, {
    hint: 'The policy names the tiers that do: the class of BOD 26-04 with forensic triage.',
  });
}
