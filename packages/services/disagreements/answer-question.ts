import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { holdQuestion, insertMessage, setWaitsFor } from '@baton/store/disagreements/questions.ts';
import type { TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { messageOf } from './ask-question.ts';
import { recordWork } from './record-work.ts';

/** The asked team’s word answers a question; the asking team’s opens it again. Nobody speaks for the other team. */
export async function answerQuestion(
  trx: DatabaseTransaction,
  actor: TeamActor,
  { questionId, text }: { readonly questionId: string; readonly text: string },
): Promise<void> {
  const held = await holdQuestion(trx, questionId);
  if (held === null) throw new ServiceError('not-found', 'There is no such question.', { where: 'params.questionId' });
  requirePermission(actor, actor.team === held.askedTeam ? 'disagreement.answer' : 'disagreement.ask');
  const waitsFor = actor.team === held.askedTeam ? null : held.askedTeam;
  await insertMessage(trx, questionId, messageOf(actor, text, Temporal.Now.instant().toString()));
  await setWaitsFor(trx, questionId, waitsFor);
  await recordWork(
    trx,
    actor,
    waitsFor === null ? 'question-answered' : 'question-asked',
    { kind: 'question', id: questionId },
    { waitsFor },
  );
}
