import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { insertWork, type NewWork } from '@baton/store/work/work.ts';
import { type Actor, nameOfActor } from '../actor.ts';

/** Records long work in the transaction that also queues its job, so that it can be watched from the first moment. */
export async function startWork(
  trx: DatabaseTransaction,
  actor: Actor,
  work: Omit<NewWork, 'workId' | 'startedBy' | 'team'>,
): Promise<{ readonly workId: string }> {
  const workId = randomUUID();
  const team = actor.kind === 'person' || actor.kind === 'key' ? actor.team : undefined;
  await insertWork(trx, { ...work, workId, startedBy: nameOfActor(actor), team });
  await publishEvent(trx, { topic: 'work', id: workId });
  return { workId };
}
