import type { Passkey } from '@baton/contract/passkeys.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { nameAnew } from '@baton/store/people/passkeys.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import type { Visitor } from '../people/visitor.ts';
import { ServiceError } from '../service-error.ts';
import { passkeyOf } from './list-passkeys.ts';

/** Gives a passkey of one's own another name. No proof is asked: a name lets nobody in. The same name again changes nothing. */
export async function renamePasskey(
  db: Database,
  actor: PersonActor,
  { passkeyId, name }: { readonly passkeyId: string; readonly name: string },
  { address, relyingParty }: Visitor,
): Promise<Passkey> {
  const { personId } = actor;
  return db.transaction().execute(async (trx) => {
    const renamed = await nameAnew(trx, { passkeyId, personId, name });
    if (renamed === undefined)
      throw new ServiceError('not-found', 'You have no such passkey.', { where: 'params.passkeyId' });
    if (renamed.before !== name) {
      const subject = { kind: 'person', id: personId, name: actor.name };
      const details = { passkey: name, before: renamed.before, address };
      await appendLog(trx, { actor, action: 'person.passkey-renamed', subject, details });
      await publishEvent(trx, { topic: 'people', id: personId });
    }
    return passkeyOf(renamed.passkey, relyingParty);
  });
}
