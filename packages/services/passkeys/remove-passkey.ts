import type { IdentityProof } from '@baton/contract/signatures.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { countPasskeys, deletePasskeys } from '@baton/store/people/passkeys.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { proveIdentity } from '../people/prove-identity.ts';
import type { Visitor } from '../people/visitor.ts';
import { ServiceError } from '../service-error.ts';

/** Removes a passkey of one's own, after a proof of who it is. With the last one gone, the password proves it again. */
export async function removePasskey(
  db: Database,
  actor: PersonActor,
  { passkeyId, proof }: { readonly passkeyId: string; readonly proof: IdentityProof },
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<void> {
  const act = { kind: 'remove-passkey', passkeyId } as const;
  await proveIdentity(db, actor, proof, visitor, { where: 'body.proof', act, now });
  await db.transaction().execute(async (trx) => {
    const [name] = await deletePasskeys(trx, actor.personId, passkeyId);
    if (name === undefined)
      throw new ServiceError('not-found', 'You have no such passkey.', { where: 'params.passkeyId' });
    const subject = { kind: 'person', id: actor.personId, name: actor.name };
    const details = { passkey: name, passkeys: await countPasskeys(trx, actor.personId), address: visitor.address };
    await appendLog(trx, { actor, action: 'person.passkey-removed', subject, details });
    await publishEvent(trx, { topic: 'people', id: actor.personId });
  });
}
