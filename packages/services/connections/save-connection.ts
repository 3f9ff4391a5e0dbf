import { randomBytes, randomUUID } from 'node:crypto';
import { type ConnectionRow, type ConnectionSettings, connectionSettings } from '@baton/contract/connections.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import {
  type ConnectionRecord,
  holdConnection,
  insertConnection,
  isNameFree,
  updateConnection,
  wakeConnection,
} from '@baton/store/connections/connections.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { hostOf, placeOf, requireUsable } from './connection-rules.ts';
import { sealSecret, secretOf } from './connection-secret.ts';
import { readConnection } from './list-connections.ts';

export interface ConnectionToSave {
  readonly name: string;
  readonly settings: ConnectionSettings;
  readonly secret?: string | undefined;
}

/** Adds a connection. A webhook's signing secret is made here and answered this once. */
export async function addConnection(
  db: Database,
  actor: PersonActor,
  { name, settings, secret }: ConnectionToSave,
  now: string,
): Promise<{ readonly connection: ConnectionRow; readonly signingSecret: string | null }> {
  requirePermission(actor, 'connection.change');
  const signingSecret = settings.kind === 'webhook' ? newSigningSecret() : null;
  const kept = signingSecret ?? secret ?? null;
  requireUsable(settings, kept);
  const connectionId = randomUUID();
  await db.transaction().execute(async (trx) => {
    await requireFreeName(trx, name, connectionId);
    await insertConnection(trx, {
      connection_id: connectionId,
      kind: settings.kind,
      name,
      settings: JSON.stringify(settings),
      secret: kept === null ? null : sealSecret(kept, connectionId),
      events: eventsOf(settings),
      made_at: now,
      made_by: actor.personId,
      made_by_name: actor.name,
      changed_at: now,
      changed_by_name: actor.name,
    });
    await noteChange(trx, actor, 'connection.added', { connectionId, name }, detailsOf(settings, kept));
  });
  return { connection: await readConnection(db, connectionId, now), signingSecret };
}

/** Changes a connection; its kind stays. A secret that is not given stays too, unless it would go to another host. */
export async function changeConnection(
  db: Database,
  actor: PersonActor,
  { connectionId, name, settings, secret }: ConnectionToSave & { readonly connectionId: string },
  now: string,
): Promise<ConnectionRow> {
  requirePermission(actor, 'connection.change');
  await db.transaction().execute(async (trx) => {
    const held = await requireConnection(trx, connectionId);
    const before = connectionSettings.parse(held.settings);
    if (before.kind !== settings.kind) {
      throw new ServiceError('invalid', 'A connection cannot become one of another kind.', {
        where: 'body.settings.kind',
        hint: 'Remove it and add another.',
      });
    }
    // A webhook's secret is ours and only signs: it does not let anybody in.
    const given = settings.kind === 'webhook' ? undefined : secret;
    const kept = given ?? secretOf(held);
    if (settings.kind !== 'webhook' && given === undefined && kept !== null && hostOf(before) !== hostOf(settings)) {
      throw new ServiceError('invalid', 'The host is another now: give the secret that is meant for it.', {
        where: 'body.secret',
        hint: 'What was given for the host before is not sent to this one.',
      });
    }
    requireUsable(settings, kept);
    await requireFreeName(trx, name, connectionId);
    await updateConnection(trx, connectionId, {
      name,
      settings: JSON.stringify(settings),
      events: eventsOf(settings),
      ...(given === undefined ? {} : { secret: sealSecret(given, connectionId) }),
      changed_at: now,
      changed_by_name: actor.name,
    });
    await tryAtOnce(trx, connectionId, now);
    const details = { ...detailsOf(settings, kept), newSecret: given !== undefined };
    await noteChange(trx, actor, 'connection.changed', { connectionId, name }, details);
  });
  return readConnection(db, connectionId, now);
}

/** `whsec_` and 256 random bits, as Standard Webhooks writes a secret. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Has what waits for a connection tried now. */
export async function tryAtOnce(trx: DatabaseTransaction, connectionId: string, now: string): Promise<void> {
  await wakeConnection(trx, connectionId, now);
  await enqueueJob(trx, 'send-deliveries', {});
  await enqueueJob(trx, 'sync-tracks', {});
}

export async function requireConnection(trx: DatabaseTransaction, connectionId: string): Promise<ConnectionRecord> {
  const held = await holdConnection(trx, connectionId);
  if (held === undefined)
    throw new ServiceError('not-found', 'There is no such connection.', { where: 'params.connectionId' });
  return held;
}

export async function noteChange(
  trx: DatabaseTransaction,
  actor: PersonActor,
  action: string,
  { connectionId, name }: { readonly connectionId: string; readonly name: string },
  details: Parameters<typeof appendLog>[1]['details'] = {},
): Promise<void> {
  await appendLog(trx, { actor, action, subject: { kind: 'connection', id: connectionId, name }, details });
  await publishEvent(trx, { topic: 'connection' });
}

async function requireFreeName(trx: DatabaseTransaction, name: string, connectionId: string): Promise<void> {
  if (await isNameFree(trx, name, connectionId)) return;
  throw new ServiceError('conflict', `Another connection is called ${name}.`, {
    where: 'body.name',
    hint: 'Choose another name.',
  });
}

/** What is told by it. Issues and incidents follow their remediation instead. */
function eventsOf(settings: ConnectionSettings): readonly string[] {
  return 'events' in settings ? settings.events : [];
}

/** For the log: where it leads to and what is sent, never the secret. */
function detailsOf(settings: ConnectionSettings, secret: string | null) {
  return { kind: settings.kind, place: placeOf(settings, secret), events: [...eventsOf(settings)] };
}
