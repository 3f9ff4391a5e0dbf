import { principalsOf } from '@baton/domain/charter/separation-of-duties.ts';
import { decideAct } from '@baton/domain/relay/decide-act.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { SYSTEM } from '../actor.ts';
import { cellCounts, type HeldRemediation, recordAct } from './record-act.ts';
import { doerOf, type RelayContext } from './relay-context.ts';

/**
 * Closes a remediation by evidence alone, where InfoSec holds the baton and every required cell is proven: what a person
 * could add is nothing. Not where somebody who deployed also brought the reports that prove it: then another person of
 * InfoSec must look and close. @returns whether it closed
 */
export async function closeByEvidence(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
): Promise<boolean> {
  const state = stateOf(held.history);
  const counts = cellCounts(held.counts);
  const decision = decideAct(state, { act: 'close', by: { kind: 'system' }, note: null }, counts);
  if (!decision.allowed || (await isProvenByDeployer(trx, context, held))) return false;
  await recordAct(trx, context, held, {
    act: 'close',
    actor: SYSTEM,
    doer: { kind: 'system' },
    to: decision.to,
    note: null,
    details: { ...counts },
  });
  return true;
}

async function isProvenByDeployer(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
): Promise<boolean> {
  const { deployers } = stateOf(held.history);
  if (deployers.size === 0) return false;
  for (const deliverer of await context.evidence.infosecDeliverers(trx, held.record.fix_id)) {
    if (deliverer.id === null || (deliverer.kind !== 'person' && deliverer.kind !== 'key')) continue;
    const doer =
      deliverer.kind === 'person'
        ? ({ kind: 'person', id: deliverer.id, team: 'infosec', role: 'member' } as const)
        : await doerOf(trx, { kind: 'key', keyId: deliverer.id, name: '', team: 'infosec', role: 'member' });
    if (principalsOf(doer).some((principal) => deployers.has(principal))) return true;
  }
  return false;
}
