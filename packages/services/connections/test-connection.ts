import { randomUUID } from 'node:crypto';
import { isTracker } from '@baton/domain/connections/connection-kind.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type ConnectionRecord, noteHealth } from '@baton/store/connections/connections.ts';
import { insertDeliveries, startAttempt } from '@baton/store/connections/deliveries.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import type { PersonActor } from '../actor.ts';
import { type Outcome, outcomeOfError } from '../deliveries/outcome.ts';
import { conclude } from '../deliveries/run-deliveries.ts';
import { sendBy } from '../deliveries/send-by.ts';
import type { SendContext } from '../deliveries/send-context.ts';
import { requirePermission } from '../permissions.ts';
import { trackerOf } from '../tracks/tracker-of.ts';
import { noteChange, requireConnection } from './save-connection.ts';

export interface Tested {
  readonly arrived: boolean;
  readonly said: string;
  readonly hint: string | null;
}

/** Sends a test by a connection (of e-mail to whoever asks), or looks whether the other tool lets Baton in. */
export async function testConnection(
  db: Database,
  context: SendContext,
  actor: PersonActor,
  connectionId: string,
): Promise<Tested> {
  requirePermission(actor, 'connection.change');
  const connection = await db.transaction().execute(async (trx) => {
    const found = await requireConnection(trx, connectionId);
    await noteChange(trx, actor, 'connection.tested', { connectionId, name: found.name });
    return found;
  });
  const outcome = isTracker(connection.kind)
    ? await checkTracker(db, context, connection)
    : await sendTest(db, context, connection, actor);
  return outcome.arrived
    ? { arrived: true, said: outcome.said, hint: null }
    : { arrived: false, said: [outcome.problem, outcome.said].join(' ').trim(), hint: outcome.hint };
}

async function checkTracker(db: Database, context: SendContext, connection: ConnectionRecord): Promise<Outcome> {
  const outcome = await checked(context, connection);
  const wrong = outcome.arrived ? null : { problem: outcome.problem, hint: outcome.hint };
  await noteHealth(db, connection.connection_id, wrong, Temporal.Now.instant().toString());
  return outcome;
}

async function checked({ allowPrivateHosts }: SendContext, connection: ConnectionRecord): Promise<Outcome> {
  try {
    return { arrived: true, said: await trackerOf(connection, allowPrivateHosts).tracker.check() };
  } catch (error) {
    return outcomeOfError(error);
  }
}

/** It stands in the list like every delivery; made at once and never by itself again. */
async function sendTest(
  db: Database,
  context: SendContext,
  connection: ConnectionRecord,
  { personId }: PersonActor,
): Promise<Outcome> {
  const delivery = await db.transaction().execute(async (trx) => {
    const [made] = await insertDeliveries(trx, [
      {
        connection_id: connection.connection_id,
        source_key: `test ${randomUUID()}`,
        event: 'connection.test',
        ...(connection.kind === 'email' ? { recipient: (await findPerson(trx, personId))?.email ?? '' } : {}),
      },
    ]);
    if (made === undefined) throw new Error('A test was not queued.');
    return startAttempt(trx, made.delivery_id);
  });
  const started = performance.now();
  const outcome = await sendBy(db, context, connection, delivery);
  const ended = outcome.arrived ? outcome : { ...outcome, final: true };
  const tookMs = Math.round(performance.now() - started);
  await db.transaction().execute((trx) => conclude(trx, connection, delivery, ended, tookMs, { tell: false }));
  return ended;
}
