import { actionPromise } from '@baton/contract/retrospectives.ts';
import { figureOf } from '@baton/domain/cycles/promise.ts';
import type { Judgement } from '@baton/domain/cycles/review.ts';
import type { GoalFigure } from '@baton/domain/leadership/joint-goals.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type JudgedAction, readActions, writeJudgement } from '@baton/store/cycles/review-notes.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { holdOpenCycle, type KnownCycle } from './known-cycle.ts';
import { requireDayToCome } from './write-actions.ts';

export interface ActionToJudge {
  /** The cycle that judges: a later one than that which made it. */
  readonly number: number;
  readonly actionId: string;
  readonly judgement: Judgement;
  readonly note: string;
  /** Of a carried one: its new date. */
  readonly dueOn: string | null;
}

/**
 * Judges an action of an earlier cycle, by somebody who does not own it. Where a number was promised, the figure of this cycle's
 * retrospective is kept with the judgement. Said again before the retrospective is closed, the later judgement stands.
 */
export async function judgeAction(
  db: Database,
  actor: PersonActor,
  { number, actionId, judgement, note, dueOn }: ActionToJudge,
  now: string,
): Promise<void> {
  requirePermission(actor, 'cycle.judge');
  requireDate(judgement, dueOn, now);
  await db.transaction().execute(async (trx) => {
    const cycle = await holdOpenCycle(trx, number);
    const action = await requireJudgeable(trx, actor, cycle, actionId);
    const figure = promisedFigure(action, cycle);
    await writeJudgement(trx, {
      action_id: actionId,
      cycle_id: cycle.cycleId,
      judgement,
      note,
      figure,
      due_on: dueOn,
      judged_by: actor.personId,
      judged_by_name: actor.name,
      judged_by_team: actor.team,
      judged_at: now,
    });
    await appendLog(trx, {
      actor,
      action: 'cycle.action-judged',
      subject: { kind: 'cycle', id: cycle.cycleId, name: `cycle ${number}` },
      details: { actionId, what: action.what, judgement, note, dueOn, figure: logged(figure) },
    });
    await publishEvent(trx, { topic: 'cycle' });
  });
}

function requireDate(judgement: Judgement, dueOn: string | null, now: string): void {
  if (judgement === 'carried' && dueOn === null) {
    throw new ServiceError('invalid', 'What is carried over has a new date.', { where: 'body.dueOn' });
  }
  if (judgement !== 'carried' && dueOn !== null) {
    throw new ServiceError('invalid', 'Only what is carried over has a new date.', { where: 'body.dueOn' });
  }
  if (dueOn !== null) requireDayToCome(dueOn, now);
}

async function requireJudgeable(
  trx: DatabaseTransaction,
  actor: PersonActor,
  { number }: KnownCycle,
  actionId: string,
): Promise<JudgedAction> {
  const action = (await readActions(trx, number)).toJudge.find(({ action_id }) => action_id === actionId);
  if (action === undefined) {
    throw new ServiceError('not-found', `Cycle ${number} has no such action to judge.`, {
      where: 'params.actionId',
      hint: 'A cycle judges what earlier ones made and did not judge for good.',
    });
  }
  if (action.owner_id !== actor.personId) return action;
  throw new ServiceError('not-permitted', 'Whoever owns an action does not judge it.', {
    hint: 'Ask somebody else of either team.',
  });
}

function promisedFigure({ promise }: JudgedAction, { number, figures }: KnownCycle): GoalFigure | null {
  if (promise === null) return null;
  if (figures !== null) return figureOf(actionPromise.parse(promise), figures);
  throw new ServiceError('conflict', `The number that was promised comes with the retrospective of cycle ${number}.`, {
    hint: 'Judge it when the cycle has ended.',
  });
}

function logged(figure: GoalFigure | null) {
  if (figure === null) return null;
  return figure.kind === 'share' ? { kind: figure.kind, share: { ...figure.share } } : { ...figure };
}
