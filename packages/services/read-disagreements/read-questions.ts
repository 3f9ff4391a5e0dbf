import type { QuestionDto } from '@baton/contract/questions.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type KeptQuestion, type QuestionFilter, readQuestions } from '@baton/store/disagreements/questions.ts';
import type { TeamActor } from '../actor.ts';
import { isPermitted } from '../permissions.ts';
import { currentRules } from '../rules/current-rules.ts';
import { ServiceError } from '../service-error.ts';
import { causeLabel } from './cause-words.ts';

/** Questions with all that was said, those that wait first. */
export async function listQuestions(
  db: Database,
  actor: TeamActor,
  filter: QuestionFilter,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ rows: QuestionDto[]; total: number }> {
  const { rows, total } = await readQuestions(db, filter, { limit: pageSize, offset: (page - 1) * pageSize });
  const rules = await currentRules(db);
  return { rows: rows.map((kept) => questionDto(kept, actor, rules)), total };
}

export async function readQuestion(db: Database, actor: TeamActor, questionId: string): Promise<QuestionDto> {
  const { rows } = await listQuestions(db, actor, { questionId }, { page: 1, pageSize: 1 });
  const [found] = rows;
  if (found === undefined)
    throw new ServiceError('not-found', 'There is no such question.', { where: 'params.questionId' });
  return found;
}

function questionDto(kept: KeptQuestion, actor: TeamActor, rules: RuleSet): QuestionDto {
  const { questionId, deviceId, device, fix, messages, ...rest } = kept;
  const asked = actor.team === kept.askedTeam;
  return {
    ...rest,
    id: questionId,
    causeLabel: causeLabel(kept.cause, rules),
    first: { deviceId, device, fix },
    messages: [...messages],
    mayAnswer: isPermitted(actor, asked ? 'disagreement.answer' : 'disagreement.ask'),
  };
}
