import { randomUUID } from 'node:crypto';
import { type ActionPromise, promiseProblems } from '@baton/domain/cycles/promise.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import {
  type ActionRow,
  findAction,
  insertAction,
  takeActionBack as takeBackRow,
} from '@baton/store/cycles/review-notes.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { insertNotifications, readActivePeople } from '@baton/store/service-levels/notifications.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { holdOpenCycle } from './known-cycle.ts';

export interface ActionToAdd {
  readonly number: number;
  readonly what: string;
  readonly ownerId: string;
  /** ISO date. */
  readonly dueOn: string;
  readonly promise: ActionPromise | null;
}

/** Adds an action of a cycle and tells its owner; the next cycle judges it. @returns its id */
export async function addAction(
  db: Database,
  actor: PersonActor,
  { number, what, ownerId, dueOn, promise }: ActionToAdd,
  now: string,
): Promise<string> {
  requirePermission(actor, 'cycle.write');
  refuseWrongPromise(promise);
  requireDayToCome(dueOn, now);
  const actionId = randomUUID();
  await db.transaction().execute(async (trx) => {
    const cycle = await holdOpenCycle(trx, number);
    const owner = (await readActivePeople(trx)).find(({ personId }) => personId === ownerId);
    if (owner === undefined) {
      throw new ServiceError('invalid', 'Nobody who can act has this id.', {
        where: 'body.ownerId',
        hint: 'An owner is a lead or member with an open account.',
      });
    }
    const row = {
      action_id: actionId,
      cycle_id: cycle.cycleId,
      what,
      owner_id: ownerId,
      owner_name: owner.name,
      owner_team: owner.team,
      due_on: dueOn,
      promise,
      made_by: actor.personId,
      made_by_name: actor.name,
      made_by_team: actor.team,
      made_at: now,
    };
    await insertAction(trx, row);
    const subject = { kind: 'cycle', id: cycle.cycleId, name: `cycle ${number}` };
    const details = { actionId, what, owner: owner.name, dueOn, promise: promise === null ? null : { ...promise } };
    await appendLog(trx, { actor, action: 'cycle.action-added', subject, details });
    await publishEvent(trx, { topic: 'cycle' });
    await tellOwner(trx, actor, row, number);
  });
  return actionId;
}

/** Takes an action back while the retrospective that it stands in is open: whoever wrote it, or a lead. */
export async function takeActionBack(
  db: Database,
  actor: PersonActor,
  { number, actionId }: { readonly number: number; readonly actionId: string },
  now: string,
): Promise<void> {
  requirePermission(actor, 'cycle.write');
  await db.transaction().execute(async (trx) => {
    const cycle = await holdOpenCycle(trx, number);
    const action = await findAction(trx, { actionId, cycleId: cycle.cycleId });
    if (action === undefined)
      throw new ServiceError('not-found', `Cycle ${number} has no such action.`, { where: 'params.actionId' });
    if (action.judged) throw new ServiceError('conflict', 'A later cycle has judged this action: it stays.');
    if (action.made_by !== actor.personId && actor.role !== 'lead') {
      throw new ServiceError('not-permitted', `To take this action back is for ${action.made_by_name}, or a lead.`, {
        hint: 'Ask one of them.',
      });
    }
    await takeBackRow(trx, actionId, now);
    const subject = { kind: 'cycle', id: cycle.cycleId, name: `cycle ${number}` };
    const details = { actionId, what: action.what };
    await appendLog(trx, { actor, action: 'cycle.action-taken-back', subject, details });
    await publishEvent(trx, { topic: 'cycle' });
  });
}

/** @throws ServiceError `invalid` for a day that is gone */
export function requireDayToCome(day: string, now: string): void {
  if (day >= now.slice(0, 10)) return;
  throw new ServiceError('invalid', `${day} is gone: an action is due on a day to come.`, { where: 'body.dueOn' });
}

function refuseWrongPromise(promise: ActionPromise | null): void {
  const problems = promise === null ? [] : promiseProblems(promise);
  if (problems.length === 0) return;
  throw new ServiceError('invalid', `This cannot be promised: ${problems.join('; ')}.`, { where: 'body.promise' });
}

async function tellOwner(
  trx: DatabaseTransaction,
  actor: PersonActor,
  { action_id, owner_id, what, due_on, made_at }: Omit<ActionRow, 'taken_back_at'>,
  number: number,
): Promise<void> {
  if (owner_id === actor.personId) return;
  const told = await insertNotifications(trx, [
    {
      person_id: owner_id,
      message_key: `action ${action_id}`,
      kind: 'action-item',
      subject_kind: 'cycle',
      subject_id: null,
      title: `An action is yours, by ${due_on}: ${what}`.slice(0, 300),
      body: `${actor.name} wrote it into the retrospective of cycle ${number}. The next cycle judges it.`,
      path: `/cycles/${number}/retrospective`,
      created_at: made_at,
    },
  ]);
  for (const personId of told) await publishEvent(trx, { topic: 'notification', id: personId });
}
