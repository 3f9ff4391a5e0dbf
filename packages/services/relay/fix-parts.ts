import type { PartKind } from '@baton/domain/relay/fix-part.ts';
import { nameParts, partsOf } from '@baton/domain/relay/fix-parts.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Actor } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import { cellsOfChoice } from './cells-of-choice.ts';
import type { Moved } from './move-baton.ts';
import { recordStay } from './record-stay.ts';
import type { RelayContext } from './relay-context.ts';

interface Asked {
  readonly actor: Actor;
  readonly remediationId: string;
  readonly version: number | null;
  readonly note: string | null;
}

/** Says of which parts a fix consists. A part that was there before, by kind and words, keeps what was said of it. */
export async function setParts(
  trx: DatabaseTransaction,
  context: RelayContext,
  { parts, ...request }: Asked & { readonly parts: readonly { readonly kind: PartKind; readonly words: string }[] },
): Promise<Moved> {
  return recordStay(trx, context, { ...request, act: 'set-parts' }, ({ history }) => ({
    parts: nameParts(parts, partsOf(history)),
  }));
}

/** IT's word that a part is done on devices, or is not after all. Whoever gives it has deployed, and cannot verify. */
export async function notePart(
  trx: DatabaseTransaction,
  context: RelayContext,
  {
    part,
    done,
    deviceIds,
    ...request
  }: Asked & { readonly part: string; readonly done: boolean; readonly deviceIds?: readonly string[] },
): Promise<Moved> {
  return recordStay(trx, context, { ...request, act: 'part-done' }, async (held) => {
    if (!partsOf(held.history).some(({ id }) => id === part)) {
      throw new ServiceError('not-found', `The fix has no part ${part}.`, { where: 'body.part' });
    }
    const cells = await cellsOfChoice(trx, context.evidence, held, deviceIds);
    return { part, done, deviceIds: cells.map(({ deviceId }) => deviceId) };
  });
}
