import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { endConfirmations, findConfirmation } from '@baton/store/rules/confirmations.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { queueChunks } from '../reconcile-devices/queue-chunks.ts';
import { ServiceError } from '../service-error.ts';

/**
 * Takes an answer of InfoSec's back, or everything that was answered in the same act: the cells are judged as if it had never
 * been given. Anybody of InfoSec who may answer may.
 */
export async function takeBack(
  db: Database,
  actor: PersonActor,
  { confirmationId, wholeAct }: { readonly confirmationId: string; readonly wholeAct: boolean },
): Promise<{ readonly cells: number }> {
  requirePermission(actor, 'confirmation.give');
  return db.transaction().execute(async (trx) => {
    const found = await findConfirmation(trx, confirmationId);
    if (found === undefined) throw new ServiceError('not-found', 'There is no such answer.');
    const which = wholeAct ? { actId: found.act_id } : { confirmationId };
    const ended = await endConfirmations(trx, which, actor.name);
    if (ended.length === 0) {
      throw new ServiceError('conflict', 'This answer has ended already.', { where: 'params.confirmationId' });
    }
    await appendLog(trx, {
      actor,
      action: 'confirmation.taken-back',
      subject: {
        kind: wholeAct ? 'check' : 'cell',
        id: wholeAct ? found.act_id : confirmationId,
        name: `${found.check_tool} ${found.check_id}`,
      },
      details: { answer: found.answer, givenBy: found.given_by_name, cells: ended.length },
    });
    const devices = new Set(ended.map(({ device_id }) => device_id));
    await queueChunks(trx, [...devices], { reason: 'decision' });
    await publishEvent(trx, { topic: 'confirmation' });
    return { cells: ended.length };
  });
}
