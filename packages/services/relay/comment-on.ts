import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Actor } from '../actor.ts';
import type { Moved } from './move-baton.ts';
import { recordStay } from './record-stay.ts';
import type { RelayContext } from './relay-context.ts';

/** Adds words to a remediation's history. They move nothing, so it does not matter what the writer had seen. */
export async function commentOn(
  trx: DatabaseTransaction,
  context: RelayContext,
  request: { readonly actor: Actor; readonly remediationId: string; readonly note: string },
): Promise<Moved> {
  return recordStay(trx, context, { ...request, act: 'comment', version: null });
}
