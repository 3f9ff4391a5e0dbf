import type { Place } from '@baton/domain/relay/leg.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Actor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { holdRemediation, recordAct } from './record-act.ts';
import { doerOf, type RelayContext } from './relay-context.ts';

/** Adds words to a remediation's history. They move nothing, so it does not matter what the writer had seen. */
export async function commentOn(
  trx: DatabaseTransaction,
  context: RelayContext,
  request: { readonly actor: Actor; readonly remediationId: string; readonly note: string },
): Promise<{ readonly place: Place; readonly version: number }> {
  requirePermission(request.actor, 'remediation.comment');
  const held = await holdRemediation(trx, context, request.remediationId, null);
  const history = await recordAct(trx, context, held, {
    act: 'comment',
    actor: request.actor,
    doer: await doerOf(trx, request.actor),
    to: null,
    note: request.note,
  });
  return { place: held.record.place, version: history.length };
}
