import { type ConnectionRow, connectionSettings } from '@baton/contract/connections.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { updateConnection } from '@baton/store/connections/connections.ts';
import { endWaiting } from '@baton/store/connections/deliveries.ts';
import { deleteLeadershipMail } from '@baton/store/connections/leadership-mail.ts';
import { endTracksOf } from '@baton/store/connections/tracks.ts';
import type { PersonActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { sealSecret } from './connection-secret.ts';
import { readConnection } from './list-connections.ts';
import { newSigningSecret, noteChange, requireConnection, tryAtOnce } from './save-connection.ts';

/** Pauses a connection or lets it go on. What waits stays; what happens while it is paused is not told. */
export async function setConnectionActive(
  db: Database,
  actor: PersonActor,
  { connectionId, active }: { readonly connectionId: string; readonly active: boolean },
  now: string,
): Promise<ConnectionRow> {
  requirePermission(actor, 'connection.change');
  await db.transaction().execute(async (trx) => {
    const { name } = await requireConnection(trx, connectionId);
    await updateConnection(trx, connectionId, { active, changed_at: now, changed_by_name: actor.name });
    await noteChange(trx, actor, active ? 'connection.resumed' : 'connection.paused', { connectionId, name });
    if (active) await tryAtOnce(trx, connectionId, now);
  });
  return readConnection(db, connectionId, now);
}

/** Makes a webhook's secret anew. What is sent from now on is signed by it; the one before ends. */
export async function renewSigningSecret(
  db: Database,
  actor: PersonActor,
  connectionId: string,
  now: string,
): Promise<string> {
  requirePermission(actor, 'connection.change');
  const signingSecret = newSigningSecret();
  await db.transaction().execute(async (trx) => {
    const { name, kind } = await requireConnection(trx, connectionId);
    if (kind !== 'webhook')
      throw new ServiceError('invalid', `${name} is no webhook: its secret comes from the other tool.`, {
        hint: 'Change the connection and give the new one.',
      });
    const secret = sealSecret(signingSecret, connectionId);
    await updateConnection(trx, connectionId, { secret, changed_at: now, changed_by_name: actor.name });
    await noteChange(trx, actor, 'connection.secret-renewed', { connectionId, name });
  });
  return signingSecret;
}

/** Removes a connection: its secret goes, its issues over there stay as they are and are not followed any more. */
export async function removeConnection(
  db: Database,
  actor: PersonActor,
  connectionId: string,
  now: string,
): Promise<void> {
  requirePermission(actor, 'connection.change');
  await db.transaction().execute(async (trx) => {
    const { name, settings } = await requireConnection(trx, connectionId);
    await updateConnection(trx, connectionId, {
      active: false,
      secret: null,
      removed_at: now,
      changed_at: now,
      changed_by_name: actor.name,
    });
    await endWaiting(trx, connectionId, now);
    await endTracksOf(trx, connectionId, now, actor.name);
    await deleteLeadershipMail(trx, { connectionId });
    const { kind } = connectionSettings.parse(settings);
    await noteChange(trx, actor, 'connection.removed', { connectionId, name }, { kind });
  });
}
