import { randomUUID } from 'node:crypto';
import type { Selection } from '@baton/contract/disagreement-acts.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { insertMessage, insertQuestion, type NewMessage } from '@baton/store/disagreements/questions.ts';
import type { TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { currentRules } from '../rules/current-rules.ts';
import { ServiceError } from '../service-error.ts';
import { otherTeam } from './act-rules.ts';
import { narrowChoice, requireCells } from './narrow-choice.ts';
import { recordWork } from './record-work.ts';

export interface Asking {
  readonly selection: Selection;
  readonly text: string;
  readonly kind: 'question' | 'dispute';
}

/** Asks the other team about cells; a dispute says that the cause they are said to have is wrong. @returns the question's id */
export async function askQuestion(
  trx: DatabaseTransaction,
  actor: TeamActor,
  { selection, text, kind }: Asking,
): Promise<string> {
  requirePermission(actor, 'disagreement.ask');
  const now = Temporal.Now.instant();
  const act = kind === 'dispute' ? 'dispute' : 'ask';
  const narrowed = await narrowChoice(trx, act, actor.team, selection, now.epochMilliseconds);
  requireCells(narrowed);
  const cause = narrowed.causes.length === 1 ? (narrowed.causes[0] ?? null) : null;
  if (kind === 'dispute') requireDisputable(cause);
  const questionId = randomUUID();
  const askedTeam = otherTeam(actor.team);
  const ruleVersion = cause === null ? null : (await currentRules(trx)).rule(cause).version;
  const { cells, devices } = narrowed;
  await insertQuestion(
    trx,
    { questionId, kind, askedTeam, askingTeam: actor.team, at: now.toString(), cause, ruleVersion },
    { cells, devices },
    narrowed.choice,
  );
  await insertMessage(trx, questionId, messageOf(actor, text, now.toString()));
  await recordWork(
    trx,
    actor,
    kind === 'dispute' ? 'cause-disputed' : 'question-asked',
    { kind: 'question', id: questionId },
    { askedTeam, cause, ruleVersion, cells, devices },
  );
  return questionId;
}

function requireDisputable(cause: CauseId | null): void {
  if (cause !== null && cause !== 'unexplained') return;
  throw new ServiceError(
    'invalid',
    cause === null ? 'These cells have several causes: a dispute is of one.' : 'No cause is named that could be wrong.',
    { where: 'body.selection', hint: cause === null ? 'Choose cells of one cause.' : 'Ask a question instead.' },
  );
}

export function messageOf(actor: TeamActor, text: string, at: string): NewMessage {
  return {
    at,
    byKind: actor.kind,
    byId: actor.kind === 'person' ? actor.personId : actor.keyId,
    byName: actor.name,
    byTeam: actor.team,
    text,
  };
}
